/** A binary min-heap of the vertices 0 … n − 1 by a numeric key that may fall while they wait. */
export class VertexHeap {
  readonly #heap: Uint32Array;
  /** Place in the heap, or −1 where the vertex is not waiting. */
  readonly #placeOf: Int32Array;
  readonly #keys: Float64Array;
  #size = 0;

  /** `keys` is read, never written: change a key, then call `update`. */
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#heap = new Uint32Array(keys.length);
    this.#placeOf = new Int32Array(keys.length).fill(-1);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds the vertex, or moves it up after its key has fallen. O(log n). */
  update(vertex: number): void {
    let place = this.#placeOf[vertex];
    if (place === -1) place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#before(vertex, this.#heap[parent])) break;
      this.#put(this.#heap[parent], place);
      place = parent;
    }
    this.#put(vertex, place);
  }

  /** Removes and returns the vertex of the least key, the smallest among equals. O(log n). The heap must not be empty. */
  pop(): number {
    const top = this.#heap[0];
    this.#placeOf[top] = -1;
    this.#size -= 1;
    if (this.#size === 0) return top;
    const vertex = this.#heap[this.#size];
    let place = 0;
    for (let child = 1; child < this.#size; child = 2 * place + 1) {
      if (child + 1 < this.#size && this.#before(this.#heap[child + 1], this.#heap[child])) child += 1;
      if (!this.#before(this.#heap[child], vertex)) break;
      this.#put(this.#heap[child], place);
      place = child;
    }
    this.#put(vertex, place);
    return top;
  }

  #before(x: number, y: number): boolean {
    return this.#keys[x] < this.#keys[y] || (this.#keys[x] === this.#keys[y] && x < y);
  }

  #put(vertex: number, place: number): void {
    this.#heap[place] = vertex;
    this.#placeOf[vertex] = place;
  }
}
