/** Snapshots to a bucket, a directory, a web server and back: whole or not at all, nothing moved twice, every fault in words. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptSnapshots, rollBack } from '../../src/replication/kept.js';
import { pullSnapshot } from '../../src/replication/pull.js';
import { pushSnapshot, remoteSnapshots, rollBackStore } from '../../src/replication/push.js';
import type { Store, WritableStore } from '../../src/replication/store.js';
import { storeAt, writableStoreAt } from '../../src/replication/target.js';
import { FILES, snapshotsDir } from '../../src/snapshot/layout.js';
import { tempDir } from '../helpers/temp-dir.js';
import { KEYS, testBucket, type TestBucket } from './s3-server.js';
import { currentDir, publications, served } from './snapshots.js';

const PART = 64 * 1024;
let made: string[];
let bucket: TestBucket;
let files: Server;
let folder: string;

beforeAll(async () => {
  made = await publications(3, 40);
  bucket = await testBucket();
  folder = path.join(tempDir(), 'target');
  // A web server that gives files, without ranges where it is asked to.
  files = createServer((request, response) => {
    const file = path.join(folder, decodeURIComponent(request.url ?? '').replace(/^\/plain/, ''));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const body = readFileSync(file);
    const from = request.url?.startsWith('/plain') === true ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from >= body.length && from > 0) response.writeHead(416).end();
    else response.writeHead(from > 0 ? 206 : 200).end(body.subarray(from));
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
}, 120_000);
afterAll(async () => {
  await bucket.close();
  files.closeAllConnections();
  files.close();
});
beforeEach(() => {
  bucket.objects.clear();
  bucket.uploads.clear();
  bucket.asked.length = 0;
  bucket.interfere = null;
  rmSync(folder, { recursive: true, force: true });
});

const OPTIONS = { environment: KEYS, retries: 2, connectMs: 2_000, pauseMs: 4, partBytes: PART } as const;
const S3 = 's3://bucket/some where/coterie+';
const inBucket = (): WritableStore => writableStoreAt(S3, { ...OPTIONS, endpoint: bucket.endpoint });
const inFolder = (): WritableStore => writableStoreAt(folder, { ...OPTIONS, endpoint: null });
const web = (more = ''): Store => storeAt(`http://127.0.0.1:${(files.address() as AddressInfo).port}${more}`, { ...OPTIONS, endpoint: null });
const push = (dataDir: string, store: WritableStore, keep: number | null = null) => pushSnapshot(dataDir, store, { keep });
const pull = (dataDir: string, store: Store, more: Partial<Parameters<typeof pullSnapshot>[2]> = {}) => pullSnapshot(dataDir, store, { target: store.title, proves: true, takesPassedOver: true, ...more });
const saidBy = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error as Error).message);
const fresh = (): string => path.join(tempDir(), 'replica');
const objectOf = (file: string) => [...bucket.objects.entries()].filter(([key]) => key.endsWith(`/${file}`)).map(([key]) => key);
const partsSent = (): number => bucket.asked.filter((each) => /^PUT .*partNumber=/.test(each)).length;

describe.each([
  ['a bucket', inBucket, inBucket], ['a directory', inFolder, inFolder],
  ['a web server', inFolder, () => web()], ['a web server without ranges', inFolder, () => web('/plain')],
] as const)('by way of %s', (_, to, from) => {
  it('replicas follow one snapshot after the other, and move nothing that is there', async () => {
    const replica = fresh();
    expect(await saidBy(pull(replica, from()))).toMatch(/ has no snapshot \(nothing is at snapshots\/current\): push one there with `coterie snapshot push`/);
    for (const dataDir of made) {
      expect(await push(dataDir, to())).toMatchObject({ isUnchanged: false });
      expect(await push(dataDir, to())).toMatchObject({ isUnchanged: true, sentBytes: 0 });
      const taken = await pull(replica, from());
      expect(taken).toMatchObject({ outcome: 'TAKEN', fetchedBytes: taken.bytes });
      expect(await pull(replica, from())).toMatchObject({ outcome: 'UNCHANGED', fetchedBytes: 0 });
      expect(await served(replica)).toEqual({ id: (await served(dataDir)).id, isWhole: true });
      expect(readdirSync(currentDir(replica)).toSorted()).toEqual(readdirSync(currentDir(dataDir)).toSorted());
    }
    expect(keptSnapshots(replica)).toHaveLength(2);
    expect(await remoteSnapshots(to())).toHaveLength(3);
    expect(await push(made[2], to(), 1)).toMatchObject({ removed: [(await served(made[0])).id] });
    expect((await remoteSnapshots(to())).map(({ manifest }) => manifest.id)).toEqual([(await served(made[2])).id, (await served(made[1])).id]);
  }, 60_000);
});

describe('a bucket', () => {
  it('is asked for nothing without a signature that it can prove, and refuses a wrong one in words', async () => {
    await push(made[0], inBucket());
    expect(bucket.objects.size).toBe(Object.keys(FILES).length + 3);
    const wrong = { ...KEYS, AWS_SECRET_ACCESS_KEY: 'another' };
    expect(await saidBy(pull(fresh(), storeAt(S3, { ...OPTIONS, environment: wrong, endpoint: bucket.endpoint })))).toBe(`s3://bucket/some where/coterie+ denied access (SignatureDoesNotMatch: Refused by a test & told so): look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they may do there`);
    expect(await saidBy(pull(fresh(), storeAt('s3://nowhere/x', { ...OPTIONS, endpoint: bucket.endpoint })))).toMatch(/^there is no bucket "nowhere" at http/);
    expect(await saidBy(push(made[0], writableStoreAt(S3, { ...OPTIONS, environment: { ...KEYS, AWS_REGION: 'us-east-1' }, endpoint: bucket.endpoint })))).toMatch(/is not to be had in the region "us-east-1" .*: name the bucket's own with AWS_REGION/);
    expect(() => storeAt(S3, { ...OPTIONS, environment: {}, endpoint: bucket.endpoint })).toThrow('needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  });

  it('is said not to be reached, where nobody answers', async () => {
    const closed = await testBucket();
    await closed.close();
    expect(await saidBy(push(made[0], writableStoreAt(S3, { ...OPTIONS, endpoint: closed.endpoint })))).toMatch(/^s3:\/\/bucket\/some where\/coterie\+ at http:\/\/127\.0\.0\.1:\d+ can't be reached \(.*ECONNREFUSED.*; tried 3 times\)/);
  });

  it('that fails for a moment is asked again', async () => {
    const times = new Map<string, number>();
    bucket.interfere = (method, key, query) => {
      const asked = `${method} ${key} ${query.toString().replace(/uploadId=[^&]*/, '')}`;
      const time = times.get(asked) ?? 0;
      times.set(asked, time + 1);
      return time === 0 ? { status: 503, code: 'SlowDown' } : time === 1 ? 'cut' : null;
    };
    await push(made[0], inBucket());
    const replica = fresh();
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(made[0]));
  }, 30_000);

  it('gets large files in parts, and of a push that was interrupted only those that it has not', async () => {
    const records = statSync(path.join(currentDir(made[2]), FILES.records)).size;
    const parts = Math.ceil(records / PART);
    expect(parts).toBeGreaterThan(4);
    let sent = 0;
    bucket.interfere = (method, key, query) => (method === 'PUT' && key.endsWith(FILES.records) && query.has('partNumber') && (sent += 1) > 3 ? { status: 403, code: 'AccessDenied' } : null);
    expect(await saidBy(push(made[2], inBucket()))).toMatch(/denied access/);
    expect(bucket.objects.has('some where/coterie+/snapshots/current')).toBe(false);
    expect(objectOf('manifest.json')).toEqual([]);
    expect([...bucket.uploads.values()].map((upload) => upload.parts.size)).toEqual([3]);
    bucket.interfere = null;
    bucket.asked.length = 0;
    await push(made[2], inBucket());
    expect(partsSent()).toBe(parts - 3);
    expect(bucket.uploads.size).toBe(0);
    const replica = fresh();
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(made[2]));
  });

  it('takes nothing of an upload that was begun for another file of the same name', async () => {
    const name = (await served(made[2])).id;
    const key = `some where/coterie+/snapshots/${name}/${FILES.records}`;
    bucket.uploads.set('older', { key, metadata: { 'x-amz-meta-sha256': 'another' }, parts: new Map([[1, Buffer.from('another')]]) });
    await push(made[2], inBucket());
    const replica = fresh();
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(made[2]));
  });

  it('copies within itself what another of its snapshots has', async () => {
    await push(made[0], inBucket());
    // The same snapshot under a second name, as after damage: all its files are there.
    const [key] = objectOf('manifest.json');
    const id = (await served(made[0])).id;
    const stored = bucket.objects.get(key);
    bucket.objects.set(key, { body: Buffer.from('{}'), metadata: {}, tag: '' });
    expect(await push(made[0], inBucket())).toMatchObject({ name: `${id}-2`, copiedFiles: 0 });
    bucket.objects.set(key, stored as never);
    bucket.objects.set('some where/coterie+/snapshots/current', { body: Buffer.from(`${id}-2\n`), metadata: {}, tag: '' });
    bucket.objects.delete(key);
    for (const file of Object.values(FILES)) bucket.objects.delete(`some where/coterie+/snapshots/${id}/${file}`);
    bucket.asked.length = 0;
    expect(await push(made[0], inBucket())).toMatchObject({ name: id, copiedFiles: Object.keys(FILES).length, sentBytes: 0 });
  });

  it('is gone back in, whereupon replicas follow without fetching what they keep', async () => {
    const replica = fresh();
    for (const dataDir of made.slice(0, 2)) {
      await push(dataDir, inBucket());
      await pull(replica, inBucket());
    }
    expect(await rollBackStore(inBucket(), null)).toEqual({ from: (await served(made[1])).id, to: (await served(made[0])).id });
    expect(await pull(replica, inBucket())).toMatchObject({ outcome: 'TAKEN', fetchedBytes: 0 });
    expect(await served(replica)).toEqual(await served(made[0]));
    await push(made[2], inBucket());
    await pull(replica, inBucket());
    // What was current before the last stays, not what was gone back from.
    expect(keptSnapshots(replica).map(({ manifest }) => manifest.id)).toEqual([(await served(made[2])).id, (await served(made[0])).id]);
  });
});

describe('what is damaged', () => {
  it.each([['truncated', (file: string) => truncateSync(file, 100)], ['longer', (file: string) => appendFileSync(file, 'x')], ['altered', (file: string) => writeFileSync(file, Buffer.from(readFileSync(file)).fill(7, 40, 44))], ['missing', (file: string) => rmSync(file)]])('here is never pushed: a file that is %s', async (_, damage) => {
    const dataDir = path.join(tempDir(), 'data');
    cpSync(made[0], dataDir, { recursive: true });
    damage(path.join(currentDir(dataDir), FILES.names));
    expect(await saidBy(push(dataDir, inBucket()))).toMatch(/names\.bin .*: nothing was pushed; `coterie repair` builds the snapshot anew$/);
    expect(bucket.objects.size).toBe(0);
  });

  it.each([
    ['truncated', (body: Buffer) => body.subarray(0, 500), /has 500 bytes instead of \d+, it is cut off: it is not taken/],
    ['altered', (body: Buffer) => Buffer.from(body).fill(7, 40, 44), /differs from what its manifest describes \(sha256 [\da-f]{64}\): it is not taken/],
  ] as const)('there is never made current: a file that is %s, until it is whole again', async (_, damage, sentence) => {
    const replica = fresh();
    await push(made[0], inBucket());
    await pull(replica, inBucket());
    await push(made[1], inBucket());
    const key = objectOf(FILES.graph).find((each) => each.includes(bucket.objects.get('some where/coterie+/snapshots/current')?.body.toString().trim() ?? '')) ?? '';
    const stored = bucket.objects.get(key);
    if (stored === undefined) throw new Error('nothing was pushed');
    const whole = stored.body;
    stored.body = damage(whole);
    expect(await saidBy(pull(replica, inBucket()))).toMatch(sentence);
    expect(await served(replica)).toEqual(await served(made[0]));
    stored.body = whole;
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(made[1]));
    expect(readdirSync(snapshotsDir(replica)).filter((name) => /building|new/.test(name))).toEqual([]);
  });

  it('in a directory is mended by the next push', async () => {
    await push(made[0], inFolder());
    const file = path.join(currentDir(folder), FILES.metrics);
    truncateSync(file, 10);
    expect(await saidBy(pull(fresh(), inFolder()))).toMatch(/metrics\.bin of .* has 10 bytes instead of/);
    expect(await push(made[0], inFolder())).toMatchObject({ isUnchanged: true });
    expect((await served(folder)).isWhole).toBe(true);
  });

  it('in the replica itself is fetched anew, and the rest is taken from there', async () => {
    const replica = fresh();
    await push(made[0], inBucket());
    await pull(replica, inBucket());
    const { size } = statSync(path.join(currentDir(replica), FILES.names));
    truncateSync(path.join(currentDir(replica), FILES.names), 10);
    expect(await pull(replica, inBucket(), { proves: true })).toMatchObject({ outcome: 'TAKEN', fetchedBytes: size, linkedFiles: Object.keys(FILES).length - 1 });
    expect(await served(replica)).toEqual(await served(made[0]));
  });
});

describe('a pull', () => {
  it('that was interrupted goes on where it was, and what is left of it is never current', async () => {
    const replica = fresh();
    await push(made[2], inBucket());
    const total = Object.values(FILES).reduce((sum, file) => sum + statSync(path.join(currentDir(made[2]), file)).size, 0);
    bucket.interfere = (method, key) => (method === 'GET' && key.endsWith(FILES.records) ? 'half' : null);
    const stop = new AbortController();
    let halves = 0;
    const interfere = bucket.interfere;
    bucket.interfere = (...asked) => {
      const told = interfere(...asked);
      if (told === 'half' && (halves += 1) === 2) stop.abort(new Error('killed'));
      return told;
    };
    expect(await saidBy(pull(replica, inBucket(), { signal: stop.signal }))).toBe('killed');
    expect(existsSync(path.join(snapshotsDir(replica), 'current'))).toBe(false);
    bucket.interfere = null;
    const again = await pull(replica, inBucket());
    expect(again.fetchedBytes).toBeGreaterThan(0);
    expect(again.fetchedBytes).toBeLessThan(total / 2);
    expect(await served(replica)).toEqual(await served(made[2]));
  });

  it('goes on by itself where a file breaks off, from where it broke', async () => {
    const replica = fresh();
    await push(made[2], inBucket());
    let halves = 0;
    bucket.interfere = (method, key) => (method === 'GET' && key.endsWith(FILES.records) && (halves += 1) <= 4 ? 'half' : null);
    expect(await pull(replica, inBucket())).toMatchObject({ outcome: 'TAKEN' });
    expect(halves).toBe(5);
    expect(await served(replica)).toEqual(await served(made[2]));
  }, 30_000);

  it('takes the next snapshot where that takes the place of the one that is being fetched', async () => {
    const replica = fresh();
    await push(made[0], inFolder());
    const from = inFolder();
    const beneath = inFolder();
    let isReplaced = false;
    from.bytes = async (...asked) => {
      if (!isReplaced) await push(made[1], inFolder(), 0);
      isReplaced = true;
      return beneath.bytes(...asked);
    };
    await pull(replica, from);
    expect(await served(replica)).toEqual(await served(made[1]));
  });

  it('is refused beside a corpus, which it would put behind', async () => {
    await push(made[0], inFolder());
    expect(await saidBy(pull(made[1], inFolder()))).toMatch(/has a corpus of its own .*: name another directory for the replica with --data$/);
  });

  it('after going back leaves the one that was left, unless it is asked for it', async () => {
    const replica = fresh();
    for (const dataDir of made.slice(0, 2)) {
      await push(dataDir, inFolder());
      await pull(replica, inFolder());
    }
    expect(await rollBack(replica, null)).toEqual({ from: (await served(made[1])).id, to: (await served(made[0])).id });
    expect(await pull(replica, inFolder(), { takesPassedOver: false, proves: false })).toMatchObject({ outcome: 'NONE', name: null });
    expect(await served(replica)).toEqual(await served(made[0]));
    expect(await pull(replica, inFolder())).toMatchObject({ outcome: 'TAKEN', fetchedBytes: 0 });
    expect(await served(replica)).toEqual(await served(made[1]));
    expect(await saidBy(rollBack(replica, 'abcdefgh'))).toMatch(/keeps no snapshot abcdefgh to go back to/);
  });
});

describe('a target', () => {
  it.each([['ftp://host/x', 'is of a kind (ftp:) that is not known'], ['s3://', 'is no bucket with a prefix'], ['s3://bucket/../x', 'is no bucket with a prefix'], ['https://user:word@host/x', 'without user, password'], ['', 'the target is empty']])('%j is refused in words', (target, sentence) => {
    expect(() => storeAt(target, { ...OPTIONS, endpoint: null })).toThrow(sentence);
  });

  it('that is a web server takes nothing', () => {
    expect(() => writableStoreAt('https://host/x', { ...OPTIONS, endpoint: null })).toThrow('is a web server, to which nothing can be pushed');
  });

  it('that holds something else is named as such', async () => {
    mkdirSync(path.join(folder, 'snapshots'), { recursive: true });
    writeFileSync(path.join(folder, 'snapshots/current'), '<html>not here</html>');
    expect(await saidBy(pull(fresh(), web()))).toMatch(/snapshots\/current of http.* holds "<html>not here<\/html>", not the name of a snapshot/);
  });
});
