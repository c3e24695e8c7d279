/** Finding people of a picture by what is typed of their names. */
import type { PersonRow } from './rows.js';

/** Letters that no accent makes of others, as the server's own search writes them. */
const LETTERS: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', ß: 'ss', ı: 'i', đ: 'd', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ħ: 'h', ŋ: 'ng', ŧ: 't' };
const APOSTROPHES = /['’‘`ʻʼ]/g;
const BETWEEN_WORDS = /[\s,.‐-]+/u;

/** Lower case without accents; Łukasz is lukasz, Þór is thor. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[łøßıđæœþðħŋŧ]/g, (letter) => LETTERS[letter]);
}

/** People whose name has, for each word typed, a word that begins with it; any order. O(people). */
export function findPeople(people: readonly PersonRow[], typed: string): readonly PersonRow[] {
  const wanted = folded(typed).replace(APOSTROPHES, '').split(BETWEEN_WORDS).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return people.filter(({ name }) => {
    const spelled = folded(name);
    const whole = spelled.replace(APOSTROPHES, '');
    // O'Neill is found as oneill and as neill.
    const words = [...whole.split(BETWEEN_WORDS), ...spelled.replace(APOSTROPHES, ' ').split(BETWEEN_WORDS)];
    // Names in scripts without spaces are one word: there any part of it may be typed.
    return wanted.every((part) => words.some((word) => word.startsWith(part)) || (/[^\p{Script=Latin}\p{Script=Common}]/u.test(part) && whole.includes(part)));
  });
}
