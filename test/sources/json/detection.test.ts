/** Which source takes which JSON: every file of the shared data, and invented beginnings of the formats that it lacks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES } from '../../../src/sources/limits.js';
import { detectSource, SOURCES } from '../../../src/sources/registry.js';
import { fixture } from '../helpers.js';

const SHARED = '../shared/data';
/** Folder of the shared data and the source of all JSON in it. */
const FOLDERS: Readonly<Record<string, string>> = { crossref: 'crossref', semanticscholar: 's2', openalex: 'openalex', orcid: 'orcid' };
const JSON_NAME = /\.jsonl?(?:\.gz)?$/;
const OURS = new Set(['crossref', 's2', 'zotero', 'csl-json', 'arxiv-json', 'inspire', 'orcid']);

function headOf(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).subarray(0, HEAD_BYTES).toString('utf8');
}

/** Ids of the sources that claim the head, the surest first. */
function claims(head: string): string[] {
  return SOURCES.map((source) => ({ id: source.id, sure: source.detect(head, 'unnamed') })).filter(({ sure }) => sure > 0).toSorted((a, b) => b.sure - a.sure).map(({ id }) => id);
}

describe.skipIf(!existsSync(SHARED))('the shared data', () => {
  it('has its JSON told apart, each file by one source alone', () => {
    const found = readdirSync(SHARED, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && JSON_NAME.test(entry.name));
    const expected = found.map(({ name, parentPath }) => [name, [FOLDERS[basename(parentPath)]]]);
    expect(found.map(({ name, parentPath }) => [name, claims(headOf(join(parentPath, name)))])).toEqual(expected);
    expect(found).toHaveLength(28);
  });

  it('has no other file taken for JSON', () => {
    const others = readdirSync(SHARED, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !JSON_NAME.test(entry.name) && !entry.parentPath.endsWith('/yaml/venues'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(others.length).toBeGreaterThan(250);
    expect(others.filter((path) => OURS.has(detectSource(headOf(path), path)?.id ?? ''))).toEqual([]);
  });
});

it.each([
  ['crossref', 'crossref/works.json'], ['s2', 's2/batch.json'], ['s2', 's2/bulk.jsonl'], ['csl-json', 'csl-json/items.json'], ['zotero', 'zotero/api.json'],
  ['arxiv-json', 'arxiv-json/dump.jsonl'], ['inspire', 'inspire/search.json'], ['orcid', 'orcid/record.json'], ['orcid', 'orcid/bulk.json'],
  ['openalex', 'openalex/work.json'], ['coterie', 'jsonl/problems.jsonl'],
])('%s alone knows %s, however far the head reaches', (id, path) => {
  const head = headOf(fixture(path));
  expect(claims(head)).toEqual([id]);
  // A record may be longer than the head: what is cut off is still nobody else's.
  for (let length = 0; length < head.length; length += 7) expect([[], [id]]).toContainEqual(claims(head.slice(0, length)));
});

const item = (more: object): object => ({ title: 'T', author: [{ family: 'B', given: 'A' }], issued: { 'date-parts': [[2019, 5]] }, ...more });
it.each<[string | null, object]>([
  ['csl-json', [item({ id: 'a', type: 'article-journal' })]],
  ['csl-json', item({ type: 'journal-article', DOI: '10.5555/x', 'container-title': 'J', 'is-referenced-by-count': 3, source: 'Crossref', member: '1' })],
  ['crossref', item({ title: ['T'], type: 'journal-article', DOI: '10.5555/x', 'container-title': ['J'], 'is-referenced-by-count': 3 })],
  ['crossref', { items: [item({ title: ['T'], DOI: '10.5555/x', member: '1' })] }],
  ['csl-json', { items: [item({ id: 'a', type: 'book' })] }],
  ['zotero', { items: [{ itemType: 'book', title: 'T', creators: [] }] }],
  ['zotero', [{ key: 'ABCD2345', version: 1, library: {}, data: { itemType: 'note', note: 'x' } }]],
  ['s2', { corpusid: 1, externalids: { DOI: '10.5555/x' }, title: 'T', authors: [{ authorId: '1', name: 'A' }] }],
  ['s2', [{ authorId: '1', name: 'A B', hIndex: 3 }]],
  ['s2', { total: 0, offset: 0, data: [] }],
  ['arxiv-json', { id: '2001.00001', submitter: 'S', authors: 'A', title: 'T', categories: 'cs.DL', 'journal-ref': null, doi: '10.5555/x', authors_parsed: [['B', 'A', '']] }],
  ['inspire', { hits: { hits: [{ id: '1', metadata: { $schema: 'https://inspirehep.net/schemas/records/hep.json', titles: [{ title: 'T' }] } }], total: 1 } }],
  ['orcid', { 'orcid-identifier': { path: '0000-0002-1825-0097' }, person: {} }],
  ['openalex', { meta: { count: 1, db_response_time_ms: 1 }, results: [{ id: 'https://openalex.org/W1000001', doi: 'https://doi.org/10.5555/x', authorships: [{ author: { orcid: 'https://orcid.org/0000-0002-1825-0097' } }] }] }],
  [null, { hits: { hits: [{ id: 1, metadata: { title: 'T', creators: [{ name: 'B, A' }] } }] } }],
  [null, { message: 'Not Found', status: 404 }],
  [null, [{ title: 'T', url: 'https://example.org' }]],
  [null, { name: 'coterie', version: '1.0.0', dependencies: {} }],
  [null, { type: 'FeatureCollection', features: [] }],
])('%s takes the invented beginning (case %#)', (id, json) => {
  expect(detectSource(JSON.stringify(json), 'unnamed')?.id ?? null).toBe(id);
  expect(detectSource(JSON.stringify(json, null, 2), 'unnamed')?.id ?? null).toBe(id);
  expect(detectSource(`\uFEFF\r\n ${JSON.stringify(json)}`, 'unnamed')?.id ?? null).toBe(id);
});
