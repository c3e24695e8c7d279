/** Tables made and packed onto a disk that is really full: a small file system in memory. Needs the right to mount one. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import { packTables } from '../../src/packing/pack.js';
import { snapshotsDir } from '../../src/snapshot/layout.js';
import { DirectoryStore } from '../../src/replication/directory-store.js';
import { fileOf, tablesOf, work } from '../pipeline/made-tables.js';
import { stateOf } from '../durability/killed-runs.js';
import { smallDisk } from '../helpers/small-disk.js';

const { path: disk, isMounted, leave, makeRoom } = smallDisk(16 * 2 ** 20);
const readOnly = smallDisk(2 ** 20, true);
const random = seededRandom(7);
/** What does not compress. */
const letters = (count: number): string => Array.from({ length: count }, () => String.fromCodePoint(97 + Math.floor(random() * 26))).join('');
const saidBy = (task: Promise<unknown>): Promise<string> => task.then(() => 'done', (error: unknown) => (error as Error).message);

describe.skipIf(!isMounted)('a full disk', () => {
  const parameters = { labelRounds: 1, tolerance: 0.1 };
  let works: string;
  beforeAll(async () => {
    works = await fileOf(Array.from({ length: 600 }, (_, number) => work(number, { authors: [number % 97, (number * 7 + 1) % 97, (number * 13 + 2) % 97], title: `Work ${number} ${letters(400)}` })));
  });

  it('ends a pipeline with the step and the remedy, and the same command goes on when there is room', async () => {
    const out = path.join(disk, 'tables');
    const inputs = [{ path: works, kind: 'WORKS' as const }];
    const make = () => saidBy(tablesOf({ inputs, out, parameters }));
    leave(0);
    expect(await make()).toMatch(/^the disk that holds .*tables is full \(.*\): free some room there and give the same command again$/);
    leave(40_000);
    const said = await make();
    expect(said).toMatch(/^(?:the step [a-z_]+ failed: DuckDB: .*\.parquet.*No space left on device \(free some room there, .*|the disk that holds .*state\.json is full \(ENOSPC\): free some room there and )give the same command again, which goes on after the last whole table/);
    makeRoom();
    expect((await tablesOf({ inputs, out, parameters })).manifest.rows.papers).toBe(600);
    rmSync(out, { recursive: true });
  }, 60_000);

  it('ends packing with what it takes, keeps the snapshot that was there, and packs when there is room', async () => {
    const { out } = await tablesOf({ inputs: [{ path: works, kind: 'WORKS' }], parameters });
    const dataDir = path.join(disk, 'data');
    const pack = () => packTables({ tables: out, dataDir, threads: 1 });
    leave(0);
    // Not even the lock has room.
    expect(1e6 * Number(/free at least some ([\d.]+) MB more/.exec(await saidBy(pack()))?.[1])).toBeGreaterThan(5 * statSync(path.join(out, 'papers', 'part-00000.parquet')).size);
    makeRoom();
    await pack();
    const old = await stateOf(dataDir);
    const snapshot = readdirSync(snapshotsDir(dataDir)).find((name) => name !== 'current') ?? '';
    const taken = readdirSync(path.join(snapshotsDir(dataDir), snapshot)).reduce((sum, name) => sum + statSync(path.join(snapshotsDir(dataDir), snapshot, name)).size, 0);
    for (const free of [0, 60_000, 200_000]) {
      leave(free);
      const said = await saidBy(pack());
      const needed = 1e6 * Number(/free at least (?:some )?([\d.]+) MB more/.exec(said)?.[1]);
      // By the size of the tables, to the order of magnitude.
      expect(needed + free).toBeGreaterThan(taken / 3);
      expect(needed).toBeLessThan(4 * taken);
      expect(said).toMatch(new RegExp(`^the disk that holds ${dataDir} is full \\(.*free at least .* run the same command again; what was stored before is kept, and the snapshot that was there, if any, still serves`, 's'));
      expect(await stateOf(dataDir)).toEqual(old);
    }
    makeRoom();
    await pack();
    expect(await stateOf(dataDir)).toMatchObject({ isWhole: true });
  }, 60_000);
});

describe.skipIf(!readOnly.isMounted)('a disk that is read-only', () => {
  it('is named as such where tables, state or snapshots are to go', async () => {
    const input = await fileOf([work(1, { authors: [1, 2] })]);
    for (const out of [readOnly.path, path.join(readOnly.path, 'none/deep')]) {
      for (const places of [{ out }, { out: path.join(readOnly.path, '..', 'tables'), stateDir: out }]) {
        expect(await saidBy(tablesOf({ inputs: [{ path: input, kind: 'WORKS' }], ...places }))).toMatch(new RegExp(`^nothing can be written to ${out} \\(EROFS: read-only file system, mkdir '.*'\\): name a folder that can be written to$`));
      }
      expect(await saidBy(new DirectoryStore(out).putText('snapshots/current', 'a'))).toMatch(/can't be used \(EROFS: read-only file system/);
    }
  });
});
