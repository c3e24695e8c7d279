/** A replica whose disk is really full: a small file system in memory. Needs the right to mount one. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pullSnapshot } from '../../src/replication/pull.js';
import { pushSnapshot } from '../../src/replication/push.js';
import { writableStoreAt } from '../../src/replication/target.js';
import { smallDisk } from '../helpers/small-disk.js';
import { tempDir } from '../helpers/temp-dir.js';
import { publications, served } from './snapshots.js';

const dir = tempDir();
const { path: disk, isMounted, leave, makeRoom } = smallDisk(16 * 2 ** 20);
const replica = path.join(disk, 'replica');
const target = path.join(dir, 'target');
const open = () => writableStoreAt(target, { endpoint: null, environment: {} });
const pull = (store = open()) => pullSnapshot(replica, store, { target, proves: true, takesPassedOver: true });
const saidBy = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error as Error).message);

describe.skipIf(!isMounted)('a replica on a full disk', () => {
  let made: string[];
  beforeAll(async () => {
    made = await publications(2, 30);
    await pushSnapshot(made[0], open(), { keep: null });
    await pull();
    await pushSnapshot(made[1], open(), { keep: null });
  }, 120_000);

  it('says so where not even the lock can be written', async () => {
    leave(0);
    expect(await saidBy(pull())).toMatch(new RegExp(`^the disk that holds ${replica} is full \\(.*\\): free some room there and run the same command again`));
    makeRoom();
    expect(await served(replica)).toEqual(await served(made[0]));
  });

  it('says so before it fetches anything, where there is too little room', async () => {
    leave(2 ** 20);
    expect(await saidBy(pull())).toMatch(new RegExp(`^the disk that holds ${replica} has \\d+\\.\\d MB free, and \\d+\\.\\d MB are needed for the snapshot [\\da-z]+: free some room there`));
    expect(await served(replica)).toEqual(await served(made[0]));
  });

  it('says so where somebody else takes the room meanwhile, keeps the old snapshot, and goes on when there is room', async () => {
    makeRoom();
    const [store, beneath] = [open(), open()];
    store.bytes = (...asked) => {
      leave(4_096);
      return beneath.bytes(...asked);
    };
    expect(await saidBy(pull(store))).toMatch(new RegExp(`^the disk that holds ${replica} is full \\(.*\\): free some room there and run the same command again, which goes on where it was`));
    expect(await served(replica)).toEqual(await served(made[0]));
    makeRoom();
    expect(await pull()).toMatchObject({ outcome: 'TAKEN' });
    expect(await served(replica)).toEqual(await served(made[1]));
  });
});
