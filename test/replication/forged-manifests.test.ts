/** Manifests of a target that are rightly summed and not what a manifest is: named with the field, never taken, and looked at again once they are mended. */
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { POINTER } from '../../src/replication/remote.js';
import type { Store } from '../../src/replication/store.js';
import { followStore, type FollowNote } from '../../src/replication/watch.js';
import { readManifest } from '../../src/snapshot/layout.js';
import { manifestChecksum } from '../../src/snapshot/manifest-text.js';
import type { Manifest } from '../../src/snapshot/types.js';
import { ran } from '../cli/in-process.js';
import { currentDir, served } from './snapshots.js';
import { fresh, placesOfTransfers, pull, push, saidBy } from './transfer-places.js';

const places = placesOfTransfers();
const { inFolder } = places;

type Json = Readonly<Record<string, unknown>>;

const manifestPath = (): string => path.join(currentDir(places.folder), 'manifest.json');
const signed = (said: Json): string => JSON.stringify({ ...said, checksum: manifestChecksum(said as unknown as Manifest) });
const ownManifest = (): Json => {
  const { checksum: _checksum, ...said } = JSON.parse(readFileSync(manifestPath(), 'utf8')) as Json;
  return said;
};

/** The paths to all members of a value, its own first, but of lists the first member alone. */
function membersOf(value: unknown, at: readonly string[] = []): Array<readonly string[]> {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Array.isArray(value) ? Object.entries(value).slice(0, 1) : Object.entries(value);
  return [at, ...entries.flatMap(([name, each]) => membersOf(each, [...at, name]))];
}

function withMember(value: unknown, [name, ...rest]: readonly string[], member: unknown): unknown {
  if (name === undefined) return member;
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === name ? withMember(each, rest, member) : each) as unknown);
  return { ...(value as Json), [name]: withMember((value as Json)[name], rest, member) };
}

