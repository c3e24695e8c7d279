/** A served corpus over many swaps: what is held, what is given back, and what it says of itself. */
import { cpSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/snapshot/import.js';
import type { SnapshotNews } from '../../src/snapshot/following.js';
import { currentSnapshotName, snapshotsDir } from '../../src/snapshot/layout.js';
import { openProvider } from '../../src/snapshot/provider.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';

const dir = tempDir();
const dataDir = join(dir, 'data');
const snapshots = snapshotsDir(dataDir);
let made: string;

beforeAll(async () => {
  await importFiles([writeRecords(join(dir, 'a.jsonl'), [paperRecord('The first of these', ['Ada One', 'Bo Two'])])], { dataDir, threads: 1 });
  made = currentSnapshotName(dataDir) as string;
}, 60_000);

/** The same snapshot under another name, which for the provider is another one. */
function published(name: string): string {
  cpSync(join(snapshots, made), join(snapshots, name), { recursive: true });
  writeFileSync(join(snapshots, 'current'), name);
  return name;
}

/** How many files of records this process has open; where the system does not tell, that of the current snapshot. */
function openRecords(): number {
  if (process.platform !== 'linux') return 1;
  setFlagsFromString('--expose-gc');
  // SQLite gives a file back with the last of the statements prepared on it.
  (runInNewContext('gc') as () => void)();
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`);
      // Other test files of this process have their own open.
      return file.startsWith(dataDir) && file.includes('records.sqlite');
    } catch {
      return false;
    }
  }).length;
}

describe('a provider', () => {
  it('holds no more after twenty swaps than after one, while a request goes on with the first', async () => {
    const news: SnapshotNews[] = [];
    const provider = await openProvider(dataDir, { pollMs: 0, threads: 1 });
    provider.subscribe((each) => news.push(each));
    const first = provider.acquire();
    for (let at = 0; at < 20; at++) {
      const old = currentSnapshotName(dataDir) as string;
      published(`${made}-${100 + at}`);
      await provider.refresh();
      if (old !== made) rmSync(join(snapshots, old), { recursive: true });
      const lease = provider.acquire();
      expect(provider.state()).toMatchObject({ openSnapshots: 2, leases: 2, problem: null });
      lease?.release();
    }
    expect(news.map(({ papers, previous }) => [papers, previous])).toEqual(Array.from({ length: 20 }, () => [1, first?.snapshot.id]));
    expect(first?.snapshot.records.papers([0])[0].title).toBe('The first of these');
    first?.release();
    first?.release();
    expect(provider.state()).toMatchObject({ openSnapshots: 1, leases: 0, swaps: 21 });
    // Besides the current one that of the first, which this function still refers to.
    await expect.poll(openRecords, { timeout: 10_000 }).toBeLessThanOrEqual(2);
    await provider.close();
    expect(provider.state()).toMatchObject({ openSnapshots: 0, leases: 0 });
  }, 60_000);

  it('follows a pointer that moves on, and away with what it named, while that is being opened', async () => {
    const errors: Error[] = [];
    const provider = await openProvider(dataDir, { pollMs: 0, threads: 1, onError: (error) => errors.push(error) });
    const passing = published(`${made}-200`);
    const following = provider.refresh();
    rmSync(join(snapshots, passing), { recursive: true });
    published(`${made}-201`);
    await following;
    await provider.refresh();
    expect([provider.state().problem, errors]).toEqual([null, []]);
    expect(currentSnapshotName(dataDir)).toBe(`${made}-201`);
    await provider.close();
  });

  it('keeps what it has where the next can not be opened, says why, and takes it once that has been mended', async () => {
    const errors: string[] = [];
    const provider = await openProvider(dataDir, { pollMs: 10, retryMs: 50, threads: 1, onError: ({ message }) => errors.push(message) });
    const before = provider.state().swaps;
    const torn = `${made}-300`;
    cpSync(join(snapshots, made), join(snapshots, torn), { recursive: true });
    rmSync(join(snapshots, torn, 'records.sqlite'));
    writeFileSync(join(snapshots, 'current'), torn);
    await expect.poll(() => provider.state().problem).toMatch(/records\.sqlite can't be read/);
    expect(provider.acquire()?.snapshot.manifest.counts.papers).toBe(1);
    cpSync(join(snapshots, made, 'records.sqlite'), join(snapshots, torn, 'records.sqlite'));
    await expect.poll(() => provider.state()).toMatchObject({ problem: null, swaps: before + 1 });
    expect(errors).toHaveLength(1);
    await provider.close();
  });
});
