/** What takes long, asked over HTTP: it is shared, told, awaited and refused, and the server lives on. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/snapshot/import.js';
import { openProvider } from '../../src/snapshot/provider.js';
import type { MeasuredProvider } from '../../src/snapshot/types.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { preferredWait } from '../../src/serving/preferences.js';
import { syntheticPapers } from '../../src/synthetic/papers.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

interface Extensions {
  readonly code: string;
  readonly state: string;
  readonly computation: string;
  readonly progress: number;
  readonly remainingMs: number | null;
  readonly retryAfterMs: number;
}

interface Told {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: ReadonlyArray<{ readonly extensions: Extensions }>;
}

const PLACES = { maxRunning: 2, maxQueued: 4 };
const CACHE_BYTES = 2 * 2 ** 20;

let provider: MeasuredProvider;
let server: RunningServer;

beforeAll(async () => {
  const dir = tempDir();
  const dataDir = join(dir, 'data');
  await importFiles([writeRecords(join(dir, 'records.jsonl'), syntheticPapers({ papers: 1_500, seed: 3 }))], { dataDir, threads: 1 });
  provider = await openProvider(dataDir, { pollMs: 0, threads: 1, capacity: { ...PLACES, cacheBytes: CACHE_BYTES } });
  server = await startServer({ provider, port: 0 });
}, 120_000);

afterAll(async () => {
  await server.close();
  await provider.close();
});

async function post(query: string, headers: Readonly<Record<string, string>> = {}, signal: AbortSignal | null = null): Promise<{ readonly status: number; readonly headers: Headers; readonly told: Told }> {
  const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }), signal });
  return { status: response.status, headers: response.headers, told: (await response.json()) as Told };
}

/** Who is most between others, by a metric of its own for every number: nothing of it is shared. */
const heavy = (number: number) => `{ authors(first: 1, orderBy: [{ metric: BETWEENNESS }], graph: { minStrength: ${number / 1_000}, counting: FRACTIONAL }) { nodes { id } } }`;

const busy = () => provider.stats().pool.busy;
async function idle(): Promise<void> {
  await expect.poll(busy, { timeout: 30_000 }).toBe(0);
}

describe('what takes long', () => {
  it('says how it stands and how to await it, and is there when it has been awaited', async () => {
    const { status, told } = await post(heavy(1), { prefer: 'wait=0' });
    const [{ extensions }] = told.errors ?? [];
    expect([status, told.data, extensions.code, extensions.state]).toEqual([200, { authors: null }, 'METRIC_COMPUTING', 'RUNNING']);
    expect(extensions).toMatchObject({ progress: expect.any(Number) as number, retryAfterMs: expect.any(Number) as number, computation: expect.stringMatching(/^[\w-]{16}$/) as string });
    expect(extensions).toHaveProperty('remainingMs');
    expect(extensions).toMatchObject({ metric: 'BETWEENNESS', graph: { minStrength: 0.001, counting: 'FRACTIONAL' }, parameters: { method: 'AUTO' } });
    await expect.poll(async () => {
      const { computation } = (await post(`{ computation(id: "${extensions.computation}", waitMs: 20000) { id state metric progress remainingMs ahead retryAfterMs } }`)).told.data as { computation: unknown };
      return computation;
    }, { timeout: 60_000 }).toEqual({ id: extensions.computation, state: 'DONE', metric: 'BETWEENNESS', progress: 1, remainingMs: 0, ahead: null, retryAfterMs: null });
    const answer = await post(heavy(1), { prefer: 'wait=20' });
    expect([answer.headers.get('preference-applied'), answer.told.errors]).toEqual(['wait=19', undefined]);
    await idle();
  }, 90_000);

  it('that is unknown is said to be, and no wait beyond the bound is silently cut', async () => {
    expect((await post('{ computation(id: "nothing", waitMs: 20000) { state metric progress remainingMs ahead retryAfterMs } }')).told.data).toEqual({
      computation: { state: 'UNKNOWN', metric: null, progress: null, remainingMs: null, ahead: null, retryAfterMs: null },
    });
    expect((await post('{ computation(id: "nothing", waitMs: 20001) { state } }')).told.errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'waitMs' });
    const answer = await post('{ __typename }', { prefer: 'respond-async, wait=300' });
    expect(answer.headers.get('preference-applied')).toBe('wait=19');
    expect((await post('{ __typename }', { prefer: 'wait=soon' })).headers.get('preference-applied')).toBeNull();
  });

  it('stops when its only asker has gone', async () => {
    const gone = new AbortController();
    const asked = post(heavy(2), { prefer: 'wait=20' }, gone.signal).catch((error: Error) => error.name);
    await expect.poll(busy).toBeGreaterThan(0);
    gone.abort();
    expect(await asked).toBe('AbortError');
    await idle();
    expect(provider.stats()).toMatchObject({ computations: { running: 0, queued: 0 }, graphs: { running: 0, queued: 0 }, pool: { jobs: 0 } });
  }, 60_000);
});

describe('a flood of distinct questions', () => {
  it('is answered, told to come back or refused with 429, and leaves the server as it was', async () => {
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => post(heavy(100 + at), { prefer: 'wait=1' })));
    const codes = answers.map(({ told }) => told.errors?.[0].extensions.code ?? null);
    expect(new Set([null, 'METRIC_COMPUTING', 'TOO_MANY_COMPUTATIONS', ...codes]).size).toBe(3);
    const refused = answers.filter((_, at) => codes[at] === 'TOO_MANY_COMPUTATIONS');
    expect(refused.length).toBeGreaterThan(100);
    expect(new Set(refused.map(({ status, headers }) => `${status} ${headers.get('retry-after')}`))).toEqual(new Set(['429 5']));
    const { computations, cache } = provider.stats();
    expect([computations.refused, cache.budgetBytes]).toEqual([refused.length, CACHE_BYTES]);
    // Look-ups go on while the queue is full.
    expect((await post('{ authors(first: 3) { nodes { displayName collaborators(first: 5) { totalCount } } } }')).told.errors).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  }, 120_000);

  it('is over when what waits has been computed, within the memory that is given, and all can be asked again', async () => {
    await expect.poll(() => provider.stats().computations, { timeout: 60_000 }).toMatchObject({ running: 0, queued: 0 });
    for (let at = 0; at < 12; at += 1) {
      const { told } = await post(heavy(500 + at), { prefer: 'wait=20' });
      expect(told.errors).toBeUndefined();
    }
    const { cache } = provider.stats();
    expect(cache.usedBytes).toBeLessThanOrEqual(CACHE_BYTES);
    expect(cache.evictions).toBeGreaterThan(0);
  }, 120_000);
});

describe('the header Prefer', () => {
  it.each([
    ['wait=10', 10], ['respond-async, wait=5', 5], ['WAIT = "7"', 7], ['wait=0', 0], ['wait=99999', 20], ['wait=-1', null], ['await=3', null], ['wait', null], [undefined, null],
  ])('%s is a wait of %s s', (header, seconds) => {
    expect(preferredWait(header)).toBe(seconds);
  });
});
