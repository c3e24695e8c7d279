/** A level of the Louvain hierarchy: a weighted graph whose nodes are the communities of the level below. */
import type { CsrGraph } from '../../graph/types.js';

export interface WeightedLevel {
  readonly nodeCount: number;
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly weights: Float64Array;
  /** Total weight at each node, that of merged inner edges (counted from both ends) included. */
  readonly total: Float64Array;
  /** Sum of `total`. */
  readonly all: number;
}

/** The lowest level: the graph itself. Weights are strengths, or 1 each. O(n + m). */
export function groundLevel(graph: CsrGraph, weighted: boolean): WeightedLevel {
  const { nodeCount, offsets, neighbours } = graph;
  const weights = weighted ? graph.strength : new Float64Array(neighbours.length).fill(1);
  const total = new Float64Array(nodeCount);
  let all = 0;
  for (let node = 0; node < nodeCount; node++) {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) total[node] += weights[slot];
    all += total[node];
  }
  return { nodeCount, offsets, neighbours, weights, total, all };
}

/**
 * The level above: one node per label 0 … labelCount − 1, weights between communities added up. Edges within a
 * community live on in `total` alone: moving a whole community never changes what is inside it. O(n + m).
 */
export function aggregated(level: WeightedLevel, labels: Int32Array, labelCount: number): WeightedLevel {
  const members = membersByLabel(labels, labelCount);
  const offsets = new Uint32Array(labelCount + 1);
  const neighbours = new Uint32Array(level.neighbours.length);
  const weights = new Float64Array(level.neighbours.length);
  const total = new Float64Array(labelCount);
  const slotOf = new Int32Array(labelCount).fill(-1);
  let filled = 0;
  for (let label = 0; label < labelCount; label++) {
    const start = filled;
    for (let i = members.offsets[label]; i < members.offsets[label + 1]; i++) {
      const node = members.nodes[i];
      total[label] += level.total[node];
      for (let slot = level.offsets[node], end = level.offsets[node + 1]; slot < end; slot++) {
        const other = labels[level.neighbours[slot]];
        if (other === label) continue;
        if (slotOf[other] < start) {
          slotOf[other] = filled;
          neighbours[filled++] = other;
        }
        weights[slotOf[other]] += level.weights[slot];
      }
    }
    offsets[label + 1] = filled;
  }
  return {
    nodeCount: labelCount,
    offsets,
    neighbours: neighbours.slice(0, filled),
    weights: weights.slice(0, filled),
    total,
    all: level.all,
  };
}

/** Nodes grouped by label, ascending within each. O(n). */
function membersByLabel(labels: Int32Array, labelCount: number): { offsets: Uint32Array; nodes: Uint32Array } {
  const offsets = new Uint32Array(labelCount + 1);
  for (const label of labels) offsets[label + 1]++;
  for (let label = 0; label < labelCount; label++) offsets[label + 1] += offsets[label];
  const fill = offsets.slice();
  const nodes = new Uint32Array(labels.length);
  for (let node = 0; node < labels.length; node++) nodes[fill[labels[node]]++] = node;
  return { offsets, nodes };
}
