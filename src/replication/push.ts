/** Bringing a snapshot to a store: proved first, what is there already left there, the pointer last. */
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { currentSnapshotName, ORDER_FILE, readManifest, snapshotsDir } from '../snapshot/layout.js';
import { remedyIn } from '../snapshot/remedies.js';
import type { Manifest } from '../snapshot/types.js';
import { OtherFormatError, ReplicationError } from './errors.js';
import { faultIn } from './hashing.js';
import { bytesOf, idOf, isSnapshotName, MANIFEST, POINTER, remoteCurrent, remoteOrder, remotePath, remoteSnapshot, usable, type RemoteSnapshot } from './remote.js';
import type { OnTransfer } from './transfer.js';
import { Transfer } from './transfer.js';
import type { WritableStore } from './store.js';

export interface PushOptions {
  /** Name of the snapshot's directory; the current one if absent. */
  readonly name?: string;
  /** How many others stay in the store beside it; null leaves all there. */
  readonly keep: number | null;
  readonly onProgress?: OnTransfer;
}

export interface PushReport {
  readonly snapshot: string;
  /** Name of its directory in the store. */
  readonly name: string;
  /** Whether the store had it already, and pointed to it. */
  readonly isUnchanged: boolean;
  readonly files: number;
  readonly bytes: number;
  /** Bytes that went there from here. */
  readonly sentBytes: number;
  /** Files that the store copied from another snapshot of its own. */
  readonly copiedFiles: number;
  readonly removed: readonly string[];
}

/** Pushes a snapshot of a data directory. O(bytes). @throws ReplicationError, SnapshotError */
export async function pushSnapshot(dataDir: string, store: WritableStore, { name: asked, keep, onProgress }: PushOptions): Promise<PushReport> {
  const local = asked ?? currentSnapshotName(dataDir);
  if (local === null) throw new ReplicationError('MISSING', `there is no snapshot in ${dataDir} to push: import something first, or name another directory with --data`);
  const dir = join(snapshotsDir(dataDir), local);
  if (!isSnapshotName(local) || !existsSync(dir)) throw new ReplicationError('MISSING', `there is no snapshot ${local} in ${dataDir}: \`coterie snapshot list\` names those that are kept`);
  const manifest = usable(readManifest(dir), join(dir, MANIFEST));
  await prove(dataDir, dir, manifest, onProgress);
  const current = await remoteCurrent(store);
  const place = await placeFor(store, manifest);
  const transfer = new Transfer(place.isThere ? 'comparing with what is there' : 'pushing', bytesOf(manifest), onProgress);
  let copiedFiles = 0;
  const sources = await sourcesIn(store, current, place.name);
  for (const [file, facts] of Object.entries(manifest.files)) {
    const path = remotePath(place.name, file);
    if (await store.has(path, facts)) transfer.skip(file, facts.bytes);
    else if (sources.has(facts.sha256) && (await store.copy(sources.get(facts.sha256) ?? '', path, facts))) {
      copiedFiles += 1;
      transfer.skip(file, facts.bytes);
    } else await store.put(path, join(dir, file), facts, (bytes) => transfer.moved(file, bytes));
  }
  const isUnchanged = place.isThere && current === place.name;
  if (!isUnchanged) await makeCurrent(store, place.name);
  if (!place.isThere) await store.putText(remotePath(place.name, MANIFEST), readFileSync(join(dir, MANIFEST), 'utf8'));
  if (!isUnchanged) await store.putText(POINTER, `${place.name}\n`);
  const removed = keep === null ? [] : await prune(store, place.name, keep);
  return { snapshot: manifest.id, name: place.name, isUnchanged, files: Object.keys(manifest.files).length, bytes: bytesOf(manifest), sentBytes: transfer.movedBytes, copiedFiles, removed };
}

/** @throws ReplicationError DAMAGED: nothing damaged leaves this machine */
async function prove(dataDir: string, dir: string, manifest: Manifest, onProgress?: OnTransfer): Promise<void> {
  const proving = new Transfer('proving the snapshot', bytesOf(manifest), onProgress);
  const fault = await faultIn(dir, manifest, (bytes) => proving.moved('', bytes));
  if (fault !== null) throw new ReplicationError('DAMAGED', `${fault}: nothing was pushed; ${remedyIn(dataDir, '`coterie repair` builds the snapshot anew')}`);
}

