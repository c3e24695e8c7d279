import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN, type GraphSpec, type Incidence } from '../../src/graph/types.js';
import type { Parameters } from '../../src/metrics/metric.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { MetricComputingError } from '../../src/snapshot/types.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import type { SeriesWindow } from '../../src/snapshot/series-types.js';

const pool = new ComputePool({ threads: 2 });
afterAll(() => pool.close());

const paper = (authors: number[], year: number | null) => ({ authors, year, type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1 });

function analytics(incidence: Incidence) {
  return new SnapshotAnalytics({ incidence, pool, stored: { projection: project(incidence, DEFAULT_SPEC), spec: DEFAULT_SPEC, outputs: new Map() } });
}

/** So large that its graphs are made in the pool, from pairs. */
function corpus(papers: number, authors: number, years: number): Incidence {
  const random = seededRandom(9);
  return buildIncidence(
    Array.from({ length: papers }, (_, at) => paper([...new Set(Array.from({ length: 4 }, () => Math.floor(random() ** 2 * authors)))], 2000 + (at % years))),
    authors,
  );
}

const window = (facts: Partial<SeriesWindow> = {}): SeriesWindow => ({ kind: 'CUMULATIVE', span: 3, from: null, to: null, ...facts });
const small = buildIncidence([paper([0, 1, 2], 2000), paper([0, 3], 2002), paper([1], 2003), paper([2, 3], null)], 4);

