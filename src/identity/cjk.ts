/** Names in scripts written without spaces: Chinese, Korean and Japanese, family name first. */
import { COMPOUND_FAMILIES } from './name-tables.js';

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・·‧\s]+$/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** True where all letters are Han, kana or Hangul. */
export function isUnspacedScript(text: string): boolean {
  // Hangul's jamo are the first of these scripts: most names are told by one character.
  return text.charCodeAt(0) >= 0x1100 && UNSPACED.test(text);
}

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
