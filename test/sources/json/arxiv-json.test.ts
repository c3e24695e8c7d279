import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arxivJson } from '../../../src/sources/json/arxiv-json.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const line = (more: Json = {}): Json => ({ id: '2001.00001', submitter: 'S', title: 'T', categories: 'cs.DL', update_date: '2021-01-01', authors_parsed: [['B', 'A', '']], ...more });
const readLine = async (more: Json): ReturnType<typeof readText> => await readText(arxivJson, JSON.stringify(line(more)));

it('maps lines of the dump', async () => {
  const { papers, problems } = await readFixture(arxivJson, 'arxiv-json/dump.jsonl');
  expect(papers[0]).toEqual({
    key: 'arxiv:0704.0001',
    externalIds: { arxiv: '0704.0001' },
    relatedIds: [{ scheme: 'doi', value: '10.5555/naps.1', relation: 'PUBLISHED' }],
    title: 'Naps in Erd\\H{o}s graphs at $p_T > 3$',
    abstract: 'They nap at night.',
    date: { year: 2007, month: 4, day: 2 },
    venue: 'arXiv',
    type: 'PREPRINT',
    fields: ['q-bio.PE', 'hep-ph'],
    mentions: [
      { rawName: 'QUOKKA Collaboration', parts: null, position: 1, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      { rawName: 'A. Balázs', parts: { given: 'A.', particle: null, family: 'Balázs', suffix: null }, position: 2, kind: 'PERSON', externalIds: {}, affiliations: [{ name: 'Univ X', ror: null, countryCode: null }], isCorresponding: null },
      { rawName: 'C. Dee, Jr', parts: { given: 'C.', particle: null, family: 'Dee', suffix: 'Jr' }, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: false,
    citationCount: null,
    links: [{ kind: 'LANDING_PAGE', url: 'https://arxiv.org/abs/0704.0001' }, { kind: 'PDF', url: 'https://arxiv.org/pdf/0704.0001' }],
    scores: [],
    source: { format: 'arxiv-json', file: 'dump.jsonl', line: 1, byte: 0, retrievedAt: null, url: 'https://arxiv.org/abs/0704.0001' },
  });
  expect(papers.slice(1)).toMatchObject([
    { key: 'arxiv:hep-th/9901001', date: { year: 1999, month: 1, day: null }, authorListComplete: true,
      mentions: [{ rawName: 'Ann One', parts: null }, { rawName: 'Bob de Two' }, { rawName: 'Cy Three', position: 3, affiliations: [{ name: 'Lab Z' }] }] },
    { key: 'arxiv::broken id', externalIds: {}, date: null, mentions: [] },
  ]);
  expect(problems.map(({ kind, line: at, record }) => [kind, at, record])).toEqual([['INVALID_IDENTIFIER', 3, 'arxiv::broken id'], ['MISSING_AUTHORS', 3, 'arxiv::broken id']]);
});

it('resolves accents in titles and names', async () => {
  const { papers } = await readLine({ title: 'On Poincar\\\'e and {\\L}ojasiewicz', authors_parsed: [['M{\\"u}ller', 'J\\"org', '']] });
  expect([papers[0].title, papers[0].mentions[0].rawName]).toEqual(['On Poincaré and Łojasiewicz', 'Jörg Müller']);
});

it.each([
  ['a family name that is the word', [['Collaboration', 'NOVA', '']], 'NOVA Collaboration'],
  ['the whole name', [['The NOVA Collaboration', '', '']], 'The NOVA Collaboration'],
])('knows collaborations by %s', async (_, authors_parsed, rawName) => {
  expect((await readLine({ authors_parsed })).papers[0].mentions).toMatchObject([{ rawName, kind: 'GROUP', parts: null }]);
});

describe('dates', () => {
  it.each<[Json, unknown, string[]]>([
    [{ versions: [{ version: 'v2', created: 'Wed, 1 Jul 2020 00:00:00 GMT' }, { version: 'v1', created: 'Wed, 1 Jan 2020 00:00:00 GMT' }] }, { year: 2020, month: 1, day: 1 }, []],
    [{ versions: ['v1'] }, { year: 2020, month: 1, day: null }, []],
    [{ id: 'hep-th/0501001' }, { year: 2005, month: 1, day: null }, []],
    [{ versions: [{ version: 'v1', created: '31 Feb 2020' }] }, { year: 2020, month: 2, day: null }, ['INVALID_DATE']],
    [{ versions: [{ version: 'v1', created: 'soon' }] }, null, ['INVALID_DATE']],
  ])('%j', async (more, date, problems) => {
    const result = await readLine(more);
    expect([result.papers[0].date, kinds(result)]).toEqual([date, problems]);
  });
});

it('takes the first of several DOIs, and tells entries of the list that are none', async () => {
  const result = await readLine({ doi: '10.5555/a 10.5555/b', authors_parsed: [['B', 'A'], 7, ['', '', '']] });
  expect([result.papers[0].relatedIds?.map(({ value }) => value).join(' '), result.papers[0].authorListComplete, kinds(result)]).toEqual(['10.5555/a 10.5555/b', false, ['MALFORMED_AUTHOR', 'MALFORMED_AUTHOR']]);
});

it('detects the dump, a list of its objects, and no other JSON', () => {
  expect(arxivJson.detect(readFileSync(fixture('arxiv-json/dump.jsonl'), 'utf8'), 'x')).toBe(1);
  expect(arxivJson.detect(JSON.stringify([line()]), 'x')).toBe(1);
  for (const other of ['{"id":"0704.0001","title":"T"}', '[{"id":1,"type":"book","title":"x","issued":{"raw":"2019"}}]', '{"paperId":"x","title":"T"}']) expect(arxivJson.detect(other, 'x')).toBe(0);
});

holdsAgainstHostileInput({ source: arxivJson, fixtures: ['arxiv-json/dump.jsonl'], tokens: ['[', ']', '{', '}', ',', '"id":"2001.00001"', '"title":"T"', '"authors":"A B, C D"', '"authors_parsed":[["B","A",""]]', 'null', '\n'] });
holdsAgainstAnyJson(arxivJson, JSON.parse(readFileSync(fixture('arxiv-json/dump.jsonl'), 'utf8').split('\n')[0]) as never);
