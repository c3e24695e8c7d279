/** A binary heap of node indices keyed by an array that belongs to the caller, with decrease-key. */

export interface NodeHeap {
  /** Adds a node, or moves it up after its key has decreased. O(log n). */
  readonly raise: (node: number) => void;
  /** Removes and returns the node of least key, −1 when empty; equal keys leave in ascending node order. O(log n). */
  readonly pop: () => number;
}

/** An empty heap over nodes 0 … key.length − 1. The caller writes `key[node]` before `raise(node)` and never increases it while in the heap. */
export function nodeHeap(key: Float64Array): NodeHeap {
  const nodes = new Uint32Array(key.length);
  const place = new Int32Array(key.length).fill(-1);
  let size = 0;

  // Ties go by node index so that the order in which nodes are settled depends on the graph alone.
  const precedes = (a: number, b: number): boolean => key[a] < key[b] || (key[a] === key[b] && a < b);

  const raise = (node: number): void => {
    let at = place[node] < 0 ? size++ : place[node];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = nodes[parent];
      if (!precedes(node, above)) break;
      nodes[at] = above;
      place[above] = at;
      at = parent;
    }
    nodes[at] = node;
    place[node] = at;
  };

  const sink = (node: number): void => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && precedes(nodes[child + 1], nodes[child])) child++;
      const below = nodes[child];
      if (!precedes(below, node)) break;
      nodes[at] = below;
      place[below] = at;
      at = child;
    }
    nodes[at] = node;
    place[node] = at;
  };

  const pop = (): number => {
    if (size === 0) return -1;
    const least = nodes[0];
    place[least] = -1;
    size--;
    if (size > 0) sink(nodes[size]);
    return least;
  };

  return { raise, pop };
}
