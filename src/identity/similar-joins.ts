/** The joins that similarity made, as numbers: a million of them cost megabytes, and few are ever put in words. */
import { Growable } from './growable.js';

export interface SimilarJoin {
  /** The two mentions that speak most for it, in the numbering of the features. */
  readonly a: number;
  readonly b: number;
  /** In (0, 1). */
  readonly probability: number;
  /** Mentions of the smaller side. */
  readonly mentions: number;
}

export class SimilarJoins {
  readonly #a = new Growable(Uint32Array);
  readonly #b = new Growable(Uint32Array);
  readonly #mentions = new Growable(Uint32Array);
  /** Probability in millionths. */
  readonly #probability = new Growable(Uint32Array);

  get count(): number {
    return this.#a.length;
  }

  add({ a, b, probability, mentions }: SimilarJoin): void {
    this.#a.push(a);
    this.#b.push(b);
    this.#mentions.push(mentions);
    this.#probability.push(Math.round(probability * 1e6));
  }

  at(join: number): SimilarJoin {
    return { a: this.#a.at(join), b: this.#b.at(join), probability: this.#probability.at(join) / 1e6, mentions: this.#mentions.at(join) };
  }
}

/** A probability for people, with two decimals: a guess is never rounded up to certainty. */
export function probabilityText(probability: number): string {
  return Math.min(probability, 0.99).toFixed(2);
}

/** The probability that log-odds (natural logarithm) state. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
