/**
 * From files to the corpus: detect, read, store in batches. Each batch is one transaction, so that a process that is
 * killed at any instant loses at most the batch in hand, and reading the file again brings exactly the rest.
 */
import { realpath } from 'node:fs/promises';
import type { ImportProblem, SourceItem } from '../records/record.js';
import { foreignFile } from '../sources/foreign-files.js';
import { discoverFiles, openFile, type DiscoveredFile, type OpenedFile, type TableSettings } from '../sources/open.js';
import { firstFew, importProblem } from '../sources/problems.js';
import { detectSource, detectTable, sourceById, SOURCES } from '../sources/registry.js';
import type { Source } from '../sources/source.js';
import { LedgerLines, staysRevoked } from './ingest-ledger.js';
import type { FileReading, SettledFile } from './file-readings.js';
import type { FileOrigin } from './origins.js';
import type { PreparedBatch } from './prepared.js';
import { itemsOf, LARGE_FILE_BYTES, readHere, readInThread, type AboutFile, type Reading } from './reading.js';
import type { CorpusStore, PutOutcome } from './store.js';

export interface IngestOptions {
  /** Id of the format of all files; null detects each file's. */
  readonly format: string | null;
  /** How tables without a fixed layout are read. Where columns are named, a file that has them all is such a table, whatever else it may be. */
  readonly table?: TableSettings;
  /** Where files came from, by their path as given; files that are not here say themselves, or don't. */
  readonly origins?: ReadonlyMap<string, FileOrigin>;
  /** Called a few times a second, and once at the end. */
  readonly onProgress?: (progress: IngestProgress) => void;
  /** Ends the reading after the batch in hand. */
  readonly signal?: AbortSignal;
}

export interface IngestProgress {
  readonly file: string;
  readonly fileNumber: number;
  readonly files: number;
  /** Bytes read and to be read, as stored, over all files. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly records: number;
}

export interface FileReport {
  readonly file: string;
  /** Id of the format, or null where none was recognised. */
  readonly format: string | null;
  /** False where a folder or glob brought it. */
  readonly named: boolean;
  /** Records of papers and persons, and ledger entries, that the file holds, by what they changed. */
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly papers: number;
  readonly persons: number;
  readonly ledgerEntries: number;
  /** Records that could not be taken. */
  readonly dropped: number;
  /** Records that an earlier reading of the file brought and that are no longer in it: they stay. 0 where reading was interrupted. */
  readonly gone: number;
  readonly problemCounts: Readonly<Record<string, number>>;
  /** True where nothing could be taken from a file that was new: the corpus keeps neither it nor its problems. */
  readonly forgotten: boolean;
}

export interface IngestReport {
  readonly files: readonly FileReport[];
  /** Problems of the arguments themselves: missing files, folders without a known format. */
  readonly argumentProblems: readonly ImportProblem[];
  /** The first problems of each kind, at most 20; the corpus has all of those of files that brought anything. */
  readonly firstProblems: readonly ImportProblem[];
  /** True where the signal ended the reading early. */
  readonly interrupted: boolean;
}

const PROGRESS_EVERY_MS = 200;
const FIRST_PROBLEMS_OF_A_KIND = 20;

/**
 * Reads every file that `args` (paths, folders, globs) lead to into the corpus.
 * @throws RangeError for an unknown format id, before anything is read; DatabaseError or the file system's error where
 *   the corpus can't be written. Bad content never throws: it is in the report and in the corpus's problems.
 */
