import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { wosTab } from '../../../src/sources/wos/wos-tab.js';
import { wos } from '../../../src/sources/wos/wos.js';
import { fixture, kinds, readBytes, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const affiliation = (name: string) => ({ name, ror: null, countryCode: null });
const file = (...lines: string[]): string => ['FN Clarivate Analytics Web of Science', 'VR 1.0', 'PT J', ...lines, 'ER', '', 'EF', ''].join('\n');
const read = async (...lines: string[]) => await readText(wos, file(...lines));

describe('tagged text of Web of Science', async () => {
  const { papers, problems } = await readFixture(wos, 'wos/tagged.txt');

  it('reads a record whole: full names, and what is matched to them', () => {
    expect(papers[0]).toEqual({
      key: 'wos:000444108200009',
      externalIds: { wos: '000444108200009', doi: '10.5555/wos.1', pmid: '30000009' },
      title: 'Holding a lantern: a title that goes on over two lines',
      abstract: 'An abstract in two lines.',
      date: { year: 2028, month: 9, day: null },
      venue: 'JOURNAL OF LANTERNS',
      type: 'ARTICLE',
      fields: ['Psychology, Applied', 'Optics'],
      mentions: [
        {
          rawName: 'Alceste, Fabiana', parts: { given: 'Fabiana', particle: null, family: 'Alceste', suffix: null }, position: 1, kind: 'PERSON', externalIds: { orcid: '0000-0002-1825-0097' },
          affiliations: [affiliation('Univ Invent, Dept Light, Invention City, Norway')], emailDomain: 'light.example.no', isCorresponding: true,
        },
        {
          rawName: 'Kass, Saul M.', parts: { given: 'Saul M.', particle: null, family: 'Kass', suffix: null }, position: 2, kind: 'PERSON', externalIds: { researcherid: 'A-1234-2010' },
          affiliations: [affiliation('Univ Invent, Dept Light, Invention City, Norway')], isCorresponding: null,
        },
        { rawName: 'Dupont, Jean-Pierre', parts: { given: 'Jean-Pierre', particle: null, family: 'Dupont', suffix: null }, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [affiliation('Univ Autre, Paris, France')], isCorresponding: null },
        { rawName: 'Custody Collaboration', parts: null, position: 4, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: { value: 5, source: 'wos', asOf: '2031-05-14' },
      links: [],
      scores: [],
      source: { format: 'wos', file: 'tagged.txt', line: 3, byte: null, retrievedAt: '2031-05-14', url: null },
    });
  });
  it('knows nobody by the name of anonymous, and no editor as an author', () => {
    expect(papers[1]).toMatchObject({ title: 'Proceedings of lanterns', type: 'CONFERENCE_PAPER', mentions: [] });
  });
  it('gives the address of an old record to its only author', () => {
    expect(papers[2]).toMatchObject({ type: 'LETTER', date: { year: 1985, month: 6, day: 19 }, mentions: [{ rawName: 'Solo, A', affiliations: [affiliation('UNIV OLD,OLD TOWN,LAND')] }] });
  });
  it('says what could not be matched', () => {
    expect(problems.map(({ kind, line, field, value }) => [kind, line, field, value])).toEqual([
      ['UNASSIGNED_AFFILIATIONS', 3, 'C1', '[Nobody, Known] Univ Elsewhere, Far Town, Land.'], ['UNMATCHED_ID', 3, 'OI', 'Stranger, Ann/0000-0001-5109-3700'], ['MISSING_AUTHORS', 37, 'AU', null],
    ]);
  });
});

describe('single fields of Web of Science', () => {
  it.each([
    ['Article; Proceedings Paper', 'ARTICLE'], ['Article; Book Chapter', 'BOOK_CHAPTER'], ['Review; Early Access', 'REVIEW'], ['Editorial Material', 'EDITORIAL'], ['Meeting Abstract', 'CONFERENCE_PAPER'], ['Poetry', 'OTHER'],
  ])('calls a journal’s %s %s', async (stated, type) => {
    const { papers } = await read('AU A, B', 'TI T', `DT ${stated}`);
    expect(papers[0].type).toBe(type);
  });
  it.each([['DEC 15', 12, 15], ['SPR', null, null], ['JUL-AUG', 7, null], ['1ST QUARTER', null, null], ['', null, null]])('reads the date %s', async (text, month, day) => {
    const { papers, problems } = await read('AU A, B', 'TI T', `PD ${text}`, 'PY 2001');
    expect([papers[0].date, problems]).toEqual([{ year: 2001, month, day }, []]);
  });
  it('takes the date of early access before there is another', async () => expect((await read('AU A, B', 'TI T', 'EA FEB 2020')).papers[0].date).toEqual({ year: 2020, month: 2, day: null }));
  it('prefers full names, and says where they are not as many', async () => {
    const { papers, problems } = await read('AU One, A', '   Two, B', 'AF One, Ann', 'TI T');
    expect([papers[0].mentions.map(({ rawName }) => rawName), problems.map(({ kind }) => kind)]).toEqual([['One, Ann'], ['AUTHOR_COUNT_MISMATCH']]);
  });
  it('takes a book’s authors where the record is the book', async () => {
    const { papers } = await read('BA One, A', 'BF One, Ann', 'GP IEEE', 'TI T', 'DT Book');
    expect(papers[0].mentions.map(({ rawName, kind }) => [rawName, kind])).toEqual([['One, Ann', 'PERSON']]);
  });
  it('marks several corresponding authors, whichever word is used', async () => {
    const { papers } = await read('AU One, A', '   Two, B', '   Three, C', 'TI T', 'RP One, A (reprint author), Univ X, Town, Land.; Three, C (corresponding author), Univ Y, Town, Land.', 'EM three@y.example.org; one@x.example.org');
    expect(papers[0].mentions.map(({ isCorresponding, emailDomain }) => [isCorresponding, emailDomain])).toEqual([[true, undefined], [null, undefined], [true, 'y.example.org']]);
  });
  it('keeps a record that lacks its end before the next, and leaves out one that the file’s end cuts', async () => {
    const { papers, problems } = await readText(wos, 'PT J\nAU One, A\nTI First\nPT J\nAU Two, B\nTI Second\n');
    expect([papers.map(({ title }) => title), problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])]).toEqual([['First'], [['UNTERMINATED_ENTRY', 1, false], ['TRUNCATED', 4, true]]]);
  });
  it('says that records may be missing where EF is', async () => {
    expect((await readText(wos, 'PT J\nAU One, A\nTI First\nER\n\n')).problems).toMatchObject([{ kind: 'TRUNCATED', field: 'EF', recordDropped: false }]);
  });
  it('says that a file holds no record', async () => expect(kinds(await readText(wos, 'nothing here\n'))).toEqual(['NO_RECORDS']));
});

describe('tab-delimited Web of Science', async () => {
  const text = readFileSync(fixture('wos/table.txt'), 'utf8');
  const { papers, problems } = await readText(wosTab, text);

  it('reads the same fields as tagged text', () => {
    expect(problems).toEqual([]);
    expect(papers).toMatchObject([
      {
        key: 'wos:000444108200011', title: 'A table of lanterns', type: 'ARTICLE', date: { year: 2028 }, fields: ['Optics', 'Physics, Applied'], citationCount: { value: 3, source: 'wos' }, externalIds: { doi: '10.5555/wos.2' },
        mentions: [
          { rawName: 'Alceste, Fabiana', affiliations: [affiliation('Univ Invent, Invention City, Norway')] },
          { rawName: 'Kass, Saul M.', affiliations: [affiliation('Univ Invent, Invention City, Norway'), affiliation('Univ Zürich, Zürich, Switzerland')] },
        ],
        source: { format: 'wos-tab', line: 2 },
      },
      { key: 'wos:000444108200012', type: 'REVIEW', mentions: [{ rawName: 'Solo, A' }], citationCount: { value: 0 }, source: { line: 3 } },
    ]);
  });
  it.each([['utf16le', [0xff, 0xfe]], ['utf8', [0xef, 0xbb, 0xbf]]] as const)('reads %s with its mark', async (encoding, mark) => {
    const bytes = Buffer.concat([Buffer.from(mark), Buffer.from(text, encoding)]);
    expect(await readBytes(wosTab, bytes, 'test', 7)).toEqual({ papers, persons: [], ledger: [], problems: [] });
  });
  it('leaves out a line with fewer cells than the header', async () => {
    const cut = await readText(wosTab, `${text}J\tThird, A\t\tCut o`);
    expect([cut.papers.length, cut.problems]).toMatchObject([2, [{ kind: 'RAGGED_ROW', line: 4, recordDropped: true }]]);
  });
});

holdsAgainstHostileInput({
  source: wos,
  fixtures: ['wos/tagged.txt'],
  tokens: ['FN Clarivate\n', 'PT J\n', 'ER\n', 'EF\n', 'AU ', 'AF ', '   ', 'One, A', '\n', 'TI ', 'C1 [One, A] X', 'OI One, A/', 'RP One, A (corresponding author), X', 'PY ', '2019', ';', 'a@b.org', '['],
});
holdsAgainstHostileInput({
  source: wosTab,
  fixtures: ['wos/table.txt'],
  tokens: ['PT\tAU\tTI\n', 'PT\tAU\tTI\tC1\tUT\n', 'J\t', '\t', 'One, A', '; ', '\n', '[', ']', 'WOS:000444108200011', 'T'],
  // The last cell of a line has no end mark.
  withoutEnd: ({ key: _key, externalIds: _ids, ...paper }) => paper,
});
