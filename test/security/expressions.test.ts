/** No regular expression that a file, a request or a name reaches takes much longer than its text is longer. Nothing is timed here: each is taken apart. */
import { analyse, type Report } from 'scslre';
import { describe, expect, it } from 'vitest';
import { pajek } from '../../src/networks/pajek.js';
import { initialsLastParts } from '../../src/sources/people/written-names.js';
import { expressionsOfSrc } from './expressions-of-src.js';

/** Put together when the program runs, so that no literal shows them; by what each stays linear. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'src/identity/fold.ts': ['one class of characters'],
  'src/identity/similarity/transliteration.ts': ['two syllables between both ends, each one of a finite list', 'one of them'],
  'src/identity/suppressions.ts': ['a list of names taken literally, at word ends'],
  'src/networks/edge-list.ts': ['sticky; the field between two separators, which it can\'t hold'],
  'src/records/bounds.ts': ['one class of characters'],
  'src/records/days.ts': ['anchored; of ten characters'],
  'src/records/person-reference.ts': ['a list of prefixes at the beginning'],
  'src/replication/s3-requests.ts': ['over answers of the store that the operator names, whose elements end'],
  'src/sources/bibtex-rewriting.ts': ['begins at a backslash; no two neighbours take the same sign'],
  'src/sources/glob.ts': ['from the person at the keyboard alone, over names of files, of 255 bytes'],
  'src/sources/group-names.ts': ['a list of words at word ends'],
  'src/sources/profile-lines.ts': ['anchored; no two neighbours take the same sign', 'the same', 'over lines of 200 characters at most'],
  'src/sources/tables/csv-rows.ts': ['a cell between two delimiters, whose quotation is sought once'],
  'src/upkeep/verify-callers.ts': ['over messages of our own'],
};

const { literals, composed } = expressionsOfSrc();

/** How a text makes it slow; empty where none does. */
function slowness(source: string, flags: string): string[] {
  const told = ({ type, exponential }: Report): string => `${exponential ? 'exponential' : 'quadratic'} by ${{ Trade: 'two neighbours that take the same sign', Self: 'a repetition within a repetition', Move: 'beginning again within what it left' }[type]}`;
  return [...new Set(analyse({ source, flags }).reports.map(told))];
}

describe('regular expressions of src', () => {
  it('are all linear', () => {
    expect(literals.length).toBeGreaterThan(800);
    expect(literals.flatMap(({ where, source, flags }) => slowness(source, flags).map((how) => `${where} /${source}/ is ${how}`))).toEqual([]);
  });

  it('are literals, or told here with what bounds them', () => {
    expect(composed).toEqual(Object.fromEntries(Object.entries(COMPOSED).map(([file, bounds]) => [file, bounds.length])));
  });

  it.each([
    ['\\s+$', 'quadratic by beginning again within what it left'],
    ['^\\s*,?\\s*$', 'quadratic by two neighbours that take the same sign'],
    ['^(?:\\s*\\n)*x', 'exponential by a repetition within a repetition'],
  ])('%s would be found out', (source, how) => expect(slowness(source, '')).toContain(how));
});

// What each took minutes or for ever; here they end, or the test does not.
describe('texts that were slow', () => {
  it('a file of blank lines is no Pajek network', () => expect(pajek.detect(`${'\n'.repeat(60_000)}x`)).toBe(0));
  it('a file of blank lines and comments is one, where vertices follow', () => expect(pajek.detect(`${'\n% a\n'.repeat(10_000)}*Vertices 2`)).toBe(1));
  it('a name of full stops has no initials', () => expect(initialsLastParts(`Aa ${'.'.repeat(1_990)}!!!!`)).toBeNull());
  it('a name of initials has them, but for more than six', () => {
    expect(initialsLastParts(`Smith ${'A.'.repeat(6)}`)?.given).toBe('A.'.repeat(6));
    expect(initialsLastParts(`Smith ${'A.'.repeat(990)}`)).toBeNull();
  });
});
