/** Which names could be one person's, pair by pair. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseName } from '../../../src/identity/names.js';
import { comparable, compareNames } from '../../../src/identity/similarity/name-compatibility.js';

/** `EQUAL`, `COMPATIBLE: …`, `INCOMPATIBLE: …`. */
function verdict(a: string, b: string): string {
  const found = compareNames(comparable(parseName(a)), comparable(parseName(b)));
  if (found.verdict === 'EQUAL') return 'EQUAL';
  return found.verdict === 'COMPATIBLE' ? `COMPATIBLE: ${found.by.join(', ')}` : `INCOMPATIBLE: ${found.because}`;
}

const CASES: readonly (readonly [string, string, string])[] = [
  // Order, case, accents
  ['Javier Gonzalvo', 'Gonzalvo, Javier', 'EQUAL'],
  ['José Núñez', 'Jose Nunez', 'EQUAL'],
  ['Gabriel García Márquez', 'García Márquez, Gabriel', 'EQUAL'],
  // Initials
  ['J. Gonzalvo', 'Javier Gonzalvo', 'COMPATIBLE: INITIALS'],
  ['J. Gonzalvo', 'Maria Gonzalvo', 'INCOMPATIBLE: GIVEN_NAME'],
  ['J. A. Smith', 'John Smith', 'COMPATIBLE: INITIALS, MIDDLE_NAME_MISSING'],
  ['J. A. Smith', 'John Albert Smith', 'COMPATIBLE: INITIALS'],
  ['John A. Smith', 'John B. Smith', 'INCOMPATIBLE: MIDDLE_NAME'],
  ['John Smith', 'James Smith', 'INCOMPATIBLE: GIVEN_NAME'],
  ['J. A. Smith', 'James Robert Smith', 'INCOMPATIBLE: MIDDLE_NAME'],
  ['JP Serre', 'Jean-Pierre Serre', 'COMPATIBLE: INITIALS'],
  ['JP Serre', 'J.-P. Serre', 'COMPATIBLE: HYPHENATION'],
  ['Al Smith', 'A. L. Smith', 'COMPATIBLE: INITIALS, MIDDLE_NAME_MISSING'],
  ['Smith', 'John Smith', 'COMPATIBLE: GIVEN_NAME_MISSING'],
  // Middle names
  ['Mukesh Mohania', 'Mukesh K. Mohania', 'COMPATIBLE: MIDDLE_NAME_MISSING'],
  ['Juan C. López', 'Juan Carlos Lopez', 'COMPATIBLE: INITIALS'],
  ['Hong (Iris) Xie', 'Hong Xie', 'EQUAL'],
  ['Hong Iris Xie', 'Hong Xie', 'COMPATIBLE: MIDDLE_NAME_MISSING'],
  // Hyphens
  ['Jean-Pierre Serre', 'Jean Pierre Serre', 'EQUAL'],
  ['Jean-Pierre Serre', 'J.-P. Serre', 'COMPATIBLE: INITIALS'],
  ['Jean-Pierre Serre', 'J. Serre', 'COMPATIBLE: INITIALS, MIDDLE_NAME_MISSING'],
  ['Jean-Pierre Serre', 'Jeanpierre Serre', 'COMPATIBLE: HYPHENATION'],
  ['Jean-Pierre Serre', 'Jean-Paul Serre', 'INCOMPATIBLE: MIDDLE_NAME'],
  // Nicknames
  ['Bob Johnson', 'Robert Johnson', 'COMPATIBLE: NICKNAME'],
  ['Bill Gates', 'William H. Gates', 'COMPATIBLE: MIDDLE_NAME_MISSING, NICKNAME'],
  ['Bob Johnson', 'Rob Johnson', 'COMPATIBLE: NICKNAME'],
  ['Bob Johnson', 'William Johnson', 'INCOMPATIBLE: GIVEN_NAME'],
  ['Tom Mitchell', 'Thomas Mitchell', 'COMPATIBLE: NICKNAME'],
  // Umlauts and Slavic romanisation
  ['Thomas Müller', 'Thomas Mueller', 'COMPATIBLE: TRANSLITERATION'],
  ['Thomas Muller', 'Thomas Mueller', 'COMPATIBLE: TRANSLITERATION'],
  ['Jörg Schröder', 'Joerg Schroeder', 'COMPATIBLE: TRANSLITERATION'],
  ['Hans Weiß', 'Hans Weiss', 'EQUAL'],
  ['Sergey Ivanov', 'Sergei Ivanov', 'COMPATIBLE: TRANSLITERATION'],
  ['Sergej Ivanov', 'Sergey Ivanov', 'COMPATIBLE: TRANSLITERATION'],
  ['Yury Petrov', 'Iurii Petrov', 'COMPATIBLE: TRANSLITERATION'],
  ['Yuri Petrov', 'Jurij Petrov', 'COMPATIBLE: TRANSLITERATION'],
  ['Nikolai Khokhlov', 'Nikolay Hohlov', 'COMPATIBLE: TRANSLITERATION'],
  ['Oleksandr Shevchenko', 'Oleksandr Ševčenko', 'COMPATIBLE: TRANSLITERATION'],
  ['Vladimir Zhukov', 'Vladimir Žukov', 'COMPATIBLE: TRANSLITERATION'],
  ['Sergey Ivanov', 'Sergio Ivanov', 'INCOMPATIBLE: GIVEN_NAME'],
  // Chinese given names
  ['Xiaoming Wang', 'Xiao-Ming Wang', 'COMPATIBLE: HYPHENATION'],
  ['Xiaoming Wang', 'Xiao Ming Wang', 'COMPATIBLE: HYPHENATION'],
  ['Xiaoming Wang', 'X.-M. Wang', 'COMPATIBLE: INITIALS'],
  ['Xiaoming Wang', 'X. Q. Wang', 'INCOMPATIBLE: MIDDLE_NAME'],
  ['Xiaoming Wang', 'X. Wang', 'COMPATIBLE: INITIALS'],
  ['Xiaoming Wang', 'Xiao Wang', 'INCOMPATIBLE: GIVEN_NAME'],
  ['Xiaoming Wang', 'Xiao M. Wang', 'COMPATIBLE: INITIALS'],
  ['Lei Wang', 'Li Wang', 'INCOMPATIBLE: GIVEN_NAME'],
  ['Wei Zhang', 'Wei Zang', 'INCOMPATIBLE: FAMILY_NAME'],
  ['王伟', '王威', 'INCOMPATIBLE: GIVEN_NAME'],
  ['王 伟', '王伟', 'EQUAL'],
  // Particles
  ['Johannes van der Berg', 'Johannes Vanderberg', 'COMPATIBLE: HYPHENATION'],
  ['Johannes van der Berg', 'Johannes Berg', 'COMPATIBLE: PARTICLE'],
  ['Maria de Silva', 'Maria da Silva', 'INCOMPATIBLE: FAMILY_NAME'],
  // Double family names; a change of name is another name
  ['García Márquez, Gabriel', 'García, Gabriel', 'COMPATIBLE: DOUBLE_FAMILY_NAME'],
  ['García-Márquez, G.', 'García, Gabriel', 'COMPATIBLE: INITIALS, DOUBLE_FAMILY_NAME'],
  ['Mary Smith-Jones', 'Mary Jones', 'COMPATIBLE: DOUBLE_FAMILY_NAME'],
  ['Mary Smith', 'Mary Jones', 'INCOMPATIBLE: FAMILY_NAME'],
  // Suffixes and homonym numbers
  ['John Smith Jr.', 'John Smith', 'COMPATIBLE: SUFFIX_MISSING'],
  ['John Smith Jr.', 'John Smith Sr.', 'INCOMPATIBLE: SUFFIX'],
  ['Wei Wang 0001', 'Wei Wang 0002', 'INCOMPATIBLE: HOMONYM_NUMBER'],
  ['Wei Wang 0001', 'Wei Wang', 'COMPATIBLE: HOMONYM_NUMBER_MISSING'],
];

describe('compareNames', () => {
  it.each(CASES)('%s, %s: %s', (a, b, expected) => {
    expect(verdict(a, b)).toBe(expected);
    expect(verdict(b, a)).toBe(expected);
  });

  it('is symmetric, and finds every name equal to itself', () => {
    const word = fc.constantFrom('J.', 'Jean', 'Jean-Pierre', 'JP', 'Bob', 'Robert', 'Xiaoming', 'Xiao', 'Ming', 'X.', 'Sergei', 'Sergey', 'van', 'de', 'Müller', 'Mueller', 'Wang', 'Berg', 'García', 'Márquez', 'Jr.');
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(verdict(a, b)).toBe(verdict(b, a));
        expect(verdict(a, a)).toBe('EQUAL');
      }),
    );
  });
});
