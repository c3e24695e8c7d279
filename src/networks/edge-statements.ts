/** Edges as a file states them, in its order: blocks of typed arrays that grow without copying. */

const BLOCK_BITS = 16;
const BLOCK = 1 << BLOCK_BITS;
const MASK = BLOCK - 1;

export class EdgeStatements {
  #count = 0;
  #loops = 0;
  readonly #low: Uint32Array[] = [];
  readonly #high: Uint32Array[] = [];
  readonly #backward: Uint8Array[] = [];
  /** Made when the first strength other than 1 comes; blocks before it have none. */
  readonly #strength: Array<Float64Array | undefined> = [];

  /** Statements between different nodes. */
  get count(): number {
    return this.#count;
  }

  /** Statements from a node to itself: counted, not kept. */
  get loops(): number {
    return this.#loops;
  }

  /** Adds a statement; the order of its ends matters where it is `directed`. */
  add(from: number, to: number, directed: boolean, strength: number): void {
    if (from === to) {
      this.#loops += 1;
      return;
    }
    const block = Math.floor(this.#count / BLOCK);
    const at = this.#count & MASK;
    if (at === 0) {
      this.#low.push(new Uint32Array(BLOCK));
      this.#high.push(new Uint32Array(BLOCK));
      this.#backward.push(new Uint8Array(BLOCK));
      this.#strength.push(undefined);
    }
    this.#low[block][at] = Math.min(from, to);
    this.#high[block][at] = Math.max(from, to);
    this.#backward[block][at] = directed && from > to ? 1 : 0;
    if (strength !== 1 || this.#strength[block] !== undefined) (this.#strength[block] ??= new Float64Array(BLOCK).fill(1))[at] = strength;
    this.#count += 1;
  }

  /** The smaller end of a statement. */
  low(i: number): number {
    return this.#low[i >>> BLOCK_BITS][i & MASK];
  }

  /** The larger end. */
  high(i: number): number {
    return this.#high[i >>> BLOCK_BITS][i & MASK];
  }

  /** True for a directed statement from the larger end to the smaller. */
  isBackward(i: number): boolean {
    return this.#backward[i >>> BLOCK_BITS][i & MASK] === 1;
  }

  strength(i: number): number {
    return this.#strength[i >>> BLOCK_BITS]?.[i & MASK] ?? 1;
  }
}
