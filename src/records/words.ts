/** Words as keys: what stays of a text when typography, case and script are taken away. */
import anyAscii from 'any-ascii';

/** Lower-case ASCII letters and digits of the text as words; accents dropped, other scripts transliterated. */
export function foldedWords(text: string): string[] {
  const ascii = isAscii(text) ? text : anyAscii(text.normalize('NFKD').replace(/\p{M}/gu, ''));
  const folded = ascii.toLowerCase();
  return folded.match(/[a-z0-9]+/g) ?? [];
}

/** Most texts have nothing to fold; telling so costs a fraction of folding. */
function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
