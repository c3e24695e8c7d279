/** What closeness and harmonic closeness have in common: three kernels behind one, and what each costs. */
import { kernelByMethod } from '../method-kernel.js';
import type { BlockedKernel, Kernel, OnPapers, Parameters } from '../metric.js';
import { distanceBundle, foldedDistancesCost, foldedDistancesMemory, HOPS_ON_PAPERS, paperSweepCost } from '../paths/all-distances.js';
import { sampledBundle, sampledClosenessCost, sampleSize } from './sampled-closeness.js';
import { sketchedClosenessCost, sketchedClosenessMemory } from './sketched-closeness.js';

/** The kernel that does what `method` says. */
export function closenessKernel(exact: Kernel, sampled: Kernel, sketched: Kernel): BlockedKernel {
  return kernelByMethod({ EXACT: exact, SAMPLED: sampled, SKETCHED: sketched });
}

/** Estimated elementary steps of the method. */
export function closenessCost(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  if (parameters.method === 'SAMPLED') return sampledClosenessCost(nodeCount, edgeCount, parameters);
  if (parameters.method === 'SKETCHED') return sketchedClosenessCost(nodeCount, edgeCount, parameters);
  return foldedDistancesCost(nodeCount, edgeCount, parameters.distance);
}

/** Estimated bytes of the method; samples are swept as all sources are. */
export function closenessMemory(nodeCount: number, edgeCount: number, parameters: Parameters): number {
  return parameters.method === 'SKETCHED' ? sketchedClosenessMemory(nodeCount, edgeCount, parameters) : foldedDistancesMemory(nodeCount, edgeCount);
}

/** What the method shares its blocks by; sketches keep theirs in place, weighted as the metric weighs, and share nothing. */
export function closenessBundle(parameters: Parameters): string | undefined {
  if (parameters.method === 'SAMPLED') return sampledBundle(parameters);
  return parameters.method === 'SKETCHED' ? undefined : distanceBundle(parameters);
}

/** Papers do in place of edges for what is swept; sketches need the edges. */
export const CLOSENESS_ON_PAPERS: OnPapers = {
  takes: (parameters) => parameters.method !== 'SKETCHED' && HOPS_ON_PAPERS.takes?.(parameters) !== false,
  cost: (sizes, parameters) => paperSweepCost(parameters.method === 'SAMPLED' ? sampleSize(sizes.nodeCount, parameters) : sizes.nodeCount, sizes),
};
