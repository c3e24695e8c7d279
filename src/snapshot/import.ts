/** The whole import: files into the corpus, the corpus into a snapshot, the snapshot made current. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setGroupMode, setVersionMode, type GroupMode, type VersionMode } from '../corpus/choices.js';
import { ingest, type IngestProgress, type IngestReport } from '../corpus/ingest.js';
import type { FileOrigin } from '../corpus/origins.js';
import { lockCorpus } from '../corpus/lock.js';
import { DatabaseError, explainedDamage, type OnMigrated } from '../corpus/database.js';
import { explainedFullDisk } from '../corpus/disk-full.js';
import { corpusPath, CorpusStore } from '../corpus/store.js';
import { setIdentityMode, type IdentityMode } from '../identity/mode.js';
import { Suppressions } from '../identity/suppressions.js';
import type { SimilarityCounts } from '../identity/similarity-step.js';
import { discoverFiles, type TableSettings } from '../sources/open.js';
import { sourceById } from '../sources/registry.js';
import { buildSnapshot, entriesInForce, snapshotIdOf, type BuildPhase } from './build.js';
import { blockOutcomesPath, currentSnapshotName, readManifest, SnapshotError, snapshotsDir, verifySnapshot } from './layout.js';
import { shownProblem } from './shown-names.js';
import { replicaMark, replicaRefusal } from './replica.js';
import { removeOutdated } from './old-snapshots.js';
import { BUILDING_PREFIX, publishSnapshot } from './publish.js';
import type { Manifest } from './types.js';

export type ImportProgress =
  | ({ readonly phase: 'reading' } & IngestProgress)
  | { readonly phase: BuildPhase; readonly share: number };

export interface ImportOptions {
  readonly dataDir: string;
  /** Id of the format of all files; absent or null detects each file's. */
  readonly format?: string | null;
  /** Columns and separators of tables, where the user says them. */
  readonly table?: TableSettings;
  /** Where files came from, by their path as given. */
  readonly origins?: ReadonlyMap<string, FileOrigin>;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Ends the reading after the batch in hand; what was read is kept, and no snapshot is built. */
  readonly signal?: AbortSignal;
  readonly threads?: number;
  /** How far resolution goes from now on; absent leaves the corpus's choice (CAUTIOUS where none was made). */
  readonly identity?: IdentityMode;
  /** How versions are counted from now on; absent leaves the corpus's choice (TOGETHER where none was made). */
  readonly versions?: VersionMode;
  /** Whether groups are authors from now on; absent leaves the corpus's choice (OUT where none was made). */
  readonly groups?: GroupMode;
  /** Called as the one writer of the corpus, before anything of it is changed; what it throws prevents the change. */
  readonly beforeChange?: () => void;
  /** Called where the corpus was of an older version and has been brought to this program's. */
  readonly onMigrated?: OnMigrated;
}

const NO_SNAPSHOT = { manifest: null, snapshotBuilt: false, mergedRecords: null, metricsCarried: [], metricsLeft: [], metricsRefused: [], similarity: null } as const;

export interface ImportReport extends IngestReport {
  /** The snapshot that is current now; null where the corpus is still empty or the import was interrupted before any. */
  readonly manifest: Manifest | null;
  /** False where nothing had changed, so that the snapshot that was there still holds. */
  readonly snapshotBuilt: boolean;
  /** Records merged into papers with others; null where no snapshot was built. */
  readonly mergedRecords: number | null;
  /** Metrics that hold from the snapshot before, and were not computed again. */
  readonly metricsCarried: readonly string[];
  /** Metrics left to be computed on demand. */
  readonly metricsLeft: readonly string[];
  /** Metrics that can't be had of all papers, since their collaborations are too many to be paired off. */
  readonly metricsRefused: readonly string[];
  /** How much similarity had to decide about people; null where no snapshot was built, and in the mode IDS_ONLY. */
  readonly similarity: SimilarityCounts | null;
}

/**
 * Imports files, folders and globs and publishes the snapshot that follows. At every instant before the end the
 * previous snapshot serves; a process killed on the way leaves what was read in the corpus, and running the same
 * import again completes it.
 * @throws CorpusLockedError, DatabaseError, RangeError (unknown format), and the file system's errors
 */
