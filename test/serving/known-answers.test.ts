/** What is answered without Apollo's pipeline, or from answers that are kept, is to the byte what the pipeline says: status, headers, charge and body, over HTTP. */
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { pino } from 'pino';
import { buildSchema, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/callers/key-ring.js';
import { addKey } from '../../src/callers/key-file.js';
import { isOfSnapshot, LASTING_FIELDS, PASSING_FIELDS } from '../../src/graphql/execution/lasting-fields.js';
import { schemaText } from '../../src/graphql/schema.js';
import { startServer, type RunningServer, type ServerState } from '../../src/serving/server.js';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { ASKED, operationOf, standInsOf } from '../graphql/page-operations.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, writeRecords, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const MEBIBYTE = 1024 ** 2;
const POINTS = 1_900_000_000;

let corpus: ServedCorpus;
let dataDir: string;
/** By Apollo alone, without it where it can be, and with answers kept. */
let servers: { readonly apollo: RunningServer; readonly known: RunningServer; readonly kept: RunningServer };
const states: Partial<Record<keyof typeof servers, ServerState>> = {};
const lines: Array<Record<string, unknown>> = [];

async function start(name: keyof typeof servers, remembers: boolean, answerCacheBytes: number | null): Promise<RunningServer> {
  const logger = pino({ level: 'info', base: null }, { write: (line: string) => void lines.push({ server: name, ...(JSON.parse(line) as object) }) });
  return startServer({
    provider: corpus.provider, port: 0, remembers, answerCacheBytes, logger, queryLogging: 'variables',
    callers: { keys: new KeyRing(dataDir), budgets: { points: POINTS, keyPoints: POINTS, windowMs: 3_600_000, atOnce: null } },
    measuring: { onEnd: () => undefined, onState: (state) => (states[name] = state), exposition: null },
  });
}

beforeAll(async () => {
  dataDir = tempDir();
  corpus = await servedCorpus(syntheticPapers({ papers: 120 }));
  servers = { apollo: await start('apollo', false, null), known: await start('known', true, null), kept: await start('kept', true, 8 * MEBIBYTE) };
}, 60_000);
afterAll(() => Promise.all(Object.values(servers).map((server) => server.close())));

interface Asked {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly method?: string;
}

/** What a server's only client has spent, by its last answer. */
const spent = new Map<RunningServer, number>();

/** What the client's budget has been charged for the answer in place of how it stands after it: what is not yet at hand costs the first who asks more. */
function chargedIn(server: RunningServer, name: string, value: string): string {
  if (name === 'x-ratelimit-remaining' || name === 'ratelimit') return `${name}: …`;
  if (name !== 'x-ratelimit-used') return `${name}: ${value}`;
  const charge = Number(value) - (spent.get(server) ?? 0);
  spent.set(server, Number(value));
  return `charged: ${charge}`;
}

/** Status, headers as they came but for what names the moment, and body. */
function told(server: RunningServer, { body, headers = {}, path = '/graphql', method = 'POST' }: Asked): Promise<{ readonly head: string; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, agent: false, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const named = response.rawHeaders.flatMap((name, at) => (at % 2 === 0 && !['date', 'x-request-id', 'x-ratelimit-reset'].includes(name.toLowerCase()) ? [chargedIn(server, name, response.rawHeaders[at + 1])] : []));
        resolve({ head: [response.statusCode, ...named].join('\n'), body: Buffer.concat(chunks) });
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(method === 'GET' ? undefined : body);
  });
}

/** Asks all three the same, time after time, and gives what differs from what Apollo said. */
async function differences(asked: Asked, times = 4): Promise<string[]> {
  const differing: string[] = [];
  // Once unwatched: what is computed for the first answer may be at hand for the second, and costs the same.
  for (const server of Object.values(servers)) await told(server, asked);
  for (let time = 1; time <= times; time++) {
    const expected = await told(servers.apollo, asked);
    for (const name of ['known', 'kept'] as const) {
      const said = await told(servers[name], asked);
      if (said.head !== expected.head || !said.body.equals(expected.body)) differing.push(`${name}, time ${time}: ${asked.body}\n${expected.head}\n${expected.body.toString().slice(0, 300)}\n---\n${said.head}\n${said.body.toString().slice(0, 300)}`);
    }
  }
  return differing;
}

const bodyOf = (query: string, variables?: unknown, more: object = {}): string => JSON.stringify({ query, ...(variables === undefined ? {} : { variables }), ...more });
const AUTHORS = 'query Some($first: Int = 3) { authors(first: $first) { totalCount nodes { id displayName } } }';
const hits = (): number => states.kept?.answers()?.hits ?? NaN;