describe('a manifest at a target', () => {
  it.each([
    ['defaultSpec', 7, 'defaultSpec is 7, which is not an object'],
    ['storedMetrics', null, 'storedMetrics is null, which is not a list'],
    ['files', { 'graph.bin': { bytes: '3', sha256: 'x' } }, 'files."graph.bin".bytes is "3", which is not a whole number'],
    ['identityMode', 'GUESSED', 'identityMode is "GUESSED", which is not one of IDS_ONLY, CAUTIOUS, FULL'],
    ['formatVersion', -1, 'formatVersion is -1, which is not a whole number of 1 or more'],
  ])('with a wrong %s is named with it and with what stands there, and the next push mends it', async (field, value, told) => {
    await push(places.made[0], inFolder());
    const file = manifestPath();
    writeFileSync(file, signed({ ...ownManifest(), [field]: value }));
    const name = path.relative(places.folder, file);
    expect(await saidBy(pull(fresh(), inFolder()))).toBe(`${name} of ${places.folder} is not the manifest of a snapshot (${told}): push the snapshot again`);
    await push(places.made[0], inFolder());
    expect(await saidBy(pull(fresh(), inFolder()))).toBe('done');
  });

  it('is refused wherever a member is of another kind', async () => {
    await push(places.made[0], inFolder());
    const own = ownManifest();
    const file = manifestPath();
    const kinds: readonly unknown[] = [null, true, 7.5, 'something else', [], {}];
    for (const at of membersOf(own).filter(({ length }) => length > 0)) {
      const told: string[] = [];
      for (const kind of kinds) {
        writeFileSync(file, signed(withMember(own, at, kind) as Json));
        told.push(await saidBy(pull(fresh(), inFolder())));
      }
      // Whoever has null, a text or a list for a member has one of them by right.
      expect(told.filter((each) => each === 'done').length).toBeLessThan(4);
      for (const each of told.filter((said) => said !== 'done')) expect(each).toMatch(/^snapshots\/\S+\/manifest\.json of \S+ (?:is not the manifest of a snapshot \(|is that of the snapshot |does not describe |names the file )/);
    }
  }, 60_000);

  it('of another format says which program it takes, and does not keep a push from going beside it', async () => {
    await push(places.made[0], inFolder());
    const own = ownManifest();
    writeFileSync(manifestPath(), signed({ ...own, formatVersion: 1 }));
    expect(await saidBy(pull(fresh(), inFolder()))).toMatch(/has snapshot format 1, this program reads format 2: push a snapshot there by a program of this version$/);
    writeFileSync(manifestPath(), signed({ ...own, formatVersion: 99 }));
    expect(await saidBy(pull(fresh(), inFolder()))).toMatch(/has snapshot format 99, .*: fetch it by a program as new as the one that wrote it$/);
    expect(await push(places.made[0], inFolder())).toMatchObject({ name: `${String(own['id'])}-2` });
  });
});

describe('who follows', () => {
  /** Follows; each of the notes is answered by what is to be done then, and the last ends it. */
  async function followed(dataDir: string, then: ReadonlyArray<(note: FollowNote) => void>, store: Store = inFolder()): Promise<readonly FollowNote[]> {
    const end = new AbortController();
    const notes: FollowNote[] = [];
    await followStore({
      dataDir, store, target: places.folder, pollMs: 5, signal: end.signal,
      say: (note) => {
        notes.push(note);
        then[notes.length - 1]?.(note);
        if (notes.length === then.length) end.abort();
      },
    });
    return notes;
  }

  it('is told once of a manifest that is wrong, and takes it at the next look when it is mended under the same id', async () => {
    await push(places.made[0], inFolder());
    const own = ownManifest();
    writeFileSync(manifestPath(), signed({ ...own, storedMetrics: null }));
    const replica = fresh();
    const store = inFolder();
    // The 40th look comes amid a pause that has grown to dozens of looks.
    let looks = 0;
    const text = store.text.bind(store);
    store.text = (name) => {
      if (name === POINTER && (looks += 1) === 40) writeFileSync(manifestPath(), signed(own));
      return text(name);
    };
    let looksUntilTaken = 0;
    const notes = await followed(replica, [() => undefined, () => (looksUntilTaken = looks), () => undefined], store);
    expect(looksUntilTaken).toBeLessThan(44);
    expect(notes.map(({ kind }) => kind)).toEqual(['trouble', 'taken', 'well']);
    expect(notes[0]).toMatchObject({ sentence: expect.stringContaining('storedMetrics is null') as string, publicly: expect.not.stringContaining('storedMetrics') as string });
    expect(await served(replica)).toEqual(await served(places.made[0]));
  });

  it('takes a snapshot again whose manifest is another under the same id', async () => {
    await push(places.made[0], inFolder());
    const own = ownManifest();
    writeFileSync(manifestPath(), signed({ ...own, counts: { ...(own['counts'] as Json), papers: 999 } }));
    const replica = fresh();
    const notes = await followed(replica, [() => writeFileSync(manifestPath(), signed(own)), () => undefined]);
    expect(notes.map(({ kind }) => kind)).toEqual(['taken', 'taken']);
    expect(readManifest(currentDir(replica))).toEqual(readManifest(currentDir(places.made[0])));
  });

  it('leaves the fetching to whoever follows for the same directory already, and takes over when that ends', async () => {
    await push(places.made[0], inFolder());
    const replica = fresh();
    const [first, second] = [new AbortController(), new AbortController()];
    const notes: FollowNote[] = [];
    let others: Promise<void> = Promise.resolve();
    const follow = (signal: AbortSignal, target: string, say: (note: FollowNote) => void): Promise<void> => followStore({ dataDir: replica, store: inFolder(), target, pollMs: 5, signal, say });
    const firsts = follow(first.signal, places.folder, ({ kind }) => {
      if (kind !== 'taken') return;
      others = follow(second.signal, places.folder, (note) => {
        notes.push(note);
        if (notes.length === 1) first.abort();
        if (notes.length === 2) void push(places.made[1], inFolder());
        if (notes.length === 3) second.abort();
      });
    });
    await firsts;
    await others;
    expect(notes.map(({ kind }) => kind)).toEqual(['well', 'well', 'taken']);
    expect(notes[0].sentence).toBe(`another process (pid ${process.pid} on ${hostname()}) follows ${places.folder} for ${replica} already: it alone fetches, and this one takes over when it ends`);
    expect(await served(replica)).toEqual(await served(places.made[1]));
  });

  it('says so where another follows another target for the same directory', async () => {
    await push(places.made[0], inFolder());
    const replica = fresh();
    const [first, second] = [new AbortController(), new AbortController()];
    const notes: FollowNote[] = [];
    let others: Promise<void> = Promise.resolve();
    await followStore({
      dataDir: replica, store: inFolder(), target: places.folder, pollMs: 5, signal: first.signal,
      say: () => {
        others = followStore({ dataDir: replica, store: inFolder(), target: '/elsewhere', pollMs: 5, signal: second.signal, say: (note) => {
          notes.push(note);
          first.abort();
          second.abort();
        } });
      },
    });
    await others;
    expect(notes).toEqual([expect.objectContaining({ kind: 'trouble', sentence: expect.stringMatching(/ follows \S+ for \S+, and this one is to follow \/elsewhere: one directory has the snapshots of one target, name another with --data$/) as string })]);
  });
});

describe('a replica', () => {
  it.each([['defaultSpec', 7, 'is not the manifest of a snapshot (defaultSpec is 7, which is not an object)'], ['formatVersion', 1, 'has snapshot format 1, this program reads format 2'], ['formatVersion', -1, 'is not the manifest of a snapshot (formatVersion is -1, which is not a whole number of 1 or more)']] as const)('whose manifest has a wrong %s (%s) is to be fetched again, whatever finds it', async (field, value, told) => {
    await push(places.made[0], inFolder());
    const replica = fresh();
    await pull(replica, inFolder());
    const file = path.join(currentDir(replica), 'manifest.json');
    writeFileSync(file, signed({ ...ownManifest(), [field]: value }));
    const remedy = `\`coterie snapshot pull ${places.folder} --data ${replica}\` fetches what is current there, proved`;
    const verified = await ran(['verify', '--data', replica]);
    expect(verified).toMatchObject({ code: 1, stdout: `${file} ${told}: it can't be served; ${remedy}\n` });
    for (const command of [['search', 'Alpha'], ['serve', '--port', '0'], ['snapshot', 'push', fresh()]]) {
      const { code, stderr } = await ran([...command, '--data', replica]);
      expect([code, stderr]).toEqual([1, `coterie: ${file} ${told}: ${remedy}\n`]);
    }
    expect((await ran(['repair', '--data', replica])).stderr).toContain(remedy);
    await pull(replica, inFolder());
    expect((await ran(['verify', '--data', replica])).code).toBe(0);
    expect(await ran(['search', 'Alpha', '--data', replica])).toMatchObject({ code: 0 });
  });
});
