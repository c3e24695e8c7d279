/** What two authors' names say about whether they are one person. */
import { compareNames, type NameComparison, type NameFreedom } from '../identity/similarity/name-compatibility.js';
import type { AuthorProfile, ProfiledName } from './duplicate-profiles.js';
import type { DuplicateReason } from './possible-duplicates.js';

/** Log-odds of an equal name, and what each freedom of writing takes from them. */
const EQUAL = 3;
const FREEDOM: Readonly<Record<NameFreedom, readonly [penalty: number, words: string]>> = {
  INITIALS: [2.2, 'initials'],
  MIDDLE_NAME_MISSING: [1.2, 'a middle name is missing'],
  GIVEN_NAME_MISSING: [3.5, 'a given name is missing'],
  HYPHENATION: [0.3, 'hyphens or spaces'],
  NICKNAME: [1.2, 'a short form'],
  TRANSLITERATION: [0.4, 'transliteration'],
  PARTICLE: [0.8, 'a particle'],
  DOUBLE_FAMILY_NAME: [1.5, 'a part of a double family name'],
  SUFFIX_MISSING: [1, 'a suffix is missing'],
  HOMONYM_NUMBER_MISSING: [1.5, 'a homonym number is missing'],
};
/** The same words in another order, a slip of a letter, and another given name beside a rare family name. */
const SWAPPED = 2;
const ONE_LETTER = 1.2;
const OTHER_GIVEN = -2.5;

/**
 * The reason of the pair of names that agrees best, less what the commonness of the family name takes; null where no pair
 * can be one person's.
 */
export function nameReason(left: AuthorProfile, right: AuthorProfile, familySize: number): DuplicateReason | null {
  let best: { logOdds: number; words: string } | null = null;
  for (const a of left.names) {
    for (const b of right.names) {
      const found = comparedNames(a, b);
      if (found !== null && (best === null || found.logOdds > best.logOdds)) best = found;
    }
  }
  if (best === null) return null;
  // Every other bearer of the family name is another whom a loose form may mean.
  const others = Math.max(0, familySize - 2);
  const logOdds = best.logOdds - 0.5 * Math.log(1 + others);
  // Worded by what it does: that nobody else is called so says nothing against one person, nor many bearers for one.
  const rarity = others > 0 ? `, ${logOdds < 0 ? 'but' : 'though'} ${familySize} authors here have this family name` : logOdds < 0 ? '' : ', and nobody else here has this family name';
  return { kind: 'NAME', logOdds: Math.round(logOdds * 100) / 100, words: best.words + rarity };
}

function comparedNames(one: ProfiledName, other: ProfiledName): { logOdds: number; words: string } | null {
  const [a, b] = [one.comparable, other.comparable];
  const comparison: NameComparison = compareNames(a, b);
  if (comparison.verdict === 'EQUAL') return { logOdds: EQUAL, words: `the same name, ${one.raw}` };
  const both = `${one.raw} and ${other.raw}`;
  if (comparison.verdict === 'COMPATIBLE') {
    const penalty = comparison.by.reduce((sum, freedom) => sum + FREEDOM[freedom][0], 0);
    return { logOdds: EQUAL - penalty, words: `${both} may be one name (${comparison.by.map((freedom) => FREEDOM[freedom][1]).join(', ')})` };
  }
  if (comparison.because === 'HOMONYM_NUMBER' || comparison.because === 'SUFFIX') return null;
  if (comparison.because === 'FAMILY_NAME' && one.words.length > 1 && one.words.join(' ') === other.words.join(' ')) return { logOdds: SWAPPED, words: `${both} are the same words in another order` };
  // Another initial is another name, not a slip.
  if (comparison.because === 'MIDDLE_NAME' || [a, b].some(({ given }) => given.length === 0 || given[0].length === 1)) return null;
  const [left, right] = [a, b].map((name) => [...name.given, name.family].join(' '));
  if (Math.min(left.length, right.length) >= 8 && isOneLetterApart(left, right)) return { logOdds: ONE_LETTER, words: `${both} differ by one letter` };
  return comparison.because === 'GIVEN_NAME' && a.family === b.family ? { logOdds: OTHER_GIVEN, words: `${both} have one family name, but other given names` } : null;
}

/** One letter more, less, or another. O(length). */
export function isOneLetterApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - from - end <= 1;
}
