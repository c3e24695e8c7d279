/**
 * Repairing a data directory: whatever is derived is derived anew, what is not is saved as far as it can be read, and
 * nothing that can't be had again is removed.
 */
import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { OnMigrated } from '../corpus/database.js';
import { lockCorpus } from '../corpus/lock.js';
import { migratedCorpus } from '../corpus/versions.js';
import { corpusPath, CorpusStore } from '../corpus/store.js';
import { snapshotIdOf } from '../snapshot/build.js';
import { refresh, withCorpus, type ImportOptions } from '../snapshot/import.js';
import { snapshotsDir } from '../snapshot/layout.js';
import { orderOf, pointTo } from '../snapshot/publish.js';
import type { Finding } from './findings.js';
import { endInterruptedSalvage, salvageCorpus, UnsalvageableError } from './salvage.js';
import { verifyData, type Verification, type VerifyOptions } from './verify.js';

export interface RepairOptions {
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: VerifyOptions['onProgress'];
  readonly onBuild?: ImportOptions['onProgress'];
  readonly threads?: number;
}

export interface Repair {
  readonly dryRun: boolean;
  /** What was done, or would be. */
  readonly done: readonly string[];
  /** What of the corpus is lost, and where it can be had again. */
  readonly lost: readonly string[];
  /** How the directory stands now; how it stood, in a dry run. */
  readonly after: Verification;
}

const BUILT_ANEW = 'build the snapshot anew from the corpus';

/** @throws CorpusLockedError where somebody is importing; DatabaseError */
export async function repairData(dataDir: string, options: RepairOptions = {}): Promise<Repair> {
  if (options.dryRun === true) {
    const found = await verifyData(dataDir, options);
    return { dryRun: true, done: planOf(found), lost: [], after: found };
  }
  const done: string[] = [];
  const lost: string[] = [];
  const lock = lockCorpus(dataDir);
  const onMigrated: OnMigrated = (from, to) => done.push(migratedCorpus(corpusPath(dataDir), from, to));
  let found: Verification;
  let isUsable: boolean;
  try {
    if (endInterruptedSalvage(dataDir)) done.push(`put the corpus that an earlier repair had saved in place of ${corpusPath(dataDir)}`);
    found = await verifyData(dataDir, { ...options, holdsLock: true });
    isUsable = repairCorpus(dataDir, found, done, lost);
    removeDerived(found.findings, done);
    pointToSound(dataDir, found, isUsable ? onMigrated : null, done);
  } finally {
    lock.release();
  }
  const whole = soundNames(dataDir, found);
  // What is served may hold more than what could be saved: it stays until the lost files are imported again.
  const keepsServing = lost.length > 0 && found.current !== null && whole.includes(found.current);
  if (isUsable) {
    await withCorpus(dataDir, async (store) => {
      const sealed = store.sealAll();
      if (sealed > 0) done.push(`gave ${sealed} row(s) of an older version a checksum`);
      if (keepsServing) return;
      const { snapshotBuilt, manifest } = await refresh(store, { dataDir, ...(options.onBuild ? { onProgress: options.onBuild } : {}), ...(options.threads === undefined ? {} : { threads: options.threads }) });
      if (snapshotBuilt) done.push(`built the snapshot ${manifest?.id ?? ''} anew from the corpus`);
    }, onMigrated);
  }
  if (keepsServing) done.push(`left the snapshot ${found.current} current, which was made from the whole corpus: the next import replaces it`);
  // Publishing the new one may have removed what it replaces.
  for (const name of damagedNames(dataDir, found)) if (!existsSync(join(snapshotsDir(dataDir), name))) done.push(`removed the damaged snapshot ${name}`);
  await removeDamagedSnapshots(dataDir, done, options);
  return { dryRun: false, done, lost, after: await verifyData(dataDir, options) };
}

/** Saves what can be read where the corpus is damaged. Answers whether there is a corpus to build from. */
function repairCorpus(dataDir: string, { findings }: Verification, done: string[], lost: string[]): boolean {
  const faults = findings.filter(({ isFault, place }) => isFault && place === 'CORPUS');
  if (faults.length === 0) return true;
  if (faults.some(({ what }) => isBeyondRepair(what))) return false;
  try {
    const { damagedPath, records, statements, lost: rows } = salvageCorpus(dataDir, new Date().toISOString());
    done.push(`saved ${records} record(s) and ${statements} statement(s) of the curator into a new ${corpusPath(dataDir)}; the damaged file is kept as ${damagedPath}`);
    if (faults.some(({ path }) => path.endsWith('-wal'))) lost.push('what the damaged part of the log held: import the last files again');
    lost.push(...rows);
    return true;
  } catch (error) {
    if (error instanceof UnsalvageableError) return false;
    throw error;
  }
}

