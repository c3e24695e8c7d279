/**
 * Letters as keys. Accents, case and letter variants (ø, ł, ß, ı) fold; alphabets whose romanisation keeps the letters
 * apart (Greek, Cyrillic, Armenian, Georgian) are romanised so that they can meet a Latin spelling. Scripts whose
 * romanisation throws letters together stay as they are: 王伟 and 王威 are both "WangWei" and are two names, and
 * vowel signs (Devanagari), voicing marks (kana) and consonants (Arabic ع) tell names apart.
 */
import anyAscii from 'any-ascii';

/** Combining accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowel marks. Not the vowel signs of Indic scripts. */
const ACCENT_RANGES = ['0300-036f', '1ab0-1aff', '1dc0-1dff', '20d0-20ff', 'fe20-fe2f', '0591-05bd', '05bf-05c7', '064b-065f', '0670-0670'];
const ACCENTS = new RegExp(`[${ACCENT_RANGES.map((range) => range.replace(/[0-9a-f]{4}/g, '\\u$&')).join('')}]`, 'g');
const ROMANISED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}]+/gu;
const ASCII_ONLY = /^[\u0020-\u007e]*$/;
/** Apostrophes and letters written like them join what they stand between: O'Brien, D’Angelo, Hawaiʻi, Cyrillic ь as '. */
const APOSTROPHES = /['’‘`´ʻʼʾʿ′＇]/g;
const NOT_LETTERS = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * Folds a piece of a name to lower-case words separated by one space; empty where it has no letter or digit.
 * "J.-P." → `j p`, "O’Brien" → `obrien`, "Łukasz" → `lukasz`. O(length).
 */
export function foldWords(text: string): string {
  if (ASCII_ONLY.test(text)) return text.toLowerCase().replace(/['`]/g, '').replace(/[^a-z0-9]+/g, ' ').trim();
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .replace(ROMANISED, (letters) => anyAscii(letters))
    .replace(APOSTROPHES, '')
    .toLowerCase()
    .replace(NOT_LETTERS, ' ')
    .trim();
}

/** The text with what apostrophes stand between joined: O'Neill → ONeill. The text itself where there is none. O(length). */
export function withoutApostrophes(text: string): string {
  return text.replace(APOSTROPHES, '');
}

/**
 * Text in NFC for people to read: a dotless i or j under an accent is the letter itself (`ı́`, as some programs write `í`,
 * is `í`). O(length).
 */
export function composed(text: string): string {
  const normal = text.normalize('NFC');
  if (!/[\u0131\u0237]\p{M}/u.test(normal)) return normal;
  return normal.replace(/\u0131\u0307?(?=\p{M})|\u0131\u0307/gu, 'i').replace(/\u0237(?=\p{M})/gu, 'j').normalize('NFC');
}
