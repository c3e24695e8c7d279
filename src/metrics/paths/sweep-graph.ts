/**
 * The graph that a sweep from every author by hops runs on: the twin quotient (see twin-quotient.ts) with its simplicial
 * classes as leaves.
 *
 * A class is simplicial when its neighbourhood K is a clique. Such a class lies inside no shortest path, since the
 * classes before and after it on a path are adjacent: it only receives, from K, and sends once, what starts at it. Two
 * simplicial classes are never adjacent (they would be twins), so K always lies in the core of those that are not, and
 * leaving them out neither disconnects the core nor changes a distance in it. On co-authorship graphs half the classes
 * are simplicial: whoever wrote one paper with people who met elsewhere too.
 *
 * Leaves with the same K (open twins) are at the same distance from everything but each other, and are drawn together
 * into one vertex of their joint weight. Between authors of one vertex the distances are known beforehand: 1 between closed
 * twins, 2 between leaves of different classes.
 */
import type { CsrGraph } from '../../graph/types.js';
import { mixed } from './mixed-hash.js';
import type { TwinQuotient } from './twin-quotient.js';
import { twinQuotient } from './twin-quotient.js';

/** Vertices are numbered component by component; within one, the core's come first, then the leaves. */
export interface SweepGraph {
  /** Number of vertices, v. */
  readonly vertexCount: number;
  /** Steps from vertex to vertex that make one hop between authors: 2 where vertices of weight 0 stand between them (papers/paper-sweep-graph.ts). */
  readonly stepsPerHop: 1 | 2;
  /** [n] twin class of each node. */
  readonly classOf: Uint32Array;
  /** [k] nodes per twin class. */
  readonly classSize: Uint32Array;
  /** [k] vertex of each twin class. */
  readonly vertexOf: Uint32Array;
  /** [v] nodes per vertex. */
  readonly weight: Uint32Array;
  /** [v+1] into `neighbours`. */
  readonly offsets: Uint32Array;
  /** [v] where a row's neighbours in the core end and its leaves begin; a leaf has neighbours in the core alone. */
  readonly coreEnds: Uint32Array;
  /** Adjacent vertices, twice per edge. */
  readonly neighbours: Uint32Array;
  /** [components+1] first vertex of each component. */
  readonly componentStarts: Uint32Array;
  /** [components] first leaf of each component. */
  readonly leafStarts: Uint32Array;
}

/** Makes the graph of a sweep. O(n + m) and, per simplicial class, the pairs of its neighbours, each looked up in O(log degree). */
export function sweepGraph(graph: CsrGraph): SweepGraph {
  const quotient = twinQuotient(graph);
  const rows = ascendingRows(quotient);
  const { classCount, offsets, componentStarts, size } = quotient;
  const { groupOf, groupCount, groupFirst } = leafGroups(quotient, rows);

  // Numbering: the core in the order of the classes, which is breadth first; leaves in the order of their first class.
  const vertexOf = new Uint32Array(classCount);
  const vertexOfGroup = new Uint32Array(groupCount);
  const classOfVertex: number[] = [];
  const starts = [0];
  const leafStarts: number[] = [];
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    for (let own = componentStarts[component]; own < componentStarts[component + 1]; own++) {
      if (groupOf[own] < 0) vertexOf[own] = classOfVertex.push(own) - 1;
    }
    leafStarts.push(classOfVertex.length);
    for (let own = componentStarts[component]; own < componentStarts[component + 1]; own++) {
      const group = groupOf[own];
      if (group < 0) continue;
      if (groupFirst[group] === own) vertexOfGroup[group] = classOfVertex.push(own) - 1;
      vertexOf[own] = vertexOfGroup[group];
    }
    starts.push(classOfVertex.length);
  }

  const vertexCount = classOfVertex.length;
  const weight = new Uint32Array(vertexCount);
  for (let own = 0; own < classCount; own++) weight[vertexOf[own]] += size[own];
  const vertexOffsets = new Uint32Array(vertexCount + 1);
  const coreEnds = new Uint32Array(vertexCount);
  const neighbours = new Uint32Array(rows.length);
  let filled = 0;
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const own = classOfVertex[vertex];
    const [from, to] = [offsets[own], offsets[own + 1]];
    for (let slot = from; slot < to; slot++) if (groupOf[rows[slot]] < 0) neighbours[filled++] = vertexOf[rows[slot]];
    coreEnds[vertex] = filled;
    for (let slot = from; slot < to; slot++) {
      const group = groupOf[rows[slot]];
      // Every class of a group has the same neighbours, so the first stands for all.
      if (group >= 0 && groupFirst[group] === rows[slot]) neighbours[filled++] = vertexOfGroup[group];
    }
    vertexOffsets[vertex + 1] = filled;
  }
  return {
    vertexCount,
    stepsPerHop: 1,
    classOf: quotient.classOf,
    classSize: size,
    vertexOf,
    weight,
    offsets: vertexOffsets,
    coreEnds,
    neighbours: neighbours.slice(0, filled),
    componentStarts: Uint32Array.from(starts),
    leafStarts: Uint32Array.from(leafStarts),
  };
}

