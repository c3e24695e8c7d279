/**
 * `<data>/audit.jsonl`: every change of the corpus and of its keys, one line each, on disk before it counts. Each line
 * holds the sha256 of the one before, so that none can be altered, left out or put in without its showing.
 */
import { accessSync, closeSync, constants, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from '../corpus/lock.js';
import { giveToOwnerOfFolder } from '../corpus/ownership.js';
import type { Actor, AuditAction, AuditEntry, AuditEvent } from './audit-entry.js';
import { appendDurably, flushDirectory } from './durable-file.js';
import { sha256Hex } from './key.js';

const LOCK_WAIT_MS = 5_000;
/** A line is never longer: its details are cut, and say so. */
const MAX_LINE_BYTES = 64 * 1024;
/** Of a torn line so many letters are told: all of it, unless it was very long. */
const MAX_TORN_TOLD = 16_000;
export const NOTHING_BEFORE = '0'.repeat(64);

export const auditPath = (dataDir: string): string => join(dataDir, 'audit.jsonl');
/** The log can't be written, so that the change is not made; the message names the file, the reason and the remedy. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
  constructor(
    message: string,
    /** True where the change had been made before its end could not be written. */
    readonly isMade = false,
  ) {
    super(message);
  }
}

/** The log as others may be given it, where changes are to be written down. */
export interface AuditTrail {
  /** On disk when this returns. @throws AuditError, after which the change must not be made */
  append(event: AuditEvent): void;
  /** Why nothing could be written down now; null where it could, as far as permissions tell. */
  fault?(): string | null;
}

export class AuditLog implements AuditTrail {
  readonly #dataDir: string;
  readonly #onNotice: (sentence: string) => void;

  /** @param onNotice told when a line that a crash had torn was taken into one that says so */
  constructor(dataDir: string, onNotice: (sentence: string) => void = () => undefined) {
    this.#dataDir = dataDir;
    this.#onNotice = onNotice;
  }

