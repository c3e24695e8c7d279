/** Log-odds of tokens under the Dirichlet-multinomial model (weights.ts), from tables of rising factorials. */
import { RARITY_LEVELS, shareOfLevel } from './rarity.js';
import type { FeatureWeight } from './weights.js';

/** Sums of numbers of this grain are exact in doubles, whatever their order. */
const GRAIN = 2 ** 20;

/** Rounds to the grain. */
export function grained(value: number): number {
  return Math.round(value * GRAIN) / GRAIN;
}

/** n ↦ log(x (x+1) … (x+n−1)), grained, from a table that grows by need. */
class RisingFactorial {
  #table: Float64Array;
  #filled = 1;

  constructor(readonly base: number) {
    this.#table = new Float64Array(8);
  }

  at(count: number): number {
    if (count >= this.#filled) this.#fill(count);
    return this.#table[count];
  }

  #fill(count: number): void {
    if (count >= this.#table.length) {
      const grown = new Float64Array(Math.max(count + 1, this.#table.length * 2));
      grown.set(this.#table);
      this.#table = grown;
    }
    for (; this.#filled <= count; this.#filled++) {
      this.#table[this.#filled] = this.#table[this.#filled - 1] + grained(Math.log(this.base + this.#filled - 1));
    }
  }
}

const tables = new Map<number, TokenOdds>();

/** The log-odds of a concentration; made once, since tables only grow and hold nothing of a corpus. */
export function tokenOdds({ concentration }: FeatureWeight): TokenOdds {
  const found = tables.get(concentration) ?? new TokenOdds(concentration);
  tables.set(concentration, found);
  return found;
}

/** The log-odds of one feature. */
export class TokenOdds {
  readonly #total: RisingFactorial;
  readonly #byLevel: RisingFactorial[];

  constructor(concentration: number) {
    this.#total = new RisingFactorial(concentration);
    this.#byLevel = Array.from({ length: RARITY_LEVELS }, (_, level) => new RisingFactorial(concentration * shareOfLevel(level)));
  }

  /** What `a` and `b` occurrences of any tokens on the two sides say before it is known which are shared: against. O(1). */
  ofTotals(a: number, b: number): number {
    return this.#total.at(a) + this.#total.at(b) - this.#total.at(a + b);
  }

  /** What a token of a rarity level says that occurs `a` and `b` times on the two sides: for. O(1). */
  ofShared(level: number, a: number, b: number): number {
    const factorial = this.#byLevel[level];
    return factorial.at(a + b) - factorial.at(a) - factorial.at(b);
  }
}
