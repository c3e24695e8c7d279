/** Builds the index of the words of authors' names (name-index.ts), outside JavaScript's heap. */
import { GrowableArray } from '../graph/shared-arrays.js';
import { withoutApostrophes } from '../identity/fold.js';
import { foldedWords } from '../records/words.js';
import type { NameIndexSections } from './name-index.js';
import { WordNumbers } from './word-numbers.js';

/**
 * Builds the index of all names at once.
 * @param names per author, every variant of the name
 * @param paperCounts per author, what makes one author more likely meant than another
 */
export function buildNameIndex(names: Iterable<readonly string[]>, paperCounts: ArrayLike<number>): NameIndexSections {
  const builder = new NameIndexBuilder();
  for (const variants of names) builder.add(variants);
  return builder.finish(paperCounts);
}

/** The same author by author, for names that come from somewhere that must be waited for. Memory: 4 bytes an author and 4 for each of its words, and the words (word-numbers.ts). */
export class NameIndexBuilder {
  readonly #words = new WordNumbers();
  /** Numbers of words, author after author. */
  readonly #borne = new GrowableArray(Uint32Array, 1_024);
  /** Where each author's words end. */
  readonly #ends = new GrowableArray(Uint32Array, 1_024);

  /** Every variant of the next author's name. */
  add(variants: readonly string[]): void {
    for (const word of new Set(variants.flatMap(wordsOfName))) this.#borne.push(this.#words.of(word));
    this.#ends.push(this.#borne.length);
  }

  /** The index of those added; O(words · log words + N + A), and memory for the sections. @param paperCounts per author */
  finish(paperCounts: ArrayLike<number>): NameIndexSections {
    const [words, borne, ends] = [this.#words, this.#borne.finish(), this.#ends.finish()];
    const order = words.sorted();
    const wordOffsets = new Uint32Array(order.length + 1);
    const placeOf = new Uint32Array(order.length);
    order.forEach((word, place) => {
      wordOffsets[place + 1] = wordOffsets[place] + words.lengthOf(word);
      placeOf[word] = place;
    });
    const text = new Uint8Array(wordOffsets[order.length]);
    order.forEach((word, place) => words.copy(word, text, wordOffsets[place]));

    const postingOffsets = new Uint32Array(order.length + 1);
    for (const word of borne) postingOffsets[placeOf[word] + 1] += 1;
    for (let place = 0; place < order.length; place += 1) postingOffsets[place + 1] += postingOffsets[place];
    const next = postingOffsets.slice(0, -1);
    const postings = new Uint32Array(borne.length);
    // Author after author, so that each word's ascend.
    for (let author = 0, at = 0; author < ends.length; author += 1) {
      for (; at < ends[author]; at += 1) postings[next[placeOf[borne[at]]]++] = author;
    }
    return { text, wordOffsets, postingOffsets, postings, importance: importanceRanks(ends.length, paperCounts) };
  }
}

/** By papers, the most first, then by index; O(A + the largest count). */
function importanceRanks(authorCount: number, paperCounts: ArrayLike<number>): Uint32Array {
  let most = 0;
  for (let author = 0; author < authorCount; author += 1) most = Math.max(most, paperCounts[author]);
  /** First those with more papers: the next rank by papers fewer than the most. */
  const next = new Uint32Array(most + 2);
  for (let author = 0; author < authorCount; author += 1) next[most - paperCounts[author] + 1] += 1;
  for (let fewer = 0; fewer <= most; fewer += 1) next[fewer + 1] += next[fewer];
  const rank = new Uint32Array(authorCount);
  for (let author = 0; author < authorCount; author += 1) rank[author] = next[most - paperCounts[author]]++;
  return rank;
}

/** A name's words, and those that an apostrophe parts also as one: who looks for ONeill means O'Neill. */
function wordsOfName(name: string): string[] {
  const joined = withoutApostrophes(name);
  return joined === name ? foldedWords(name) : [...foldedWords(name), ...foldedWords(joined)];
}
