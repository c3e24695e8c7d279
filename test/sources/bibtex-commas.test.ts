/** What commas in an author list mean: nobody is lost, whatever separates the names. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey, parseName } from '../../src/identity/names.js';
import { bibtex } from '../../src/sources/bibtex.js';
import { readPart, withoutTail } from '../../src/sources/bibtex-commas.js';
import { kinds, readText } from './helpers.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

async function read(author: string): Promise<{ names: string; complete: boolean | undefined; problems: string[]; parts: string[]; keys: string[] }> {
  const result = await readText(bibtex, `@misc{k, title={T}, author={${author}}}`);
  const mentions = result.papers[0]?.mentions ?? [];
  return {
    names: mentions.map((mention) => mention.rawName).join(' | '),
    complete: result.papers[0]?.authorListComplete,
    problems: kinds(result),
    parts: mentions.map(({ parts }) => [parts?.given, parts?.particle, parts?.family, parts?.suffix].map((part) => part ?? '').join('/')),
    keys: mentions.map((mention) => nameKey(parseName(mention.rawName, mention.parts))),
  };
}

describe('commas instead of "and"', () => {
  it.each([
    ['Li, Xu, Smith, Jan, Roe, Ed', 'Li, Xu | Smith, Jan | Roe, Ed'],
    ['Li, X., Smith, J., Roe, M. D.', 'Li, X. | Smith, J. | Roe, M. D.'],
    ['Smith, J, Doe, A and Roe, E', 'Smith, J | Doe, A | Roe, E'],
    [String.raw`Garc{\'\i}a, Jos{\'e}, M{\"u}ller, Hans`, 'García, José | Müller, Hans'],
    ['García Márquez, José L., Pérez Galdós, Juan P.', 'García Márquez, José L. | Pérez Galdós, Juan P.'],
    ['Smith, Jr., John, Roe, Ed, III', 'Smith, Jr., John | Roe, III, Ed'],
    ['Smith, JR, Doe, AB', 'Smith, JR | Doe, AB'],
    ['Li, Xu, Smith, Jan, Roe', 'Li | Xu | Smith | Jan | Roe'],
    ['Xu Li, Jan Smith, Ed Roe', 'Xu Li | Jan Smith | Ed Roe'],
    [String.raw`Xu Li, Jan M{\"u}ller, Ed Roe, Sammy Davis, Jr.`, 'Xu Li | Jan Müller | Ed Roe | Sammy Davis, Jr.'],
    ['Smith, J., K. Doe, and R. Roe', 'Smith, J. | K. Doe | R. Roe'],
    ['Smith, J., K. Doe, R. Roe', 'Smith, J. | K. Doe | R. Roe'],
    ['M&uuml;ller, Hans; Roe, Ed', 'M&uuml;ller, Hans | Roe, Ed'],
  ])('%s: split and reported', async (author, names) => {
    expect(await read(author)).toMatchObject({ names, complete: true, problems: ['MISSEPARATED_AUTHORS'] });
  });

  it.each([
    ['Li, Xu and Smith, Jan', 'Li, Xu | Smith, Jan'],
    ['Li, Xu, and Smith, Jan', 'Li, Xu | Smith, Jan'],
    ['{Barnes, Noble, Sons, Daughters, and Co.}', 'Barnes, Noble, Sons, Daughters, and Co.'],
    ['family=Li, given=Xu, prefix=von, suffix=Jr', 'Xu von Li'],
    ['King, Jr., Martin Luther, PhD', 'King, Jr., Martin Luther, PhD'],
    ['Smith, J., PhD, MD', 'Smith, J., PhD, MD'],
    ['García Márquez, Gabriel José', 'García Márquez, Gabriel José'],
  ])('%s: left as it is', async (author, names) => {
    expect(await read(author)).toMatchObject({ names, problems: [] });
  });

  it.each([['Smith, J., Doe, A., others', 'Smith, J. | Doe, A.', 1], ['Xu Li, Jan Smith, et al.', 'Xu Li, Jan Smith', 0], ['Xu Li, Jan Smith, others', 'Xu Li | Jan Smith', 1], ['Smith, J., others', 'Smith, J.', 0]])(
    '%s: "others" is nobody and makes the list incomplete', async (author, names, problems) => {
      const result = await read(author);
      expect([result.names, result.complete, result.problems.length]).toEqual([names, false, problems]);
    },
  );

  it('says where three parts can be one name or three', async () => {
    expect(await read('Li, Xu, Smith')).toMatchObject({ names: 'Li, Xu, Smith', problems: ['AMBIGUOUS_NAME'] });
  });

  it('loses no word of any list', () => {
    const piece = fc.constantFrom('Li', 'Xu', 'Ed Roe', 'J.', 'A. B.', 'Jr.', 'III', 'PhD', 'MD', 'JR', String.raw`M{\"u}ller`, '{A, B}', 'van der Berg', 'Roe X.');
    fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 9 }), fc.constantFrom(', ', '; '), (pieces, separator) => {
      const words = (texts: readonly string[]): string[] => texts.flatMap((text) => text.split(/[\s,;]+/)).filter((word) => word !== '').toSorted();
      const { names } = readPart(pieces.join(separator));
      expect(words(names)).toEqual(words(pieces));
      for (const name of names) {
        const { bare, tail } = withoutTail(name);
        expect(words([bare, tail ?? ''])).toEqual(words([name]));
      }
    }));
  });

  it('takes time in proportion to the list', async () => {
    expect(await processorSeconds(() => {
      for (const unit of ['Jr., ', 'A, ', 'MD, ', '&a;', ';', 'A B, ', '{', '\\,', 'others, ', '&'.repeat(30)]) for (const name of readPart(`X ${unit.repeat(100_000)}`).names.slice(0, 3)) withoutTail(name);
    })).toBeLessThan(HANGING_SECONDS);
  });
});

describe('a suffix behind the last comma', () => {
  it.each([
    ['Ludwig van Beethoven, Jr.', 'van Beethoven, Jr., Ludwig', 'Ludwig/van/Beethoven/Jr.'],
    ['Sammy Davis, {Jr.}', 'Davis, Jr., Sammy', 'Sammy//Davis/Jr.'],
    ['Davis, Sammy, III', 'Davis, III, Sammy', 'Sammy//Davis/III'],
    ['Davis, Sammy, Jr., PhD', 'Davis, Jr., Sammy', 'Sammy//Davis/Jr.'],
    ['Smith, John, JR', 'Smith, Jr., John', 'John//Smith/JR'],
    ['Hans M{\\"u}ller, PhD', 'M{\\"u}ller, Hans', 'Hans//Müller/'],
  ])('%s is %s', async (written, standard, parts) => {
    const [one, other] = [await read(written), await read(standard)];
    expect(one.problems).toEqual([]);
    expect(one.parts).toEqual([parts]);
    expect(one.keys).toEqual(other.keys);
  });

  it('leaves initials and short given names alone', async () => {
    const { parts, keys } = await read('Smith, JR and Smith, J.R. and Li, Ma and Roe, M.A. and Smith, V. and Beethoven, Jr.');
    expect(parts).toEqual(['JR//Smith/', 'J.R.//Smith/', 'Ma//Li/', 'M.A.//Roe/', 'V.//Smith/', '//Beethoven/Jr.']);
    expect(keys).toEqual(['jr smith', 'j r smith', 'ma li', 'm a roe', 'v smith', 'beethoven jr']);
  });
});
