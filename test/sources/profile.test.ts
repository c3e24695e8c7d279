import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profile } from '../../src/sources/profile.js';
import { metaLine, statedFigure } from '../../src/sources/profile-lines.js';
import { fixture, kinds, readBytes, readFixture, readText } from './helpers.js';

describe('a profile page', () => {
  it('yields its owner with reported figures, below page chrome', async () => {
    const { persons } = await readFixture(profile, 'profile/small.txt');
    expect(persons).toMatchObject([{
      key: 'profile:ada b okonkwo', names: ['Ada B. Okonkwo'], fields: ['cs.LG', 'CL'],
      reported: [
        { name: 'H_INDEX', value: 7, unit: null }, { name: 'PAPER_COUNT', value: 2, unit: 'papers' }, { name: 'CITATION_COUNT', value: 1234, unit: 'citations' },
        { name: 'NOVELTY', value: 12.5, unit: 'percent' }, { name: 'AI_SCORE', value: 42, unit: null },
      ],
      source: { format: 'profile', file: 'small.txt', line: 4 },
    }]);
  });

  it('yields its papers, the owner without position where she is not shown', async () => {
    const { papers, problems } = await readFixture(profile, 'profile/small.txt');
    expect(papers).toMatchObject([
      {
        key: 'profile::a title that mentions 2 papers', title: 'A Title That Mentions 2 Papers', date: { year: 2023, month: 6, day: 20 }, fields: ['LG'],
        abstract: 'First paragraph with a number: 2019\n\nSecond paragraph.', authorListComplete: false, links: [{ kind: 'CODE', url: null }],
        mentions: [{ rawName: 'Zed One', position: 1 }, { rawName: 'Yi Two', position: 2 }, { rawName: 'Ada B. Okonkwo', position: null }],
      },
      {
        title: 'Another Title', date: { year: 2015, month: 2, day: null }, fields: ['cs.LG', 'stat.ML'], abstract: 'Text.', authorListComplete: true, links: [],
        mentions: [{ rawName: 'Ada B. Okonkwo', position: 1 }, { rawName: 'Bea Three', position: 2 }],
      },
    ]);
    expect(problems).toMatchObject([{ kind: 'INVALID_DATE', value: 'Feb 31, 2015', line: 25, recordDropped: false, record: 'profile::another title' }]);
  });

  it('reads it with Windows line ends too', async () => {
    const plain = readFileSync(fixture('profile/small.txt'), 'utf8');
    expect(await readText(profile, plain.replaceAll('\n', '\r\n'))).toEqual(await readText(profile, plain));
  });

  it('is liberal with dates, fields and missing parts, and says what is missing', async () => {
    const result = await readFixture(profile, 'profile/odd.txt');
    expect(result.papers.map((paper) => [paper.title, paper.date, paper.fields, paper.mentions.map((mention) => `${mention.rawName}:${mention.position ?? '?'}`), paper.authorListComplete])).toEqual([
      ['Month Only', { year: 2022, month: 6, day: null }, ['Machine Learning'], ['Bea Three:1'], true],
      ['Year Only', { year: 2021, month: null, day: null }, ['LG'], ['Cid Four:1', 'Dee Five:2', 'Bea Three:?'], false],
      ['No Date', null, ['CL'], ['Bea Three:1', 'Cid Four:2'], true],
      ['Iso Date Without Field', { year: 2020, month: 3, day: 4 }, [], ['Bea Three:1', 'Cid Four:2'], false],
      ['No Authors Here', { year: 2019, month: 5, day: 5 }, ['LG'], ['Bea Three:?'], false],
    ]);
    expect(kinds(result)).toEqual(['OWNER_NOT_LISTED', 'MISSING_DATE', 'MISSING_AUTHORS']);
    expect(result.papers[4]?.abstract).toMatch(/^This is the abstract/);
  });

  it('says so where fewer papers stand there than it states', async () => {
    const result = await readText(profile, 'Bea Three\nh-index 3\n\n3 Papers\n\nLGMay 5, 2019\nOne\n\nBea Three\n\nText.\n');
    expect(result.problems).toMatchObject([{ kind: 'PAPER_COUNT_MISMATCH', value: '3', line: 4 }]);
  });

  it('reads one paper, and figures that are missing', async () => {
    const result = await readText(profile, 'Bea Three\n\n1 Paper\n\nLGMay 5, 2019\nOne\n\nBea Three\n\nText.\n');
    expect(result.problems).toEqual([]);
    expect(result.persons[0]?.reported).toEqual([]);
  });

  it('is read to 8 MiB, however many lines that is, and said to be larger', async () => {
    await expect(readText(profile, `Bea Three\n\n1 Paper\n\nLGMay 5, 2019\nOne\n\nBea Three\n\nText.\n${'\n'.repeat(8 << 20)}`)).rejects.toThrow(/is larger than 8388608 bytes.*only what lies before was read/);
  }, 30_000);

  it('refuses a two-megabyte author line and keeps the other papers', async () => {
    const result = await readText(profile, `Bea Three\n\n2 Papers\n\nLGMay 5, 2019\nHuge\n\n${'A B, '.repeat(420_000)}\n\nText.\n\nLGMay 5, 2019\nOne\n\nBea Three\n\nText.\n`);
    expect(result.papers.map((paper) => paper.title)).toEqual(['One']);
    expect(result.problems).toMatchObject([{ kind: 'REFUSED', line: 5, recordDropped: true }]);
  });
});

describe('lines', () => {
  it.each([
    ['LGApr 30, 2019Code', ['LG'], 2019, 4, 30, true], ['cs.LG Jun 2023', ['cs.LG'], 2023, 6, null, false], ['2023', [], 2023, null, null, false],
    ['LG, CL Sept. 3, 2020 Code', ['LG', 'CL'], 2020, 9, 3, true], ['hep-th2001-02-03', ['hep-th'], 2001, 2, 3, false],
  ])('%s is a meta line', (line, fields, year, month, day, hasCode) => expect(metaLine(line)).toMatchObject({ fields, year, month, day, hasCode }));
  it.each(['We met in May 2019', 'A Survey of 2023', 'Marble 2019', 'Ada One, Bea Two', 'In 2019'])('%s is none', (line) => expect(metaLine(line)).toBeNull());
  it.each([['h-index32', 32], ['h index: 32', 32], ['1,234citations', 1234], ['Citations 12,345,678', 12_345_678], ['Novelty53%', 53], ['AI Score 42', 42]])('%s states %d', (line, value) => expect(statedFigure(line)?.value).toBe(value));
});

const page = '../shared/data/seed/profile-page.txt';
it.skipIf(!existsSync(page))('reads the real page whole', async () => {
  const { papers, persons, problems } = await readBytes(profile, readFileSync(page));
  expect(problems).toEqual([]);
  expect(papers).toHaveLength(11);
  expect(papers.every((paper) => (paper.abstract?.length ?? 0) > 300)).toBe(true);
  expect(papers.filter((paper) => paper.mentions.some((mention) => mention.position === null))).toHaveLength(2);
  expect(persons[0]?.reported.map((figure) => figure.value)).toEqual([32, 11, 145, 53, 42]);
});
