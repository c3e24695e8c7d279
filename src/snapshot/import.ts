/** The whole import: files into the corpus, the corpus into a snapshot, the snapshot made current. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ingest, type IngestProgress, type IngestReport } from '../corpus/ingest.js';
import { lockCorpus } from '../corpus/lock.js';
import { CorpusStore } from '../corpus/store.js';
import { buildSnapshot, snapshotIdOf, type BuildPhase } from './build.js';
import { currentSnapshotId, readManifest, snapshotsDir, verifySnapshot } from './layout.js';
import { BUILDING_PREFIX, publishSnapshot, removeOldSnapshots } from './publish.js';
import type { Manifest } from './types.js';

export type ImportProgress =
  | ({ readonly phase: 'reading' } & IngestProgress)
  | { readonly phase: BuildPhase; readonly share: number };

export interface ImportOptions {
  readonly dataDir: string;
  /** Id of the format of all files; absent or null detects each file's. */
  readonly format?: string | null;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Ends the reading after the batch in hand; what was read is kept, and no snapshot is built. */
  readonly signal?: AbortSignal;
  readonly threads?: number;
}

export interface ImportReport extends IngestReport {
  /** The snapshot that is current now; null where the corpus is still empty or the import was interrupted before any. */
  readonly manifest: Manifest | null;
  /** False where nothing had changed, so that the snapshot that was there still holds. */
  readonly snapshotBuilt: boolean;
  /** Records merged into papers with others; null where no snapshot was built. */
  readonly mergedRecords: number | null;
  readonly metricsLeft: readonly string[];
}

/**
 * Imports files, folders and globs and publishes the snapshot that follows. At every instant before the end the
 * previous snapshot serves; a process killed on the way leaves what was read in the corpus, and running the same
 * import again completes it.
 * @throws CorpusLockedError, DatabaseError, RangeError (unknown format), and the file system's errors
 */
export async function importFiles(args: readonly string[], options: ImportOptions): Promise<ImportReport> {
  const lock = lockCorpus(options.dataDir);
  const store = CorpusStore.open(options.dataDir);
  try {
    const read = await ingest(store, args, {
      format: options.format ?? null,
      ...(options.signal ? { signal: options.signal } : {}),
      onProgress: (progress) => options.onProgress?.({ phase: 'reading', ...progress }),
    });
    if (read.interrupted) return { ...read, manifest: currentManifest(options.dataDir), snapshotBuilt: false, mergedRecords: null, metricsLeft: [] };
    return { ...read, ...(await refresh(store, options)) };
  } finally {
    store.close();
    lock.release();
  }
}

/** Takes curated ledger entries back, or adds some, and publishes the snapshot that follows. */
export async function changeLedger(change: (store: CorpusStore) => void, options: Omit<ImportOptions, 'format' | 'signal'>): Promise<Pick<ImportReport, 'manifest' | 'snapshotBuilt'>> {
  const lock = lockCorpus(options.dataDir);
  const store = CorpusStore.open(options.dataDir);
  try {
    store.transaction(() => change(store));
    return await refresh(store, options);
  } finally {
    store.close();
    lock.release();
  }
}

async function refresh(store: CorpusStore, options: ImportOptions): Promise<Pick<ImportReport, 'manifest' | 'snapshotBuilt' | 'mergedRecords' | 'metricsLeft'>> {
  const { dataDir, onProgress, threads } = options;
  const current = usableManifest(dataDir);
  const id = snapshotIdOf(store);
  const holds = current?.id === id && (await verifySnapshot(join(snapshotsDir(dataDir), id))).length === 0;
  if (holds || store.recordCount() === 0) {
    return { manifest: current, snapshotBuilt: false, mergedRecords: null, metricsLeft: [] };
  }
  mkdirSync(snapshotsDir(dataDir), { recursive: true });
  removeOldSnapshots(dataDir);
  const buildDir = join(snapshotsDir(dataDir), `${BUILDING_PREFIX}${id}`);
  const { manifest, mergedRecords, metricsLeft } = await buildSnapshot(store, buildDir, {
    onProgress: (phase, share) => onProgress?.({ phase, share }),
    ...(threads === undefined ? {} : { threads }),
  });
  publishSnapshot(dataDir, buildDir, id);
  return { manifest, snapshotBuilt: true, mergedRecords, metricsLeft };
}

function currentManifest(dataDir: string): Manifest | null {
  const id = currentSnapshotId(dataDir);
  return id === null ? null : readManifest(join(snapshotsDir(dataDir), id));
}

/** The current manifest, or null where there is none or it can't be read: then the snapshot is simply built anew. */
function usableManifest(dataDir: string): Manifest | null {
  try {
    return currentManifest(dataDir);
  } catch {
    return null;
  }
}
