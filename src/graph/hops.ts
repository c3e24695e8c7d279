/**
 * Everybody by the number of hops from one: the "Erdős number" of anyone. The walks are generators that yield every few
 * milliseconds, so that whoever drives them can let other work in between; they return the levels.
 */
import { requireAuthor } from './traverse.js';
import type { CsrGraph, Incidence } from './types.js';

/** Vertices by distance: those d hops away are order[starts[d]] … order[starts[d + 1] − 1]; the source alone is at 0. */
export interface HopLevels {
  /** The reached vertices, the source first; within a distance ascending. */
  readonly order: Uint32Array;
  /** [largest distance + 2]; the last entry equals order.length. */
  readonly starts: Uint32Array;
}

/** Authors and mentions, or nodes and entries, read between two pauses. */
const STEPS_PER_PIECE = 200_000;

/** A breadth-first walk under way. */
interface Walk {
  /** By vertex, −1 where unreached. */
  readonly distances: Int32Array;
  readonly queue: Uint32Array;
  head: number;
  tail: number;
}

function startedAt(source: number, vertexCount: number): Walk {
  const distances = new Int32Array(vertexCount).fill(-1);
  const queue = new Uint32Array(vertexCount);
  distances[source] = 0;
  queue[0] = source;
  return { distances, queue, head: 0, tail: 1 };
}

/**
 * Authors by hops from `source` over the papers whose mask is 1, up to `maxDistance` hops (all if absent). A paper is one
 * hop between all its authors and is opened once. O(A + P + Σk). Throws a RangeError for an unknown author.
 */
export function* authorHopLevels(incidence: Incidence, paperMask: Uint8Array, source: number, maxDistance = Infinity): Generator<void, HopLevels, void> {
  requireAuthor(incidence, source);
  const walk = startedAt(source, incidence.authorCount);
  const opened = new Uint8Array(incidence.paperCount);
  while (advanceAlongPapers(walk, incidence, paperMask, opened, maxDistance)) yield;
  yield;
  return byDistance(walk);
}

/**
 * Nodes of a graph by hops from `source`, for graphs that the incidence alone does not give, such as one with a
 * minStrength. O(n + m). Throws a RangeError for an unknown node.
 */
export function* nodeHopLevels(graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>, source: number, maxDistance = Infinity): Generator<void, HopLevels, void> {
  if (!Number.isInteger(source) || source < 0 || source >= graph.nodeCount) {
    throw new RangeError(`node ${source} is not an integer from 0 to ${graph.nodeCount - 1}`);
  }
  const walk = startedAt(source, graph.nodeCount);
  while (advanceAlongEdges(walk, graph, maxDistance)) yield;
  yield;
  return byDistance(walk);
}

/** Goes on for a piece; false once nobody within the distance is left to go on from. */
function advanceAlongPapers(walk: Walk, incidence: Incidence, paperMask: Uint8Array, opened: Uint8Array, maxDistance: number): boolean {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const { distances, queue } = walk;
  let { tail } = walk;
  for (let steps = 0; walk.head < tail; walk.head += 1) {
    if (steps >= STEPS_PER_PIECE) {
      walk.tail = tail;
      return true;
    }
    const author = queue[walk.head];
    const next = distances[author] + 1;
    if (next > maxDistance) break;
    steps += 1;
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      if (opened[paper] === 1 || paperMask[paper] === 0) continue;
      opened[paper] = 1;
      const end = paperOffsets[paper + 1];
      steps += end - paperOffsets[paper];
      for (let t = paperOffsets[paper]; t < end; t += 1) {
        const other = paperAuthors[t];
        if (distances[other] !== -1) continue;
        distances[other] = next;
        queue[tail++] = other;
      }
    }
  }
  walk.tail = tail;
  return false;
}

/** As advanceAlongPapers. */
function advanceAlongEdges(walk: Walk, { offsets, neighbours }: Pick<CsrGraph, 'offsets' | 'neighbours'>, maxDistance: number): boolean {
  const { distances, queue } = walk;
  for (let steps = 0; walk.head < walk.tail; walk.head += 1) {
    if (steps >= STEPS_PER_PIECE) return true;
    const node = queue[walk.head];
    const next = distances[node] + 1;
    if (next > maxDistance) return false;
    steps += 1 + offsets[node + 1] - offsets[node];
    for (let s = offsets[node]; s < offsets[node + 1]; s += 1) {
      const other = neighbours[s];
      if (distances[other] !== -1) continue;
      distances[other] = next;
      queue[walk.tail++] = other;
    }
  }
  return false;
}

/** Counting sort by distance, which leaves each level ascending. O(vertices). */
function byDistance({ distances, queue, tail }: Walk): HopLevels {
  const counts = new Uint32Array(distances[queue[tail - 1]] + 1);
  for (let at = 0; at < tail; at += 1) counts[distances[queue[at]]] += 1;
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, distance) => {
    starts[distance + 1] = starts[distance] + count;
  });
  const cursor = starts.slice();
  const order = new Uint32Array(tail);
  for (let vertex = 0; vertex < distances.length; vertex += 1) if (distances[vertex] !== -1) order[cursor[distances[vertex]]++] = vertex;
  return { order, starts };
}
