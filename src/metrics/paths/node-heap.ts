/** A heap of node indices, four children each, keyed by an array that belongs to the caller, with decrease-key. */

export interface NodeHeap {
  /** Adds a node, or moves it up after its key has decreased. O(log n). */
  readonly raise: (node: number) => void;
  /** Removes and returns the node of least key, −1 when empty; of equal keys always the same for the same calls. O(log n). */
  readonly pop: () => number;
}

/** An empty heap over nodes 0 … key.length − 1. The caller writes `key[node]` before `raise(node)` and never increases it while in the heap. */
export function nodeHeap(key: Float64Array): NodeHeap {
  const nodes = new Uint32Array(key.length);
  const place = new Int32Array(key.length).fill(-1);
  let size = 0;

  const raise = (node: number): void => {
    const own = key[node];
    let at = place[node] < 0 ? size++ : place[node];
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const above = nodes[parent];
      if (key[above] <= own) break;
      nodes[at] = above;
      place[above] = at;
      at = parent;
    }
    nodes[at] = node;
    place[node] = at;
  };

  const pop = (): number => {
    if (size === 0) return -1;
    const least = nodes[0];
    place[least] = -1;
    size--;
    if (size === 0) return least;
    const node = nodes[size];
    const own = key[node];
    let at = 0;
    for (let first = 1; first < size; first = 4 * at + 1) {
      let child = first;
      let nearest = key[nodes[first]];
      for (let other = first + 1, end = Math.min(first + 4, size); other < end; other++) {
        const further = key[nodes[other]];
        if (further < nearest) [child, nearest] = [other, further];
      }
      if (nearest >= own) break;
      nodes[at] = nodes[child];
      place[nodes[at]] = at;
      at = child;
    }
    nodes[at] = node;
    place[node] = at;
    return least;
  };

  return { raise, pop };
}
