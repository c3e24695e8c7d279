import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crossref } from '../../../src/sources/json/crossref.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const work = (more: Json = {}): Json => ({ DOI: '10.5555/x', title: ['T'], author: [{ given: 'A', family: 'B' }], ...more });
const readWork = async (more: Json): ReturnType<typeof readText> => await readText(crossref, JSON.stringify({ message: work(more) }));

it('maps a list of works', async () => {
  const { papers, problems } = await readFixture(crossref, 'crossref/works.json');
  expect(papers[0]).toEqual({
    key: 'crossref:10.5555/alpha.1',
    externalIds: { doi: '10.5555/alpha.1', arxiv: '3101.00001' },
    title: 'Quokka & kin: CO2: A Survey',
    abstract: 'One < two. Three.',
    date: { year: 2031, month: 4, day: null },
    venue: 'Journal of Invented Results',
    type: 'ARTICLE',
    fields: ['Ecology'],
    mentions: [
      { rawName: 'Ann B. de Une, Jr.', parts: { given: 'Ann B.', particle: null, family: 'de Une', suffix: 'Jr.' }, position: 1, kind: 'PERSON', externalIds: { orcid: '0000-0002-1825-0097' },
        affiliations: [{ name: 'Example U', ror: '00wry3a77', countryCode: null }, { name: 'Lab Z', ror: null, countryCode: null }], isCorresponding: null },
      { rawName: 'The Invented Consortium', parts: null, position: 2, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
      { rawName: 'Solo', parts: { given: null, particle: null, family: 'Solo', suffix: null }, position: 3, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: true,
    citationCount: { value: 7, source: 'crossref', asOf: '2032-01-02' },
    links: [{ kind: 'LANDING_PAGE', url: 'https://doi.org/10.5555/alpha.1' }, { kind: 'PDF', url: 'https://example.org/a.pdf' }],
    scores: [],
    source: { format: 'crossref', file: 'works.json', line: 2, byte: 119, retrievedAt: null, url: null },
  });
  expect(papers.slice(1)).toMatchObject([
    { key: 'crossref:10.5555/beta', type: 'PREPRINT', venue: 'bioInvent', date: { year: 2030, month: 2, day: null } },
    { key: 'crossref:10.5555/gamma', type: 'BOOK', mentions: [], authorListComplete: true, citationCount: null },
  ]);
  expect(problems).toMatchObject([
    { kind: 'INVALID_DATE', field: 'posted', value: '[2030,2,31]', record: 'crossref:10.5555/beta', recordDropped: false },
    { kind: 'MISSING_AUTHORS', record: 'crossref:10.5555/gamma' },
  ]);
});

it.each([
  ['an answer of the API', JSON.stringify({ status: 'ok', 'message-type': 'work-list', 'message-version': '1.0.0', message: { 'total-results': 2, items: [work(), work()] } }), 2],
  ['one work of the API', JSON.stringify({ status: 'ok', 'message-type': 'work', 'message-version': '1.0.0', message: work() }, null, 2), 1],
  ['the public data file', JSON.stringify({ items: [work({ member: '78' }), work()] }), 2],
  ['a list', JSON.stringify([work({ 'is-referenced-by-count': 0 })]), 1],
  ['lines', `${JSON.stringify(work({ member: '78' }))}\n${JSON.stringify(work())}\n`, 2],
])('reads %s and detects it', async (_, json, count) => {
  expect(crossref.detect(json, 'x')).toBe(1);
  const result = await readText(crossref, json);
  expect(result.papers).toHaveLength(count);
  expect(kinds(result)).toEqual([]);
});

it('leaves CSL-JSON from doi.org, and what is no Crossref, to others', () => {
  expect(crossref.detect(JSON.stringify({ type: 'article-journal', DOI: '10.5555/x', title: 'T', 'is-referenced-by-count': 3, 'container-title': 'J' }), 'x')).toBe(0);
  expect(crossref.detect('{"paperId":"x","externalIds":{"DOI":"10.5555/x"}}', 'x')).toBe(0);
});

describe('authors', () => {
  it('are not those whose only roles are others', async () => {
    const role = (...names: string[]): Json[] => names.map((name) => ({ role: name, vocabulary: 'crossref' }));
    const { papers } = await readWork({ author: [{ family: 'Ed', given: 'A', role: role('editor') }, { family: 'Writes', given: 'B', role: role('editor', 'author') }, { family: 'Plain', given: 'C', role: [] }] });
    expect(papers[0].mentions.map(({ rawName, position }) => [rawName, position])).toEqual([['B Writes', 1], ['C Plain', 2]]);
  });

  it('that can not be read are told and make the list incomplete', async () => {
    const result = await readWork({ author: [{ given: 'A', family: 'B' }, 7, { affiliation: [] }, { family: 'et al.' }, { given: 'Z', family: 'Last' }] });
    expect(result.papers[0]).toMatchObject({ authorListComplete: false, mentions: [{ position: 1 }, { rawName: 'Z Last', position: 4 }] });
    expect(result.problems.map(({ kind, field }) => [kind, field])).toEqual([['MALFORMED_AUTHOR', 'author[1]'], ['MALFORMED_AUTHOR', 'author[2]']]);
  });

  it('named by a family name that is a collaboration are a group', async () => {
    const { papers } = await readWork({ author: [{ family: 'NOVA Collaboration' }] });
    expect(papers[0].mentions).toMatchObject([{ rawName: 'NOVA Collaboration', kind: 'GROUP', parts: null }]);
  });

  it('that are missing are told, and whether there are editors', async () => {
    expect(kinds(await readWork({ author: undefined }))).toEqual(['MISSING_AUTHORS']);
    for (const type of ['edited-book', 'proceedings']) {
      expect((await readWork({ type, author: [], editor: [{ family: 'E' }] })).problems).toMatchObject([{ kind: 'MISSING_AUTHORS', reason: expect.stringContaining('editors alone') as string }]);
    }
  });

  it('with an ORCID that fails its checksum are kept without it', async () => {
    const result = await readWork({ author: [{ family: 'B', ORCID: 'https://orcid.org/0000-0002-1825-0098' }] });
    expect(result.papers[0].mentions[0].externalIds).toEqual({});
    expect(kinds(result)).toEqual(['INVALID_IDENTIFIER']);
  });
});

it('keeps of addresses in affiliations only the domain', async () => {
  const { papers } = await readWork({ author: [{ family: 'B', affiliation: [{ name: 'Example U. E-mail: b@Lab.Example.org' }] }] });
  expect(papers[0].mentions[0]).toMatchObject({ affiliations: [{ name: 'Example U' }], emailDomain: 'lab.example.org' });
  expect(JSON.stringify(papers)).not.toContain('b@');
});

describe('dates', () => {
  it.each<[Json, unknown, string[]]>([
    [{ issued: { 'date-parts': [[null]] } }, null, []],
    [{ published: { 'date-parts': [[2020]] } }, { year: 2020, month: null, day: null }, []],
    [{ published: { 'date-parts': [['2020', '7', 1]] } }, { year: 2020, month: 7, day: 1 }, []],
    [{ issued: { 'date-parts': [[null]] }, 'published-print': { 'date-parts': [[1999, 13]] } }, { year: 1999, month: null, day: null }, ['INVALID_DATE']],
    [{ created: { 'date-parts': [[2001, 1, 1]] } }, null, []],
    [{ published: { 'date-parts': [['soon']] } }, null, ['INVALID_DATE']],
  ])('%j', async (more, date, problems) => {
    const result = await readWork(more);
    expect([result.papers[0].date, kinds(result)]).toEqual([date, problems]);
  });
});

describe('markup', () => {
  it.each([
    ['A &lt;i&gt;b&lt;/i&gt; &amp;amp; c', 'A b & c'],
    ['p < 0.05 and n > 3', 'p < 0.05 and n > 3'],
    ['\n   An\n   <scp>R</scp>\n   story', 'An R story'],
    ['<mml:math><mml:mi>x</mml:mi></mml:math><jats:tex-math>\\documentclass x</jats:tex-math> rules', 'x rules'],
    ['Caf&#233; &#xE9;&eacute; &nosuch;', 'Café éé &nosuch;'],
  ])('of the title %j is taken out', async (title, plain) => {
    expect((await readWork({ title: [title] })).papers[0].title).toBe(plain);
  });
});

it('takes its original title where a work has none other, and leaves out one without any', async () => {
  expect((await readWork({ title: [], 'original-title': ['Urtext'] })).papers[0].title).toBe('Urtext');
  const result = await readWork({ title: [] });
  expect([result.papers, kinds(result)]).toEqual([[], ['MISSING_TITLE']]);
});

it('says that members, journals and empty lists are no works', async () => {
  expect(kinds(await readText(crossref, JSON.stringify({ 'message-type': 'member', message: { id: 78, 'primary-name': 'X' } })))).toEqual(['UNSUPPORTED_RECORD']);
  expect(kinds(await readText(crossref, JSON.stringify({ 'message-type': 'work-list', message: { items: [] } })))).toEqual(['NO_RECORDS']);
});

holdsAgainstHostileInput({ source: crossref, fixtures: ['crossref/works.json'], tokens: ['{"message":{"items":[', ']}}', '{', '}', ',', '"DOI":"10.5555/x"', '"title":["T"]', '"author":[{"family":"B"}]', '"author":', 'null', '[', ']', '1', '\n'] });
holdsAgainstAnyJson(crossref, (JSON.parse(readFileSync(fixture('crossref/works.json'), 'utf8')) as { message: { items: never[] } }).message.items[0]);
