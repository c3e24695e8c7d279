/** Where the climb begins: the graph itself, or the graph of its classes of closed twins where that is smaller. */
import type { CsrGraph } from '../../graph/types.js';
import type { TwinClasses } from './closed-twins.js';
import { closedTwins } from './closed-twins.js';
import type { Level, Objective } from './level.js';
import { totalWeight, weightAt } from './level.js';

export interface Ground {
  readonly level: Level;
  /** [n] node of `level` that each node of the graph is part of; null where they are the same. */
  readonly nodeOf: Int32Array | null;
  /** A group of masses a and b gains weight(a, b) − penalty · a · b by staying together. */
  readonly penalty: number;
  /** Sum of all weights of the graph, each edge counted from both ends. */
  readonly all: number;
}

/** Classes of twins are worth a graph of their own when they are at most this share of the nodes. */
const WORTHWHILE = 0.9;

/**
 * Closed twins u, v of mass a and strength w > penalty · a² are together in every best partition: of the two moves that
 * would join them, the gains add up to 2 (w − penalty · a²) > 0, because whatever else the one gains, the other loses. So
 * nothing is lost by merging them beforehand, and in co-authorship, where most authors are on one paper, much is won.
 * The graph is read in place where there are few twins. O(n + m).
 */
export function groundOf(graph: CsrGraph, weighted: boolean, objective: Objective, resolution: number): Ground {
  const all = totalWeight(graph, weighted);
  const isModularity = objective === 'MODULARITY';
  const penalty = isModularity ? (all > 0 ? resolution / all : 0) : resolution;
  const plain = { nodeCount: graph.nodeCount, offsets: graph.offsets, neighbours: graph.neighbours, weights: weighted ? graph.strength : null };
  const massOf = (node: number): number => (isModularity ? weightAt(plain, node) : 1);
  const twins = closedTwins(graph, weighted, (node, strength) => strength > penalty * massOf(node) ** 2);
  if (twins.representatives.length > WORTHWHILE * graph.nodeCount) {
    const mass = new Float64Array(graph.nodeCount);
    for (let node = 0; node < mass.length; node++) mass[node] = massOf(node);
    return { level: { ...plain, mass }, nodeOf: null, penalty, all };
  }
  return { level: quotient(plain, twins, massOf), nodeOf: twins.classOf, penalty, all };
}

/** One node per class: a representative's row tells the strengths of the whole class. O(n + m). */
function quotient(plain: Omit<Level, 'mass'>, { classOf, representatives, sizes }: TwinClasses, massOf: (node: number) => number): Level {
  const { offsets: from, neighbours: to, weights: strength } = plain;
  const nodeCount = representatives.length;
  const isRepresentative = new Uint8Array(plain.nodeCount);
  let bound = 0;
  for (const node of representatives) {
    isRepresentative[node] = 1;
    bound += from[node + 1] - from[node];
  }
  const offsets = new Uint32Array(nodeCount + 1);
  const neighbours = new Uint32Array(bound);
  const weights = new Float64Array(bound);
  const mass = new Float64Array(nodeCount);
  let filled = 0;
  for (let node = 0; node < nodeCount; node++) {
    const representative = representatives[node];
    const size = sizes[node];
    mass[node] = size * massOf(representative);
    for (let slot = from[representative], end = from[representative + 1]; slot < end; slot++) {
      if (isRepresentative[to[slot]] === 0) continue;
      const other = classOf[to[slot]];
      neighbours[filled] = other;
      weights[filled++] = size * sizes[other] * (strength === null ? 1 : strength[slot]);
    }
    offsets[node + 1] = filled;
  }
  return { nodeCount, offsets, neighbours, weights, mass };
}
