/** What a snapshot stores where a metric can't be computed: all the rest where the graph is the reason, nothing where the machine is. */
import { afterAll, expect, it } from 'vitest';
import { ComputePool, type RunOptions } from '../../src/compute/pool.js';
import type { SharedInput } from '../../src/compute/protocol.js';
import { buildIncidence } from '../../src/graph/incidence.js';
import { project } from '../../src/graph/projection.js';
import { select } from '../../src/graph/selection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import { UNKNOWN } from '../../src/graph/types.js';
import { exact } from '../../src/metrics/kernel.js';
import { computeStoredMetrics } from '../../src/snapshot/stored-metrics.js';

/** Computes as the product does, but for metrics that are named. */
class PartlyFailingPool extends ComputePool {
  readonly #failing: ComputePool;
  constructor(readonly metrics: ReadonlySet<string>, registry: URL) {
    super({ threads: 1 });
    this.#failing = new ComputePool({ threads: 1, registry });
  }
  override run(metricId: string, input: SharedInput, options: RunOptions = {}) {
    return this.metrics.has(metricId) ? this.#failing.run(metricId, input, options) : super.run(metricId, input, options);
  }
  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#failing.close()]);
  }
}

const REGISTRY = new URL('./failing-registry.js', import.meta.url);
const pools: ComputePool[] = [];
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

const incidence = buildIncidence([[0, 1], [1, 2]].map((authors) => ({ authors, year: 2000, type: UNKNOWN, venue: UNKNOWN, fields: [], citations: null, flags: 1 })), 3);
const selection = select(incidence, DEFAULT_SPEC);

function stored(metrics: readonly string[], registry = REGISTRY) {
  const pool = new PartlyFailingPool(new Set(metrics), registry);
  pools.push(pool);
  return computeStoredMetrics(pool, incidence, selection, project(incidence, DEFAULT_SPEC), 'FULL', () => undefined);
}

it('leaves out, and says, what the graph has no numbers of', async () => {
  const whole = await stored([]);
  const { facts, problems } = await stored(['DEGREE']);
  expect(problems).toEqual([expect.objectContaining({ kind: 'METRIC_FAILED', field: 'DEGREE', reason: 'DEGREE was not computed: too many to count in double precision' })]);
  expect(facts).toEqual(whole.facts.filter(({ id }) => id !== 'DEGREE'));
}, 60_000);

it('stores what is known already however dear it would be, and of the rest what is affordable', async () => {
  const pool = new ComputePool({ threads: 1 });
  pools.push(pool);
  const known = Float64Array.of(7, 8, 9);
  const found = await computeStoredMetrics(pool, incidence, selection, project(incidence, DEFAULT_SPEC), 'FULL', () => undefined, (id) => (id === 'TRIANGLES' ? exact(known) : null), 0);
  expect(found.facts.map(({ id }) => id)).toEqual(['TRIANGLES']);
  expect(found.sections['TRIANGLES/values']).toBe(known);
  expect(found.carried).toEqual(['TRIANGLES']);
  expect(found.left).toContain('DEGREE');
  expect(found.left).not.toContain('TRIANGLES');
});

it('stores nothing where the machine is the reason: no memory, no worker', async () => {
  await expect(stored(['PAGERANK'])).rejects.toThrow(/^PAGERANK could not be computed \(Array buffer allocation failed\), and no snapshot is published without it: .* run the same command again$/);
  await expect(stored(['DEGREE'], new URL('./there-is-none.js', import.meta.url))).rejects.toThrow(/^DEGREE could not be computed \(the worker computing DEGREE ended before it answered: .*there-is-none.*\), and no snapshot/s);
}, 60_000);
