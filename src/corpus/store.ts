/** The corpus: the mutable source of truth. Written by imports, read by the snapshot builder. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImportProblem, LedgerEntry, PaperRecord, PersonRecord } from '../records/record.js';
import { ensureDataDir } from './data-dir.js';
import { inTransaction, openDatabase, type Database, type Row } from './database.js';
import { LedgerTable, type StoredLedgerEntry } from './ledger-table.js';
import { CORPUS_MIGRATIONS } from './schema.js';

export type { StoredLedgerEntry } from './ledger-table.js';

/** What putting a record changed. */
export type PutOutcome = 'added' | 'updated' | 'unchanged';

export interface StoredRecord<R> {
  /** Order of arrival, ascending. */
  readonly id: number;
  readonly record: R;
}

export interface StoredFile {
  /** File name without its folders. */
  readonly file: string;
  readonly format: string;
  readonly sha256: string | null;
  readonly bytes: number;
  readonly importedAt: string;
  /** False where reading it was interrupted: what was read is there, importing it again brings the rest. */
  readonly completed: boolean;
  readonly papers: number;
  readonly persons: number;
  readonly problems: number;
}

/** Where the corpus of a data directory lies. */
export const corpusPath = (dataDir: string): string => join(dataDir, 'corpus.sqlite');

export class CorpusStore {
  readonly #db: Database;
  #ledger: LedgerTable | null = null;

  private constructor(db: Database) {
    this.#db = db;
  }

  /** Opens `corpus.sqlite` in `dataDir`, creating both where missing. @throws DatabaseError */
  static open(dataDir: string): CorpusStore {
    ensureDataDir(dataDir);
    return new CorpusStore(openDatabase(corpusPath(dataDir), CORPUS_MIGRATIONS));
  }

  close(): void {
    this.#db.close();
  }

