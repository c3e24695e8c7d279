/** The files of the browser's pages: a fixed set, read from one folder, so that no address can lead out of it. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { encodedForKeeping, LEAST_BYTES, type Coding } from './encoding.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** The bundler's names carry a hash of the content: `main-BxYz12_-.js`. */
const HASHED = /\.(?<=[-.][\w-]{8,}\.)\w+$/;

/** What is compressed by itself already, or not worth it, is sent as it is. */
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|wasm|manifest\+json)|image\/svg\+xml|font\/ttf)/;

export interface StaticFile {
  readonly body: Buffer;
  /** How `body` is written; null as it is. */
  readonly coding: Coding | null;
  /** Whether the body differs with what a client accepts. */
  readonly varies: boolean;
  /** Strong, of this body in this coding, in its quotation marks. */
  readonly etag: string;
  readonly type: string;
  readonly cacheControl: string;
}

export class StaticFiles {
  readonly #files: ReadonlyMap<string, string>;
  readonly #kept = new Map<string, Promise<StaticFile>>();

  /** Lists the folder once; a folder that is missing holds no files. */
  constructor(dir: string | null) {
    const files = new Map<string, string>();
    if (dir !== null && existsSync(dir)) {
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        const path = join(dir, name);
        if (statSync(path).isFile()) files.set(name.split(sep).join('/'), path);
      }
    }
    this.#files = files;
  }

  /**
   * The file of a name relative to the folder, in a coding where that makes it smaller; null for any other name. Read and
   * encoded at the first call, and kept: files of a running server do not change.
   */
  read(name: string, coding: Coding | null = null): Promise<StaticFile | null> {
    const path = this.#files.get(name);
    if (path === undefined) return Promise.resolve(null);
    const key = `${coding ?? ''} ${name}`;
    let kept = this.#kept.get(key);
    if (!kept) {
      kept = prepared(name, path, coding);
      this.#kept.set(key, kept);
      // What could not be read is tried again.
      kept.catch(() => this.#kept.delete(key));
    }
    return kept;
  }
}

async function prepared(name: string, path: string, wanted: Coding | null): Promise<StaticFile> {
  const plain = await readFile(path);
  const type = TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
  const varies = plain.length > LEAST_BYTES && COMPRESSIBLE.test(type);
  const coding = varies ? wanted : null;
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  return {
    body: coding === null ? plain : await encodedForKeeping(plain, coding),
    coding, varies, type,
    etag: coding === null ? `"${hash}"` : `"${hash}-${coding}"`,
    cacheControl: HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
