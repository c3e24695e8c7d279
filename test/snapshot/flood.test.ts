/** A flood of graphs that nobody has asked for before: what the thread that answers does for it, counted rather than timed. */
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import { select } from '../../src/graph/selection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN, type GraphSpec } from '../../src/graph/types.js';
import { SnapshotAnalytics } from '../../src/snapshot/analytics.js';
import { MetricComputingError, TooManyComputationsError } from '../../src/snapshot/answers.js';
import { Capacity } from '../../src/snapshot/capacity.js';

vi.mock(import('../../src/graph/projection.js'), { spy: true });
vi.mock(import('../../src/graph/selection.js'), { spy: true });

const AUTHORS = 1_500;
const random = seededRandom(4);
const incidence = buildIncidence(
  Array.from({ length: 1_500 }, (_, at) => ({
    authors: [...new Set(Array.from({ length: 3 }, () => Math.floor(random() * AUTHORS)))], year: 2000 + (at % 10), type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1,
  })),
  AUTHORS,
);
const stored = { projection: project(incidence, DEFAULT_SPEC), spec: DEFAULT_SPEC, outputs: new Map() };
const pool = new ComputePool({ threads: 1 });
afterAll(() => pool.close());
beforeEach(() => {
  vi.clearAllMocks();
});

const capacity = new Capacity(pool, { maxRunning: 2, maxQueued: 4 });
const specOf = (at: number): GraphSpec => ({ ...DEFAULT_SPEC, counting: 'FRACTIONAL', minStrength: at / 1e7 });

describe('a flood of distinct graphs', () => {
  it('has none of them made in place, nor any for who is refused', async () => {
    const analytics = new SnapshotAnalytics({ incidence, pool, capacity, stored });
    const asked = Array.from({ length: 60 }, async (_, at) => analytics.authorMetric('BETWEENNESS', specOf(at + 1), {}, { waitMs: 0, client: `client ${at % 20}` }));
    const outcomes = await Promise.allSettled(asked);
    const kinds = outcomes.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error).constructor : null));
    expect(kinds.filter((kind) => kind === MetricComputingError)).toHaveLength(6);
    expect(kinds.filter((kind) => kind === TooManyComputationsError)).toHaveLength(54);
    expect(project).not.toHaveBeenCalled();
    // What papers alone tell does not depend on the strength.
    expect(vi.mocked(select).mock.calls.length).toBeLessThanOrEqual(1);
    analytics.close();
  });

  it('has graphs of more than some thousand entries made by the workers', async () => {
    const larger = buildIncidence(
      Array.from({ length: 2_000 }, () => ({
        authors: [...new Set(Array.from({ length: 4 }, () => Math.floor(random() * AUTHORS)))], year: 2000, type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1,
      })),
      AUTHORS,
    );
    const analytics = new SnapshotAnalytics({ incidence: larger, pool, stored: { ...stored, projection: null } });
    const made = await analytics.projection(specOf(1), { waitMs: Infinity });
    expect(project).not.toHaveBeenCalled();
    expect(made.offsets).toEqual(project(larger, specOf(1)).offsets);
    analytics.close();
  });

  it('leaves a client who has asked for little a place beside one who floods', async () => {
    const analytics = new SnapshotAnalytics({ incidence, pool, capacity, stored });
    const ask = async (client: string, at: number) => analytics.authorMetric('BETWEENNESS', specOf(1_000 + at), {}, { waitMs: 0, client });
    const flood = await Promise.allSettled(Array.from({ length: 40 }, (_, at) => ask('flooding', at)));
    expect(flood.filter((outcome) => outcome.status === 'rejected' && outcome.reason instanceof TooManyComputationsError)).toHaveLength(37);
    await expect(ask('modest', 100)).rejects.toThrow(MetricComputingError);
    analytics.close();
  });
});
