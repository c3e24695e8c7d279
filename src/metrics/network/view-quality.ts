/** What can be said of a drawn sub-network, by graphology-metrics: it is small and already a graphology graph. */
import type { AbstractGraph as Graph } from 'graphology-types';
import graphMetrics from 'graphology-metrics/graph/index.js';
import layoutQuality from 'graphology-metrics/layout-quality/index.js';

// A CommonJS package: its names are read from the module object, which works in Node, tsx and vitest alike.
const { density, modularity, simpleSize } = graphMetrics;
const { edgeUniformity, neighborhoodPreservation, stress } = layoutQuality;

export interface ViewQualityOptions {
  /** Node attribute that holds the community; default `community`. */
  readonly communityAttribute?: string;
  /** Edge attribute that holds the strength (larger means closer); default `strength`. */
  readonly strengthAttribute?: string;
  /** Views of more nodes get no stress, whose cost grows with n (n + m); default 200, a fraction of a second. */
  readonly stressMaxNodes?: number;
}

/** Null means undefined for this view, for the reason each field states. */
export interface ViewQuality {
  readonly nodes: number;
  /** Pairs of nodes that are drawn connected. */
  readonly edges: number;
  /** 2m / (n(n − 1)) in [0, 1]; null below two nodes. */
  readonly density: number | null;
  /** Modularity of the given communities within the view, by strength; null without edges or where a node has no community. */
  readonly modularity: number | null;
  /** Standard deviation of the drawn edge lengths over their mean, 0 for equal lengths; null without edges, positions or extent. */
  readonly edgeUniformity: number | null;
  /**
   * Mean share of a node's neighbours that are also among its nearest nodes on the plane, in [0, 1]; nodes with none or
   * all others as neighbours enter as 1. Null without edges or positions.
   */
  readonly neighborhoodPreservation: number | null;
  /**
   * Σ (|p_i − p_j| · s − d_ij)² / d_ij² per pair, d in hops, at the scale s that makes it least: 0 for a drawing true to
   * the distances, 1 for all on one point. Unreachable pairs have d = 4n. Null below two nodes, without positions or extent,
   * and above `stressMaxNodes`: then `truncated` says so.
   */
  readonly stress: number | null;
  /** What was left out because the view is too large, or null. */
  readonly truncated: { readonly reason: string; readonly limit: number; readonly total: number } | null;
}

/**
 * Describes a drawn view: a simple undirected graph whose nodes carry `x` and `y`. The graph is not changed.
 * O(n (n + m)) time for the stress, O((n + m) log n) for the rest.
 * Measures: Rahman, Sujon & Azad 2020, arXiv:2002.08233; stress as in Gansner, Koren & North 2005, doi:10.1007/978-3-540-31843-9_25.
 * Throws a TypeError for a directed or multi graph.
 */
export function viewQuality(graph: Graph, options: ViewQualityOptions = {}): ViewQuality {
  const { communityAttribute = 'community', strengthAttribute = 'strength', stressMaxNodes = 200 } = options;
  if (graph.type !== 'undirected' || graph.multi) {
    throw new TypeError(`the view is a ${graph.multi ? 'multi ' : ''}${graph.type} graph, but its quality is defined for simple undirected ones.`);
  }
  const hasEdges = graph.size > 0;
  const length = meanEdgeLength(graph);
  const everyNode = (has: (attributes: Record<string, unknown>) => boolean): boolean => graph.everyNode((_node, attributes) => has(attributes));
  const grouped = everyNode((attributes) => attributes[communityAttribute] !== undefined && attributes[communityAttribute] !== null);
  const placed = everyNode(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const drawn = placed && hasEdges;
  const affordable = graph.order <= stressMaxNodes;
  return {
    nodes: graph.order,
    edges: simpleSize(graph),
    density: graph.order < 2 ? null : density(graph),
    modularity:
      hasEdges && grouped ? modularity(graph, { getNodeCommunity: communityAttribute, getEdgeWeight: strengthAttribute }) : null,
    edgeUniformity: drawn && length > 0 ? edgeUniformity(graph) : null,
    neighborhoodPreservation: drawn ? neighborhoodPreservation(graph) : null,
    stress: placed && affordable && graph.order >= 2 ? leastStress(graph, length > 0 ? length : 1) : null,
    truncated: affordable ? null : { reason: 'stress is computed for small views only', limit: stressMaxNodes, total: graph.order },
  };
}

function meanEdgeLength(graph: Graph): number {
  let total = 0;
  graph.forEachEdge((_edge, _attributes, _source, _target, from, to) => {
    total += Math.hypot(from.x - to.x, from.y - to.y);
  });
  return graph.size === 0 ? 0 : total / graph.size;
}

/**
 * Stress per pair at the best scale. As a function of the scale s it is a·s² − 2b·s + c, with c the number of pairs
 * (all on one point): two evaluations give a and b, and the least value c − b²/a.
 */
function leastStress(graph: Graph, unit: number): number | null {
  const pairs = (graph.order * (graph.order - 1)) / 2;
  const atUnit = stress(scaledCopy(graph, 1 / unit));
  const atTwice = stress(scaledCopy(graph, 2 / unit));
  const a = (atTwice - 2 * atUnit + pairs) / 2;
  const b = (a + pairs - atUnit) / 2;
  return a > 0 ? Math.max(0, pairs - (b * b) / a) / pairs : null;
}

function scaledCopy(graph: Graph, factor: number): Graph {
  const copy = graph.copy();
  copy.forEachNode((node, { x, y }) => copy.mergeNodeAttributes(node, { x: x * factor, y: y * factor }));
  return copy;
}
