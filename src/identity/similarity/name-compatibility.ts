/**
 * Whether two names could be one person's, and by which freedom of writing. No evidence about persons: a name that is
 * compatible with another may be another's all the same.
 */
import { isUnspacedScript } from '../cjk.js';
import { foldWords } from '../fold.js';
import { nameKey, type ParsedName } from '../names.js';
import { isNickname } from './nicknames-table.js';
import { areTransliterations, isPinyin, transliterated, twoSyllables } from './transliteration.js';

/** By what two names differ that may be one person's. */
export const NAME_FREEDOMS = [
  'INITIALS', 'MIDDLE_NAME_MISSING', 'GIVEN_NAME_MISSING', 'HYPHENATION', 'NICKNAME', 'TRANSLITERATION', 'PARTICLE', 'DOUBLE_FAMILY_NAME', 'SUFFIX_MISSING', 'HOMONYM_NUMBER_MISSING',
] as const;
export type NameFreedom = (typeof NAME_FREEDOMS)[number];

export type NameComparison =
  | { readonly verdict: 'EQUAL' }
  | { readonly verdict: 'COMPATIBLE'; readonly by: readonly NameFreedom[] }
  | { readonly verdict: 'INCOMPATIBLE'; readonly because: 'FAMILY_NAME' | 'GIVEN_NAME' | 'MIDDLE_NAME' | 'SUFFIX' | 'HOMONYM_NUMBER' };

/** A name prepared for comparisons. */
export interface ComparableName {
  readonly key: string;
  /** Folded, without what separates words: hyphens and spaces are no difference. */
  readonly family: string;
  readonly familyWords: readonly string[];
  readonly particles: string;
  /** Folded words; "J.-P." and "JP" are two. */
  readonly given: readonly string[];
  readonly suffix: string | null;
  readonly homonym: string | null;
}

/** Prepares a name. O(length). */
export function comparable(parsed: ParsedName): ComparableName {
  const familyWords = words(parsed.family);
  const unspaced = isUnspacedScript(parsed.family.join(''));
  return {
    key: nameKey(parsed),
    family: familyWords.join(''),
    familyWords,
    particles: words(parsed.particles).join(''),
    given: unspaced ? [words(parsed.given).join('')].filter((word) => word !== '') : words(parsed.given.flatMap(splitInitials)),
    suffix: parsed.suffix?.toLowerCase() ?? null,
    homonym: parsed.homonym,
  };
}

function words(parts: readonly string[]): string[] {
  return foldWords(parts.join(' ')).split(' ').filter((word) => word !== '');
}

/** "JP", "JPM" are initials; "Al", "LI", "BO" may be names and stay. */
function splitInitials(word: string): string[] {
  return /^\p{Lu}{2,3}$/u.test(word) && !/[AEIOUY]/.test(word.normalize('NFD')) ? Array.from(word) : [word];
}

/** Compares two names. Symmetric. O(length), a little more for Chinese given names. */
export function compareNames(a: ComparableName, b: ComparableName): NameComparison {
  if (a.key === b.key) return { verdict: 'EQUAL' };
  if (a.suffix !== null && b.suffix !== null && a.suffix !== b.suffix) return { verdict: 'INCOMPATIBLE', because: 'SUFFIX' };
  if (a.homonym !== null && b.homonym !== null && a.homonym !== b.homonym) return { verdict: 'INCOMPATIBLE', because: 'HOMONYM_NUMBER' };
  const by = new Set<NameFreedom>();
  if (a.family === '' || b.family === '') return { verdict: 'INCOMPATIBLE', because: 'FAMILY_NAME' };
  if (!familiesAgree(a, b, by)) return { verdict: 'INCOMPATIBLE', because: 'FAMILY_NAME' };
  const conflict = givenConflict(a.given, b.given, by, isPinyin(a.family) || isPinyin(b.family) ? 'CHINESE' : 'ANY');
  if (conflict !== null) return { verdict: 'INCOMPATIBLE', because: conflict };
  if (a.suffix !== b.suffix) by.add('SUFFIX_MISSING');
  if (a.homonym !== b.homonym) by.add('HOMONYM_NUMBER_MISSING');
  if (by.size === 0) by.add('HYPHENATION');
  return { verdict: 'COMPATIBLE', by: NAME_FREEDOMS.filter((freedom) => by.has(freedom)) };
}

