/** A corpus whose collaborations are too many to be paired off: what needs no pair is answered, the rest refused in a sentence. */
import { describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { paperRecord } from '../helpers/records.js';
import { at, servedCorpus } from '../helpers/served-corpus.js';

/** Names that nobody shares: the digits as letters. */
const nameOf = (i: number): string => `Ada ${String.fromCharCode(65 + (i % 26))}${String(i).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)])}`;
const HYPER = 15_000;
const year = (value: number) => ({ date: { year: value, month: null, day: null } });

const corpus = await servedCorpus([
  paperRecord('A detector', Array.from({ length: HYPER }, (_, i) => nameOf(i)), year(2012)),
  paperRecord('Before', [nameOf(0), nameOf(HYPER)], year(2010)),
  paperRecord('Before that', [nameOf(HYPER), nameOf(HYPER + 1)], year(2009)),
  paperRecord('Elsewhere', [nameOf(HYPER + 2), nameOf(HYPER + 3)], year(2010)),
]);
const PAIRS = (HYPER * (HYPER - 1)) / 2 + 3;

const PERSON = `query ($name: String!, $metric: AuthorMetric!, $graph: GraphSpec, $parameters: [MetricParameterInput!]) {
  author(name: $name) { metric(id: $metric, graph: $graph, parameters: $parameters) { value method basis } }
}`;
const ofPerson = async (author: number, metric: string, more: Record<string, unknown> = {}) => {
  const { data, errors } = await corpus.ask(PERSON, { name: nameOf(author), metric, ...more });
  return { answer: at(data, 'author.metric'), errors };
};

describe('a corpus of a paper of 15,000', () => {
  it('is imported, with its collaborations counted and what papers do for stored', () => {
    const { counts, storedMetrics } = corpus.snapshot.manifest;
    expect(counts).toMatchObject({ authors: HYPER + 4, collaborations: PAIRS, components: 2, largestComponent: HYPER + 2 });
    const stored = storedMetrics.map(({ id }) => id);
    expect(stored).toEqual(expect.arrayContaining(['PAPER_COUNT', 'DEGREE', 'STRENGTH', 'COMPONENT_SIZE', 'PAGERANK', 'HARMONIC_CLOSENESS', 'DIAMETER', 'MEAN_DISTANCE']));
    expect(stored).not.toContain('BETWEENNESS');
  });

  it.each([
    ['DEGREE', HYPER, 'PAPERS'],
    ['STRENGTH', HYPER, 'PAPERS'],
    ['COMPONENT_SIZE', HYPER + 2, 'PAPERS'],
    ['HARMONIC_CLOSENESS', HYPER + 1 / 2, 'PAPERS'],
    ['ECCENTRICITY', 2, 'PAPERS'],
    ['PAPER_COUNT', 2, 'PAPERS'],
  ])('answers %s of the author who links', async (metric, value, basis) => {
    const { answer, errors } = await ofPerson(0, metric);
    expect(errors).toEqual([]);
    expect(answer).toMatchObject({ value, basis, method: 'EXACT' });
  });

  it('answers under other specs and parameters, on pairs where these fit', async () => {
    expect((await ofPerson(0, 'CORE_NUMBER', { graph: { years: { to: 2011 } } })).answer).toMatchObject({ value: 1, basis: 'COLLABORATIONS' });
    expect((await ofPerson(0, 'DEGREE', { graph: { years: { to: 2011 } } })).answer).toMatchObject({ value: 1, basis: 'PAPERS' });
    expect((await ofPerson(0, 'STRENGTH', { graph: { counting: 'FRACTIONAL' } })).answer).toMatchObject({ value: 2, basis: 'PAPERS' });
    expect((await ofPerson(HYPER + 1, 'COMPONENT_SIZE', { graph: { component: 'GIANT' } })).answer).toMatchObject({ value: HYPER + 2, basis: 'PAPERS' });
    expect((await ofPerson(HYPER + 2, 'DEGREE', { graph: { component: 'GIANT' } })).answer).toMatchObject({ value: null });
    const sampled = await ofPerson(0, 'CLOSENESS', { parameters: [{ name: 'method', value: 'SAMPLED' }, { name: 'epsilon', value: '0.1' }] });
    expect(sampled.answer).toMatchObject({ method: 'SAMPLED', basis: 'PAPERS' });
  });

  it('refuses what needs the pairs, and says what would fit', async () => {
    const sentence = /^The graph is too large: the projection may take 22\d+ directed entries .* set maxAuthors to 14999 or less/;
    const attempts = [
      ofPerson(0, 'BETWEENNESS'),
      ofPerson(0, 'CLOSENESS', { parameters: [{ name: 'distance', value: 'INVERSE_STRENGTH' }] }),
      ofPerson(0, 'HARMONIC_CLOSENESS', { parameters: [{ name: 'method', value: 'SKETCHED' }] }),
      ofPerson(0, 'DEGREE', { graph: { minStrength: 2 } }),
      ofPerson(0, 'PAPER_COUNT', { graph: { minStrength: 2, component: 'GIANT' } }),
    ];
    for (const { errors } of await Promise.all(attempts)) {
      expect(errors).toMatchObject([{ message: expect.stringMatching(sentence), extensions: { code: 'COST_LIMIT', maxAuthorsThatFits: HYPER - 1 } }]);
    }
  });

  it('answers for the network, its degrees and its years', async () => {
    const network = await corpus.ask(`{ corpus { graph { collaborationCount authorCount degreeDistribution { degree authorCount }
      metrics(ids: [COMPONENT_COUNT, DIAMETER, ISOLATES, TRANSITIVITY]) { value basis }
      metricSeries(id: NETWORK_COLLABORATIONS) { yearTo value } } } }`);
    const graph = at(network.data, 'corpus.graph') as Record<string, unknown>;
    expect(graph).toMatchObject({
      collaborationCount: PAIRS,
      degreeDistribution: [{ degree: 1, authorCount: 3 }, { degree: 2, authorCount: 1 }, { degree: HYPER - 1, authorCount: HYPER - 1 }, { degree: HYPER, authorCount: 1 }],
    });
    expect(graph['metrics']).toEqual([{ value: 2, basis: 'PAPERS' }, { value: 3, basis: 'PAPERS' }, { value: 0, basis: 'PAPERS' }, null]);
    expect(at(network.data, 'corpus.graph.metricSeries')).toEqual([2009, 2010, 2011, 2012].map((yearTo, i) => ({ yearTo, value: [1, 3, 3, PAIRS][i] })));
    expect(network.errors).toMatchObject([{ path: ['corpus', 'graph', 'metrics', 3], extensions: { code: 'COST_LIMIT' } }]);
  });

  it('has paths and neighbourhoods', async () => {
    const [from, to] = await Promise.all([HYPER + 1, 1].map((author) => corpus.get<string>('author.id', 'query ($name: String!) { author(name: $name) { id } }', { name: nameOf(author) })));
    const { data, errors } = await corpus.ask(
      `query ($from: ID!, $to: ID!) { collaborationPath(from: $from, to: $to) { distance pathCount }
        author(id: $to) { collaborators(first: 1) { totalCount } } network(scope: { ego: { author: $from, radius: 2 } }) { nodeCount edgeCount } }`,
      { from, to },
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      collaborationPath: { distance: 3, pathCount: 1 },
      author: { collaborators: { totalCount: HYPER - 1 } },
      network: { nodeCount: 3, edgeCount: 2 },
    });
  });

  it('is measured by the command line, what needs pairs failing by itself', async () => {
    const said = { stdout: '', stderr: '' };
    const writes = (['stdout', 'stderr'] as const).map((name) => vi.spyOn(process[name], 'write').mockImplementation((text) => ((said[name] += String(text)), true)));
    const code = await runProgram(['metrics', '--data', corpus.dataDir, '--metric', 'degree,core-number,diameter', '--json', '--threads', '1']);
    for (const write of writes) write.mockRestore();
    const answer = JSON.parse(said.stdout) as { failed: unknown; metrics: Array<{ id: string; values: number[] }> };
    expect(code).toBe(1);
    expect(answer.metrics.map(({ id }) => id)).toEqual(['DEGREE', 'DIAMETER']);
    expect(Math.max(...answer.metrics[0].values)).toBe(HYPER);
    expect(answer.failed).toEqual([expect.objectContaining({ id: 'CORE_NUMBER', reason: expect.stringMatching(/^the projection may take 22\d+ directed entries/) })]);
  });
});
