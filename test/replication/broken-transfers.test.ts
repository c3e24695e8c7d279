/** Transfers of what is damaged, and transfers that break off. */
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rollBack } from '../../src/replication/kept.js';
import { FILES, snapshotsDir } from '../../src/snapshot/layout.js';
import { tempDir } from '../helpers/temp-dir.js';
import { currentDir, served } from './snapshots.js';
import { fresh, placesOfTransfers, pull, push, saidBy } from './transfer-places.js';

const places = placesOfTransfers();
const { inBucket, inFolder, objectOf } = places;

describe('what is damaged', () => {
  it.each([['truncated', (file: string) => truncateSync(file, 100)], ['longer', (file: string) => appendFileSync(file, 'x')], ['altered', (file: string) => writeFileSync(file, Buffer.from(readFileSync(file)).fill(7, 40, 44))], ['missing', (file: string) => rmSync(file)]])('here is never pushed: a file that is %s', async (_, damage) => {
    const dataDir = path.join(tempDir(), 'data');
    cpSync(places.made[0], dataDir, { recursive: true });
    damage(path.join(currentDir(dataDir), FILES.names));
    expect(await saidBy(push(dataDir, inBucket()))).toMatch(/names\.bin .*: nothing was pushed; `coterie repair` builds the snapshot anew$/);
    expect(places.bucket.objects.size).toBe(0);
  });

  it.each([
    ['truncated', (body: Buffer) => body.subarray(0, 500), /has 500 bytes instead of \d+, it is cut off: it is not taken/],
    ['longer', (body: Buffer) => Buffer.concat([body, Buffer.from('x')]), /has more than the \d+ bytes that its manifest describes: it is not taken/],
    ['altered', (body: Buffer) => Buffer.from(body).fill(7, 40, 44), /differs from what its manifest describes \(sha256 [\da-f]{64}\): it is not taken/],
  ] as const)('there is never made current: a file that is %s, until it is whole again', async (_, damage, sentence) => {
    const replica = fresh();
    await push(places.made[0], inBucket());
    await pull(replica, inBucket());
    await push(places.made[1], inBucket());
    const key = objectOf(FILES.graph).find((each) => each.includes(places.bucket.objects.get('some where/coterie+/snapshots/current')?.body.toString().trim() ?? '')) ?? '';
    const stored = places.bucket.objects.get(key);
    if (stored === undefined) throw new Error('nothing was pushed');
    const whole = stored.body;
    stored.body = damage(whole);
    expect(await saidBy(pull(replica, inBucket()))).toMatch(sentence);
    expect(await served(replica)).toEqual(await served(places.made[0]));
    stored.body = whole;
    await pull(replica, inBucket());
    expect(await served(replica)).toEqual(await served(places.made[1]));
    expect(readdirSync(snapshotsDir(replica)).filter((name) => /building|new/.test(name))).toEqual([]);
  });

  it('in a directory is mended by the next push', async () => {
    await push(places.made[0], inFolder());
    const file = path.join(currentDir(places.folder), FILES.metrics);
    truncateSync(file, 10);
    expect(await saidBy(pull(fresh(), inFolder()))).toMatch(/metrics\.bin of .* has 10 bytes instead of/);
    expect(await push(places.made[0], inFolder())).toMatchObject({ isUnchanged: true });
    expect((await served(places.folder)).isWhole).toBe(true);
  });

  it('in the replica itself is fetched anew, and the rest is taken from there', async () => {
    const replica = fresh();
    await push(places.made[0], inBucket());
    await pull(replica, inBucket());
    const { size } = statSync(path.join(currentDir(replica), FILES.names));
    truncateSync(path.join(currentDir(replica), FILES.names), 10);
    expect(await pull(replica, inBucket(), { proves: true })).toMatchObject({ outcome: 'TAKEN', fetchedBytes: size, linkedFiles: Object.keys(FILES).length - 1 });
    expect(await served(replica)).toEqual(await served(places.made[0]));
  });
});

describe('a pull', () => {
  it('that was interrupted goes on where it was, and what is left of it is never current', async () => {
    const replica = fresh();
    await push(places.made[2], inBucket());
    const total = Object.values(FILES).reduce((sum, file) => sum + statSync(path.join(currentDir(places.made[2]), file)).size, 0);
    places.bucket.interfere = (method, key) => (method === 'GET' && key.endsWith(FILES.records) ? 'half' : null);
    const stop = new AbortController();
    let halves = 0;
    const interfere = places.bucket.interfere;
    places.bucket.interfere = (...asked) => {
      const told = interfere(...asked);
      if (told === 'half' && (halves += 1) === 2) stop.abort(new Error('killed'));
      return told;
    };
    expect(await saidBy(pull(replica, inBucket(), { signal: stop.signal }))).toBe('killed');
    expect(existsSync(path.join(snapshotsDir(replica), 'current'))).toBe(false);
    places.bucket.interfere = null;
    const again = await pull(replica, inBucket());
    expect(again.fetchedBytes).toBeGreaterThan(0);
    expect(again.fetchedBytes).toBeLessThan(total / 2);
    expect(await served(replica)).toEqual(await served(places.made[2]));
  });

  it('goes on by itself where a file breaks off, from where it broke', async () => {
    const replica = fresh();
    await push(places.made[2], inBucket());
    let halves = 0;
    places.bucket.interfere = (method, key) => (method === 'GET' && key.endsWith(FILES.records) && (halves += 1) <= 4 ? 'half' : null);
    expect(await pull(replica, inBucket())).toMatchObject({ outcome: 'TAKEN' });
    expect(halves).toBe(5);
    expect(await served(replica)).toEqual(await served(places.made[2]));
  }, 30_000);

  it('takes the next snapshot where that takes the place of the one that is being fetched', async () => {
    const replica = fresh();
    await push(places.made[0], inFolder());
    const from = inFolder();
    const beneath = inFolder();
    let isReplaced = false;
    from.bytes = async (...asked) => {
      if (!isReplaced) await push(places.made[1], inFolder(), 0);
      isReplaced = true;
      return beneath.bytes(...asked);
    };
    await pull(replica, from);
    expect(await served(replica)).toEqual(await served(places.made[1]));
  });

  it('is refused beside a corpus, which it would put behind', async () => {
    await push(places.made[0], inFolder());
    expect(await saidBy(pull(places.made[1], inFolder()))).toMatch(/has a corpus of its own .*: name another directory for the replica with --data$/);
  });

  it('after going back leaves the one that was left, unless it is asked for it', async () => {
    const replica = fresh();
    for (const dataDir of places.made.slice(0, 2)) {
      await push(dataDir, inFolder());
      await pull(replica, inFolder());
    }
    expect(await rollBack(replica, null)).toEqual({ from: (await served(places.made[1])).id, to: (await served(places.made[0])).id });
    expect(await pull(replica, inFolder(), { takesPassedOver: false, proves: false })).toMatchObject({ outcome: 'NONE', name: null });
    expect(await served(replica)).toEqual(await served(places.made[0]));
    expect(await pull(replica, inFolder())).toMatchObject({ outcome: 'TAKEN', fetchedBytes: 0 });
    expect(await served(replica)).toEqual(await served(places.made[1]));
    expect(await saidBy(rollBack(replica, 'abcdefgh'))).toMatch(/keeps no snapshot abcdefgh to go back to/);
  });
});
