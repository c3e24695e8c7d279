/** Words as keys: what stays of a text when typography, case and script are taken away. */
import anyAscii from 'any-ascii';

/** Lower-case ASCII letters and digits of the text as words; accents dropped, other scripts transliterated. */
export function foldedWords(text: string): string[] {
  const folded = anyAscii(text.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
  return folded.match(/[a-z0-9]+/g) ?? [];
}
