/** Files of a bucket fetched into a folder: what breaks off goes on, what is there is left, what is not as described is named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchObjects } from '../../src/replication/bucket-folder.js';
import { S3Objects } from '../../src/replication/s3-objects.js';
import { s3PlaceOf } from '../../src/replication/target.js';
import { tempDir } from '../helpers/temp-dir.js';
import { KEYS, putInto, testBucket, type TestBucket } from './s3-server.js';

let bucket: TestBucket;
let folder: string;
beforeEach(async () => {
  bucket = await testBucket();
  folder = join(tempDir(), 'fetched');
});
afterEach(() => bucket.close());

async function fetched(prefix = 'works', environment: Readonly<Record<string, string>> = KEYS): Promise<string[]> {
  const objects = new S3Objects(s3PlaceOf(`s3://bucket/${prefix}`, bucket.endpoint, environment), { retries: 1, pauseMs: 1 });
  try {
    const wanted = await objects.list();
    await fetchObjects(objects, wanted, folder);
    return wanted.map(({ path }) => path);
  } finally {
    await objects.close();
  }
}
const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8');
const gets = (): string[] => bucket.asked.filter((asked) => /^GET [^?]/.test(asked));

describe('a bucket\'s files', () => {
  it('come with all below the prefix and nothing beside it, once', async () => {
    for (const name of ['works/a.parquet', 'works/deep/b.parquet', 'works/c & d.jsonl', 'works/', 'works2/e.parquet', 'works/empty.jsonl']) putInto(bucket, name, name.includes('empty') ? '' : `bytes of ${name}`);
    expect((await fetched()).toSorted()).toEqual(['a.parquet', 'c & d.jsonl', 'deep/b.parquet', 'empty.jsonl']);
    expect(textOf('deep/b.parquet')).toBe('bytes of works/deep/b.parquet');
    expect(textOf('empty.jsonl')).toBe('');
    bucket.asked.length = 0;
    await fetched();
    expect(gets()).toEqual([]);
    expect(await fetched('works/a.parquet')).toEqual(['a.parquet']);
  });

  it('come without credentials where anybody may read them', async () => {
    putInto(bucket, 'works/a.parquet', 'bytes');
    await expect(fetched('works', {})).rejects.toThrow('s3://bucket/works can\'t be read without credentials (AccessDenied');
    bucket.isPublic = true;
    expect(await fetched('works', {})).toEqual(['a.parquet']);
    expect(textOf('a.parquet')).toBe('bytes');
  });

  it('that changed are fetched again, and those that went go', async () => {
    putInto(bucket, 'works/a.parquet', 'old');
    putInto(bucket, 'works/b.parquet', 'stays');
    await fetched();
    putInto(bucket, 'works/a.parquet', 'new');
    bucket.objects.delete('works/b.parquet');
    bucket.asked.length = 0;
    await fetched();
    expect(gets()).toEqual(['GET works/a.parquet']);
    expect(textOf('a.parquet')).toBe('new');
    expect(existsSync(join(folder, 'b.parquet'))).toBe(false);
  });

  it('go on where they broke off', async () => {
    const body = 'x'.repeat(50_000) + 'y'.repeat(50_000);
    putInto(bucket, 'works/a.parquet', body);
    let isFirst = true;
    bucket.interfere = (method, key) => {
      if (method !== 'GET' || key === '' || !isFirst) return null;
      isFirst = false;
      return 'half';
    };
    await fetched();
    expect(gets()).toHaveLength(2);
    expect(textOf('a.parquet')).toBe(body);
  });

  it('go on in a later call, too, and leave no part behind', async () => {
    const body = 'z'.repeat(80_000);
    putInto(bucket, 'works/a.parquet', body);
    let answered = 0;
    bucket.interfere = (method, key) => (method !== 'GET' || key === '' ? null : (answered += 1) === 1 ? 'half' : { status: 403, code: 'AccessDenied' });
    await expect(fetched()).rejects.toThrow(/denied access \(AccessDenied/);
    bucket.interfere = null;
    await fetched();
    expect(textOf('a.parquet')).toBe(body);
    expect(readdirSync(folder).toSorted()).toEqual(['.fetched', 'a.parquet']);
  });

  it('that are not as the bucket sums them are named and not taken', async () => {
    putInto(bucket, 'works/a.parquet', 'sound');
    const object = bucket.objects.get('works/a.parquet');
    if (object !== undefined) object.body = Buffer.from('soond');
    await expect(fetched()).rejects.toThrow(/^works\/a\.parquet of s3:\/\/bucket\/works arrived with the MD5 [\da-f]{32} instead of [\da-f]{32}, and is not taken: run the same command again/);
    expect(existsSync(join(folder, 'a.parquet'))).toBe(false);
  });

  it('are refused where a name would lead out of the folder', async () => {
    putInto(bucket, 'works/../../etc/a.parquet', 'x');
    await expect(fetched()).rejects.toThrow('works/../../etc/a.parquet of s3://bucket/works can\'t be a file of a folder');
  });

  it('say where nobody answers', async () => {
    const { endpoint } = bucket;
    await bucket.close();
    await expect(fetched()).rejects.toThrow(`s3://bucket/works at ${endpoint} can't be reached (connect ECONNREFUSED`);
    bucket = await testBucket();
  });
});