export async function ingest(store: CorpusStore, args: readonly string[], options: IngestOptions): Promise<IngestReport> {
  const forced = options.format === null ? null : sourceById(options.format);
  const { files, problems } = await discoverFiles(args);
  const argumentProblems = [...problems];
  const passedOver: string[] = [];
  const bytesTotal = files.reduce((sum, file) => sum + file.size, 0);
  const reports: FileReport[] = [];
  const firstProblems: ImportProblem[] = [];
  let bytesDone = 0;
  for (const [position, file] of files.entries()) {
    if (options.signal?.aborted) break;
    const tally = new FileTally(file.file, file.named);
    const bytesBefore = bytesDone;
    bytesDone += file.size;
    const report = (bytesRead: number) =>
      options.onProgress?.({
        file: file.file, fileNumber: position + 1, files: files.length, bytesRead: bytesBefore + bytesRead, bytesTotal, records: tally.records,
      });
    const opened = await openFile(file.path).catch((error: Error) => {
      argumentProblems.push(importProblem({ file: file.file, kind: 'UNREADABLE', reason: error.message }));
      return null;
    });
    if (opened === null) continue;
    const source = forced ?? sourceOf(opened, options.table);
    if (source === null && !file.named && file.size > 0) {
      await opened.close();
      passedOver.push(file.file);
      continue;
    }
    await ingestFile(store, file, opened, source, options.table, tally, report, firstProblems, options.signal, options.origins?.get(file.path));
    reports.push(tally.report());
    report(file.size);
  }
  if (passedOver.length > 0) argumentProblems.push(filesOfNoFormat(passedOver));
  return { files: reports, argumentProblems, firstProblems, interrupted: options.signal?.aborted ?? false };
}

/** The source of a file by its content and name, and by the columns that a user names of tables. */
function sourceOf({ head, file }: OpenedFile, table: TableSettings | undefined): Source | null {
  return table?.columns === undefined ? detectSource(head, file) : detectTable(head, file, table.columns);
}

function filesOfNoFormat(files: readonly string[]): ImportProblem {
  return importProblem({
    file: files[0], kind: 'FILES_OF_NO_FORMAT', value: files.join(', '),
    reason: `${files.length} file(s) of the folders given are in none of the known formats and were passed over (${firstFew(files)}); name one by itself, or use --format, to read it anyway.`,
  });
}

async function ingestFile(
  store: CorpusStore,
  { path, file }: DiscoveredFile,
  opened: OpenedFile,
  source: Source | null,
  table: TableSettings | undefined,
  tally: FileTally,
  onProgress: (bytesRead: number) => void,
  firstProblems: ImportProblem[],
  signal: AbortSignal | undefined,
  origin: FileOrigin | undefined,
): Promise<void> {
  tally.format = source?.id ?? null;
  const { id: fileId, isNew, reading: earlier } = store.beginFile(await realpath(path), file, source?.id ?? 'unknown');
  const occurrences = new Map<string, number>();
  const ledger = new LedgerLines();
  let nextProgress = performance.now();
  const reading = await readingOf(path, opened, source, { origin, table });
  for await (const batch of reading.batches) {
    store.transaction(() => putBatch(store, fileId, batch, occurrences, tally, earlier));
    ledger.add(batch);
    for (const problem of batch.problems) if (isAmongFirst(problem, firstProblems)) firstProblems.push(problem);
    if (signal?.aborted) return;
    if (performance.now() < nextProgress) continue;
    onProgress(batch.bytesRead);
    nextProgress = performance.now() + PROGRESS_EVERY_MS;
  }
  const { sha256, bytes } = await reading.finish();
  const ledgerProblems = store.transaction(() => putLedger(store, fileId, ledger, tally));
  for (const problem of ledgerProblems) if (isAmongFirst(problem, firstProblems)) firstProblems.push(problem);
  // A file named by mistake leaves no trace in the corpus; its problems are in the report.
  if (isNew && tally.isFruitless) {
    store.forgetFile(fileId);
    tally.forgotten = true;
  }
  else {
    store.transaction(() => {
      tally.settle(earlier.settle());
      store.completeFile(fileId, sha256, bytes);
    });
  }
}

async function readingOf(path: string, opened: OpenedFile, source: Source | null, about: AboutFile): Promise<Reading> {
  if (source === null) return readHere(opened, unknownFormat(opened));
  if (opened.size < LARGE_FILE_BYTES) return readHere(opened, itemsOf(opened, source, about));
  await opened.close();
  return readInThread(path, source.id, about);
}

