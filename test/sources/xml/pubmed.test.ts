import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pubmed } from '../../../src/sources/xml/pubmed.js';
import { itemsOf, itemsOfFile } from '../../helpers/source-items.js';
import { fixture } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const FIXTURE = fixture('pubmed/articles.xml');
const SHARED = '../shared/data/pubmed/pubmedsample_2019.xml';
const article = (inner: string, pmid = '<PMID>90000009</PMID>'): string =>
  `<PubmedArticleSet><PubmedArticle><MedlineCitation>${pmid}<Article>${inner}</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`;
const authors = (inner: string): string => article(`<ArticleTitle>T.</ArticleTitle><AuthorList CompleteYN="Y">${inner}</AuthorList>`);
const dated = (inner: string): string => article(`<Journal><JournalIssue><PubDate>${inner}</PubDate></JournalIssue></Journal><ArticleTitle>T.</ArticleTitle><AuthorList><Author><LastName>A</LastName></Author></AuthorList>`);

describe('an article', () => {
  it('is mapped in full', async () => {
    const { papers, problems } = await itemsOfFile(pubmed, FIXTURE);
    expect(papers[0]).toEqual({
      key: 'pmid:90000001',
      externalIds: { pmid: '90000001', pmcid: 'PMC9000001', doi: '10.5555/jim.2019.1' },
      title: 'Effects of H2O on E. coli & others',
      abstract: 'BACKGROUND: We ask why. RESULTS: Because.',
      date: { year: 2019, month: 3, day: 5 },
      venue: 'Journal of invented medicine',
      type: 'REVIEW',
      fields: [],
      mentions: [
        {
          rawName: 'Jörg A Müller Jr', parts: { given: 'Jörg A', particle: null, family: 'Müller', suffix: 'Jr' }, position: 1, kind: 'PERSON',
          externalIds: { orcid: '0000-0002-1825-0097' }, emailDomain: 'med.example.de', isCorresponding: null,
          affiliations: [{ name: 'Dept of Examples, Example University, Berlin, Germany', ror: '00wry3a77', countryCode: null }, { name: 'Second Institute, Paris, France', ror: null, countryCode: null }],
        },
        { rawName: 'Sukarno', parts: { given: null, particle: null, family: 'Sukarno', suffix: null }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'AB One', parts: { given: 'AB', particle: null, family: 'One', suffix: null }, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
        { rawName: 'Example Study Group', parts: null, position: 4, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      ],
      authorListComplete: true,
      citationCount: null,
      links: [{ kind: 'LANDING_PAGE', url: 'https://pubmed.ncbi.nlm.nih.gov/90000001/' }],
      scores: [],
      source: { format: 'pubmed', file: 'articles.xml', line: 4, byte: null, retrievedAt: null, url: null },
    });
    expect(JSON.stringify(papers)).not.toContain('j.mueller');
    expect(problems.slice(0, 2)).toMatchObject([
      { kind: 'CORRECTED_AUTHOR', field: 'Author/@ValidYN', value: 'J A Mueler', line: 4, record: 'pmid:90000001', recordDropped: false },
      { kind: 'INVALID_IDENTIFIER', value: '0000000218250098', record: 'pmid:90000001', recordDropped: false },
    ]);
  });

  it('of a translated title, a span of dates and a list that PubMed cut', async () => {
    const { papers } = await itemsOfFile(pubmed, FIXTURE);
    expect(papers[1]).toMatchObject({ title: 'On examples [in general]', date: { year: 1998, month: 12, day: null }, authorListComplete: false, type: 'LETTER', venue: 'J Inv Med' });
  });

  it('chapters have the authors of their own list, books of editors have none, deleted records are told', async () => {
    const { papers, problems } = await itemsOfFile(pubmed, FIXTURE);
    expect(papers.slice(2)).toMatchObject([
      { title: 'A Chapter', venue: 'Handbook of Examples', type: 'BOOK_CHAPTER', date: { year: 2011, month: null }, abstract: 'Short.', mentions: [{ rawName: 'Ter Chap' }], externalIds: { pmid: '90000003' } },
      { title: 'A Book of Editors', venue: null, type: 'BOOK', mentions: [], date: { year: 2012, month: null } },
    ]);
    expect(problems.slice(2).map(({ kind, value }) => [kind, value])).toEqual([['MISSING_AUTHORS', null], ['DELETED_RECORD', '80000001'], ['DELETED_RECORD', '80000002']]);
    expect(problems[2].reason).toContain('editors alone');
  });
});

describe('dates', () => {
  it.each([
    ['<Year>2000</Year><Season>Fall</Season>', { year: 2000, month: null, day: null }],
    ['<Year>2000</Year><Month>7</Month>', { year: 2000, month: 7, day: null }],
    ['<MedlineDate>2018 May - Jun</MedlineDate>', { year: 2018, month: 5, day: null }],
    ['<MedlineDate>1947-1948</MedlineDate>', { year: 1947, month: null, day: null }],
    ['<MedlineDate>2001 Jan 15-31</MedlineDate>', { year: 2001, month: 1, day: 15 }],
    ['<MedlineDate>Summer 1998</MedlineDate>', { year: 1998, month: null, day: null }],
  ])('%s', async (xml, date) => {
    const { papers, problems } = await itemsOf(pubmed, dated(xml));
    expect(papers[0].date).toEqual(date);
    expect(problems).toEqual([]);
  });

  it.each([
    ['<Year>2001</Year><Month>Feb</Month><Day>31</Day>', { year: 2001, month: 2, day: null }],
    ['<MedlineDate>undated</MedlineDate>', null],
  ])('that are none are told: %s', async (xml, date) => {
    const { papers, kinds } = await itemsOf(pubmed, dated(xml));
    expect(papers[0].date).toEqual(date);
    expect(kinds).toEqual(['INVALID_DATE']);
  });

  it('take the electronic one where there is no issue', async () => {
    const { papers } = await itemsOf(pubmed, article('<ArticleTitle>T.</ArticleTitle><ArticleDate><Year>2020</Year><Month>01</Month><Day>02</Day></ArticleDate><AuthorList><Author><LastName>A</LastName></Author></AuthorList>'));
    expect(papers[0].date).toEqual({ year: 2020, month: 1, day: 2 });
  });
});

describe('records that are not as they should be', () => {
  it.each([
    ['no title', article('<AuthorList><Author><LastName>A</LastName></Author></AuthorList>'), 'MISSING_TITLE', 0],
    ['no PMID', article('<ArticleTitle>T.</ArticleTitle>', ''), 'MISSING_KEY', 0],
    ['no authors', article('<ArticleTitle>T.</ArticleTitle>'), 'MISSING_AUTHORS', 1],
    ['an author without a name', authors('<Author><Initials/></Author><Author><LastName>B</LastName></Author>'), 'MALFORMED_AUTHOR', 1],
    ['no record at all', '<PubmedArticleSet></PubmedArticleSet>', 'NO_RECORDS', 0],
  ])('%s', async (_, xml, kind, papers) => {
    const read = await itemsOf(pubmed, xml);
    expect(read.kinds).toEqual([kind]);
    expect(read.papers).toHaveLength(papers);
  });

  it('an unusable author makes the list incomplete and leaves its place free', async () => {
    const { papers } = await itemsOf(pubmed, authors('<Author><Initials/></Author><Author><LastName>B</LastName></Author>'));
    expect(papers[0]).toMatchObject({ authorListComplete: false, mentions: [{ rawName: 'B', position: 2 }] });
  });

  it('a title that is not available is that of the original', async () => {
    const { papers } = await itemsOf(pubmed, article('<ArticleTitle>[Not Available].</ArticleTitle><AuthorList><Author><LastName>A</LastName></Author></AuthorList><VernacularTitle>Über Beispiele.</VernacularTitle>'));
    expect(papers[0].title).toBe('Über Beispiele');
  });
});

it('holds one article at a time: a long reference list is passed over', async () => {
  const references = '<Reference><Citation>Some reference that is of no use here.</Citation></Reference>'.repeat(250_000);
  const { papers, problems } = await itemsOf(pubmed, `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle><AuthorList><Author><LastName>A</LastName></Author></AuthorList></Article></MedlineCitation><PubmedData><ReferenceList>${references}</ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>`);
  expect(papers).toHaveLength(1);
  expect(problems).toEqual([]);
});

it('detects PubMed by its root and nothing else', () => {
  expect(pubmed.detect('<?xml version="1.0"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "x" "y">\n<PubmedArticleSet>', 'x')).toBe(1);
  expect(pubmed.detect('<PubmedArticle><MedlineCitation>', 'x')).toBe(1);
  expect(pubmed.detect('<pmc-articleset><article>', 'x')).toBe(0);
  expect(pubmed.detect('PMID- 123\nTI  - PubmedArticleSet', 'x')).toBe(0);
});

it.skipIf(!existsSync(SHARED))('reads the real sample: every article, every author, and tells what is missing', async () => {
  const { papers, problems, kinds } = await itemsOfFile(pubmed, SHARED);
  expect(papers).toHaveLength(176);
  expect(papers.flatMap(({ mentions }) => mentions)).toHaveLength(1654);
  expect(papers.flatMap(({ mentions }) => mentions.filter(({ kind }) => kind === 'GROUP'))).toHaveLength(13);
  expect(papers.filter(({ authorListComplete }) => !authorListComplete)).toHaveLength(2);
  expect(papers.filter(({ date }) => date === null)).toEqual([]);
  expect(problems.filter(({ recordDropped }) => recordDropped)).toEqual([]);
  expect(kinds.toSorted()).toEqual([...Array<string>(4).fill('CORRECTED_AUTHOR'), ...Array<string>(7).fill('DELETED_RECORD'), ...Array<string>(7).fill('MISSING_AUTHORS')]);
  expect(JSON.stringify(papers.map(({ mentions }) => mentions))).not.toContain('@');
});

holdsAgainstHostileInput({
  source: pubmed, fixtures: ['pubmed/articles.xml'],
  tokens: ['<PubmedArticleSet>', '</PubmedArticleSet>', '<PubmedArticle>', '</PubmedArticle>', '<MedlineCitation>', '</MedlineCitation>', '<PMID>', '</PMID>', '123', '<Article>', '</Article>', '<ArticleTitle>', '</ArticleTitle>', '<AuthorList>', '</AuthorList>', '<Author>', '</Author>', '<LastName>', '</LastName>', 'A', '&x;'],
});
