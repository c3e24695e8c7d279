/** A level of the hierarchy that Louvain and Leiden climb: a graph whose nodes are groups of authors. */
import type { CsrGraph } from '../../graph/types.js';

/** What communities are judged by: see CommunityOptions. */
export type Objective = 'MODULARITY' | 'CPM';

export interface Level {
  readonly nodeCount: number;
  /** [n+1] into neighbours. */
  readonly offsets: Uint32Array;
  /** At least offsets[n] long; the rest is spare room. No loops: what is inside a node never changes by moving it. */
  readonly neighbours: Uint32Array;
  /** Strength between two nodes, parallel to neighbours; null where each counts 1. */
  readonly weights: Float64Array | null;
  /**
   * [n] what a node adds to the expectation of its community: its total strength, inner edges counted from both ends
   * (MODULARITY), or its number of authors (CPM).
   */
  readonly mass: Float64Array;
}

/** Total weight at a node. O(degree). */
export function weightAt({ offsets, weights }: Pick<Level, 'offsets' | 'weights'>, node: number): number {
  const end = offsets[node + 1];
  if (weights === null) return end - offsets[node];
  let sum = 0;
  for (let slot = offsets[node]; slot < end; slot++) sum += weights[slot];
  return sum;
}

/** Sum of all weights, each edge counted from both ends. O(1) where each counts 1, else O(m). */
export function totalWeight(graph: CsrGraph, weighted: boolean): number {
  if (!weighted) return graph.neighbours.length;
  let sum = 0;
  for (const strength of graph.strength) sum += strength;
  return sum;
}

/** Where a level is written. */
export interface LevelRoom {
  readonly neighbours: Uint32Array;
  readonly weights: Float64Array;
}

/**
 * Room for the level above `level`, out of two that serve in turn: while one is read, the other is written. Memory that is
 * never written to is not taken from the machine.
 */
export function roomAbove({ nodeCount, offsets }: Level, depth: number, rooms: LevelRoom[]): LevelRoom {
  const entries = offsets[nodeCount];
  const known = rooms[depth % 2];
  if (known !== undefined && known.neighbours.length >= entries) return known;
  return (rooms[depth % 2] = { neighbours: new Uint32Array(entries), weights: new Float64Array(entries) });
}

/**
 * The level above: one node per label 0 … labelCount − 1, weights between them added up in order of members; edges within
 * a label are dropped. Written into `room`, which must not be what `level` itself is read from. O(n + m).
 */
export function aggregated(level: Level, labels: Int32Array, labelCount: number, room: LevelRoom): Level {
  const members = membersByLabel(labels, labelCount);
  const { neighbours, weights } = room;
  const offsets = new Uint32Array(labelCount + 1);
  const mass = new Float64Array(labelCount);
  const slotOf = new Int32Array(labelCount).fill(-1);
  let filled = 0;
  for (let label = 0; label < labelCount; label++) {
    const start = filled;
    for (let i = members.offsets[label]; i < members.offsets[label + 1]; i++) {
      const node = members.nodes[i];
      mass[label] += level.mass[node];
      for (let slot = level.offsets[node], end = level.offsets[node + 1]; slot < end; slot++) {
        const other = labels[level.neighbours[slot]];
        if (other === label) continue;
        const weight = level.weights === null ? 1 : level.weights[slot];
        const known = slotOf[other];
        if (known >= start) {
          weights[known] += weight;
        } else {
          slotOf[other] = filled;
          neighbours[filled] = other;
          weights[filled++] = weight;
        }
      }
    }
    offsets[label + 1] = filled;
  }
  return { nodeCount: labelCount, offsets, neighbours, weights, mass };
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
