/**
 * Writes `records.sqlite` while a snapshot is built: papers first, then, once people are known, authors and authorships.
 * Rows are collected and written many at a time; of a large corpus by a thread of its own.
 */
import type { Worker } from 'node:worker_threads';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { startThread } from '../threads/start.js';
import { RecordsDatabase, type TableName, type Value } from './records-database.js';
import type { RecordsMessage, RecordsReply } from './records-thread.js';
import type { DuplicatesFound } from './possible-duplicates.js';
import type { AuthorDetails, AuthorRow, AuthorshipRow, DuplicateRemark, ImportedSource, PaperRow } from './types.js';

/** A key by which something is found: a public id or `scheme:value`. */
/** Papers or authors written before it is asked whether the writing has kept up. */
export const WRITTEN_BETWEEN_WAITS = 512;

export interface Key {
  readonly key: string;
  /** True where the key belonged to something that was merged into this. */
  readonly redirect: boolean;
}

/** Values collected before they are written together: about a megabyte of text. */
const BATCH_VALUES = 8_192;
/** Batches after which a thread of its own pays: some ten thousand papers. */
const BATCHES_INLINE = 16;
/** Batches that may wait for the thread; beyond, `drained` waits. Bounds the memory of what waits. */
const BATCHES_WAITING = 6;

export interface RecordsWriterOptions {
  /** Batches written in the caller's thread before one is started. */
  readonly batchesInline?: number;
}

export class RecordsWriter {
  readonly #path: string;
  readonly #batchesInline: number;
  #batch = new Map<TableName, Value[]>();
  #values = 0;
  #batches = 0;
  #database: RecordsDatabase | null;
  #thread: RecordsThread | null = null;

  constructor(path: string, { batchesInline = BATCHES_INLINE }: RecordsWriterOptions = {}) {
    this.#path = path;
    this.#batchesInline = batchesInline;
    this.#database = new RecordsDatabase(path);
  }

  /** The first key is the paper's own; on a key that two papers claim, the first paper keeps it. */
  paper(row: PaperRow, abstract: string | null, keys: readonly Key[]): void {
    const { index, groups, conflicts, versions, otherVersions, ...always } = row;
    // Few papers have any of these.
    const stored = {
      ...always,
      ...(groups.length > 0 ? { groups } : {}),
      ...(conflicts.length > 0 ? { conflicts } : {}),
      ...(versions.length > 0 ? { versions } : {}),
      ...(otherVersions.length > 0 ? { otherVersions } : {}),
    };
    this.#add('papers', index, JSON.stringify(stored));
    if (abstract !== null) this.#add('abstracts', index, abstract);
    this.#add('text', index, row.title, abstract ?? '');
    for (const { key, redirect } of keys) this.#add('paperKeys', key, index, redirect ? 1 : 0);
  }

  author(row: AuthorRow, details: Omit<AuthorDetails, 'index'>, keys: readonly Key[], nameKeys: readonly string[]): void {
    this.#add('authors', row.index, row.id, row.displayName, row.disambiguator, row.kind === 'GROUP' ? 1 : 0, JSON.stringify(details));
    for (const { key, redirect } of keys) this.#add('authorKeys', key, row.index, redirect ? 1 : 0);
    for (const nameKey of nameKeys) this.#add('authorNames', nameKey, row.index);
  }

  /** One row a paper: see records-schema.ts for how a mention is written down. */
  authorships(paper: number, rows: readonly Omit<AuthorshipRow, 'listIndex'>[]): void {
    const stored = rows.map(({ author, rawName, parts, position, kind, affiliations, isCorresponding, alsoWritten }) => {
      const row: unknown[] = [author, rawName, position, kind === 'GROUP' ? 1 : 0];
      if (affiliations.length > 0 || isCorresponding !== null || alsoWritten.length > 0 || parts !== null) row.push(affiliations, isCorresponding);
      if (alsoWritten.length > 0 || parts !== null) row.push(alsoWritten);
      if (parts !== null) row.push([parts.given, parts.particle, parts.family, parts.suffix]);
      return row;
    });
    this.#add('authorships', paper, JSON.stringify(stored));
  }

