/** Snapshots to a bucket, a directory, a web server and back: whole or not at all, nothing moved twice, every refusal in words. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptSnapshots } from '../../src/replication/kept.js';
import { remoteSnapshots, rollBackStore } from '../../src/replication/push.js';
import { storeAt, writableStoreAt } from '../../src/replication/target.js';
import { FILES } from '../../src/snapshot/layout.js';
import { KEYS, testBucket } from './s3-server.js';
import { currentDir, served } from './snapshots.js';
import { fresh, OPTIONS, PART, placesOfTransfers, pull, push, S3, saidBy } from './transfer-places.js';

const places = placesOfTransfers();
const { inBucket, inFolder, web, objectOf } = places;

describe.each([
  ['a bucket', inBucket, inBucket], ['a directory', inFolder, inFolder],
  ['a web server', inFolder, () => web()], ['a web server without ranges', inFolder, () => web('/plain')],
] as const)('by way of %s', (_, to, from) => {
  it('replicas follow one snapshot after the other, and move nothing that is there', async () => {
    const replica = fresh();
    expect(await saidBy(pull(replica, from()))).toMatch(/ has no snapshot \(nothing is at snapshots\/current\): push one there with `coterie snapshot push`/);
    for (const dataDir of places.made) {
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
    expect(await push(places.made[2], to(), 1)).toMatchObject({ removed: [(await served(places.made[0])).id] });
    expect((await remoteSnapshots(to())).map(({ manifest }) => manifest.id)).toEqual([(await served(places.made[2])).id, (await served(places.made[1])).id]);
  }, 60_000);
});

const partsSent = (): number => places.bucket.asked.filter((each) => /^PUT .*partNumber=/.test(each)).length;

describe('a bucket', () => {
  it('is asked for nothing without a signature that it can prove, and refuses a wrong one in words', async () => {
    await push(places.made[0], inBucket());
    expect(places.bucket.objects.size).toBe(Object.keys(FILES).length + 3);
    const wrong = { ...KEYS, AWS_SECRET_ACCESS_KEY: 'another' };
    expect(await saidBy(pull(fresh(), storeAt(S3, { ...OPTIONS, environment: wrong, endpoint: places.bucket.endpoint })))).toBe(`s3://bucket/some where/coterie+ denied access (SignatureDoesNotMatch: Refused by a test & told so): look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at what they may do there`);
    expect(await saidBy(pull(fresh(), storeAt('s3://nowhere/x', { ...OPTIONS, endpoint: places.bucket.endpoint })))).toMatch(/^there is no bucket "nowhere" at http/);
    expect(await saidBy(push(places.made[0], writableStoreAt(S3, { ...OPTIONS, environment: { ...KEYS, AWS_REGION: 'us-east-1' }, endpoint: places.bucket.endpoint })))).toMatch(/is not to be had in the region "us-east-1" .*: name the bucket's own with AWS_REGION/);
  });

  it('that anybody may read is read without credentials, and never written to', async () => {
    const anybody = { ...OPTIONS, environment: { AWS_REGION: KEYS.AWS_REGION }, endpoint: places.bucket.endpoint };
    await push(places.made[0], inBucket());
    expect(await saidBy(pull(fresh(), storeAt(S3, anybody)))).toBe('s3://bucket/some where/coterie+ can\'t be read without credentials (AccessDenied: Refused by a test & told so): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, where there is one) in the environment');
    places.bucket.isPublic = true;
    const replica = fresh();
    await pull(replica, storeAt(S3, anybody));
    expect(await served(replica)).toEqual(await served(places.made[0]));
    expect((await remoteSnapshots(writableStoreAt(S3, anybody, 'list'))).map(({ manifest }) => manifest.id)).toEqual([(await served(replica)).id]);
    for (const purpose of ['push', 'rollback'] as const) expect(() => writableStoreAt(S3, anybody, purpose)).toThrow('can\'t be written to without credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
    expect(() => storeAt(S3, { ...anybody, environment: { AWS_ACCESS_KEY_ID: 'half' } })).toThrow('was given a part of its credentials alone: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }, 60_000);

  it('is said not to be reached, where nobody answers', async () => {
    const closed = await testBucket();
    await closed.close();
    expect(await saidBy(push(places.made[0], writableStoreAt(S3, { ...OPTIONS, endpoint: closed.endpoint })))).toMatch(/^s3:\/\/bucket\/some where\/coterie\+ at http:\/\/127\.0\.0\.1:\d+ can't be reached \(.*ECONNREFUSED.*; tried 3 times\)/);
  });

  it('is said to speak http alone, where it is addressed by https', async () => {
    const endpoint = places.bucket.endpoint.replace('http:', 'https:');
    expect(await saidBy(push(places.made[0], writableStoreAt(S3, { ...OPTIONS, endpoint })))).toBe(`${S3} at ${endpoint} can't be asked by https, since ${new URL(endpoint).host} speaks http alone: write ${places.bucket.endpoint}`);
    expect(places.bucket.asked).toEqual([]);
  });

  it('that fails for a moment is asked again', async () => {
    const times = new Map<string, number>();
    places.bucket.interfere = (method, key, query) => {
      const asked = `${method} ${key} ${query.toString().replace(/uploadId=[^&]*/, '')}`;
      const time = times.get(asked) ?? 0;
      times.set(asked, time + 1);
      return time === 0 ? { status: 503, code: 'SlowDown' } : time === 1 ? 'cut' : null;
    };
    await push(places.made[0], inBucket());
    const replica = fresh();
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(places.made[0]));
  }, 30_000);

  it('gets large files in parts, and of a push that was interrupted only those that it has not', async () => {
    const records = statSync(path.join(currentDir(places.made[2]), FILES.records)).size;
    const parts = Math.ceil(records / PART);
    expect(parts).toBeGreaterThan(4);
    let sent = 0;
    places.bucket.interfere = (method, key, query) => (method === 'PUT' && key.endsWith(FILES.records) && query.has('partNumber') && (sent += 1) > 3 ? { status: 403, code: 'AccessDenied' } : null);
    expect(await saidBy(push(places.made[2], inBucket()))).toMatch(/denied access/);
    expect(places.bucket.objects.has('some where/coterie+/snapshots/current')).toBe(false);
    expect(objectOf('manifest.json')).toEqual([]);
    expect([...places.bucket.uploads.values()].map((upload) => upload.parts.size)).toEqual([3]);
    places.bucket.interfere = null;
    places.bucket.asked.length = 0;
    await push(places.made[2], inBucket());
    expect(partsSent()).toBe(parts - 3);
    expect(places.bucket.uploads.size).toBe(0);
    const replica = fresh();
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(places.made[2]));
  });

  it('takes nothing of an upload that was begun for another file of the same name', async () => {
    const name = (await served(places.made[2])).id;
    const key = `some where/coterie+/snapshots/${name}/${FILES.records}`;
    places.bucket.uploads.set('older', { key, metadata: { 'x-amz-meta-sha256': 'another' }, parts: new Map([[1, Buffer.from('another')]]) });
    await push(places.made[2], inBucket());
    const replica = fresh();
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(places.made[2]));
  });

  it('copies within itself what another of its snapshots has', async () => {
    await push(places.made[0], inBucket());
    // The same snapshot under a second name, as after damage: all its files are there.
    const [key] = objectOf('manifest.json');
    const id = (await served(places.made[0])).id;
    const stored = places.bucket.objects.get(key);
    places.bucket.objects.set(key, { body: Buffer.from('{}'), metadata: {}, tag: '' });
    expect(await push(places.made[0], inBucket())).toMatchObject({ name: `${id}-2`, copiedFiles: 0 });
    places.bucket.objects.set(key, stored as never);
    places.bucket.objects.set('some where/coterie+/snapshots/current', { body: Buffer.from(`${id}-2\n`), metadata: {}, tag: '' });
    places.bucket.objects.delete(key);
    for (const file of Object.values(FILES)) places.bucket.objects.delete(`some where/coterie+/snapshots/${id}/${file}`);
    places.bucket.asked.length = 0;
    expect(await push(places.made[0], inBucket())).toMatchObject({ name: id, copiedFiles: Object.keys(FILES).length, sentBytes: 0 });
  });

  it('is gone back in, whereupon replicas follow without fetching what they keep', async () => {
    const replica = fresh();
    for (const dataDir of places.made.slice(0, 2)) {
      await push(dataDir, inBucket());
      await pull(replica, inBucket());
    }
    expect(await rollBackStore(inBucket(), null)).toEqual({ from: (await served(places.made[1])).id, to: (await served(places.made[0])).id });
    expect(await pull(replica, inBucket())).toMatchObject({ outcome: 'TAKEN', fetchedBytes: 0 });
    expect(await served(replica)).toEqual(await served(places.made[0]));
    await push(places.made[2], inBucket());
    await pull(replica, inBucket());
    // What was current before the last stays, not what was gone back from.
    expect(keptSnapshots(replica).map(({ manifest }) => manifest.id)).toEqual([(await served(places.made[2])).id, (await served(places.made[0])).id]);
  });
});

describe('a target', () => {
  it.each([['ftp://host/x', 'is of a kind (ftp:) that is not known'], ['s3://', 'is no bucket with a prefix'], ['s3://bucket/../x', 'is no bucket with a prefix'], ['s3://b', '"b" of "s3://b" can\'t be the name of a bucket, which has 2 to 255 letters'], ['s3://li brary/x', '"li brary" of'], ['file:///nope/%00/x', 'is no directory, since %00 (NUL) can\'t be in a path'], ['https://user:word@host/x', 'without user, password'], ['', 'the target is empty']])('%j is refused in words', (target, sentence) => {
    expect(() => storeAt(target, { ...OPTIONS, endpoint: null })).toThrow(sentence);
  });

  it('that is a web server takes nothing', () => {
    expect(() => writableStoreAt('https://host/x', { ...OPTIONS, endpoint: null })).toThrow('is a web server, to which nothing can be pushed');
  });

  it('that holds something else is named as such', async () => {
    mkdirSync(path.join(places.folder, 'snapshots'), { recursive: true });
    writeFileSync(path.join(places.folder, 'snapshots/current'), '<html>not here</html>');
    expect(await saidBy(pull(fresh(), web()))).toMatch(/snapshots\/current of http.* holds "<html>not here<\/html>", not the name of a snapshot/);
  });
});
