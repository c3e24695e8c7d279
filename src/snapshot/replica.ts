/** What says that a data directory is a replica: its snapshots are fetched from elsewhere, and there is no corpus beside them. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flush } from './publish.js';

export interface ReplicaMark {
  /** Where its snapshots come from, as it was asked for: without credentials. */
  readonly target: string;
  /** Checksum of the manifest of a snapshot that was gone back from: it is not taken again unless somebody asks; null for none. */
  readonly passedOver: string | null;
}

const markPath = (dataDir: string): string => join(dataDir, 'replica.json');

/** Null where the directory is none, or its mark can't be read. */
export function replicaMark(dataDir: string): ReplicaMark | null {
  try {
    const { target, passedOver } = JSON.parse(readFileSync(markPath(dataDir), 'utf8')) as Partial<ReplicaMark>;
    return typeof target === 'string' ? { target, passedOver: typeof passedOver === 'string' ? passedOver : null } : null;
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

/** Why nothing can be changed in a replica and what to do instead, to be read after the directory's name. */
export function replicaRefusal({ target }: ReplicaMark): string {
  return `is a replica of ${target}, which has snapshots alone and no corpus that could be changed: make changes where the corpus is, and push from there`;
}
