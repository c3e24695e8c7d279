/** Downloads under way: slow and vanishing clients, numbers that are not ready, more at once than are made. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addKey, revokeKey } from '../../src/callers/key-file.js';
import { KeyRing } from '../../src/callers/key-ring.js';
import { MAX_DOWNLOADS } from '../../src/graphql/limits.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { MetricComputingError, type AuthorRow, type Snapshot, type SnapshotProvider } from '../../src/snapshot/types.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';

const corpus = await servedCorpus(SMALL_CORPUS);

/** An object some of whose methods are others; the rest stay as they are. */
function replacing<T extends object>(object: T, methods: Partial<T>): T {
  return new Proxy(object, {
    get(target, name) {
      if (Object.hasOwn(methods, name)) return methods[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

function providerOf(snapshot: Snapshot, onLease: (change: 1 | -1) => void = () => undefined): SnapshotProvider {
  return {
    acquire() {
      onLease(1);
      return { snapshot, release: () => onLease(-1) };
    },
    refresh: () => Promise.resolve(), close: () => Promise.resolve(),
  };
}

/** More than any socket's buffers hold, ten times over. */
const LONG = 'x'.repeat(8 << 20);

describe('a download that is not taken', () => {
  let server: RunningServer;
  /** One that lets go soon who takes too little. */
  let strict: RunningServer;
  let leases = 0;
  let written = 0;

  beforeAll(async () => {
    const { records } = corpus.snapshot;
    // Each label is made when it is written.
    const authors = (indices: readonly number[]): AuthorRow[] => records.authors(indices).map((row) => Object.defineProperty({ ...row }, 'displayName', { get: () => ((written += 1), LONG) }));
    const provider = providerOf({ ...corpus.snapshot, records: replacing(records, { authors }) }, (change) => void (leases += change));
    server = await startServer({ provider, port: 0, downloads: { perAddress: MAX_DOWNLOADS } });
    strict = await startServer({ provider, port: 0, downloads: { windowMs: 2_000 } });
  });
  afterAll(async () => void (await Promise.all([server.close(), strict.close()])));

  const begun = (): Promise<IncomingMessage> => begunAt(server);
  async function begunAt(at: RunningServer, key: string | null = null): Promise<IncomingMessage> {
    const asked = httpRequest(`${at.url}/export/network.gexf?columns=none`, { headers: key === null ? {} : { authorization: `Bearer ${key}` } });
    asked.on('error', () => undefined);
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return response;
  }

  it('waits, holding its snapshot, and ends with its asker', async () => {
    const response = await begun();
    await vi.waitFor(() => expect(written).toBeGreaterThan(0));
    // As long as anything is taken, each answer of the same process finds more written.
    let sofar = 0;
    while (sofar < written) {
      sofar = written;
      for (let round = 0; round < 5; round++) await (await fetch(`${server.url}/health/live`)).text();
    }
    // Ten authors there are; the first few fill what lies between the two.
    expect(sofar).toBeLessThan(10);
    expect(leases).toBe(1);
    response.destroy();
    await vi.waitFor(() => expect(leases).toBe(0));
    expect(written).toBeLessThanOrEqual(sofar + 1);
  });

  it('is one of two for an address, and let go of when too little is taken', async () => {
    await Promise.all([begunAt(strict), begunAt(strict)]);
    const refused = await fetch(`${strict.url}/export/papers.bib`);
    expect([refused.status, await refused.json()]).toMatchObject([429, { errors: [{ message: expect.stringMatching(/^2 downloads are being made for you/) as unknown, extensions: { code: 'RATE_LIMITED' } }] }]);
    await vi.waitFor(() => expect(leases).toBe(0), { timeout: 20_000 });
    expect((await fetch(`${strict.url}/export/papers.bib`)).status).toBe(200);
  }, 40_000);

  it('is cut when its key is revoked while it is sent, and no other is', async () => {
    const dataDir = tempDir();
    const [revoked, kept] = ['zofia', 'ines'].map((name) => addKey(dataDir, { name, role: 'READER', expiresAt: null }, () => undefined).key);
    const { records } = corpus.snapshot;
    const authors = (indices: readonly number[]): AuthorRow[] => records.authors(indices).map((row) => ({ ...row, displayName: LONG }));
    let held = 0;
    const provider = providerOf({ ...corpus.snapshot, records: replacing(records, { authors }) }, (change) => void (held += change));
    const keyed = await startServer({ provider, port: 0, downloads: { windowMs: 300, leastBytesPerSecond: 0 }, callers: { keys: new KeyRing(dataDir) } });
    try {
      const [ending, staying] = await Promise.all([begunAt(keyed, revoked), begunAt(keyed, kept)]);
      expect(held).toBe(2);
      revokeKey(dataDir, 'zofia', () => undefined);
      await expect.poll(() => held, { timeout: 10_000 }).toBe(1);
      // Nobody takes it for whole.
      await expect(once(ending.resume(), 'end')).rejects.toThrow('aborted');
      expect(ending.complete).toBe(false);
      expect((await fetch(`${keyed.url}/export/papers.bib`, { headers: { authorization: `Bearer ${revoked}` } })).status).toBe(401);
      await once(staying.resume(), 'end');
      expect(staying.complete).toBe(true);
    } finally {
      await keyed.close();
    }
  }, 30_000);

  it('leaves room for so many others, and the next is asked to come back', async () => {
    const responses = await Promise.all(Array.from({ length: MAX_DOWNLOADS }, begun));
    const refused = await fetch(`${server.url}/export/papers.bib`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/^(?:As many|8) downloads are being made/) as unknown, extensions: { code: 'RATE_LIMITED' } }] });
    for (const response of responses) response.destroy();
    await vi.waitFor(() => expect(leases).toBe(0));
    const again = await fetch(`${server.url}/export/papers.bib`);
    expect(again.status).toBe(200);
    await again.text();
  });
});

describe('a number that is still being computed', () => {
  it('is said to be so as the API says it, with when to ask again', async () => {
    const communities = () => Promise.reject(new MetricComputingError('COMMUNITIES', 0.25, 3_400));
    const server = await startServer({ provider: providerOf({ ...corpus.snapshot, analytics: replacing(corpus.snapshot.analytics, { communities }) }), port: 0 });
    try {
      const response = await fetch(`${server.url}/export/network.gexf`);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '4']);
      expect(await response.json()).toEqual({ errors: [{ message: 'COMMUNITIES is being computed (25 % done); ask again.', extensions: { code: 'METRIC_COMPUTING', metric: 'COMMUNITIES', progress: 0.25, remainingMs: 3400, retryAfterMs: 3400, state: 'RUNNING' } }] });
      const without = await fetch(`${server.url}/export/network.gexf?columns=papers`);
      expect(without.status).toBe(200);
      await without.text();
    } finally {
      await server.close();
    }
  });
});

describe('a failure inside', () => {
  it('is masked before the file begins, and breaks the file off after', async () => {
    const { records } = corpus.snapshot;
    const failing = (): never => {
      throw new Error('the disk is on fire');
    };
    const server = await startServer({ provider: providerOf({ ...corpus.snapshot, records: replacing(records, { personIdSchemes: failing }) }), port: 0 });
    const later = await startServer({ provider: providerOf({ ...corpus.snapshot, records: replacing(records, { authors: failing }) }), port: 0 });
    try {
      const response = await fetch(`${server.url}/export/network.gexf`);
      expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining('fire')]);
      await expect(fetch(`${later.url}/export/network.gexf`).then((broken) => broken.text())).rejects.toThrow(/terminated|fetch failed/);
    } finally {
      await Promise.all([server.close(), later.close()]);
    }
  });
});