  source(position: number, source: ImportedSource): void {
    this.#add('sources', position, JSON.stringify(source));
  }

  problem(position: number, problem: ImportProblem): void {
    this.#add('problems', position, problem.kind, JSON.stringify(problem));
  }

  ledgerEntry(position: number, entry: LedgerEntry): void {
    this.#add('ledger', position, JSON.stringify(entry));
  }

  /** All pairs, the likeliest first, and how many others there are. */
  possibleDuplicates({ pairs, uncompared, leftOut }: DuplicatesFound): void {
    for (const [rank, { a, b, ...json }] of pairs.entries()) {
      this.#add('duplicates', rank, a, b, JSON.stringify(json));
      this.#add('duplicatesOf', a, rank);
      this.#add('duplicatesOf', b, rank);
    }
    this.#add('remarks', 'possibleDuplicates', JSON.stringify({ uncompared, leftOut } satisfies DuplicateRemark));
  }

  /** Says why no pairs were sought. */
  noPossibleDuplicates(notSought: string): void {
    this.#add('remarks', 'possibleDuplicates', JSON.stringify({ uncompared: 0, leftOut: 0, notSought } satisfies DuplicateRemark));
  }

  /** Resolves at once unless the thread is behind: to be awaited now and then by whoever writes much. Rejects where writing failed. */
  drained(): Promise<void> | void {
    return this.#thread?.drained(BATCHES_WAITING);
  }

  /** Ends the writing; the file is whole afterwards. */
  async complete(): Promise<void> {
    this.#flush();
    if (this.#thread !== null) await this.#thread.complete();
    else this.#database?.complete();
    this.#database = null;
  }

  /** Lets go of the file; one that is not complete is left for whoever removes the directory. May be called twice. */
  async close(): Promise<void> {
    this.#database?.close();
    await this.#thread?.close();
    this.#thread = null;
  }

  #add(table: TableName, ...values: Value[]): void {
    const rows = this.#batch.get(table);
    if (rows === undefined) this.#batch.set(table, values);
    else rows.push(...values);
    this.#values += values.length;
    if (this.#values >= BATCH_VALUES) this.#flush();
  }

  #flush(): void {
    if (this.#values === 0) return;
    const batch = [...this.#batch];
    this.#batch = new Map();
    this.#values = 0;
    if (this.#thread === null && this.#batches++ >= this.#batchesInline) {
      this.#database?.handOver();
      this.#database = null;
      this.#thread = new RecordsThread(this.#path);
    }
    if (this.#thread !== null) this.#thread.send(batch);
    else for (const [table, values] of batch) this.#database?.insert(table, values);
  }
}

/** The other end of records-thread.ts. */
class RecordsThread {
  readonly #worker: Worker;
  #waiting = 0;
  #failure: Error | null = null;
  #completed = false;
  #wake: (() => void) | null = null;
  readonly #exited: Promise<void>;

  constructor(path: string) {
    this.#worker = startThread(new URL('./records-thread.js', import.meta.url), { workerData: path });
    this.#worker.on('message', ({ kind, error }: RecordsReply) => {
      if (kind === 'written') this.#waiting -= 1;
      else if (kind === 'completed') this.#completed = true;
      else if (kind === 'failed') this.#fail(error ?? 'no reason given');
      this.#wake?.();
    });
    this.#worker.on('error', (error) => this.#fail(error.message));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => {
      this.#fail('the thread ended early');
      resolve();
    }));
  }

  send(batch: RecordsMessage): void {
    this.#waiting += 1;
    this.#worker.postMessage(batch, []);
  }

  async drained(most: number): Promise<void> {
    await this.#until(() => this.#waiting <= most);
  }

  async complete(): Promise<void> {
    this.#worker.postMessage('complete' satisfies RecordsMessage, []);
    await this.#until(() => this.#completed);
  }

  async close(): Promise<void> {
    this.#worker.postMessage('close' satisfies RecordsMessage, []);
    await this.#exited;
  }

  #fail(why: string): void {
    this.#failure ??= new Error(`the records of the snapshot could not be written: ${why}`);
    this.#wake?.();
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    if (this.#failure !== null && !this.#completed) throw this.#failure;
  }
}
