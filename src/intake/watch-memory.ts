/**
 * What a watch knows of files from one start to the next, so that none is imported twice for nothing and a broken one is
 * not tried again until it changes: <data>/watched.json. May be removed at any time; then files are compared with the
 * corpus by their checksums again.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readImportedFiles, type ImportedFile } from '../corpus/imported-files.js';
import { corpusPath } from '../corpus/store.js';
import { sha256OfFile } from '../snapshot/layout.js';
import type { FileMark } from './folder-listing.js';

interface Remembered {
  readonly size: number;
  readonly mtimeMs: number;
  readonly sha256: string;
  /** Whether anything could be taken from it. */
  readonly outcome: 'imported' | 'nothing taken';
}

const VERSION = 1;

export const watchMemoryPath = (dataDir: string): string => join(dataDir, 'watched.json');

export class WatchMemory {
  readonly #dataDir: string;
  readonly #files: Map<string, Remembered>;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
    this.#files = readMemory(watchMemoryPath(dataDir));
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
    const path = watchMemoryPath(this.#dataDir);
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify({ version: VERSION, files: Object.fromEntries(this.#files) }, null, 1)}\n`);
    renameSync(fresh, path);
  }
}

function isSettled({ outcome, sha256 }: Remembered, inCorpus: ImportedFile | undefined): boolean {
  return outcome === 'nothing taken' || (inCorpus?.completed === true && inCorpus.sha256 === sha256);
}

/** Nothing where it is missing, torn or of another version: all that is lost is the time to compare. */
function readMemory(path: string): Map<string, Remembered> {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as { readonly version?: unknown; readonly files?: unknown };
    if (content.version !== VERSION || typeof content.files !== 'object' || content.files === null) return new Map();
    return new Map(Object.entries(content.files as Record<string, Remembered>));
  } catch {
    return new Map();
  }
}
