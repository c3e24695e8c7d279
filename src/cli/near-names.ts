/** Authors whom somebody may have meant by a name that nobody bears. */
import { nearestTo } from '../metrics/near-matches.js';
import { foldedWords } from '../records/words.js';
import type { AuthorRow, Snapshot } from '../snapshot/types.js';

/** Hits looked at per search: typing errors are rare among the authors with most papers of the same initials. */
const LOOKED_AT = 200;
/** Letters kept of each word, in turn: the fewer, the more names fit. */
const KEPT_LETTERS = [4, 3, 2, 1];

/** The spelling that nearestTo compares: upper case, one underscore between words. */
function spelling(words: readonly string[]): string {
  return words.join('_').toUpperCase();
}

/**
 * Up to three authors whose names are a few letters away from `text`, the nearest first: they begin, word by word,
 * with the same letters, or share a whole word with it. A single word is compared with each word of a name. A handful
 * of searches. To somebody who asks for a suppressed name, or something near one, nobody is suggested: a near name may be the
 * very one that its bearer uses now.
 */
export function nearNames({ records, search }: Snapshot, text: string, suppressed: readonly string[] = []): AuthorRow[] {
  const words = foldedWords(text);
  if (words.length === 0 || suppressed.some((name) => isNear(words, foldedWords(name)))) return [];
  const beginnings = KEPT_LETTERS.map((letters) => words.map((word) => word.slice(0, letters)).join(' '));
  const queries = new Set([...beginnings, ...(words.length > 1 ? words : [])]);
  const indices = new Set([...queries].flatMap((query) => search.authors(query, { limit: LOOKED_AT }).hits.map(({ index }) => index)));
  const bySpelling = new Map<string, AuthorRow>();
  for (const author of records.authors([...indices])) {
    const name = foldedWords(author.displayName);
    for (const key of words.length === 1 ? name.map((word) => spelling([word])) : [spelling(name)]) {
      if (!bySpelling.has(key)) bySpelling.set(key, author);
    }
  }
  return [...new Set(nearestTo(spelling(words), [...bySpelling.keys()]).flatMap((key) => bySpelling.get(key) ?? []))];
}

/** Whether words are a few letters from a name, hold all of its words, or are some of them. */
function isNear(words: readonly string[], name: readonly string[]): boolean {
  const holds = (all: readonly string[], some: readonly string[]): boolean => some.length > 0 && some.every((word) => all.includes(word));
  if (holds(words, name) || holds(name, words)) return true;
  return nearestTo(spelling(words.toSorted()), [spelling(name.toSorted())]).length > 0;
}
