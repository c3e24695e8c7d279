/** The built program's writers, killed: what they start from, where they are killed, what must be true of what they leave. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { openReadOnly, type Row } from '../../src/corpus/database.js';
import { readLedger } from '../../src/corpus/ledger-table.js';
import { corpusPath } from '../../src/corpus/store.js';
import type { LedgerEntry } from '../../src/records/ledger-entry.js';
import type * as choosing from '../../src/identity/mode.js';
import type * as curating from '../../src/snapshot/curation.js';
import type * as importing from '../../src/snapshot/import.js';
import { currentSnapshotName, readManifest, snapshotsDir, verifySnapshot } from '../../src/snapshot/layout.js';
import type { Manifest } from '../../src/snapshot/types.js';
import { coterie } from '../helpers/program.js';
import { tempDir } from '../helpers/temp-dir.js';

/** When all runs happen, so that what they make can be compared byte by byte. */
export const INSTANT = '2026-03-04T05:06:07.000Z';
const KILLER = path.resolve(import.meta.dirname, 'kill-at.cjs');
const LINE = 80;

/** The built program's own modules. */
export function built(): Promise<[typeof importing, typeof curating, typeof choosing]> {
  const modules = ['snapshot/import.js', 'snapshot/curation.js', 'identity/mode.js'].map((module) => import(path.resolve(import.meta.dirname, '../../dist', module)));
  return Promise.all(modules) as ReturnType<typeof built>;
}

/** Before which operation on files a process is killed, or half way through it; or after so many milliseconds. */
export type Instant = { readonly operation: number; readonly how: 'before' | 'half' } | { readonly afterMs: number };

export interface Scenario {
  readonly name: string;
  /** A data directory as it is before; copied for every run. */
  readonly before: string;
  /** The command, without `--data`. */
  readonly args: readonly string[];
  /** The same as the command, in this process. @param entries statements that the command makes */
  readonly complete: (dataDir: string, entries: readonly LedgerEntry[]) => Promise<void>;
}

/** What an undisturbed run leaves, and how it went about it. */
export interface Reference {
  readonly state: State;
  /** Its operations on files of the data directory, in order. */
  readonly operations: readonly string[];
  readonly ms: number;
  readonly entries: readonly LedgerEntry[];
}

interface State {
  readonly id: string | null;
  /** Whether every file of the current snapshot is the one that its manifest describes. */
  readonly isWhole: boolean;
  readonly files: Manifest['files'] | null;
  readonly names: readonly string[];
  readonly records: number;
  readonly statements: readonly string[];
}

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
  readonly ms: number;
}

/** The environment in which a program is killed at an operation. */
export function killingEnvironment(dataDir: string, log: string, instant: Instant | null): Record<string, string> {
  writeFileSync(log, '');
  const [at, how] = instant !== null && 'operation' in instant ? [instant.operation, instant.how] : [0, 'before'];
  return { KILL_AT: String(at), KILL_HOW: how, NODE_OPTIONS: `--require ${KILLER}`, KILL_WITHIN: dataDir, KILL_LOG: log, SET_CLOCK: INSTANT };
}

/** Runs the built program on a data directory, killing it where it is asked. */
export async function run(args: readonly string[], dataDir: string, log: string, instant: Instant | null): Promise<Run> {
  const started = performance.now();
  const end: { signal: NodeJS.Signals | null } = { signal: null };
  const { code, stdout, stderr } = await coterie([...args, '--data', dataDir], {
    env: killingEnvironment(dataDir, log, instant),
    onStart(child) {
      child.once('exit', (_code, signal) => (end.signal = signal));
      if (instant === null || !('afterMs' in instant)) return;
      const timer = setTimeout(() => child.kill('SIGKILL'), instant.afterMs);
      child.once('exit', () => clearTimeout(timer));
    },
  });
  return { code, signal: end.signal, said: stdout + stderr, ms: performance.now() - started };
}

/** A fresh copy of a scenario's data directory. */
export function copyOf({ before }: Scenario): string {
  const dataDir = path.join(tempDir(), 'data');
  cpSync(before, dataDir, { recursive: true });
  return dataDir;
}

