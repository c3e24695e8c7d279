import { describe, expect, it } from 'vitest';
import { ris } from '../../../src/sources/ris/ris.js';
import { kinds, readBytes, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const at = <T>(list: readonly T[], index: number): T => list[index];
const record = (...lines: string[]): string => `TY  - JOUR\n${lines.join('\n')}\nER  - \n`;

describe('RIS of Zotero', async () => {
  const { papers, problems } = await readFixture(ris, 'ris/zotero.ris');

  it('reads a journal article whole', () => {
    expect(at(papers, 0)).toEqual({
      key: 'ris::lanterns and the tides they keep',
      externalIds: { doi: '10.5555/tides.1' },
      title: 'Lanterns and the tides they keep',
      abstract: 'First paragraph of the abstract. with a second line',
      date: { year: 2031, month: 2, day: 5 },
      venue: 'Journal of Invented Tides',
      type: 'ARTICLE',
      fields: [],
      mentions: [
        { rawName: 'van de Merwe, Rens', parts: { given: 'Rens', particle: 'van de', family: 'Merwe', suffix: null }, position: 1, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: "O'Brien, Ana, Jr.", parts: { given: 'Ana', particle: null, family: "O'Brien", suffix: 'Jr.' }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'Lantern Tide Collaboration', parts: null, position: 3, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/tides/1' }, { kind: 'PDF', url: 'https://example.org/tides/1.pdf' }],
      scores: [],
      source: { format: 'ris', file: 'zotero.ris', line: 1, byte: null, retrievedAt: null, url: null },
    });
  });
  it('takes no editor for an author, and says so where there are only editors', () => {
    expect(papers.slice(1, 3).map(({ title, type, venue, mentions }) => [title, type, venue, mentions.map(({ rawName }) => rawName)])).toEqual([
      ['Keeping a lantern dry', 'BOOK_CHAPTER', 'The Handbook of Lanterns', ['Okonkwo, Ada']],
      ['Edited lanterns', 'BOOK', null, []],
    ]);
    expect(problems).toMatchObject([{ kind: 'MISSING_AUTHORS', line: 26, recordDropped: false, reason: expect.stringContaining('editors') as string }]);
  });
  it('reads a thesis with its university and a season', () => {
    expect(at(papers, 3)).toMatchObject({ type: 'DISSERTATION', venue: 'University of Invention', date: { year: 2028, month: null, day: null }, mentions: [{ rawName: 'Süß, Jürgen' }] });
  });
});

describe('RIS of Embase', async () => {
  const { papers, problems } = await readFixture(ris, 'ris/embase.ris');

  it('matches affiliations, mail domains and the corresponding author to names', () => {
    expect(problems).toEqual([]);
    expect(papers).toMatchObject([{ type: 'REVIEW', venue: 'Annals of Wicks', externalIds: { pmid: '31234567' }, abstract: 'About wicks.' }]);
    const wicks = { name: 'Department of Wicks, University of Invention, Invention City, Norway', ror: null, countryCode: null };
    expect(at(papers, 0).mentions).toEqual([
      { rawName: 'Lund R.', parts: { given: 'R.', particle: null, family: 'Lund', suffix: null }, position: 1, kind: 'PERSON', externalIds: {}, affiliations: [wicks], isCorresponding: null },
      {
        rawName: 'De Witt A.-M.', parts: { given: 'A.-M.', particle: null, family: 'De Witt', suffix: null }, position: 2, kind: 'PERSON', externalIds: {},
        affiliations: [wicks, { name: 'Institute of Flame, Invention City, Norway', ror: null, countryCode: null }], emailDomain: 'wicks.example.edu', isCorresponding: true,
      },
      { rawName: 'Lund R.A.', parts: { given: 'R.A.', particle: null, family: 'Lund', suffix: null }, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
    ]);
  });
});

describe('RIS of Ovid', async () => {
  const { papers, problems } = await readFixture(ris, 'ris/ovid.ris');

  it('passes over its counters and links, and gives ORCIDs to whom they belong', () => {
    expect(papers.map(({ title, date, externalIds }) => [title, date?.year, externalIds])).toEqual([['Does a lantern calm its keeper?', 2031, { doi: '10.5555/kp.7' }], ['A second record', 2031, {}]]);
    expect(at(papers, 0).mentions).toMatchObject([
      { rawName: 'Marsh, Ines A', externalIds: { orcid: '0000-0002-1825-0097' }, affiliations: [{ name: 'Faculty of Keeping, University of Invention' }], emailDomain: 'keeping.example.pt' },
      { rawName: 'Hill, Chris', externalIds: {}, affiliations: [], emailDomain: 'other.example.com' },
    ]);
    expect(problems).toMatchObject([{ kind: 'UNMATCHED_ID', field: 'AI', value: 'Nobody, Ann: 0000-0001-5109-3700', line: 2 }]);
  });
  it('marks a list that ends in et al. as incomplete', () => {
    expect(at(papers, 1)).toMatchObject({ authorListComplete: false, mentions: [{ rawName: 'Hill, C.', position: 1 }] });
  });
  it('keeps no mail address anywhere', () => expect(JSON.stringify(papers)).not.toContain('@'));
});

describe('RIS of indexes', async () => {
  const { papers, problems } = await readFixture(ris, 'ris/indexes.ris');

  it('reads Scopus: citations with their day, ids, correspondence', () => {
    expect(at(papers, 0)).toMatchObject({
      externalIds: { scopus: '2-s2.0-85000000001', pmid: '30000001' }, type: 'CONFERENCE_PAPER', citationCount: { value: 12, source: 'scopus', asOf: '2031-11-18' },
      source: { retrievedAt: '2031-11-18' }, mentions: [{ isCorresponding: null }, { rawName: 'Birch, T.', isCorresponding: true, emailDomain: 'two.example.de' }],
    });
  });
  it('reads Web of Science: a month beside the year, times cited, its own id', () => {
    expect(at(papers, 1)).toMatchObject({ externalIds: { wos: '000999000000001' }, date: { year: 2029, month: 6, day: 19 }, citationCount: { value: 5, source: 'wos', asOf: null } });
  });
  it('reads IEEE: names in natural order are left whole, a conference begins on its first day', () => {
    expect(at(papers, 2)).toMatchObject({ type: 'CONFERENCE_PAPER', venue: '2028 Conference on Trees (CoT)', date: { year: 2028, month: 9, day: 24 }, mentions: [{ rawName: 'A. B. Elm', parts: null }] });
  });
  it('reads EndNote: the accession number is PubMed’s, a sole author has the affiliation', () => {
    expect(at(papers, 3)).toMatchObject({ externalIds: { pmid: '29999999' }, date: { year: 2018, month: 3, day: 1 }, mentions: [{ affiliations: [{ name: 'Institute of Firs, Fir Town, Norway' }], emailDomain: 'firs.example.no' }] });
  });
  it('says whose affiliations nobody can tell', () => {
    expect(problems.map(({ kind, line, value }) => [kind, line, value])).toEqual([
      ['UNASSIGNED_AFFILIATIONS', 1, 'Department One, Town, Land'], ['UNASSIGNED_AFFILIATIONS', 18, 'Univ Invent, Invention City, Land'],
    ]);
  });
});

describe('RIS that is broken', async () => {
  const { papers, problems } = await readFixture(ris, 'ris/broken.ris');

  it('keeps what is whole and says of the rest where and why', () => {
    expect(papers.map(({ title, type, date }) => [title, type, date])).toEqual([
      ['Not ended before the next', 'ARTICLE', null],
      ['Begins without its type', null, null],
      ['Dates that do not agree', 'ARTICLE', { year: 2020, month: null, day: null }],
      ['One space before the hyphen', 'ARTICLE', { year: 2019, month: null, day: null }],
    ]);
    expect(problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])).toEqual([
      ['UNTERMINATED_ENTRY', 2, false], ['MISSING_TITLE', 5, true], ['MISSING_TYPE', 9, false], ['INVALID_IDENTIFIER', 12, false], ['MISSEPARATED_AUTHORS', 12, false],
      ['INVALID_DATE', 12, false], ['CONFLICTING_DATE', 12, false], ['STRAY_FIELDS', 19, false], ['TRUNCATED', 25, true], ['STRAY_LINES', 1, false],
    ]);
    expect(at(papers, 2).mentions.map(({ rawName }) => rawName)).toEqual(['Fourth, Di', 'Fifth, Ed']);
  });
});

describe('single fields of RIS', () => {
  const read = async (...lines: string[]) => at((await readText(ris, record(...lines))).papers, 0);

  it.each([
    ['2019', 2019, null, null], ['2019//', 2019, null, null], ['2019/04/30/', 2019, 4, 30], ['1997/02//Winter', 1997, 2, null], ['2014///nan', 2014, null, null],
    ['2018-05-03', 2018, 5, 3], ['2018-05-03T00:00:00Z', 2018, 5, 3], ['20180503', 2018, 5, 3], ['3 May 2018', 2018, 5, 3], ['Mar.-Apr. 2015', 2015, 3, null], ['31 May-3 June 2016', 2016, 5, 31], ['Spring 2012', 2012, null, null],
  ])('reads the date %s', async (text, year, month, day) => expect((await read('TI  - T', 'AU  - A, B', `Y1  - ${text}`)).date).toEqual({ year, month, day }));
  it.each(['', 'n.d.', 'nan', '//'])('knows no date in "%s"', async (text) => {
    const { papers, problems } = await readText(ris, record('TI  - T', 'AU  - A, B', `PY  - ${text}`));
    expect([at(papers, 0).date, problems]).toEqual([null, []]);
  });
  it('notes a date that is none', async () => {
    const { papers, problems } = await readText(ris, record('TI  - T', 'AU  - A, B', 'PY  - soon'));
    expect([at(papers, 0).date, problems.map(({ kind, field, value }) => [kind, field, value])]).toEqual([null, [['INVALID_DATE', 'PY', 'soon']]]);
  });
  it('takes an institution with a comma behind it for a group', async () => {
    expect((await read('TI  - T', 'AU  - Royal Lantern House,', 'AU  - Plato,')).mentions.map(({ rawName, kind }) => [rawName, kind])).toEqual([['Royal Lantern House', 'GROUP'], ['Plato', 'PERSON']]);
  });
  it.each([
    ['UR  - https://arxiv.org/abs/2101.00001v2', { arxiv: '2101.00001' }], ['DO  - 10.48550/arXiv.2101.00001', { doi: '10.48550/arxiv.2101.00001', arxiv: '2101.00001' }],
    ['UR  - https://www.ncbi.nlm.nih.gov/pubmed/23162881', { pmid: '23162881' }], ['UR  - <Go to ISI>://WOS:000298449100001', { wos: '000298449100001' }],
    ['L2  - http://dx.doi.org/10.5555/A', { doi: '10.5555/a' }], ['DO  - https://doi.org/10.5555/B', { doi: '10.5555/b' }], ['N1  - PMCID: PMC12345.', { pmcid: 'PMC12345' }],
  ])('reads the ids of %s', async (line, ids) => expect((await read('TI  - T', 'AU  - A, B', line)).externalIds).toEqual(ids));
  it('continues a field on lines without a tag, whatever they begin with', async () => {
    expect((await read('TI  - T', 'AU  - A, B', 'AB  - One', 'AB - two', '', '  three')).abstract).toBe('One AB - two three');
  });
  it('tells records of one title in one file apart by their accession number', async () => {
    const { papers } = await readText(ris, record('TI  - Editorial', 'AU  - A, B', 'AN  - 1') + record('TI  - Editorial', 'AU  - C, D', 'AN  - 2'));
    expect(papers.map(({ key }) => key)).toEqual(['ris:1:editorial', 'ris:2:editorial']);
  });
  it('reads Latin-1 and says so', async () => {
    const { papers, problems } = await readBytes(ris, Buffer.from(record('TI  - Müde Lichter', 'AU  - Süß, Jörg'), 'latin1'));
    expect([at(papers, 0).title, at(papers, 0).mentions[0]?.rawName, problems.map(({ kind, line }) => [kind, line])]).toEqual(['Müde Lichter', 'Süß, Jörg', [['INVALID_UTF8', 2]]]);
  });
  it('reads lines that end in CR alone', async () => {
    const { papers } = await readText(ris, record('TI  - T', 'AU  - A, B').replaceAll('\n', '\r'));
    expect(papers.map(({ title }) => title)).toEqual(['T']);
  });
  it('refuses a record of more than 16 MiB and reads on', async () => {
    const { papers, problems } = await readText(ris, record('TI  - Huge', `AB  - ${'x '.repeat(9 << 20)}`) + record('TI  - After', 'AU  - A, B'));
    expect([papers.map(({ title }) => title), problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])]).toEqual([['After'], [['REFUSED', 1, true]]]);
  });
  it('says that a file holds no record', async () => expect(kinds(await readText(ris, 'nothing here\n'))).toEqual(['NO_RECORDS']));
});

