import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { acl } from '../../src/sources/acl.js';
import { anthologyId } from '../../src/sources/acl-mapping.js';
import { RecordNotes } from '../../src/sources/record-notes.js';
import { writtenDate } from '../../src/sources/written-dates.js';
import { itemsOf, itemsOfFile } from '../helpers/source-items.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/sources/acl/${name}`, import.meta.url));
const SHARED = '../shared/data/acl-anthology';

describe('a collection', () => {
  it('maps a paper with its volume: title, names, ids, first day, venue, code', async () => {
    const { papers } = await itemsOfFile(acl, fixture('2031.example.xml'));
    expect(papers[0]).toEqual({
      key: 'acl:2031.example-main.1',
      externalIds: { acl: '2031.example-main.1', doi: '10.18653/v1/2031.example-main.1' },
      title: 'BERT for k cats: a survey',
      abstract: 'We study cats.',
      date: { year: 2031, month: 6, day: 30 },
      venue: 'EXCON',
      type: 'CONFERENCE_PAPER',
      fields: [],
      mentions: [
        { rawName: 'Felicia Körner', parts: { given: 'Felicia', particle: null, family: 'Körner', suffix: null }, position: 1, kind: 'PERSON',
          externalIds: { acl: 'felicia-korner', orcid: '0000-0002-1825-0097' }, affiliations: [{ name: 'Example U', ror: null, countryCode: null }], isCorresponding: null },
        { rawName: 'Mononym', parts: { given: null, particle: null, family: 'Mononym', suffix: null }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'Sam Doe Jr.', parts: { given: 'Sam', particle: null, family: 'Doe', suffix: 'Jr.' }, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: null,
      links: [
        { kind: 'LANDING_PAGE', url: 'https://aclanthology.org/2031.example-main.1/' },
        { kind: 'PDF', url: 'https://aclanthology.org/2031.example-main.1.pdf' },
        { kind: 'CODE', url: 'https://github.com/example/cats' },
      ],
      scores: [],
      source: { format: 'acl', file: '2031.example.xml', line: 13, byte: null, retrievedAt: null, url: null },
    });
  });

  it("takes a paper's own date, journals as articles, and the volume's title where no venue is named", async () => {
    const { papers } = await itemsOfFile(acl, fixture('2031.example.xml'), 5);
    expect(papers.map(({ key }) => key)).toEqual(['acl:2031.example-main.1', 'acl:2031.example-main.2', 'acl:2031.example-2.7']);
    expect(papers[1].date).toEqual({ year: 2030, month: 12, day: null });
    expect(papers[2]).toMatchObject({ type: 'ARTICLE', venue: 'Journal of Examples 2', date: { year: 2031, month: 2, day: null } });
    expect(papers[2].externalIds.doi).toBeUndefined();
  });

  it('says what is wrong with the others', async () => {
    const { problems } = await itemsOfFile(acl, fixture('2031.example.xml'));
    expect(problems.map(({ kind, record, recordDropped }) => [kind, record, recordDropped])).toEqual([
      ['MISSING_AUTHORS', 'acl:2031.example-main.2', false],
      ['MISSING_TITLE', 'acl:2031.example-main.3', true],
      ['INVALID_IDENTIFIER', 'acl:2031.example-2.7', false],
      ['INVALID_DATE', 'acl:2031.example-2.7', false],
    ]);
    expect(problems[3]).toMatchObject({ field: 'month', value: '31 February' });
  });
});

it.each([
  ['2020.acl', 'main', '1', '2020.acl-main.1'],
  ['P19', '1', '1', 'P19-1001'],
  ['P19', '1', '1001', 'P19-1001'],
  ['W19', '3', '1', 'W19-0301'],
  ['W19', '03', '12', 'W19-0312'],
  ['C69', '1', '2', 'C69-0102'],
  ['D19', '1', '7', 'D19-1007'],
  ['D19', '57', '2', 'D19-5702'],
  ['J93', '2', '4', 'J93-2004'],
  ['P18', '', '1007', 'P18-1007'],
  ['P18', '', '7', null],
  ['acl', 'main', '1', null],
  ['2020.acl', 'main', 'x', null],
])('the Anthology id of %s, %s, %s is %s', (collection, volume, paper, id) => {
  expect(anthologyId(collection, volume, paper)).toBe(id);
});

it.each([
  ['July', 7, null], ['7', 7, null], ['DECEMBER', 12, null], ['Sept', 9, null], ['July–August', 7, null], ['5-10 July', 7, 5],
  ['May 30–June 1', 5, 30], ['29 October--3 November', 10, 29], ['December 14-15', 12, 14], ['October 28 - November 1', 10, 28],
  ['5th to 10th July 2019', 7, 5], ['July 2019', 7, null], ['juin', 6, null], ['', null, null],
])('the month %j begins in month %s, day %s', (month, expectedMonth, day) => {
  const notes = new RecordNotes('f', 1, null);
  expect(writtenDate('2019', month, '', notes)).toEqual({ year: 2019, month: expectedMonth, day });
  expect(notes.problems()).toEqual([]);
});

it.each([['Spring', null], ['13', null], ['30 February', 2], ['constructor', null]])('the month %j is reported and kept as far as it holds', (month, kept) => {
  const notes = new RecordNotes('f', 1, null);
  expect(writtenDate('2019', month, '', notes)).toEqual({ year: 2019, month: kept, day: null });
  expect(notes.problems()).toMatchObject([{ kind: 'INVALID_DATE', field: 'month', value: month }]);
});

describe('lists of names', () => {
  it('reads canonical names with variants; a bad entry costs itself only', async () => {
    const { persons, problems } = await itemsOfFile(acl, fixture('name_variants.yaml'), 9);
    expect(persons.map(({ key, names, externalIds }) => [key, names, externalIds])).toEqual([
      ['acl:felicia-korner', ['Felicia Körner', 'Felicia Koerner'], { acl: 'felicia-korner', orcid: '0000-0002-1825-0097' }],
      ['acl:no-null', ['No Null', 'No Nil'], {}],
      ['acl:mausam', ['Mausam'], {}],
    ]);
    expect(persons[0]).toMatchObject({ affiliations: [{ name: 'Example U' }], source: { line: 2, format: 'acl' } });
    expect(problems).toMatchObject([{ kind: 'MALFORMED', line: 10, recordDropped: true }]);
  });

  it('reads the newer list of people by id', async () => {
    const yaml = 'aaron-doe:\n  names:\n  - {first: Aaron, last: Doe}\n  - first: A.\n    last: Doe\nb-c:\n  orcid: 0000-0002-1825-0097\n  names:\n  - {first: B, last: C}\n';
    expect(acl.detect(yaml, 'people.yaml')).toBeGreaterThan(0.5);
    const { persons } = await itemsOf(acl, yaml);
    expect(persons.map(({ key, names }) => [key, names])).toEqual([['acl:aaron-doe', ['Aaron Doe', 'A. Doe']], ['acl:b-c', ['B C']]]);
  });

  it('takes an ORCID for what it is where it stands as an id of the Anthology, in lists and on papers', async () => {
    const { persons, problems } = await itemsOf(acl, '- canonical: {first: A, last: B}\n  id: 0000-0001-5109-370x\n- canonical: {first: C, last: D}\n  id: 0000-0002-1825-0097\n  orcid: 0000-0001-5109-3700\n- canonical: {first: E, last: F}\n  id: 0000-0002-1825-0098\n');
    expect(persons.map(({ externalIds }) => externalIds)).toEqual([{}, { orcid: '0000-0002-1825-0097' }, {}]);
    expect(problems.map(({ kind, field, value }) => [kind, field, value])).toEqual([
      ['INVALID_IDENTIFIER', 'id', '0000-0001-5109-370x'], ['INVALID_IDENTIFIER', 'orcid', '0000-0001-5109-3700'], ['INVALID_IDENTIFIER', 'id', '0000-0002-1825-0098'],
    ]);
    const upper = await itemsOf(acl, '- canonical: {first: A, last: B}\n  id: 0000-0002-1694-233x\n');
    expect(upper.persons.map(({ externalIds }) => externalIds)).toEqual([{ orcid: '0000-0002-1694-233X' }]);
    const { papers } = await itemsOf(acl, '<collection id="2020.acl"><volume id="main"><meta><booktitle>P</booktitle></meta><paper id="1"><title>T</title><author id="0000-0002-1694-233X"><first>A</first><last>B</last></author></paper></volume></collection>');
    expect(papers[0].mentions[0].externalIds).toEqual({ orcid: '0000-0002-1694-233X' });
  });

  it('leaves out a last entry that a cut may have shortened, and expands no alias', async () => {
    const cut = await itemsOf(acl, '- canonical: {first: A, last: B}\n  id: a-b\n- canonical: {first: C, last: D}\n  id: c-');
    expect(cut.persons.map(({ key }) => key)).toEqual(['acl:a-b']);
    expect(cut.kinds).toEqual(['TRUNCATED']);
    const bomb = await itemsOf(acl, '- canonical: {first: &a [x, x], last: [*a, *a]}\n');
    expect(bomb.persons).toEqual([]);
    expect(bomb.kinds).toHaveLength(1);
  });
});

it('detects the Anthology and nothing else', () => {
  expect(acl.detect("<?xml version='1.0' encoding='UTF-8'?>\n<collection id=\"2020.acl\">\n", 'x')).toBe(1);
  expect(acl.detect('<collection id="P19">', 'x')).toBe(1);
  expect(acl.detect('<collection id="postcards">', 'x')).toBe(0);
  expect(acl.detect('- canonical: {first: A, last: B}\n', 'x')).toBe(1);
  expect(acl.detect('<dblp>', 'x')).toBe(0);
  expect(acl.detect('- some: yaml\n', 'x')).toBe(0);
});

it('says that a file holds no papers', async () => {
  expect((await itemsOf(acl, '<collection id="2020.acl"></collection>')).kinds).toEqual(['NO_RECORDS']);
  expect((await itemsOf(acl, '<collection id="2020.acl"><event id="a"><links/></event></collection>')).kinds).toEqual([]);
});

it.skipIf(!existsSync(SHARED))('reads the real Anthology: every paper, every author, every person', async () => {
  let papers = 0;
  let mentions = 0;
  for (const name of readdirSync(`${SHARED}/xml`)) {
    const read = await itemsOfFile(acl, `${SHARED}/xml/${name}`);
    expect(read.kinds).toEqual([]);
    papers += read.papers.length;
    mentions += read.papers.reduce((sum, paper) => sum + paper.mentions.length, 0);
  }
  expect([papers, mentions]).toEqual([8344, 31_739]);
  const people = await itemsOfFile(acl, `${SHARED}/yaml/name_variants.yaml`);
  expect([people.persons.length, people.kinds.length]).toEqual([3687, 0]);
}, 60_000);
