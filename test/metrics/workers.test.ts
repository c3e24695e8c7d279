/** Every metric of the registry, by every method it accepts, on workers: the same bits on any number of them as on none. */
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { KernelOutput, Parameters } from '../../src/metrics/metric.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { METRICS } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import type { MetricInput } from '../helpers/graphs.js';
import { inputFromPapers } from '../helpers/graphs.js';
import { titleOf, variationsOf } from '../helpers/variations.js';

function generated(papers: number): MetricInput {
  const incidence = syntheticIncidence({ papers, seed: 7 });
  const projection = project(incidence, { ...DEFAULT_SPEC, counting: 'FRACTIONAL' });
  return { incidence, selection: projection, graph: projection };
}

/** Large enough for many blocks of sources, and small enough for the dearest metric to take a fraction of a second. */
const CORPUS = generated(1_200);
const SMALL = inputFromPapers(9, [
  { authors: [0, 1, 2], year: 2001, citations: 4, countries: 2 },
  { authors: [2, 3], year: 2003, citations: 0, countries: 1 },
  { authors: [3, 4], year: 2003 },
  { authors: [4, 1, 0], year: 2004, citations: 9, countries: 1 },
  { authors: [5, 6], year: 1999, complete: false },
  { authors: [7], year: 2000, citations: 1 },
  { authors: [2, 8], year: 2005 },
]);

const THREADS = [1, 2, 4];
const pools = THREADS.map((threads) => new ComputePool({ threads }));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** The output with its arrays as bits: 0 and −0, or two kinds of NaN, are not the same. */
function bitsOf({ values, normalized, ...how }: KernelOutput): unknown {
  const hex = (array: Float64Array | null): string | null => array && Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
  return { ...how, length: values.length, values: hex(values), normalized: hex(normalized) };
}

/** Sampled from fewer authors than there are, so that it is. */
const coarse = (parameters: Parameters): Parameters => (parameters.method === 'SAMPLED' ? { ...parameters, epsilon: 0.2 } : parameters);

const rows = METRICS.flatMap((metric) => variationsOf(metric).map((parameters) => ({ title: titleOf(metric, parameters), metric, parameters: coarse(parameters) })));

describe.each([
  ['a generated corpus', CORPUS],
  ['a small one', SMALL],
])('on %s', (_name, input) => {
  it.each(rows)('$title', { timeout: 60_000 }, async ({ metric, parameters }) => {
    const expected = bitsOf(runMetric(metric, input, parameters));
    for (const [i, pool] of pools.entries()) {
      const found = bitsOf(await pool.run(metric.id, { ...input, parameters }));
      // Not by expect alone, which would print megabytes.
      expect({ threads: THREADS[i], same: JSON.stringify(found) === JSON.stringify(expected) }).toEqual({ threads: THREADS[i], same: true });
    }
  });
});

it('the generated corpus has work for several workers', () => {
  const cut = METRICS.filter((metric) => {
    const { kernel } = metric;
    if (kernel.kind === 'whole') return false;
    const given = { ...CORPUS, parameters: decidedParameters(metric, CORPUS.graph, {}) };
    return kernel.blockCount(given, kernel.prepare?.(given) ?? {}) > 1;
  }).map(({ id }) => id);
  expect(cut).toEqual(expect.arrayContaining(['BETWEENNESS', 'CLOSENESS', 'HARMONIC_CLOSENESS', 'ECCENTRICITY', 'EDGE_BETWEENNESS', 'DISTANCE_DISTRIBUTION']));
});
