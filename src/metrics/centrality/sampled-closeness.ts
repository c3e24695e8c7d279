/**
 * Closeness and harmonic closeness from the distances to sampled authors, with a guarantee (Eppstein & Wang 2004,
 * doi:10.7155/jgaa.00081). Sources are drawn once, as many as Hoeffding's bound asks for; the stated error is what
 * Chernoff's bound makes of the outcome (mean-confidence.ts), for all authors at once.
 */
import { componentSizes } from '../components/component-size.js';
import { dividedBy, exact } from '../kernel.js';
import type { BlockedKernel, KernelInput, KernelOutput, Parameters } from '../metric.js';
import { numberOf } from '../parameters.js';
import { sweepCost } from '../paths/all-distances.js';
import { requireHops } from '../paths/hops-only.js';
import { sweepBlock, sweepBlockCount } from '../paths/hop-sweep.js';
import type { DistanceFolds } from '../paths/hop-sweep.js';
import type { SampledSweep } from '../paths/sampled-sweep.js';
import { combinedSample, prepareSampledSweep, sampleMeans } from '../paths/sampled-sweep.js';
import { achievedError } from './mean-confidence.js';

/** Sources for which every mean of values in 0 … 1 is within epsilon, over all authors, with probability ≥ 1 − delta. */
export function sourcesFor(nodeCount: number, epsilon: number, delta: number): number {
  return Math.ceil(Math.log((2 * Math.max(1, nodeCount)) / delta) / (2 * epsilon ** 2));
}

/** Estimated elementary steps of the sampled kernels: those of the exact ones (see all-distances.ts) for so many sources. O(1). */
export function sampledClosenessCost(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  return sweepCost(sampleSize(nodeCount, parameters), nodeCount, edgeCount);
}

/** Sources that the parameters ask for. */
export function sampleSize(nodeCount: number, parameters: Parameters): number {
  return sourcesFor(nodeCount, numberOf(parameters, 'epsilon'), numberOf(parameters, 'delta'));
}

/** What the sampled kernels share their blocks by: see MetricDescriptor.bundle. */
export function sampledBundle({ epsilon, delta, seed }: Parameters): string {
  return `sampled distances ${String(epsilon)} ${String(delta)} ${String(seed)}`;
}

/** The largest error of means of `sources` values in 0 … 1, all at once with probability ≥ 1 − delta. */
function errorOfMeans(means: Float64Array, sources: number, delta: number): number {
  const even = new Float64Array(means.length).fill(1 / (2 * means.length));
  return achievedError({ means, samples: sources, plan: { above: even, below: even }, delta });
}

function sampledKernel(
  finish: (input: KernelInput, folds: DistanceFolds) => Pick<KernelOutput, 'values' | 'normalized'>,
  errorBound: (input: KernelInput, partials: readonly Float64Array[], prepared: SampledSweep) => number,
): BlockedKernel<SampledSweep> {
  return {
    kind: 'blocked',
    prepare: (input) => {
      requireHops(input.parameters);
      const { parameters } = input;
      const sources = sampleSize(input.graph.nodeCount, parameters);
      return prepareSampledSweep(input, sources, numberOf(parameters, 'seed'));
    },
    blockCount: (_, prepared) => sweepBlockCount(prepared),
    runBlock: (input, block, prepared) => sweepBlock(input, block, prepared),
    combine: (input, partials, prepared) => {
      const isSampled = prepared.sampledFrom.some((authors) => authors > 0);
      const { values, normalized } = finish(input, combinedSample(partials, prepared));
      // Where every author was a source, all has been counted.
      if (!isSampled) return exact(values, normalized);
      return { values, normalized, method: 'SAMPLED', iterations: prepared.sources, converged: true, errorBound: errorBound(input, partials, prepared) };
    },
  };
}

/**
 * Harmonic closeness from sampled sources, by hops. With probability ≥ 1 − delta every normalised value is within
 * `errorBound` ≤ epsilon of the exact one. `iterations` is the number of sources; where no component has more authors
 * than that, all is counted, and the answer is EXACT. O((n + m) sources / 512) for a level each. Reads `epsilon`, `delta`, `seed`.
 */
export const sampledHarmonicKernel = sampledKernel(
  ({ graph }, { reciprocals }) => ({ values: reciprocals, normalized: dividedBy(reciprocals, graph.nodeCount - 1) }),
  ({ graph, parameters }, partials, prepared) => {
    const { means } = sampleMeans(partials, prepared, 1);
    const largest = Math.max(...new Set(prepared.sampledFrom));
    // A mean over the sources stands for the authors of the component, of whom the others are at most n − 1.
    return (errorOfMeans(means, prepared.sources, numberOf(parameters, 'delta')) * largest) / (graph.nodeCount - 1);
  },
);

/**
 * Wasserman–Faust closeness from sampled sources, by hops: the number of reachable authors is exact, the sum of distances to them
 * sampled. Mean distances are within epsilon times a bound of the diameter (twice the longest distance met), all at once
 * with probability ≥ 1 − delta; `errorBound` is what the outcome makes of that for the values. Else as harmonic closeness.
 */
export const sampledClosenessKernel = sampledKernel(
  (input, { farness }) => {
    const others = Math.max(1, input.graph.nodeCount - 1);
    return { values: componentSizes(input).map((size, node) => (size > 1 ? (size - 1) ** 2 / farness[node] / others : 0)), normalized: null };
  },
  ({ graph, parameters }, partials, prepared) => {
    const { means, longest, vertices } = sampleMeans(partials, prepared, 0);
    const diameter = 2 * longest;
    const error = diameter * errorOfMeans(means.map((mean) => mean / diameter), prepared.sources, numberOf(parameters, 'delta'));
    let worst = 0;
    for (let i = 0; i < means.length; i++) {
      const authors = prepared.sampledFrom[vertices[i]];
      const share = (authors - 1) / (graph.nodeCount - 1);
      // A mean distance is at least 1, and r of it are all but the author itself: authors / (authors − 1) of the mean drawn from.
      const perOther = authors / (authors - 1);
      const mean = Math.max(1, means[i] * perOther);
      const least = Math.max(1, mean - error * perOther);
      worst = Math.max(worst, share * (1 / least - 1 / mean), share * (1 / mean - 1 / (mean + error * perOther)));
    }
    return worst;
  },
);
