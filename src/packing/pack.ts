/**
 * Packs a pipeline's tables into a snapshot and makes it current. The tables say who wrote what and who wrote with whom;
 * the files are the same, byte for byte, whichever engine made equal tables.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { ComputePool } from '../compute/pool.js';
import { explainedFullDisk } from '../corpus/disk-full.js';
import { lockCorpus } from '../corpus/lock.js';
import { corpusPath } from '../corpus/store.js';
import { DEFAULT_MAX_ENTRIES } from '../graph/projection.js';
import type { Incidence, Selection } from '../graph/types.js';
import { WORK_FOLDER } from '../pipeline/own-folders.js';
import { STATE_FILE } from '../pipeline/state-file.js';
import { TABLES_FORMAT, TABLES_MANIFEST, type TablesManifest } from '../pipeline/tables.js';
import type { ImportProblem } from '../records/record.js';
import { completeSnapshot, isOutOfProportion, type BuildPhase, type CompletedSnapshot, type StoredProjection } from '../snapshot/complete-snapshot.js';
import { FILES, SNAPSHOT_FORMAT, snapshotsDir } from '../snapshot/layout.js';
import { NameIndexBuilder } from '../snapshot/name-index-builder.js';
import { BUILDING_PREFIX, publishSnapshot, removeUnfinished } from '../snapshot/publish.js';
import { RecordsWriter } from '../snapshot/records-writer.js';
import { markReplica } from '../snapshot/replica.js';
import type { Manifest } from '../snapshot/types.js';
import { PackedDuplicates } from './packed-duplicates.js';
import { packedMetrics } from './packed-metrics.js';
import { packPapers } from './packed-papers.js';
import { packPeople } from './packed-people.js';
import { projectionOfPairs, type Pair } from './pairs-projection.js';
import { proveTables } from './proved-tables.js';
import { Cells, spoiltTables, TableError, tableRows } from './table-rows.js';

/** Raised whenever equal tables would give another snapshot. */
const PACKER_VERSION = 7;

/**
 * Bytes of a snapshot for each of the compressed tables: ten times, give or take a tenth, in generated corpora of 3,000 and
 * 12,000 papers. Texts that compress less make it less.
 */
const SNAPSHOT_BYTES_A_BYTE = 10;

/** What a manifest says of its maker. */
export const PACKED_PRODUCT = `coterie packer ${PACKER_VERSION}`;

export interface PackOptions {
  /** Folder that the pipeline wrote. */
  readonly tables: string;
  /** Where its tables came from, as people name it; the folder itself where it is absent. */
  readonly cameFrom?: string;
  readonly dataDir: string;
  /** Worker threads for metrics; every processor where absent. */
  readonly threads?: number;
  /** Authors beyond whom no possible duplicates are sought; a million if absent. */
  readonly mostCompared?: number;
  /** Called as phases begin and move on; share is 0..1 of the phase. */
  readonly onProgress?: (phase: BuildPhase, share: number) => void;
}

/**
 * Packs and publishes. At every instant before the end the snapshot that was there serves; what a killed run left goes with
 * the next. Cost: O(rows of the tables) and that of the metrics; memory: the graph's arrays, the index of names, and what duplicates are told by.
 * @throws RangeError for what is no folder of tables, TableError, CorpusLockedError, MetricsNotComputedError, and the file system's errors
 */
