/** Queues from which a search by cost takes nodes in an order in which each is final when it is taken. */
import { nodeHeap } from './node-heap.js';

export interface SettlingQueue {
  /** Begins a search: the queue holds the source alone, at distance 0. */
  readonly start: (source: number) => void;
  /** Adds a node, or moves it up, after its distance has decreased. */
  readonly add: (node: number) => void;
  /** A node whose distance can't decrease any more, −1 when none is left. */
  readonly next: () => number;
}

/** Above so many buckets per node the heap is faster; at most so many in all for memory's sake. */
const BUCKETS_PER_NODE = 4;
const MAX_BUCKETS = 2 ** 22;
/** A bucket is narrower than the cheapest edge by what rounding of distances can amount to. */
const NARROWING = 1 - 1e-6;

/**
 * A queue over nodes 0 … n − 1 with the given distances, for edges of the given costs. The caller writes
 * `distance[node]` before `add(node)`, and `rank[node]` ≥ 0 once a node has been taken.
 *
 * Buckets of width w, below the cheapest cost: a node of bucket i, at a distance in [i w, (i + 1) w), could only be
 * improved from a node at least one cheapest cost nearer, which lies in an earlier bucket. Buckets are reused in a ring
 * as wide as the dearest edge, so their number is that of dearest / cheapest cost; where that is too many, a heap.
 */
export function bucketQueue(costs: Float64Array, nodeCount: number, distance: Float64Array, rank: Int32Array): SettlingQueue {
  let [least, most] = [Infinity, 0];
  for (const cost of costs) {
    if (cost < least) least = cost;
    if (cost > most) most = cost;
  }
  const width = least * NARROWING;
  const ring = 2 ** Math.ceil(Math.log2(most / width + 2));
  if (costs.length === 0 || !(ring <= Math.min(MAX_BUCKETS, Math.max(64, BUCKETS_PER_NODE * nodeCount)))) return heapQueue(distance);

  const perWidth = 1 / width;
  const last = ring - 1;
  // Entries of a bucket are a linked list; a node that was improved stands in several and counts in the first.
  const heads = new Int32Array(ring).fill(-1);
  let nodes = new Uint32Array(4 * nodeCount + 16);
  let following = new Int32Array(nodes.length);
  let entries = 0;
  let waiting = 0;
  let bucket = 0;
  const add = (node: number): void => {
    if (entries === nodes.length) [nodes, following] = [grown(nodes), grown(following)];
    const place = Math.floor(distance[node] * perWidth) & last;
    nodes[entries] = node;
    following[entries] = heads[place];
    heads[place] = entries++;
    waiting++;
  };
  return {
    start: (source) => {
      entries = 0;
      bucket = 0;
      add(source);
    },
    add,
    next: () => {
      while (waiting > 0) {
        const entry = heads[bucket & last];
        if (entry < 0) {
          bucket++;
          continue;
        }
        heads[bucket & last] = following[entry];
        waiting--;
        if (rank[nodes[entry]] < 0) return nodes[entry];
      }
      return -1;
    },
  };
}

function heapQueue(distance: Float64Array): SettlingQueue {
  const heap = nodeHeap(distance);
  return { start: heap.raise, add: heap.raise, next: heap.pop };
}

function grown<T extends Uint32Array | Int32Array>(array: T): T {
  const larger = new (array.constructor as new (length: number) => T)(array.length * 2);
  larger.set(array);
  return larger;
}
