/** Union–find over 0 … n−1 in typed arrays. Tarjan & van Leeuwen 1984, doi:10.1145/62.2160 (union by size, path halving). */
export class DisjointSets {
  readonly #parent: Uint32Array;
  readonly #size: Uint32Array;

  constructor(count: number) {
    this.#parent = new Uint32Array(count);
    for (let at = 0; at < count; at++) this.#parent[at] = at;
    this.#size = new Uint32Array(count).fill(1);
  }

  /** The element that stands for the set of `element`. Amortised near O(1). */
  find(element: number): number {
    const parent = this.#parent;
    let at = element;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Number of elements in the set of `element`. */
  sizeOf(element: number): number {
    return this.#size[this.find(element)];
  }

  /** Joins two sets and answers the root that remains: the larger set's, the smaller number's when equal in size. */
  union(a: number, b: number): number {
    let root = this.find(a);
    let other = this.find(b);
    if (root === other) return root;
    if (this.#size[root] < this.#size[other] || (this.#size[root] === this.#size[other] && other < root)) {
      [root, other] = [other, root];
    }
    this.#parent[other] = root;
    this.#size[root] += this.#size[other];
    return root;
  }
}
