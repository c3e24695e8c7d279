/**
 * Answers on disk. A request's hash names its note (`.about/HASH.json`: address, date, status, and the file with the body
 * and its checksum); the body is a gzipped file that the sources read like any other. Both are written aside and renamed,
 * the note last, so that an answer is there whole or not at all, whenever the process is killed.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Clock } from './clock.js';
import type { ServiceRequest } from './service.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

export interface StoredAnswer {
  /** 200, or 404 for what the service does not know. */
  readonly status: number;
  /** The file that holds the body; null for 404. */
  readonly path: string | null;
  /** Address asked, without keys and mail addresses. */
  readonly url: string;
  /** When it was fetched, as an ISO date and time. */
  readonly retrievedAt: string;
  readonly body: Buffer;
  /** Whether this cache itself wrote it, whatever the clock says. */
  readonly isOfThisRun: boolean;
}

interface Note {
  readonly version: 1;
  readonly url: string;
  readonly method: string;
  readonly page: number;
  readonly status: number;
  readonly retrievedAt: string;
  readonly file: string | null;
  readonly sha256: string;
}

/** Longest body that is unpacked; what the client takes is shorter. */
const MAX_BYTES = 256 << 20;
const NOTES = '.about';

/** The answers of one service. Of processes that write the same request at the same time the last one wins; `lockFetching` keeps them from it. */
export class ResponseCache {
  readonly #dir: string;
  readonly #ending: string;
  readonly #clock: Clock;
  #written = 0;
  readonly #ofThisRun = new Set<string>();

  constructor(dir: string, ending: string, clock: Clock) {
    this.#dir = dir;
    this.#ending = ending;
    this.#clock = clock;
  }

  get dir(): string {
    return this.#dir;
  }

  /** The stored answer; null where there is none, or what there is has been damaged: then it is fetched again. */
  async read(url: string, request: ServiceRequest): Promise<StoredAnswer | null> {
    const note = await this.#note(url, request);
    if (note === null) return null;
    const { status, retrievedAt, file } = note;
    const isOfThisRun = this.#ofThisRun.has(keyOf(url, request));
    if (file === null) return status === 404 ? { status, path: null, url, retrievedAt, body: Buffer.alloc(0), isOfThisRun } : null;
    const path = join(this.#dir, file);
    try {
      const body = await unpack(await readFile(path), { maxOutputLength: MAX_BYTES });
      return sha256(body) === note.sha256 ? { status, path, url, retrievedAt, body, isOfThisRun } : null;
    } catch {
      return null;
    }
  }

  /** Keeps an answer. @throws the file system's error */
  async write(url: string, request: ServiceRequest, status: number, body: Buffer): Promise<StoredAnswer> {
    const key = keyOf(url, request);
    const retrievedAt = new Date(this.#clock.now()).toISOString();
    const file = status === 404 ? null : `${fileLabel(request.label)}${request.page > 0 ? `-${request.page + 1}` : ''}-${key.slice(0, 12)}.${this.#ending}.gz`;
    const path = file === null ? null : await this.#put(file, await pack(body));
    const note: Note = { version: 1, url, method: methodOf(request), page: request.page, status, retrievedAt, file, sha256: sha256(body) };
    await this.#put(join(NOTES, `${key}.json`), `${JSON.stringify(note, null, 1)}\n`);
    this.#ofThisRun.add(key);
    return { status, path, url, retrievedAt, body, isOfThisRun: true };
  }

  /** Keeps a body that was put together from several answers, and gives its place. */
  async writeComposed(label: string, body: Buffer): Promise<string> {
    return this.#put(`${fileLabel(label)}.${this.#ending}.gz`, await pack(body));
  }

  async #note(url: string, request: ServiceRequest): Promise<Note | null> {
    try {
      const note = JSON.parse(await readFile(join(this.#dir, NOTES, `${keyOf(url, request)}.json`), 'utf8')) as Partial<Note> | null;
      const isWhole = note?.version === 1 && note.url === url && typeof note.status === 'number' && typeof note.sha256 === 'string'
        && typeof note.retrievedAt === 'string' && !Number.isNaN(Date.parse(note.retrievedAt))
        // A note edited by hand must not lead out of the folder.
        && (note.file === null || (typeof note.file === 'string' && /^[\w.-]+$/.test(note.file)));
      return isWhole ? (note as Note) : null;
    } catch {
      return null;
    }
  }

  async #put(name: string, content: string | Buffer): Promise<string> {
    await mkdir(join(this.#dir, NOTES), { recursive: true });
    this.#written += 1;
    const path = join(this.#dir, name);
    const aside = join(this.#dir, NOTES, `.writing-${process.pid}-${this.#written}`);
    await writeFile(aside, content);
    await rename(aside, path);
    return path;
  }
}

export function methodOf(request: ServiceRequest): 'GET' | 'POST' {
  return request.body === undefined ? 'GET' : 'POST';
}

function keyOf(url: string, request: ServiceRequest): string {
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  return sha256(Buffer.from(`${methodOf(request)} ${url}\n${request.page}\n${body}`)).slice(0, 40);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A label fit for a file's name on every system. */
function fileLabel(label: string): string {
  return label.replace(/[^A-Za-z0-9-]+/g, '_').slice(0, 60).replace(/^_|_$/g, '') || 'answer';
}
