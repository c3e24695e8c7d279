/**
 * `<data>/keys.json`: who may use the API, and as what. Of each key only its sha256 is there: with 256 random bits that
 * is as good as any slow hash, since nobody can try them all.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../corpus/lock.js';
import { ROLES, type Role } from './caller.js';
import { replaceFile } from './durable-file.js';
import { makeKey, sha256Hex } from './key.js';

const FORMAT = 1;
const MAX_KEYS = 10_000;
const LOCK_WAIT_MS = 5_000;
const MAX_NAME = 100;

export interface StoredKey {
  /** Eight hexadecimal digits; says nothing about the key. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Of the whole key, in hexadecimal digits. */
  readonly sha256: string;
  /** ISO instant. */
  readonly createdAt: string;
  /** ISO instant from which it is refused; null for never. */
  readonly expiresAt: string | null;
  /** ISO instant from which it is refused; null while it holds. */
  readonly revokedAt: string | null;
}

/** The list of keys can't be read or changed; the message names the file, what is wrong and the remedy. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** A key that can't be made or revoked as asked; the message says why and what would do. */
export class KeyRequestError extends Error {
  override readonly name = 'KeyRequestError';
  constructor(
    message: string,
    readonly isUnknown = false,
  ) {
    super(message);
  }
}

export const keysPath = (dataDir: string): string => join(dataDir, 'keys.json');

export type KeyState = 'VALID' | 'EXPIRED' | 'REVOKED';

/** @param now epoch milliseconds */
export function stateOf({ revokedAt, expiresAt }: StoredKey, now = Date.now()): KeyState {
  if (revokedAt !== null) return 'REVOKED';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'EXPIRED' : 'VALID';
}

/** Every key ever made; empty where there is no file. @throws KeyFileError for a file that can't be read or is damaged */
export function readKeys(dataDir: string): StoredKey[] {
  const path = keysPath(dataDir);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new KeyFileError(`the list of keys ${path} can't be read (${(error as Error).message}): mend its permissions, or restore it from a backup`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw damaged(path, 'it is not JSON');
  }
  if (typeof content !== 'object' || content === null) throw damaged(path, 'it is no list of keys');
  const { formatVersion, keys } = content as { readonly formatVersion?: unknown; readonly keys?: unknown };
  if (typeof formatVersion === 'number' && formatVersion > FORMAT) throw new KeyFileError(`the list of keys ${path} has format ${formatVersion}, this program reads format ${FORMAT}: use the program that wrote it, or a newer one`);
  if (formatVersion !== FORMAT || !Array.isArray(keys)) throw damaged(path, 'it is no list of keys');
  keys.forEach((key, at) => {
    if (!isStoredKey(key)) throw damaged(path, `key ${at + 1} in it is none`);
  });
  return keys as StoredKey[];
}

function damaged(path: string, why: string): KeyFileError {
  return new KeyFileError(`the list of keys ${path} is damaged (${why}): restore it from a backup, or remove it and make new keys with \`coterie keys add\``);
}

function isStoredKey(value: unknown): value is StoredKey {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, role, sha256, createdAt, expiresAt, revokedAt } = value as Partial<Record<keyof StoredKey, unknown>>;
  const isInstant = (text: unknown): boolean => typeof text === 'string' && Number.isFinite(Date.parse(text));
  return typeof id === 'string' && /^[0-9a-f]{8}$/.test(id) && typeof name === 'string' && ROLES.includes(role as Role) && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)
    && isInstant(createdAt) && (expiresAt === null || isInstant(expiresAt)) && (revokedAt === null || isInstant(revokedAt));
}

/** What is said of a change before it is written; it throws to prevent it. */
export type BeforeChange = (key: StoredKey) => void;

/**
 * Makes a key.
 * @returns the key itself, which is kept nowhere, beside what is kept of it
 * @throws KeyRequestError, KeyFileError, and whatever `before` throws, with nothing changed
 */
export function addKey(dataDir: string, { name, role, expiresAt }: Pick<StoredKey, 'name' | 'role' | 'expiresAt'>, before: BeforeChange): { readonly key: string; readonly stored: StoredKey } {
  const given = name.trim();
  if (given === '' || given.length > MAX_NAME || /[\p{C}\u2028\u2029]/u.test(given)) throw new KeyRequestError(`the name ${JSON.stringify(name.slice(0, 2 * MAX_NAME))} can't be taken: it must have 1 to ${MAX_NAME} visible characters`);
  return changing(dataDir, (keys) => {
    const namesake = keys.find((key) => key.name === given && stateOf(key) === 'VALID');
    if (namesake !== undefined) throw new KeyRequestError(`a key named "${given}" holds already (${namesake.id}): choose another name, or revoke that one first`);
    if (keys.length >= MAX_KEYS) throw new KeyRequestError(`the list has ${MAX_KEYS.toLocaleString('en')} keys, the most it takes`);
    const key = makeKey();
    let id = randomBytes(4).toString('hex');
    while (keys.some((other) => other.id === id)) id = randomBytes(4).toString('hex');
    const stored: StoredKey = { id, name: given, role, sha256: sha256Hex(key), createdAt: new Date().toISOString(), expiresAt, revokedAt: null };
    before(stored);
    return { keys: [...keys, stored], answer: { key, stored } };
  });
}

/**
 * Revokes a key by its id, or by its name where one key that holds bears it. One that is revoked already stays as it is.
 * @throws KeyRequestError, KeyFileError, and whatever `before` throws, with nothing changed
 */
export function revokeKey(dataDir: string, idOrName: string, before: BeforeChange): { readonly stored: StoredKey; readonly isNew: boolean } {
  return changing<{ readonly stored: StoredKey; readonly isNew: boolean }>(dataDir, (keys) => {
    const named = keys.filter(({ name }) => name === idOrName);
    const found = keys.find(({ id }) => id === idOrName) ?? named.find((key) => stateOf(key) === 'VALID') ?? named.findLast((key) => key.revokedAt === null) ?? named.at(-1);
    if (found === undefined) throw new KeyRequestError(`no key has the id or name "${idOrName}": \`coterie keys list\` lists them`, true);
    if (found.revokedAt !== null) return { keys, answer: { stored: found, isNew: false } };
    const stored = { ...found, revokedAt: new Date().toISOString() };
    before(stored);
    return { keys: keys.map((key) => (key === found ? stored : key)), answer: { stored, isNew: true } };
  });
}

/** Reads, changes and replaces the list while nobody else does. */
function changing<A>(dataDir: string, change: (keys: readonly StoredKey[]) => { readonly keys: readonly StoredKey[]; readonly answer: A }): A {
  const lock = lockFile(dataDir, 'keys', LOCK_WAIT_MS, (holder) => new KeyFileError(`another process (${holder}) is changing the keys of ${dataDir}: run the same command again`));
  try {
    const before = readKeys(dataDir);
    const { keys, answer } = change(before);
    if (keys !== before) {
      try {
        replaceFile(keysPath(dataDir), `${JSON.stringify({ formatVersion: FORMAT, keys }, null, 1)}\n`);
      } catch (error) {
        throw new KeyFileError(`the list of keys ${keysPath(dataDir)} can't be written (${(error as Error).message}); it is as it was: free some room, or mend the permissions`);
      }
    }
    return answer;
  } finally {
    lock.release();
  }
}