  fault(): string | null {
    try {
      accessSync(auditPath(this.#dataDir), constants.R_OK | constants.W_OK);
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return (error as Error).message;
    }
    try {
      accessSync(this.#dataDir, constants.W_OK);
      return null;
    } catch (error) {
      // Where there is no directory it is made with the first line.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : (error as Error).message;
    }
  }

  append(event: AuditEvent): void {
    const path = auditPath(this.#dataDir);
    try {
      const lock = lockFile(this.#dataDir, 'audit', LOCK_WAIT_MS, (holder) => new Error(`another process, ${holder}, is writing it`));
      try {
        this.#appendAlone(path, event);
      } finally {
        lock.release();
      }
    } catch (error) {
      throw new AuditError(`the audit log ${path} can't be written (${(error as Error).message}), and a change that is not written down is not made: see to the file, or to the room on its disk, and try again`);
    }
  }

  #appendAlone(path: string, event: AuditEvent): void {
    const handle = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const { size } = fstatSync(handle);
      if (size === 0) giveToOwnerOfFolder(path);
      let last = lastLineOf(handle, size);
      let end = last.end;
      if (end < size) {
        const torn = bytesOf(handle, end, size);
        ftruncateSync(handle, end);
        const mended: AuditEvent = { actor: event.actor, action: 'LOG_MENDED', outcome: 'DONE', details: { bytes: torn.length, torn: torn.toString('utf8').slice(0, MAX_TORN_TOLD) } };
        last = { text: write(handle, end, last.text, mended), end };
        end = fstatSync(handle).size;
        this.#onNotice(`The last line of ${path} had been torn, as by a crash: its ${torn.length} bytes now stand in a line that says so.`);
      }
      write(handle, end, last.text, event);
      if (size === 0) flushDirectory(this.#dataDir);
    } finally {
      closeSync(handle);
    }
  }
}

/** Appends an event behind the line `before`; what could be written of it in vain is taken away again. @returns its line */
function write(handle: number, end: number, before: string | null, { actor, action, outcome, details }: AuditEvent): string {
  const sequence = before === null ? 1 : sequenceOf(before) + 1;
  const entry = (what: AuditEntry['details']): AuditEntry => ({ sequence, time: new Date().toISOString(), ...actor, action, outcome, details: what, previous: before === null ? NOTHING_BEFORE : sha256Hex(before) });
  let line = JSON.stringify(entry(details));
  if (Buffer.byteLength(line) >= MAX_LINE_BYTES) line = JSON.stringify(entry({ tooLong: Buffer.byteLength(line), beginning: JSON.stringify(details).slice(0, MAX_LINE_BYTES / 8) }));
  try {
    appendDurably(handle, Buffer.from(`${line}\n`), end);
  } catch (error) {
    try {
      ftruncateSync(handle, end);
    } catch {
      // Then the next writer does.
    }
    throw error;
  }
  return line;
}

function sequenceOf(line: string): number {
  try {
    const { sequence } = JSON.parse(line) as { readonly sequence?: unknown };
    if (Number.isSafeInteger(sequence)) return sequence as number;
  } catch {
    // Told below.
  }
  throw new Error('its last line is damaged: `coterie audit --verify` tells more, and moving the file to another name begins a new one');
}

function bytesOf(handle: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  let read = 0;
  while (read < bytes.length) {
    const count = readSync(handle, bytes, read, bytes.length - read, from + read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

/** The last line that ended, and where it ends; its text is null where there is none. */
function lastLineOf(handle: number, size: number): { readonly text: string | null; readonly end: number } {
  const from = Math.max(0, size - 3 * MAX_LINE_BYTES);
  const tail = bytesOf(handle, from, size);
  const end = tail.lastIndexOf(0x0a);
  if (end < 0) {
    if (from > 0) throw new Error('its end holds no line: `coterie audit --verify` tells more');
    return { text: null, end: 0 };
  }
  const start = end === 0 ? -1 : tail.lastIndexOf(0x0a, end - 1);
  return { text: tail.toString('utf8', start + 1, end), end: from + end + 1 };
}

/**
 * Makes a change between two lines of the log: what is to be made, and what came of it.
 * @param work calls what it is given before it changes anything: that writes the first line, or throws. Where it never does, nothing is written
 * @param told what the second line says of the result, beside `details`
 * @throws AuditError before anything is changed, where the first can't be written, and after, saying so, where the second can't; whatever `work` throws
 */
export async function audited<T>(trail: AuditTrail, actor: Actor, action: AuditAction, details: AuditEvent['details'], work: (begin: () => void) => Promise<T>, told: (result: T) => AuditEvent['details'] = () => ({})): Promise<T> {
  let isBegun = false;
  let result: T;
  try {
    result = await work(() => {
      trail.append({ actor, action, outcome: 'BEGUN', details });
      isBegun = true;
    });
  } catch (error) {
    if (isBegun) noteFailure(trail, { actor, action, outcome: 'FAILED', details: { ...details, error: errorInWords(action, error as Error) } });
    throw error;
  }
  try {
    if (isBegun) trail.append({ actor, action, outcome: 'DONE', details: { ...details, ...told(result) } });
  } catch (error) {
    throw new AuditError(`the change was made, and the audit log says that it was begun, but not that it ended: ${(error as Error).message}`, true);
  }
  return result;
}

/** What went wrong with a statement of the ledger may name a name that is to be forgotten. */
function errorInWords(action: AuditAction, { name, message }: Error): string {
  return action === 'LEDGER_CHANGE' ? name : `${name}: ${message.slice(0, 1_000)}`;
}

function noteFailure(trail: AuditTrail, event: AuditEvent): void {
  try {
    trail.append(event);
  } catch {
    // The line that it was begun stands; what went wrong with the change matters more than that its end is missing.
  }
}
