/**
 * The components of a graph as sets that are joined along edges, as by Sutton, Ben-Nun & Barak (2018, doi:10.1109/IPDPS.2018.00014):
 * first along two edges of every node, then along all edges of those nodes alone that are not in what by then is the largest set.
 * An edge that leads out of that is seen from its other end, so the many edges within a giant component are never read. Which set
 * is taken for the largest decides how long it takes and nothing else.
 *
 * Everybody points to a node of the same set that is no larger; the smallest of a set points to itself.
 */
import type { CsrGraph } from '../../graph/types.js';
import { WASM_BASE64 } from '../generated/component-roots.js';
import { signedView } from '../kernel.js';
import { borrowed, layout } from '../paths/wasm-memory.js';

type Rows = Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>;

/** In WebAssembly neighbours have to be copied first: beyond so many entries that takes longer than it saves. */
const MOST_ENTRIES_COPIED = 2 ** 22;
/** So many nodes are asked for their set, to guess the largest. */
const ASKED = 128;

/**
 * The smallest node of each node's component. O(n + m) steps, nearly; beside the answer, nothing or (in WebAssembly, where the graph is
 * small) 4 bytes a node and 8 an edge. The array may be overwritten when the thread computes another metric.
 */
export function componentRoots(graph: Rows): Int32Array {
  if (graph.neighbours.length > MOST_ENTRIES_COPIED) return plainRoots(graph);
  try {
    return wasmRoots(graph);
  } catch {
    // No WebAssembly: the same numbers, about half as fast.
    return plainRoots(graph);
  }
}

interface Exports {
  readonly configure: (nodeCount: number, ...addresses: number[]) => void;
  readonly begin: () => void;
  readonly finish: (large: number) => void;
}

/** In WebAssembly. Throws where that cannot be. */
export function wasmRoots({ nodeCount, offsets, neighbours }: Rows): Int32Array {
  const at = layout({ offsets: 4 * (nodeCount + 1), neighbours: 4 * neighbours.length, smaller: 4 * nodeCount });
  const { memory, exports } = borrowed(WASM_BASE64, at.end);
  const { configure, begin, finish } = exports as Exports;
  const numbers = new Int32Array(memory.buffer);
  numbers.set(signedView(offsets), at.offsets / 4);
  numbers.set(signedView(neighbours), at.neighbours / 4);
  const smaller = numbers.subarray(at.smaller / 4, at.smaller / 4 + nodeCount);
  configure(nodeCount, at.offsets, at.neighbours, at.smaller);
  begin();
  finish(frequentRoot(smaller));
  return smaller;
}

/** In TypeScript. */
export function plainRoots(graph: Rows): Int32Array {
  const { nodeCount } = graph;
  const [offsets, neighbours] = [signedView(graph.offsets), signedView(graph.neighbours)];
  const smaller = new Int32Array(nodeCount);
  // Rows ascend: the first neighbour is the smallest.
  for (let node = 0; node < nodeCount; node++) {
    const first = offsets[node] < offsets[node + 1] ? neighbours[offsets[node]] : node;
    smaller[node] = first < node ? smaller[first] : node;
  }
  for (let node = 0; node < nodeCount; node++) if (offsets[node] < offsets[node + 1]) join(smaller, node, neighbours[offsets[node + 1] - 1]);
  flatten(smaller);
  const large = frequentRoot(smaller);
  for (let node = 0; node < nodeCount; node++) {
    if (smaller[node] === large) continue;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) join(smaller, node, neighbours[slot]);
  }
  flatten(smaller);
  return smaller;
}

/**
 * Joins the sets of two nodes, by Rem (in Dijkstra 1976, A Discipline of Programming): the larger of what they point to is led to
 * the smaller, and if it pointed on to another, that is joined next.
 */
function join(smaller: Int32Array, node: number, neighbour: number): void {
  let a = smaller[node];
  let b = smaller[neighbour];
  while (a !== b) {
    const larger = Math.max(a, b);
    b = Math.min(a, b);
    a = smaller[larger];
    smaller[larger] = b;
    if (a === larger) break;
  }
}

/** Leads every node to the smallest of its set at once: whoever is smaller has been led there before. O(n). */
function flatten(smaller: Int32Array): void {
  for (let node = 0; node < smaller.length; node++) smaller[node] = smaller[smaller[node]];
}

/** The set that most of some evenly spread nodes are in; −1 without nodes. */
function frequentRoot(smaller: Int32Array): number {
  const counts = new Map<number, number>();
  const stride = Math.max(1, Math.floor(smaller.length / ASKED));
  let [frequent, most] = [-1, 0];
  for (let node = 0; node < smaller.length; node += stride) {
    const count = (counts.get(smaller[node]) ?? 0) + 1;
    counts.set(smaller[node], count);
    if (count > most) [frequent, most] = [smaller[node], count];
  }
  return frequent;
}
