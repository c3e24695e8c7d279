import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerMetrics } from '../../src/operations/server-metrics.js';
import { DEFAULT_CONNECTION_LIMITS } from '../../src/serving/connection-limits.js';
import { startServer, type RunningServer, type ServerState } from '../../src/serving/server.js';
import type { FollowingProvider } from '../../src/snapshot/following.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { MeasuredProvider } from '../../src/snapshot/types.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { readExposition, valueOf } from '../helpers/exposition.js';
import { servedCorpus } from '../helpers/served-corpus.js';

let provider: FollowingProvider & MeasuredProvider;
let server: RunningServer;
const lines: Array<Record<string, unknown>> = [];
const logger = pino({ level: 'debug', base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });

beforeAll(async () => {
  const { dataDir } = await servedCorpus(SMALL_CORPUS);
  provider = await openProvider(dataDir, { pollMs: 0 });
  let state: ServerState | null = null;
  const metrics = new ServerMetrics({
    corpus: () => ({ snapshotId: 'abc', snapshotMadeAt: Date.now() - 5_000, capacity: provider.stats(), state: provider.state() }),
    inFlight: () => state?.inFlight() ?? 0,
    connections: () => state?.connections() ?? Promise.resolve(0),
    isDraining: () => state?.isDraining() ?? false,
    listeners: () => state?.listeners() ?? null,
    answers: () => state?.answers() ?? null,
    droppedLogLines: () => 0,
  });
  server = await startServer({
    provider, port: 0, logger, trustsRequestIds: true, slowMs: 60_000,
    connections: { ...DEFAULT_CONNECTION_LIMITS, headersTimeoutMs: 300, requestTimeoutMs: 600, keepAliveTimeoutMs: 200, maxConnections: 20, maxRequestsPerConnection: 2 },
    measuring: {
      onEnd: (_request, facts, outcome) => metrics.count(facts, outcome),
      onState: (given) => (state = given),
      exposition: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
    },
  });
}, 60_000);
afterAll(async () => {
  await server.close();
  await provider.close();
});

const ask = (body: object, headers: Record<string, string> = {}) => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close', ...headers }, body: JSON.stringify(body) });
const lineOf = async (id: string | null) => {
  await expect.poll(() => lines.some(({ requestId }) => requestId === id)).toBe(true);
  return lines.find(({ requestId }) => requestId === id) ?? {};
};

/** What a raw connection got until it was closed. */
function untilClosed(first: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(first));
    let got = '';
    socket.on('data', (chunk) => (got += chunk.toString()));
    socket.on('close', () => resolve(got));
    socket.on('error', reject);
  });
}

