/** Who is let in over HTTP, as what, and how much they may spend: by key, by role, by address, behind a proxy. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../../src/callers/audit-log.js';
import { readAudit } from '../../src/callers/audit-reading.js';
import { LEAST_CHARGE } from '../../src/callers/budgets.js';
import { addKey, keysPath, revokeKey } from '../../src/callers/key-file.js';
import { KeyRing } from '../../src/callers/key-ring.js';
import { makeKey } from '../../src/callers/key.js';
import type { Role } from '../../src/callers/caller.js';
import { Proxies } from '../../src/serving/client-address.js';
import type { GateOptions } from '../../src/serving/gate.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import type { CurationReport, LedgerChange } from '../../src/snapshot/curation.js';
import { paperRecord } from '../helpers/records.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const TOKEN = 'a-token-of-the-tests';
const ME = '{ caller { kind name role address budget { limit used remaining windowSeconds } } }';
const UNDO = 'mutation { undoLedgerEntry(input: { id: "0123456789abcdef", why: "x" }) { outcome } }';
const WINDOW = { windowMs: 3_600_000, atOnce: null };
const REPORT: CurationReport = {
  entries: [{ entry: { op: 'merge', id: '0123456789abcdef', names: ['A', 'B'], who: 'w', when: '2020-01-01', why: 'y', source: null } as unknown as CurationReport['entries'][number]['entry'], outcome: 'revoked' }],
  manifest: null, snapshotBuilt: false, effects: null, problems: [],
};

let corpus: ServedCorpus;
let dataDir: string;
let server: RunningServer | null = null;
/** Changes that were made. */
const asked: LedgerChange[] = [];

async function start(callers: Omit<GateOptions, 'token'> = {}): Promise<void> {
  const curator = { ledger: () => [], change: (what: LedgerChange) => (asked.push(what), Promise.resolve(REPORT)) };
  const measuring = { onEnd: () => undefined, exposition: () => Promise.resolve({ contentType: 'text/plain', text: 'up 1\n' }) };
  server = await startServer({ provider: corpus.provider, port: 0, curator, curatorToken: TOKEN, measuring, callers: { keys: new KeyRing(dataDir), trail: new AuditLog(dataDir), ...callers } });
}

const keyOf = (role: Role, name: string = role): string => addKey(dataDir, { name, role, expiresAt: null }, () => undefined).key;

