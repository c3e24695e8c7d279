import { beforeAll, describe, expect, it } from 'vitest';
import { RequestContext } from '../../src/graphql/context.js';
import { createEngine } from '../../src/graphql/apollo.js';
import { MetricComputingError } from '../../src/snapshot/types.js';
import { ProjectionTooLargeError } from '../../src/graph/projection.js';
import { errorFormatter } from '../../src/graphql/errors.js';
import { pino } from 'pino';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { ANN, SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

describe('bad input', () => {
  it.each([
    ['an unknown author', '{ author(id: "A0000000000000") { id } }', 'NOT_FOUND', 'A0000000000000'],
    ['an unknown ORCID', '{ author(id: "0000-0003-1613-5981") { id } }', 'NOT_FOUND', 'search(query:)'],
    ['an ORCID with a wrong check digit', '{ author(id: "0000-0002-1825-0098") { id } }', 'BAD_USER_INPUT', '0000-0002-1825-0098'],
    ['what is no id', '{ author(id: "who?") { id } }', 'BAD_USER_INPUT', 'no form of an author'],
    ['an unknown paper', '{ paper(id: "10.9999/none") { id } }', 'NOT_FOUND', '10.9999/none'],
    ['a paper by what is no id', '{ paper(id: "some title") { id } }', 'BAD_USER_INPUT', 'no form of a paper'],
    ['an unknown node', '{ node(id: "X1") { id } }', 'NOT_FOUND', 'X1'],
    ['an unknown name', '{ author(name: "Nobody Atall") { id } }', 'NOT_FOUND', 'Nobody Atall'],
    ['an empty name', '{ author(name: " ") { id } }', 'BAD_USER_INPUT', 'name'],
    ['neither id nor name', '{ author { id } }', 'BAD_USER_INPUT', 'exactly one'],
    ['both id and name', `{ author(id: "${ANN}", name: "x") { id } }`, 'BAD_USER_INPUT', 'exactly one'],
    ['first: -1', '{ papers(first: -1) { totalCount } }', 'BAD_USER_INPUT', '"first" is -1'],
    ['last: 201', '{ authors(last: 201) { totalCount } }', 'BAD_USER_INPUT', '"last" is 201'],
    ['both directions', '{ authors(first: 1, last: 1) { totalCount } }', 'BAD_USER_INPUT', 'give one of them'],
    ['a page size on paths', `{ collaborationPath(from: "${ANN}", to: "${ANN}", first: 201) { distance } }`, 'BAD_USER_INPUT', '"first" is 201'],
    ['a metric that does not exist', '{ authors(orderBy: [{ metric: BETWEENES }]) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED', 'Did you mean the enum value "BETWEENNESS"'],
    ['a field that does not exist', '{ papers { nodes { titel } } }', 'GRAPHQL_VALIDATION_FAILED', 'Did you mean "title"'],
    ['a parameter that a metric has not', `{ author(id: "${ANN}") { metric(id: DEGREE, parameters: [{ name: "x", value: "1" }]) { value } } }`, 'BAD_USER_INPUT', 'no parameter "x"'],
    ['a parameter out of its range', `{ author(id: "${ANN}") { metric(id: PAGERANK, parameters: [{ name: "damping", value: "2" }]) { value } } }`, 'BAD_USER_INPUT', 'damping'],
    ['a parameter that is no number', `{ author(id: "${ANN}") { metric(id: PAGERANK, parameters: [{ name: "damping", value: "much" }]) { value } } }`, 'BAD_USER_INPUT', 'damping'],
    ['an order by nothing', '{ authors(orderBy: [{ direction: ASC }]) { totalCount } }', 'BAD_USER_INPUT', 'exactly one of "field" and "metric"'],
    ['an unknown venue', '{ papers(where: { venue: { eq: "Nature" } }) { totalCount } }', 'BAD_USER_INPUT', 'where.venue.eq'],
    ['an unknown field in the graph', '{ authors(graph: { fields: ["QU"] }) { totalCount } }', 'BAD_USER_INPUT', 'graph.fields'],
    ['years the wrong way round', '{ authors(graph: { years: { from: 2020, to: 2010 } }) { totalCount } }', 'BAD_USER_INPUT', '2020 is after'],
    ['maxAuthors: 0', '{ authors(graph: { maxAuthors: 0 }) { totalCount } }', 'BAD_USER_INPUT', 'maxAuthors'],
    ['a negative minStrength', '{ communities(graph: { minStrength: -1 }) { totalCount } }', 'BAD_USER_INPUT', 'minStrength'],
    ['the component of nobody', '{ authors(graph: { componentOf: "A1111" }) { totalCount } }', 'NOT_FOUND', 'A1111'],
    ['a radius of 9', `{ network(scope: { ego: { author: "${ANN}", radius: 9 } }) { nodeCount } }`, 'BAD_USER_INPUT', 'scope.ego.radius'],
    ['a community that is not there', '{ network(scope: { community: { id: 99 } }) { nodeCount } }', 'BAD_USER_INPUT', 'numbered from 0'],
    ['two scopes', '{ network(scope: { top: { metric: DEGREE }, authors: [] }) { nodeCount } }', 'GRAPHQL_VALIDATION_FAILED', 'exactly one key'],
    ['maxNodes: 5001', '{ network(scope: { top: { metric: DEGREE } }, maxNodes: 5001) { nodeCount } }', 'BAD_USER_INPUT', 'maxNodes'],
    ['a resolution of 0', '{ communities(resolution: 0) { totalCount } }', 'BAD_USER_INPUT', 'resolution'],
    ['a limit of groups', '{ papers { groupBy(by: YEAR, limit: 0) { groupCount } } }', 'BAD_USER_INPUT', 'limit'],
    ['a very long search', `{ search(query: "${'x'.repeat(501)}") { totalCount } }`, 'BAD_USER_INPUT', 'query'],
    ['no GraphQL', '{ papers ', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
  ])('%s has its clear answer', async (_, query, code, part) => {
    const { errors } = await corpus.ask(query);
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions?.['code']).toBe(code);
    expect(errors[0].message).toContain(part);
    expect(errors[0].message.length).toBeLessThan(500);
  });

  it('keeps what was right: one unknown id among others is null at its place', async () => {
    const { data, errors } = await corpus.ask(`{ nodes(ids: ["${ANN}", "X1", "10.1234/alpha"]) { __typename } }`);
    expect(data).toEqual({ nodes: [{ __typename: 'Author' }, null, { __typename: 'Paper' }] });
    expect(errors).toMatchObject([{ path: ['nodes', 1], extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('queries that would explode', () => {
  const nested = (levels: number) => `{ author(id: "${ANN}") ${'{ papers(first: 1) { nodes { authors(first: 1) { nodes '.repeat(levels / 4)}{ id }${' } } } }'.repeat(levels / 4)} }`;

  it('of 40 levels are refused by their depth', async () => {
    const { errors, data } = await corpus.ask(nested(40));
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ message: expect.stringMatching(/4\d levels deep, but at most 20/), extensions: { code: 'COST_LIMIT', limit: 20 } }]);
    expect((await corpus.ask(nested(16))).errors).toEqual([]);
  });

  it('hide their depth in fragments in vain', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `fragment F${i} on Author { papers(first: 1) { nodes { authors(first: 1) { nodes { ${i < 11 ? `...F${i + 1}` : 'id'} } } } } }`);
    const { errors } = await corpus.ask(`{ author(id: "${ANN}") { ...F0 } } ${levels.join(' ')}`);
    expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT' } }]);
  });

  it('as a bomb of fragments are refused by what they would be, without being written out', async () => {
    const bombs = Array.from({ length: 30 }, (_, i) => `fragment B${i} on Corpus { ${i < 29 ? `a${i}: __typename ...B${i + 1} ... on Corpus { ...B${i + 1} }` : '__typename'} }`);
    expect((await corpus.ask(`{ corpus { ...B0 } } ${bombs.join(' ')}`)).errors).toMatchObject([{ extensions: { code: 'COST_LIMIT', cost: 2 ** 30, limit: 1_000_000 } }]);
  });

  it('are refused by their cost, literal, by variable or by default', async () => {
    const query = 'query ($n: Int, $m: Int = 200) { papers(first: $n) { nodes { authors(first: $m) { nodes { papers(first: 200) { nodes { id } } } } } } }';
    for (const variables of [{ n: 200 }, { n: 200, m: 150 }]) {
      expect((await corpus.ask(query, variables)).errors).toMatchObject([{ extensions: { code: 'COST_LIMIT', limit: 1_000_000 } }]);
    }
    const { errors, extensions } = await corpus.ask(query, { n: 2, m: 2 });
    expect(errors).toEqual([]);
    expect(extensions['cost']).toBeGreaterThan(2 * 2 * 200);
  });

  it('are refused by their aliases and tokens', async () => {
    const aliases = Array.from({ length: 101 }, (_, i) => `a${i}: __typename`).join(' ');
    expect((await corpus.ask(`{ ${aliases} }`)).errors).toMatchObject([{ extensions: { code: 'COST_LIMIT', aliases: 101 } }]);
    expect((await corpus.ask(`{ ${'__typename '.repeat(2_501)} }`)).errors).toMatchObject([{ message: expect.stringContaining('2,500 tokens'), extensions: { code: 'COST_LIMIT', limit: 2_500 } }]);
  });

  it('nest their filters in vain', async () => {
    let where: Record<string, unknown> = { hasCode: true };
    for (let i = 0; i < 3_000; i++) where = { NOT: where };
    const { errors } = await corpus.ask('query ($where: PaperFilter) { papers(where: $where) { totalCount } }', { where });
    expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT', limit: 60 } }]);
  });
});

describe('variables that are null where null can\'t stand, which validation lets pass for their default', () => {
  it.each([
    ['of a directive at the root', 'query ($v: Boolean = true) { corpus @include(if: $v) { paperCount } }', 'if'],
    ['of a directive below', 'query ($v: Boolean = true) { corpus { paperCount @skip(if: $v) } }', 'if'],
    ['of a directive in a list', 'query ($v: Boolean = true) { metrics { id @skip(if: $v) } }', 'if'],
    ['of a field', 'query ($v: Int = 1) { importJobs(first: $v) { id } }', 'first'],
  ])('%s, are refused by the argument', async (_where, query, argument) => {
    const { errors } = await corpus.ask(query, { v: null });
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^Argument "${argument}" of non-null type "\\w+!" must not be null\\.$`)) as string, extensions: { code: 'BAD_USER_INPUT', argument } });
  });
});

it('variables with very many faults are refused as bad input', async () => {
  const { errors } = await corpus.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array.from({ length: 300 }, () => ({})) });
  expect(errors.length).toBeGreaterThan(50);
  expect(new Set(errors.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['BAD_USER_INPUT']));
  expect(errors.at(-1)?.message).toBe('The variables have more faults than are told: mend these first.');
});

describe('errors of the inside', () => {
  it('are masked, and logged under the id that the client gets', async () => {
    const logged: string[] = [];
    const engine = await createEngine({ introspection: true, logger: pino({}, { write: (line: string) => void logged.push(line) }) });
    const broken = { ...corpus.snapshot, search: { authors: () => { throw new Error('the secret path /etc/passwd'); }, papers: () => { throw new Error('no'); }, authorsNear: () => [] } };
    const contextValue = new RequestContext({ snapshot: broken, release: () => undefined });
    const { body } = await engine.executeOperation({ query: '{ search(query: "x") { totalCount } }' }, { contextValue });
    await engine.stop();
    const text = JSON.stringify(body);
    expect(text).not.toContain('secret');
    const [, errorId] = /"errorId":"([0-9a-f-]{36})"/.exec(text) ?? [];
    expect(logged.join('')).toContain('the secret path');
    expect(logged.join('')).toContain(errorId);
  });

  it('say what can be done where the graph is too large or a metric still computing', () => {
    const format = errorFormatter(pino({ level: 'silent' }));
    const plain = { message: 'x' };
    expect(format(plain, new MetricComputingError('BETWEENNESS', 0.25, 9_000))).toMatchObject({
      message: expect.stringContaining('25 % done'),
      extensions: { code: 'METRIC_COMPUTING', progress: 0.25, retryAfterMs: 9_000 },
    });
    expect(format(plain, new ProjectionTooLargeError({ entries: 9e9, bytes: 1e11 }, 2e8, 120))).toMatchObject({
      message: expect.stringContaining('set maxAuthors to 120'),
      extensions: { code: 'COST_LIMIT', maxAuthorsThatFits: 120 },
    });
  });

  it('leave the rest of an answer whole while one metric is computing', async () => {
    const engine = await createEngine({ introspection: true, logger: pino({ level: 'silent' }) });
    const { analytics } = corpus.snapshot;
    const busy = {
      ...corpus.snapshot,
      analytics: {
        selection: analytics.selection.bind(analytics),
        projection: analytics.projection.bind(analytics),
        perform: analytics.perform.bind(analytics),
        hasProjection: analytics.hasProjection.bind(analytics),
        computation: analytics.computation.bind(analytics),
        cache: analytics.cache.bind(analytics),
        distribution: analytics.distribution.bind(analytics),
        authorSeries: analytics.authorSeries.bind(analytics),
        networkSeries: analytics.networkSeries.bind(analytics),
        collaborationMetric: analytics.collaborationMetric.bind(analytics),
        networkMetric: analytics.networkMetric.bind(analytics),
        communities: analytics.communities.bind(analytics),
        authorMetric: (...args: Parameters<typeof analytics.authorMetric>) =>
          args[0] === 'BETWEENNESS' ? Promise.reject(new MetricComputingError('BETWEENNESS', 0.5, 4_000)) : analytics.authorMetric(...args),
      },
    };
    const contextValue = new RequestContext({ snapshot: busy, release: () => undefined });
    const { body } = await engine.executeOperation({ query: `{ author(id: "${ANN}") { displayName metric(id: BETWEENNESS) { value } metrics(ids: [DEGREE, BETWEENNESS]) { value } } }` }, { contextValue });
    await engine.stop();
    const answer = JSON.parse(JSON.stringify(body)) as { singleResult: unknown };
    expect(answer.singleResult).toMatchObject({
      data: { author: { displayName: 'Ann Alpha', metric: null, metrics: [{ value: 2 }, null] } },
      errors: [{ extensions: { code: 'METRIC_COMPUTING', progress: 0.5, retryAfterMs: 4_000 } }, { extensions: { code: 'METRIC_COMPUTING' } }],
    });
  });

  it('are told apart from a corpus that is still empty', async () => {
    const engine = await createEngine({ introspection: true, logger: pino({ level: 'silent' }) });
    const { body } = await engine.executeOperation({ query: '{ corpus { paperCount } }' }, { contextValue: new RequestContext(null) });
    await engine.stop();
    expect(JSON.stringify(body)).toContain('"NO_SNAPSHOT"');
    expect(JSON.stringify(body)).toContain('coterie import');
  });
});
