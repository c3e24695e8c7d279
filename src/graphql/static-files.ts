/** The files of the browser's pages: a fixed set, read from one folder, so that no address can lead out of it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

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
const HASHED = /[-.][\w-]{8,}\.\w+$/;

export interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

export class StaticFiles {
  readonly #files: ReadonlyMap<string, string>;

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

  /** The file of a name relative to the folder; null for any other name. */
  async read(name: string): Promise<StaticFile | null> {
    const path = this.#files.get(name);
    if (path === undefined) return null;
    return {
      body: await readFile(path),
      type: TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream',
      cacheControl: HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
  }
}
