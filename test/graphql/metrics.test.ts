import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { createEngine } from '../../src/graphql/apollo.js';
import { RequestContext } from '../../src/graphql/context.js';
import { startServer } from '../../src/serving/server.js';
import { AUTHOR_METRICS, NETWORK_METRICS } from '../../src/metrics/registry.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import { MetricComputingError, type Patience } from '../../src/snapshot/types.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
});

const ANN = '0000-0002-1825-0097';

/** Every metric of an author and of the network under a graph. */
const everything = (graph: string) => `{
  author(id: "${ANN}") { metrics(ids: [${AUTHOR_METRICS.map(({ id }) => id).join(', ')}], graph: ${graph}) { metric { id } value normalized rank percentile nodeCount method } }
  corpus { graph(spec: ${graph}) { authorCount collaborationCount metrics { metric { id } value normalized method iterations converged errorBound } degreeDistribution { degree } growth { year } } }
  communities(graph: ${graph}) { totalCount modularity nodes { size internalStrength externalStrength } }
}`;

interface Everything {
  readonly author: { readonly metrics: ReadonlyArray<{ value: number | null; rank: number | null; nodeCount: number }> };
  readonly corpus: { readonly graph: { authorCount: number; collaborationCount: number; metrics: ReadonlyArray<{ metric: { id: string }; value: number | null }> } };
  readonly communities: { readonly totalCount: number; readonly modularity: number | null };
}

describe('places of authors', () => {
  it('are among those with a value, who are counted, as are those who share one', async () => {
    const figures = async (id: string) => corpus.get<{ rank: number | null; percentile: number | null; tieCount: number | null; valueCount: number; nodeCount: number }[]>('authors.nodes', `{ authors(first: 50) { nodes { metric(id: ${id}) { rank percentile tieCount valueCount nodeCount } } } }`)
      .then((nodes) => nodes.map((node) => (node as never as { metric: typeof node }).metric));
    for (const id of ['DEGREE', 'H_INDEX', 'CONSTRAINT']) {
      const all = await figures(id);
      const placed = all.filter(({ rank }) => rank !== null);
      expect(placed.length).toBeGreaterThan(0);
      for (const { rank, tieCount, valueCount, nodeCount } of all) {
        expect(valueCount).toBe(placed.length);
        expect(nodeCount).toBe(all.length);
        expect(tieCount).toBe(rank === null ? null : placed.filter((other) => other.rank === rank).length);
      }
    }
    expect((await figures('H_INDEX'))[0].valueCount).toBeLessThan(10);
  });
});

describe('metrics of graphs with little in them', () => {
  it('of a spec that leaves no paper have no value, and nobody is in it', async () => {
    const { data, errors } = await corpus.ask(everything('{ years: { from: 3000 } }'));
    expect(errors).toEqual([]);
    const { author, corpus: { graph }, communities } = data as unknown as Everything;
    expect(author.metrics).toHaveLength(AUTHOR_METRICS.length);
    for (const { value, rank, nodeCount } of author.metrics) expect([value, rank, nodeCount]).toEqual([null, null, 0]);
    expect([graph.authorCount, graph.collaborationCount, graph.metrics.length]).toEqual([0, 0, NETWORK_METRICS.length]);
    const valueOf = new Map(graph.metrics.map(({ metric, value }) => [metric.id, value]));
    expect(['NETWORK_AUTHORS', 'NETWORK_PAPERS', 'COMPONENT_COUNT', 'DENSITY', 'DIAMETER', 'MODULARITY'].map((id) => valueOf.get(id))).toEqual([0, 0, 0, null, null, null]);
    expect(communities).toMatchObject({ totalCount: 0, modularity: null });
  });

  it('of a single author are defined', async () => {
    const { data, errors } = await corpus.ask(everything('{ years: { from: 2019, to: 2019 } }'));
    expect(errors).toEqual([]);
    const { author, corpus: { graph } } = data as unknown as Everything;
    expect([graph.authorCount, graph.collaborationCount]).toEqual([1, 0]);
    const valueOf = new Map(author.metrics.map(({ value }, i) => [AUTHOR_METRICS[i].id, value]));
    expect(['DEGREE', 'CLOSENESS', 'HARMONIC_CLOSENESS', 'BETWEENNESS', 'PAGERANK', 'CORE_NUMBER'].map((id) => valueOf.get(id))).toEqual([0, 0, 0, 0, 1, 0]);
    for (const { nodeCount } of author.metrics) expect(nodeCount).toBe(1);
  });

  it('of a disconnected graph are defined', async () => {
    const { data, errors } = await corpus.ask(everything('{}'));
    expect(errors).toEqual([]);
    const { corpus: { graph } } = data as unknown as Everything;
    const valueOf = new Map(graph.metrics.map(({ metric, value }) => [metric.id, value]));
    expect(valueOf.get('COMPONENT_COUNT')).toBeGreaterThan(1);
    for (const id of ['DIAMETER', 'MEAN_DISTANCE', 'DENSITY']) expect(valueOf.get(id)).toEqual(expect.any(Number));
  });
});

