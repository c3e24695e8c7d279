/**
 * Counting the triangles on each edge, by the algorithm of triangle-counter.ts. An edge is known by its place in the list of the one of
 * its ends that comes by first, so that the counts of a list stand together in memory.
 */
import { sharedArray } from '../../graph/shared-arrays.js';
import type { CsrGraph } from '../../graph/types.js';
import { WASM_BASE64 } from '../generated/edge-triangles.js';
import { checkpoint, signedView } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import { borrowed, layout } from '../paths/wasm-memory.js';
import { largestDegree, orderByDegree } from './degree-order.js';
import { forwardEdges } from './forward.js';

type Control = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

/** Nodes between two looks at whether to go on. */
const NODES_AT_ONCE = 64;

/** The nodes in the order in which `count` lets them come by, and the counts so far, by place in the lists, with a 0 behind them. */
interface EdgeCounter {
  readonly order: Int32Array;
  readonly counts: Int32Array;
  count(from: number, to: number): void;
}

/** Number of triangles on the edge of every slot, on a shared array. O(m^1.5) time, O(n + m) memory. */
export function trianglesPerSlot(graph: CsrGraph, control: Control = {}): Float64Array {
  let counter: EdgeCounter;
  try {
    counter = wasmEdgeCounter(graph);
  } catch {
    // No WebAssembly, or not enough memory of its kind: the same numbers, a few times slower.
    return plainTrianglesPerSlot(graph, control);
  }
  const n = graph.nodeCount;
  const pass = checkpoint(control, n);
  for (let place = 0; place < n; place += NODES_AT_ONCE) {
    pass(place);
    counter.count(place, Math.min(n, place + NODES_AT_ONCE));
  }
  pass(n);
  return mirrored(graph, ofLaterEnds(graph, counter));
}

interface Exports {
  readonly configure: (...addresses: number[]) => void;
  readonly count: (from: number, to: number) => void;
}

/** In WebAssembly: 24 bytes a node and 16 an edge. It is good until the thread computes another metric. Throws where that cannot be. */
function wasmEdgeCounter({ nodeCount, offsets: starts, neighbours }: CsrGraph): EdgeCounter {
  const offsets = signedView(starts);
  const entries = neighbours.length;
  const at = layout({
    offsets: 4 * (nodeCount + 1), neighbours: 4 * entries, order: 4 * nodeCount, records: 16 * nodeCount, earlier: 4 * largestDegree(offsets, nodeCount) + 4,
    passed: 4 * ((nodeCount >>> 5) + 1), counts: 4 * entries + 4,
  });
  const { memory, exports } = borrowed(WASM_BASE64, at.end);
  const { configure, count } = exports as Exports;
  const view = (address: number, length: number): Int32Array => new Int32Array(memory.buffer, address, length);
  view(at.offsets, nodeCount + 1).set(offsets);
  view(at.neighbours, entries).set(signedView(neighbours));
  const order = view(at.order, nodeCount);
  orderByDegree(offsets, order);
  view(at.records, 4 * nodeCount).fill(0);
  view(at.passed, (nodeCount >>> 5) + 1).fill(0);
  const counts = view(at.counts, entries + 1).fill(0);
  configure(at.offsets, at.neighbours, at.order, at.records, at.earlier, at.passed, at.counts);
  return { order, counts, count };
}

/** Lets the nodes come by once more: in the slots whose node comes by after its neighbour, the edge's count; 0 in the others. */
function ofLaterEnds(graph: CsrGraph, { order, counts }: EdgeCounter): Float64Array {
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const values = sharedArray(Float64Array, neighbours.length);
  // Where in the list of a node the next stands that comes by; behind all lists, where a 0 is, while it has not come by itself.
  const behind = neighbours.length;
  const next = new Int32Array(graph.nodeCount).fill(behind);
  for (let place = 0; place < order.length; place++) {
    const node = order[place];
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const edge = next[neighbours[slot]];
      values[slot] = counts[edge];
      // One further where it is not behind: a sign bit, since a branch could only be guessed.
      next[neighbours[slot]] = edge + ((edge - behind) >>> 31);
    }
    next[node] = offsets[node];
  }
  return values;
}

/** Gives both slots of an edge the sum of what they have. Rows ascend, so those of smaller neighbours come by in their order. */
function mirrored(graph: CsrGraph, values: Float64Array): Float64Array {
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const cursor = offsets.slice(0, graph.nodeCount);
  for (let node = 0; node < graph.nodeCount; node++) {
    for (let slot = cursor[node], end = offsets[node + 1]; slot < end; slot++) {
      const back = cursor[neighbours[slot]]++;
      const value = values[slot] + values[back];
      values[slot] = value;
      values[back] = value;
    }
  }
  return values;
}

/** In TypeScript, on the edges by degree. */
export function plainTrianglesPerSlot(graph: CsrGraph, control: Control = {}): Float64Array {
  const n = graph.nodeCount;
  const values = sharedArray(Float64Array, graph.neighbours.length);
  const slotOf = new Int32Array(graph.edgeCount);
  const { offsets, heads } = forwardEdges(graph, (head, slot) => {
    slotOf[head] = slot;
  });
  // Where the edge from the present node to each other one stands, + 1; 0 for none.
  const edgeTo = new Int32Array(n);
  const pass = checkpoint(control, n);
  for (let a = 0; a < n; a++) {
    pass(a);
    const [from, to] = [offsets[a], offsets[a + 1]];
    for (let i = from; i < to; i++) edgeTo[heads[i]] = i + 1;
    for (let i = from; i < to; i++) {
      const b = heads[i];
      for (let j = offsets[b], end = offsets[b + 1]; j < end; j++) {
        const k = edgeTo[heads[j]];
        if (k === 0) continue;
        values[slotOf[i]]++;
        values[slotOf[j]]++;
        values[slotOf[k - 1]]++;
      }
    }
    for (let i = from; i < to; i++) edgeTo[heads[i]] = 0;
  }
  pass(n);
  return mirrored(graph, values);
}
