/**
 * Core numbers by peeling: level by level, whoever has no more neighbours left than the level is removed, and whom that leaves with as
 * few, until nobody is. What is left is gone through once a level, in order, which costs less than the sorted bins of Batagelj and
 * Zaveršnik, that take four reads at random for each entry instead of one: at level k at most 2m / k nodes are left
 * (Dasari, Desh & Zubair 2014, doi:10.1109/BigData.2014.7004366, peel so in parallel).
 */
import { sharedArray } from '../../graph/shared-arrays.js';
import type { CsrGraph } from '../../graph/types.js';
import { WASM_BASE64 } from '../generated/core-numbers.js';
import { signedView } from '../kernel.js';
import { borrowed, layout } from '../paths/wasm-memory.js';

type Rows = Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>;

interface Exports {
  readonly peel: (nodeCount: number, offsets: number, neighbours: number, degrees: number, left: number, queue: number) => void;
}

/** Core number of each node, on a shared array, in WebAssembly: 16 bytes a node and 8 an edge. Throws where that cannot be. */
export function wasmCoreNumbers({ nodeCount, offsets, neighbours }: Rows): Float64Array {
  const at = layout({ offsets: 4 * (nodeCount + 1), neighbours: 4 * neighbours.length, degrees: 4 * nodeCount, left: 4 * (nodeCount + 1), queue: 4 * (nodeCount + 1) });
  const { memory, exports } = borrowed(WASM_BASE64, at.end);
  const numbers = new Int32Array(memory.buffer);
  numbers.set(signedView(offsets), at.offsets / 4);
  numbers.set(signedView(neighbours), at.neighbours / 4);
  (exports as Exports).peel(nodeCount, at.offsets, at.neighbours, at.degrees, at.left, at.queue);
  return asValues(numbers.subarray(at.degrees / 4, at.degrees / 4 + nodeCount));
}

/** The same in TypeScript: 12 bytes a node. */
export function plainCoreNumbers(graph: Rows): Float64Array {
  const { nodeCount } = graph;
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  // Neighbours left; of whoever is removed, the level.
  const degree = new Int32Array(nodeCount);
  const left = new Int32Array(nodeCount);
  const queue = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    degree[node] = offsets[node + 1] - offsets[node];
    left[node] = node;
  }
  for (let [level, count] = [0, nodeCount]; count > 0; ) {
    let [tail, kept, least] = [0, 0, nodeCount];
    for (let i = 0; i < count; i++) {
      const node = left[i];
      const own = degree[node];
      if (own < level) continue;
      if (own === level) {
        queue[tail++] = node;
      } else {
        left[kept++] = node;
        if (own < least) least = own;
      }
    }
    count = kept;
    if (tail === 0) {
      level = least;
      continue;
    }
    for (let head = 0; head < tail; head++) {
      const node = queue[head];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        const others = degree[neighbour];
        if (others <= level) continue;
        degree[neighbour] = others - 1;
        if (others === level + 1) queue[tail++] = neighbour;
      }
    }
    level++;
  }
  return asValues(degree);
}

function asValues(numbers: Int32Array): Float64Array {
  const values = sharedArray(Float64Array, numbers.length);
  values.set(numbers);
  return values;
}
