/** Names that somebody may have meant, as the end of a sentence. */
import { nearestTo } from '../metrics/near-matches.js';
import { idInWords } from '../metrics/parameter-words.js';

/** `; did you mean A, B or C?`, or nothing where nothing is near. */
export function suggestion(asked: string, known: readonly string[]): string {
  const spellings = new Map(known.map((name) => [idInWords(name), name]));
  const near = nearestTo(asked, [...spellings.keys()]).flatMap((key) => spellings.get(key) ?? []);
  return didYouMean(near);
}

/** The same for what is known to be near. */
export function didYouMean(near: readonly string[]): string {
  if (near.length === 0) return '';
  const last = near.at(-1);
  return `; did you mean ${near.length === 1 ? last : `${near.slice(0, -1).join(', ')} or ${last}`}?`;
}
