/** Names of synthetic persons: no two alike, also after folding, so that identity by full names gets all of them right. */

const GIVEN = [
  'Ada', 'Ben', 'Chloe', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hana', 'Igor', 'Jonas', 'Karla', 'Lukas', 'Maja', 'Noor', 'Owen', 'Priya',
  'Quentin', 'Rosa', 'Sven', 'Tamar', 'Ulla', 'Viktor', 'Wanda', 'Xenia', 'Yusuf', 'Zora', 'Amina', 'Boris', 'Carmen', 'Dario', 'Edith', 'Felix',
] as const;
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aeiou';
const SYLLABLES = CONSONANTS.length * VOWELS.length;
const FAMILIES = SYLLABLES ** 3;
/** How many different names there are: 16,384,000. */
export const NAME_COUNT = GIVEN.length * FAMILIES;

/**
 * Coprime to NAME_COUNT = 2^17 · 5^3, near its golden section, and small enough that products stay below 2^53: neighbouring
 * numbers get names that differ in every part.
 */
const STRIDE = 10_125_869;

/**
 * The name of author `number` (0 … NAME_COUNT − 1) in the corpora of a seed, such as "Rosa Bakozu": one given name and one
 * family name of three syllables of two letters each. Different numbers have different names under one seed; corpora of
 * different seeds share some, so that importing several together makes namesakes. O(1). Throws a RangeError beyond.
 */
export function syntheticName(number: number, seed: number): string {
  if (!Number.isInteger(number) || number < 0 || number >= NAME_COUNT) {
    throw new RangeError(`the author's number is ${number}, but names exist for whole numbers from 0 to ${NAME_COUNT - 1}`);
  }
  const shift = (((seed % NAME_COUNT) + NAME_COUNT) * 7_368_787) % NAME_COUNT;
  const code = (number * STRIDE + shift) % NAME_COUNT;
  const family = Math.floor(code / GIVEN.length);
  const letters = syllable(family % SYLLABLES) + syllable(Math.floor(family / SYLLABLES) % SYLLABLES) + syllable(Math.floor(family / SYLLABLES ** 2));
  return `${GIVEN[code % GIVEN.length]} ${letters[0].toUpperCase()}${letters.slice(1)}`;
}

function syllable(code: number): string {
  return CONSONANTS[code % CONSONANTS.length] + VOWELS[Math.floor(code / CONSONANTS.length)];
}
