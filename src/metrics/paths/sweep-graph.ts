/**
 * The graph that a sweep from every author by hops runs on: the twin quotient (see twin-quotient.ts) with its simplicial
 * classes (see simplicial-classes.ts) as leaves.
 *
 * A simplicial class, whose neighbourhood K is a clique, only receives, from K, and sends once, what starts at it. K always
 * lies in the core of those that are not simplicial, and leaving the leaves out neither disconnects the core nor changes a
 * distance in it.
 *
 * Leaves with the same K (open twins) are at the same distance from everything but each other, and are drawn together
 * into one vertex of their joint weight. Between authors of one vertex the distances are known beforehand: 1 between closed
 * twins, 2 between leaves of different classes.
 *
 * search-core.ts numbers the same core and leaves for searches between two authors, which need no leaves in the core's rows, and
 * each class by itself.
 */
import type { CsrGraph } from '../../graph/types.js';
import { mixed } from './mixed-hash.js';
import { ascendingRows, simplicialClasses } from './simplicial-classes.js';
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

interface LeafGroups {
  /** [k] group of each simplicial class, −1 for classes of the core. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
  /** [groups] the first class of each group. */
  readonly groupFirst: readonly number[];
}

/** Simplicial classes, those with the same neighbours together. Sets are hashed first and then compared in full. */
function leafGroups(quotient: TwinQuotient, rows: Uint32Array): LeafGroups {
  const { classCount, offsets } = quotient;
  const isSimplicial = simplicialClasses(quotient, rows);
  const groupOf = new Int32Array(classCount).fill(-1);
  const groupFirst: number[] = [];
  const groupsByHash = new Map<number, number[]>();
  for (let own = 0; own < classCount; own++) {
    if (isSimplicial[own] === 0) continue;
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

function isSameRow(offsets: Uint32Array, rows: Uint32Array, a: number, b: number): boolean {
  const length = offsets[a + 1] - offsets[a];
  if (offsets[b + 1] - offsets[b] !== length) return false;
  for (let i = 0; i < length; i++) if (rows[offsets[a] + i] !== rows[offsets[b] + i]) return false;
  return true;
}
