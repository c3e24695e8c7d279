/**
 * What a watch knows of files from one start to the next, so that none is imported twice for nothing and a broken one is
 * not tried again until it changes: <data>/watched.json. May be removed at any time; then files are compared with the
 * corpus by their checksums again.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDataDir } from '../corpus/data-dir.js';
import { sha256OfFile } from '../corpus/file-checksums.js';
import { readImportedFiles, type ImportedFile } from '../corpus/imported-files.js';
import { corpusPath } from '../corpus/store.js';
import type { FileMark } from './folder-listing.js';

interface Remembered {
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: string;
  /** Whether anything could be taken from it. */
  readonly outcome: 'imported' | 'nothing taken';
}

/** Beginnings of imports of one state of a file that came to no end. */
interface Tried {
  readonly size: number;
  readonly mtimeMs: number;
  readonly times: number;
}

const VERSION = 1;
/** A file is set aside once so many imports of it ended with their process: a machine may be switched off twice, but hardly at the same file a third time. */
const MOST_TRIES = 3;

export const watchMemoryPath = (dataDir: string): string => join(dataDir, 'watched.json');

export class WatchMemory {
  readonly #dataDir: string;
  readonly #files: Map<string, Remembered>;
  readonly #tried: Map<string, Tried>;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    const { files, tried } = readMemory(watchMemoryPath(dataDir));
    this.#files = files;
    this.#tried = tried;
  }

  /** How many imports of this file as it is ended with their process, without an answer. */
  timesTried(path: string, { size, mtimeMs }: FileMark): number {
    const tried = this.#tried.get(path);
    return tried?.size === size && tried.mtimeMs === mtimeMs ? tried.times : 0;
  }

  /** Whether this file as it is has ended so many processes that it is not to be tried again. */
  isSetAside(path: string, mark: FileMark): boolean {
    return this.timesTried(path, mark) >= MOST_TRIES;
  }

  /** Keeps, before these files are imported, that they are, so that one which ends the process is known after it. @throws the file system's errors */
  begin(files: ReadonlyMap<string, FileMark>): void {
    for (const [path, mark] of files) this.#tried.set(path, { size: mark.size, mtimeMs: mark.mtimeMs, times: this.timesTried(path, mark) + 1 });
    this.#keep();
  }

  /** Keeps that an import of these files was answered, if only by an error: none of them ended the process. @throws the file system's errors */
  answered(files: ReadonlyMap<string, FileMark>): void {
    for (const path of files.keys()) this.#tried.delete(path);
    this.#keep();
  }

  /**
   * Of these files those that are to be imported; O(bytes of those whose size or time is not remembered). What the corpus
   * does not have is imported whatever is remembered: it may have been restored from an older copy.
   * @returns each with the checksum that it had just now
   */
  async toBeImported(files: ReadonlyMap<string, FileMark>): Promise<Map<string, FileMark & { readonly sha256: string }>> {
    const inCorpus = readImportedFiles(corpusPath(this.#dataDir));
    const wanted = new Map<string, FileMark & { readonly sha256: string }>();
    for (const [path, mark] of files) {
      const known = this.#files.get(path);
      if (known !== undefined && known.size === mark.size && known.mtimeMs === mark.mtimeMs && isSettled(known, inCorpus.get(path))) continue;
      // Gone or unreadable meanwhile: the next listing tells.
      const sha256 = await sha256OfFile(path).catch(() => null);
      if (sha256 === null) continue;
      const isKnown = known?.sha256 === sha256 && isSettled(known, inCorpus.get(path));
      const isImported = inCorpus.get(path)?.completed === true && inCorpus.get(path)?.sha256 === sha256;
      if (isKnown || isImported) this.#files.set(path, { size: mark.size, mtimeMs: mark.mtimeMs, sha256, outcome: isImported ? 'imported' : 'nothing taken' });
      else wanted.set(path, { ...mark, sha256 });
    }
    return wanted;
  }

  /** Notes what an import of these files came to, by what the corpus says, and keeps it. @throws the file system's errors */
  remember(files: ReadonlyMap<string, FileMark & { readonly sha256: string }>): void {
    const inCorpus = readImportedFiles(corpusPath(this.#dataDir));
    for (const [path, { size, mtimeMs, sha256 }] of files) {
      this.#files.set(path, { size, mtimeMs, sha256, outcome: inCorpus.get(path)?.sha256 === sha256 ? 'imported' : 'nothing taken' });
    }
    this.answered(files);
  }

  #keep(): void {
    ensureDataDir(this.#dataDir);
    const path = watchMemoryPath(this.#dataDir);
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify({ version: VERSION, files: Object.fromEntries(this.#files), tried: Object.fromEntries(this.#tried) }, null, 1)}\n`);
    renameSync(fresh, path);
  }
}

function isSettled({ outcome, sha256 }: Remembered, inCorpus: ImportedFile | undefined): boolean {
  return outcome === 'nothing taken' || (inCorpus?.completed === true && inCorpus.sha256 === sha256);
}

/** Nothing where it is missing, torn or of another version: all that is lost is the time to compare. */
function readMemory(path: string): { files: Map<string, Remembered>; tried: Map<string, Tried> } {
  try {
    const { version, files, tried } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version?: unknown; readonly files?: unknown; readonly tried?: unknown };
    if (version === VERSION) return { files: entriesOf<Remembered>(files), tried: entriesOf<Tried>(tried) };
  } catch {
    // Missing, or torn.
  }
  return { files: new Map(), tried: new Map() };
}

function entriesOf<Entry extends object>(value: unknown): Map<string, Entry> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value as Record<string, Entry | null>).flatMap(([path, entry]) => (typeof entry === 'object' && entry !== null ? [[path, entry] as const] : [])));
}
