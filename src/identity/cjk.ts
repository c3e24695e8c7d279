/** Names in scripts written without spaces: Chinese, Korean and Japanese, family name first. */
import { COMPOUND_FAMILIES } from './name-tables.js';

export { isUnspacedScript } from '../records/scripts.js';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Splits an unspaced name. Chinese and Korean: one character of family name, or a known compound; four Han
 * characters that begin with none are taken for Japanese, two and two; names with kana can't be split and are family name whole.
 */
export function splitUnspaced(name: string): { family: string[]; given: string[] } {
  const letters = Array.from(name);
  if (KANA.test(name) || letters.length < 2 || /[・·‧]/.test(name)) return { family: [name], given: [] };
  const familyLength = COMPOUND_FAMILIES.has(letters.slice(0, 2).join('')) && letters.length > 2 ? 2 : letters.length >= 4 ? 2 : 1;
  return { family: [letters.slice(0, familyLength).join('')], given: [letters.slice(familyLength).join('')] };
}
