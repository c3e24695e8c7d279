/** First and last years of collaborations, author by author, for walks over a whole graph. */
import { UNKNOWN_YEAR, type Incidence } from './types.js';

/**
 * Holds the years of one author's collaborations at a time, in arrays as long as there are authors, so that a walk over
 * all collaborations of a graph takes O(Σ k²) time and no memory per collaboration.
 */
export class PairYears {
  readonly #incidence: Incidence;
  readonly #paperMask: Uint8Array;
  readonly #first: Int16Array;
  readonly #last: Int16Array;
  readonly #later: Int32Array;
  readonly #until: number;
  /** Whose collaborations an entry speaks of. */
  readonly #of: Int32Array;
  #author = -1;

  /**
   * @param paperMask 1 for the papers that count
   * @param until the year that `later` counts from
   */
  constructor(incidence: Incidence, paperMask: Uint8Array, until = Infinity) {
    this.#until = until;
    this.#incidence = incidence;
    this.#paperMask = paperMask;
    this.#first = new Int16Array(incidence.authorCount);
    this.#last = new Int16Array(incidence.authorCount);
    this.#later = new Int32Array(incidence.authorCount);
    this.#of = new Int32Array(incidence.authorCount).fill(-1);
  }

  /** Turns to the collaborations of `author`. O(Σk over the author's papers), nothing where it is about this author already. */
  turnTo(author: number): void {
    if (author === this.#author) return;
    this.#author = author;
    const { authorOffsets, authorPapers, paperOffsets, paperAuthors, paperYear } = this.#incidence;
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      const year = paperYear[paper];
      if (this.#paperMask[paper] === 0 || year === UNKNOWN_YEAR) continue;
      for (let t = paperOffsets[paper]; t < paperOffsets[paper + 1]; t += 1) {
        const other = paperAuthors[t];
        if (this.#of[other] !== author) {
          this.#of[other] = author;
          this.#first[other] = year;
          this.#last[other] = year;
          this.#later[other] = year > this.#until ? 1 : 0;
          continue;
        }
        if (year < this.#first[other]) this.#first[other] = year;
        if (year > this.#last[other]) this.#last[other] = year;
        if (year > this.#until) this.#later[other] += 1;
      }
    }
  }

  /** Year of the first joint paper of known year with `other`; null where none is known. O(1). */
  first(other: number): number | null {
    return this.#of[other] === this.#author ? this.#first[other] : null;
  }

  /** Year of the last joint paper of known year with `other`; null where none is known. O(1). */
  last(other: number): number | null {
    return this.#of[other] === this.#author ? this.#last[other] : null;
  }

  /** Joint papers with `other` after the year `until`. O(1). */
  later(other: number): number {
    return this.#of[other] === this.#author ? this.#later[other] : 0;
  }
}
