/** How large a corpus is, and which of its graphs are there already, as far as estimates of costs need it. */
import { UNKNOWN_YEAR } from '../graph/types.js';
import { plainSpec } from './arguments/plain-spec.js';
import type { Snapshot } from '../snapshot/types.js';

export interface CorpusSize {
  readonly papers: number;
  readonly authors: number;
  readonly authorships: number;
  /**
   * Entries that a projection of the papers of at most so many authors and of these years takes at most: Σ k(k − 1).
   * Null is no such bound. Papers of unknown year are in no window.
   */
  readonly entries: (maxAuthors: number | null, from: number | null, to: number | null) => number;
  /** Whether the projection that an argument means is in memory; false where that can't be told beforehand. */
  readonly keepsGraph: (input: unknown) => boolean;
}

const known = new WeakMap<Snapshot, CorpusSize>();

/** O(P) once per snapshot, then each question O(1). */
export function corpusSize(snapshot: Snapshot): CorpusSize {
  let size = known.get(snapshot);
  if (!size) {
    size = measured(snapshot);
    known.set(snapshot, size);
  }
  return size;
}

function measured({ incidence, analytics }: Snapshot): CorpusSize {
  const { paperCount, authorCount, paperOffsets, paperAuthors, paperYear } = incidence;
  const byTeam = new Cumulative();
  const byYear = new Cumulative();
  for (let paper = 0; paper < paperCount; paper++) {
    const team = paperOffsets[paper + 1] - paperOffsets[paper];
    byTeam.add(team, team * (team - 1));
    if (paperYear[paper] !== UNKNOWN_YEAR) byYear.add(paperYear[paper], team * (team - 1));
  }
  return {
    papers: paperCount,
    authors: authorCount,
    authorships: paperAuthors.length,
    keepsGraph(input) {
      const spec = plainSpec(input);
      return spec !== null && analytics.hasProjection(spec);
    },
    entries(maxAuthors, from, to) {
      const ofTeams = byTeam.between(null, maxAuthors);
      return from === null && to === null ? ofTeams : Math.min(ofTeams, byYear.between(from, to));
    },
  };
}

/** Amounts by a whole number, summed over ranges of it. */
class Cumulative {
  readonly #amounts = new Map<number, number>();
  #sums: { readonly low: number; readonly upTo: Float64Array } | null = null;

  add(key: number, amount: number): void {
    this.#amounts.set(key, (this.#amounts.get(key) ?? 0) + amount);
  }

  /** The amounts of the keys from `low` to `high`; null is no bound. To be asked only when all are added. */
  between(low: number | null, high: number | null): number {
    const { low: first, upTo } = (this.#sums ??= this.#summed());
    const at = (key: number) => (key < first ? 0 : upTo[Math.min(key - first, upTo.length - 1)]);
    const sum = (high === null ? upTo[upTo.length - 1] : at(high)) - (low === null ? 0 : at(low - 1));
    return Math.max(0, sum);
  }

  #summed(): { readonly low: number; readonly upTo: Float64Array } {
    let [low, high] = [Infinity, -Infinity];
    for (const key of this.#amounts.keys()) [low, high] = [Math.min(low, key), Math.max(high, key)];
    if (low > high) return { low: 0, upTo: new Float64Array(1) };
    const upTo = new Float64Array(high - low + 1);
    for (const [key, amount] of this.#amounts) upTo[key - low] = amount;
    for (let i = 1; i < upTo.length; i++) upTo[i] += upTo[i - 1];
    return { low, upTo };
  }
}
