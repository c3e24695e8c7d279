/** The state of a pipeline that is under way: which tables are whole. */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from './engine.js';
import type { TableFiles } from './table-files.js';

export interface MadeTableState {
  readonly rows: number;
  readonly facts: Readonly<Record<string, number>>;
  /** Empty where they are not on this machine. */
  readonly files: TableFiles;
  /** Removed, since nothing reads it any more. */
  readonly isDropped: boolean;
}

/** A row of an engine's answer as JSON has it. */
export type Answer = Readonly<Record<string, string | number | boolean | null>>;

export interface PipelineState {
  readonly fingerprint: string;
  /** What was asked of tables while they were there; null where the answer was no row. */
  readonly answers: Readonly<Record<string, Answer | null>>;
  readonly tables: Readonly<Record<string, MadeTableState>>;
}

export const STATE_FILE = 'state.json';

/** The state in a folder; null where there is none. @throws EngineError where it can't be read */
export function readState(folder: string): PipelineState | null {
  const file = path.join(folder, STATE_FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const state = JSON.parse(text) as Partial<PipelineState> | null;
    if (typeof state?.fingerprint === 'string' && typeof state.tables === 'object' && typeof state.answers === 'object') return state as PipelineState;
  } catch {
    // Told below.
  }
  throw new EngineError(`${file} is no state of a pipeline: begin anew with --restart`);
}

/** Replaces the state in a folder, whole and on disk. */
export function writeState(folder: string, state: PipelineState): void {
  mkdirSync(folder, { recursive: true });
  replaceFile(path.join(folder, STATE_FILE), JSON.stringify(state));
}

/** Writes a small file whole: whoever reads it sees the old text or the new. @throws EngineError where the disk is full */
export function replaceFile(file: string, text: string): void {
  const beside = `${file}.new`;
  try {
    const handle = openSync(beside, 'w');
    try {
      // All of it: a single write may take less where the disk is nearly full.
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    throw new EngineError(`the disk that holds ${file} is full (${code}): free some room there and give the same command again, which goes on after the last whole table`, { cause: error });
  }
}
