/** A level of the hierarchy that Louvain and Leiden climb: a graph whose nodes are groups of authors. */
import type { Room, Space } from './space.js';

/** What communities are judged by: see CommunityOptions. */
export type Objective = 'MODULARITY' | 'CPM';

export interface Level {
  readonly nodeCount: number;
  /** At least n + 1 long, into neighbours; of this and the others the rest is spare room. */
  readonly offsets: Uint32Array;
  /** No loops: what is inside a node never changes by moving it. */
  readonly neighbours: Uint32Array;
  /** Strength between two nodes, above 0, parallel to neighbours. */
  readonly weights: Float64Array;
  /**
   * What a node adds to the expectation of its community: its total strength, inner edges counted from both ends
   * (MODULARITY), or its number of authors (CPM).
   */
  readonly mass: Float64Array;
}

/**
 * The level above: one node per label 0 … labelCount − 1, weights between them added up in order of members; edges within
 * a label are dropped. Written into `room`, which must not be what `level` itself is read from. O(n + m).
 */
export function aggregated(level: Level, labels: Int32Array, labelCount: number, room: Room, { queue: members, counts: ends, touched: slotOf }: Space): Level {
  groupMembers(level.nodeCount, labels, labelCount, members, ends);
  const { offsets, neighbours, weights, mass } = room;
  slotOf.fill(-1, 0, labelCount);
  let filled = 0;
  for (let label = 0, member = 0; label < labelCount; label++) {
    const start = filled;
    let sum = 0;
    for (; member < ends[label]; member++) {
      const node = members[member];
      sum += level.mass[node];
      for (let slot = level.offsets[node], end = level.offsets[node + 1]; slot < end; slot++) {
        const other = labels[level.neighbours[slot]];
        if (other === label) continue;
        const known = slotOf[other];
        if (known >= start) {
          weights[known] += level.weights[slot];
        } else {
          slotOf[other] = filled;
          neighbours[filled] = other;
          weights[filled++] = level.weights[slot];
        }
      }
    }
    mass[label] = sum;
    offsets[label + 1] = filled;
  }
  offsets[0] = 0;
  return { ...room, nodeCount: labelCount };
}

/** Nodes grouped by label, ascending within each, and where each label's end. O(n). */
function groupMembers(nodeCount: number, labels: Int32Array, labelCount: number, members: Uint32Array, ends: Int32Array): void {
  ends.fill(0, 0, labelCount);
  for (let node = 0; node < nodeCount; node++) ends[labels[node]]++;
  let sum = 0;
  for (let label = 0; label < labelCount; label++) {
    const count = ends[label];
    ends[label] = sum;
    sum += count;
  }
  for (let node = 0; node < nodeCount; node++) members[ends[labels[node]]++] = node;
}