export async function packTables(options: PackOptions): Promise<CompletedSnapshot> {
  const { tables, dataDir } = options;
  const said = manifestOf(tables);
  let stillNeeded = SNAPSHOT_BYTES_A_BYTE * bytesOfTables(said);
  try {
    // Checked before a folder is made for nothing, and again by whoever holds the lock.
    refuseCorpus(dataDir);
    const lock = lockCorpus(dataDir);
    try {
      refuseCorpus(dataDir);
      options.onProgress?.('papers', 0);
      const estimated = SNAPSHOT_BYTES_A_BYTE * (await proveTables(tables, said));
      removeUnfinished(dataDir);
      mkdirSync(snapshotsDir(dataDir), { recursive: true });
      const dir = join(snapshotsDir(dataDir), `${BUILDING_PREFIX}packed`);
      mkdirSync(dir);
      // Removed once nobody writes into it any more.
      const packed = await pack(tables, said, dir, options).catch((error: unknown) => {
        stillNeeded = Math.max(0, estimated - bytesIn(dir));
        rmSync(dir, { recursive: true, force: true });
        throw error;
      });
      // First the note, as with what is fetched: no snapshot stands without a corpus and without a word why.
      markReplica(dataDir, { origin: 'PACKED', target: options.cameFrom ?? resolve(tables), passedOver: null });
      publishSnapshot(dataDir, dir, packed.manifest.id);
      return packed;
    } finally {
      lock.release();
    }
  } catch (error) {
    throw explainedFullDisk(error, dataDir, stillNeeded);
  }
}

/** By what the manifest says of them, which is nothing of tables at an address. */
function bytesOfTables({ files }: TablesManifest): number {
  return Object.values(files).flatMap((table) => Object.values(table ?? {})).reduce((sum, { bytes }) => sum + bytes, 0);
}

function bytesIn(dir: string): number {
  return readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
}

async function pack(tables: string, said: TablesManifest, dir: string, { threads = availableParallelism(), mostCompared, onProgress = () => undefined }: PackOptions): Promise<CompletedSnapshot> {
  const pool = new ComputePool({ threads });
  const records = new RecordsWriter(join(dir, FILES.records));
  try {
    onProgress('papers', 0);
    let problemCount = 0;
    const onProblem = (problem: ImportProblem): void => records.problem(problemCount++, problem);
    const { incidence, vocabulary, choices } = await packPapers(tables, records, said.rows.authors, (done) => onProgress('papers', done / Math.max(1, said.rows.papers)), onProblem);
    if (incidence.paperCount !== said.rows.papers) throw spoiltTables(`the table papers has ${incidence.paperCount} rows, ${TABLES_MANIFEST} says ${said.rows.papers}`);
    onProgress('people', 0);
    const duplicates = new PackedDuplicates(incidence.authorCount, mostCompared);
    const names = new NameIndexBuilder();
    const { hasGroups } = await packPeople(tables, records, said.rows.authors, { names, duplicates, onProgress: (share) => onProgress('people', share) });
    duplicates.write(records, incidence, vocabulary, (share) => onProgress('duplicates', share));
    return await completeSnapshot({
      dir, pool, incidence, vocabulary, names, records, onProgress, product: PACKED_PRODUCT,
      id: idOf,
      project: (selection) => storedProjection(tables, said, incidence, selection, (share) => onProgress('graph', share)),
      carried: (_digests, selection, projection) => packedMetrics(tables, selection, projection),
      writeProvenance: (problems) => {
        for (const problem of problems) onProblem(problem);
        return problemCount;
      },
      recordCount: said.rows.papers,
      // Who is who, and what is one paper, was decided before: here keys are taken as they stand.
      choices: { ...choices, groupMode: hasGroups ? 'AUTHORS' : 'OUT' },
    });
  } finally {
    await records.close();
    await pool.close();
  }
}

/** Equal files give equal ids. */
function idOf(files: Manifest['files']): string {
  const sums = Object.keys(files).toSorted().map((name) => `${name} ${files[name].sha256}`);
  return createHash('sha256').update([PACKER_VERSION, SNAPSHOT_FORMAT, ...sums].join('\n')).digest('hex').slice(0, 16);
}

async function storedProjection(tables: string, { rows }: TablesManifest, incidence: Incidence, selection: Selection, onProgress: (share: number) => void): Promise<StoredProjection> {
  if (isOutOfProportion(incidence, selection)) return 'ON_DEMAND';
  if (2 * rows.pairs > DEFAULT_MAX_ENTRIES) return 'TOO_LARGE';
  let read = 0;
  // Pairs are read twice.
  const pairs = () => pairsOf(tables, () => onProgress(Math.min(1, (read += PAIRS_BETWEEN_TELLING) / (2 * rows.pairs))));
  return projectionOfPairs(pairs, selection);
}