function isAmongFirst({ kind }: ImportProblem, firstProblems: readonly ImportProblem[]): boolean {
  return firstProblems.filter((problem) => problem.kind === kind).length < FIRST_PROBLEMS_OF_A_KIND;
}

async function* unknownFormat(opened: OpenedFile): AsyncGenerator<SourceItem> {
  await opened.close();
  const { file, size, head } = opened;
  const known = SOURCES.map(({ id }) => id).join(', ');
  const problem =
    size === 0
      ? importProblem({ file, kind: 'EMPTY_FILE', reason: `${file} is empty.` })
      : foreignFile(file, head) ?? importProblem({
          file, kind: 'UNKNOWN_FORMAT', value: head.slice(0, 80),
          reason: `${file} is in none of the known formats (${known}); name one with --format if you know better.`,
        });
  yield { kind: 'problem', problem };
}

function putBatch(store: CorpusStore, fileId: number, batch: PreparedBatch, occurrences: Map<string, number>, tally: FileTally, earlier: FileReading): void {
  const slotted = batch.records.map((record) => {
    if (record.globalKey !== null) return { ...record, occurrence: 1 };
    const occurrence = (occurrences.get(record.key) ?? 0) + 1;
    occurrences.set(record.key, occurrence);
    return { ...record, occurrence };
  });
  for (const [at, outcome] of store.putRecords(fileId, slotted, earlier).entries()) tally.countRecord(slotted[at].kind, outcome);
  for (const problem of batch.problems) {
    store.putProblem(fileId, problem);
    tally.countProblem(problem);
  }
}

/** Stores the statements of a file, or none of them. Answers the problems that follow. */
function putLedger(store: CorpusStore, fileId: number, ledger: LedgerLines, tally: FileTally): ImportProblem[] {
  const problems: ImportProblem[] = [];
  const refusal = ledger.refusal();
  if (refusal !== null) problems.push(refusal);
  for (const entry of refusal === null ? ledger.entries : []) {
    const outcome = store.curated.put(fileId, entry, 'stays revoked');
    if (outcome === 'revoked') problems.push(staysRevoked(entry));
    tally.countEntry(outcome === 'revoked' ? 'unchanged' : outcome);
  }
  for (const problem of problems) {
    store.putProblem(fileId, problem);
    tally.countProblem(problem);
  }
  return problems;
}

class FileTally {
  format: string | null = null;
  forgotten = false;
  readonly #counts = { added: 0, updated: 0, unchanged: 0, papers: 0, persons: 0, ledgerEntries: 0, dropped: 0, gone: 0 };
  readonly #problems = new Map<string, number>();

  constructor(
    readonly file: string,
    readonly named: boolean,
  ) {}

  /** True where nothing could be taken from the file. */
  get isFruitless(): boolean {
    return this.records + this.#counts.ledgerEntries === 0;
  }

  get records(): number {
    return this.#counts.papers + this.#counts.persons;
  }

  countRecord(kind: 'paper' | 'person', outcome: PutOutcome): void {
    this.#counts[outcome] += 1;
    this.#counts[kind === 'paper' ? 'papers' : 'persons'] += 1;
  }

  /** What the end of the file told of records taken earlier: what came under a corrected title is no addition. */
  settle({ retitled, gone }: SettledFile): void {
    this.#counts.added -= retitled;
    this.#counts.updated += retitled;
    this.#counts.gone = gone;
  }

  countEntry(outcome: PutOutcome): void {
    this.#counts[outcome] += 1;
    this.#counts.ledgerEntries += 1;
  }

  countProblem({ kind, recordDropped }: ImportProblem): void {
    this.#problems.set(kind, (this.#problems.get(kind) ?? 0) + 1);
    if (recordDropped) this.#counts.dropped += 1;
  }

  report(): FileReport {
    return { file: this.file, named: this.named, format: this.format, ...this.#counts, forgotten: this.forgotten, problemCounts: Object.fromEntries(this.#problems) };
  }
}
