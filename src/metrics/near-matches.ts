/** What somebody may have meant by an id that does not exist. */
import { idInWords } from './parameter-words.js';

const SHOWN = 3;
/** Shorter texts are within too many: an initial is within every other name. */
const LEAST_SHARED = 3;

/**
 * Up to three of `known` that resemble `asked`, the likeliest first: they contain it or are contained in it (by three letters or more), or at most a
 * third of their letters differ (case, spaces and hyphens aside). O(known × lengths).
 */
export function nearestTo(asked: string, known: readonly string[]): string[] {
  // An id longer than any sensible typo would only cost time.
  const wanted = idInWords(asked.slice(0, 64));
  if (wanted === '') return [];
  return known
    .map((id) => ({ id, edits: editDistance(wanted, id), overlaps: Math.min(wanted.length, id.length) >= LEAST_SHARED && (id.includes(wanted) || wanted.includes(id)) }))
    .filter(({ id, edits, overlaps }) => overlaps || edits <= id.length / 3)
    .toSorted((a, b) => a.edits - b.edits || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ id }) => id);
}

/** Levenshtein's distance: insertions, deletions and replacements of single letters. O(|a|·|b|). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
