/** What clients and the caches between have already: answers known by snapshot and content, and who may keep which. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { FollowingProvider } from '../../src/snapshot/following.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const dir = tempDir();
const dataDir = join(dir, 'data');
let provider: FollowingProvider;
/** Asks anew each time; for ten seconds not; and lets nobody read without a key. */
let servers: readonly [asking: RunningServer, keeping: RunningServer, closed: RunningServer];

const add = (title: string) => importFiles([writeRecords(join(dir, `${title}.jsonl`), [paperRecord(title, ['Ada One', 'Bo Two'])])], { dataDir, threads: 1 });
beforeAll(async () => {
  await add('The first');
  provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
  const budgets = { points: 20_000_000, keyPoints: null, windowMs: 60_000, atOnce: null };
  servers = await Promise.all([startServer({ provider, port: 0, callers: { budgets } }), startServer({ provider, port: 0, answerMaxAgeMs: 10_000, callers: { budgets } }), startServer({ provider, port: 0, callers: { access: 'key' } })]);
}, 60_000);
afterAll(async () => {
  for (const server of servers) await server.close();
  await provider.close();
});

const question = (query: string): string => `/graphql?query=${encodeURIComponent(query)}`;
const PAPERS = question('{ corpus { paperCount } }');
const FILE = '/export/papers.bib?abstracts=0';
async function get(server: RunningServer, address: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${address}`, { headers: { accept: 'application/json', 'apollo-require-preflight': '1', ...headers } });
  return { status: response.status, headers: response.headers, text: await response.text(), tag: response.headers.get('etag') ?? '' };
}
const currentId = (): string => provider.state().news?.id ?? '';

describe.each([['an answer', PAPERS], ['a file', FILE]])('%s', (_, address) => {
  it('has a tag of its snapshot, and is not sent to whom it is known', async () => {
    const [server] = servers;
    const first = await get(server, address);
    expect(first.status).toBe(200);
    expect(first.tag).toMatch(new RegExp(`^W/"${currentId()}-[\\w-]{22}"$`));
    expect(first.headers.get('cache-control')).toBe('public, no-cache');
    expect(first.headers.get('vary')).toMatch(/(?:^|, )authorization(?:,|$)/);
    for (const known of [first.tag, first.tag.slice(2), `"x", ${first.tag}`]) {
      const again = await get(server, address, { 'if-none-match': known });
      expect([again.status, again.text, again.tag, again.headers.get('cache-control')]).toEqual([304, '', first.tag, 'public, no-cache']);
    }
    for (const other of ['"x"', `W/"${currentId()}-"`]) expect((await get(server, address, { 'if-none-match': other })).status).toBe(200);
    for (const coding of ['gzip', 'br', 'identity']) expect((await get(server, address, { 'accept-encoding': coding })).tag).toBe(first.tag);
  });

  it('may be given by shared caches for as long as is set, and then tells nothing of who asked', async () => {
    const { headers } = await get(servers[1], address);
    expect(headers.get('cache-control')).toBe('public, max-age=0, s-maxage=10');
    expect([...headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
    expect((await get(servers[0], address)).headers.has('x-ratelimit-remaining')).toBe(true);
  });

  it('is kept nowhere when credentials came with it, or are needed', async () => {
    for (const server of servers.slice(0, 2)) expect((await get(server, address, { authorization: 'Basic eA==' })).headers.get('cache-control')).toBe('no-store');
    expect((await get(servers[2], address)).headers.get('cache-control')).toBe('no-store');
  });

  it('has another tag with the next snapshot, also where it is the same', async () => {
    const [server] = servers;
    const { tag } = await get(server, address);
    await add(`Another for ${address.length}`);
    await provider.refresh();
    const next = await get(server, address, { 'if-none-match': tag });
    expect(next.status).toBe(200);
    expect(next.tag).not.toBe(tag);
    expect(next.tag).toContain(currentId());
  }, 30_000);
});

it.each([
  ['what changes by itself', question('{ caller { role } }')], ['what partly does', question('{ corpus { paperCount } caller { role } }')],
  ['what failed in part', question('{ corpus { paperCount } author(name: "Nobody At All") { id } papers(first: 100000) { totalCount } }')], ['what is wrong', question('{')],
])('%s has no tag and is kept nowhere', async (_, address) => {
  const { headers } = await get(servers[1], address);
  expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-store']);
});

it('an answer to a POST is kept nowhere', async () => {
  const response = await fetch(`${servers[1].url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ corpus { paperCount } }"}' });
  expect([response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([null, 'no-store']);
});
