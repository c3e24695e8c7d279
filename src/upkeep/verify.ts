/** Proving a whole data directory: the corpus, every snapshot, the pointer, keys and audit log, and what is kept to save time. Reads alone. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isCorpusLocked } from '../corpus/lock.js';
import { corpusPath, CorpusStore } from '../corpus/store.js';
import { openSections } from '../graph/buffer.js';
import { readBufferFile } from '../graph/buffer-file.js';
import { isWholeOutcomesFile } from '../identity/block-outcomes.js';
import { snapshotIdOf } from '../snapshot/build.js';
import { blockOutcomesPath, computedDir, currentSnapshotName, pointerPath, isSnapshotDirectory, isSnapshotId, SnapshotError, snapshotsDir } from '../snapshot/layout.js';
import { BUILDING_PREFIX, UNFINISHED_POINTER } from '../snapshot/publish.js';
import { replicaMark, replicaNature, replicaRemedy, type ReplicaMark } from '../snapshot/replica.js';
import type { Finding } from './findings.js';
import { verifyCallers } from './verify-callers.js';
import { verifyCorpus, type VerifyOptions } from './verify-corpus.js';
import { verifySnapshotDirectory } from './verify-snapshot.js';

export type { VerifyOptions } from './verify-corpus.js';

export interface Verification {
  /** True where nothing is broken; there may be remarks all the same. */
  readonly isSound: boolean;
  readonly findings: readonly Finding[];
  /** Records proved one by one; null where they were not. */
  readonly records: number | null;
  /** Directories of snapshots that were proved. */
  readonly snapshots: number;
  /** Their names. */
  readonly directories: readonly string[];
  /** Name of the current one; null where there is none, or none that is named. */
  readonly current: string | null;
  /** Whether somebody was importing meanwhile. */
  readonly isWritten: boolean;
  /** Where the snapshots of a replica come from, which has no corpus (of a packed one the folder of the tables); null where it is none. */
  readonly replicaOf: string | null;
  /** The same in words, to be read after "it is". */
  readonly replicaNature: string | null;
}

/** Whether there is anything of ours in a directory. The empty folders that a refused first attempt leaves are nothing. */
export function hasData(dataDir: string): boolean {
  const snapshots = snapshotsDir(dataDir);
  return existsSync(corpusPath(dataDir)) || (existsSync(snapshots) && readdirSync(snapshots).length > 0);
}

/**
 * Proves a data directory, served or imported into meanwhile or not. What an import replaces or removes while it is
 * looked at is no fault.
 * @param options holdsLock where the caller is the one writer itself
 */
export async function verifyData(dataDir: string, options: VerifyOptions & { readonly holdsLock?: boolean } = {}): Promise<Verification> {
  const isWritten = options.holdsLock !== true && isCorpusLocked(dataDir);
  const mark = existsSync(corpusPath(dataDir)) ? null : replicaMark(dataDir);
  const corpus = mark === null ? verifyCorpus(dataDir, options, isWritten) : { findings: [], records: null };
  const findings = [...corpus.findings];
  const current = verifyPointer(dataDir, findings);
  const directories = directoriesIn(snapshotsDir(dataDir));
  const proved: string[] = [];
  for (const name of directories.filter((each) => !each.startsWith(BUILDING_PREFIX))) {
    const dir = join(snapshotsDir(dataDir), name);
    if (name !== current && existsSync(dir) && !isSnapshotDirectory(dir)) {
      findings.push({ isFault: false, place: 'SNAPSHOT', path: dir, what: 'is no snapshot', ...FOREIGN });
      continue;
    }
    const { findings: found } = await verifySnapshotDirectory(dir, name, name === current, options);
    if (!existsSync(dir)) continue;
    proved.push(name);
    findings.push(...found);
  }
  if (mark === null && !corpus.findings.some(({ isFault }) => isFault) && !isWritten) findings.push(...agreement(dataDir, current));
  findings.push(...(await verifyCallers(dataDir, options)));
  findings.push(...(await verifyKept(dataDir, options)), ...(isWritten ? [] : waste(dataDir, directories)));
  const told = mark === null ? findings : findings.map((finding) => ofReplica(dataDir, finding, mark));
  return { isSound: !told.some(({ isFault }) => isFault), findings: told, records: corpus.records, snapshots: proved.length, directories: proved, current, isWritten, replicaOf: mark?.target ?? null, replicaNature: mark === null ? null : replicaNature(mark) };
}

/** What a replica does about a finding: it has no corpus to build anything anew from. */
function ofReplica(dataDir: string, finding: Finding, mark: ReplicaMark): Finding {
  const { place, path } = finding;
  if (place === 'WASTE' && mark.origin === 'PACKED') return { ...finding, remedy: 'the next `coterie pack` removes it' };
  if (place === 'WASTE' && path.includes(BUILDING_PREFIX)) return { ...finding, what: 'is a snapshot that is being fetched, or was when the process was killed', remedy: '`coterie snapshot pull` goes on with it' };
  return place === 'SNAPSHOT' || place === 'POINTER' ? { ...finding, remedy: replicaRemedy(dataDir, mark) } : finding;
}