const PAIRS_BETWEEN_TELLING = 65_536;

/** @param onMore called whenever so many more have been read */
async function* pairsOf(tables: string, onMore: () => void): AsyncGenerator<Pair> {
  let read = 0;
  for await (const row of tableRows(join(tables, 'pairs'), ['a', 'b', 'paper_count', 'strength'])) {
    const cells = new Cells('pairs', row);
    read += 1;
    if (read % PAIRS_BETWEEN_TELLING === 0) onMore();
    yield { a: cells.integer('a'), b: cells.integer('b'), paperCount: cells.integer('paper_count'), strength: cells.double('strength') };
  }
}

/** A corpus's snapshots follow from it: the next import would replace what was packed beside it. */
function refuseCorpus(dataDir: string): void {
  if (existsSync(corpusPath(dataDir))) throw new TableError(`${dataDir} has a corpus, of which its snapshots are made: pack into another --data directory`);
}

/** Values of a graph's parameters that leave nothing out, as texts: those of an empty list too, and of tables without the parameter. */
const NARROWING_NOTHING: ReadonlySet<string> = new Set(['null', '0', '', 'ALL', 'undefined']);

/** @throws RangeError where no folder of tables is named, TableError where they are not whole */
function saidIn(tables: string, path: string): TablesManifest {
  const found = statSync(tables, { throwIfNoEntry: false });
  if (found === undefined) throw new RangeError(`${tables} does not exist: name the folder that \`coterie pipeline\` was given by --out`);
  if (!found.isDirectory()) throw new RangeError(`${tables} is a file: name the folder that \`coterie pipeline\` was given by --out`);
  if (!existsSync(path)) {
    if (existsSync(join(tables, WORK_FOLDER, STATE_FILE))) throw new TableError(`the tables in ${tables} are not whole: run the pipeline to its end first, by the command that began it`);
    throw new RangeError(`${tables} has no ${TABLES_MANIFEST}, so no whole tables are there: name the folder that \`coterie pipeline\` was given by --out, or, where it was given --state, put the ${TABLES_MANIFEST} of that folder beside the tables`);
  }
  try {
    const said = JSON.parse(readFileSync(path, 'utf8')) as Partial<TablesManifest> | null;
    if (typeof said?.format === 'number' && (said.format !== TABLES_FORMAT || [said.rows, said.files, said.parameters].every((part) => typeof part === 'object'))) return said as TablesManifest;
  } catch (error) {
    throw new TableError(`${path} can't be read (${(error as Error).message}): make the tables anew with \`coterie pipeline --restart\``);
  }
  throw new TableError(`${path} is none of \`coterie pipeline\`: name the folder that it was given by --out`);
}

/** @throws TableError where the tables are not whole, of another version, or of a part of the graph alone */
function manifestOf(tables: string): TablesManifest {
  const path = join(tables, TABLES_MANIFEST);
  const said = saidIn(tables, path);
  if (said.format !== TABLES_FORMAT) throw new TableError(`${path} has format ${said.format}, this program packs format ${TABLES_FORMAT}: make them anew with this program's \`coterie pipeline --restart\``);
  if (said.rows.papers === 0) throw new TableError(`${path} has no papers, and a snapshot of none serves nobody: run the pipeline on works`);
  const { counting, maxAuthors, yearFrom, yearTo, types, venues, fields, minStrength, component } = said.parameters;
  const narrowing = Object.entries({ maxAuthors, yearFrom, yearTo, types, venues, fields, minStrength, component }).filter(([, value]) => !NARROWING_NOTHING.has(String(value)));
  if (counting !== 'FULL' || narrowing.length > 0) {
    const parts = [...(counting === 'FULL' ? [] : [`counting ${counting}`]), ...narrowing.map(([name, value]) => `${name} ${String(value)}`)];
    throw new TableError(`${path} has the tables of a narrower graph (${parts.join(', ')}), but a snapshot begins with that of all papers under FULL counting: run the pipeline without these`);
  }
  return said;
}
