/** Making a finished directory the current snapshot: one atomic rename, one atomic pointer; then old ones go. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSnapshotId, pointerPath, snapshotsDir } from './layout.js';

/** Prefix of directories under construction; whatever bears it and is not being written is waste of a killed build. */
export const BUILDING_PREFIX = 'building-';

/** Snapshots kept beside the current one, for processes that still serve them. */
const KEPT_BESIDE_CURRENT = 1;

/**
 * Publishes `buildDir` (complete, on the same file system) as snapshot `id`: at every instant the pointer names a
 * whole snapshot. Files and directories are flushed to disk before the pointer moves.
 */
export function publishSnapshot(dataDir: string, buildDir: string, id: string): void {
  const target = join(snapshotsDir(dataDir), id);
  for (const name of readdirSync(buildDir)) flush(join(buildDir, name));
  // The same id means the same content: an existing directory is replaced, in case it was damaged.
  if (existsSync(target)) renameSync(target, join(snapshotsDir(dataDir), `${BUILDING_PREFIX}replaced-${id}-${process.pid}`));
  renameSync(buildDir, target);
  flush(snapshotsDir(dataDir));
  const pointer = pointerPath(dataDir);
  const fresh = `${pointer}.${process.pid}`;
  writeFileSync(fresh, `${id}\n`);
  flush(fresh);
  renameSync(fresh, pointer);
  flush(snapshotsDir(dataDir));
  removeOldSnapshots(dataDir);
}

/**
 * Removes unfinished builds and all but the current and the newest other snapshots. Only the holder of the writer's
 * lock may call it. Processes that have a removed snapshot open keep reading it: their files stay until closed.
 */
export function removeOldSnapshots(dataDir: string): void {
  const root = snapshotsDir(dataDir);
  const current = currentSnapshotId(dataDir);
  const directories = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const others = directories
    .filter((name) => !name.startsWith(BUILDING_PREFIX) && name !== current)
    .map((name) => ({ name, builtAt: statSync(join(root, name)).mtimeMs }))
    .toSorted((a, b) => b.builtAt - a.builtAt);
  const waste = [...directories.filter((name) => name.startsWith(BUILDING_PREFIX)), ...others.slice(KEPT_BESIDE_CURRENT).map(({ name }) => name)];
  for (const name of waste) rmSync(join(root, name), { recursive: true, force: true });
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