/**
 * Which directory of the store it belongs to: the one that holds it, else one that was begun, else a new one. Nothing that
 * somebody may be fetching is ever written over with something else.
 */
async function placeFor(store: WritableStore, { id, files }: Manifest): Promise<{ readonly name: string; readonly isThere: boolean }> {
  const said = JSON.stringify(sums(files));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? id : `${id}-${count}`;
    const found = await remoteSnapshot(store, name).catch((error: unknown) => {
      if (error instanceof OtherFormatError || (error instanceof ReplicationError && error.fault === 'DAMAGED')) return 'unusable' as const;
      throw error;
    });
    if (found === null) return { name, isThere: false };
    if (found !== 'unusable' && JSON.stringify(sums(found.manifest.files)) === said) return { name, isThere: true };
  }
}

const sums = (files: Manifest['files']): string[] => Object.entries(files).map(([file, { sha256 }]) => `${file} ${sha256}`).toSorted();

/** Where the store has files that the current snapshot is made of, by their checksum. */
async function sourcesIn(store: WritableStore, current: string | null, place: string): Promise<Map<string, string>> {
  if (current === null || current === place) return new Map();
  const found: RemoteSnapshot | null = await remoteSnapshot(store, current).catch(() => null);
  return new Map(Object.entries(found?.manifest.files ?? {}).map(([file, { sha256 }]) => [sha256, remotePath(current, file)]));
}

/** Notes that a snapshot is the last one to be published. */
async function makeCurrent(store: WritableStore, name: string): Promise<void> {
  const orders = await Promise.all((await ourNames(store)).map((each) => remoteOrder(store, each)));
  await store.putText(remotePath(name, ORDER_FILE), `${1 + Math.max(0, ...orders)}\n`);
}

async function ourNames(store: WritableStore): Promise<string[]> {
  return (await store.names()).filter(isSnapshotName);
}

export interface Listed extends RemoteSnapshot {
  readonly order: number;
}

/** The whole snapshots of a store, the last published first; those whose manifest can't be read are left out. */
export async function remoteSnapshots(store: WritableStore): Promise<Listed[]> {
  const found = await Promise.all((await ourNames(store)).map(async (name) => {
    const snapshot = await remoteSnapshot(store, name).catch((error: unknown) => {
      if (error instanceof ReplicationError && (error.fault === 'DAMAGED' || error.fault === 'FAILED')) return null;
      throw error;
    });
    return snapshot === null ? null : { ...snapshot, order: await remoteOrder(store, name) };
  }));
  return found.filter((each) => each !== null).toSorted((a, b) => b.order - a.order || b.manifest.builtAt.localeCompare(a.manifest.builtAt));
}

/** Removes all but the current snapshot and the last others. @returns what was removed */
async function prune(store: WritableStore, current: string, keep: number): Promise<string[]> {
  const surplus = (await remoteSnapshots(store)).filter(({ name }) => name !== current).slice(keep).map(({ name }) => name);
  for (const name of surplus) await store.remove(name);
  return surplus;
}

/**
 * Makes an earlier snapshot of a store the current one again, so that all replicas follow.
 * @param asked its name; the one published before the current one if absent
 * @throws ReplicationError
 */
export async function rollBackStore(store: WritableStore, asked: string | null): Promise<{ readonly from: string | null; readonly to: string }> {
  const from = await remoteCurrent(store);
  const known = await remoteSnapshots(store);
  const to = asked === null ? known.find(({ name }) => name !== from && (from === null || idOf(name) !== idOf(from))) : known.find(({ name }) => name === asked);
  if (to === undefined) throw new ReplicationError('MISSING', `${store.title} has no ${asked === null ? 'earlier snapshot' : `snapshot ${asked}`} to go back to: \`coterie snapshot list TARGET\` names those that it has`);
  for (const [file, facts] of Object.entries(to.manifest.files)) {
    if (!(await store.has(remotePath(to.name, file), facts))) throw new ReplicationError('DAMAGED', `${remotePath(to.name, file)} of ${store.title} is missing or differs from what was written: go back to another snapshot`);
  }
  await makeCurrent(store, to.name);
  await store.putText(POINTER, `${to.name}\n`);
  return { from, to: to.name };
}
