/** Work whose last asker has gone is taken from the workers, whatever it is; nothing of it is left. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN } from '../../src/graph/types.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import type { Patience } from '../../src/snapshot/answers.js';
import { Capacity } from '../../src/snapshot/capacity.js';

const AUTHORS = 25_000;
const random = seededRandom(9);
const incidence = buildIncidence(
  Array.from({ length: 50_000 }, (_, at) => ({
    authors: [...new Set(Array.from({ length: 3 }, () => Math.floor(random() * AUTHORS)))], year: 1950 + (at % 60), type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1,
  })),
  AUTHORS,
);
const projection = project(incidence, DEFAULT_SPEC);
const pool = new ComputePool({ threads: 1, cancelGraceMs: 200 });
const capacity = new Capacity(pool);
const analyticsOf = () => new SnapshotAnalytics({ incidence, pool, capacity, stored: { projection, spec: DEFAULT_SPEC, outputs: new Map() } });
const analytics = analyticsOf();
/** Takes minutes. */
const layout = { authors: projection.nodes, graph: projection, seed: 1, iterations: 1_000 };

afterAll(async () => {
  analytics.close();
  await pool.close();
});

const QUESTIONS: Readonly<Record<string, (patience: Patience) => unknown>> = {
  'a selection': (patience) => analytics.selection({ ...DEFAULT_SPEC, yearTo: 1990 }, patience),
  'a projection': (patience) => analytics.projection({ ...DEFAULT_SPEC, counting: 'HARMONIC' }, patience),
  'a metric of a first-seen graph': (patience) => analytics.authorMetric('BETWEENNESS', { ...DEFAULT_SPEC, minStrength: 0.01 }, {}, patience),
  'a series': (patience) => analytics.authorSeries('BETWEENNESS', DEFAULT_SPEC, {}, { kind: 'CUMULATIVE', span: 1, from: 1990, to: null }, patience),
  communities: (patience) => analytics.communities(DEFAULT_SPEC, { seed: 7 }, patience),
  'what one reader asks for': ({ signal }) => analytics.perform('DEGREES', new Float64Array(10), signal ? { signal } : {}),
};

const failure = (asked: unknown) => Promise.resolve(asked).then(() => null, (error: Error) => error.name);

describe('what nobody waits for any more', () => {
  /** Something that has both workers, so that whatever else is asked waits for one. */
  const blockers = [new AbortController(), new AbortController()];

  beforeAll(async () => {
    void failure(analytics.authorMetric('BETWEENNESS', DEFAULT_SPEC, {}, { waitMs: Infinity, signal: blockers[0].signal }));
    // The short one takes whatever is free: only then the one that is kept for such.
    await vi.waitUntil(() => pool.stats().busy === 1);
    void failure(analytics.perform('LAYOUT', layout, blockers[1]));
    await vi.waitUntil(() => pool.stats().busy === 2);
  });

  it.each(Object.keys(QUESTIONS))('%s is taken out of the workers’ queue', async (name) => {
    const before = pool.stats().jobs;
    const gone = new AbortController();
    const asked = failure(QUESTIONS[name]({ waitMs: Infinity, signal: gone.signal }));
    await expect.poll(() => pool.stats().jobs).toBe(before + 1);
    gone.abort();
    expect(await asked).toMatch(/^(?:CancelledError|MetricComputingError)$/);
    await expect.poll(() => pool.stats().jobs).toBe(before);
    expect(capacity.stats()).toMatchObject({ computations: { running: 1, queued: 0 }, graphs: { running: 0, queued: 0 }, readerJobs: { running: 1 } });
  });

  it('is stopped where it runs: the workers are idle again', async () => {
    for (const blocker of blockers) blocker.abort();
    await expect.poll(() => pool.stats(), { timeout: 10_000 }).toEqual({ seats: 2, busy: 0, jobs: 0, waiting: 0 });
    expect(capacity.stats()).toMatchObject({ computations: { running: 0 }, readerJobs: { running: 0 } });
  });

  it('is stopped with its snapshot, whose memory is given back', async () => {
    const retired = analyticsOf();
    await retired.authorMetric('DEGREE', DEFAULT_SPEC, {}, { waitMs: Infinity });
    const asked = failure(retired.authorMetric('BETWEENNESS', DEFAULT_SPEC, {}, { waitMs: Infinity }));
    await expect.poll(() => pool.stats().busy).toBe(1);
    expect(capacity.memory.stats().usedBytes).toBeGreaterThan(0);
    retired.close();
    expect(await asked).toBe('CancelledError');
    await expect.poll(() => pool.stats().busy, { timeout: 10_000 }).toBe(0);
    expect(capacity.memory.stats().usedBytes).toBe(0);
  });
});
