/**
 * Folders whose files are imported when they appear or change. Looks at them every so often, since network file systems
 * tell of nothing; where the operating system tells of a change it looks at once. Nothing is ever removed from the corpus.
 */
import { watch, type FSWatcher } from 'node:fs';
import { basename } from 'node:path';
import type { Actor } from '../callers/audit-entry.js';
import { CorpusLockedError } from '../corpus/lock.js';
import type { ImportReport } from '../snapshot/import.js';
import { listFolder, type FileMark, type FolderListing } from './folder-listing.js';
import { ImportEndedError, type ImportRunner } from './import-in-process.js';
import { Settling } from './settling.js';
import { batchesOf } from './watch-batches.js';
import { watchMemoryPath, type WatchMemory } from './watch-memory.js';

/** What a watch has to say: one sentence, or a batch whose report is put into words by whoever prints it. */
export type WatchNote =
  | { readonly kind: 'note' | 'trouble'; readonly sentence: string }
  | { readonly kind: 'batch'; readonly files: readonly string[]; readonly report: ImportReport };

export interface FolderWatchOptions {
  readonly folders: readonly string[];
  readonly dataDir: string;
  /** Whom the audit log names for what is imported. */
  readonly actor: Actor;
  /** How long a file must have stayed as it is, in ms. */
  readonly settleMs: number;
  /** Between two looks, in ms. */
  readonly pollMs: number;
  readonly runImport: ImportRunner;
  readonly memory: WatchMemory;
  readonly say: (note: WatchNote) => void;
  /** Called when a new snapshot has been published, before the next look. */
  readonly onPublished?: () => Promise<void>;
  /** Ends the watch: a reading under way ends with the batch in hand. */
  readonly signal: AbortSignal;
  /** Worker threads for metrics of the snapshots; the pool's default where absent. */
  readonly threads?: number;
}

/** After an import that failed for want of something else than the lock, such as room on the disk. */
const AFTER_FAILURE_MS = 30_000;
const NAMES_TOLD = 3;
/** Before more than this is read it is said, in bytes. */
const TOLD_BEFORE_BYTES = 1e9;
/** A change is often told before the next of a series comes. */
const AFTER_HINT_MS = 50;

type Candidates = ReadonlyMap<string, FileMark & { readonly sha256: string }>;

