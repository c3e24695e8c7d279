/** Finding people of a picture by what is typed of their names. */
import type { PersonRow } from './rows.js';

/** Lower case without accents; ł, ø and the like as well. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l').replaceAll('ø', 'o').replaceAll('ß', 'ss').replaceAll('ı', 'i').replaceAll('đ', 'd');
}

/** People whose name has, for each word typed, a word that begins with it; any order. O(people). */
export function findPeople(people: readonly PersonRow[], typed: string): readonly PersonRow[] {
  const wanted = folded(typed).split(/[\s,.]+/u).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  return people.filter(({ name }) => {
    const whole = folded(name);
    const words = whole.split(/[\s,.'’-]+/u);
    // Names in scripts without spaces are one word: there any part of it may be typed.
    return wanted.every((part) => words.some((word) => word.startsWith(part)) || (/[^\p{Script=Latin}\p{Script=Common}]/u.test(part) && whole.includes(part)));
  });
}