describe('the log', () => {
  it('has a line for each operation: id, name, hash, cost, snapshot, time, bytes, and nothing that was said', async () => {
    const response = await ask({ query: 'query Secretly($name: String!) { author(name: $name) { id } }', variables: { name: 'Very Secret' } }, { authorization: 'Bearer hush-hush', cookie: 'c=hush-hush' });
    const body = await response.text();
    const line = await lineOf(response.headers.get('x-request-id'));
    expect(line).toMatchObject({
      msg: 'request', method: 'POST', route: '/graphql', status: 200, client: '127.0.0.1', operation: 'Secretly', document: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      codes: ['NOT_FOUND'], bytes: Buffer.byteLength(body), cost: expect.any(Number) as unknown, ms: expect.any(Number) as unknown, batches: expect.any(Number) as unknown,
    });
    expect(JSON.stringify(line)).not.toMatch(/Very Secret|hush-hush|author\(/);
  });

  it('takes over an id that a trusted proxy sends, unless it is no id', async () => {
    expect((await ask({ query: '{ corpus { paperCount } }' }, { 'x-request-id': 'proxy-1234567' })).headers.get('x-request-id')).toBe('proxy-1234567');
    expect((await ask({ query: '{ corpus { paperCount } }' }, { 'x-request-id': 'a "line" {"level":"fatal"}' })).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the codes of what was refused as HTTP, and what is quiet is told on demand alone', async () => {
    const refused = await ask({ query: 'x'.repeat(140_000) });
    expect(await lineOf(refused.headers.get('x-request-id'))).toMatchObject({ status: 413, codes: ['BAD_REQUEST'] });
    const health = await fetch(`${server.url}/health/live`);
    expect(await lineOf(health.headers.get('x-request-id'))).toMatchObject({ level: 20, route: '/health/live' });
  });
});

describe('figures', () => {
  it('are valid, and count what was asked', async () => {
    await ask({ query: 'query Counted { corpus { paperCount } authors(first: 2) { nodes { id papers(first: 1) { nodes { title } } } } }' });
    await ask({ query: 'query Counted { nope }' });
    const scrape = async () => {
      const response = await fetch(`${server.url}/metrics`);
      expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
      return readExposition(await response.text());
    };
    await expect.poll(async () => valueOf(await scrape(), 'coterie_operations_total', { operation: 'Counted', code: 'OK' })).toBe(1);
    const series = await scrape();
    // What is refused unread uses no name up.
    expect(valueOf(series, 'coterie_operations_total', { operation: 'none', code: 'GRAPHQL_VALIDATION_FAILED' })).toBe(1);
    expect(valueOf(series, 'coterie_snapshot_info', { snapshot: 'abc' })).toBe(1);
    expect(valueOf(series, 'coterie_snapshot_age_seconds')).toBeGreaterThanOrEqual(5);
    expect(valueOf(series, 'coterie_requests_in_flight')).toBe(1);
    expect(valueOf(series, 'coterie_snapshot_memory_bytes')).toBeGreaterThan(1_000);
    expect(valueOf(series, 'coterie_snapshot_mapped_bytes')).toBe(0);
    expect([valueOf(series, 'coterie_snapshot_leases'), valueOf(series, 'coterie_snapshots_open'), valueOf(series, 'coterie_snapshot_problem')]).toEqual([0, 1, 0]);
    expect(valueOf(series, 'coterie_loader_batch_keys_count', { loader: 'authors' })).toBeGreaterThan(0);
    expect(valueOf(series, 'coterie_operation_cost_count')).toBeGreaterThan(0);
    expect(['coterie_pool_seats', 'coterie_cache_budget_bytes', 'coterie_array_buffers_bytes', 'nodejs_heap_size_used_bytes', 'process_resident_memory_bytes'].filter((name) => !((valueOf(series, name) ?? 0) > 0))).toEqual([]);
    expect(['coterie_computations_queued', 'coterie_computations_refused_total', 'coterie_draining', 'nodejs_eventloop_lag_p99_seconds'].filter((name) => !((valueOf(series, name) ?? -1) >= 0))).toEqual([]);
  });
});

describe('health', () => {
  it('is live, and ready with the snapshot and its age', async () => {
    expect(await (await fetch(`${server.url}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${server.url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', snapshot: expect.any(String) as unknown, ageSeconds: expect.any(Number) as unknown }]);
  });
});

describe('connections', () => {
  it('whose headers do not come are told so and closed', async () => {
    expect(await untilClosed('GET /health HTTP/1.1\r\nhost: x\r\n')).toContain('HTTP/1.1 408');
  });

  it('whose body does not come are told so and closed', async () => {
    expect(await untilClosed('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{')).toContain('HTTP/1.1 408');
  });

  it('that fall idle are closed', async () => {
    expect(await untilClosed('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n')).toContain('{"status":"live"}');
  });

  it('carry so many requests and no more', async () => {
    const got = await untilClosed('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\nGET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(got.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(got.toLowerCase().match(/connection: [a-z-]+/g)).toEqual(['connection: keep-alive', 'connection: close']);
  });

  it('beyond the most are closed at once, and those below it are answered', async () => {
    await expect.poll(() => connectionsOpen()).toBe(true);
    const held = await Promise.all(Array.from({ length: 20 }, () => new Promise<ReturnType<typeof connect>>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () => resolve(socket));
      socket.on('error', reject);
    })));
    expect(await untilClosed('').catch(() => '')).toBe('');
    held[0].write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await new Promise((resolve) => held[0].once('data', (chunk) => resolve(chunk.toString())))).toContain('live');
    expect(lines.some(({ msg }) => String(msg).startsWith('a connection was refused'))).toBe(true);
    for (const socket of held) socket.destroy();
  });
});

/** Whether no connection of an earlier test counts any more: one request is answered. */
async function connectionsOpen(): Promise<boolean> {
  return fetch(`${server.url}/health/live`, { headers: { connection: 'close' } }).then(({ ok }) => ok, () => false);
}
