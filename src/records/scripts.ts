/** Scripts in which names are written without spaces, family name first: Han, kana, Hangul. */

const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・·‧\s]+$/u;

/** True where all letters are Han, kana or Hangul. */
export function isUnspacedScript(text: string): boolean {
  // Hangul's jamo are the first of these scripts: most names are told by one character.
  return text.charCodeAt(0) >= 0x1100 && UNSPACED.test(text);
}

/**
 * A name whose parts stand apart in the source, as people write it: given names before the family name, but 王小明 where
 * both are in an unspaced script. Empty or null parts are left out. O(length).
 */
export function nameInOrder(given: string | null, family: string | null): string {
  if (given !== null && family !== null && isUnspacedScript(family) && isUnspacedScript(given)) return `${family}${given}`.replace(/\s+/g, '');
  return [given, family].filter((part) => part !== null && part !== '').join(' ');
}
