/** The snapshots that a data directory keeps, and going back to one of them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockCorpus } from '../corpus/lock.js';
import { currentSnapshotName, readManifest, snapshotsDir } from '../snapshot/layout.js';
import { orderOf, publishAgain, snapshotNames } from '../snapshot/publish.js';
import { markReplica, replicaMark } from '../snapshot/replica.js';
import type { Manifest } from '../snapshot/types.js';
import { ReplicationError } from './errors.js';
import { faultIn } from './hashing.js';
import { bytesOf, idOf, isSnapshotName } from './remote.js';
import { Transfer, type OnTransfer } from './transfer.js';

export interface KeptSnapshot {
  readonly name: string;
  readonly manifest: Manifest;
  /** Which publication of its place it is. */
  readonly order: number;
}

/** Snapshots whose manifests can be read, the last published first. O(snapshots) */
export function keptSnapshots(dataDir: string): KeptSnapshot[] {
  const root = snapshotsDir(dataDir);
  if (!existsSync(root)) return [];
  const found = snapshotNames(root).filter(isSnapshotName).flatMap((name) => {
    try {
      return [{ name, manifest: readManifest(join(root, name)), order: orderOf(join(root, name)) }];
    } catch {
      return [];
    }
  });
  return found.toSorted((a, b) => b.order - a.order || b.manifest.builtAt.localeCompare(a.manifest.builtAt));
}

/**
 * Makes a snapshot that is kept the current one again, proved. A replica does not take the one that it went back from
 * again by itself. O(bytes)
 * @param asked its name; the one published before the current one if null
 * @throws ReplicationError, CorpusLockedError
 */
export async function rollBack(dataDir: string, asked: string | null, onProgress?: OnTransfer): Promise<{ readonly from: string | null; readonly to: string }> {
  if (!existsSync(snapshotsDir(dataDir))) throw new ReplicationError('MISSING', `there are no snapshots in ${dataDir}: name another directory with --data`);
  const lock = lockCorpus(dataDir);
  try {
    const from = currentSnapshotName(dataDir);
    const known = keptSnapshots(dataDir);
    const to = asked === null ? known.find(({ name }) => name !== from && (from === null || idOf(name) !== idOf(from))) : known.find(({ name }) => name === asked);
    if (to === undefined) throw new ReplicationError('MISSING', `${dataDir} keeps no ${asked === null ? 'earlier snapshot' : `snapshot ${asked}`} to go back to: \`coterie snapshot list\` names those that it keeps`);
    const proving = new Transfer('proving the snapshot', bytesOf(to.manifest), onProgress);
    const fault = await faultIn(join(snapshotsDir(dataDir), to.name), to.manifest, (bytes) => proving.moved('', bytes));
    if (fault !== null) throw new ReplicationError('DAMAGED', `${fault}: it is not gone back to; name another snapshot, or fetch it again`);
    const mark = replicaMark(dataDir);
    const left = known.find(({ name }) => name === from)?.manifest.checksum ?? null;
    // First the note: a watch must not take the one that is left again in between.
    if (mark !== null && to.name !== from) markReplica(dataDir, { ...mark, passedOver: left });
    if (to.name !== from) publishAgain(dataDir, to.name);
    return { from, to: to.name };
  } finally {
    lock.release();
  }
}