  /** All of `work`'s writes become durable together, or none does. */
  transaction<T>(work: () => T): T {
    return inTransaction(this.#db, work);
  }

  /** Notes that a file is about to be read; its earlier problems are forgotten. */
  beginFile(path: string, name: string, format: string): { id: number; isNew: boolean } {
    const isNew = this.#db.prepare('SELECT 1 FROM files WHERE path = ?').get(path) === undefined;
    const row = this.#db
      .prepare(
        `INSERT INTO files(path, name, format, imported_at) VALUES (?, ?, ?, ?)
         ON CONFLICT(path) DO UPDATE SET name = excluded.name, format = excluded.format, completed = 0 RETURNING id`,
      )
      .get(path, name, format, new Date().toISOString()) as Row;
    const id = Number(row['id']);
    this.#db.prepare('DELETE FROM problems WHERE file_id = ?').run(id);
    return { id, isNew };
  }

  /** Undoes beginFile for a file that brought no record: as if it had never been named. */
  forgetFile(fileId: number): void {
    this.transaction(() => {
      this.#db.prepare('DELETE FROM problems WHERE file_id = ?').run(fileId);
      this.#db.prepare('DELETE FROM files WHERE id = ?').run(fileId);
    });
  }

  /** Notes that the file was read to its end. The import date moves only when the bytes differ from last time. */
  completeFile(fileId: number, sha256: string, bytes: number): void {
    this.#db
      .prepare(
        `UPDATE files SET imported_at = CASE WHEN sha256 IS ? THEN imported_at ELSE ? END, sha256 = ?, bytes = ?, completed = 1
         WHERE id = ?`,
      )
      .run(sha256, new Date().toISOString(), sha256, bytes, fileId);
  }

  /**
   * Stores a record, or brings the stored one up to date; O(log n).
   * @param occurrence 1 for the first record of this key in the file, 2 for the second, …: two entries that share a
   *   local key are two records, not one overwriting the other. Ignored for global keys.
   */
  putRecord(kind: 'paper' | 'person', fileId: number, record: PaperRecord | PersonRecord, occurrence: number): PutOutcome {
    const slot = slotOf(kind, fileId, record, occurrence);
    const hash = contentHash(record);
    const known = this.#statement('SELECT id, hash FROM records WHERE slot = ?').get(slot) as Row | undefined;
    if (known?.['hash'] === hash) return 'unchanged';
    const json = JSON.stringify(record);
    if (known) {
      this.#statement('UPDATE records SET hash = ?, file_id = ?, json = ? WHERE id = ?').run(hash, fileId, json, Number(known['id']));
      return 'updated';
    }
    this.#statement('INSERT INTO records(kind, slot, hash, file_id, json) VALUES (?, ?, ?, ?, ?)').run(kind, slot, hash, fileId, json);
    return 'added';
  }

  /** The curator's statements. */
  get curated(): LedgerTable {
    return (this.#ledger ??= new LedgerTable(this.#db));
  }

  /** Adds a curator's statement; one that had been taken back holds again. */
  putLedgerEntry(fileId: number | null, entry: LedgerEntry): PutOutcome {
    return this.curated.put(fileId, entry);
  }

  /** Takes a statement back; the next snapshot is built without it. Returns false where no such statement holds. */
  revokeLedgerEntry(id: string): boolean {
    return this.curated.revoke(id);
  }

  putProblem(fileId: number, problem: ImportProblem): void {
    this.#statement('INSERT INTO problems(file_id, kind, json) VALUES (?, ?, ?)').run(fileId, problem.kind, JSON.stringify(problem));
  }

  /** Paper records in order of arrival, streamed. */
  *papers(): Generator<StoredRecord<PaperRecord>> {
    for (const row of this.#db.prepare("SELECT id, json FROM records WHERE kind = 'paper' ORDER BY id").iterate()) {
      yield { id: Number((row as Row)['id']), record: JSON.parse(String((row as Row)['json'])) as PaperRecord };
    }
  }

  /** One paper record by its id. @throws Error for an unknown id */
  paper(id: number): PaperRecord {
    const row = this.#statement("SELECT json FROM records WHERE id = ? AND kind = 'paper'").get(id) as Row | undefined;
    if (!row) throw new Error(`corpus has no paper record ${id}`);
    return JSON.parse(String(row['json'])) as PaperRecord;
  }

  persons(): PersonRecord[] {
    return this.#db
      .prepare("SELECT json FROM records WHERE kind = 'person' ORDER BY id")
      .all()
      .map((row: Row) => JSON.parse(String(row['json'])) as PersonRecord);
  }

  ledger(): StoredLedgerEntry[] {
    return this.curated.all();
  }

  files(): StoredFile[] {
    return this.#db
      .prepare(
        `SELECT f.*, count(r.id) FILTER (WHERE r.kind = 'paper') AS papers, count(r.id) FILTER (WHERE r.kind = 'person') AS persons,
                (SELECT count(*) FROM problems p WHERE p.file_id = f.id) AS problems
         FROM files f LEFT JOIN records r ON r.file_id = f.id GROUP BY f.id ORDER BY f.id`,
      )
      .all()
      .map((row: Row) => {
        return {
          file: String(row['name']),
          format: String(row['format']),
          sha256: row['sha256'] === null ? null : String(row['sha256']),
          bytes: Number(row['bytes']),
          importedAt: String(row['imported_at']),
          completed: Number(row['completed']) === 1,
          papers: Number(row['papers']),
          persons: Number(row['persons']),
          problems: Number(row['problems']),
        };
      });
  }

  *problems(): Generator<ImportProblem> {
    for (const row of this.#db.prepare('SELECT json FROM problems ORDER BY file_id, id').iterate()) {
      yield JSON.parse(String((row as Row)['json'])) as ImportProblem;
    }
  }

  /** A choice that holds for the whole corpus; undefined where none was made. */
  setting(name: string): string | undefined {
    const row = this.#statement('SELECT value FROM settings WHERE name = ?').get(name) as Row | undefined;
    return row === undefined ? undefined : String(row['value']);
  }

  setSetting(name: string, value: string): void {
    this.#statement('INSERT INTO settings(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value').run(name, value);
  }

  recordCount(): number {
    return Number((this.#db.prepare('SELECT count(*) AS n FROM records').get() as Row)['n']);
  }

  /** Hash of everything a snapshot is derived from: equal corpora (in content and order of arrival) give equal digests. */
  digest(): string {
    const hash = createHash('sha256');
    const feed = (sql: string) => {
      for (const row of this.#db.prepare(sql).iterate()) hash.update(JSON.stringify(Object.values(row as Row)) + '\n');
    };
    feed('SELECT kind, hash FROM records ORDER BY id');
    feed('SELECT id FROM ledger WHERE revoked_at IS NULL ORDER BY id');
    feed('SELECT name, value FROM settings ORDER BY name');
    feed('SELECT name, format, sha256, completed FROM files ORDER BY id');
    feed('SELECT json FROM problems ORDER BY file_id, id');
    return hash.digest('hex');
  }

  readonly #statements = new Map<string, ReturnType<Database['prepare']>>();
  #statement(sql: string): ReturnType<Database['prepare']> {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}

/**
 * Where a record belongs. Records with an identifier that is valid everywhere (an OpenAlex work, a DBLP key) have one
 * slot however many files bring them: the newest import shows. All others have a slot per file, so that two
 * bibliographies that use the same citation key never overwrite each other; they meet as duplicates later.
 */
function slotOf(kind: string, fileId: number, record: PaperRecord | PersonRecord, occurrence: number): string {
  if (hasGlobalKey(record)) return `${kind}|${record.key}`;
  return `${kind}|${record.key}${occurrence > 1 ? `#${occurrence}` : ''}@${fileId}`;
}

/** Whether the record's key is one of its own external ids, and so means the same record in every file. */
export function hasGlobalKey(record: PaperRecord | PersonRecord): boolean {
  const colon = record.key.indexOf(':');
  const ids = record.externalIds as Readonly<Record<string, string | undefined>>;
  return ids[record.key.slice(0, colon)] === record.key.slice(colon + 1);
}

function contentHash(record: PaperRecord | PersonRecord): string {
  const { source, ...content } = record;
  return createHash('sha256').update(JSON.stringify([content, source.format])).digest('base64url').slice(0, 22);
}