describe('over HTTP', () => {
  it('the operations of the pages', async () => {
    const variablesFor = await standInsOf(corpus);
    const before = hits();
    for (const [, document, variables] of ASKED.filter(([name]) => /^(AuthorPage|PaperPage|Ranking|SearchAuthors|StartPage|VenuePage|Suggestions)$/.test(name))) {
      const name = operationOf(document)?.name?.value;
      expect(await differences({ body: bodyOf(print(document), variablesFor(variables), { operationName: name }), headers: { accept: 'application/graphql-response+json, application/json;q=0.9' } }, 3)).toEqual([]);
    }
    expect(hits() - before).toBeGreaterThanOrEqual(5);
  }, 120_000);

  it.each<[string, Asked]>([
    ['a plain question', { body: bodyOf(AUTHORS) }],
    ['variables', { body: bodyOf(AUTHORS, { first: 2 }) }],
    ['null for variables and operation', { body: bodyOf(AUTHORS, null, { operationName: null, extensions: null }) }],
    ['an empty name of an operation', { body: bodyOf(AUTHORS, {}, { operationName: '' }) }],
    ['a space for the name of an operation', { body: bodyOf(AUTHORS, {}, { operationName: ' ' }) }],
    ['the name of an operation', { body: bodyOf(AUTHORS, {}, { operationName: 'Some' }) }],
    ['the wrong name of an operation', { body: bodyOf(AUTHORS, {}, { operationName: 'Other' }) }],
    ['extensions', { body: bodyOf(AUTHORS, {}, { extensions: { client: 'x' } }) }],
    ['extensions that are a list', { body: bodyOf(AUTHORS, {}, { extensions: [] }) }],
    ['a hash of a persisted query', { body: bodyOf(AUTHORS, {}, { extensions: { persistedQuery: { version: 1, sha256Hash: '00' } } }) }],
    ['variables that are a list', { body: bodyOf(AUTHORS, []) }],
    ['variables that are text', { body: bodyOf(AUTHORS, '{}') }],
    ['a variable of the wrong type', { body: bodyOf(AUTHORS, { first: 'many' }) }],
    ['a page that is too large', { body: bodyOf(AUTHORS, { first: 100_000 }) }],
    ['a cost beyond the limit', { body: bodyOf('query Q($n: Int) { authors(first: $n) { nodes { papers(first: $n) { nodes { authors(first: $n) { nodes { id } } } } } } }', { n: 190 }) }],
    ['a question with an error', { body: bodyOf('{ author(id: "A0") { id } }') }],
    ['Accept of anything', { body: bodyOf(AUTHORS), headers: { accept: '*/*' } }],
    ['Accept of nothing that is given', { body: bodyOf(AUTHORS), headers: { accept: 'image/png' } }],
    ['Accept of the newer type', { body: bodyOf(AUTHORS), headers: { accept: 'application/graphql-response+json' } }],
    ['a preference', { body: bodyOf(AUTHORS), headers: { prefer: 'wait=3' } }],
    ['Brotli', { body: bodyOf(AUTHORS, { first: 100 }), headers: { 'accept-encoding': 'br, gzip' } }],
    ['gzip', { body: bodyOf(AUTHORS, { first: 100 }), headers: { 'accept-encoding': 'gzip' } }],
    ['another content type', { body: bodyOf(AUTHORS), headers: { 'content-type': 'text/plain' } }],
    ['a charset', { body: bodyOf(AUTHORS), headers: { 'content-type': 'application/json; charset=utf-8' } }],
    ['a query in the address too', { body: bodyOf(AUTHORS), path: '/graphql?query=%7B__typename%7D' }],
    ['GET', { body: '', method: 'GET', path: `/graphql?query=${encodeURIComponent('{ corpus { paperCount } }')}` }],
    ['a mutation', { body: bodyOf('mutation { undoLedgerEntry(input: { id: "0123456789abcdef", why: "x" }) { outcome } }') }],
    ['bytes that are no UTF-8', { body: '{"query":"{ __typename }\u00ff' }],
    ['a body that is a list', { body: '[]' }],
    ['no document', { body: '{"variables":{}}' }],
    ['the ledger, which may run ahead', { body: bodyOf('{ ledger(first: 1) { totalCount } }') }],
    ['a computation', { body: bodyOf('{ computation(id: "nope") { state } }') }],
  ])('%s', async (_, asked) => {
    expect(await differences(asked)).toEqual([]);
  });

  it('answers of one standing never reach another, nor what changes by itself', async () => {
    const keys = (['READER', 'ADMIN'] as const).map((role) => addKey(dataDir, { name: role, role, expiresAt: null }, () => undefined).key);
    const ME = bodyOf('{ caller { kind name role } corpus { paperCount } }');
    for (let time = 0; time < 4; time++) {
      for (const [at, name] of ['READER', 'ADMIN'].entries()) {
        expect((await told(servers.kept, { body: ME, headers: { authorization: `Bearer ${keys[at]}` } })).body.toString()).toContain(`"name":"${name}"`);
      }
      expect((await told(servers.kept, { body: ME })).body.toString()).toContain('"kind":"ANONYMOUS"');
    }
    expect((await told(servers.kept, { body: bodyOf(AUTHORS), headers: { authorization: 'Bearer wrong' } })).head).toMatch(/^401/);
  });

  it('what is kept is charged and logged as what is worked out', async () => {
    const asked = { body: bodyOf(AUTHORS, { first: 7 }) };
    const before = hits();
    const heads: string[] = [];
    for (let time = 0; time < 6; time++) heads.push((await told(servers.kept, asked)).head);
    expect(hits() - before).toBeGreaterThanOrEqual(3);
    expect(heads[0]).toMatch(/charged: \d{3}/);
    expect(new Set(heads).size).toBe(1);
    const logged = () => lines.filter(({ server, operation, variables }) => server === 'kept' && operation === 'Some' && variables === '{"first":7}');
    await expect.poll(() => logged().length).toBe(6);
    const same = ({ document, cost, snapshot, query, bytes, status }: Record<string, unknown>): string => JSON.stringify({ document, cost, snapshot, query, bytes, status });
    expect(new Set(logged().map(same)).size).toBe(1);
  });

  it('compressed forms are made of the same bytes', async () => {
    const body = bodyOf(AUTHORS, { first: 90 });
    const plain = (await told(servers.kept, { body })).body;
    for (let time = 0; time < 4; time++) expect(gunzipSync((await told(servers.kept, { body, headers: { 'accept-encoding': 'gzip' } })).body).equals(plain)).toBe(true);
  });
});

