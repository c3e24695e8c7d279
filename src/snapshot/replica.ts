/** What says that a data directory is a replica: its snapshots come from elsewhere, and there is no corpus beside them. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flush } from './flush.js';

export interface ReplicaMark {
  /** PULLED: fetched from a store of snapshots. PACKED: made of a pipeline's tables. */
  readonly origin: 'PULLED' | 'PACKED';
  /** Where its snapshots come from, as it was asked for: without credentials. Of packed ones the folder of the tables. */
  readonly target: string;
  /** Checksum of the manifest of a snapshot that was gone back from: it is not taken again unless somebody asks; null for none. */
  readonly passedOver: string | null;
}

const markPath = (dataDir: string): string => join(dataDir, 'replica.json');

/** Null where the directory is none, or its mark can't be read. */
export function replicaMark(dataDir: string): ReplicaMark | null {
  try {
    const { origin, target, passedOver } = JSON.parse(readFileSync(markPath(dataDir), 'utf8')) as Partial<ReplicaMark>;
    if (typeof target !== 'string') return null;
    return { origin: origin === 'PACKED' ? 'PACKED' : 'PULLED', target, passedOver: typeof passedOver === 'string' ? passedOver : null };
  } catch {
    return null;
  }
}

/** Notes that the directory is a replica. Only the holder of the writer's lock may call it. */
export function markReplica(dataDir: string, mark: ReplicaMark): void {
  const path = markPath(dataDir);
  writeFileSync(`${path}.new`, `${JSON.stringify(mark, null, 2)}\n`);
  flush(`${path}.new`);
  renameSync(`${path}.new`, path);
  flush(dataDir);
}

/** What the directory is, to be read after "it is" or its name and "is". */
export function replicaNature({ origin, target }: ReplicaMark): string {
  return origin === 'PACKED' ? `packed from the tables of ${target}` : `a replica of ${target}`;
}

/** What brings sound snapshots into the directory again. */
export function replicaRemedy(dataDir: string, { origin, target }: ReplicaMark): string {
  return origin === 'PACKED' ? `\`coterie pack ${target} --data ${dataDir}\` makes the snapshot again` : `\`coterie snapshot pull ${target} --data ${dataDir}\` fetches what is current there, proved`;
}

/** Why nothing can be changed in a replica and what to do instead, to be read after the directory's name. */
export function replicaRefusal(mark: ReplicaMark): string {
  const remedy = mark.origin === 'PACKED' ? 'change the works, make the tables anew, and pack them again' : 'make changes where the corpus is, and push from there';
  return `is ${replicaNature(mark)}, which has snapshots alone and no corpus that could be changed: ${remedy}`;
}
