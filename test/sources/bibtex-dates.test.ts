/** Years that are none, or more than one: never lost or cut without a word. */
import { describe, expect, it } from 'vitest';
import { bibtex } from '../../src/sources/bibtex.js';
import { readText } from './helpers.js';

async function read(fields: string): Promise<[string, string[]]> {
  const { papers, problems } = await readText(bibtex, `@misc{k, title={T}, author={A B}, ${fields}}`);
  const date = papers[0]?.date ?? null;
  expect(problems.every((problem) => !problem.recordDropped && problem.line === 1 && problem.record === 'bibtex:k:t')).toBe(true);
  for (const problem of problems) expect(problem.reason).toContain(`the ${problem.field} "${problem.value}"`);
  return [date === null ? '-' : [date.year, date.month, date.day].filter((part) => part !== null).join('-'), problems.map(({ kind, field, value }) => `${kind} ${field} ${value}`)];
}

describe('years', () => {
  it.each(['in press', 'forthcoming', 'to appear', 'submitted', 'n.d.', '??', 'in preparation'])('{%s} has no date yet, and it is said', async (year) => {
    expect(await read(`year={${year}}`)).toEqual(['-', [`UNDATED year ${year}`]]);
    expect(await read(`date={${year}}`)).toEqual(['-', [`UNDATED date ${year}`]]);
  });

  it.each([
    ['1999/2000', '1999'], ['1999-2000', '1999'], ['1999/00', '1999'], ['2001a', '2001'], ['1999, 2000', '1999'], ['12/05/1999', '1999'], ['1992 (or 1993??)', '1992'], ['300 BC, not 1999', '1999'],
  ])('{%s} is more than a year: %s is taken, and it is said', async (year, taken) => {
    expect(await read(`year={${year}}`)).toEqual([taken, [`INVALID_DATE year ${year}`]]);
  });

  it.each([
    ['2001', '2001'], ['{2001}', '2001'], ['(2001)', '2001'], ['[2001]', '2001'], ['c. 2019', '2019'], ['ca. 2019', '2019'], ['2019?', '2019'], ['2001.', '2001'], ['2019 (in press)', '2019'],
    ['May 2001', '2001-5'], ['30 April 2019', '2019-4-30'], ['April 30th, 2019', '2019-4-30'], ['May/June 2001', '2001-5'], ['2001-05', '2001-5'], [String.raw`\textcopyright 2001`, '2001'], ['spring 2001', '2001'], ['', '-'],
  ])('{%s} is %s', async (year, date) => {
    expect(await read(`year={${year}}`)).toEqual([date, []]);
  });

  it('says that the year field is taken where the date is none', async () => {
    expect(await read('date={in press}, year={2001}')).toEqual(['2001', ['UNDATED date in press']]);
    const { problems } = await readText(bibtex, '@misc{k, title={T}, author={A B}, date={in press}, year={2001}}');
    expect(problems[0]?.reason).toContain('the year field is taken instead');
  });
});

describe('dates of BibLaTeX', () => {
  it.each([['1999/2000', '1999'], ['2020/', '2020'], ['2020/..', '2020'], ['2019-04-30/2019-05-02', '2019-4-30'], ['2001?', '2001'], ['April 2019', '2019-4']])('{%s} is %s', async (text, date) => {
    expect(await read(`date={${text}}`)).toEqual([date, []]);
  });
  it.each([['2001a', '2001'], ['1999-2000', '1999'], ['199u', '-'], ['mmxx', '-']])('{%s} is %s, and it is said', async (text, date) => {
    expect(await read(`date={${text}}`)).toEqual([date, [`INVALID_DATE date ${text}`]]);
  });
});
