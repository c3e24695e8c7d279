/** The corpus: the mutable source of truth. Written by imports, read by the snapshot builder. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ImportProblem, PaperRecord, PersonRecord } from '../records/record.js';
import { ensureDataDir } from './data-dir.js';
import { inTransaction, openDatabase, openReadOnly, shrinkLog, together, type Database, type OnMigrated, type Row } from './database.js';
import { FileReading, formerKeysOf } from './file-readings.js';
import { LedgerTable, type StoredLedgerEntry } from './ledger-table.js';
import { prepareRecord } from './prepared.js';
import { slotOf, type SlottedRecord } from './record-slots.js';
import { CHECKED_TABLES, rowChecksum, seal, sealUnsealed, type CheckedTable } from './row-checksums.js';
import { CORPUS_MIGRATIONS } from './schema.js';
import { restoredPaper, restoredPerson } from './stored-record.js';

export type { StoredLedgerEntry } from './ledger-table.js';
export type { SlottedRecord } from './record-slots.js';

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

const ROWS_OF_A_PAGE = 500;
/** Records inserted by one statement. */
const ROWS_AT_ONCE = 40;

export class CorpusStore {
  readonly #db: Database;
  #ledger: LedgerTable | null = null;

  private constructor(db: Database) {
    this.#db = db;
  }