holdsAgainstHostileInput({
  source: ris,
  fixtures: ['ris/zotero.ris', 'ris/embase.ris', 'ris/ovid.ris', 'ris/indexes.ris', 'ris/broken.ris'],
  tokens: ['TY  - JOUR\n', 'ER  - \n', 'TI  - ', 'AU  - ', 'A1  - ', 'One, Ann', '\n', 'AD  - ', 'M1  - (One A.) X', 'AI  - ', 'PY  - ', '2019', '/', 'x', '@', 'a@b.org', '  - ', 'N1  - Cited By :', '\r'],
});

describe('people who are no authors', () => {
  it.each([
    ['JOUR', 'A2, A4', 'editors and translators'],
    // EndNote's names of the fields; CINAHL's "case study" comes as one.
    ['CASE', 'A2, A4', 'reporters and counsel of a case in court'],
  ])('are named where a record of type %s has nobody else, with where they stand', async (type, tags, roles) => {
    const { papers, problems } = await readText(ris, `TY  - ${type}\nTI  - On lanterns\nA4  - Two, Bo\nA2  - One, Ann\nER  - \n`);
    expect(papers[0].mentions).toEqual([]);
    expect(problems).toMatchObject([{
      kind: 'MISSING_AUTHORS', field: tags, value: 'One, Ann; Two, Bo', recordDropped: false,
      reason: `The record names people in ${tags} alone, which are ${roles} and no authors; it is kept without any. Where they are the authors, write them as AU.`,
    }]);
  });
});
