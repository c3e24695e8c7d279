/** Tables made and packed onto a disk that is really full: a small file system in memory. Needs the right to mount one. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packTables } from '../../src/packing/pack.js';
import { fileOf, tablesOf, work } from '../pipeline/made-tables.js';
import { stateOf } from '../durability/killed-runs.js';
import { smallDisk } from '../helpers/small-disk.js';

const { path: disk, isMounted, leave, makeRoom } = smallDisk(16 * 2 ** 20);
const saidBy = (task: Promise<unknown>): Promise<string> => task.then(() => 'done', (error: unknown) => (error as Error).message);

describe.skipIf(!isMounted)('a full disk', () => {
  const parameters = { labelRounds: 1, tolerance: 0.1 };
  let works: string;
  beforeAll(async () => {
    works = await fileOf(Array.from({ length: 600 }, (_, number) => work(number, { authors: [number % 97, (number * 7 + 1) % 97, (number * 13 + 2) % 97], title: `Work ${number} ${'about much '.repeat(20)}` })));
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
    makeRoom();
    await pack();
    const old = await stateOf(dataDir);
    for (const free of [0, 60_000, 200_000]) {
      leave(free);
      expect(await saidBy(pack())).toMatch(new RegExp(`^the disk that holds ${dataDir} is full \\(.*free at least .* run the same command again; what was stored before is kept, and the snapshot that was there, if any, still serves`, 's'));
      expect(await stateOf(dataDir)).toEqual(old);
    }
    makeRoom();
    await pack();
    expect(await stateOf(dataDir)).toMatchObject({ isWhole: true });
  }, 60_000);
});
