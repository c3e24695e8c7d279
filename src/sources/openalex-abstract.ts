/** OpenAlex gives abstracts as an inverted index: each word with its places. See the work object's `abstract_inverted_index`. */
import { isObject } from './json-values.js';
import type { JsonObject } from './json-values.js';
import type { RecordNotes } from './record-notes.js';

/** Most words of an abstract, and the highest place a word may have. */
const MAX_WORDS = 100_000;

/**
 * The abstract's text: words in the order of their places, gaps closed, words of equal place in the order of the index.
 * Null where there is none. Places that can't be are noted and left out; cost: n log n in the words, whatever the places.
 */
export function openalexAbstract(work: JsonObject, notes: RecordNotes): string | null {
  const index = indexOf(work.abstract_inverted_index);
  if (index === null) {
    const plain = typeof work.abstract === 'string' ? notes.fold(work.abstract, 'abstract') : '';
    return plain === '' ? null : plain;
  }
  const placed: { word: string; place: number }[] = [];
  let bad: string | null = null;
  for (const [word, places] of Object.entries(index)) {
    for (const place of Array.isArray(places) ? (places as unknown[]) : [places]) {
      if (typeof place === 'number' && Number.isInteger(place) && place >= 0 && place < MAX_WORDS) placed.push({ word, place });
      else bad ??= `${word}: ${JSON.stringify(place)}`;
      if (placed.length > MAX_WORDS) {
        notes.add('INVALID_ABSTRACT', 'abstract_inverted_index', word, `The abstract has more than ${MAX_WORDS} words and is left out.`);
        return null;
      }
    }
  }
  if (bad !== null) {
    notes.add('INVALID_ABSTRACT', 'abstract_inverted_index', bad, `Places of words must be whole numbers from 0 to ${MAX_WORDS - 1}; the words without such a place are left out of the abstract.`);
  }
  const text = placed.toSorted((a, b) => a.place - b.place).map(({ word }) => word).join(' ');
  const folded = notes.fold(text, 'abstract_inverted_index');
  return folded === '' ? null : folded;
}

/** The index itself; older dumps wrap it (`InvertedIndex`) or write it as a string. */
function indexOf(value: unknown): JsonObject | null {
  if (typeof value === 'string') {
    try {
      return indexOf(JSON.parse(value) as unknown);
    } catch {
      return null;
    }
  }
  if (!isObject(value)) return null;
  return isObject(value.InvertedIndex) ? value.InvertedIndex : value;
}
