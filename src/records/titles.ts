/** Titles as keys: what stays of a title when typography is taken away. */
import { foldedWords } from './words.js';

/**
 * Lower-case letters and digits of the title, words separated by one space; accents and scripts transliterated.
 * Equal keys mean "the same title as far as typing goes". Titles of symbols alone keep their folded form.
 */
export function titleKey(title: string): string {
  const key = foldedWords(title).join(' ');
  return key === '' ? title.trim().toLowerCase() : key;
}

/**
 * Key of a record whose format has no global identifiers: an edited field keeps the key, an edited title makes
 * another record. `localKey` is the format's own key (a BibTeX citation key) or empty.
 */
export function localRecordKey(format: string, localKey: string, title: string): string {
  return `${format}:${localKey}:${titleKey(title)}`;
}
