/** Where the climb begins: the graph, or the graph of its classes of closed twins where that is smaller. */
import type { CsrGraph } from '../../graph/types.js';
import type { TwinClasses } from './closed-twins.js';
import { closedTwins } from './closed-twins.js';
import type { Level, Objective } from './level.js';
import type { Room } from './space.js';

/** What the ground will be, before there is room for it. */
export interface GroundPlan {
  /** Null where the nodes of the ground are those of the graph. */
  readonly twins: TwinClasses | null;
  readonly nodeCount: number;
  /** At most so many. */
  readonly entries: number;
  /** [n] of each node of the graph: see Level. */
  readonly mass: Float64Array;
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
 * O(n + m).
 */
export function planGround(graph: CsrGraph, weighted: boolean, objective: Objective, resolution: number): GroundPlan {
  const totals = totalWeights(graph, weighted);
  let all = 0;
  for (const total of totals) all += total;
  const isModularity = objective === 'MODULARITY';
  const penalty = isModularity ? (all > 0 ? resolution / all : 0) : resolution;
  const mass = isModularity ? totals : totals.fill(1);
  const twins = closedTwins(graph, weighted, (node, strength) => strength > penalty * mass[node] ** 2);
  const nodeCount = twins.representatives.length;
  if (nodeCount > WORTHWHILE * graph.nodeCount) return { twins: null, nodeCount: graph.nodeCount, entries: graph.neighbours.length, mass, penalty, all };
  let entries = 0;
  for (const node of twins.representatives) entries += graph.offsets[node + 1] - graph.offsets[node];
  return { twins, nodeCount, entries, mass, penalty, all };
}

/** [n] the weights at each node added up. O(m), or O(n) where each counts 1. */
function totalWeights({ nodeCount, offsets, strength }: CsrGraph, weighted: boolean): Float64Array {
  const totals = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const end = offsets[node + 1];
    if (!weighted) {
      totals[node] = end - offsets[node];
      continue;
    }
    let sum = 0;
    for (let slot = offsets[node]; slot < end; slot++) sum += strength[slot];
    totals[node] = sum;
  }
  return totals;
}

/** Writes the planned ground of the graph. O(n + m). */
export function groundLevel(graph: CsrGraph, weighted: boolean, { twins, mass }: GroundPlan, room: Room): Level {
  if (twins !== null) return quotient(graph, weighted, mass, twins, room);
  room.offsets.set(graph.offsets);
  room.neighbours.set(graph.neighbours);
  if (weighted) room.weights.set(graph.strength);
  else room.weights.fill(1);
  room.mass.set(mass);
  return { ...room, nodeCount: graph.nodeCount };
}

/** One node per class: a representative's row tells the strengths of the whole class. O(n + m). */
function quotient(graph: CsrGraph, weighted: boolean, massOf: Float64Array, { classOf, representatives, sizes }: TwinClasses, room: Room): Level {
  const { offsets: from, neighbours: to, strength } = graph;
  const { offsets, neighbours, weights, mass } = room;
  const nodeCount = representatives.length;
  offsets[0] = 0;
  let filled = 0;
  for (let node = 0; node < nodeCount; node++) {
    const representative = representatives[node];
    const size = sizes[node];
    mass[node] = size * massOf[representative];
    for (let slot = from[representative], end = from[representative + 1]; slot < end; slot++) {
      const other = classOf[to[slot]];
      if (representatives[other] !== to[slot]) continue;
      neighbours[filled] = other;
      weights[filled++] = size * sizes[other] * (weighted ? strength[slot] : 1);
    }
    offsets[node + 1] = filled;
  }
  return { ...room, nodeCount };
}
