/** What finished tables were made of, so that whoever gives the same command again hears that they are whole. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { MARK_FOLDER } from './own-folders.js';
import { replaceFile } from './state-file.js';
import { MADE_TABLES, TABLES_MANIFEST, type TablesManifest } from './tables.js';

const FINISHED_FILE = 'finished.json';

/** Tables of a run that has ended. */
export interface FinishedRun {
  /** Folder of the tables, whole. */
  readonly out: string;
  /** Folder of this machine with the manifest and the mark. */
  readonly stateDir: string;
  /** Names works, parameters, engine and version. */
  readonly fingerprint: string;
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A folder of tables that has its own manifest may be moved as one. */
function notedOf({ out, stateDir, fingerprint }: FinishedRun, manifest: string): string {
  return JSON.stringify({ fingerprint: sumOf(fingerprint), manifest: sumOf(manifest), ...(out !== stateDir && { out }) });
}

/** Notes what the tables of a manifest are made of, before the manifest is there. */
export function noteFinished(run: FinishedRun, manifest: string): void {
  replaceFile(path.join(run.stateDir, MARK_FOLDER, FINISHED_FILE), notedOf(run, manifest));
}

/** The manifest of whole tables that exactly this run made, each file as long as it was; else null. O(files). */
export function finishedTables(run: FinishedRun): TablesManifest | null {
  try {
    const text = readFileSync(path.join(run.stateDir, TABLES_MANIFEST), 'utf8');
    if (readFileSync(path.join(run.stateDir, MARK_FOLDER, FINISHED_FILE), 'utf8') !== notedOf(run, text)) return null;
    const manifest = JSON.parse(text) as TablesManifest;
    const areWhole = MADE_TABLES.every((name) => Object.entries(manifest.files[name] ?? {}).every(([file, { bytes }]) => statSync(path.join(run.out, name, file)).size === bytes));
    return areWhole ? manifest : null;
  } catch {
    // Something is not there, or is somebody else's: whoever claims the folder says what.
    return null;
  }
}
