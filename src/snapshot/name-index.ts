/**
 * Index of the words of authors' names: sorted distinct words in one text blob, and per word the authors that bear
 * it in any variant. A prefix is a contiguous range of words and so a contiguous range of postings: a look-up is two
 * binary searches and a scan, whatever the size. Stored and opened without a copy (graph/buffer.ts).
 */
import { areTransliterations } from '../identity/similarity/transliteration.js';
import { foldedWords } from '../records/words.js';
import { oneLetterOff } from './one-letter-off.js';

/** Shorter words have a neighbour at every letter. */
const SHORTEST_MENDED = 3;
/** Words one letter off that are looked at, those of most authors. */
const MOST_TRIED = 20;

/** The sections of names.bin. W words, N postings. */
export interface NameIndexSections {
  /** UTF-8 of all words, concatenated in ascending byte order. */
  readonly text: Uint8Array;
  /** [W+1] into text. */
  readonly wordOffsets: Uint32Array;
  /** [W+1] into postings. */
  readonly postingOffsets: Uint32Array;
  /** [N] author indices, ascending per word. */
  readonly postings: Uint32Array;
  /** [A] importance rank of each author, 0 first: by papers, then index. */
  readonly importance: Uint32Array;
}

export class NameIndex {
  readonly #sections: NameIndexSections;
  readonly #encoder = new TextEncoder();

  constructor(sections: NameIndexSections) {
    this.#sections = sections;
  }

  /**
   * Authors with, for every word of the query, a name word that begins with it, or that is it with the umlaut written the
   * other way ("Mueller" finds Müller, "Müll" finds Mueller); O(postings of the query's words).
   * @returns author indices: those that bear every word whole first, then by importance
   */
  find(query: string): number[] {
    const words = spelledWords(query);
    if (words.length === 0) return [];
    const wanted = words.map((spellings) => this.#rangesOf(spellings)).toSorted((a, b) => sizeOf(a) - sizeOf(b));
    const { postings, importance } = this.#sections;
    // How many of the query's words an author has matched so far, and how many of them whole.
    let matched = new Map<number, number>();
    wanted.forEach((ranges, step) => {
      const next = new Map<number, number>();
      for (const { from, wholeTo, to } of ranges) {
        for (let i = from; i < to; i++) {
          const author = postings[i];
          const before = step === 0 ? 0 : matched.get(author);
          if (before === undefined) continue;
          const whole = before + (i < wholeTo ? 1 : 0);
          if (whole >= (next.get(author) ?? -1)) next.set(author, whole);
        }
      }
      matched = next;
    });
    return [...matched.keys()].toSorted((a, b) => {
      const wholeA = matched.get(a) === words.length ? 1 : 0;
      const wholeB = matched.get(b) === words.length ? 1 : 0;
      return wholeB - wholeA || importance[a] - importance[b];
    });
  }

  /**
   * Queries that find somebody where this one does not, since one of its words is one letter off a word of names: most
   * authors of that word first. Words of fewer than three letters are not mended. O(letters of the query · log words),
   * and what finding costs.
   */
  near(query: string, limit: number): string[] {
    const words = [...new Set(foldedWords(query))];
    const unknown = words.filter((word) => this.#range(this.#encoder.encode(word)).size === 0);
    // Two slips in one query are two guesses at once.
    if (unknown.length !== 1 || unknown[0].length < SHORTEST_MENDED) return [];
    const bearers = (word: string) => {
      const { from, wholeTo } = this.#range(this.#encoder.encode(word));
      return wholeTo - from;
    };
    return oneLetterOff(unknown[0])
      .map((word) => ({ word, authors: bearers(word) }))
      .filter(({ authors }) => authors > 0)
      .toSorted((a, b) => b.authors - a.authors || (a.word < b.word ? -1 : 1))
      .slice(0, MOST_TRIED)
      .map(({ word }) => words.map((each) => (each === unknown[0] ? word : each)).join(' '))
      .filter((mended) => this.find(mended).length > 0)
      .slice(0, limit);
  }

  /** Ranges of a word's spellings that anybody bears: those that only may be meant, as whole words, after those that bear the word itself. */
  #rangesOf({ typed, meant }: SpelledWord): Range[] {
    const whole = meant.map((word) => this.#range(this.#encoder.encode(word))).map(({ from, wholeTo }) => ({ from, wholeTo: from, to: wholeTo, size: wholeTo - from }));
    return [...typed.map((word) => this.#range(this.#encoder.encode(word))), ...whole];
  }

  /** Range of postings of the words that begin with `prefix`; those of the word itself, if there, come first. */
  #range(prefix: Uint8Array): Range {
    const { postingOffsets, wordOffsets } = this.#sections;
    const first = this.#lowerBound((word) => compareBytes(word, prefix) >= 0);
    const end = this.#lowerBound((word) => compareBytes(word.subarray(0, prefix.length), prefix) > 0);
    const from = postingOffsets[first];
    const to = postingOffsets[end];
    const isWhole = first < end && wordOffsets[first + 1] - wordOffsets[first] === prefix.length;
    return { from, wholeTo: isWhole ? postingOffsets[first + 1] : from, to, size: to - from };
  }

  #lowerBound(holds: (word: Uint8Array) => boolean): number {
    const { text, wordOffsets } = this.#sections;
    let low = 0;
    let high = wordOffsets.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(text.subarray(wordOffsets[middle], wordOffsets[middle + 1]))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Postings `from` … `to`; those up to `wholeTo` are of the whole word. */
interface Range {
  readonly from: number;
  readonly wholeTo: number;
  readonly to: number;
  readonly size: number;
}

const sizeOf = (ranges: readonly Range[]): number => ranges.reduce((sum, { size }) => sum + size, 0);

interface SpelledWord {
  /** What was typed: folded, and with its umlauts as two letters. */
  readonly typed: readonly string[];
  /** What may have been meant by two letters: the folded umlaut. */
  readonly meant: readonly string[];
}

const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** The words of a query in their spellings, each once. "Yue" and "Yu" are two names, not two spellings of one. O(letters). */
function spelledWords(query: string): SpelledWord[] {
  const folded = foldedWords(query);
  const written = query.normalize('NFC').toLowerCase().replace(/[äöüøå]/g, (letter) => TWO_LETTERS[letter] ?? letter);
  const expanded = foldedWords(written);
  const words = new Map<string, SpelledWord>();
  folded.forEach((word, i) => {
    const long = expanded.length === folded.length ? expanded[i] ?? word : word;
    const short = word.replace(/([aou])e(?=[^aeiouy])/g, '$1');
    words.set(word, { typed: long === word ? [word] : [word, long], meant: short !== word && areTransliterations(word, short) ? [short] : [] });
  });
  return [...words.values()];
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