export class FolderWatch {
  readonly #options: FolderWatchOptions;
  readonly #settling: Settling;
  /** Files left alone, by when they were first seen, and whether that has been said. */
  readonly #leftAlone = new Map<string, { readonly since: number; isTold: boolean }>();
  readonly #missing = new Set<string>();
  readonly #told = new Map<'lock' | 'failure' | 'memory', string>();
  #restUntil = 0;
  #wake: (() => void) | null = null;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
    this.#settling = new Settling(options.settleMs);
  }

  /** Watches until the signal; never throws for what the file system or an import answers: that is said. */
  async run(): Promise<void> {
    const { signal, pollMs } = this.#options;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
    const hints = new Map<string, FSWatcher>();
    await this.#complete();
    while (!signal.aborted) {
      this.#hintsFor(hints);
      const nextInMs = await this.#look();
      if (!signal.aborted) await this.#pause(Math.max(1, Math.min(pollMs, nextInMs ?? pollMs)));
    }
    for (const hint of hints.values()) hint.close();
  }

  /** What an earlier process read but did not come to publish. */
  async #complete(): Promise<void> {
    await this.#import(new Map());
  }

  /** @returns in how many ms a file may have come to rest; null where none is awaited */
  async #look(): Promise<number | null> {
    const files = new Map<string, FileMark>();
    const leftAlone = new Map<string, string>();
    for (const folder of this.#options.folders) {
      const listing = await this.#list(folder);
      if (listing === null) continue;
      for (const [path, mark] of listing.files) files.set(path, mark);
      for (const [path, why] of listing.leftAlone) leftAlone.set(path, why);
    }
    this.#tellLeftAlone(leftAlone);
    // Of a folder that is gone nothing is said of its files.
    if (this.#missing.size === 0) this.#tellVanished(this.#settling.vanished(files));
    const now = performance.now();
    const { ready, nextInMs } = this.#settling.observe(files, now);
    if (ready.size === 0 || now < this.#restUntil) return nextInMs;
    const { memory, signal } = this.#options;
    this.#setAside(new Map(Array.from(ready).filter(([path, mark]) => memory.isSetAside(path, mark))));
    for (const batch of batchesOf(ready, memory)) {
      if (signal.aborted) break;
      const bytes = Array.from(batch.values()).reduce((sum, { size }) => sum + size, 0);
      if (bytes > TOLD_BEFORE_BYTES) this.#note(`reading ${counted([...batch.keys()])} of ${(bytes / 1e9).toFixed(1)} GB, which takes a while: what else comes into the folder waits`);
      const candidates = await memory.toBeImported(batch);
      if (candidates.size > 0 && !(await this.#import(candidates))) break;
      for (const [path, mark] of batch) this.#settling.dealtWith(path, mark);
    }
    return nextInMs;
  }

  /** Says which files are tried no more; until they change nothing more is said of them. */
  #setAside(files: ReadonlyMap<string, FileMark>): void {
    if (files.size === 0) return;
    for (const [path, mark] of files) this.#settling.dealtWith(path, mark);
    this.#trouble(`set aside, since each time that it was imported the process ended in the middle: ${counted([...files.keys()])}; it is tried again when it changes, or once ${watchMemoryPath(this.#options.dataDir)} is removed`);
  }

  async #list(folder: string): Promise<FolderListing | null> {
    try {
      const listing = await listFolder(folder);
      if (this.#missing.delete(folder)) this.#note(`${folder} is there again`);
      return listing;
    } catch (error) {
      if (!this.#missing.has(folder)) {
        const { code, message } = error as NodeJS.ErrnoException;
        const what = code === 'ENOENT' || code === 'ENOTDIR' ? `${folder} is not there` : `${folder} can't be listed (${message})`;
        this.#trouble(`${what}: it is looked for again and again; papers imported from it stay in the corpus`);
      }
      this.#missing.add(folder);
      return null;
    }
  }

  /** @returns false where it is to be tried again as it is */
  async #import(candidates: Candidates): Promise<boolean> {
    const { dataDir, actor, runImport, memory, signal, threads, onPublished, say } = this.#options;
    const files = Array.from(candidates.keys());
    this.#keep(() => files.length > 0 && memory.begin(candidates));
    try {
      const report = await runImport({ files, actor, onNotice: (sentence) => this.#trouble(sentence), options: { dataDir, ...(threads === undefined ? {} : { threads }) }, signal, endsBuilding: true });
      this.#told.delete('lock');
      this.#told.delete('failure');
      if (report.interrupted) return this.#interrupted(candidates);
      this.#keep(() => files.length > 0 && memory.remember(candidates));
      if (files.length > 0 || report.snapshotBuilt) say({ kind: 'batch', files, report });
      if (report.snapshotBuilt) await onPublished?.();
      return true;
    } catch (error) {
      if (signal.aborted) return this.#interrupted(candidates);
      // What ended its process is tried again, but not for ever.
      if (!(error instanceof ImportEndedError)) this.#keep(() => files.length > 0 && memory.answered(candidates));
      const { message } = error as Error;
      if (error instanceof CorpusLockedError) this.#tellOnce('lock', 'somebody else', `somebody else is writing to ${dataDir}: ${files.length === 0 ? 'the watch' : counted(files)} waits until that has ended`, 'note');
      else {
        this.#restUntil = performance.now() + AFTER_FAILURE_MS;
        this.#tellOnce('failure', message, `${files.length === 0 ? 'completing what was read before' : `importing ${counted(files)}`} failed: ${message}; it is tried again every ${AFTER_FAILURE_MS / 1000} seconds`, 'trouble');
      }
      return false;
    }
  }

  #interrupted(candidates: Candidates): false {
    this.#keep(() => candidates.size > 0 && this.#options.memory.answered(candidates));
    this.#note('ended in the middle of an import: what was read is kept, and the next import or watch completes it');
    return false;
  }

  #keep(change: () => unknown): void {
    try {
      change();
    } catch (error) {
      this.#tellOnce('memory', 'once', `what has been imported can't be remembered (${(error as Error).message}): files are compared with the corpus again after a restart`, 'trouble');
    }
  }

  #tellLeftAlone(leftAlone: ReadonlyMap<string, string>): void {
    const now = performance.now();
    // Of a folder that is gone for a while nothing is said anew when it is back.
    if (this.#missing.size === 0) for (const path of this.#leftAlone.keys()) if (!leftAlone.has(path)) this.#leftAlone.delete(path);
    const byReason = new Map<string, string[]>();
    for (const [path, why] of leftAlone) {
      const seen = this.#leftAlone.get(path) ?? { since: now, isTold: false };
      this.#leftAlone.set(path, seen);
      // What a copying program makes for a moment is not worth a word.
      if (seen.isTold || now - seen.since < this.#options.settleMs) continue;
      seen.isTold = true;
      byReason.set(why, [...(byReason.get(why) ?? []), path]);
    }
    for (const [why, paths] of byReason) this.#note(`left alone, since ${why}: ${counted(paths)}`);
  }

  #tellVanished(paths: readonly string[]): void {
    if (paths.length === 0) return;
    this.#note(`no longer in the folder: ${counted(paths)}; the papers stay in the corpus (to be without them, import what is left into another --data directory)`);
  }

  /** Asks the operating system to tell of changes, as far as it can. */
  #hintsFor(hints: Map<string, FSWatcher>): void {
    for (const folder of this.#options.folders) {
      if (hints.has(folder)) continue;
      const forget = (hint: FSWatcher): void => {
        hint.close();
        hints.delete(folder);
      };
      try {
        const hint = watch(folder, { persistent: false }, (event, name) => {
          // A folder that was removed and made anew is another one.
          if (event === 'rename' && name === basename(folder)) forget(hint);
          this.#wakeSoon();
        });
        hint.on('error', () => forget(hint));
        hints.set(folder, hint);
      } catch {
        // Not there, or no more watches are to be had: looking every so often is enough.
      }
    }
  }

  #wakeSoon(): void {
    setTimeout(() => this.#wake?.(), AFTER_HINT_MS).unref();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#wake = wake;
    });
  }

  #note(sentence: string): void {
    this.#options.say({ kind: 'note', sentence });
  }

  #trouble(sentence: string): void {
    this.#options.say({ kind: 'trouble', sentence });
  }

  /** Not again while the same goes on. */
  #tellOnce(about: 'lock' | 'failure' | 'memory', what: string, sentence: string, kind: 'note' | 'trouble'): void {
    if (this.#told.get(about) === what) return;
    this.#told.set(about, what);
    this.#options.say({ kind, sentence });
  }
}

/** How many files, and the first of them. */
function counted(paths: readonly string[]): string {
  const first = paths.slice(0, NAMES_TOLD).map((path) => basename(path)).join(', ');
  return `${paths.length} ${paths.length === 1 ? 'file' : 'files'} (${first}${paths.length > NAMES_TOLD ? ', …' : ''})`;
}