it('answers go with their snapshot', async () => {
  const dir = tempDir();
  const into = `${dir}/data`;
  const add = (title: string) => importFiles([writeRecords(`${dir}/${title}.jsonl`, [paperRecord(title, ['Ann Lee'])])], { dataDir: into, threads: 1 });
  await add('One');
  const provider = await openProvider(into, { pollMs: 0, threads: 1 });
  const begun: ServerState[] = [];
  const server = await startServer({ provider, port: 0, measuring: { onEnd: () => undefined, onState: (given) => void begun.push(given), exposition: null } });
  try {
    const ask = async (): Promise<string> => (await told(server, { body: bodyOf('{ corpus { paperCount } }') })).body.toString();
    for (let time = 0; time < 5; time++) expect(await ask()).toContain('"paperCount":1');
    const counts = () => begun[0].answers();
    expect(counts()).toMatchObject({ hits: 2, misses: 3, entries: 1 });
    await add('Two');
    await provider.refresh();
    expect(await ask()).toContain('"paperCount":2');
    expect(counts()).toMatchObject({ hits: 2, misses: 4, entries: 1 });
  } finally {
    await server.close();
    await provider.close();
  }
}, 60_000);

describe('what lasts', () => {
  it('is decided for every field of Query', () => {
    const fields = Object.keys(buildSchema(schemaText()).getQueryType()?.getFields() ?? {});
    expect(fields.filter((field) => LASTING_FIELDS.has(field) === PASSING_FIELDS.has(field))).toEqual([]);
  });

  it('is a query without any field that passes, however deep in fragments', () => {
    const lasts = (text: string): boolean => {
      const document = parse(text);
      const operation = operationOf(document);
      return operation !== undefined && isOfSnapshot(document, operation);
    };
    expect(lasts('{ corpus { paperCount } ...A } fragment A on Query { ... { author(id: "x") { id } } }')).toBe(true);
    expect(lasts('{ corpus { paperCount } ...A } fragment A on Query { ... { x: caller { kind } } }')).toBe(false);
    expect(lasts('{ a: ledger { totalCount } }')).toBe(false);
    expect(lasts('{ corpus: computation(id: "x") { state } }')).toBe(false);
  });
});
