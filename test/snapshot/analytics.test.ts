import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { project, ProjectionTooLargeError } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { seededRandom } from '../../src/graph/prng.js';
import { select } from '../../src/graph/selection.js';
import { UNKNOWN, type Projection } from '../../src/graph/types.js';
import type { KernelOutput } from '../../src/metrics/metric.js';
import { metricById, METRICS } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import { computeStoredMetrics } from '../../src/snapshot/stored-metrics.js';
import { MetricComputingError, type AuthorMetricTable, type CommunityTable } from '../../src/snapshot/types.js';

const pool = new ComputePool({ threads: 1 });
afterAll(() => pool.close());

const paper = (authors: number[], year = 2000) => ({ authors, year, type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1 });
/** A triangle, a pair, and a loner. */
const small = buildIncidence([paper([0, 1, 2]), paper([3, 4], 2010), paper([5])], 6);

function analytics(incidence = small, outputs: ReadonlyMap<string, KernelOutput> = new Map()) {
  return new SnapshotAnalytics({ incidence, pool, stored: { projection: project(incidence, DEFAULT_SPEC), spec: DEFAULT_SPEC, outputs } });
}

describe('SnapshotAnalytics', () => {
  it('answers a small question at once and the same question with the same table', () => {
    const asked = analytics();
    const table = asked.authorMetric('DEGREE', DEFAULT_SPEC) as AuthorMetricTable;
    expect([0, 3, 5].map((author) => table.value(author))).toEqual([2, 1, 0]);
    expect(asked.authorMetric('DEGREE', { ...DEFAULT_SPEC })).toBe(table);
  });

  it('takes what the snapshot carries instead of computing it', () => {
    const stored: KernelOutput = { values: Float64Array.of(9, 8, 7, 6, 5, 4), normalized: null, method: 'EXACT', iterations: null, converged: null, errorBound: null };
    const table = analytics(small, new Map([['DEGREE()', stored]])).authorMetric('DEGREE', DEFAULT_SPEC) as AuthorMetricTable;
    expect(table.value(0)).toBe(9);
  });

  it('has no value for authors off the graph of the spec', () => {
    const asked = analytics();
    const early = asked.authorMetric('PAPER_COUNT', { ...DEFAULT_SPEC, yearTo: 2005 }) as AuthorMetricTable;
    expect([0, 3, 5].map((author) => early.value(author))).toEqual([1, null, 1]);
    const giant = asked.authorMetric('PAPER_COUNT', { ...DEFAULT_SPEC, component: 'GIANT' }) as AuthorMetricTable;
    expect([0, 3, 5].map((author) => giant.value(author))).toEqual([1, null, null]);
  });

  it.each([
    [() => analytics().authorMetric('BETWENNESS', DEFAULT_SPEC), /BETWEENNESS/],
    [() => analytics().authorMetric('DENSITY', DEFAULT_SPEC), /scope NETWORK/],
    [() => analytics().authorMetric('PAGERANK', DEFAULT_SPEC, { damping: 7 }), /damping/],
    [() => analytics().projection({ ...DEFAULT_SPEC, yearFrom: 2010, yearTo: 2000 }), /2010/],
  ])('refuses what cannot be meant: %#', (ask, sentence) => {
    expect(ask).toThrow(sentence);
  });

  it('lets the caller give up on a long computation, goes on with it, and has it when asked again', async () => {
    const random = seededRandom(5);
    const authorCount = 3_000;
    const incidence = buildIncidence(
      Array.from({ length: 6_000 }, () => paper([...new Set(Array.from({ length: 3 }, () => Math.floor(random() * authorCount)))])),
      authorCount,
    );
    const asked = analytics(incidence);
    await expect(Promise.resolve(asked.authorMetric('BETWEENNESS', DEFAULT_SPEC, {}, { waitMs: 1 }))).rejects.toBeInstanceOf(MetricComputingError);
    const table = await asked.authorMetric('BETWEENNESS', DEFAULT_SPEC, {}, { waitMs: Infinity });
    expect(table.nodeCount).toBe(project(incidence, DEFAULT_SPEC).nodeCount);
    expect(asked.authorMetric('BETWEENNESS', DEFAULT_SPEC, {}, { waitMs: 1 })).toBe(table);
  });

  it('computes a bounded number of questions at a time, however many are asked', async () => {
    const random = seededRandom(6);
    const incidence = buildIncidence(
      Array.from({ length: 3_000 }, (_, at) => paper([...new Set(Array.from({ length: 3 }, () => Math.floor(random() * 2_000)))], 1900 + (at % 100))),
      2_000,
    );
    const asked = analytics(incidence);
    const specs = Array.from({ length: 40 }, (_, at) => ({ ...DEFAULT_SPEC, yearTo: 1960 + at }));
    const answers = await Promise.allSettled(specs.map(async (spec) => asked.authorMetric('BETWEENNESS', spec, {}, { waitMs: 5 })));
    const reasons = answers.map((answer) => (answer.status === 'rejected' ? (answer.reason as unknown) : null));
    expect(reasons.filter((reason) => reason instanceof MetricComputingError && reason.isQueued)).toHaveLength(32);
    expect((await asked.authorMetric('BETWEENNESS', specs[0], {}, { waitMs: Infinity })).nodeCount).toBeGreaterThan(0);
  });

  it('numbers communities from the largest and leaves loners alone', () => {
    const components = analytics().communities(DEFAULT_SPEC, { algorithm: 'COMPONENTS' }) as CommunityTable;
    expect([components.communityCount, [...components.members(0)], [...components.members(1)], components.communityOf(5)]).toEqual([3, [0, 1, 2], [3, 4], 2]);
    const leiden = analytics().communities(DEFAULT_SPEC, { algorithm: 'LEIDEN' }) as CommunityTable;
    expect([leiden.communityCount, [...leiden.members(0)], leiden.seed, leiden.resolution]).toEqual([3, [0, 1, 2], 1, 1]);
    const propagated = analytics().communities(DEFAULT_SPEC, { algorithm: 'LABEL_PROPAGATION', seed: 2 }) as CommunityTable;
    expect([propagated.communityCount, propagated.seed, propagated.resolution]).toEqual([3, 2, null]);
    const louvain = analytics().communities(DEFAULT_SPEC) as CommunityTable;
    expect([louvain.communityCount, [...louvain.members(0)], louvain.modularity]).toEqual([3, [0, 1, 2], expect.closeTo(0.375, 12)]);
  });

  it('refuses a projection that would not fit, and says which would', () => {
    const huge = buildIncidence([paper(Array.from({ length: 15_000 }, (_, author) => author))], 15_000);
    const asked = new SnapshotAnalytics({ incidence: huge, pool, stored: { projection: null, spec: DEFAULT_SPEC, outputs: new Map() } });
    expect(() => asked.projection(DEFAULT_SPEC)).toThrow(ProjectionTooLargeError);
    expect((asked.projection({ ...DEFAULT_SPEC, maxAuthors: 100 }) as Projection).nodeCount).toBe(0);
  });

  it('computes from papers what would take longer along the edges that a large one makes', async () => {
    const crowd = Array.from({ length: 900 }, (_, author) => author);
    const incidence = buildIncidence([paper(crowd), ...crowd.slice(1, 400).map((author) => paper([author, 899 + author])), paper([0])], 1300);
    const projection = project(incidence, DEFAULT_SPEC);
    const asked = new SnapshotAnalytics({ incidence, pool, stored: { projection, spec: DEFAULT_SPEC, outputs: new Map() } });
    const bases = ['PAGERANK', 'DEGREE', 'PAPER_COUNT', 'HARMONIC_CLOSENESS'].map(async (id) => (await asked.authorMetric(id, DEFAULT_SPEC, {}, { waitMs: Infinity })).basis);
    expect(await Promise.all(bases)).toEqual(['PAPERS', 'COLLABORATIONS', 'PAPERS', 'PAPERS']);
    const table = await asked.authorMetric('PAGERANK', DEFAULT_SPEC);
    const { values } = runMetric(metricById('PAGERANK'), { incidence, selection: projection, graph: projection });
    expect(Math.max(...values.map((value, author) => Math.abs(value - (table.value(author) ?? NaN))))).toBeLessThan(1e-12);
    const strong = await asked.authorMetric('PAGERANK', { ...DEFAULT_SPEC, minStrength: 0.5 }, {}, { waitMs: Infinity });
    expect(strong.basis).toBe('COLLABORATIONS');
  });

  it('makes no edges for what one pass over papers answers, and answers the same once they are there', async () => {
    const incidence = buildIncidence([paper([0, 1, 2]), paper([1, 2]), paper([2, 3, 4, 5]), paper([6])], 7);
    const stored = { projection: project(incidence, DEFAULT_SPEC), spec: DEFAULT_SPEC, outputs: new Map() };
    const asked = () => new SnapshotAnalytics({ incidence, pool, stored });
    for (const counting of ['FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'] as const) {
      const spec = { ...DEFAULT_SPEC, counting };
      const [before, after] = [asked(), asked()];
      const projection = await after.projection(spec);
      for (const id of ['STRENGTH', 'DEGREE']) {
        const tables = await Promise.all([before, after].map(async (each) => each.authorMetric(id, spec, {}, { waitMs: Infinity })));
        expect(tables.map(({ basis }) => basis)).toEqual(['PAPERS', 'PAPERS']);
        expect([...tables[0].nodeValues]).toEqual([...tables[1].nodeValues]);
        const { values } = runMetric(metricById(id), { incidence, selection: projection, graph: projection });
        values.forEach((value, node) => expect(tables[0].nodeValues[node]).toBeCloseTo(value, 12));
        expect((await before.authorMetric(id, { ...spec, minStrength: 0.1 }, {}, { waitMs: Infinity })).basis).toBe('COLLABORATIONS');
      }
    }
  });
});

describe('computeStoredMetrics', () => {
  it('stores what papers do for where there is no projection, and names what they do not', async () => {
    const selection = select(small, DEFAULT_SPEC);
    const stored = await computeStoredMetrics(pool, small, selection, 'TOO_LARGE', 'FULL', () => undefined);
    expect(stored.problems).toEqual([]);
    expect(stored.left).toEqual([]);
    expect([...stored.sections['DEGREE/values']]).toEqual([2, 2, 2, 1, 1, 0]);
    expect([...stored.sections['MEAN_DISTANCE/values']]).toEqual([1]);
    expect(stored.refused).toEqual(expect.arrayContaining(['BETWEENNESS', 'CORE_NUMBER', 'TRANSITIVITY']));
    expect(stored.refused.length + stored.facts.length).toBe(METRICS.filter(({ scope }) => scope !== 'COLLABORATION').length);
    const whole = await computeStoredMetrics(pool, small, selection, project(small, DEFAULT_SPEC), 'FULL', () => undefined);
    expect([whole.refused, whole.left, whole.problems]).toEqual([[], [], []]);
  });
});