/** The quotient's neighbours with every row ascending: a symmetric graph read column by column. O(k + edges). */
function ascendingRows({ classCount, offsets, neighbours }: TwinQuotient): Uint32Array {
  const rows = new Uint32Array(neighbours.length);
  const next = offsets.slice(0, classCount);
  for (let own = 0; own < classCount; own++) {
    for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) rows[next[neighbours[slot]]++] = own;
  }
  return rows;
}

interface LeafGroups {
  /** [k] group of each simplicial class, −1 for classes of the core. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
  /** [groups] the first class of each group. */
  readonly groupFirst: readonly number[];
}

/** Simplicial classes, those with the same neighbours together. Sets are hashed first and then compared in full. */
function leafGroups({ classCount, offsets }: TwinQuotient, rows: Uint32Array): LeafGroups {
  const groupOf = new Int32Array(classCount).fill(-1);
  const groupFirst: number[] = [];
  const groupsByHash = new Map<number, number[]>();
  for (let own = 0; own < classCount; own++) {
    if (!isSimplicial(offsets, rows, own)) continue;
    let hash = 0;
    for (let slot = offsets[own]; slot < offsets[own + 1]; slot++) hash = (hash + mixed(rows[slot])) | 0;
    const candidates = groupsByHash.get(hash) ?? [];
    let group = candidates.find((candidate) => isSameRow(offsets, rows, groupFirst[candidate], own));
    if (group === undefined) {
      group = groupFirst.push(own) - 1;
      groupsByHash.set(hash, [...candidates, group]);
    }
    groupOf[own] = group;
  }
  return { groupOf, groupCount: groupFirst.length, groupFirst };
}

/** Whether the neighbours of a class are one clique (a class without any, a component by itself, is not meant). */
function isSimplicial(offsets: Uint32Array, rows: Uint32Array, own: number): boolean {
  const [from, to] = [offsets[own], offsets[own + 1]];
  if (from === to) return false;
  // Each neighbour has all of the clique beside `own`, and one more, or it would be a twin.
  for (let slot = from; slot < to; slot++) if (offsets[rows[slot] + 1] - offsets[rows[slot]] <= to - from) return false;
  for (let a = from; a < to; a++) {
    for (let b = a + 1; b < to; b++) if (!isInRow(offsets, rows, rows[a], rows[b])) return false;
  }
  return true;
}

function isInRow(offsets: Uint32Array, rows: Uint32Array, own: number, wanted: number): boolean {
  let [low, high] = [offsets[own], offsets[own + 1]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < offsets[own + 1] && rows[low] === wanted;
}

function isSameRow(offsets: Uint32Array, rows: Uint32Array, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== length) return false;
  for (let i = 0; i < length; i++) if (rows[offsets[a] + i] !== rows[offsets[b] + i]) return false;
  return true;
}
