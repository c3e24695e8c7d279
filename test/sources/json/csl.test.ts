import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cslJson } from '../../../src/sources/json/csl.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const item = (more: Json = {}): Json => ({ id: 'k', type: 'book', title: 'T', author: [{ family: 'B', given: 'A' }], ...more });
const readItem = async (more: Json): ReturnType<typeof readText> => await readText(cslJson, JSON.stringify([item(more)]));

it('maps a list of items', async () => {
  const { papers, problems } = await readFixture(cslJson, 'csl-json/items.json');
  expect(papers[0]).toEqual({
    key: 'csl-json:one2031:quokka naps dreams',
    externalIds: { doi: '10.5555/naps', pmid: '777', pmcid: 'PMC888', arxiv: '3101.00001' },
    title: 'Quokka Naps & Dreams',
    abstract: 'They nap.',
    date: { year: 2031, month: 5, day: 6 },
    venue: 'Journal of Naps',
    type: 'ARTICLE',
    fields: [],
    mentions: [
      { rawName: 'Lou de van Beeth, Jr.', parts: { given: 'Lou', particle: 'de van', family: 'Beeth', suffix: 'Jr.' }, position: 1, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
      { rawName: 'Quokka Watch Group', parts: null, position: 2, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: true,
    citationCount: null,
    links: [{ kind: 'LANDING_PAGE', url: 'https://example.org/naps' }],
    scores: [],
    source: { format: 'csl-json', file: 'items.json', line: 2, byte: 3, retrievedAt: null, url: null },
  });
  expect(papers.slice(1)).toMatchObject([
    { key: 'csl-json:7:deposited', type: 'PREPRINT', externalIds: { arxiv: '3005.00002' }, venue: 'arXiv', date: { year: 2030, month: 5, day: null }, mentions: [{ rawName: 'Solo' }], authorListComplete: false },
    { type: 'BOOK', mentions: [], authorListComplete: true, date: { year: 2029, month: null, day: null } },
  ]);
  expect(problems).toMatchObject([
    { kind: 'MISSING_AUTHORS', recordDropped: false, reason: expect.stringContaining('editors alone') as string },
    { kind: 'MISSING_TITLE', record: 'csl-json:x', line: 6, recordDropped: true },
  ]);
});

it.each([
  ['a list', [item({ issued: { raw: '2019' } })]], ['one item', item()], ['an answer of Zotero\'s API', { items: [item()] }], ['Pandoc\'s references', { references: [item()] }],
  ['Zotero items that include it', [{ key: 'ABCD2345', csljson: item() }]],
])('detects and reads %s', async (_, json) => {
  expect(cslJson.detect(JSON.stringify(json), 'x')).toBe(0.95);
  const result = await readText(cslJson, JSON.stringify(json));
  expect([result.papers.length, kinds(result)]).toEqual([1, []]);
});

it('reads what doi.org adds', async () => {
  const { papers } = await readItem({ type: 'journal-article', 'container-title': ['J'], 'is-referenced-by-count': 4, indexed: { 'date-time': '2030-01-02T00:00:00Z' }, author: [{ given: 'A', family: 'B', ORCID: 'http://orcid.org/0000-0002-1825-0097', affiliation: [{ name: 'Example U' }] }] });
  expect(papers[0]).toMatchObject({ type: 'ARTICLE', venue: 'J', citationCount: { value: 4, source: 'crossref', asOf: '2030-01-02' }, mentions: [{ externalIds: { orcid: '0000-0002-1825-0097' }, affiliations: [{ name: 'Example U' }] }] });
});

describe('dates', () => {
  it.each<[unknown, unknown, string[]]>([
    [{ raw: '2019-05-01' }, { year: 2019, month: 5, day: 1 }, []],
    [{ literal: '3 May 2019' }, { year: 2019, month: 5, day: 3 }, []],
    [{ raw: 'May 3, 2019' }, { year: 2019, month: 5, day: 3 }, []],
    [{ raw: '2019 May' }, { year: 2019, month: 5, day: null }, []],
    [{ raw: '2019-00-00 2019' }, { year: 2019, month: null, day: null }, []],
    [{ raw: '2019-05-01 May 1, 2019' }, { year: 2019, month: 5, day: 1 }, []],
    [{ raw: '05/2019' }, { year: 2019, month: 5, day: null }, []],
    [{ raw: '31/12/2019' }, { year: 2019, month: 12, day: 31 }, []],
    [{ raw: '12/31/2019' }, { year: 2019, month: 12, day: 31 }, []],
    [{ raw: '3.4.2019' }, { year: 2019, month: 4, day: 3 }, []],
    [{ raw: '3/4/2019' }, { year: 2019, month: null, day: null }, ['AMBIGUOUS_DATE']],
    [{ raw: '2019-02-31' }, { year: 2019, month: 2, day: null }, ['INVALID_DATE']],
    [{ raw: '[2019?]' }, { year: 2019, month: null, day: null }, []],
    [{ raw: 'Spring 2019' }, { year: 2019, month: null, day: null }, ['INVALID_DATE']],
    [{ literal: 'in press' }, null, ['INVALID_DATE']],
    [{ 'date-parts': [[null]] }, null, []],
    [{ 'date-parts': [[]], raw: '' }, null, []],
    ['2019-05', { year: 2019, month: 5, day: null }, []],
    [undefined, null, []],
  ])('%j', async (issued, date, problems) => {
    const result = await readItem({ issued });
    expect([result.papers[0].date, kinds(result)]).toEqual([date, problems]);
  });
});

it('tells what has neither authors nor editors, and entries that are no names', async () => {
  expect(kinds(await readItem({ author: undefined }))).toEqual(['MISSING_AUTHORS']);
  const result = await readItem({ author: [{ given: '', family: ' ' }, { family: 'B' }] });
  expect([kinds(result), result.papers[0].authorListComplete, result.papers[0].mentions[0].position]).toEqual([['MALFORMED_AUTHOR'], false, 2]);
});

it('detects no other JSON', () => {
  for (const other of ['[{"title":"x"}]', '[{"id":1,"type":"book","title":"x"}]', '{"message-type":"work","message":{"title":["x"],"author":[{"family":"b"}],"DOI":"10.1/x"}}', '[{"itemType":"book","title":"x","author":[{"family":"b"}]}]']) {
    expect(cslJson.detect(other, 'x.json')).toBe(0);
  }
});

holdsAgainstHostileInput({ source: cslJson, fixtures: ['csl-json/items.json'], tokens: ['[', ']', '{', '}', ',', '"id":"k"', '"title":"T"', '"author":[{"family":"B"}]', '"issued":', '{"raw":"2019"}', '"items":[', 'null', '\n'] });
holdsAgainstAnyJson(cslJson, (JSON.parse(readFileSync(fixture('csl-json/items.json'), 'utf8')) as never[])[0]);

describe('keywords', () => {
  it.each([
    ['graphs, Networks, Graphs', ['graphs', 'Networks']],
    ['Ecology, Evolution; Physics', ['Ecology, Evolution', 'Physics']],
    ['Ecology, Evolution;', ['Ecology, Evolution']],
    [['Ecology, Evolution', 'Physics'], ['Ecology, Evolution', 'Physics']],
  ])('%j', async (keyword, expected) => {
    expect((await readItem({ keyword })).papers[0]?.fields).toEqual(expected);
  });

  it('tells what it leaves out', async () => {
    const result = await readItem({ keyword: `a, ${'x'.repeat(201)}` });
    expect([result.papers[0]?.fields, kinds(result)]).toEqual([['a'], ['EXCESS_KEYWORDS']]);
  });
});
