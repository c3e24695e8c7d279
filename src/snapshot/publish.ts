/** Making a finished directory the current snapshot: one atomic rename, one atomic pointer; then old ones go. */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { computedDir, pointerPath, snapshotsDir } from './layout.js';

/** Prefix of directories under construction; whatever bears it and is not being written is waste of a killed build. */
export const BUILDING_PREFIX = 'building-';

/** Snapshots kept beside the current one, for processes that still serve them. */
const KEPT_BESIDE_CURRENT = 1;

/**
 * Publishes `buildDir` (complete, on the same file system) as a snapshot of this id: at every instant the pointer
 * names a whole snapshot. Files and directories are flushed to disk before the pointer moves.
 */
export function publishSnapshot(dataDir: string, buildDir: string, id: string): void {
  const root = snapshotsDir(dataDir);
  for (const file of readdirSync(buildDir)) flush(join(buildDir, file));
  const name = freeName(root, id);
  renameSync(buildDir, join(root, name));
  flush(root);
  pointTo(dataDir, name);
  removeOldSnapshots(dataDir, name);
}

/** Makes a directory of snapshots/ the current one, atomically. Only the holder of the writer's lock may call it. */
export function pointTo(dataDir: string, name: string): void {
  const pointer = pointerPath(dataDir);
  const fresh = `${pointer}.${process.pid}`;
  writeFileSync(fresh, `${name}\n`);
  flush(fresh);
  renameSync(fresh, pointer);
  flush(snapshotsDir(dataDir));
}

/** A damaged snapshot of the same id may still be current: the new one stands beside it until the pointer has moved. */
function freeName(root: string, id: string): string {
  let name = id;
  for (let count = 2; existsSync(join(root, name)); count++) name = `${id}-${count}`;
  return name;
}

/**
 * Removes unfinished builds and all but the current and the newest other snapshots. Only the holder of the writer's
 * lock may call it. Processes that have a removed snapshot open keep reading it: their files stay until closed.
 * @param current name of the directory that is current; null where none is, or its pointer can't be read
 * @param keptBeside how many others stay
 */
export function removeOldSnapshots(dataDir: string, current: string | null, keptBeside = KEPT_BESIDE_CURRENT): void {
  const root = snapshotsDir(dataDir);
  const directories = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const others = directories
    .filter((name) => !name.startsWith(BUILDING_PREFIX) && name !== current)
    .map((name) => ({ name, builtAt: statSync(join(root, name)).mtimeMs }))
    .toSorted((x, y) => y.builtAt - x.builtAt);
  const kept = [...others.slice(0, keptBeside).map(({ name }) => name), ...(current === null ? [] : [current])];
  removeComputedBut(dataDir, kept);
  const waste = [...directories.filter((name) => name.startsWith(BUILDING_PREFIX)), ...others.slice(keptBeside).map(({ name }) => name)];
  for (const name of waste) rmSync(join(root, name), { recursive: true, force: true });
}

/** What was computed of a snapshot goes with the last directory of its id. */
function removeComputedBut(dataDir: string, names: readonly string[]): void {
  const ids = new Set(names.map((name) => name.replace(/-\d+$/, '')));
  const root = computedDir(dataDir);
  if (!existsSync(root)) return;
  for (const id of readdirSync(root)) if (!ids.has(id)) rmSync(join(root, id), { recursive: true, force: true });
}

/** Waits until a file, or the entries of a directory, are on the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