/** What somebody else put among our files. */
const FOREIGN = { cost: 'nothing reads it, and no import or repair removes it', remedy: 'remove it, or leave it' } as const;

function directoriesIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted();
}

/** Proves that the pointer names a directory; answers its name. */
function verifyPointer(dataDir: string, findings: Finding[]): string | null {
  const path = pointerPath(dataDir);
  const fault = (what: string): null => {
    findings.push({ isFault: true, place: 'POINTER', path, what, cost: 'nothing can be served after a restart', remedy: '`coterie repair` has it name a sound snapshot' });
    return null;
  };
  try {
    const name = currentSnapshotName(dataDir);
    if (name === null) return directoriesIn(snapshotsDir(dataDir)).some((each) => isSnapshotDirectory(join(snapshotsDir(dataDir), each))) ? fault('is missing, although there are snapshots') : null;
    return existsSync(join(snapshotsDir(dataDir), name)) ? name : fault(`names the snapshot ${name}, which is not there`);
  } catch (error) {
    return fault(error instanceof SnapshotError ? error.what : (error as Error).message);
  }
}

/** Says where the current snapshot is not that of the corpus as it stands. */
function agreement(dataDir: string, current: string | null): Finding[] {
  let id: string;
  let isEmpty: boolean;
  try {
    const store = CorpusStore.openReadOnly(dataDir);
    try {
      isEmpty = store.recordCount() === 0;
      id = snapshotIdOf(store);
    } finally {
      store.close();
    }
  } catch {
    // A corpus of an older version has no snapshot of this one's: said already.
    return [];
  }
  if (isEmpty || current?.replace(/-\d+$/, '') === id) return [];
  return [{
    isFault: false, place: 'SNAPSHOT', path: pointerPath(dataDir), what: current === null ? 'names no snapshot of the corpus yet' : `names the snapshot ${current}, and the corpus as it stands has ${id}`,
    cost: 'an import was interrupted, or made by an older version, and what it read is not served yet', remedy: 'the next import or `coterie repair` publishes it',
  }];
}

/** Proves what is kept only to save time. */
async function verifyKept(dataDir: string, { quick = false, onProgress }: VerifyOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const outcomes = blockOutcomesPath(dataDir);
  if (!quick && existsSync(outcomes) && !isWholeOutcomesFile(outcomes)) {
    findings.push({ isFault: true, place: 'IDENTITY', path: outcomes, what: 'differs from what was written', cost: 'nothing but time: the next import decides all likenesses of names anew', remedy: '`coterie repair` removes it' });
  }
  const root = computedDir(dataDir);
  if (quick || !existsSync(root)) return findings;
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const [at, { name, parentPath }] of files.entries()) {
    const path = join(parentPath, name);
    onProgress?.('checking what was computed on demand', at / files.length);
    if (name.endsWith('.tmp')) continue;
    if (!name.endsWith('.bin') || !isSnapshotId(relative(root, path).split(sep)[0])) {
      findings.push({ isFault: false, place: 'COMPUTED', path, what: 'was not written by this program', ...FOREIGN });
      continue;
    }
    const reason = await whyUnreadable(path);
    if (reason === null || !existsSync(path)) continue;
    findings.push({ isFault: true, place: 'COMPUTED', path, what: `can't be read (${reason})`, cost: 'nothing but time: what it held is computed anew', remedy: '`coterie repair` removes it' });
  }
  return findings;
}

async function whyUnreadable(path: string): Promise<string | null> {
  try {
    openSections(await readBufferFile(path), { verifyChecksum: true });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What killed processes leave; only to be asked where nobody writes. */
function waste(dataDir: string, directories: readonly string[]): Finding[] {
  const root = snapshotsDir(dataDir);
  const pointers = existsSync(root) ? readdirSync(root).filter((name) => UNFINISHED_POINTER.test(name)) : [];
  const beside = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name === 'identity-blocks.bin.new' || /^corpus\.sqlite\.rebuilding(?:-journal|-wal|-shm)?$/.test(name)) : [];
  const paths = [...directories.filter((name) => name.startsWith(BUILDING_PREFIX)), ...pointers].map((name) => join(root, name)).concat(beside.map((name) => join(dataDir, name)));
  return paths.map((path) => ({ isFault: false, place: 'WASTE', path, what: `is what a killed process left (${statSync(path).isDirectory() ? 'an unfinished build' : 'an unfinished file'})`, cost: 'room on the disk', remedy: '`coterie repair` or the next import that builds removes it' }));
}
