/** Which of many texts stand more than once, without holding them: a Set ends at 16.7 million. */
import { hash } from 'node:crypto';

/**
 * Texts by the first 64 bits of their SHA-256. Memory: 8 bytes a text. Among a hundred million texts the chance that any
 * is taken for another is one in 3,700.
 */
export class RepeatedTexts {
  readonly #digests: BigUint64Array;
  #count = 0;
  /** Digests that stand more than once, each once, ascending. */
  #repeated = new BigUint64Array(0);

  /** @param most texts that will be added, at most */
  constructor(most: number) {
    this.#digests = new BigUint64Array(most);
  }

  add(text: string): void {
    this.#digests[this.#count++] = digestOf(text);
  }

  /** To be called once, when all have been added. O(n log n) */
  finish(): void {
    const sorted = this.#digests.subarray(0, this.#count).sort();
    let kept = 0;
    for (let at = 1; at < sorted.length; at += 1) {
      // What is kept lies before what is still to be read.
      if (sorted[at] === sorted[at - 1] && (kept === 0 || sorted[kept - 1] !== sorted[at])) sorted[kept++] = sorted[at];
    }
    this.#repeated = sorted.slice(0, kept);
  }

  /** Whether a text was added more than once. O(log n) */
  has(text: string): boolean {
    const digest = digestOf(text);
    let [low, high] = [0, this.#repeated.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#repeated[middle] < digest) low = middle + 1;
      else high = middle;
    }
    return this.#repeated[low] === digest;
  }
}

function digestOf(text: string): bigint {
  return BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`);
}
