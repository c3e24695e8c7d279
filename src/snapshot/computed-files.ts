/**
 * What was computed on demand and took long, kept beside the snapshot for the next process, and the parts of what was
 * not finished, to be resumed from. A convenience: where the data directory can't be written to, only this is lost.
 *
 *   <data>/computed/<snapshot id>/<name>.bin           values of a metric under a spec (graph/buffer.ts)
 *   <data>/computed/<snapshot id>/<name>.parts/<i>.bin block i of a computation under way
 *
 * Names are hashes of the question, with the content of what it is asked of, and of the program's own numeric code: another
 * version computes anew, and another snapshot only where its graph is another.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BlockStore } from '../compute/job.js';
import type { ComputePool } from '../compute/pool.js';
import { section } from '../graph/buffer.js';
import { toShared } from '../graph/shared-arrays.js';
import type { KernelOutput } from '../metrics/metric.js';
import type { HowMade } from './answers.js';

/** What one snapshot's files may take; the ones not used for longest go first. */
const BUDGET_BYTES = 2 * 2 ** 30;

/** Nobody writes a file for so long. */
const ABANDONED_AFTER_MS = 3_600_000;

export interface ComputedFilesOptions {
  /** Called with one sentence when something can't be kept or read; of failures to write, at the first after each success. */
  readonly onNotice?: (sentence: string) => void;
  readonly budgetBytes?: number;
  /**
   * Where the folders of all snapshots lie: what an earlier one's folder holds under the same key is taken from there. Keys
   * name what values were computed from by its content, so that they hold. Absent to look in `dir` alone.
   */
  readonly root?: string;
  /** What took longer is kept; one second if absent. */
  readonly keepFromMs?: number;
  /** Estimated steps from which on the parts of a computation are kept, to be resumed from; some ten seconds' worth if absent. */
  readonly resumableFromCost?: number;
  /** How long nothing is written after a failure to write, in milliseconds; a minute if absent. */
  readonly retryWritingAfterMs?: number;
}

/** Parts of a computation: those kept by an earlier process, and those that come. */
export interface KeptBlocks extends BlockStore {
  /** How many an earlier process had kept. */
  readonly found: number;
  /** Removes all: the whole is there. */
  discard(): void;
}

export class ComputedFiles {
  readonly keepFromMs: number;
  readonly resumableFromCost: number;
  readonly #dir: string;
  readonly #pool: ComputePool;
  readonly #onNotice: (sentence: string) => void;
  readonly #budgetBytes: number;
  readonly #root: string | null;
  readonly #names: Set<string>;
  readonly #underWay = new Set<Promise<void>>();
  readonly #retryWritingAfterMs: number;
  /** By `performance.now()`: before it nothing is written, since it failed a moment ago. */
  #writableFrom = 0;
  #hasFailed = false;
  /** The latest time of change that was given or met: a clock that is set back must not make what was just used the oldest. */
  #latest = 0;

  /** @param dir of one snapshot; made when something is kept */
  constructor(dir: string, pool: ComputePool, options: ComputedFilesOptions = {}) {
    const { onNotice = () => undefined, budgetBytes = BUDGET_BYTES, keepFromMs = 1_000, resumableFromCost = 1e10, retryWritingAfterMs = 60_000, root = null } = options;
    this.keepFromMs = keepFromMs;
    this.resumableFromCost = resumableFromCost;
    this.#dir = dir;
    this.#root = root;
    this.#pool = pool;
    this.#onNotice = onNotice;
    this.#budgetBytes = budgetBytes;
    this.#retryWritingAfterMs = retryWritingAfterMs;
    this.#names = new Set(namesIn(dir));
    this.#later(this.#removeAbandoned());
  }

  /** Whether values under the key are kept; they may still turn out to be damaged. O(1). */
  has(key: string): boolean {
    return this.#names.has(`${nameOf(key)}.bin`);
  }

