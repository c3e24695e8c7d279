import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { costOf } from '../../src/graphql/cost.js';
import { corpusSize, type CorpusSize } from '../../src/graphql/corpus-size.js';
import { MAX_COST } from '../../src/graphql/limits.js';
import { longestRoundNs, mostRounds, roundNs, suitableRounds } from '../../src/graphql/reads/layout-rounds.js';
import { schemaText } from '../../src/graphql/schema.js';
import { paperRecord } from '../helpers/records.js';
import { at, servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';

const schema = buildSchema(schemaText());

/** A corpus of 100,000 papers, whose graph has some 1.3 million collaborations. */
const LARGE: CorpusSize = {
  papers: 100_000,
  authors: 150_000,
  authorships: 300_000,
  keepsGraph: () => false,
  entries: (maxAuthors, from, to) => (from === null && to === null ? 2_600_000 : 2_600_000 / 35) * (maxAuthors === 2 ? 0.1 : 1),
};

function cost(query: string, variables: Record<string, unknown> = {}, size: CorpusSize | null = LARGE) {
  const document = parse(query);
  return costOf(schema, document, document.definitions[0] as OperationDefinitionNode, variables, size);
}
const total = (query: string, variables: Record<string, unknown> = {}) => {
  const { values, work } = cost(query, variables);
  return values + work;
};
const aliased = (count: number, field: (i: number) => string) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field(i)}`).join(' ')} }`;

