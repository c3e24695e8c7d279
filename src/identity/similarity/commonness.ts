/** How many persons per million authors bear a name: from the corpus's own names, with a table behind them where those are few. */
import { isUnspacedScript } from '../cjk.js';
import { foldWords } from '../fold.js';
import type { ParsedName } from '../names.js';
import { EAST_ASIAN_FAMILIES, FAMILY_PER_MILLION, GIVEN_PERCENT } from './common-names-table.js';
import { step } from './rarity.js';

// The shares below are orders of magnitude, by judgement; no source gives them.

/** So many distinct names of a corpus weigh as much as the table. */
const TABLE_WEIGHT = 20_000;
/** Bearers per million of a family name that the table doesn't have. */
const RARE_FAMILY = 5;
/** Share of an initial among given names, roughly that of one letter of twelve in use. */
const INITIAL = 1 / 12;
const MIDDLE_INITIAL = 1 / 10;
const MIDDLE_NAME = 1 / 100;
const RARE_GIVEN = 1 / 1_000;
/** East Asian given names in Latin letters: some hundred syllables, some thousands of pairs in use. */
const ONE_SYLLABLE_GIVEN = 1 / 100;
const TWO_SYLLABLE_GIVEN = 1 / 2_000;
const ONE_SYLLABLE = /^[^aeiouy]{0,3}[aeiouy]{1,4}[^aeiouy]{0,2}$/;
/** Given names in Han or Hangul tell more characters apart. */
const UNSPACED_GIVEN = 1 / 5_000;

/** Counts of distinct names of a corpus, by family name. */
export interface FamilyCounts {
  /** Distinct names in the corpus. */
  readonly names: number;
  /** Distinct names with the family name (folded, without particles). */
  ofFamily(family: string): number;
}

/** Persons per million authors that bear the name, estimated; never 0. O(length). */
export function commonness(parsed: ParsedName, counts: FamilyCounts): number {
  const family = foldWords(parsed.family.join(' '));
  const given = foldWords(parsed.given.join(' ')).split(' ').filter((word) => word !== '');
  return familyPerMillion(family, counts) * (isUnspacedScript(parsed.family.join('')) ? UNSPACED_GIVEN : givenShare(given, EAST_ASIAN_FAMILIES.has(family)));
}

function familyPerMillion(family: string, counts: FamilyCounts): number {
  const last = family.split(' ').at(-1) ?? '';
  const known = FAMILY_PER_MILLION.get(family) ?? FAMILY_PER_MILLION.get(last) ?? 0;
  const table = Math.max(RARE_FAMILY, family === last ? known : known / 100);
  const found = counts.ofFamily(family);
  if (found === 0) return table;
  const names = 2 ** (step(counts.names) / 2);
  return (2 ** (step(found) / 2) * 1e6 + TABLE_WEIGHT * table) / (names + TABLE_WEIGHT);
}

function givenShare(given: readonly string[], isEastAsian: boolean): number {
  if (given.length === 0) return 1;
  const [first, ...middle] = given;
  let share = RARE_GIVEN;
  const percent = GIVEN_PERCENT.get(first);
  if (first.length === 1) share = INITIAL;
  else if (percent !== undefined) share = (percent / 100) * (isEastAsian ? 0.5 : 1);
  else if (isEastAsian) share = ONE_SYLLABLE.test(first) && middle.length === 0 ? ONE_SYLLABLE_GIVEN : TWO_SYLLABLE_GIVEN;
  if (middle.length === 0) return share;
  // "Xiao Ming" is one name in two syllables.
  if (isEastAsian && percent === undefined && first.length > 1 && middle[0].length > 1) return share;
  return share * (middle[0].length === 1 ? MIDDLE_INITIAL : MIDDLE_NAME);
}
