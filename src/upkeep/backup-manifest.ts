/**
 * `backup.json`, which says what a backup holds. It may come from anybody, as may the files beside it: all that it says is
 * looked at before any of it is believed, and only regular files that lie within the backup, behind no link, are taken.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';

export const BACKUP_FORMAT = 1;
export const BACKUP_MANIFEST = 'backup.json';
/** Some 400,000 files are described in so many bytes. */
const MOST_MANIFEST_BYTES = 64 << 20;

/** A backup that can't be made or restored; the message names the path, what is wrong and the remedy. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

export interface Backup {
  readonly formatVersion: number;
  readonly madeAt: string;
  /** Name of the snapshot that is current in it; null where there was none. */
  readonly snapshot: string | null;
  /** By path within the backup, with `/`. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** sha256 of all that stands before. */
  readonly checksum: string;
}

export function checksumOf(said: Omit<Backup, 'checksum'>): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** Reads what a backup says of itself. O(files). @throws BackupError where it can't be, or is not what a backup says */
export function readBackup(source: string): Backup {
  const path = join(source, BACKUP_MANIFEST);
  let backup: unknown;
  let isAsWritten: boolean;
  try {
    const { size } = regularFile(source, BACKUP_MANIFEST);
    if (size > MOST_MANIFEST_BYTES) throw new Error(`it has ${size} bytes, more than ${MOST_MANIFEST_BYTES}`);
    backup = JSON.parse(readFileSync(path, 'utf8'));
    const { checksum, ...said } = { ...(backup as Backup) };
    isAsWritten = checksum === checksumOf(said);
  } catch (error) {
    throw new BackupError(`${path} can't be read (${(error as Error).message}): ${source} is no backup, or a damaged one`);
  }
  const wrong = (what: string): never => {
    throw new BackupError(`${path} ${what}: restore another backup`);
  };
  if (!isObject(backup)) return wrong('holds no object, and so describes no backup');
  const { formatVersion, madeAt, snapshot, files } = backup;
  if (typeof formatVersion !== 'number' || !Number.isInteger(formatVersion) || formatVersion < 1) return wrong(`has ${shown(formatVersion)} as its formatVersion, not a whole number from 1`);
  if (formatVersion > BACKUP_FORMAT) throw new BackupError(`${path} has backup format ${formatVersion}, this program reads format ${BACKUP_FORMAT}: restore it with the newer program that made it`);
  if (!isAsWritten) return wrong('differs from what was written, its checksum is another');
  if (typeof madeAt !== 'string' || Number.isNaN(Date.parse(madeAt))) return wrong(`has ${shown(madeAt)} as madeAt, not an instant`);
  if (snapshot !== null && (typeof snapshot !== 'string' || !/^[a-z0-9]{8,64}(?:-\d+)?$/.test(snapshot))) return wrong(`has ${shown(snapshot)} as its snapshot, neither the name of one nor null`);
  if (!isObject(files)) return wrong('has no object of files');
  for (const [name, about] of Object.entries(files)) {
    if (!isPathWithin(name)) return wrong(`names ${shown(name)}, which lies outside the backup, or is no path`);
    if (!isObject(about) || !Number.isSafeInteger(about['bytes']) || Number(about['bytes']) < 0 || typeof about['sha256'] !== 'string' || !/^[0-9a-f]{64}$/.test(about['sha256'])) return wrong(`gives no bytes and sha256 of ${shown(name)}`);
  }
  const needed = ['corpus.sqlite', ...(snapshot === null ? [] : ['snapshots/current', `snapshots/${snapshot}/manifest.json`])];
  for (const name of needed) if (!Object.hasOwn(files, name)) return wrong(`names no ${name}, without which it is no backup`);
  return backup as unknown as Backup;
}

/** What lies at a path within a backup. @throws BackupError unless it is a regular file behind no link: all else may lead out of the backup, or never end */
export function regularFile(source: string, name: string): Stats {
  let path = source;
  const parts = name.split('/');
  for (const [at, part] of parts.entries()) {
    path = join(path, part);
    const about = lstatSync(path, { throwIfNoEntry: false });
    if (about === undefined) throw new BackupError(`${path} is missing: restore another backup`);
    const isLast = at === parts.length - 1;
    if (isLast && about.isFile()) return about;
    if (isLast || !about.isDirectory()) throw new BackupError(`${path} is ${about.isSymbolicLink() ? 'a link' : `no ${isLast ? 'regular file' : 'folder'}`}, which no backup holds: restore another backup`);
  }
  throw new BackupError(`${source} has no file without a name: restore another backup`);
}

/** A relative path with `/` that neither leaves its folder nor says anything twice. */
function isPathWithin(name: string): boolean {
  return !/[\\\0]/.test(name) && name !== BACKUP_MANIFEST && name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}
