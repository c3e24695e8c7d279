import { describe, expect, it } from 'vitest';
import { detectTable } from '../../../src/sources/registry.js';
import type { SourceInput } from '../../../src/sources/source.js';
import { authorsOfCell } from '../../../src/sources/tables/csv-authors.js';
import { chooseColumns } from '../../../src/sources/tables/csv-columns.js';
import { csv } from '../../../src/sources/tables/csv.js';
import { chunks, collect, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const read = async (text: string, table: Pick<SourceInput, 'columns' | 'authorSeparator'> = {}) => await collect(csv.read({ ...table, file: 'table.csv', bytes: chunks(Buffer.from(text, 'utf8')) }));

describe('a table with columns of the usual names', async () => {
  const { papers, problems } = await readFixture(csv, 'csv/plain.csv');

  it('reads a row whole', () => {
    expect(papers[0]).toEqual({
      key: 'csv:1:first title',
      externalIds: { doi: '10.5555/csv.1' },
      title: 'First title',
      abstract: null,
      date: { year: 2031, month: 2, day: 5 },
      venue: 'Journal of Tables',
      type: 'ARTICLE',
      fields: [],
      mentions: [
        {
          rawName: 'Okonkwo, Ada', parts: { given: 'Ada', particle: null, family: 'Okonkwo', suffix: null }, position: 1, kind: 'PERSON', externalIds: { orcid: '0000-0002-1825-0097' },
          affiliations: [{ name: 'Univ X', ror: null, countryCode: null }], isCorresponding: null,
        },
        { rawName: 'Süß, Jürgen', parts: { given: 'Jürgen', particle: null, family: 'Süß', suffix: null }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [{ name: 'Univ Y', ror: null, countryCode: null }], isCorresponding: null },
        { rawName: 'ATLAS Collaboration', parts: null, position: 3, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: { value: 12, source: 'csv', asOf: null },
      links: [{ kind: 'PDF', url: 'https://example.org/1.pdf' }],
      scores: [],
      source: { format: 'csv', file: 'plain.csv', line: 2, byte: null, retrievedAt: null, url: null },
    });
  });
  it('reads what spreadsheets make of numbers and blanks', () => {
    expect(papers[1]).toMatchObject({ date: { year: 2030 }, externalIds: {}, type: 'CONFERENCE_PAPER', citationCount: null, mentions: [{ rawName: 'Ada Okonkwo', parts: null }, { rawName: 'Bo Two' }] });
    expect(papers[2]).toMatchObject({ date: null, type: null, authorListComplete: false, mentions: [{ rawName: 'Okonkwo, A.' }, { rawName: 'Two, B.' }] });
  });
  it('says of each cell that it could not take where it stands', () => {
    expect(problems.map(({ kind, line, field, value }) => [kind, line, field, value])).toEqual([
      ['UNASSIGNED_FACTS', 3, 'affiliations', 'Univ X'], ['INVALID_IDENTIFIER', 4, 'doi', 'not-a-doi'], ['INVALID_DATE', 4, 'year', '20xx'], ['INVALID_VALUE', 4, 'type', 'poem'], ['INVALID_VALUE', 4, 'citations', 'many'],
      ['AMBIGUOUS_AUTHORS', 5, 'authors', 'Ada Okonkwo, Bo Two'], ['MISSING_AUTHORS', 6, 'authors', null],
    ]);
  });
});

describe('a table whose columns the user names', async () => {
  const { papers, problems } = await readFixture(csv, 'csv/french.csv');

  it('recognises French, counts lines within cells, and says what it did not read', () => {
    expect(papers.map(({ title, date, venue, source }) => [title, date, venue, source.line])).toEqual([['Lanternes et marées', null, 'Revue des marées', 2], ['Un titre en deux lignes', null, null, 3]]);
    expect(papers[0].mentions.map(({ rawName }) => rawName)).toEqual(['Okonkwo, Ada', 'Süß, Jürgen']);
    expect(problems.map(({ kind, line, value }) => [kind, line, value])).toEqual([['UNREAD_COLUMNS', 1, 'Année de parution, Notes'], ['MISSING_TITLE', 5, null]]);
  });
  it('takes the columns that are named, regardless of case', async () => {
    const text = 'Nom;Qui;Quand\nUn titre;Ada Un::Bo Deux;2031\n';
    const result = await read(text, { columns: { title: 'Nom', authors: 'qui', year: 'Quand' }, authorSeparator: '::' });
    expect(result.problems).toEqual([]);
    expect(result.papers).toMatchObject([{ title: 'Un titre', date: { year: 2031 }, mentions: [{ rawName: 'Ada Un' }, { rawName: 'Bo Deux' }] }]);
  });
  it('names the columns there are where one that is named is not', async () => {
    const result = await read('Nom;Qui\nUn titre;Ada Un\n', { columns: { title: 'Titre', authors: 'Qui' } });
    expect(result.papers).toEqual([]);
    expect(result.problems).toMatchObject([{ kind: 'UNKNOWN_COLUMNS', line: 1, value: 'Titre', reason: 'table.csv has no column "Titre"; its columns are "Nom", "Qui": name one of those.' }]);
  });
  it('names the columns there are where none is that of titles', async () => {
    const result = await read('a,b\n1,2\n');
    expect(result).toMatchObject({ papers: [], problems: [{ kind: 'NO_TITLE_COLUMN', reason: 'table.csv has no column that is recognised as that of titles; its columns are "a", "b": say which is which with --columns title=…,authors=…,year=….' }] });
  });
  it('says once that there is no column of authors', async () => {
    const result = await read('Title,Year\nOne,2001\nTwo,2002\n');
    expect([result.papers.length, kinds(result)]).toEqual([2, ['NO_AUTHORS_COLUMN']]);
  });
  it('is chosen for a file that has the columns, whatever else that may be', () => {
    expect(detectTable('Nom;Qui\n', 'x.csv', { title: 'Nom' })?.id).toBe('csv');
    expect(detectTable('PT\tAU\tTI\n', 'x.txt', { title: 'TI' })?.id).toBe('csv');
    expect(detectTable('TY  - JOUR\n', 'x.ris', { title: 'Nom' })?.id).toBe('ris');
    expect(detectTable('a;b\n', 'x.csv', { title: 'Nom' })?.id).toBe('csv');
    expect(detectTable('%PDF-1.4', 'x.pdf', { title: 'Nom' })).toBeNull();
  });
});

describe('rows that are broken', () => {
  it('counts cells from the left where a row has too many or too few', async () => {
    const result = await read('Title,Authors,Year\nOne,"A, B",2001,x\nTwo,"C, D"\nThree,"E, F",2003\n');
    expect(result.papers.map(({ title, date }) => [title, date?.year ?? null])).toEqual([['One', 2001], ['Two', null], ['Three', 2003]]);
    expect(result.problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])).toEqual([['RAGGED_ROW', 2, false], ['RAGGED_ROW', 3, false]]);
  });
  it('leaves out a last row that the file’s end cuts', async () => {
    expect(await read('Title,Authors,Year\nOne,"A, B",2001\nTwo,C')).toMatchObject({ papers: [{ title: 'One' }], problems: [{ kind: 'TRUNCATED', line: 3, recordDropped: true }] });
  });
  it('stops at a row without end, after what lies before', async () => {
    const result = await read(`Title,Authors\nOne,"A, B"\nTwo,"${'x'.repeat(17 << 20)}\nThree,"E, F"\n`);
    expect([result.papers.map(({ title }) => title), result.problems.map(({ kind, line }) => [kind, line])]).toEqual([['One'], [['REFUSED', 3]]]);
  });
  it('reads quotes within cells, Excel’s separator line, tabs and blank lines', async () => {
    const result = await read('sep=\t\nTitle\tAuthors\r\n\r\nThe "big" one\tA, B\r\n');
    expect([result.problems, result.papers.map(({ title, source }) => [title, source.line])]).toEqual([[], [['The "big" one', 4]]]);
  });
  it('is silent of a file with a header alone', async () => expect((await readText(csv, 'Title,Authors\n')).problems).toEqual([]));
});

describe('which column holds what', () => {
  it.each([
    [['Paper Title', 'AUTHOR(S)', 'Cited by'], { title: 0, authors: 1, citations: 2 }], [['titre', 'auteurs', 'année'], { title: 0, authors: 1, year: 2 }], [['Author', 'Authors'], { authors: 1 }], [['source', 'journal'], { venue: 1 }], [['Title', 'Title'], { title: 0 }],
  ])('%j', (header, expected) => expect(Object.fromEntries(chooseColumns(header).indices)).toEqual(expected));
  it('does not take a column twice', () => expect(Object.fromEntries(chooseColumns(['Title', 'Authors'], { venue: 'Title' }).indices)).toEqual({ venue: 0, authors: 1 }));
});

describe('author lists in a cell', () => {
  const PAIRS = 'was read as pairs of family and given names';
  it.each([
    ['One, Ada; Two, Bo', ['One, Ada', 'Two, Bo'], null], ['Ada One|Bo Two', ['Ada One', 'Bo Two'], null], ['Ada One\nBo Two', ['Ada One', 'Bo Two'], null], ['Ada One and Bo Two', ['Ada One', 'Bo Two'], null],
    ['Ada One, Bo Two and Cy Three', ['Ada One', 'Bo Two', 'Cy Three'], 'was read as two names parted by a comma'], ['Ada One, Bo Two, Cy Three', ['Ada One', 'Bo Two', 'Cy Three'], null], ['Ada One & Bo Two', ['Ada One', 'Bo Two'], null],
    ['One, Ada', ['One, Ada'], null], ['One, A. B.', ['One, A. B.'], null], ['One, Ada, Jr.', ['One, Ada, Jr.'], null], ['van den Berg, Jan Piet', ['van den Berg, Jan Piet'], null], ['Plato', ['Plato'], null], ['', [], null],
    ['One, A., Two, B., Three, C.', ['One, A.', 'Two, B.', 'Three, C.'], null], ['One, Ada, Two, Bo', ['One, Ada', 'Two, Bo'], PAIRS], ['One A, Two B', ['One A, Two B'], null], ['One A, Two B, Three C', ['One A', 'Two B', 'Three C'], null],
    ['One, Ada, et al.', ['One, Ada', 'et al.'], null], ['Plato, Socrates, Aristotle', ['Plato', 'Socrates', 'Aristotle'], 'was read as one name between two commas'],
  ])('%s', (cell, names, doubt) => expect(authorsOfCell(cell)).toEqual({ names, doubt }));
  it('are parted by what the user says', () => expect(authorsOfCell('One, Ada + Two, Bo', '+').names).toEqual(['One, Ada', 'Two, Bo']));
});

holdsAgainstHostileInput({
  source: csv,
  fixtures: ['csv/plain.csv', 'csv/french.csv'],
  tokens: ['Title,Authors\n', 'Title;Authors;Year\n', '"', ',', ';', '\n', '\t', 'One, Ann', ' and ', 'T', '2019', '""', '|'],
  // An unquoted last cell has no end mark.
  withoutEnd: ({ links: _links, ...paper }) => paper,
});
