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

/** Mentions or entries read between two pauses. */
const STEPS_PER_PIECE = 500_000;

/**
 * Authors by hops from `source` over the papers whose mask is 1, up to `maxDistance` hops (all if absent). A paper is one
 * hop between all its authors and is opened once. O(A + P + Σk). Throws a RangeError for an unknown author.
 */
export function* authorHopLevels(incidence: Incidence, paperMask: Uint8Array, source: number, maxDistance = Infinity): Generator<void, HopLevels, void> {
  requireAuthor(incidence, source);
  const { authorCount, authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const opened = new Uint8Array(incidence.paperCount);
  let steps = 0;
  return yield* levels(authorCount, source, maxDistance, (author, visit) => {
    const before = steps;
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      if (opened[paper] === 1 || paperMask[paper] === 0) continue;
      opened[paper] = 1;
      for (let t = paperOffsets[paper]; t < paperOffsets[paper + 1]; t += 1) visit(paperAuthors[t]);
      steps += paperOffsets[paper + 1] - paperOffsets[paper];
    }
    return steps - before;
  });
}

/**
 * Nodes of a graph by hops from `source`, for graphs that the incidence alone does not give, such as one with a
 * minStrength. O(n + m). Throws a RangeError for an unknown node.
 */
export function* nodeHopLevels(graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>, source: number, maxDistance = Infinity): Generator<void, HopLevels, void> {
  const { nodeCount, offsets, neighbours } = graph;
  if (!Number.isInteger(source) || source < 0 || source >= nodeCount) {
    throw new RangeError(`node ${source} is not an integer from 0 to ${nodeCount - 1}`);
  }
  return yield* levels(nodeCount, source, maxDistance, (node, visit) => {
    for (let s = offsets[node]; s < offsets[node + 1]; s += 1) visit(neighbours[s]);
    return offsets[node + 1] - offsets[node];
  });
}

/** Breadth first. `expand` visits whoever is one hop from a vertex (known ones may be among them) and says at what cost. */
function* levels(
  vertexCount: number,
  source: number,
  maxDistance: number,
  expand: (vertex: number, visit: (other: number) => void) => number,
): Generator<void, HopLevels, void> {
  const distances = new Int32Array(vertexCount).fill(-1);
  const queue = new Uint32Array(vertexCount);
  distances[source] = 0;
  queue[0] = source;
  let tail = 1;
  let next = 1;
  const visit = (other: number): void => {
    if (distances[other] !== -1) return;
    distances[other] = next;
    queue[tail++] = other;
  };
  let sincePause = 0;
  for (let head = 0; head < tail; head += 1) {
    next = distances[queue[head]] + 1;
    if (next > maxDistance) break;
    sincePause += 1 + expand(queue[head], visit);
    if (sincePause < STEPS_PER_PIECE) continue;
    sincePause = 0;
    yield;
  }
  const counts = new Uint32Array(distances[queue[tail - 1]] + 1);
  for (let at = 0; at < tail; at += 1) counts[distances[queue[at]]] += 1;
  yield;
  return byDistance(distances, counts, tail);
}

/** Counting sort, which leaves each level ascending. O(vertices). */
function byDistance(distances: Int32Array, counts: Uint32Array, reached: number): HopLevels {
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, distance) => {
    starts[distance + 1] = starts[distance] + count;
  });
  const cursor = starts.slice();
  const order = new Uint32Array(reached);
  for (let vertex = 0; vertex < distances.length; vertex += 1) if (distances[vertex] !== -1) order[cursor[distances[vertex]]++] = vertex;
  return { order, starts };
}
