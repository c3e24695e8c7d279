import { describe, expect, it } from 'vitest';
import { scopusCsv } from '../../../src/sources/tables/scopus-csv.js';
import { kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const affiliation = (name: string) => ({ name, ror: null, countryCode: null });
const HEADER = 'Authors,Author full names,Author(s) ID,Title,Year,Source title,Affiliations,Authors with affiliations,Correspondence Address,Document Type,EID';
const read = async (...rows: string[]) => await readText(scopusCsv, [HEADER, ...rows, ''].join('\n'));

describe('a Scopus export of before 2023', async () => {
  const { papers, problems } = await readFixture(scopusCsv, 'scopus-csv/old.csv');

  it('reads a row whole', () => {
    expect(papers[0]).toEqual({
      key: 'scopus:2-s2.0-85000000001',
      externalIds: { scopus: '2-s2.0-85000000001', doi: '10.5555/trees.1', pmid: '30000001' },
      title: 'A "quoted" title',
      abstract: 'About trees.',
      date: { year: 2030, month: null, day: null },
      venue: 'Journal of Trees',
      type: 'ARTICLE',
      fields: [],
      mentions: [
        {
          rawName: 'Alder S.', parts: { given: 'S.', particle: null, family: 'Alder', suffix: null }, position: 1, kind: 'PERSON', externalIds: { scopus: '7000000001' },
          affiliations: [affiliation('Dept A, Univ X, Town, Land'), affiliation('Institute Y, City, Land')], isCorresponding: null,
        },
        {
          rawName: 'Von Birch T.-M.', parts: { given: 'T.-M.', particle: null, family: 'Von Birch', suffix: null }, position: 2, kind: 'PERSON', externalIds: { scopus: '7000000002' },
          affiliations: [affiliation('Univ X, Town, Land')], emailDomain: 'x.example.de', isCorresponding: true,
        },
        {
          rawName: 'Cedar J., Jr.', parts: { given: 'J.', particle: null, family: 'Cedar', suffix: 'Jr.' }, position: 3, kind: 'PERSON', externalIds: { scopus: '7000000003' },
          affiliations: [affiliation('Institute Y, City, Land')], isCorresponding: null,
        },
      ],
      authorListComplete: true,
      citationCount: { value: 12, source: 'scopus', asOf: null },
      links: [{ kind: 'LANDING_PAGE', url: 'https://www.scopus.com/inward/record.uri?eid=2-s2.0-85000000001' }],
      scores: [],
      source: { format: 'scopus-csv', file: 'old.csv', line: 2, byte: null, retrievedAt: null, url: null },
    });
  });
  it('counts columns from the end where texts of funding without a title push them on', () => {
    expect(papers[1]).toMatchObject({
      key: 'scopus:2-s2.0-85000000002', type: 'CONFERENCE_PAPER',
      mentions: [{ rawName: 'Elm, T.', isCorresponding: true, emailDomain: 'z.example.fr', affiliations: [affiliation('Institute Z, City, Land')] }],
    });
    expect(problems).toMatchObject([{ kind: 'EXTRA_COLUMNS', line: 3, recordDropped: false, reason: expect.stringContaining('1 row(s)') as string }]);
  });
  it('knows that no author is named, and of proceedings does not ask for any', () => {
    expect(papers[2]).toMatchObject({ title: 'Proceedings of trees', type: 'PROCEEDINGS', mentions: [], authorListComplete: true });
  });
  it('keeps no mail address anywhere', () => expect(JSON.stringify(papers)).not.toContain('@'));
});

describe('a Scopus export of 2023 and later', async () => {
  const { papers, problems } = await readFixture(scopusCsv, 'scopus-csv/new.csv');

  it('takes full names with their ids, and groups', () => {
    expect(problems).toEqual([]);
    expect(papers[0].mentions).toEqual([
      {
        rawName: 'Alder, Sofía', parts: { given: 'Sofía', particle: null, family: 'Alder', suffix: null }, position: 1, kind: 'PERSON', externalIds: { scopus: '57000000001' },
        affiliations: [affiliation('Univ X, Town, Land')], emailDomain: 'x.example.de', isCorresponding: true,
      },
      { rawName: 'Birch, Tom M.', parts: { given: 'Tom M.', particle: null, family: 'Birch', suffix: null }, position: 2, kind: 'PERSON', externalIds: { scopus: '57000000002' }, affiliations: [affiliation('Univ X, Town, Land')], isCorresponding: null },
      { rawName: 'The TREE Collaboration', parts: null, position: 3, kind: 'GROUP', externalIds: { scopus: '57000000003' }, affiliations: [], isCorresponding: null },
    ]);
    expect(papers[0].citationCount?.value).toBe(0);
  });
});

describe('single cells of Scopus', () => {
  it('leaves ids out that are not as many as the authors, and says so', async () => {
    const { papers, problems } = await read('"A B., C D.",,1234567890;,T,2020,J,,,,Article,2-s2.0-85000000001');
    expect([papers[0].mentions.map(({ externalIds }) => externalIds), problems.map(({ kind, field }) => [kind, field])]).toEqual([[{}, {}], [['AUTHOR_COUNT_MISMATCH', 'Author(s) ID']]]);
  });
  it('takes short names where full ones are not as many', async () => {
    const { papers, problems } = await read('"Alder A.; Birch B.","Alder, Ann (1234567890)",,T,2020,J,,,,Article,2-s2.0-85000000001');
    expect([papers[0].mentions.map(({ rawName }) => rawName), kinds({ papers, persons: [], ledger: [], problems })]).toEqual([['Alder A.', 'Birch B.'], ['AUTHOR_COUNT_MISMATCH']]);
  });
  it('gives an author the longer of two affiliations of which one is a part of the other', async () => {
    const { papers } = await read('"Alder A.",,,T,2020,J,"Univ X, Town; Dept A, Univ X, Town","Alder, A., Dept A, Univ X, Town",,Article,2-s2.0-85000000001');
    expect(papers[0].mentions[0].affiliations.map(({ name }) => name)).toEqual(['Dept A, Univ X, Town']);
  });
  it('says whose affiliations nobody can tell', async () => {
    const { problems } = await read('"Alder A., Birch B.",,,T,2020,J,"Univ X, Town",,,Article,2-s2.0-85000000001', '"Alder A.",,,U,2020,J,"Univ X, Town","Cedar, C., Univ X, Town",,Article,2-s2.0-85000000002');
    expect(problems.map(({ kind, field, value, line }) => [kind, field, value, line])).toEqual([
      ['UNASSIGNED_AFFILIATIONS', 'Affiliations', 'Univ X, Town', 2], ['UNASSIGNED_AFFILIATIONS', 'Authors with affiliations', 'Cedar, C., Univ X, Town', 3],
    ]);
  });
  it('leaves out rows that have too few cells, or too many without a reason', async () => {
    const { papers, problems } = await read('"Alder A.",,,T,2020', '"Alder A.",,,T,2020,J,,,,Article,x,2-s2.0-85000000001');
    expect([papers, problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])]).toEqual([[], [['RAGGED_ROW', 2, true], ['RAGGED_ROW', 3, true]]]);
  });
  it('leaves out a row whose quote is not closed at the end', async () => {
    const { papers, problems } = await read('"Alder A.",,,T,2020,J,,,,Article,2-s2.0-85000000001', '"Birch B.",,,"U');
    expect([papers.length, problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])]).toEqual([1, [['TRUNCATED', 3, true]]]);
  });
  it('says that a file holds no record', async () => expect(kinds(await readText(scopusCsv, 'a,b\n1,2\n'))).toEqual(['NO_RECORDS']));
});

holdsAgainstHostileInput({
  source: scopusCsv,
  fixtures: ['scopus-csv/old.csv', 'scopus-csv/new.csv'],
  tokens: [`${HEADER}\n`, 'Title,Source title,EID\n', '"', ',', ';', '\n', 'Alder A.', '2-s2.0-85000000001', 'T', '[No author name available]', '2020', '""'],
  // The EID of an export without quotes may be cut within its digits.
  withoutEnd: ({ key: _key, externalIds: _ids, ...paper }) => paper,
});
