/** Modularity: how much more of the collaboration stays within communities than chance would keep there. */
import type { CsrGraph } from '../../graph/types.js';

export interface ModularityOptions {
  /** Weigh collaborations by strength; false counts each 1. */
  readonly weighted: boolean;
  /** γ: above 1 favours smaller communities, below 1 larger. */
  readonly resolution: number;
}

/**
 * Q = Σ_c (W_c / W − γ (S_c / W)²), W the total strength of all nodes, W_c the part of it that stays within community
 * c, S_c that of c's members. `labels[node]` is the community of each node, from 0; fewer than n different ones.
 * Range [−γ, 1]; NaN where there is no edge. O(n + m). Newman & Girvan 2004, doi:10.1103/PhysRevE.69.026113.
 * Throws a RangeError where labels are of another length or out of 0 … n − 1.
 */
export function modularity(graph: CsrGraph, labels: ArrayLike<number>, { weighted, resolution }: ModularityOptions): number {
  const { nodeCount: n, offsets, neighbours, strength } = graph;
  if (labels.length !== n) throw new RangeError(`there are ${labels.length} labels for ${n} nodes; give one label per node.`);
  const within = new Float64Array(n);
  const total = new Float64Array(n);
  let all = 0;
  for (let node = 0; node < n; node++) {
    const label = labels[node];
    if (!(label >= 0 && label < n)) throw new RangeError(`node ${node} has label ${label}; labels go from 0 to ${n - 1}.`);
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const weight = weighted ? strength[slot] : 1;
      total[label] += weight;
      all += weight;
      if (labels[neighbours[slot]] === label) within[label] += weight;
    }
  }
  if (all === 0) return NaN;
  let q = 0;
  for (let label = 0; label < n; label++) q += within[label] / all - resolution * (total[label] / all) ** 2;
  return q;
}
