/** What the clusters found so far say as a whole: the ids of their records and the years they span. */
import type { DisjointSets } from './disjoint-sets.js';
import { contradictingScheme } from './duplicates-ids.js';
import type { RecordHead } from './record-head.js';

const MAX_YEARS_SPANNED = 2;
const NO_RECORD = -1;

/** Facts per root of `sets`, kept while clusters are joined through this class. 20 bytes a record. */
export class ClusterFacts {
  /** The cluster's records that have any id, as a list; those without can contradict nothing. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #next: Int32Array;
  readonly #low: Float32Array;
  readonly #high: Float32Array;

  constructor(
    readonly heads: readonly RecordHead[],
    readonly sets: DisjointSets,
  ) {
    const count = heads.length;
    this.#first = new Int32Array(count).fill(NO_RECORD);
    this.#last = new Int32Array(count).fill(NO_RECORD);
    this.#next = new Int32Array(count).fill(NO_RECORD);
    this.#low = new Float32Array(count).fill(Infinity);
    this.#high = new Float32Array(count).fill(-Infinity);
    for (const { index, year, externalIds } of heads) {
      const root = sets.find(index);
      if (year !== null) {
        this.#low[root] = Math.min(this.#low[root], year);
        this.#high[root] = Math.max(this.#high[root], year);
      }
      if (Object.keys(externalIds).length > 0) this.#append(root, index, index);
    }
  }

  /** True where no record of the one root's cluster contradicts one of the other's and the years stay together. */
  fit(a: number, b: number): boolean {
    const together = span(Math.min(this.#low[a], this.#low[b]), Math.max(this.#high[a], this.#high[b]));
    if (together > Math.max(MAX_YEARS_SPANNED, span(this.#low[a], this.#high[a]), span(this.#low[b], this.#high[b]))) return false;
    for (let left = this.#first[a]; left !== NO_RECORD; left = this.#next[left]) {
      for (let right = this.#first[b]; right !== NO_RECORD; right = this.#next[right]) {
        if (contradictingScheme(this.heads[left].externalIds, this.heads[right].externalIds) !== null) return false;
      }
    }
    return true;
  }

  /** Joins the clusters of two records. */
  join(a: number, b: number): void {
    const left = this.sets.find(a);
    const right = this.sets.find(b);
    if (left === right) return;
    const root = this.sets.union(left, right);
    const gone = root === left ? right : left;
    this.#low[root] = Math.min(this.#low[left], this.#low[right]);
    this.#high[root] = Math.max(this.#high[left], this.#high[right]);
    if (this.#first[gone] !== NO_RECORD) this.#append(root, this.#first[gone], this.#last[gone]);
  }

  #append(root: number, first: number, last: number): void {
    if (this.#last[root] === NO_RECORD) this.#first[root] = first;
    else this.#next[this.#last[root]] = first;
    this.#last[root] = last;
  }
}

function span(low: number, high: number): number {
  return high < low ? 0 : high - low;
}