  /** Opens `corpus.sqlite` in `dataDir`, creating both where missing. @throws DatabaseError */
  static open(dataDir: string, onMigrated?: OnMigrated): CorpusStore {
    ensureDataDir(dataDir);
    let migrated: readonly [from: number, to: number] | null = null;
    const store = new CorpusStore(openDatabase(corpusPath(dataDir), CORPUS_MIGRATIONS, (...versions) => (migrated = versions)));
    if (migrated === null) return store;
    store.transaction(() => sealUnsealed(store.#db));
    onMigrated?.(...(migrated as readonly [from: number, to: number]));
    return store;
  }

  /** Gives rows of an older version that have no checksum yet one. O(such rows). Answers how many they were. */
  sealAll(): number {
    return this.transaction(() => sealUnsealed(this.#db, Object.keys(CHECKED_TABLES) as CheckedTable[]));
  }

  /** Opens an existing corpus of this version for reading alone. @throws DatabaseError */
  static openReadOnly(dataDir: string): CorpusStore {
    return new CorpusStore(openReadOnly(corpusPath(dataDir)));
  }

  /** Moves SQLite's log into the corpus, where there is room for that, and closes it. */
  close(): void {
    shrinkLog(this.#db);
    this.#db.close();
  }

  /** All of `work`'s writes become durable together, or none does. */
  transaction<T>(work: () => T): T {
    return inTransaction(this.#db, work);
  }

  /** Notes that a file is about to be read; its earlier problems are forgotten. */
  beginFile(path: string, name: string, format: string): { id: number; isNew: boolean; reading: FileReading } {
    return together(this.#db, () => {
      // A reading that was killed before it brought anything leaves a file that is as new as ever.
      const isNew = this.#db.prepare(
        `SELECT 1 FROM files f WHERE path = ? AND (sha256 IS NOT NULL OR EXISTS (SELECT 1 FROM records WHERE file_id = f.id) OR EXISTS (SELECT 1 FROM ledger WHERE file_id = f.id))`,
      ).get(path) === undefined;
      const row = this.#db
        .prepare(
          `INSERT INTO files(path, name, format, imported_at) VALUES (?, ?, ?, ?)
           ON CONFLICT(path) DO UPDATE SET name = excluded.name, format = excluded.format, completed = 0 RETURNING id`,
        )
        .get(path, name, format, new Date().toISOString()) as Row;
      const id = Number(row['id']);
      seal(this.#db, 'files', id);
      this.#db.prepare('DELETE FROM problems WHERE file_id = ?').run(id);
      return { id, isNew, reading: new FileReading(this.#db, id) };
    });
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
    together(this.#db, () => {
      this.#db
        .prepare(
          `UPDATE files SET imported_at = CASE WHEN sha256 IS ? THEN imported_at ELSE ? END, sha256 = ?, bytes = ?, completed = 1
           WHERE id = ?`,
        )
        .run(sha256, new Date().toISOString(), sha256, bytes, fileId);
      seal(this.#db, 'files', fileId);
    });
  }

  /**
   * Stores a record, or brings the stored one up to date; O(log n).
   * @param occurrence see SlottedRecord
   */
  putRecord(kind: 'paper' | 'person', fileId: number, record: PaperRecord | PersonRecord, occurrence: number): PutOutcome {
    return this.putRecords(fileId, [{ ...prepareRecord(kind, record), occurrence }])[0];
  }

  /** Stores records, or brings the stored ones up to date, in their order; what each changed. O(k log n) for k records. */
  putRecords(fileId: number, records: readonly SlottedRecord[], reading?: FileReading): PutOutcome[] {
    const outcomes: PutOutcome[] = [];
    for (let at = 0; at < records.length; ) {
      const rows = records.length - at >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1;
      this.#putTogether(fileId, records.slice(at, at + rows), outcomes, reading);
      at += rows;
    }
    return outcomes;
  }

  /** Most records are new: they are inserted together, and only where some were there already is asked which. */
  #putTogether(fileId: number, records: readonly SlottedRecord[], outcomes: PutOutcome[], reading?: FileReading): void {
    const slots = records.map((record) => slotOf(fileId, record));
    const lastId = Number((this.#statement('SELECT max(id) AS id FROM records').get() as Row)['id'] ?? 0);
    const rows = records.map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
    const values = records.flatMap(({ kind, hash, json }, at) => [kind, slots[at], hash, fileId, json, rowChecksum([kind, slots[at], hash, fileId, null, json])]);
    const { changes } = this.#statement(`INSERT OR IGNORE INTO records(kind, slot, hash, file_id, json, checksum) VALUES ${rows}`).run(...values);
    if (changes === records.length) {
      for (let at = 0; at < records.length; at++) outcomes.push('added');
      return;
    }
    const found = this.#statement('SELECT id, slot, hash, former_keys FROM records WHERE slot IN (SELECT value FROM json_each(?))').all(JSON.stringify(slots)) as Row[];
    const stored = new Map(found.map((row) => [String(row['slot']), { id: Number(row['id']), hash: String(row['hash']), formerKeys: row['former_keys'], isNew: Number(row['id']) > lastId }]));
    for (const [at, { kind, hash, json }] of records.entries()) {
      const known = stored.get(slots[at]);
      if (known === undefined) throw new Error(`the corpus lost the record ${slots[at]} while it was being stored`);
      reading?.saw(known.id);
      if (known.isNew) outcomes.push('added');
      else if (known.hash === hash) outcomes.push('unchanged');
      else {
        const checksum = rowChecksum([kind, slots[at], hash, fileId, known.formerKeys, json]);
        this.#statement('UPDATE records SET hash = ?, file_id = ?, json = ?, checksum = ? WHERE id = ?').run(hash, fileId, json, checksum, known.id);
        outcomes.push('updated');
      }
      stored.set(slots[at], { ...known, hash, isNew: false });
    }
  }

  /** The curator's statements. */
  get curated(): LedgerTable {
    return (this.#ledger ??= new LedgerTable(this.#db));
  }

  putProblem(fileId: number, problem: ImportProblem): void {
    const json = JSON.stringify(problem);
    this.#statement('INSERT INTO problems(file_id, kind, json, checksum) VALUES (?, ?, ?, ?)').run(fileId, problem.kind, json, rowChecksum([fileId, problem.kind, json]));
  }

  /** Paper records in order of arrival, streamed. */
  *papers(): Generator<StoredRecord<PaperRecord>> {
    for (const row of this.#rows("SELECT id, json, former_keys FROM records WHERE kind = 'paper' AND id > ? ORDER BY id LIMIT ?", 'id')) {
      yield { id: Number(row['id']), record: paperOf(row) };
    }
  }

  /** One paper record by its id. @throws Error for an unknown id */
  paper(id: number): PaperRecord {
    const row = this.#statement("SELECT json, former_keys FROM records WHERE id = ? AND kind = 'paper'").get(id) as Row | undefined;
    if (!row) throw new Error(`corpus has no paper record ${id}`);
    return paperOf(row);
  }

  persons(): PersonRecord[] {
    return this.#db
      .prepare("SELECT json FROM records WHERE kind = 'person' ORDER BY id")
      .all()
      .map((row: Row) => restoredPerson(String(row['json'])));
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
    const files = this.#db.prepare('SELECT id FROM files ORDER BY id').all() as Row[];
    for (const { id: file } of files) {
      for (const row of this.#rows('SELECT id, json FROM problems WHERE file_id = ? AND id > ? ORDER BY id LIMIT ?', 'id', Number(file))) {
        yield JSON.parse(String(row['json'])) as ImportProblem;
      }
    }
  }

  /** A choice that holds for the whole corpus; undefined where none was made. */
  setting(name: string): string | undefined {
    const row = this.#statement('SELECT value FROM settings WHERE name = ?').get(name) as Row | undefined;
    return row === undefined ? undefined : String(row['value']);
  }

  setSetting(name: string, value: string): void {
    this.#statement('INSERT INTO settings(name, value, checksum) VALUES (?, ?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value, checksum = excluded.checksum')
      .run(name, value, rowChecksum([name, value]));
  }

  recordCount(): number {
    return Number((this.#db.prepare('SELECT count(*) AS n FROM records').get() as Row)['n']);
  }

  /** Hash of everything a snapshot is derived from: equal corpora (in content and order of arrival) give equal digests. */
  digest(): string {
    const digest = createHash('sha256');
    const feed = (sql: string) => {
      for (const row of this.#db.prepare(sql).all() as Row[]) digest.update(JSON.stringify(Object.values(row)) + '\n');
    };
    for (const { kind, hash: content } of this.#rows('SELECT id, kind, hash FROM records WHERE id > ? ORDER BY id LIMIT ?', 'id')) {
      digest.update(`["${kind}","${content}"]\n`);
    }
    feed('SELECT id, former_keys FROM records WHERE former_keys IS NOT NULL ORDER BY id');
    feed('SELECT id FROM ledger WHERE revoked_at IS NULL ORDER BY id');
    feed('SELECT name, value FROM settings ORDER BY name');
    feed('SELECT name, format, sha256, completed FROM files ORDER BY id');
    for (const problem of this.problems()) digest.update(`${JSON.stringify(problem)}\n`);
    return digest.digest('hex');
  }

  /**
   * Rows in ascending order of `key`, which `sql` compares with its last parameter but one; its last is how many at once.
   * Pages instead of SQLite's own iterator: that one crashes the process where its statement is collected before it.
   */
  *#rows(sql: string, key: string, ...bound: number[]): Generator<Row> {
    const statement = this.#statement(sql);
    for (let after = -1; ; ) {
      const rows = statement.all(...bound, after, ROWS_OF_A_PAGE) as Row[];
      yield* rows;
      if (rows.length < ROWS_OF_A_PAGE) return;
      after = Number(rows[rows.length - 1][key]);
    }
  }

  readonly #statements = new Map<string, ReturnType<Database['prepare']>>();
  #statement(sql: string): ReturnType<Database['prepare']> {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }
}

function paperOf(row: Row): PaperRecord {
  const record = restoredPaper(String(row['json']));
  return row['former_keys'] === null ? record : { ...record, formerKeys: formerKeysOf(row['former_keys']) };
}
