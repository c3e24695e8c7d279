import { describe, expect, it } from 'vitest';
import { nbib } from '../../../src/sources/nbib/nbib.js';
import { kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const affiliation = (name: string) => ({ name, ror: null, countryCode: null });
const record = (...lines: string[]): string => ['PMID- 1', ...lines, 'SO  - J. 2020.', '', ''].join('\n');
const read = async (...lines: string[]) => (await readText(nbib, record('TI  - T.', ...lines))).papers[0];

describe('MEDLINE records', async () => {
  const { papers, problems } = await readFixture(nbib, 'nbib/pubmed.nbib');

  it('reads a record whole', () => {
    expect(problems).toEqual([]);
    expect(papers[0]).toEqual({
      key: 'pmid:31000001',
      externalIds: { pmid: '31000001', pmcid: 'PMC7000001', doi: '10.5555/med.1' },
      title: 'A title that goes on over two lines',
      abstract: 'BACKGROUND: Something was unknown. CONCLUSION: It still is.',
      date: { year: 2019, month: 11, day: null },
      venue: 'Journal of unknowns',
      type: 'REVIEW',
      fields: [],
      mentions: [
        {
          rawName: 'García-López, María José', parts: { given: 'María José', particle: null, family: 'García-López', suffix: null }, position: 1, kind: 'PERSON', externalIds: { orcid: '0000-0002-1825-0097' },
          affiliations: [affiliation('Institute of Unknowns, Invention City, Spain'), affiliation('Second Institute, Invention City, Spain')], emailDomain: 'unknowns.example.es', isCorresponding: null,
        },
        { rawName: 'Smith, John A Jr', parts: { given: 'John A', particle: null, family: 'Smith', suffix: 'Jr' }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'Unknowns Study Group', parts: null, position: 3, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: null,
      links: [],
      scores: [],
      source: { format: 'nbib', file: 'pubmed.nbib', line: 2, byte: null, retrievedAt: null, url: null },
    });
  });
  it('reads an old one: names in short, one affiliation before them, "et al.", a translated title', () => {
    expect(papers[1]).toMatchObject({
      title: 'A title translated from the Norwegian', type: 'LETTER', date: { year: 1994, month: null, day: null }, authorListComplete: false,
      mentions: [
        { rawName: 'First A', parts: { given: 'A', family: 'First' }, affiliations: [affiliation('Department of the First Author, Old Town')] },
        { rawName: 'Second BC', parts: { given: 'BC', family: 'Second' }, affiliations: [] },
      ],
    });
    expect(papers[1].mentions).toHaveLength(2);
  });
  it('takes the electronic date where the issue has none', () => expect(papers[2].date).toEqual({ year: 2019, month: 1, day: 10 }));
  it('keeps no mail address anywhere', () => expect(JSON.stringify(papers)).not.toContain('@'));
});

describe('single fields of MEDLINE', () => {
  it.each([
    ['2002 Sep', 2002, 9, null], ['2006 Mar 1', 2006, 3, 1], ['2006', 2006, null, null], ['1998 Dec-1999 Jan', 1998, 12, null], ['2000 Spring', 2000, null, null], ['2017 Apr-Jun', 2017, 4, null], ['2019 Nov 30', 2019, 11, 30],
  ])('reads the date %s', async (text, year, month, day) => expect((await read(`DP  - ${text}`)).date).toEqual({ year, month, day }));
  it.each([
    [['Journal Article'], 'ARTICLE'], [['Journal Article', 'Systematic Review'], 'REVIEW'], [['Preprint', 'Journal Article'], 'PREPRINT'], [['Randomized Controlled Trial'], 'ARTICLE'],
    [['Published Erratum'], 'OTHER'], [['Editorial', 'Comment'], 'EDITORIAL'], [[], null],
  ])('calls %j %s', async (types, type) => expect((await read(...types.map((name) => `PT  - ${name}`))).type).toBe(type));
  it('gives investigators, editors and their facts to no author', async () => {
    const paper = await read('FAU - One, Ann', 'FED - Editor, Ed', 'AD  - Editorial Office', 'FIR - Helper, Hal', 'AUID- ORCID: 0000-0002-1825-0097');
    expect(paper.mentions.map(({ rawName, affiliations, externalIds }) => [rawName, affiliations, externalIds])).toEqual([['One, Ann', [], {}]]);
  });
  it('notes an ORCID that can’t be one', async () => {
    const { papers, problems } = await readText(nbib, record('TI  - T', 'FAU - One, Ann', 'AUID- ORCID: 0000-0002-1825-0098'));
    expect([papers[0].mentions[0].externalIds, problems.map(({ kind, field, record: key }) => [kind, field, key])]).toEqual([{}, [['INVALID_IDENTIFIER', 'AUID', 'pmid:1']]]);
  });
  it('notes a record without authors, and leaves out one without a title', async () => {
    const { papers, problems } = await readText(nbib, record('TI  - T') + record('FAU - One, Ann'));
    expect([papers.length, problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])]).toEqual([1, [['MISSING_AUTHORS', 1, false], ['MISSING_TITLE', 5, true]]]);
  });
  it('leaves out a record in whose middle the file ends, and keeps one that a blank line ends', async () => {
    const open = 'PMID- 1\nTI  - T\nFAU - One, Ann\n';
    expect(await readText(nbib, open)).toMatchObject({ papers: [], problems: [{ kind: 'TRUNCATED', line: 1, record: 'pmid:1', recordDropped: true }] });
    expect(await readText(nbib, `${open}\n`)).toMatchObject({ papers: [{ title: 'T' }], problems: [] });
  });
  it('tells records without a blank line between them apart', async () => {
    const { papers } = await readText(nbib, 'PMID- 1\nTI  - One\nFAU - A, B\nPMID- 2\nTI  - Two\nFAU - C, D\nSO  - x\n');
    expect(papers.map(({ title }) => title)).toEqual(['One', 'Two']);
  });
  it('counts lines that are no part of a record', async () => {
    const { problems } = await readText(nbib, `1: a heading\n${record('TI  - T', 'FAU - A, B', 'not a field')}`);
    expect(problems).toMatchObject([{ kind: 'STRAY_LINES', line: 1, reason: expect.stringContaining('2 line(s)') as string }]);
  });
  it('says that a file holds no record', async () => expect(kinds(await readText(nbib, 'nothing here\n'))).toEqual(['NO_RECORDS']));
});

holdsAgainstHostileInput({
  source: nbib,
  fixtures: ['nbib/pubmed.nbib'],
  tokens: ['PMID- ', '123', '\n', '\n\n', 'TI  - ', 'FAU - ', 'AU  - ', 'CN  - ', 'AD  - ', 'AUID- ORCID: ', 'One, Ann', '      more', 'DP  - 2019 ', 'Feb 31', 'SO  - x', 'a@b.org'],
});