describe('how far off values may be', () => {
  const ask = (parameters: string) =>
    corpus.get<{ errorBound: number | null; standardError: number | null }>('author.metric', `{ author(id: "${ANN}") { metric(id: HARMONIC_CLOSENESS, parameters: [${parameters}]) { method errorBound standardError } } }`);

  it('is a standard error of sketched values, and nothing of exact ones, which a sample of everybody is too', async () => {
    expect(await ask('')).toEqual({ method: 'EXACT', errorBound: null, standardError: null });
    expect(await ask('{ name: "epsilon", value: "0.4" }')).toEqual({ method: 'EXACT', errorBound: null, standardError: null });
    expect(await ask('{ name: "method", value: "SAMPLED" }')).toEqual({ method: 'EXACT', errorBound: null, standardError: null });
    expect(await ask('{ name: "method", value: "SKETCHED" }, { name: "precision", value: "6" }')).toEqual({ method: 'SKETCHED', errorBound: null, standardError: 0.13 });
  });
});

describe('distanceDistribution', () => {
  const FIELDS = '{ metric { id scope } distances { distance pairCount share } pairCount unreachablePairCount meanDistance method errorBound sampledAuthorCount parameters { name value } snapshotId graph { authorCount } }';
  const ask = (spec: string, given = '') => corpus.get<Distribution>('corpus.graph.distanceDistribution', `{ corpus { graph(spec: ${spec}) { distanceDistribution${given} ${FIELDS} } } }`);

  interface Distribution {
    readonly distances: ReadonlyArray<{ distance: number; pairCount: number; share: number }>;
    readonly pairCount: number;
    readonly unreachablePairCount: number;
    readonly [key: string]: unknown;
  }

  it('counts what the distances from each author add up to', async () => {
    const everybody = await corpus.get<Array<{ distances: { unreachedCount: number; counts: Array<{ distance: number; authorCount: number }> } }>>('authors.nodes', '{ authors { nodes { distances { unreachedCount counts { distance authorCount } } } } }');
    const twice = new Map<number, number>();
    for (const { distances } of everybody) for (const { distance, authorCount } of distances.counts) twice.set(distance, (twice.get(distance) ?? 0) + authorCount);
    const [n, pairs] = [everybody.length, (everybody.length * (everybody.length - 1)) / 2];
    const connected = [...twice.values()].reduce((a, b) => a + b) / 2;
    expect(await ask('{}')).toEqual({
      metric: { id: 'DISTANCE_DISTRIBUTION', scope: 'DISTRIBUTION' },
      distances: [...twice].toSorted(([a], [b]) => a - b).map(([distance, count]) => ({ distance, pairCount: count / 2, share: count / 2 / pairs })),
      pairCount: pairs,
      unreachablePairCount: everybody.reduce((sum, { distances }) => sum + distances.unreachedCount, 0) / 2,
      meanDistance: [...twice].reduce((sum, [distance, count]) => sum + (distance * count) / 2, 0) / connected,
      method: 'EXACT', errorBound: null, sampledAuthorCount: null,
      parameters: [{ name: 'method', value: 'EXACT' }, { name: 'epsilon', value: '0.05' }, { name: 'delta', value: '0.1' }, { name: 'seed', value: '1' }],
      snapshotId: corpus.snapshot.id,
      graph: { authorCount: n },
    });
  });

  it('follows the graph, and is empty where nobody collaborates', async () => {
    expect(await ask('{ years: { to: 2015 } }')).toMatchObject({ distances: [{ distance: 1, pairCount: 2, share: 2 / 6 }], pairCount: 6, unreachablePairCount: 4, meanDistance: 1 });
    expect(await ask('{ years: { from: 3000 } }')).toMatchObject({ distances: [], pairCount: 0, unreachablePairCount: 0, meanDistance: null, graph: { authorCount: 0 } });
  });

  it('is sampled where that is insisted on, adding up all the same', async () => {
    const { distances, pairCount, unreachablePairCount, ...how } = await ask('{}', '(parameters: [{ name: "method", value: "SAMPLED" }, { name: "epsilon", value: "0.2" }])');
    expect(distances.reduce((sum, each) => sum + each.pairCount, unreachablePairCount)).toBeCloseTo(pairCount, 10);
    expect(how).toMatchObject({ method: 'SAMPLED', errorBound: expect.any(Number) as number, sampledAuthorCount: expect.any(Number) as number });
    const { errors } = await corpus.ask('{ corpus { graph { distanceDistribution(parameters: [{ name: "method", value: "GUESSED" }]) { pairCount } } } }');
    expect(errors).toMatchObject([{ message: expect.stringContaining('DISTANCE_DISTRIBUTION: parameter "method" is "GUESSED"') as string, extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('metricSeries', () => {
  it('has a point per year with value, rank and window', async () => {
    const series = await corpus.get('author.metricSeries', `{ author(id: "${ANN}") { metricSeries(id: DEGREE, from: 2015, to: 2018, window: CUMULATIVE) { yearFrom yearTo value normalized rank nodeCount method errorBound } } }`);
    // 2014: Wei and Flo; 2015: another Wei and Bob; 2016: Ann, Bob, Cy; 2018: Dee with Cy and with Bob.
    expect(series).toEqual([
      { yearFrom: null, yearTo: 2015, value: null, normalized: null, rank: null, nodeCount: 4, method: 'EXACT', errorBound: null },
      { yearFrom: null, yearTo: 2016, value: 2, normalized: 2 / 5, rank: 2, nodeCount: 6, method: 'EXACT', errorBound: null },
      { yearFrom: null, yearTo: 2017, value: 2, normalized: 2 / 5, rank: 2, nodeCount: 6, method: 'EXACT', errorBound: null },
      { yearFrom: null, yearTo: 2018, value: 2, normalized: 2 / 6, rank: 3, nodeCount: 7, method: 'EXACT', errorBound: null },
    ]);
  });

  it('slides, goes year by year, and takes graph and parameters', async () => {
    const query = (more: string) => `{ author(id: "${ANN}") { metricSeries(id: PAPER_COUNT, ${more}) { yearFrom yearTo value } } }`;
    expect(await corpus.get('author.metricSeries', query('window: SLIDING, span: 2, from: 2017, to: 2018'))).toEqual([{ yearFrom: 2016, yearTo: 2017, value: 2 }, { yearFrom: 2017, yearTo: 2018, value: 1 }]);
    expect(await corpus.get('author.metricSeries', query('window: YEARLY, graph: { years: { from: 2016, to: 2017 } }'))).toEqual([{ yearFrom: 2016, yearTo: 2016, value: 1 }, { yearFrom: 2017, yearTo: 2017, value: 1 }]);
    const byCost = await corpus.ask(`{ author(id: "${ANN}") { metricSeries(id: BETWEENNESS, parameters: [{ name: "distance", value: "INVERSE_STRENGTH" }]) { value } } }`);
    expect(byCost.errors).toEqual([]);
  });

  it('is there for the network', async () => {
    const series = await corpus.get('corpus.graph.metricSeries', '{ corpus { graph { metricSeries(id: NETWORK_COLLABORATIONS, to: 2016) { yearFrom yearTo value nodeCount method } } } }');
    expect(series).toEqual([
      { yearFrom: null, yearTo: 2014, value: 1, nodeCount: 2, method: 'EXACT' },
      { yearFrom: null, yearTo: 2015, value: 2, nodeCount: 4, method: 'EXACT' },
      { yearFrom: null, yearTo: 2016, value: 5, nodeCount: 6, method: 'EXACT' },
    ]);
  });

  it.each([
    ['from: 2018, to: 2015', 'from 2018 is after its to 2015'],
    ['window: SLIDING, span: 0', 'span is 0'],
    ['from: 1000', 'set from and to closer together'],
    ['graph: { years: { from: 2016 } }, from: 2015', "before the graph's first year 2016"],
  ])('refuses %s, naming what is wrong', async (given, sentence) => {
    const { errors } = await corpus.ask(`{ author(id: "${ANN}") { metricSeries(id: DEGREE, ${given}) { value } } }`);
    expect(errors).toMatchObject([{ message: expect.stringContaining(sentence) as string, extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a worker that is killed', () => {
  it('is a clear error of its field alone, and the next question is answered', async () => {
    const larger = await servedCorpus(syntheticPapers({ papers: 2_500 }));
    const { snapshot } = larger;
    const pool = new ComputePool({ threads: 1, registry: new URL('../snapshot/crashing-registry.ts', import.meta.url) });
    afterAll(() => pool.close());
    const analytics = new SnapshotAnalytics({ incidence: snapshot.incidence, pool, stored: { projection: null, spec: snapshot.manifest.defaultSpec, outputs: new Map() } });
    const logged: string[] = [];
    const engine = await createEngine({ introspection: true, logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }) });
    afterAll(() => engine.stop());
    const ask = async (id: string) => {
      const contextValue = new RequestContext({ snapshot: { ...snapshot, analytics }, release: () => undefined }, { waitMs: 15_000 });
      const { body } = await engine.executeOperation({ query: `{ authors(first: 1) { nodes { displayName metric(id: ${id}) { value } } } }` }, { contextValue });
      return JSON.parse(JSON.stringify(body)) as unknown;
    };
    expect(await ask('BETWEENNESS')).toMatchObject({
      singleResult: {
        data: { authors: { nodes: [{ displayName: expect.any(String) as string, metric: null }] } },
        errors: [{ message: expect.stringMatching(/^BETWEENNESS could not be computed, since its worker ended .*ask again/) as string, extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      },
    });
    expect(logged.join()).toContain('exited with code 9');
    expect(await ask('HARMONIC_CLOSENESS')).toMatchObject({ singleResult: { data: { authors: { nodes: [{ metric: { value: expect.any(Number) as number } }] } } } });
  });
});

describe('numbers of a graph that are still being computed', () => {
  it('are null by themselves: what else was asked for is answered', async () => {
    const { snapshot } = corpus;
    const analytics = new SnapshotAnalytics({ incidence: snapshot.incidence, pool: new ComputePool({ threads: 1 }), stored: { projection: null, spec: snapshot.manifest.defaultSpec, outputs: new Map() } });
    analytics.networkMetric = () => Promise.reject(new MetricComputingError('Collaborations', 0.5, 100));
    analytics.authorMetric = () => Promise.reject(new MetricComputingError('Degree', 0.5, 100));
    const engine = await createEngine({ introspection: true, logger: pino({ level: 'silent' }) });
    afterAll(() => engine.stop());
    const contextValue = new RequestContext({ snapshot: { ...snapshot, analytics }, release: () => undefined });
    const query = `{ author(id: "${ANN}") { displayName collaborators { graph { authorCount collaborationCount degreeDistribution { degree } componentSizes { size } } } } }`;
    const { body } = await engine.executeOperation({ query }, { contextValue });
    const { singleResult } = JSON.parse(JSON.stringify(body)) as { singleResult: { data: unknown; errors: Array<{ extensions: { code: string } }> } };
    expect(singleResult.data).toEqual({ author: { displayName: 'Ann Alpha', collaborators: { graph: { authorCount: 10, collaborationCount: null, degreeDistribution: null, componentSizes: null } } } });
    expect(singleResult.errors.map(({ extensions }) => extensions.code)).toEqual(['METRIC_COMPUTING', 'METRIC_COMPUTING', 'METRIC_COMPUTING']);
  });
});

describe('a client with a budget', () => {
  it('is charged what computing took beyond its estimate, whichever way its query is executed', async () => {
    const { snapshot } = corpus;
    const asked: Patience[] = [];
    const analytics = new SnapshotAnalytics({ incidence: snapshot.incidence, pool: new ComputePool({ threads: 1 }), stored: { projection: null, spec: snapshot.manifest.defaultSpec, outputs: new Map() } });
    const networkMetric = analytics.networkMetric.bind(analytics);
    analytics.networkMetric = (id, spec, parameters, patience = {}) => {
      asked.push(patience);
      return networkMetric(id, spec, parameters, patience);
    };
    const provider = { acquire: () => ({ snapshot: { ...snapshot, analytics }, release: () => undefined }), refresh: () => Promise.resolve(), close: () => Promise.resolve() };
    const server = await startServer({ provider, port: 0, answerCacheBytes: null, callers: { budgets: { points: 1e9, keyPoints: 1e9, windowMs: 600_000, atOnce: null } } });
    const ask = () => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ corpus { graph { metric(id: DENSITY) { value } } } }"}' });
    const used = async () => Number((await ask()).headers.get('x-ratelimit-used'));
    const points: number[] = [];
    // By Apollo's pipeline at first, then by compiled code, then without the pipeline.
    for (let time = 0; time < 4; time += 1) {
      const before = await used();
      asked.at(-1)?.onComputed?.(10_000);
      points.push((await used()) - before);
    }
    expect(asked).toHaveLength(8);
    // Ten seconds are 4 million values of 2.5 µs.
    for (const each of points) expect(each).toBeGreaterThan(3_900_000);
    await server.close();
  });
});

describe('a client that goes away', () => {
  it('withdraws its interest in what is computed for it', async () => {
    const { snapshot } = corpus;
    const heard: Patience[] = [];
    let asked: () => void = () => undefined;
    const hasAsked = new Promise<void>((resolve) => (asked = resolve));
    const analytics = new SnapshotAnalytics({ incidence: snapshot.incidence, pool: new ComputePool({ threads: 1 }), stored: { projection: null, spec: snapshot.manifest.defaultSpec, outputs: new Map() } });
    analytics.networkMetric = (_id, _spec, _parameters, patience = {}) => {
      heard.push(patience);
      asked();
      return new Promise(() => undefined);
    };
    const server = await startServer({ provider: { acquire: () => ({ snapshot: { ...snapshot, analytics }, release: () => undefined }), refresh: () => Promise.resolve(), close: () => Promise.resolve() }, port: 0 });
    const controller = new AbortController();
    const body = JSON.stringify({ query: '{ corpus { graph { metric(id: DENSITY) { value } } } }' });
    const answer = fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: controller.signal }).catch(() => null);
    await hasAsked;
    expect(heard[0].signal?.aborted).toBe(false);
    controller.abort();
    await answer;
    for (let i = 0; i < 100 && heard[0].signal?.aborted !== true; i += 1) await sleep(10);
    expect(heard[0].signal?.aborted).toBe(true);
    await server.close();
  });
});
