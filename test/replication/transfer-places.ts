/** Where the tests of transfers push to and pull from: a bucket, a directory, and a web server that gives the directory's files. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { pullSnapshot } from '../../src/replication/pull.js';
import { pushSnapshot } from '../../src/replication/push.js';
import type { Store, WritableStore } from '../../src/replication/store.js';
import { storeAt, writableStoreAt } from '../../src/replication/target.js';
import { tempDir } from '../helpers/temp-dir.js';
import { KEYS, testBucket, type TestBucket } from './s3-server.js';
import { publications } from './snapshots.js';

/** Bytes of a part of a large file. */
export const PART = 64 * 1024;
export const OPTIONS = { environment: KEYS, retries: 2, connectMs: 2_000, pauseMs: 4, partBytes: PART } as const;
export const S3 = 's3://bucket/some where/coterie+';

export interface Places {
  /** Data directories, each with a snapshot that follows the one before. */
  readonly made: readonly string[];
  readonly bucket: TestBucket;
  readonly folder: string;
  readonly inBucket: () => WritableStore;
  readonly inFolder: () => WritableStore;
  /** @param more `/plain` for a server that knows no ranges */
  readonly web: (more?: string) => Store;
  /** Keys of the bucket's objects for a file of a snapshot, of whichever. */
  readonly objectOf: (file: string) => string[];
}

/** Makes them before the tests of a file, empties them before each, and ends them after the last. */
export function placesOfTransfers(): Places {
  const folder = path.join(tempDir(), 'target');
  const made: string[] = [];
  let bucket: TestBucket | null = null;
  const bucketThere = (): TestBucket => {
    if (bucket === null) throw new Error('the bucket is there while tests run');
    return bucket;
  };
  // A web server that gives files, without ranges where it is asked to.
  const files = createServer((request, response) => {
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
  beforeAll(async () => {
    made.push(...(await publications(3, 40)));
    bucket = await testBucket();
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  }, 120_000);
  afterAll(async () => {
    await bucket?.close();
    files.closeAllConnections();
    files.close();
  });
  beforeEach(() => {
    const { objects, uploads, asked } = bucketThere();
    objects.clear();
    uploads.clear();
    asked.length = 0;
    bucketThere().interfere = null;
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    made,
    folder,
    get bucket() {
      return bucketThere();
    },
    inBucket: () => writableStoreAt(S3, { ...OPTIONS, endpoint: bucketThere().endpoint }),
    inFolder: () => writableStoreAt(folder, { ...OPTIONS, endpoint: null }),
    web: (more = '') => storeAt(`http://127.0.0.1:${(files.address() as AddressInfo).port}${more}`, { ...OPTIONS, endpoint: null }),
    objectOf: (file) => [...bucketThere().objects.keys()].filter((key) => key.endsWith(`/${file}`)),
  };
}

export const push = (dataDir: string, store: WritableStore, keep: number | null = null) => pushSnapshot(dataDir, store, { keep });
export const pull = (dataDir: string, store: Store, more: Partial<Parameters<typeof pullSnapshot>[2]> = {}) => pullSnapshot(dataDir, store, { target: store.title, proves: true, takesPassedOver: true, ...more });
/** The message of what it is rejected with; `done` where it is not. */
export const saidBy = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error as Error).message);
/** A data directory that is not there yet. */
export const fresh = (): string => path.join(tempDir(), 'replica');
