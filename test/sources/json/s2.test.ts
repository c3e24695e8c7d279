import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { s2 } from '../../../src/sources/json/s2.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const ID = '0123456789abcdef0123456789abcdef01234567';
const paper = (more: Json = {}): Json => ({ paperId: ID, title: 'T', authors: [{ authorId: '5', name: 'A. B' }], ...more });
const readPaper = async (more: Json): ReturnType<typeof readText> => await readText(s2, JSON.stringify(paper(more)));

it('maps the list of a batch', async () => {
  const { papers, problems } = await readFixture(s2, 's2/batch.json');
  expect(papers[0]).toEqual({
    key: `s2:${ID}`,
    externalIds: { s2: ID, doi: '10.5555/quokka', arxiv: '3101.00001', pmid: '777', pmcid: 'PMC888', mag: '999', dblp: 'conf/zoo/OneT31', acl: 'P31-1001' },
    title: 'Quokkas by Night',
    abstract: 'They sleep.',
    date: { year: 2031, month: 5, day: 6 },
    venue: 'Conference of the Zoo',
    type: 'CONFERENCE_PAPER',
    fields: ['Biology', 'Geography'],
    mentions: [
      { rawName: 'A. One', parts: null, position: 1, kind: 'PERSON', externalIds: { s2: '111', orcid: '0000-0002-1825-0097' }, affiliations: [{ name: 'Example U', ror: null, countryCode: null }], isCorresponding: null },
      { rawName: 'QUOKKA Collaboration', parts: null, position: 2, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      { rawName: 'Zoë Three', parts: null, position: 3, kind: 'PERSON', externalIds: { s2: '113' }, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: true,
    citationCount: { value: 3, source: 's2', asOf: null },
    links: [{ kind: 'LANDING_PAGE', url: `https://www.semanticscholar.org/paper/${ID}` }, { kind: 'PDF', url: 'https://example.org/q.pdf' }],
    scores: [{ name: 'INFLUENTIAL_CITATION_COUNT', value: 1, unit: 'citations' }],
    source: { format: 's2', file: 'batch.json', line: 2, byte: 7, retrievedAt: null, url: null },
  });
  expect(papers.slice(1)).toMatchObject([{ title: 'Titles Only', mentions: [], authorListComplete: false, citationCount: null, type: null }]);
  expect(problems.map(({ kind, line, recordDropped }) => [kind, line, recordDropped])).toEqual([['NOT_FOUND', 1, true], ['MISSING_AUTHORS', 7, false], ['MISSING_TITLE', 8, true]]);
});

it('maps the bulk datasets', async () => {
  const { papers, problems } = await readFixture(s2, 's2/bulk.jsonl');
  expect(papers).toMatchObject([
    { key: 's2:3123456789abcdef0123456789abcdef01234567', externalIds: { mag: '7', doi: '10.5555/bulk' }, type: 'PREPRINT', venue: 'arXiv.org', fields: ['Art'], date: { year: 2030 }, citationCount: { value: 0 }, mentions: [{ externalIds: { s2: '111' } }] },
    { key: 's2:CorpusId:43', externalIds: {}, date: null, type: null, mentions: [], authorListComplete: true },
  ]);
  expect(problems.map(({ kind, line }) => [kind, line])).toEqual([['MISSING_AUTHORS', 2]]);
  expect(s2.detect(readFileSync(fixture('s2/bulk.jsonl'), 'utf8'), 'x')).toBe(1);
});

it.each([
  ['a search', { total: 2, offset: 0, data: [paper(), paper()] }, 2],
  ['citations', { offset: 0, data: [{ isInfluential: false, citingPaper: paper() }] }, 1],
  ['references', { offset: 0, data: [{ citedPaper: paper() }] }, 1],
  ['recommendations', { recommendedPapers: [paper()] }, 1],
  ['one paper', paper(), 1],
  ['a batch', [null, paper()], 1],
])('reads and detects %s', async (_, json, count) => {
  expect(s2.detect(JSON.stringify(json), 'x')).toBe(1);
  expect((await readText(s2, JSON.stringify(json))).papers).toHaveLength(count);
});

it('reads authors as persons, with their papers', async () => {
  const author = { authorId: '77', name: 'Jane Doe', aliases: ['J. Doe', 'Jane Doe'], externalIds: { ORCID: '0000-0002-1825-0097', DBLP: ['Jane Doe'] }, affiliations: ['Example U'], hIndex: 3, paperCount: 9, citationCount: 1e300, papers: [paper(), null] };
  const { papers, persons, problems } = await readText(s2, JSON.stringify([author]));
  expect(s2.detect(JSON.stringify([author]), 'x')).toBe(1);
  expect(persons).toMatchObject([{
    key: 's2:77', externalIds: { s2: '77', orcid: '0000-0002-1825-0097' }, names: ['Jane Doe', 'J. Doe'], affiliations: [{ name: 'Example U' }],
    reported: [{ name: 'H_INDEX', value: 3, unit: null }, { name: 'PAPER_COUNT', value: 9, unit: 'papers' }],
  }]);
  expect([papers.length, problems.map(({ kind, field }) => [kind, field])]).toEqual([1, [['INVALID_VALUE', 'citationCount'], ['NOT_FOUND', 'data']]]);
});

it('says that releases and links of datasets hold no papers', async () => {
  for (const json of ['{"name":"papers","README":"Semantic Scholar Academic Graph Datasets…","files":["https://example.org/1"]}', '{"release_id":"2031-01-01","README":"Semantic Scholar Academic Graph Datasets","datasets":[]}']) {
    expect(s2.detect(json, 'x')).toBe(0.9);
    const result = await readText(s2, json);
    expect([result.papers, kinds(result)]).toEqual([[], ['UNSUPPORTED_RECORD']]);
    expect(result.problems[0].reason).toContain('import those');
  }
});

describe('the rest of the vocabulary', () => {
  it.each<[Json, unknown]>([
    [{ publicationTypes: ['Review', 'JournalArticle'] }, 'REVIEW'], [{ publicationTypes: ['Book'] }, 'BOOK'], [{ publicationTypes: ['Shrug'] }, 'OTHER'],
    [{ publicationVenue: { type: 'journal', name: 'J' } }, 'ARTICLE'], [{}, null], [{ venue: 'bioRxiv', publicationTypes: ['JournalArticle'] }, 'PREPRINT'],
  ])('%j is of the type %s', async (more, type) => expect((await readPaper(more)).papers[0].type).toBe(type));

  it('takes the year where there is no date, and tells dates that are none', async () => {
    expect((await readPaper({ year: 1999 })).papers[0].date).toEqual({ year: 1999, month: null, day: null });
    const result = await readPaper({ publicationDate: 'soon', year: 1999 });
    expect([result.papers[0].date?.year, kinds(result)]).toEqual([1999, ['INVALID_DATE']]);
  });

  it('tells counts and identifiers that are none', async () => {
    const result = await readPaper({ citationCount: -1, externalIds: { DOI: 'nonsense', DBLP: 'homepages/x' } });
    expect(result.papers[0]).toMatchObject({ citationCount: null, externalIds: { s2: ID } });
    expect(result.problems.map(({ kind, field }) => [kind, field])).toEqual([['INVALID_IDENTIFIER', 'externalIds.DOI'], ['INVALID_VALUE', 'citationCount']]);
  });
});

it('notes lists of the API whose length looks like a limit', async () => {
  const authors = Array.from({ length: 200 }, (_, index) => ({ name: `A. B${index}` }));
  expect(kinds(await readText(s2, JSON.stringify({ data: [paper({ authors })] })))).toEqual(['POSSIBLY_TRUNCATED']);
  expect(kinds(await readText(s2, JSON.stringify({ data: [paper({ authors: authors.slice(1) })] })))).toEqual([]);
  expect(kinds(await readPaper({ authors }))).toEqual([]);
});

it('detects no other JSON', () => {
  expect(s2.detect('{"data":[{"name":"x"}],"offset":1}', 'x')).toBe(0);
  expect(s2.detect('[{"id":"0704.0001","title":"T"}]', 'x')).toBe(0);
  expect(s2.detect('{"total":0,"offset":0,"data":[]}', 'x')).toBe(0.6);
});

holdsAgainstHostileInput({ source: s2, fixtures: ['s2/batch.json', 's2/bulk.jsonl'], tokens: ['{"data":[', '[', ']', '{', '}', ',', `"paperId":"${ID}"`, '"title":"T"', '"authors":[{"name":"A"}]', '"authorId":"1"', '"name":"A"', 'null', '\n'] });
holdsAgainstAnyJson(s2, (JSON.parse(readFileSync(fixture('s2/batch.json'), 'utf8')) as never[])[1]);
holdsAgainstAnyJson(s2, { authorId: '77', name: 'Jane Doe', aliases: ['J. Doe'], externalIds: { ORCID: '0000-0002-1825-0097' }, affiliations: ['U'], hIndex: 3, papers: [{ paperId: ID, title: 'T', authors: [] }] });