describe('a series of an author metric', () => {
  it('counts the papers of each window, years without papers and authors without any included', async () => {
    const asked = analytics(small);
    const degrees = async (given: SeriesWindow) =>
      (await asked.authorSeries('DEGREE', DEFAULT_SPEC, {}, given)).map(({ yearFrom, yearTo, nodeCount, answer }) => [yearFrom, yearTo, nodeCount, answer.value(0), answer.value(3)]);
    expect(await degrees(window())).toEqual([[null, 2000, 3, 2, null], [null, 2001, 3, 2, null], [null, 2002, 4, 3, 1], [null, 2003, 4, 3, 1]]);
    expect(await degrees(window({ kind: 'YEARLY' }))).toEqual([[2000, 2000, 3, 2, null], [2001, 2001, 0, null, null], [2002, 2002, 2, 1, 1], [2003, 2003, 1, null, null]]);
    expect(await degrees(window({ kind: 'SLIDING', span: 2, from: 2002 }))).toEqual([[2001, 2002, 2, 1, 1], [2002, 2003, 3, 1, 1]]);
  });

  it('stays within the years of its graph', async () => {
    const asked = analytics(small);
    const spec: GraphSpec = { ...DEFAULT_SPEC, yearFrom: 2002 };
    const points = async (given: SeriesWindow) => (await asked.authorSeries('PAPER_COUNT', spec, {}, given)).map(({ yearFrom, yearTo, answer }) => [yearFrom, yearTo, answer.value(0)]);
    expect(await points(window())).toEqual([[2002, 2002, 1], [2002, 2003, 1]]);
    expect(await points(window({ kind: 'SLIDING', span: 5 }))).toEqual([[2002, 2002, 1], [2002, 2003, 1]]);
    await expect(points(window({ from: 1999 }))).rejects.toThrow("the series' from 1999 is before the graph's first year 2002");
  });

  it('has the bits of computing every year anew, for any counting, component and kind of window', async () => {
    const incidence = corpus(6_000, 3_000, 5);
    const asked = analytics(incidence);
    const specs: GraphSpec[] = [DEFAULT_SPEC, { ...DEFAULT_SPEC, counting: 'FRACTIONAL' }, { ...DEFAULT_SPEC, counting: 'HARMONIC', component: 'GIANT', minStrength: 0.1 }];
    for (const spec of specs) {
      for (const kind of ['CUMULATIVE', 'YEARLY', 'SLIDING'] as const) {
        const series = await asked.authorSeries('PAGERANK', spec, {}, window({ kind }), { waitMs: Infinity });
        expect(series).toHaveLength(5);
        for (const { spec: ofPoint, answer, nodeCount } of series) {
          const graph = project(incidence, ofPoint);
          const anew = runMetric(metricById('PAGERANK'), { incidence, selection: graph, graph });
          expect(nodeCount).toBe(graph.nodeCount);
          expect(Array.from(graph.nodes, (author) => answer.value(author))).toEqual([...anew.values]);
        }
      }
    }
  });

  it('ranks within each window', async () => {
    const [first] = await analytics(small).authorSeries('DEGREE', DEFAULT_SPEC, {}, window({ from: 2002, to: 2002 }));
    const ranks = await first.answer.ranks();
    expect([0, 1, 2, 3].map((author) => ranks.rank(author))).toEqual([1, 2, 2, 4]);
  });

  it('reports the progress of the whole, and is found when asked again', async () => {
    const asked = analytics(corpus(2_000, 1_200, 6));
    const shares: number[] = [];
    const ask = async () => asked.authorSeries('BETWEENNESS', DEFAULT_SPEC, {}, window(), { waitMs: 30 });
    const computing = (error: unknown): null => {
      if (!(error instanceof MetricComputingError) || error.metricId !== 'BETWEENNESS') throw error;
      shares.push(error.progress);
      return null;
    };
    let series = await ask().catch(computing);
    while (series === null) series = await ask().catch(computing);
    expect(series).toHaveLength(6);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.some((share) => share > 0 && share < 1)).toBe(true);
    // Series that share windows share their values: the last window is the first of another series.
    const again = await asked.authorSeries('BETWEENNESS', DEFAULT_SPEC, {}, window({ from: 2005 }), { waitMs: 2_000 });
    expect(again).toHaveLength(1);
  }, 60_000);

  it.each([
    [window({ from: 2005, to: 2001 }), 'from 2005 is after its to 2001'],
    [window({ from: 1500 }), 'may have 200: set from and to closer together'],
    [window({ kind: 'SLIDING', span: 0 }), 'span is 0, which is not an integer from 1 to 200'],
  ])('refuses what cannot be meant: %#', async (given, sentence) => {
    await expect(Promise.resolve(analytics(small).authorSeries('DEGREE', DEFAULT_SPEC, {}, given))).rejects.toThrow(sentence);
  });

  it('refuses what would take hours before anything is computed', async () => {
    const huge = buildIncidence([paper(Array.from({ length: 12_000 }, (_, author) => author), 2000), paper([0], 2150)], 12_000);
    const asked = new SnapshotAnalytics({ incidence: huge, pool, stored: { projection: null, spec: DEFAULT_SPEC, outputs: new Map() } });
    const parameters: Parameters = metricById('BETWEENNESS').parameters.some(({ name }) => name === 'method') ? { method: 'EXACT' } : {};
    await expect(Promise.resolve(asked.authorSeries('BETWEENNESS', DEFAULT_SPEC, parameters, window()))).rejects.toMatchObject({ name: 'SeriesTooDearError', points: 151 });
  });
});

describe('a series of a network metric', () => {
  it('is one number per window, null where undefined; and none without years', async () => {
    const asked = analytics(small);
    const points = (await asked.networkSeries('DENSITY', DEFAULT_SPEC, {}, window({ kind: 'YEARLY' }))).map(({ yearTo, nodeCount, answer }) => [yearTo, nodeCount, answer.value]);
    expect(points.map(([year, n]) => [year, n])).toEqual([[2000, 3], [2001, 0], [2002, 2], [2003, 1]]);
    expect(points.map(([, , value]) => value)).toEqual([1, null, 1, null]);
    expect(await analytics(buildIncidence([paper([0, 1], null)], 2)).networkSeries('DENSITY', DEFAULT_SPEC, {}, window())).toEqual([]);
  });
});
