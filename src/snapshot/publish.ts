/** Making a finished directory the current snapshot: one atomic rename, one atomic pointer; then old ones go. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flush } from './flush.js';
import { blockOutcomesPath, computedDir, isComputedDirectory, isSnapshotDirectory, ORDER_FILE, pointerPath, snapshotsDir } from './layout.js';

/** Prefix of directories under construction; whatever bears it and is not being written is waste of a killed build. */
export const BUILDING_PREFIX = 'building-';

/** Ending of what is written beside its place. One name for all, since there is one writer: the next overwrites what a killed one leaves. */
const NEW = '.new';

/** Snapshots kept beside the current one, for processes that still serve them, and to go back to. */
export const KEPT_BESIDE_CURRENT = 1;

/**
 * Publishes `buildDir` (complete, on the same file system) as a snapshot of this id: at every instant the pointer
 * names a whole snapshot, after a loss of power too: each step is on the disk before the next one is taken, first the
 * files, then the names that lead to them, then the pointer.
 * @param kept snapshots that stay beside it
 * @returns the name of its directory
 */
export function publishSnapshot(dataDir: string, buildDir: string, id: string, kept = KEPT_BESIDE_CURRENT): string {
  const root = snapshotsDir(dataDir);
  writeFileSync(join(buildDir, ORDER_FILE), `${nextInOrder(root)}\n`);
  for (const file of readdirSync(buildDir)) flush(join(buildDir, file));
  flush(buildDir);
  const name = freeName(root, id);
  renameSync(buildDir, join(root, name));
  flush(root);
  // The folder of snapshots itself may be new.
  flush(dataDir);
  pointTo(dataDir, name);
  removeOldSnapshots(dataDir, name, { kept });
  return name;
}

/**
 * Makes a snapshot that is kept the current one again: it becomes the last to have been published, so that the one which
 * it replaces counts as the one before. Only the holder of the writer's lock may call it.
 */
export function publishAgain(dataDir: string, name: string): void {
  const root = snapshotsDir(dataDir);
  const order = join(root, name, ORDER_FILE);
  writeFileSync(`${order}${NEW}`, `${nextInOrder(root)}\n`);
  flush(`${order}${NEW}`);
  renameSync(`${order}${NEW}`, order);
  flush(join(root, name));
  pointTo(dataDir, name);
}

/** Makes a directory of snapshots/ the current one, atomically. Only the holder of the writer's lock may call it. */
export function pointTo(dataDir: string, name: string): void {
  const pointer = pointerPath(dataDir);
  const fresh = `${pointer}${NEW}`;
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

/** Which publication of this data directory a snapshot is; 0 where it doesn't say, as those of older programs. */
export function orderOf(dir: string): number {
  try {
    const order = Number(readFileSync(join(dir, ORDER_FILE), 'utf8'));
    return Number.isSafeInteger(order) ? order : 0;
  } catch {
    return 0;
  }
}

function nextInOrder(root: string): number {
  return 1 + Math.max(0, ...snapshotNames(root).map((name) => orderOf(join(root, name))));
}

/** Names of what may be snapshots within a folder of them: all directories that are not under construction. */
export function snapshotNames(root: string): string[] {
  const entries = readdirSync(root, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(BUILDING_PREFIX)).map(({ name }) => name);
}

/** What the pointer is called before it is put in its place. */
export const UNFINISHED_POINTER = /^current\.(?:\d+|new)$/;

/**
 * Removes what killed writers left: unfinished builds, and files written beside their place. Only the holder of the
 * writer's lock may call it.
 */
export function removeUnfinished(dataDir: string): void {
  const root = snapshotsDir(dataDir);
  rmSync(`${blockOutcomesPath(dataDir)}${NEW}`, { force: true });
  if (!existsSync(root)) return;
  for (const name of readdirSync(root)) {
    if (name.startsWith(BUILDING_PREFIX) || UNFINISHED_POINTER.test(name)) rmSync(join(root, name), { recursive: true, force: true });
  }
}

/**
 * Removes what killed writers left, and all but the current and the last other snapshots to be published, by the order
 * that they bear: clocks may be set back. Only the holder of the writer's lock may call it. Processes that have a removed snapshot open keep reading it: their files stay until closed.
 * @param current name of the directory that is current; null where none is, or its pointer can't be read
 * @param kept how many others stay at most
 * @param mayStay whether another one, by its directory, may stay
 */
export function removeOldSnapshots(dataDir: string, current: string | null, { kept: most = KEPT_BESIDE_CURRENT, mayStay = () => true }: { readonly kept?: number; readonly mayStay?: (dir: string) => boolean } = {}): void {
  const root = snapshotsDir(dataDir);
  removeUnfinished(dataDir);
  if (!existsSync(root)) return;
  const others = snapshotNames(root)
    .filter((name) => name !== current && isSnapshotDirectory(join(root, name)))
    .map((name) => ({ name, order: orderOf(join(root, name)), builtAt: statSync(join(root, name)).mtimeMs }))
    .toSorted((x, y) => y.order - x.order || y.builtAt - x.builtAt);
  // What was never pointed to bears a later number than what is: its writer was killed. What has the current one's id is that one, damaged.
  const last = current === null ? Infinity : orderOf(join(root, current));
  const earlier = others.filter(({ name, order }) => order <= last && (current === null || idOf(name) !== idOf(current)));
  const beside = earlier.slice(0, most).filter(({ name }) => mayStay(join(root, name)));
  const kept = [...beside.map(({ name }) => name), ...(current === null ? [] : [current])];
  removeComputedBut(dataDir, kept);
  for (const { name } of others) if (!kept.includes(name)) rmSync(join(root, name), { recursive: true, force: true });
}

/** The id of the snapshot in a directory of this name. */
function idOf(name: string): string {
  return name.replace(/-\d+$/, '');
}

/** What was computed of a snapshot goes with the last directory of its id. */
function removeComputedBut(dataDir: string, names: readonly string[]): void {
  const ids = new Set(names.map(idOf));
  const root = computedDir(dataDir);
  if (!existsSync(root)) return;
  for (const id of readdirSync(root)) if (!ids.has(id) && isComputedDirectory(join(root, id))) rmSync(join(root, id), { recursive: true, force: true });
}
