/** The best pair first: a binary heap of scored pairs in flat arrays. Equal scores come in the order of their ranks. */
export interface ScoredPair {
  readonly a: number;
  readonly b: number;
  readonly score: number;
}

/** Holds pairs of numbered clusters; `rankOf` orders those of equal score, so that nothing depends on the order of input. */
export class PairHeap {
  readonly #pairs: ScoredPair[] = [];

  constructor(readonly rankOf: (cluster: number) => number) {}

  /** O(log n). */
  push(pair: ScoredPair): void {
    let at = this.#pairs.push(pair) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(this.#pairs[at], this.#pairs[parent])) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes the best, undefined where there is none. O(log n). */
  pop(): ScoredPair | undefined {
    const best = this.#pairs[0];
    const last = this.#pairs.pop();
    if (last === undefined || this.#pairs.length === 0) return best;
    this.#pairs[0] = last;
    for (let at = 0; ; ) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#pairs.length && this.#before(this.#pairs[child], this.#pairs[first])) first = child;
      }
      if (first === at) return best;
      this.#swap(at, first);
      at = first;
    }
  }

  #before(x: ScoredPair, y: ScoredPair): boolean {
    if (x.score !== y.score) return x.score > y.score;
    const [xLow, xHigh] = this.#ranks(x);
    const [yLow, yHigh] = this.#ranks(y);
    return xLow !== yLow ? xLow < yLow : xHigh < yHigh;
  }

  #ranks({ a, b }: ScoredPair): [number, number] {
    const [left, right] = [this.rankOf(a), this.rankOf(b)];
    return left < right ? [left, right] : [right, left];
  }

  #swap(x: number, y: number): void {
    [this.#pairs[x], this.#pairs[y]] = [this.#pairs[y], this.#pairs[x]];
  }
}
