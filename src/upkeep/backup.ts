/**
 * A consistent copy of a data directory, made while it is served and imported into, and its way back. A backup is a
 * directory like the one that it was made of, with `backup.json` beside: a sha256 per file.
 */
import { chmodSync, closeSync, copyFileSync, cpSync, existsSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { giveAllToOwnerOfFolder } from '../corpus/ownership.js';
import { corpusPath } from '../corpus/store.js';
import { currentSnapshotName, snapshotsDir } from '../snapshot/layout.js';
import { flush } from '../snapshot/flush.js';
import { BACKUP_FORMAT, BACKUP_MANIFEST, BackupError, checksumOf, readBackup, regularFile, type Backup } from './backup-manifest.js';
import { sentenceOf, type OnUpkeep } from './findings.js';
import { verifyData } from './verify.js';

const SNAPSHOT_TRIES = 5;
const SQLITE_MAGIC = 'SQLite format 3\0';
/** What is derived, belongs to a process that runs, or was damaged: never copied. */
const LEFT_OUT = /^(?:snapshots|computed|identity-blocks\.bin.*|corpus\.sqlite.*|corpus\.damaged-.*|.*\.lock(?:-journal)?|.*\.pid|.*-(?:wal|shm|journal))$/;

export interface BackupReport extends Omit<Backup, 'files' | 'checksum'> {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Copies a data directory to `target`, which must not exist or be empty, and proves the copy. The copy of the corpus is
 * one state of it, not older than the snapshot's. O(bytes). On failure nothing is left. @throws BackupError
 */
export async function makeBackup(dataDir: string, target: string, onProgress?: OnUpkeep): Promise<BackupReport> {
  requireFree(target);
  if (`${resolve(target)}${sep}`.startsWith(`${resolve(dataDir)}${sep}`)) throw new BackupError(`${target} lies within ${dataDir}: name another place, best on another disk`);
  if (!existsSync(corpusPath(dataDir))) throw new BackupError(`${corpusPath(dataDir)} is missing: there is nothing to back up`);
  const partial = `${target}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    onProgress?.('copying the snapshot', null);
    const snapshot = copySnapshot(dataDir, partial);
    onProgress?.('copying the corpus', null);
    copyDatabase(corpusPath(dataDir), corpusPath(partial));
    markAsLogged(corpusPath(partial));
    for (const name of readdirSync(dataDir).filter((each) => !LEFT_OUT.test(each))) copyOther(join(dataDir, name), join(partial, name));
    const found = await verifyData(partial, onProgress ? { onProgress } : {});
    const fault = found.findings.find(({ isFault }) => isFault);
    if (fault !== undefined) throw new BackupError(`the copy of ${dataDir} is not sound, and so neither is ${dataDir}: ${sentenceOf(fault).replaceAll(partial, dataDir)}`);
    removeLogs(partial);
    const files: Record<string, { bytes: number; sha256: string }> = {};
    for (const path of filesIn(partial)) files[path] = { bytes: statSync(join(partial, path)).size, sha256: await sha256OfFile(join(partial, path)) };
    const said = { formatVersion: BACKUP_FORMAT, madeAt: new Date().toISOString(), snapshot, files };
    writeFileSync(join(partial, BACKUP_MANIFEST), `${JSON.stringify({ ...said, checksum: checksumOf(said) }, null, 2)}\n`);
    place(partial, target);
    return { ...said, files: Object.keys(files).length, bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Makes `dataDir`, which must not exist or be empty, what the backup holds, proved file by file. Nothing is left of a
 * restoring that fails. O(bytes). @throws BackupError
 */
export async function restoreBackup(source: string, dataDir: string, onProgress?: OnUpkeep): Promise<BackupReport> {
  const { checksum: _checksum, files, ...facts } = readBackup(source);
  requireFree(dataDir);
  const partial = `${dataDir}.restoring-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    const names = Object.keys(files);
    for (const [at, name] of names.entries()) {
      onProgress?.('copying and proving files', at / names.length);
      const [from, to] = [join(source, name), join(partial, name)];
      const { size } = regularFile(source, name);
      if (size !== files[name].bytes) throw new BackupError(`${from} is not the file that was backed up, it has ${size} bytes instead of ${files[name].bytes}: restore another backup`);
      copyOne(from, to);
      if ((await sha256OfFile(to)) !== files[name].sha256) throw new BackupError(`${from} is not the file that was backed up, its sha256 is another: restore another backup`);
    }
    await proveRestored(source, partial, onProgress);
    place(partial, dataDir);
    return { ...facts, files: names.length, bytes: Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

function copyOne(from: string, to: string): void {
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
  } catch (error) {
    throw new BackupError(`${from} can't be copied (${(error as Error).message}): see to its permissions and to free space`);
  }
}

/**
 * That each file is the one that `backup.json` describes shows only that they belong together. A snapshot of another format
 * is no fault here: it is built anew from the corpus, as after every change of the format. @throws BackupError
 */
async function proveRestored(source: string, restored: string, onProgress?: OnUpkeep): Promise<void> {
  const { findings } = await verifyData(restored, onProgress ? { onProgress } : {});
  const fault = findings.find(({ isFault, what }) => isFault && !what.startsWith('has snapshot format '));
  if (fault !== undefined) throw new BackupError(`what ${source} holds is not sound: ${sentenceOf({ ...fault, remedy: 'restore another backup' }).replaceAll(restored, source)}`);
  removeLogs(restored);
}

/** What looking at a corpus left. */
function removeLogs(dataDir: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${corpusPath(dataDir)}${suffix}`, { force: true });
}

function requireFree(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isDirectory() || readdirSync(path).length > 0) throw new BackupError(`${path} is there and not empty: name a directory that is not there yet, or move this one away`);
}

/** Puts a finished directory in its place, on the disk before it bears its name. */
function place(partial: string, target: string): void {
  giveAllToOwnerOfFolder(partial);
  for (const path of filesIn(partial)) flush(join(partial, path));
  for (const { name, parentPath } of readdirSync(partial, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory())) flush(join(parentPath, name));
  flush(partial);
  if (existsSync(target)) rmdirSync(target);
  renameSync(partial, target);
  flush(dirname(resolve(target)));
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => relative(dir, join(parentPath, name)).split(sep).join('/'))
    .toSorted();
}

/** The current snapshot as it is; an import may remove it while it is copied, then the next is. Answers its name. */
function copySnapshot(dataDir: string, to: string): string | null {
  for (let tries = 1; ; tries++) {
    const name = currentSnapshotName(dataDir);
    if (name === null) return null;
    try {
      cpSync(join(snapshotsDir(dataDir), name), join(snapshotsDir(to), name), { recursive: true });
      writeFileSync(join(snapshotsDir(to), 'current'), `${name}\n`);
      return name;
    } catch (error) {
      rmSync(snapshotsDir(to), { recursive: true, force: true });
      if (tries === SNAPSHOT_TRIES || currentSnapshotName(dataDir) === name) throw new BackupError(`the snapshot ${name} of ${dataDir} can't be copied (${(error as Error).message}): run \`coterie verify\``);
    }
  }
}

/** One state of a database, whoever writes to it meanwhile. */
function copyDatabase(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } catch (error) {
    throw new BackupError(`${from} can't be copied (${(error as Error).message}): run \`coterie verify\`, and look for free space`);
  } finally {
    db.close();
  }
}

/** Notes in a database's head that it has a log (WAL), as the corpus does: a copy has none, and could not be changed to it while somebody reads. */
function markAsLogged(path: string): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, Buffer.from([2, 2]), 0, 2, 18);
  } finally {
    closeSync(file);
  }
}

/** What lies beside the corpus, such as keys and the audit log: regular files and folders of them. */
function copyOther(from: string, to: string): void {
  const found = statSync(from, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) copyOther(join(from, name), join(to, name));
  } else if (found?.isFile()) {
    if (isDatabase(from)) copyDatabase(from, to);
    else copyFileSync(from, to);
    chmodSync(to, found.mode);
  }
}

function isDatabase(path: string): boolean {
  const head = Buffer.alloc(SQLITE_MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, head);
  } finally {
    closeSync(file);
  }
  return head.toString('latin1') === SQLITE_MAGIC;
}
