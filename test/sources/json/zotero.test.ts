import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zotero } from '../../../src/sources/json/zotero.js';
import { fixture, kinds, readFixture, readText } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';
import { holdsAgainstAnyJson } from './any-json.js';

interface Json {
  readonly [name: string]: unknown;
}

const item = (more: Json = {}): Json => ({ itemType: 'book', title: 'T', creators: [{ creatorType: 'author', firstName: 'A', lastName: 'B' }], ...more });
const readItem = async (more: Json): ReturnType<typeof readText> => await readText(zotero, JSON.stringify([item(more)]));

it('maps items of the API', async () => {
  const { papers, problems } = await readFixture(zotero, 'zotero/api.json');
  expect(papers[0]).toEqual({
    key: 'zotero:users/123/ABCD2345',
    externalIds: { doi: '10.5555/naps', pmid: '777' },
    title: 'Quokka Naps',
    abstract: 'They nap.',
    date: { year: 2031, month: 5, day: null },
    venue: 'Journal of Naps',
    type: 'ARTICLE',
    fields: [],
    mentions: [
      { rawName: 'Ann de Une', parts: { given: 'Ann', particle: null, family: 'de Une', suffix: null }, position: 1, kind: 'PERSON', externalIds: {}, affiliations: [], isCorresponding: null },
      { rawName: 'Quokka Watch', parts: null, position: 2, kind: 'GROUP', externalIds: {}, affiliations: [], isCorresponding: null },
    ],
    authorListComplete: true,
    citationCount: null,
    links: [{ kind: 'PDF', url: 'https://example.org/naps.pdf' }],
    scores: [],
    source: { format: 'zotero', file: 'api.json', line: 2, byte: 2, retrievedAt: null, url: null },
  });
  expect(papers.slice(1)).toMatchObject([{ key: 'zotero:groups/9/PROG2345', type: 'SOFTWARE', date: { year: 2030, month: null, day: null }, mentions: [{ rawName: 'Pro Grammer', position: 1 }] }]);
  expect(problems).toMatchObject([{ kind: 'AMBIGUOUS_DATE', value: '03/04/2030' }, { kind: 'IGNORED_ITEMS', value: '2', recordDropped: false }]);
});

it.each([
  ['an API list', [{ key: 'ABCD2345', version: 1, library: {}, data: item() }], 'zotero:ABCD2345:t'],
  ['an item of the API', { key: 'ABCD2345', version: 1, data: item() }, 'zotero:ABCD2345:t'],
  ['bare items', [item({ key: 'ABCD2345' })], 'zotero:ABCD2345:t'],
  ['an export of Better BibTeX', { config: {}, version: '6', items: [item({ citationKey: 'b2030', uri: 'http://zotero.org/users/5/items/WXYZ6789' })] }, 'zotero:users/5/WXYZ6789'],
  ['an item without a key', item({ citationKey: 'b2030' }), 'zotero:b2030:t'],
])('detects and reads %s', async (_, json, key) => {
  expect(zotero.detect(JSON.stringify(json), 'x')).toBe(1);
  const result = await readText(zotero, JSON.stringify(json));
  expect([result.papers.map((paper) => paper.key), kinds(result)]).toEqual([[key], []]);
});

describe('creators', () => {
  it.each<[string, string]>([
    ['thesis', 'author'], ['report', 'author'], ['presentation', 'presenter'], ['computerProgram', 'programmer'], ['patent', 'inventor'], ['podcast', 'podcaster'], ['map', 'cartographer'], ['dataset', 'author'],
  ])('of a %s are its %ss', async (itemType, creatorType) => {
    const { papers } = await readItem({ itemType, creators: [{ creatorType: 'contributor', lastName: 'Other' }, { creatorType, lastName: 'First' }, { creatorType: 'editor', lastName: 'Ed' }] });
    expect(papers[0].mentions).toMatchObject([{ rawName: 'First', position: 1 }]);
  });

  it('of whom all are editors leave a book without authors; none at all is told', async () => {
    const edited = await readItem({ creators: [{ creatorType: 'editor', lastName: 'E' }] });
    expect(edited).toMatchObject({ papers: [{ mentions: [] }], problems: [{ kind: 'MISSING_AUTHORS', reason: expect.stringContaining('editors alone') as string }] });
    expect(kinds(await readItem({ creators: [] }))).toEqual(['MISSING_AUTHORS']);
  });

  it('of one field are groups, but for names in Chinese, Japanese and Korean characters', async () => {
    const { papers } = await readItem({ creators: [{ creatorType: 'author', name: '王小明' }, { creatorType: 'author', name: '教育部' }, { creatorType: 'author', name: 'NASA' }] });
    expect(papers[0].mentions.map(({ kind }) => kind)).toEqual(['PERSON', 'GROUP', 'GROUP']);
  });

  it('named "et al." stand for others', async () => {
    const { papers } = await readItem({ creators: [{ creatorType: 'author', lastName: 'B' }, { creatorType: 'author', lastName: 'et al.', firstName: '' }] });
    expect([papers[0].mentions.length, papers[0].authorListComplete]).toEqual([1, false]);
  });
});

describe('arXiv papers', () => {
  it.each<[Json]>([
    [{ itemType: 'preprint', repository: 'arXiv', archiveID: 'arXiv:3101.00001' }],
    [{ itemType: 'journalArticle', publicationTitle: 'arXiv:3101.00001 [cs]' }],
    [{ itemType: 'preprint', url: 'http://arxiv.org/abs/3101.00001v2' }],
    [{ itemType: 'preprint', extra: 'arXiv: 3101.00001 [cs]' }],
    [{ itemType: 'preprint', DOI: '10.48550/arXiv.3101.00001' }],
  ])('%j', async (more) => {
    expect((await readItem(more)).papers[0]).toMatchObject({ type: 'PREPRINT', externalIds: { arxiv: '3101.00001' } });
  });
});

it('says what is no item, and lists without publications', async () => {
  expect(kinds(await readText(zotero, '[{"itemType":"note","note":"x"},{"name":"collection"}]'))).toEqual(['UNSUPPORTED_RECORD', 'IGNORED_ITEMS']);
  expect(kinds(await readText(zotero, '[]'))).toEqual(['NO_RECORDS']);
  expect(zotero.detect('[{"title":"x","creators":[]}]', 'x')).toBe(0);
});

holdsAgainstHostileInput({ source: zotero, fixtures: ['zotero/api.json'], tokens: ['[', ']', '{', '}', ',', '"key":"ABCD2345"', '"data":{', '"itemType":"book"', '"title":"T"', '"creators":[{"lastName":"B"}]', '"items":[', 'null', '\n'] });
holdsAgainstAnyJson(zotero, (JSON.parse(readFileSync(fixture('zotero/api.json'), 'utf8')) as never[])[0]);