const isBeyondRepair = (what: string): boolean => /^is (?:missing|empty)$|this program knows up to/.test(what);

function removeDerived(findings: readonly Finding[], done: string[]): void {
  for (const { place, path, isFault } of findings) {
    if (!(place === 'WASTE' || (isFault && (place === 'COMPUTED' || place === 'IDENTITY')))) continue;
    rmSync(path, { recursive: true, force: true });
    done.push(`removed ${path}`);
  }
}

/** Names of directories in which no fault was found and which this program can read. */
function soundNames(dataDir: string, { findings, directories }: Verification): string[] {
  const wrong = new Set(findings.filter(({ isFault, place, path }) => place === 'SNAPSHOT' && (isFault || basename(path) === 'manifest.json')).map(({ path }) => nameIn(dataDir, path)));
  return directories.filter((name) => !wrong.has(name));
}

/** The directory of snapshots/ that a path lies in, or is. */
function nameIn(dataDir: string, path: string): string {
  return dirname(path) === snapshotsDir(dataDir) ? basename(path) : basename(dirname(path));
}

/**
 * Where what is current is broken and another directory has what is wanted, that one becomes current.
 * @param onMigrated told where looking at the corpus migrated it; null where there is no corpus to look at
 */
function pointToSound(dataDir: string, found: Verification, onMigrated: OnMigrated | null, done: string[]): void {
  const sound = soundNames(dataDir, found).toSorted((a, b) => orderOf(join(snapshotsDir(dataDir), a)) - orderOf(join(snapshotsDir(dataDir), b)));
  if (found.current !== null && sound.includes(found.current)) return;
  const id = onMigrated === null ? null : idOf(dataDir, onMigrated);
  const name = id !== null ? sound.findLast((each) => each.replace(/-\d+$/, '') === id) : sound.at(-1);
  if (name === undefined) return;
  pointTo(dataDir, name);
  done.push(`made the sound snapshot ${name} the current one`);
}

function idOf(dataDir: string, onMigrated: OnMigrated): string {
  const store = CorpusStore.open(dataDir, onMigrated);
  try {
    return snapshotIdOf(store);
  } finally {
    store.close();
  }
}

/** Directories of snapshots in which a fault was found. */
function damagedNames(dataDir: string, { findings, directories }: Verification): string[] {
  const damaged = new Set(findings.filter(({ isFault, place }) => isFault && place === 'SNAPSHOT').map(({ path }) => nameIn(dataDir, path)));
  return directories.filter((name) => damaged.has(name));
}

/** Damaged directories that are not current are of no use once a sound one is. */
async function removeDamagedSnapshots(dataDir: string, done: string[], options: RepairOptions): Promise<void> {
  const lock = lockCorpus(dataDir);
  try {
    const now = await verifyData(dataDir, { ...options, holdsLock: true });
    const sound = soundNames(dataDir, now);
    if (now.current === null || !sound.includes(now.current)) return;
    for (const name of damagedNames(dataDir, now)) {
      if (name === now.current) continue;
      rmSync(join(snapshotsDir(dataDir), name), { recursive: true, force: true });
      done.push(`removed the damaged snapshot ${name}`);
    }
  } finally {
    lock.release();
  }
}

/** What a repair would do, in its order. */
function planOf({ findings, current }: Verification): string[] {
  const plan = new Set<string>();
  for (const { place, path, what, remedy, isFault } of findings) {
    if (place === 'CORPUS' && isFault) plan.add(isBeyondRepair(what) ? `nothing about ${path}: restore a backup, or copy it back` : `save what can be read of ${path.replace(/-wal$/, '')} into a new file and keep the damaged one beside it`);
    else if (place === 'CORPUS') plan.add(/checksum/.test(what) ? 'give rows of an older version a checksum' : `migrate ${path}`);
    else if (place === 'KEYS' || place === 'AUDIT') {
      if (isFault) plan.add(`nothing about ${path}: ${remedy}`);
    } else if (place === 'SNAPSHOT' && isFault) plan.add(current !== null && path.includes(current) ? BUILT_ANEW : `remove the damaged snapshot that ${path} belongs to, once a sound one is current`);
    else if (place === 'SNAPSHOT' && !existsSync(path)) continue;
    else if (place === 'POINTER') plan.add('make a sound snapshot of the corpus the current one, building it where there is none');
    else if (place === 'SNAPSHOT' && /the corpus as it stands|no snapshot of the corpus/.test(what)) plan.add(BUILT_ANEW);
    else if (place === 'WASTE' || isFault) plan.add(`remove ${path}`);
  }
  return [...plan];
}