describe('the estimated cost', () => {
  it('counts values alone where nothing is to be worked out', () => {
    expect(cost('{ papers(first: 10) { nodes { title } } }')).toEqual({ values: 1 + 10 * 2, work: 0 });
    expect(cost('{ communities { totalCount } authors(graph: {}) { totalCount } }').work).toBe(0);
    expect(cost('{ communities(graph: { counting: FULL, maxAuthors: null, minStrength: 0, types: [], years: {} }, algorithm: LOUVAIN, seed: 1, resolution: 1) { totalCount } }').work).toBe(0);
    expect(cost('{ communities(seed: 7) { totalCount } }', {}, null).work).toBe(0);
  });

  it('lets through what one asks for', () => {
    const drawn = '{ nodeCount edgeCount truncated { reason } nodes { author { id displayName } x y degree distance community } edges { source target paperCount strength firstYear lastYear } }';
    for (const query of [
      `{ network(scope: { top: { metric: DEGREE, n: 5000 } }, maxNodes: 5000) ${drawn} }`,
      `{ network(scope: { ego: { author: "A", radius: 2 } }, maxNodes: 500) ${drawn} }`,
      `{ network(scope: { ego: { author: "A", radius: 2 } }) ${drawn.replace('nodeCount', 'quality { stress }')} }`,
      '{ communities(seed: 7, first: 200) { nodes { size topAuthors { displayName } } } }',
      '{ authors(graph: { counting: HARMONIC }, orderBy: [{ metric: STRENGTH }], first: 200) { nodes { displayName metrics(ids: [DEGREE, STRENGTH], graph: { counting: HARMONIC }) { value } } } }',
      aliased(35, (i) => `authors(graph: { years: { from: ${1990 + i}, to: ${1990 + i} } }) { totalCount }`),
      '{ collaborationPath(from: "A", to: "B", distance: INVERSE_STRENGTH) { distance paths { authors { displayName } } } }',
    ]) {
      expect([query, total(query) <= MAX_COST]).toEqual([query, true]);
    }
  });

  it.each([
    ['communities by many seeds', aliased(20, (i) => `communities(seed: ${i + 2}) { totalCount }`)],
    ['communities of many authors by many seeds', `{ authors(first: 1) { nodes ${aliased(20, (i) => `community(seed: ${i + 2}) { id }`)} } }`],
    ['many graphs', aliased(20, (i) => `authors(graph: { minStrength: ${i + 2} }) { totalCount }`)],
    ['many graphs of the corpus', `{ corpus ${aliased(20, (i) => `graph(spec: { maxAuthors: ${i + 100} }) { collaborationCount }`)} }`],
    ['many layouts', aliased(10, () => 'network(scope: { top: { metric: DEGREE, n: 2000 } }, maxNodes: 2000) { nodes { x } }')],
    ['long layouts in a fragment', `${aliased(3, () => 'network(scope: { top: { metric: DEGREE, n: 2000 } }, maxNodes: 2000, layout: { iterations: 1000 }) { nodes { ...F } }')} fragment F on NetworkNode { y }`],
    ['many wide surroundings', aliased(20, () => 'network(scope: { ego: { author: "A", radius: 4 } }) { nodeCount }')],
    ['many costly ways', aliased(100, () => 'collaborationPath(from: "A", to: "B", distance: INVERSE_STRENGTH) { distance }')],
    ['many drawn edges', aliased(10, () => 'network(scope: { top: { metric: DEGREE, n: 5000 } }, maxNodes: 5000, maxEdges: 100000) { edges { source target } }')],
  ])('refuses %s in one request', (_, query) => {
    expect(total(query)).toBeGreaterThan(MAX_COST);
  });

  it('counts once what is worked out once, and each that differs', () => {
    const one = cost('{ communities(seed: 7) { totalCount } }').work;
    expect(one).toBeGreaterThan(100_000);
    expect(cost(aliased(20, () => 'communities(seed: 7) { totalCount }')).work).toBe(one);
    expect(cost('query ($seed: Int = 7) { communities(seed: $seed) { totalCount } }').work).toBe(one);
    expect(cost('query ($seed: Int = 1) { communities(seed: $seed) { totalCount } }', { seed: 7 }).work).toBe(one);
    expect(cost('query ($graph: GraphSpec) { communities(graph: $graph) { totalCount } }', { graph: { maxAuthors: 50 } }).work).toBeGreaterThan(one);
    const year = (spec: string) => cost(`{ authors(graph: ${spec}) { totalCount } }`).work;
    expect(year('{ years: { from: 2000, to: 2000 } }')).toBeLessThan(year('{ counting: HARMONIC }') / 10);
    expect(year('{ maxAuthors: 2, counting: HARMONIC }')).toBeLessThan(year('{ counting: HARMONIC }') / 4);
  });

  it('counts no edges for what is read off the papers of a graph', () => {
    const COUNTINGS = ['FULL', 'FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'];
    const each = (field: (graph: string) => string) => COUNTINGS.map((counting) => `${counting.toLowerCase()}: ${field(`graph: { counting: ${counting} }`)}`).join(' ');
    const collaborators = each((graph) => `collaborators(${graph}) { edges { strength node { displayName } } }`);
    const strengths = each((graph) => `metric(id: STRENGTH, ${graph}) { value }`);
    const HUGE: CorpusSize = { ...LARGE, entries: () => 60_000_000 };
    const asked = (fields: string, size = HUGE) => {
      const { values, work } = cost(`{ author(id: "A") { ${fields} } }`, {}, size);
      return values + work;
    };
    expect(asked(`${collaborators} metrics(ids: [DEGREE, BETWEENNESS]) { value }`)).toBeLessThan(MAX_COST / 20);
    expect(asked(`${strengths} metrics(ids: [DEGREE, BETWEENNESS]) { value }`)).toBeLessThan(MAX_COST / 20);
    expect(asked(each((graph) => `metrics(ids: [STRENGTH, BETWEENNESS], ${graph}) { value }`))).toBeGreaterThan(MAX_COST);
    expect(asked(each((graph) => `collaborators(${graph}) { edges { similarity } }`))).toBeGreaterThan(MAX_COST);
    expect(asked(each((graph) => `collaborators(${graph}, orderBy: [{ metric: CLOSENESS }]) { totalCount }`))).toBeGreaterThan(MAX_COST);
    expect(asked(each((graph) => `collaborators(${graph.replace(' }', ', minStrength: 2 }')}) { totalCount }`))).toBeGreaterThan(MAX_COST);
    expect(asked(each((graph) => `metric(id: CLOSENESS, ${graph}) { value }`))).toBeGreaterThan(MAX_COST);
    expect(asked(each((graph) => `metric(id: CLOSENESS, ${graph}) { value }`), { ...HUGE, keepsGraph: () => true })).toBeLessThan(100);
    const both = (first: string, second: string) => asked(`a: metric(id: ${first}, graph: { counting: HARMONIC }) { value } b: metric(id: ${second}, graph: { counting: HARMONIC }) { value }`);
    expect(both('STRENGTH', 'CLOSENESS')).toBe(both('CLOSENESS', 'STRENGTH'));
  });

  it('counts nothing of what directives leave out, and all where their condition is no boolean', () => {
    const query = 'query ($years: Boolean!) { authors(first: 10) { nodes { id ...More @include(if: $years) papers(first: 10) @skip(if: true) { totalCount } } } } fragment More on Author { displayName hIndex }';
    expect(cost(query, { years: false }).values).toBe(1 + 10 * 2);
    expect(cost(query, { years: true }).values).toBe(1 + 10 * 4);
    expect(cost(query, { years: 'no' }).values).toBe(1 + 10 * 4);
    expect(cost(query).values).toBe(1 + 10 * 4);
    const picture = 'query ($positions: Boolean!) { network(scope: { top: { metric: DEGREE } }) { nodes { degree x @include(if: $positions) } } }';
    expect(cost(picture, { positions: false }).work).toBeLessThan(cost(picture, { positions: true }).work);
  });

  it('leaves out layouts that nobody looks at, and counts them under any alias', () => {
    const network = (fields: string) => cost(`{ network(scope: { top: { metric: DEGREE, n: 2000 } }, maxNodes: 2000) { ${fields} } }`).work;
    expect(network('nodes { degree }')).toBe(0);
    expect(network('nodes { horizontally: x }')).toBeGreaterThan(100_000);
  });
});