async function ask(query: string, credentials: string | null = null, headers: Record<string, string> = {}) {
  const response = await fetch(`${server?.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(credentials === null ? {} : { authorization: `Bearer ${credentials}` }), ...headers }, body: JSON.stringify({ query }) });
  const { data = null, errors = [] } = (await response.json()) as { data?: Record<string, unknown>; errors?: ReadonlyArray<{ message: string; extensions: Record<string, unknown> }> };
  return { status: response.status, headers: response.headers, data, code: errors[0]?.extensions['code'], message: errors[0]?.message };
}

beforeAll(async () => {
  corpus = await servedCorpus([paperRecord('One', ['Ann Lee', 'Bo Ek'])]);
});
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('access', () => {
  it('is open to whoever asks, and known is who has a key or the token', async () => {
    dataDir = tempDir();
    await start();
    expect((await ask(ME)).data).toEqual({ caller: { kind: 'ANONYMOUS', name: null, role: 'READER', address: '127.0.0.1', budget: null } });
    expect((await ask(ME, keyOf('ADMIN', 'zofia'))).data).toMatchObject({ caller: { kind: 'KEY', name: 'zofia', role: 'ADMIN' } });
    expect((await ask(ME, TOKEN)).data).toMatchObject({ caller: { kind: 'TOKEN', role: 'CURATOR' } });
  });

  it('by key lets nobody else read, in no way, and keeps health and pages open', async () => {
    dataDir = tempDir();
    await start({ access: 'key' });
    const key = keyOf('READER');
    const refused = await ask('{ corpus { paperCount } }');
    expect(refused).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', message: expect.stringContaining('Reading needs a key') });
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect((await ask('{ corpus { paperCount } }', key)).data).toEqual({ corpus: { paperCount: 1 } });
    const statusOf = async (path: string, headers: Record<string, string> = {}) => (await fetch(`${server?.url}${path}`, { headers })).status;
    expect(await statusOf('/export/network.gexf')).toBe(401);
    expect(await statusOf(`/export/network.gexf?key=${key}&access_token=${key}`)).toBe(401);
    expect(await statusOf(`/graphql?query={corpus{paperCount}}&authorization=Bearer%20${key}`, { 'apollo-require-preflight': '1' })).toBe(401);
    expect(await statusOf('/export/network.gexf', { authorization: `Bearer ${key}` })).toBe(200);
    expect([await statusOf('/metrics'), await statusOf('/metrics', { authorization: `Bearer ${key}` })]).toEqual([401, 200]);
    expect([await statusOf('/health'), await statusOf('/', { accept: 'text/html' })]).toEqual([200, 200]);
  });

  it('ends with the revocation of the key, at the next request', async () => {
    dataDir = tempDir();
    await start();
    const key = keyOf('READER', 'zofia');
    expect((await ask(ME, key)).status).toBe(200);
    revokeKey(dataDir, 'zofia', () => undefined);
    expect(await ask(ME, key)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', message: expect.stringContaining('has been revoked') });
    expect(await ask(ME, `${key.slice(0, -1)}x`)).toMatchObject({ status: 401, message: expect.stringContaining('mistyped') });
    expect(await ask(ME, makeKey())).toMatchObject({ status: 401, message: expect.stringContaining('not known') });
  });

  it('is refused with 503 where the list of keys is damaged, to readers without a key open as before', async () => {
    dataDir = tempDir();
    const said: string[] = [];
    await start({ keys: new KeyRing(dataDir, { onFault: (sentence) => said.push(sentence) }) });
    const key = keyOf('ADMIN');
    writeFileSync(keysPath(dataDir), '{');
    expect(await ask(ME, key)).toMatchObject({ status: 503, message: expect.stringContaining('no key is accepted') });
    expect((await ask(ME)).status).toBe(200);
    expect(said).toEqual([expect.stringContaining(join(dataDir, 'keys.json'))]);
    const health = await fetch(`${server?.url}/health/ready`);
    expect([health.status, await health.json()]).toEqual([200, expect.objectContaining({ problem: expect.stringMatching(/^The list of keys can't be read/) as unknown })]);
  });

  it('listens to so many wrong tokens a minute and no more, but to a valid key always', async () => {
    dataDir = tempDir();
    await start({ failedAttempts: 2 });
    const guess = () => ask(ME, 'a-guess-of-somebody');
    expect([(await guess()).status, (await guess()).status]).toEqual([401, 401]);
    const third = await guess();
    expect([third.status, third.code, Number(third.headers.get('retry-after')) > 0]).toEqual([429, 'RATE_LIMITED', true]);
    expect(['limit', 'remaining', 'resource'].map((name) => third.headers.get(`x-ratelimit-${name}`))).toEqual(['2', '0', 'failed-attempts']);
    expect((await ask(ME, TOKEN)).status).toBe(429);
    expect((await ask(ME, makeKey())).status).toBe(429);
    expect((await ask(ME, keyOf('READER'))).status).toBe(200);
  });
});

describe('changes', () => {
  it('need a curator, and stand in the audit log with who made them, as do those refused', async () => {
    dataDir = tempDir();
    await start();
    expect(await ask(UNDO, keyOf('READER', 'rita'))).toMatchObject({ status: 403, code: 'FORBIDDEN', message: expect.stringContaining('a key of the role curator or admin') });
    expect((await ask(UNDO)).status).toBe(401);
    expect(await ask(UNDO, makeKey())).toMatchObject({ status: 401 });
    expect((await ask(UNDO, keyOf('CURATOR', 'carl'))).data).toEqual({ undoLedgerEntry: { outcome: 'REVOKED' } });
    // The person stands in the statement, unless another is named.
    expect(asked.at(-1)).toMatchObject({ who: 'carl' });
    const entries = [];
    for await (const { entry, faults } of readAudit(dataDir)) entries.push([entry?.who, entry?.action, entry?.outcome, entry?.address, entry?.details, faults]);
    const anonymous = { kind: 'ANONYMOUS' };
    const [rita, carl] = ['rita', 'carl'].map((name) => ({ kind: 'KEY', id: expect.any(String) as unknown, name }));
    expect(entries).toEqual([
      [rita, 'CHANGE_REFUSED', 'REFUSED', '127.0.0.1', { needed: 'CURATOR', fields: ['undoLedgerEntry'] }, []],
      [anonymous, 'CHANGE_REFUSED', 'REFUSED', '127.0.0.1', { needed: 'CURATOR', fields: ['undoLedgerEntry'] }, []],
      [anonymous, 'CREDENTIALS_REFUSED', 'REFUSED', '127.0.0.1', { reason: 'UNKNOWN' }, []],
      [carl, 'LEDGER_CHANGE', 'BEGUN', '127.0.0.1', expect.objectContaining({ undo: '0123456789abcdef' }), []],
      [carl, 'LEDGER_CHANGE', 'DONE', '127.0.0.1', expect.objectContaining({ outcomes: [{ id: '0123456789abcdef', op: 'merge', outcome: 'revoked' }] }), []],
    ]);
  });

  it('are not made where they can\'t be written down', async () => {
    dataDir = tempDir();
    await start({ trail: new AuditLog(join(dataDir, 'keys.json', 'no-folder')) });
    const answer = await ask(UNDO, keyOf('CURATOR'));
    expect(answer).toMatchObject({ code: 'AUDIT_FAILED', message: expect.stringContaining('was not made') });
    expect(JSON.stringify(answer)).not.toContain(dataDir);
    expect(await (await fetch(`${server?.url}/health/ready`)).json()).toMatchObject({ status: 'ready', problem: expect.stringMatching(/^The audit log can't be read or written/) });
  });
});

describe('a budget', () => {
  it('lets a client spend all of it and no more, and says so in headers and in the caller', async () => {
    dataDir = tempDir();
    await start({ budgets: { points: 3 * LEAST_CHARGE, keyPoints: null, ...WINDOW } });
    const first = await ask(ME);
    expect(first.data).toMatchObject({ caller: { budget: { limit: 600, used: 200, remaining: 400, windowSeconds: 3600 } } });
    expect(Object.fromEntries(['limit', 'used', 'remaining', 'resource'].map((name) => [name, first.headers.get(`x-ratelimit-${name}`)]))).toEqual({ limit: '600', used: '200', remaining: '400', resource: 'points' });
    expect(Number(first.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000 + 3500);
    expect(first.headers.get('ratelimit')).toMatch(/^"points";r=400;t=\d+$/);
    // What can't be parsed costs as much.
    expect((await ask('{')).headers.get('x-ratelimit-remaining')).toBe('200');
    expect((await ask(ME)).headers.get('x-ratelimit-remaining')).toBe('0');
    const over = await ask(ME);
    expect(over).toMatchObject({ status: 429, code: 'RATE_LIMITED', data: null, message: expect.stringMatching(/^This takes 200 points, but 600 of the 600 .* ask again in \d+ s\.$/) });
    expect(['limit', 'used', 'remaining', 'resource'].map((name) => over.headers.get(`x-ratelimit-${name}`))).toEqual(['600', '600', '0', 'points']);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(3500);
    // A key has its own.
    expect((await ask(ME, keyOf('READER'))).status).toBe(200);
  });

  it('is charged for wrong credentials, too, which are refused with how it stands', async () => {
    dataDir = tempDir();
    await start({ budgets: { points: 2 * LEAST_CHARGE, keyPoints: null, ...WINDOW } });
    const key = keyOf('READER');
    const mistyped = `${key}x`;
    const wrong = [await ask(ME, mistyped), await ask(ME, mistyped), await ask(ME, mistyped)];
    expect(wrong.map(({ status, headers }) => [status, headers.get('x-ratelimit-remaining')])).toEqual([[401, '200'], [401, '0'], [429, '0']]);
    expect((await ask(ME)).status).toBe(429);
    expect((await ask(ME, key)).status).toBe(200);
  });

  it('is charged the cost of the operation before anything is computed', async () => {
    dataDir = tempDir();
    await start({ budgets: { points: 1_000, keyPoints: null, ...WINDOW } });
    const costly = '{ authors(first: 200) { nodes { id displayName papers(first: 5) { nodes { id } } } } }';
    const over = await ask(costly);
    // Asking again would never do: it is no 429, which clients wait for and repeat.
    expect(over).toMatchObject({ status: 400, code: 'COST_LIMIT', data: null, message: expect.stringContaining('more than the 1,000 that a client has') });
    expect([over.headers.get('retry-after'), over.headers.get('x-ratelimit-used')]).toEqual([null, '200']);
    expect((await ask(ME)).headers.get('x-ratelimit-used')).toBe('400');
    const file = await fetch(`${server?.url}/export/network.gexf`);
    expect([file.status, ((await file.json()) as { errors: Array<{ extensions: unknown }> }).errors[0].extensions]).toEqual([400, { code: 'COST_LIMIT', cost: expect.any(Number) as unknown, limit: 1_000, used: 600 }]);
  });

  it('is another for each address that a trusted proxy names, and for no address that a client names itself', async () => {
    dataDir = tempDir();
    await start({ budgets: { points: LEAST_CHARGE, keyPoints: null, ...WINDOW }, proxies: new Proxies({ trusted: ['loopback'] }) });
    const from = async (forwarded: string) => (await ask(ME, null, { 'x-forwarded-for': forwarded, forwarded: 'for=203.0.113.77' })).status;
    expect([await from('198.51.100.1'), await from('198.51.100.2')]).toEqual([200, 200]);
    expect(await from('9.9.9.9, 198.51.100.1')).toBe(429);
    await server?.close();
    await start({ budgets: { points: LEAST_CHARGE, keyPoints: null, ...WINDOW } });
    expect([await from('198.51.100.1'), await from('198.51.100.2')]).toEqual([200, 429]);
  });
});
