/**
 * Fetching the snapshot that a store points to: every file proved before any of them is current, what lies here already
 * taken from here, what an interrupted call had fetched gone on with.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiskSaid } from '../corpus/disk-full.js';
import { ensureDataDir } from '../corpus/data-dir.js';
import { lockCorpus, type Lock } from '../corpus/lock.js';
import { giveAllToOwnerOfFolder, giveToOwnerOfFolder } from '../corpus/ownership.js';
import { corpusPath } from '../corpus/store.js';
import { currentSnapshotName, pointerPath, readManifest, snapshotsDir, SnapshotError } from '../snapshot/layout.js';
import { removeOutdatedBeside } from '../snapshot/old-snapshots.js';
import { BUILDING_PREFIX, KEPT_BESIDE_CURRENT, publishAgain, publishSnapshot, snapshotNames } from '../snapshot/publish.js';
import { markReplica, replicaMark } from '../snapshot/replica.js';
import { GoneError, ReplicationError } from './errors.js';
import { Fetching } from './fetching.js';
import { refuseOther } from './folders.js';
import { faultIn } from './hashing.js';
import { bytesOf, MANIFEST, remoteCurrent, remoteSnapshot, type RemoteSnapshot } from './remote.js';
import type { Store } from './store.js';
import { megabytes, Transfer, type OnTransfer } from './transfer.js';

export interface PullOptions {
  /** As it was asked for, for the mark of the replica. */
  readonly target: string;
  /** How many snapshots stay beside the current one; default 1. */
  readonly keep?: number;
  /** Whether the snapshot that is here and current is proved, too: a second per gigabyte. */
  readonly proves: boolean;
  /** Whether one is taken that was gone back from. */
  readonly takesPassedOver: boolean;
  readonly onProgress?: OnTransfer;
  readonly signal?: AbortSignal;
}

export interface PullReport {
  /** NONE: the store's snapshot was gone back from here, and was not taken. UNCHANGED: it was current already. */
  readonly outcome: 'TAKEN' | 'UNCHANGED' | 'NONE';
  /** The store's. */
  readonly snapshot: string;
  /** Name of its directory here; null where it was not taken. */
  readonly name: string | null;
  readonly bytes: number;
  /** Bytes that came from the store. */
  readonly fetchedBytes: number;
  /** Files that were here already, in another snapshot. */
  readonly linkedFiles: number;
}

/** Times that the pointer may move on, and take away what is being fetched, before it is given up. */
const MOST_MOVES = 5;
/** Beyond the files: the manifest, the pointer, room for the file system. */
const SPARE_BYTES = 8 * 2 ** 20;

/** @throws ReplicationError USAGE for a directory that can't be a replica */
export function expectReplica(dataDir: string): void {
  refuseOther(dataDir);
  if ((statSync(corpusPath(dataDir), { throwIfNoEntry: false })?.size ?? 0) > 0) {
    throw new ReplicationError('USAGE', `${dataDir} has a corpus of its own (${corpusPath(dataDir)}), whose next import would undo what is fetched: name another directory for the replica with --data`);
  }
}

/** Makes the store's current snapshot that of a data directory. O(bytes). @throws ReplicationError, SnapshotError, CorpusLockedError */
export async function pullSnapshot(dataDir: string, store: Store, options: PullOptions): Promise<PullReport> {
  expectReplica(dataDir);
  for (let moves = 0; ; moves += 1) {
    const name = await remoteCurrent(store);
    if (name === null) throw new ReplicationError('MISSING', `${store.title} has no snapshot (nothing is at snapshots/current): push one there with \`coterie snapshot push\`, or look at the target`);
    const remote = await remoteSnapshot(store, name);
    try {
      if (remote === null) throw new GoneError(`snapshots/${name}/${MANIFEST} of ${store.title} is not there, although it is the current snapshot: push it again`);
      return await pullOne(dataDir, store, remote, options);
    } catch (error) {
      // Replaced and removed meanwhile: then there is another one to take.
      if (!(error instanceof GoneError) || moves === MOST_MOVES || (await remoteCurrent(store)) === name) throw error;
    }
  }
}