function familiesAgree(a: ComparableName, b: ComparableName, by: Set<NameFreedom>): boolean {
  const withA = a.particles + a.family;
  const withB = b.particles + b.family;
  if (withA === withB) return true;
  if (areTransliterations(withA, withB)) {
    by.add('TRANSLITERATION');
    return true;
  }
  const isDouble = oneOfTwo(a.familyWords, b.familyWords) || oneOfTwo(b.familyWords, a.familyWords);
  const isSame = a.family === b.family || areTransliterations(a.family, b.family);
  if (!isSame && !isDouble) return false;
  if (isDouble) by.add('DOUBLE_FAMILY_NAME');
  else if (a.family !== b.family) by.add('TRANSLITERATION');
  if (a.particles !== b.particles) {
    // "de Silva" and "da Silva" are two names; "Silva" may be either.
    if (a.particles !== '' && b.particles !== '') return false;
    by.add('PARTICLE');
  }
  return true;
}

/** García of García Márquez; either name of two, since customs differ in which is kept. */
function oneOfTwo(one: readonly string[], two: readonly string[]): boolean {
  return one.length === 1 && two.length === 2 && two.some((word) => word === one[0] || areTransliterations(word, one[0]));
}

/** Beside a Chinese family name initials are those of pinyin, and given names in it have one spelling: J. Wang is not Yun Wang. */
type Romanisation = 'CHINESE' | 'ANY';

function givenConflict(a: readonly string[], b: readonly string[], by: Set<NameFreedom>, romanisation: Romanisation): 'GIVEN_NAME' | 'MIDDLE_NAME' | null {
  if (a.length === 0 || b.length === 0) {
    if (a.length !== b.length) by.add('GIVEN_NAME_MISSING');
    return null;
  }
  if (a.join('') === b.join('') && a.every((word) => word.length > 1) && b.every((word) => word.length > 1)) {
    if (a.length !== b.length) by.add('HYPHENATION');
    return null;
  }
  let conflict: 'GIVEN_NAME' | 'MIDDLE_NAME' | null = null;
  for (const left of readings(a, b)) {
    for (const right of readings(b, a)) {
      const found = new Set<NameFreedom>();
      const here = aligned(left, right, found, romanisation);
      if (here === null) {
        for (const freedom of found) by.add(freedom);
        return null;
      }
      conflict = here;
    }
  }
  return conflict;
}

/** A given name of one word beside one of several may be two Chinese syllables: "Xiaoming" beside "X. M.". */
function readings(given: readonly string[], other: readonly string[]): readonly (readonly string[])[] {
  if (given.length !== 1 || other.length !== 2 || given[0].length < 3) return [given];
  const split = twoSyllables(given[0]);
  return split.length === 0 ? [given] : split;
}

/** Compares word by word; words that only one has are middle names left out. */
function aligned(a: readonly string[], b: readonly string[], by: Set<NameFreedom>, romanisation: Romanisation): 'GIVEN_NAME' | 'MIDDLE_NAME' | null {
  if (!sameWord(a[0], b[0], by, romanisation)) return 'GIVEN_NAME';
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  let at = 1;
  for (const word of few.slice(1)) {
    while (at < many.length && !sameWord(word, many[at], by, romanisation)) at++;
    if (at === many.length) return 'MIDDLE_NAME';
    at++;
  }
  if (few.length < many.length) by.add('MIDDLE_NAME_MISSING');
  return null;
}

function sameWord(a: string, b: string, by: Set<NameFreedom>, romanisation: Romanisation): boolean {
  if (a === b) return true;
  if (a.length === 1 || b.length === 1) {
    if (a[0] !== b[0] && (romanisation === 'CHINESE' || transliterated(a)[0] !== transliterated(b)[0])) return false;
    by.add('INITIALS');
    return true;
  }
  if (isNickname(a, b)) by.add('NICKNAME');
  else if (areTransliterations(a, b) && !(romanisation === 'CHINESE' && (isPinyin(a) || isPinyin(b)))) by.add('TRANSLITERATION');
  else return false;
  return true;
}