describe('the size of a corpus', () => {
  it('bounds the entries of its projections by team and by year', async () => {
    const year = (value: number) => ({ year: value, month: null, day: null });
    const { snapshot } = await servedCorpus([
      paperRecord('one', ['Ann Alpha'], { date: year(2000) }),
      paperRecord('two', ['Ann Alpha', 'Bob Beta'], { date: year(2001) }),
      paperRecord('three', ['Ann Alpha', 'Bob Beta', 'Cy Gamma'], { date: year(2003) }),
      paperRecord('four', ['Ann Alpha', 'Bob Beta', 'Cy Gamma', 'Dee Delta']),
    ]);
    const { entries, keepsGraph, ...counts } = corpusSize(snapshot);
    expect([{}, { counting: 'FULL', years: null }, { counting: 'HARMONIC' }, { counting: 'NONE' }, { venues: ['J'] }, null].map(keepsGraph)).toEqual([true, true, false, false, false, false]);
    await snapshot.analytics.projection({ ...DEFAULT_SPEC, counting: 'HARMONIC', yearFrom: 2001 });
    expect([{ counting: 'HARMONIC', years: { from: 2001 } }, { counting: 'HARMONIC' }].map(keepsGraph)).toEqual([true, false]);
    expect(counts).toEqual({ papers: 4, authors: 4, authorships: 10 });
    expect([null, 0, 1, 2, 3, 99].map((most) => entries(most, null, null))).toEqual([20, 0, 0, 2, 8, 20]);
    expect([[2001, 2001], [2002, null], [null, 2002], [2002, 2002], [1900, 2100], [2100, 2200], [2010, 2000]].map(([from, to]) => entries(null, from, to))).toEqual([2, 6, 2, 0, 8, 0, 0]);
    expect(entries(2, 2003, 2003)).toBe(2);
  });

  it('is nothing without papers', async () => {
    const { snapshot } = await servedCorpus([paperRecord('one', ['Ann Alpha'])]);
    const { entries } = corpusSize({ ...snapshot, incidence: buildIncidence([], 0) });
    expect([entries(null, null, null), entries(5, 2000, null)]).toEqual([0, 0]);
  });
});

describe('rounds of layout', () => {
  it('are as many as suit the size, and never more than may be asked for', () => {
    expect([10, 200, 500, 1_000].map((n) => suitableRounds(n, roundNs([n], 4 * n)))).toEqual([300, 300, 80, 30]);
    for (const n of [1, 50, 500, 1_999, 2_000, 2_001, 3_000, 5_000]) {
      const perRound = roundNs([n], 20_000);
      expect(suitableRounds(n, perRound)).toBeLessThanOrEqual(mostRounds(perRound));
      expect(suitableRounds(n, perRound)).toBeGreaterThanOrEqual(n > 2_500 ? 20 : 30);
      expect(perRound).toBeLessThanOrEqual(longestRoundNs(n, 20_000));
    }
    expect(mostRounds(roundNs([2_000], 20_000))).toBe(82);
    expect(mostRounds(roundNs(Array.from({ length: 1_000 }, () => 2), 1_000))).toBe(1_000);
  });
});

describe('a large picture', () => {
  let corpus: ServedCorpus;
  beforeAll(async () => {
    corpus = await servedCorpus(syntheticPapers({ papers: 5_000, shape: 'CONDMAT' }));
  }, 60_000);
  const network = (rounds: string) =>
    `query { network(scope: { top: { metric: DEGREE, n: 2000 } }, maxNodes: 2000, layout: { ${rounds} }) { nodes { x y } } }`;

  it('refuses more rounds than fit, naming the most that do, which then are run in time', async () => {
    const refused = await corpus.ask(network('iterations: 1000'));
    expect(refused.errors).toMatchObject([{ path: ['network'], extensions: { code: 'COST_LIMIT', iterations: 1_000, limit: expect.any(Number) } }]);
    const limit = Number(refused.errors[0].extensions?.['limit']);
    expect(limit).toBeGreaterThan(30);
    expect(refused.errors[0].message).toContain(`set "layout.iterations" to ${limit} or less`);
    expect((await corpus.ask(network(`iterations: ${limit + 1}`))).errors).toHaveLength(1);
    const accepted = await corpus.ask(network(`iterations: ${limit}`));
    expect(accepted.errors).toEqual([]);
    expect(accepted.extensions['cost']).toBeGreaterThan(MAX_COST / 2);
  });

  it('is drawn without further ado by default', async () => {
    const { errors, data, extensions } = await corpus.ask(network('').replaceAll('2000', '5000').replace(', layout: {  }', ''));
    expect(errors).toEqual([]);
    expect(at(data, 'network.nodes.length')).toBeGreaterThan(3_000);
    expect(extensions['cost']).toBeLessThan(MAX_COST);
  });
});
