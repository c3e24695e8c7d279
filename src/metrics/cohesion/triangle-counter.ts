/**
 * Counting the triangles at each node. Nodes come by in the order of degree. Each keeps a list of the neighbours that came by after
 * it; one that comes by marks those of its neighbours that came by before, and looks through the list of each for marked ones: such
 * three are a triangle, found at its last corner (the forward algorithm of Schank and Wagner 2005, doi:10.1007/11427186_54, with
 * marks). A step is a pair of neighbours that come after their node, of which a node has at most √(2m): the fewest pairs that one
 * can do with, and most of them do close a triangle where papers are cliques.
 *
 * A list takes the place of its node's row, which is no longer read by then. Each node's record is together in memory.
 */
import type { CsrGraph } from '../../graph/types.js';
import { WASM_BASE64 } from '../generated/triangles.js';
import { signedView } from '../kernel.js';
import { borrowed, layout } from '../paths/wasm-memory.js';
import { largestDegree, orderByDegree } from './degree-order.js';

/** Numbers of a node's record: start and end of its list, by whom it is marked, its triangles. */
export const RECORD = 4;
const END = 1;
const MARK = 2;
const TRIANGLES = 3;

export interface TriangleCounter {
  /** Lets the nodes from one place in the order to before another come by, and returns the steps. Each has to come by once, in order. */
  count(from: number, to: number): number;
  /** Triangles found at a node so far. O(1). */
  at(node: number): number;
}

/** Degrees up to here have no more pairs than 32 bits can count. */
export const MOST_NEIGHBOURS_COUNTED = 65_536;

/** A counter in WebAssembly, or a plain one where that is not to be had. It is good until the thread counts on another graph. */
export function triangleCounter(graph: CsrGraph): TriangleCounter {
  try {
    return wasmCounter(graph);
  } catch {
    // No WebAssembly, or not enough memory of its kind: the same numbers, about half as fast.
    return plainCounter(graph);
  }
}

interface Exports {
  readonly configure: (...addresses: number[]) => void;
  readonly count: (from: number, to: number) => number;
}

/** In WebAssembly: 24 bytes a node and 8 an edge. Throws where that cannot be. */
export function wasmCounter(graph: CsrGraph): TriangleCounter {
  const { nodeCount, neighbours } = graph;
  const offsets = signedView(graph.offsets);
  const at = layout({
    offsets: 4 * (nodeCount + 1), neighbours: 4 * neighbours.length, order: 4 * nodeCount, records: 4 * RECORD * nodeCount, earlier: 4 * largestDegree(offsets, nodeCount) + 4,
    passed: 4 * ((nodeCount >>> 5) + 1),
  });
  const instance = borrowed(WASM_BASE64, at.end);
  const exports = instance.exports as Exports;
  const numbers = new Int32Array(instance.memory.buffer);
  numbers.set(offsets, at.offsets / 4);
  numbers.set(signedView(neighbours), at.neighbours / 4);
  orderByDegree(offsets, numbers.subarray(at.order / 4, at.order / 4 + nodeCount));
  const records = at.records / 4;
  numbers.fill(0, records, records + RECORD * nodeCount);
  numbers.fill(0, at.passed / 4, at.end / 4);
  exports.configure(at.offsets, at.neighbours, at.order, at.records, at.earlier, at.passed);
  return { count: exports.count, at: (node) => numbers[records + RECORD * node + TRIANGLES] };
}

/** In TypeScript: as much memory. */
export function plainCounter(graph: CsrGraph): TriangleCounter {
  const { nodeCount } = graph;
  const offsets = signedView(graph.offsets);
  const slots = new Int32Array(graph.neighbours);
  const order = new Int32Array(nodeCount);
  orderByDegree(offsets, order);
  const records = new Int32Array(RECORD * nodeCount);
  const earlier = new Int32Array(largestDegree(offsets, nodeCount));

  const hasPassed = new Uint8Array(nodeCount);

  /** Marks and lists who of a node's row has come by. */
  const mark = (node: number, tag: number): number => {
    let listed = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (hasPassed[slots[slot]] === 0) continue;
      const record = RECORD * slots[slot];
      records[record + MARK] = tag;
      earlier[listed++] = record;
    }
    return listed;
  };

  const count = (from: number, to: number): number => {
    let steps = 0;
    for (let place = from; place < to; place++) {
      const node = order[place];
      const tag = place + 1;
      const listed = mark(node, tag);
      let ofNode = 0;
      for (let i = 0; i < listed; i++) {
        const record = earlier[i];
        const end = records[record + END];
        let ofPair = 0;
        for (let slot = records[record]; slot < end; slot++) {
          const third = slots[slot];
          if (records[third + MARK] !== tag) continue;
          records[third + TRIANGLES]++;
          ofPair++;
        }
        steps += end - records[record];
        records[record + TRIANGLES] += ofPair;
        ofNode += ofPair;
        slots[end] = RECORD * node;
        records[record + END]++;
      }
      const own = RECORD * node;
      records[own] = offsets[node];
      records[own + END] = offsets[node];
      records[own + TRIANGLES] += ofNode;
      hasPassed[node] = 1;
    }
    return steps;
  };
  return { count, at: (node) => records[RECORD * node + TRIANGLES] };
}
