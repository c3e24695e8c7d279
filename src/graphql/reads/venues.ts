/** The venues of a snapshot as things to find: names that fold to one key are one venue, whose papers are at hand. */
import { UNKNOWN } from '../../graph/types.js';
import { titleKey } from '../../records/titles.js';
import { foldedWords } from '../../records/words.js';
import type { Snapshot } from '../../snapshot/types.js';
import { foldedTerms } from '../arguments/terms.js';

export interface VenueIndex {
  /** The spelling that most papers use. */
  name(venue: number): string;
  /** Papers of a venue, ascending. */
  papers(venue: number): Uint32Array;
  /** The venue of this name, case, accents and punctuation folded; null where there is none. */
  byName(name: string): number | null;
  /**
   * Venues of whose words, for every word of the query, one begins with it: the venue of just this name first, then those
   * that begin with the query, each by papers. O(venues · words of the query).
   */
  find(query: string): number[];
}

const indices = new WeakMap<Snapshot, VenueIndex>();

/** Made once per snapshot, in O(papers + letters of all venues). */
export function venueIndex(snapshot: Snapshot): VenueIndex {
  const index = indices.get(snapshot) ?? new FoldedVenues(snapshot);
  indices.set(snapshot, index);
  return index;
}

class FoldedVenues implements VenueIndex {
  readonly #keys: string[] = [];
  readonly #venueOfKey = new Map<string, number>();
  readonly #names: string[] = [];
  /** [venues + 1] into papers. */
  readonly #starts: Uint32Array;
  readonly #papers: Uint32Array;

  constructor({ vocabulary, incidence: { paperVenue } }: Snapshot) {
    const venueOfTerm = foldedTerms(vocabulary.venues).map((key) => {
      const venue = this.#venueOfKey.get(key) ?? this.#keys.push(key) - 1;
      this.#venueOfKey.set(key, venue);
      return venue;
    });
    const papersOfTerm = new Uint32Array(vocabulary.venues.length);
    this.#starts = new Uint32Array(this.#keys.length + 1);
    for (const term of paperVenue) {
      if (term === UNKNOWN) continue;
      papersOfTerm[term] += 1;
      this.#starts[venueOfTerm[term] + 1] += 1;
    }
    for (let venue = 0; venue < this.#keys.length; venue++) this.#starts[venue + 1] += this.#starts[venue];
    const next = this.#starts.slice();
    this.#papers = new Uint32Array(this.#starts[this.#keys.length]);
    paperVenue.forEach((term, paper) => {
      if (term !== UNKNOWN) this.#papers[next[venueOfTerm[term]]++] = paper;
    });
    const spelling: number[] = [];
    venueOfTerm.forEach((venue, term) => {
      if (spelling[venue] === undefined || papersOfTerm[term] > papersOfTerm[spelling[venue]]) spelling[venue] = term;
    });
    this.#names = spelling.map((term) => vocabulary.venues[term]);
  }

  name(venue: number): string {
    return this.#names[venue];
  }

  papers(venue: number): Uint32Array {
    return this.#papers.subarray(this.#starts[venue], this.#starts[venue + 1]);
  }

  byName(name: string): number | null {
    return this.#venueOfKey.get(titleKey(name)) ?? null;
  }

  find(query: string): number[] {
    const words = [...new Set(foldedWords(query))];
    if (words.length === 0) return [];
    const whole = words.join(' ');
    const found: Array<readonly [venue: number, closeness: number]> = [];
    this.#keys.forEach((key, venue) => {
      const spaced = ` ${key}`;
      if (!words.every((word) => spaced.includes(` ${word}`))) return;
      found.push([venue, key === whole ? 2 : Number(key.startsWith(whole))]);
    });
    const papers = (venue: number) => this.#starts[venue + 1] - this.#starts[venue];
    return found.toSorted(([a, x], [b, y]) => y - x || papers(b) - papers(a) || a - b).map(([venue]) => venue);
  }
}
