/** How large a kernel's input is: what a metric decides by, and what it is estimated to cost. */
import type { Counting, CsrGraph, Incidence, Selection } from '../graph/types.js';
import type { MetricDescriptor, Parameters } from './metric.js';
import { decidedParameters } from './parameters.js';
import { papersOf, paperSizes, type EdgeSource } from './papers/papers.js';

/** n and m as `resolve` takes them; where papers stand in for edges, m is the number of authorships. O(1), on papers O(P) the first time. */
export function sizeOf(source: EdgeSource): { readonly nodeCount: number; readonly edgeCount: number } {
  const papers = papersOf(source);
  const { nodeCount, edgeCount } = source.graph;
  return { nodeCount, edgeCount: papers === null ? edgeCount : paperSizes(papers.incidence, papers.selection).authorships };
}

/**
 * Whether the metric has values on this input: always where edges are there or not needed; where papers stand in for
 * them, if they will do for the metric under these parameters (complete, decided or not).
 */
export function isServedBy({ papersAsEdges }: EdgeSource, metric: MetricDescriptor, parameters: Parameters): boolean {
  return papersAsEdges === undefined || metric.needs === 'SELECTION' || doesOnPapers(metric, parameters);
}

/** Whether papers will do in place of edges for a metric that needs those. */
export function doesOnPapers({ onPapers }: MetricDescriptor, parameters: Parameters): boolean {
  return onPapers !== undefined && onPapers.takes?.(parameters) !== false;
}

/** Whether a graph's edges must be made for a metric: not where it reads papers alone, or papers in one pass, and no edge was dropped. */
export function needsEdgesMade({ needs, onPapers }: MetricDescriptor, minStrength: number): boolean {
  return needs === 'PROJECTION' && (minStrength > 0 || onPapers?.inOnePass !== true);
}

/** Whether values depend on the collaborations alone, so that they hold wherever these are the same. */
export function readsGraphAlone({ needs, readsPapersToo }: MetricDescriptor, papersAsEdges: Counting | undefined): boolean {
  return needs === 'PROJECTION' && papersAsEdges === undefined && readsPapersToo !== true;
}

/** Estimated elementary steps on this input, which must serve the metric, under decided parameters. Cost as sizeOf. */
export function costOn(source: EdgeSource, metric: MetricDescriptor, parameters: Parameters): number {
  const papers = papersOf(source);
  if (papers !== null && metric.onPapers !== undefined) return metric.onPapers.cost(paperSizes(papers.incidence, papers.selection), parameters);
  return metric.cost(source.graph.nodeCount, source.graph.edgeCount, parameters);
}

/** Papers are taken in place of edges that are there where that is estimated to take so many times fewer steps. */
const TIMES_CHEAPER = 2;

/**
 * Whether a metric that has its edges is computed from papers all the same: those of hyper-authored papers may be a hundred
 * times as many as the authorships. Under complete parameters, of a graph of which no edge was dropped. Cost as sizeOf.
 */
export function isBetterOnPapers(metric: MetricDescriptor, incidence: Incidence, projection: CsrGraph & Selection, parameters: Parameters): boolean {
  const { nodeCount, edgeCount } = projection;
  // Where a projection has no more edges than there are authorships, sizes need not be looked at.
  if (metric.needs === 'SELECTION' || edgeCount < incidence.paperAuthors.length || !doesOnPapers(metric, parameters)) return false;
  const decided = decidedParameters(metric, projection, parameters);
  return doesOnPapers(metric, decided) && TIMES_CHEAPER * (metric.onPapers?.cost(paperSizes(incidence, projection), decided) ?? Infinity) <= metric.cost(nodeCount, edgeCount, decided);
}