export async function importFiles(args: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const nothing = await nothingToImport(args, options);
  if (nothing !== null) return nothing;
  return withCorpus(options.dataDir, async (store) => {
    options.beforeChange?.();
    if (options.identity !== undefined) setIdentityMode(store, options.identity);
    if (options.versions !== undefined) setVersionMode(store, options.versions);
    if (options.groups !== undefined) setGroupMode(store, options.groups);
    const found = await ingest(store, args, {
      format: options.format ?? null,
      ...(options.table ? { table: options.table } : {}),
      ...(options.origins ? { origins: options.origins } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
      onProgress: (progress) => options.onProgress?.({ phase: 'reading', ...progress }),
    });
    // What is printed of an import is read by whoever reads its log.
    const suppressions = Suppressions.of(entriesInForce(store));
    const read = { ...found, firstProblems: found.firstProblems.map((problem) => shownProblem(problem, suppressions)) };
    if (read.interrupted) {
      return { ...read, manifest: usableSnapshot(options.dataDir)?.manifest ?? null, snapshotBuilt: false, mergedRecords: null, metricsCarried: [], metricsLeft: [], metricsRefused: [], similarity: null };
    }
    const refreshed = await refresh(store, options);
    removeOutdated(store, options.dataDir, usableSnapshot(options.dataDir)?.name ?? null);
    return { ...read, ...refreshed };
  }, options.onMigrated);
}

/** Where arguments lead to no file at all and there is no corpus yet, none is made of them: what is wrong with the arguments. */
async function nothingToImport(args: readonly string[], { dataDir, format }: ImportOptions): Promise<ImportReport | null> {
  if (existsSync(corpusPath(dataDir)) || usableSnapshot(dataDir) !== null) return null;
  if (format !== undefined && format !== null) sourceById(format);
  const { files, problems } = await discoverFiles(args);
  if (files.length > 0) return null;
  return { files: [], argumentProblems: problems, firstProblems: [], interrupted: false, ...NO_SNAPSHOT };
}

/** Takes curated ledger entries back, or adds some, and publishes the snapshot that follows. */
export async function changeLedger(change: (store: CorpusStore) => void, options: Omit<ImportOptions, 'format' | 'table' | 'signal'>): Promise<Pick<ImportReport, 'manifest' | 'snapshotBuilt'>> {
  return withCorpus(options.dataDir, (store) => {
    options.beforeChange?.();
    store.transaction(() => change(store));
    return refresh(store, options);
  }, options.onMigrated);
}

/**
 * Runs `work` as the one writer of the corpus. Lock and store are given back however it ends.
 * @throws whatever `work` throws; DatabaseError where the corpus is damaged or its disk full
 */
export async function withCorpus<T>(dataDir: string, work: (store: CorpusStore) => Promise<T>, onMigrated?: OnMigrated): Promise<T> {
  try {
    return await locked(dataDir, work, onMigrated);
  } catch (error) {
    throw explainedFullDisk(error, dataDir);
  }
}

async function locked<T>(dataDir: string, work: (store: CorpusStore) => Promise<T>, onMigrated?: OnMigrated): Promise<T> {
  const lock = lockCorpus(dataDir);
  try {
    refuseLostCorpus(dataDir);
    const store = CorpusStore.open(dataDir, onMigrated);
    try {
      return await work(store);
    } catch (error) {
      throw explainedDamage(error, corpusPath(dataDir));
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

/** A snapshot without its corpus would be replaced by whatever is imported next: that loss must be somebody's decision. */
function refuseLostCorpus(dataDir: string): void {
  const path = corpusPath(dataDir);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const mark = replicaMark(dataDir);
  if (mark !== null) throw new DatabaseError(`${dataDir} ${replicaRefusal(mark)}`);
  const papers = usableSnapshot(dataDir)?.manifest.counts.papers ?? 0;
  if (papers === 0) return;
  throw new DatabaseError(
    `${path} is missing or empty, but a snapshot of ${papers} papers made from it is served: restore the file, or remove ${snapshotsDir(dataDir)} to start anew`,
  );
}

/** Publishes the snapshot of the corpus as it is now, unless it is there already. Only the holder of the writer's lock may call it. */
export async function refresh(store: CorpusStore, options: ImportOptions): Promise<Pick<ImportReport, 'manifest' | 'snapshotBuilt' | 'mergedRecords' | 'metricsCarried' | 'metricsLeft' | 'metricsRefused' | 'similarity'>> {
  const { dataDir, onProgress, threads } = options;
  const current = usableSnapshot(dataDir);
  const id = snapshotIdOf(store);
  // What an earlier writer left when it was killed goes first, whatever follows.
  removeOutdated(store, dataDir, current?.name ?? null);
  const holds = current !== null && current.manifest.id === id && (await verifySnapshot(join(snapshotsDir(dataDir), current.name))).length === 0;
  if (holds || store.recordCount() === 0) {
    return { manifest: current?.manifest ?? null, snapshotBuilt: false, mergedRecords: null, metricsCarried: [], metricsLeft: [], metricsRefused: [], similarity: null };
  }
  mkdirSync(snapshotsDir(dataDir), { recursive: true });
  const buildDir = join(snapshotsDir(dataDir), `${BUILDING_PREFIX}${id}`);
  const { manifest, mergedRecords, metricsCarried, metricsLeft, metricsRefused, similarity } = await buildSnapshot(store, buildDir, id, {
    onProgress: (phase, share) => onProgress?.({ phase, share }),
    outcomesPath: blockOutcomesPath(dataDir),
    previousDir: current === null ? null : join(snapshotsDir(dataDir), current.name),
    ...(threads === undefined ? {} : { threads }),
  });
  publishSnapshot(dataDir, buildDir, id);
  return { manifest, snapshotBuilt: true, mergedRecords, metricsCarried, metricsLeft, metricsRefused, similarity };
}

/** The current snapshot, or null where there is none or it can't be read: then it is simply built anew. */
export function usableSnapshot(dataDir: string): { name: string; manifest: Manifest } | null {
  try {
    const name = currentSnapshotName(dataDir);
    return name === null ? null : { name, manifest: readManifest(join(snapshotsDir(dataDir), name)) };
  } catch (error) {
    if (error instanceof SnapshotError) return null;
    throw error;
  }
}
