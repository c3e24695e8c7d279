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
   * Mean, over the nodes with an edge, of the share of a node's k neighbours that are also among the k nodes nearest on
   * the plane, in [0, 1]. Nodes without an edge can be nearest to others, but do not enter the mean: there is nothing to
   * preserve. A node with edges to all others enters as 1. Null without edges or positions.
   */
  readonly neighborhoodPreservation: number | null;
  /**
   * Σ (|p_i − p_j| · s − d_ij)² / d_ij² per pair that a path connects, d in hops, at the one scale s that makes it least:
   * 0 for a drawing true to the distances, 1 for connected nodes all on one point. Unreachable pairs are left out: no
   * distance on the plane is right for them. Null without edges, positions or extent, and above `stressMaxNodes`: then
   * `truncated` says so.
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
    neighborhoodPreservation: drawn ? preservationAmongConnected(graph) : null,
    stress: drawn && affordable ? leastStress(graph, length > 0 ? length : 1) : null,
    truncated: drawn && !affordable ? tooLargeForStress(stressMaxNodes, graph.order) : null,
  };
}

function meanEdgeLength(graph: Graph): number {
  let total = 0;
  graph.forEachEdge((_edge, _attributes, _source, _target, from, to) => {
    total += Math.hypot(from.x - to.x, from.y - to.y);
  });
  return graph.size === 0 ? 0 : total / graph.size;
}

function tooLargeForStress(limit: number, total: number): NonNullable<ViewQuality['truncated']> {
  return { reason: `Stress is not computed for more than ${limit} nodes, as it takes too long: ask for a picture of fewer.`, limit, total };
}

/** The library's mean runs over all nodes and gives 1 to each without an edge: these are taken out again. */
function preservationAmongConnected(graph: Graph): number {
  const isolated = graph.filterNodes((node) => graph.degree(node) === 0).length;
  const total = neighborhoodPreservation(graph) * graph.order - isolated;
  return Math.min(1, Math.max(0, total / (graph.order - isolated)));
}

/**
 * Stress per connected pair at the best scale. As a function of the scale s it is a·s² − 2b·s + c, with c the number of
 * pairs (all on one point): two evaluations give a and b, and the least value c − b²/a. Summed over the components one by
 * one, because the library gives unreachable pairs a distance of 4n.
 */
function leastStress(graph: Graph, unit: number): number | null {
  let [pairs, atUnit, atTwice] = [0, 0, 0];
  for (const members of connectedNodes(graph)) {
    pairs += (members.length * (members.length - 1)) / 2;
    atUnit += stress(scaledPart(graph, members, 1 / unit));
    atTwice += stress(scaledPart(graph, members, 2 / unit));
  }
  const a = (atTwice - 2 * atUnit + pairs) / 2;
  const b = (a + pairs - atUnit) / 2;
  return a > 0 ? Math.max(0, pairs - (b * b) / a) / pairs : null;
}

/** The nodes of each connected component. O(n + m). */
function connectedNodes(graph: Graph): string[][] {
  const seen = new Set<string>();
  const components: string[][] = [];
  graph.forEachNode((start) => {
    if (seen.has(start)) return;
    seen.add(start);
    const members = [start];
    for (const node of members) {
      graph.forEachNeighbor(node, (neighbour) => {
        if (seen.has(neighbour)) return;
        seen.add(neighbour);
        members.push(neighbour);
      });
    }
    components.push(members);
  });
  return components;
}

/** A component as a graph of its own, its positions multiplied by `factor`. */
function scaledPart(graph: Graph, members: readonly string[], factor: number): Graph {
  const part = graph.nullCopy();
  for (const node of members) {
    const { x, y } = graph.getNodeAttributes(node);
    part.addNode(node, { x: x * factor, y: y * factor });
  }
  for (const node of members) {
    graph.forEachNeighbor(node, (neighbour) => part.mergeEdge(node, neighbour));
  }
  return part;
}