/** Where what was found differs from what was expected, as far as the assertion tells. */
export function diffOf(error: unknown): string {
  const { actual, expected } = error as { actual?: unknown; expected?: unknown };
  return `\n  found    ${JSON.stringify(actual)}\n  expected ${JSON.stringify(expected)}`;
}

/** The operations that a log of kill-at.cjs has, in order. */
export function operationsIn(log: string): string[] {
  const text = readFileSync(log, 'utf8');
  return Array.from({ length: text.length / LINE }, (_, at) => text.slice(at * LINE, (at + 1) * LINE).trim());
}

export async function referenceOf(scenario: Scenario): Promise<Reference> {
  const dataDir = copyOf(scenario);
  const log = path.join(path.dirname(dataDir), 'operations');
  const { code, said, ms } = await run(scenario.args, dataDir, log, null);
  expect([scenario.name, code, said]).toEqual([scenario.name, 0, said]);
  return { state: await stateOf(dataDir), operations: operationsIn(log), ms, entries: (readLedger(corpusPath(dataDir)) ?? []).map(({ entry }) => entry) };
}

/**
 * What a data directory holds; fails where its corpus is damaged. Names of snapshots are without the count that a
 * repeated build has, and the audit log, which runs in this process don't write, is left to tests of its own.
 */
export async function stateOf(dataDir: string): Promise<State> {
  const name = currentSnapshotName(dataDir);
  const dir = name === null ? null : path.join(snapshotsDir(dataDir), name);
  const isWhole = dir === null || (await verifySnapshot(dir)).length === 0;
  const { id = null, files = null } = dir === null ? {} : readManifest(dir);
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .filter((each) => !/-(wal|shm)$|^audit\./.test(each))
    .map((each) => each.replace(/^(snapshots\/[0-9a-f]{16})-\d+/, '$1'));
  return { id, isWhole, files, names: [...new Set(names)].toSorted(), ...stored(dataDir) };
}

function stored(dataDir: string): Pick<State, 'records' | 'statements'> {
  if ((statSync(corpusPath(dataDir), { throwIfNoEntry: false })?.size ?? 0) === 0) return { records: 0, statements: [] };
  const db = openReadOnly(corpusPath(dataDir));
  try {
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const tables = new Set((db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as Row[]).map(({ name }) => name));
    if (!tables.has('ledger')) return { records: 0, statements: [] };
    const statements = (db.prepare('SELECT id, revoked_at IS NULL AS holds FROM ledger ORDER BY id').all() as Row[]).map(({ id, holds }) => `${id} ${holds}`);
    return { records: Number((db.prepare('SELECT count(*) AS n FROM records').get() as Row)['n']), statements };
  } finally {
    db.close();
  }
}

/**
 * Kills a run and proves that the old or the new snapshot serves whole and nothing that was acknowledged is lost; that the
 * same command completes it; and that what is then there is what an undisturbed run leaves, byte by byte, and nothing else.
 * @returns whether the process was killed before it had ended
 */
export async function proveKill(scenario: Scenario, reference: Reference, instant: Instant): Promise<boolean> {
  const dataDir = copyOf(scenario);
  const old = await stateOf(dataDir);
  const log = path.join(path.dirname(dataDir), 'operations');
  const { code, signal, said } = await run(scenario.args, dataDir, log, instant);
  expect(signal ?? `ended with ${code}: ${said}`).toBe(signal === null ? `ended with 0: ${said}` : 'SIGKILL');
  const left = await stateOf(dataDir);
  expect([old.id, reference.state.id]).toContain(left.id);
  // Damage that was there before may be there still.
  expect(left.isWhole || !old.isWhole).toBe(true);
  expect(left.files).toEqual(left.id === old.id ? old.files : reference.state.files);
  expect(left.records).toBeGreaterThanOrEqual(old.records);
  expect(left.statements.length).toBeGreaterThanOrEqual(old.statements.length);
  if (code === 0) expect(left).toEqual(reference.state);
  await scenario.complete(dataDir, reference.entries);
  expect(await stateOf(dataDir)).toEqual(reference.state);
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
  return signal !== null;
}
