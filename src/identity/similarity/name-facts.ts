/** What similarity asks of names again and again: whether two are compatible, and how common each is. */
import { foldWords } from '../fold.js';
import { commonness } from './commonness.js';
import type { FeatureCorpus } from './features.js';
import { inFineSteps } from './rarity.js';
import { scopeOf } from './scope.js';
import { FREEDOM_PENALTY } from './weights.js';
import { comparable, compareNames, type ComparableName, type NameComparison } from './name-compatibility.js';

/** Answers per corpus, computed when asked first. */
export class NameFacts {
  readonly #corpus: FeatureCorpus;
  readonly #comparable: (ComparableName | undefined)[] = [];
  readonly #commonness: Float64Array;
  readonly #penalties = new Map<number, number>();
  readonly #ofFamily = new Map<string, number>();

  constructor(corpus: FeatureCorpus) {
    this.#corpus = corpus;
    this.#commonness = new Float64Array(corpus.names.length);
    for (const { parsed } of corpus.names) {
      const family = foldWords(parsed.family.join(' '));
      this.#ofFamily.set(family, (this.#ofFamily.get(family) ?? 0) + 1);
    }
  }

  /** How two names (numbers of the corpus) compare. */
  compare(a: number, b: number): NameComparison {
    return compareNames(this.#comparableOf(a), this.#comparableOf(b));
  }

  /** True where two names could be one person's. Amortised O(1). */
  areCompatible(a: number, b: number): boolean {
    return this.penaltyOf(a, b) !== Infinity;
  }

  /** Log-odds lost because two names differ: 0 for equal ones, Infinity for those that exclude each other. Amortised O(1). */
  penaltyOf(a: number, b: number): number {
    if (a === b) return 0;
    const key = Math.min(a, b) * this.#corpus.names.length + Math.max(a, b);
    let found = this.#penalties.get(key);
    if (found === undefined) {
      const comparison = this.compare(a, b);
      found = comparison.verdict === 'COMPATIBLE' ? Math.max(...comparison.by.map((freedom) => FREEDOM_PENALTY[freedom])) : comparison.verdict === 'EQUAL' ? 0 : Infinity;
      this.#penalties.set(key, found);
    }
    return found;
  }

  /** Forgets what was compared: between blocks, so that memory stays that of one block. */
  forget(): void {
    this.#penalties.clear();
    this.#comparable.length = 0;
  }

  /** Bearers per million authors of a name. */
  perMillionOf(name: number): number {
    const counts = { names: this.#corpus.names.length, ofFamily: (family: string) => this.#ofFamily.get(family) ?? 0 };
    return commonness(this.#corpus.names[name].parsed, counts);
  }

  /** Bearers of a name to be reckoned with: of a million authors, or of the corpus's where it is a field's and no selection by names (scope.ts). In eighths of a doubling. */
  commonnessOf(name: number): number {
    if (this.#commonness[name] === 0) {
      const perMillion = this.perMillionOf(name);
      const { names, mentionCount, nameFrequency } = this.#corpus;
      this.#commonness[name] = inFineSteps(perMillion * scopeOf({ perMillion, names: names.length, mentions: mentionCount, ofName: nameFrequency[name] }));
    }
    return this.#commonness[name];
  }

  #comparableOf(name: number): ComparableName {
    return (this.#comparable[name] ??= comparable(this.#corpus.names[name].parsed));
  }
}