  /** The values kept under a key, here or of an earlier snapshot, or null. Damaged files are removed. */
  async load(key: string): Promise<KernelOutput | null> {
    const name = `${nameOf(key)}.bin`;
    if (!this.has(key)) return this.#loadFromEarlier(key, name);
    const path = join(this.#dir, name);
    const output = await this.#read(path, key);
    if (output === null) {
      this.#names.delete(name);
      this.#onNotice(`${path} can't be read and is removed; what it held is computed anew`);
      this.#later(rm(path, { force: true }));
      return null;
    }
    this.#later(this.#touch(path));
    return output;
  }

  /** What an earlier snapshot's folder has is kept in this one's, too: that folder goes with its snapshot. */
  async #loadFromEarlier(key: string, name: string): Promise<KernelOutput | null> {
    if (this.#root === null) return null;
    for (const folder of await readdir(this.#root).catch(() => [])) {
      const dir = join(this.#root, folder);
      const path = join(dir, name);
      if (dir === this.#dir || !existsSync(path)) continue;
      const output = await this.#read(path, key);
      if (output === null) continue;
      this.save(key, output);
      return output;
    }
    return null;
  }

  async #read(path: string, key: string): Promise<KernelOutput | null> {
    const [loaded] = await this.#pool.perform('LOAD', { paths: [path] }, { isShort: true });
    if (loaded?.meta['key'] !== key) return null;
    const { sections, meta } = loaded;
    return {
      ...(meta['how'] as HowMade),
      values: section(sections, 'values', Float64Array),
      normalized: 'normalized' in sections ? section(sections, 'normalized', Float64Array) : null,
    };
  }

  /** Keeps values; goes on in the background. */
  save(key: string, { values, normalized, ...how }: KernelOutput): void {
    const sections = { values, ...(normalized ? { normalized } : {}) };
    const name = `${nameOf(key)}.bin`;
    this.#write(name, sections, { key, how }, async () => {
      this.#names.add(name);
      await this.#touch(join(this.#dir, name));
      await this.#makeRoom();
    });
  }

  /** The parts kept of a computation, read beforehand, and a place for those to come. */
  async blocksOf(key: string): Promise<KeptBlocks> {
    const folder = `${nameOf(key)}.parts`;
    const files = (await readdir(join(this.#dir, folder)).catch(() => [])).filter((file) => file.endsWith('.bin'));
    const loaded = await this.#pool.perform('LOAD', { paths: files.map((file) => join(this.#dir, folder, file)) }, { isShort: true });
    const known = new Map<number, Float64Array>();
    for (const each of loaded) {
      if (each?.meta['key'] === key) known.set(Number(each.meta['block']), section(each.sections, 'values', Float64Array));
    }
    return {
      found: known.size,
      load: (block) => known.get(block) ?? null,
      save: (block, values) => this.#write(join(folder, `${block}.bin`), { values: toShared(values) }, { key, block }, () => this.#makeRoom()),
      discard: () => this.#later(Promise.all(this.#underWay).then(() => rm(join(this.#dir, folder), { recursive: true, force: true }))),
    };
  }

  /** When all that was to be written is. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #write(name: string, sections: Parameters<typeof section>[0], meta: Record<string, unknown>, then: () => Promise<void>): void {
    if (performance.now() < this.#writableFrom) return;
    const written = this.#pool.perform('SAVE', { path: join(this.#dir, name), sections, meta }, { isShort: true });
    this.#later(
      written.then(
        () => {
          this.#hasFailed = false;
          return then();
        },
        (error: Error) => {
          this.#writableFrom = performance.now() + this.#retryWritingAfterMs;
          if (this.#hasFailed) return;
          this.#hasFailed = true;
          this.#onNotice(`what takes long to compute can't be kept in ${this.#dir} (${error.message}): it will be computed again after a restart; make room there, or give it the right to write, and what comes later is kept`);
        },
      ),
    );
  }

  /** A file's time of change says when it was last of use. */
  async #touch(path: string): Promise<void> {
    this.#latest = Math.max(Date.now(), this.#latest + 1);
    await utimes(path, this.#latest / 1000, this.#latest / 1000);
  }

  /** What a process that was killed had half written. */
  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#dir, { recursive: true })) {
      const path = join(this.#dir, name);
      if (name.endsWith('.tmp') && (await stat(path)).mtimeMs < Date.now() - ABANDONED_AFTER_MS) await rm(path, { force: true });
    }
  }

  /** Nothing fails because of a file that could not be touched or removed. */
  #later(work: Promise<unknown>): void {
    const done = work.then(
      () => undefined,
      () => undefined,
    );
    this.#underWay.add(done);
    void done.then(() => this.#underWay.delete(done));
  }

  /** Removes what was not used for longest until the rest is within the budget. */
  async #makeRoom(): Promise<void> {
    const found = await Promise.all(
      (await readdir(this.#dir, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(async ({ name, parentPath }) => {
          const path = join(parentPath, name);
          const { size, mtimeMs } = await stat(path);
          return { name, path, size, mtimeMs };
        }),
    );
    this.#latest = Math.max(this.#latest, ...found.map(({ mtimeMs }) => mtimeMs));
    let total = found.reduce((sum, { size }) => sum + size, 0);
    for (const { name, path, size } of found.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= this.#budgetBytes) return;
      await rm(path, { force: true });
      this.#names.delete(name);
      total -= size;
    }
  }
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function nameOf(key: string): string {
  return createHash('sha256').update(programDigest()).update(key).digest('hex').slice(0, 40);
}

let digest: string | null = null;

/** Hash of the code that numbers depend on: blocks of one version of a kernel must not be combined by another. */
function programDigest(): string {
  if (digest !== null) return digest;
  const hash = createHash('sha256');
  for (const room of ['graph', 'metrics']) {
    const root = fileURLToPath(new URL(`../${room}`, import.meta.url));
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (/\.[jt]s$/.test(file) && !file.endsWith('.d.ts')) hash.update(file).update(readFileSync(join(root, file)));
    }
  }
  return (digest = hash.digest('hex'));
}
