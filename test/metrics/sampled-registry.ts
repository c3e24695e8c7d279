/** The sampled and sketched kernels as metrics of their own, for tests and their workers to load. */
import type { Kernel, MetricDescriptor } from '../../src/metrics/metric.js';
import { CLOSENESS_PARAMETERS } from '../../src/metrics/centrality/closeness-choice.js';
import { sampledBetweennessKernel } from '../../src/metrics/centrality/sampled-betweenness.js';
import { sampledClosenessKernel, sampledHarmonicKernel } from '../../src/metrics/centrality/sampled-closeness.js';
import { SAMPLING_PARAMETERS, decidedSampling, sampledBetweennessCost } from '../../src/metrics/centrality/sampling-choice.js';
import {
  sketchedClosenessCost, sketchedClosenessKernel, sketchedClosenessMemory, sketchedHarmonicKernel,
} from '../../src/metrics/centrality/sketched-closeness.js';
import { DISTANCE_PARAMETER } from '../../src/metrics/parameters.js';
import { metricById as registered } from '../../src/metrics/registry.js';

const exact = registered('BETWEENNESS');
const exactCost = (nodeCount: number, edgeCount: number, { distance }: { readonly distance?: unknown }): number =>
  exact.cost(nodeCount, edgeCount, { distance: distance === 'INVERSE_STRENGTH' ? distance : 'UNWEIGHTED' });

/** The descriptor without what decides between methods, or shares the blocks of one. */
function withoutChoice(metric: MetricDescriptor): MetricDescriptor {
  return Object.fromEntries(Object.entries(metric).filter(([name]) => name !== 'resolve' && name !== 'bundle')) as unknown as MetricDescriptor;
}

/** Betweenness that is always sampled unless AUTO decides otherwise; `kernel` in place of the real one. */
export function sampledBetweenness(kernel: Kernel = sampledBetweennessKernel): MetricDescriptor {
  return {
    ...withoutChoice(exact),
    id: 'SAMPLED_BETWEENNESS',
    parameters: [DISTANCE_PARAMETER, ...SAMPLING_PARAMETERS],
    cost: sampledBetweennessCost,
    kernel,
  };
}

/** As it stands in the registry one day: what AUTO means is decided by cost. */
export const DECIDING: MetricDescriptor = {
  ...sampledBetweenness(),
  id: 'DECIDING',
  resolve: (nodeCount, edgeCount, parameters) => decidedSampling(exactCost(nodeCount, edgeCount, parameters), nodeCount, edgeCount, parameters),
};

/** A closeness that is always computed by the one kernel, whatever AUTO would mean. */
const sketched = (id: string, from: string, kernel: Kernel): MetricDescriptor => ({
  ...withoutChoice(registered(from)), id, parameters: [DISTANCE_PARAMETER, ...CLOSENESS_PARAMETERS], cost: sketchedClosenessCost, memory: sketchedClosenessMemory, kernel,
});
export const SKETCHED_HARMONIC = sketched('SKETCHED_HARMONIC', 'HARMONIC_CLOSENESS', sketchedHarmonicKernel);
export const SKETCHED_CLOSENESS = sketched('SKETCHED_CLOSENESS', 'CLOSENESS', sketchedClosenessKernel);

export const SAMPLED_HARMONIC = sketched('SAMPLED_HARMONIC', 'HARMONIC_CLOSENESS', sampledHarmonicKernel);
export const SAMPLED_CLOSENESS = sketched('SAMPLED_CLOSENESS', 'CLOSENESS', sampledClosenessKernel);

const METRICS = [sampledBetweenness(), DECIDING, SKETCHED_HARMONIC, SKETCHED_CLOSENESS, SAMPLED_HARMONIC, SAMPLED_CLOSENESS];

export function metricById(id: string): MetricDescriptor {
  const metric = METRICS.find((candidate) => candidate.id === id);
  if (!metric) throw new Error(`there is no metric ${id} for tests`);
  return metric;
}
