/** Documents by their ids, and servers that answer these alone. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HeaderMap } from '@apollo/server';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/graphql/apollo.js';
import { ManifestError, readManifest } from '../../src/graphql/document-manifest.js';
import { TrustedDocuments, type TrustMode } from '../../src/graphql/trusted-documents.js';
import { answerOf, type HttpAnswer } from '../helpers/engine-answers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { operationsManifest } from '../../src/explorer/operations-manifest.js';
import { trustedDocumentsOf } from '../../src/serving/explorer-documents.js';
import { tempDir } from '../helpers/temp-dir.js';
import { SMALL_CORPUS } from './small-corpus.js';

const TEXT = 'query Size($n: Int) { corpus { paperCount } papers(first: $n) { totalCount } }';
const OTHER = '{ corpus { authorCount } }';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const apollos = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } });
const SIZE = { corpus: { paperCount: 10 }, papers: { totalCount: 10 } };

let corpus: ServedCorpus;
const engines = new Map<TrustMode, Awaited<ReturnType<typeof createEngine>>>();
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
  for (const mode of ['off', 'allow', 'only'] as const) {
    engines.set(mode, await createEngine({ introspection: true, logger: pino({ level: 'silent' }), trustedDocuments: new TrustedDocuments(mode, new Map([['sha256:abc', TEXT], ['relay-md5', TEXT]])) }));
  }
}, 60_000);
afterAll(async () => {
  await Promise.all(Array.from(engines.values(), (engine) => engine.stop()));
});
const ask = (mode: TrustMode, body: unknown, search?: string): Promise<HttpAnswer> => answerOf(engines.get(mode) as never, corpus.provider, body, search === undefined ? {} : { search });
const codes = ({ status, errors }: HttpAnswer) => [status, ...errors.map(({ extensions }) => extensions?.['code'])];

describe.each(['allow', 'only'] as const)('a server whose mode is %s', (mode) => {
  it.each([
    ['the id of the manifest', { documentId: 'sha256:abc' }],
    ['it without its prefix', { documentId: 'abc' }],
    ['an id that is no hash', { documentId: 'relay-md5' }],
    ['the hash of its text', { documentId: `sha256:${sha256(TEXT)}` }],
    ['Apollo\'s extension', { extensions: apollos(sha256(TEXT)) }],
    ['Apollo\'s extension beside the text', { query: TEXT, extensions: apollos(sha256(TEXT)) }],
    ['its text', { query: TEXT }],
    ['its text in other spaces', { query: `# asked\n${TEXT.replaceAll(' ', '  \n')}` }],
  ])('answers a document by %s', async (_, named) => {
    const { status, errors, data } = await ask(mode, { ...named, variables: { n: 3 } });
    expect([status, errors, data]).toEqual([200, [], SIZE]);
  });

  it('answers one by GET', async () => {
    for (const search of [`documentId=sha256%3Aabc&variables=${encodeURIComponent('{"n":3}')}`, `extensions=${encodeURIComponent(JSON.stringify(apollos(sha256(TEXT))))}`]) {
      expect((await ask(mode, undefined, `?${search}`)).data).toEqual(SIZE);
    }
  });

  it('refuses ids that it does not keep, so that clients of Apollo send the text, and contradictions', async () => {
    expect(codes(await ask(mode, { documentId: 'sha256:nope' }))).toEqual([400, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(codes(await ask(mode, { extensions: apollos(sha256(OTHER)) }))).toEqual([400, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(codes(await ask(mode, { documentId: 'sha256:abc', query: TEXT }))).toEqual([400, 'BAD_REQUEST']);
    expect(codes(await ask(mode, { query: OTHER, extensions: apollos(sha256(TEXT)) }))).toEqual([400, 'BAD_REQUEST']);
    expect((await ask(mode, { documentId: 'toString' })).status).toBe(400);
  });

  it('tells its mode', async () => {
    expect(await ask('allow', { query: '{ corpus { service { trustedDocuments } } }' })).toMatchObject({ data: { corpus: { service: { trustedDocuments: 'ALLOW' } } } });
  });
});

describe('any other text', () => {
  it.each([['a query', OTHER], ['the same with more', TEXT.replace('paperCount', 'paperCount authorCount')], ['a question for the schema', '{ __schema { types { name } } }'], ['what is no GraphQL', '{']])('is refused where only trusted documents are answered: %s', async (_, query) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const answer = await answerOf(engines.get('only') as never, corpus.provider, { query }, { accept });
      expect([codes(answer), answer.data]).toEqual([[403, 'DOCUMENT_NOT_TRUSTED'], undefined]);
      expect(answer.errors[0].message).toContain('have it added to the manifest');
    }
    expect(codes(await ask('only', undefined, `?query=${encodeURIComponent(query)}`))).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
  });

  it('is answered where they are allowed, also as Apollo\'s clients send it after their hash was not found', async () => {
    expect((await ask('allow', { query: OTHER })).data).toEqual({ corpus: { authorCount: 10 } });
    expect((await ask('allow', { query: OTHER, extensions: apollos(sha256(OTHER)) })).data).toEqual({ corpus: { authorCount: 10 } });
  });

  it('is all there is where the server has none', async () => {
    expect((await ask('off', { query: OTHER })).data).toEqual({ corpus: { authorCount: 10 } });
    expect(codes(await ask('off', { documentId: 'sha256:abc' }))).toEqual([400, 'BAD_REQUEST']);
    expect(codes(await ask('off', { extensions: apollos(sha256(TEXT)) }))[1]).toBe('BAD_REQUEST');
  });

  it('without any text is refused as ever', async () => {
    for (const mode of ['off', 'allow', 'only'] as const) expect(codes(await ask(mode, { variables: {} }))).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('a manifest', () => {
  const dir = tempDir();
  const written = (content: string) => {
    const path = join(dir, 'manifest.json');
    writeFileSync(path, content);
    return path;
  };

  it('is read as Code Generator and Relay, and as Apollo, write it', () => {
    expect([...readManifest(written(JSON.stringify({ 'sha256:abc': TEXT, def: OTHER })))]).toEqual([['sha256:abc', TEXT], ['def', OTHER]]);
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: 'abc', name: 'Size', type: 'query', body: TEXT }] };
    expect([...readManifest(written(JSON.stringify(manifest)))]).toEqual([['abc', TEXT]]);
  });

  it.each([
    ['is not JSON', '{', 'is not JSON'],
    ['is a list', '[]', 'must be a JSON object'],
    ['holds no text', '{"abc": 7}', 'no text under "abc"'],
    ['is Apollo\'s without operations', '{"format":"apollo-persisted-query-manifest"}', '"operations" is no list'],
    ['is Apollo\'s with one without an id', '{"format":"apollo-persisted-query-manifest","operations":[{"body":"{ __typename }"}]}', 'without an id: number 1 of 1'],
    ['holds what is no GraphQL', '{"abc": "{"}', '"abc" that this version can\'t answer: Syntax Error'],
    ['holds what the schema has not', '{"abc": "{ nope }"}', 'Cannot query field "nope"'],
  ])('that %s is refused in one sentence that names it', (_, content, part) => {
    const path = written(content);
    expect(() => readManifest(path)).toThrow(ManifestError);
    expect(() => readManifest(path)).toThrow(part);
    expect(() => readManifest(path)).toThrow(path);
  });

  it('that is not there is named', () => {
    expect(() => readManifest(join(dir, 'none.json'))).toThrow(/none\.json can't be read/);
  });
});

describe('the explorer', () => {
  it('is served by a server that answers trusted documents alone: each operation as its pages send it', () => {
    const pages = tempDir();
    writeFileSync(join(pages, 'operations.json'), JSON.stringify(operationsManifest()));
    const trusted = trustedDocumentsOf('only', null, pages);
    const files = readdirSync('src/explorer', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'));
    const operations = files.flatMap((file) => [...readFileSync(join('src/explorer', file), 'utf8').matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name]) => `explorer:${name}`));
    expect(Object.keys(operationsManifest()).toSorted()).toEqual(operations.toSorted());
    expect(operations.length).toBeGreaterThan(30);
    for (const query of Object.values(operationsManifest())) {
      const request = { method: 'POST', headers: new HeaderMap(), search: '', body: { query } };
      expect(trusted.admitted(request)).toBe(request);
    }
    expect(() => trusted.admitted({ method: 'POST', headers: new HeaderMap(), search: '', body: { query: OTHER } })).toThrow('trusted documents alone');
  });

  it('and a manifest are refused where they would not be heeded or are not there', () => {
    const empty = tempDir();
    expect(() => trustedDocumentsOf('off', 'some.json', empty)).toThrow('some.json would not be heeded: set trusted-documents to allow or only');
    expect(() => trustedDocumentsOf('only', null, empty)).toThrow('there are no trusted documents: build the pages');
    expect(trustedDocumentsOf('off', null, empty).modeInSchema).toBe('OFF');
  });
});
