import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspire } from '../../../src/sources/json/inspire.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const record = (more: Json = {}): Json => ({ control_number: 5, document_type: ['article'], titles: [{ title: 'T' }], authors: [{ full_name: 'B, A' }], ...more });
const readRecord = async (more: Json): ReturnType<typeof readText> => await readText(inspire, JSON.stringify({ id: '5', metadata: record(more) }));

it('maps a page of a search', async () => {
  const { papers, problems } = await readFixture(inspire, 'inspire/search.json');
  expect(papers[0]).toEqual({
    key: 'inspire:1234567',
    externalIds: { inspire: '1234567', doi: '10.5555/naps', arxiv: '3101.00001' },
    title: 'Naps at s = 7 TeV: Part I',
    abstract: 'They nap.',
    date: { year: 2031, month: null, day: null },
    venue: 'J.Naps',
    type: 'ARTICLE',
    fields: ['Experiment-HEP'],
    mentions: [
      { rawName: 'van One, Ann', parts: { given: 'Ann', particle: null, family: 'van One', suffix: null }, position: 1, kind: 'PERSON', externalIds: { orcid: '0000-0002-1825-0097', inspire: 'INSPIRE-00123456' },
        affiliations: [{ name: 'Zoo U.', ror: '00wry3a77', countryCode: null }, { name: 'Lab Z', ror: '00wry3a78', countryCode: null }], emailDomain: 'lab.example.org', isCorresponding: null },
      { rawName: 'Two, Bob, Jr.', parts: { given: 'Bob', particle: null, family: 'Two', suffix: 'Jr.' }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [{ name: 'Hut 7, Forest', ror: null, countryCode: null }], isCorresponding: null },
      { rawName: 'Quokka Working Group', parts: null, position: null, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      { rawName: 'QUOKKA Collaboration', parts: null, position: null, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: true,
    citationCount: { value: 12, source: 'inspire', asOf: null },
    links: [{ kind: 'LANDING_PAGE', url: 'https://inspirehep.net/literature/1234567' }, { kind: 'PDF', url: 'https://inspirehep.net/files/1' }],
    scores: [],
    source: { format: 'inspire', file: 'search.json', line: 2, byte: 18, retrievedAt: null, url: 'https://inspirehep.net/literature/1234567' },
  });
  expect(papers[1]).toMatchObject({ key: 'inspire:7', type: 'PREPRINT', venue: 'arXiv', date: { year: 1999, month: 1, day: null }, authorListComplete: false, mentions: [{ rawName: 'Solo', parts: null, kind: 'PERSON' }] });
  expect(problems).toMatchObject([{ kind: 'TRUNCATED_AUTHORS', value: '3', record: 'inspire:7', recordDropped: false }]);
});

it.each([
  ['Zhang, X.', 'Zhang', 'X.', null], ['Li, V', 'Li', 'V', null], ['One, Ann, V', 'One', 'Ann', 'V'], ['One, Jr., Ann', 'One', 'Ann', 'Jr.'], ['One, Ann, 3rd', 'One', 'Ann', '3rd'],
])('reads the name %j by its commas, initials right behind the family name being no suffix', async (full_name, family, given, suffix) => {
  const { papers } = await readRecord({ authors: [{ full_name }] });
  expect(papers[0]?.mentions).toMatchObject([{ rawName: full_name, parts: { family, given, particle: null, suffix } }]);
});

it.each([
  ['one record', { id: '5', metadata: record() }], ['bare metadata', [record()]], ['a page', { hits: { hits: [{ metadata: record() }], total: 1 } }],
])('detects and reads %s', async (_, json) => {
  expect(inspire.detect(JSON.stringify(json), 'x')).toBe(0.95);
  const result = await readText(inspire, JSON.stringify(json));
  expect([result.papers.map(({ key }) => key), kinds(result)]).toEqual([['inspire:5'], []]);
});

describe('types and dates', () => {
  it.each<[Json, string | null, unknown]>([
    [{ document_type: ['thesis'], thesis_info: { date: '2010-05', institutions: [{ name: 'Zoo U.' }] } }, 'DISSERTATION', { year: 2010, month: 5, day: null }],
    [{ document_type: ['conference paper'], publication_info: [{ cnum: 'C31-01-01', year: 2031 }] }, 'CONFERENCE_PAPER', { year: 2031, month: null, day: null }],
    [{ document_type: ['book'], imprints: [{ date: '2009-07-01' }] }, 'BOOK', { year: 2009, month: 7, day: 1 }],
    [{ publication_info: [{ journal_title: 'J', year: 2001 }], publication_type: ['review'] }, 'REVIEW', { year: 2001, month: null, day: null }],
    [{ document_type: undefined, earliest_date: '2003' }, null, { year: 2003, month: null, day: null }],
  ])('%j', async (more, type, date) => expect((await readRecord(more)).papers[0]).toMatchObject({ type, date }));
});

it('takes a collaboration alone for the author, and tells a record without any', async () => {
  expect((await readRecord({ authors: undefined, collaborations: [{ value: 'NOVA' }] })).papers[0].mentions).toMatchObject([{ rawName: 'NOVA Collaboration', kind: 'GROUP', position: null }]);
  expect(kinds(await readRecord({ authors: undefined }))).toEqual(['MISSING_AUTHORS']);
  expect(kinds(await readRecord({ authors: [{ full_name: 'E, D', inspire_roles: ['supervisor'] }] }))).toEqual([]);
});

it('is known by its authors alone, where they fill the head', () => {
  const authors = Array.from({ length: 3_000 }, (_, index) => ({ uuid: `u${index}`, full_name: `B${index}, A` }));
  expect(inspire.detect(JSON.stringify({ hits: { hits: [{ metadata: { authors } }] } }).slice(0, 65_536), 'x')).toBe(0.9);
});

it('says what of INSPIRE is no literature, and knows other repositories of that shape from it', async () => {
  const author = { hits: { hits: [{ metadata: { control_number: 1, name: { value: 'X' } } }], total: 1 }, links: { self: 'https://inspirehep.net/api/authors' } };
  expect(inspire.detect(JSON.stringify(author), 'x')).toBe(0.7);
  expect(kinds(await readText(inspire, JSON.stringify(author)))).toEqual(['UNSUPPORTED_RECORD']);
  expect(inspire.detect('{"hits":{"hits":[{"id":1,"metadata":{"title":"T","creators":[{"name":"B, A"}]}}],"total":1}}', 'x')).toBe(0);
});

holdsAgainstHostileInput({ source: inspire, fixtures: ['inspire/search.json'], tokens: ['{"hits":{"hits":[', ']}}', '[', ']', '{', '}', ',', '"metadata":{', '"control_number":5', '"titles":[{"title":"T"}]', '"authors":[{"full_name":"B, A"}]', 'null', '\n'] });
holdsAgainstAnyJson(inspire, (JSON.parse(readFileSync(fixture('inspire/search.json'), 'utf8')) as { hits: { hits: never[] } }).hits.hits[0]);
