/** Edges as a file states them, in its order: blocks of typed arrays that grow without copying, 8 bytes per edge or 16. */

const BLOCK = 1 << 16;

/** Nodes that an end packed with one bit can name. */
export const MAX_NODES = 2 ** 31;

/** Up to BLOCK statements, `count` of which are filled. */
export interface StatementBlock {
  count: number;
  /** Twice the smaller end, plus 1 for a directed statement from the larger end to the smaller. */
  readonly low: Uint32Array;
  /** The larger end. */
  readonly high: Uint32Array;
  /** Made when the first strength other than 1 comes. */
  strength: Float64Array | null;
}

export class EdgeStatements {
  readonly #blocks: StatementBlock[] = [];
  #last: StatementBlock | null = null;
  #loops = 0;
  #isWeighted = false;

  /** Statements between different nodes. */
  get count(): number {
    return this.#last === null ? 0 : (this.#blocks.length - 1) * BLOCK + this.#last.count;
  }

  /** Statements from a node to itself: counted, not kept. */
  get loops(): number {
    return this.#loops;
  }

  /** Whether any strength is not 1. */
  get isWeighted(): boolean {
    return this.#isWeighted;
  }

  get blocks(): readonly StatementBlock[] {
    return this.#blocks;
  }

  /** Adds a statement; the order of its ends matters where it is `directed`. */
  add(from: number, to: number, directed: boolean, strength: number): void {
    if (from === to) {
      this.#loops += 1;
      return;
    }
    let block = this.#last;
    if (block === null || block.count === BLOCK) {
      block = this.#last = { count: 0, low: new Uint32Array(BLOCK), high: new Uint32Array(BLOCK), strength: null };
      this.#blocks.push(block);
    }
    const at = block.count++;
    const isBackward = from > to;
    block.low[at] = (isBackward ? to : from) * 2 + (directed && isBackward ? 1 : 0);
    block.high[at] = isBackward ? from : to;
    if (strength !== 1 || block.strength !== null) {
      (block.strength ??= new Float64Array(BLOCK).fill(1))[at] = strength;
      this.#isWeighted = true;
    }
  }
}