async function pullOne(dataDir: string, store: Store, remote: RemoteSnapshot, options: PullOptions): Promise<PullReport> {
  const { manifest } = remote;
  const about = { snapshot: manifest.id, bytes: bytesOf(manifest), fetchedBytes: 0, linkedFiles: 0 };
  const mark = replicaMark(dataDir);
  if (!options.takesPassedOver && mark?.passedOver === manifest.checksum) return { outcome: 'NONE', name: null, ...about };
  const kept = keptHere(dataDir);
  const current = currentHere(dataDir);
  const same = kept.filter(({ checksum }) => checksum === manifest.checksum).map(({ name }) => name);
  if (current !== null && same.includes(current) && mark?.target === options.target && !options.proves) return { outcome: 'UNCHANGED', name: current, ...about };
  let lock: Lock | null = null;
  try {
    ensureDataDir(dataDir);
    lock = lockCorpus(dataDir);
    const note = (): void => markReplica(dataDir, { origin: 'PULLED', target: options.target, passedOver: null });
    for (const name of [...same.filter((each) => each === current), ...same.filter((each) => each !== current)]) {
      const proving = new Transfer('proving what is here', about.bytes, options.onProgress);
      if ((await faultIn(join(snapshotsDir(dataDir), name), manifest, (bytes) => proving.moved('', bytes))) !== null) continue;
      note();
      if (name !== current) publishAgain(dataDir, name);
      return { outcome: name === current ? 'UNCHANGED' : 'TAKEN', name, ...about };
    }
    const fetched = await fetchAll(dataDir, store, remote, kept.map(({ name }) => name), options);
    note();
    giveAllToOwnerOfFolder(fetched.dir);
    const name = publishSnapshot(dataDir, fetched.dir, manifest.id, options.keep ?? KEPT_BESIDE_CURRENT);
    for (const path of [snapshotsDir(dataDir), pointerPath(dataDir)]) giveToOwnerOfFolder(path);
    removeOutdatedBeside(dataDir, name, options.keep ?? KEPT_BESIDE_CURRENT);
    return { outcome: 'TAKEN', name, ...about, fetchedBytes: fetched.fetchedBytes, linkedFiles: fetched.linkedFiles };
  } catch (error) {
    throw explained(error, dataDir);
  } finally {
    lock?.release();
  }
}

/** Fetches all files into a directory under construction, each proved. What is there of an interrupted call is gone on with. */
async function fetchAll(dataDir: string, store: Store, { name, text, manifest }: RemoteSnapshot, kept: readonly string[], { onProgress, signal }: PullOptions): Promise<{ readonly dir: string; readonly fetchedBytes: number; readonly linkedFiles: number }> {
  const root = snapshotsDir(dataDir);
  mkdirSync(root, { recursive: true });
  const dir = join(root, `${BUILDING_PREFIX}${manifest.id}`);
  // What was begun of another snapshot is of no use: this one is newer.
  for (const each of readdirSync(root)) if (each.startsWith(BUILDING_PREFIX) && join(root, each) !== dir) rmSync(join(root, each), { recursive: true, force: true });
  if (existsSync(dir) && textOf(join(dir, MANIFEST)) !== text) rmSync(dir, { recursive: true });
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, MANIFEST), text);
  const transfer = new Transfer('fetching', bytesOf(manifest), onProgress);
  const fetching = new Fetching({ store, name, dir, transfer, sources: kept.map((each) => join(root, each)), signal });
  const needed = fetching.bytesNeeded(manifest.files);
  const free = fetching.freeBytes();
  if (free !== null && free < needed + SPARE_BYTES) {
    throw new ReplicationError('NO_ROOM', `the disk that holds ${dataDir} has ${megabytes(free)} free, and ${megabytes(needed + SPARE_BYTES)} are needed for the snapshot ${manifest.id}: free some room there, and run the same command again`);
  }
  let linkedFiles = 0;
  for (const [file, facts] of Object.entries(manifest.files)) if ((await fetching.file(file, facts)) === 'LINKED') linkedFiles += 1;
  for (const each of readdirSync(dir)) if (each !== MANIFEST && manifest.files[each] === undefined) rmSync(join(dir, each), { recursive: true, force: true });
  return { dir, fetchedBytes: transfer.movedBytes, linkedFiles };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Snapshots of this directory whose manifests can be read. */
function keptHere(dataDir: string): Array<{ readonly name: string; readonly checksum: string | null }> {
  const root = snapshotsDir(dataDir);
  if (!existsSync(root)) return [];
  return snapshotNames(root).flatMap((name) => {
    try {
      return [{ name, checksum: readManifest(join(root, name)).checksum ?? null }];
    } catch {
      return [];
    }
  });
}

/** Null where there is none, or where the pointer holds none, which is about to be written anew. */
function currentHere(dataDir: string): string | null {
  try {
    return currentSnapshotName(dataDir);
  } catch (error) {
    if (error instanceof SnapshotError) return null;
    throw error;
  }
}

/** A full disk in words; other errors as they are. */
export function explained(error: unknown, dataDir: string): unknown {
  if (error instanceof ReplicationError) return error;
  const full = fullDiskSaid(error, dataDir);
  if (full === null) return error;
  return new ReplicationError('NO_ROOM', `the disk that holds ${dataDir} is full (${full}): free some room there and run the same command again, which goes on where it was; the snapshot that was there, if any, still serves`);
}
