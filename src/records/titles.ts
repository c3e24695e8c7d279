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
 * another record, unless the file still has the localKey: then it is the same record (corpus/retitled.ts). `localKey` is
 * the format's own key (a BibTeX citation key) or empty.
 */
export function localRecordKey(format: string, localKey: string, title: string): string {
  return `${format}:${localKey}:${titleKey(title)}`;
}

/** The `localKey` of a key that localRecordKey made for this format and title; null where it made none such. */
export function localKeyOf(format: string, key: string, title: string): string | null {
  const end = `:${titleKey(title)}`;
  const start = `${format}:`;
  if (!key.startsWith(start) || !key.endsWith(end) || key.length < start.length + end.length) return null;
  return key.slice(start.length, key.length - end.length);
}
