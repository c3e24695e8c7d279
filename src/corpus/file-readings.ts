/**
 * What reading a file again says of the records that an earlier reading of it brought: which of them are no longer in
 * it, and which are there under a corrected title. Decided when the file has been read to its end, and only then.
 */
import type { Database, Row } from './database.js';
import { seal } from './row-checksums.js';
import { keyedRecord, retitledRecords, type KeyedRecord } from './retitled.js';
import { restoredPaper } from './stored-record.js';

export interface SettledFile {
  /** Records that this reading added and that turned out to be earlier ones under a corrected title. */
  readonly retitled: number;
  /** Records of earlier readings that are no longer in the file. They stay. */
  readonly gone: number;
}

const SEEN_AT_ONCE = 4_000;
const NOT_SEEN = 'file_id = ? AND id <= ? AND id NOT IN (SELECT id FROM temp.seen)';

/** Notes, while one file is read, the records of earlier times that it has still. */
export class FileReading {
  readonly #db: Database;
  readonly #fileId: number;
  /** The last record before this reading. */
  readonly #lastBefore: number;
  #seen: number[] = [];

  constructor(db: Database, fileId: number) {
    this.#db = db;
    this.#fileId = fileId;
    this.#lastBefore = lastRecord(db);
    db.exec('CREATE TEMP TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY); DELETE FROM temp.seen');
  }

  /** Notes that the file has a record of the corpus. */
  saw(id: number): void {
    if (id > this.#lastBefore) return;
    this.#seen.push(id);
    if (this.#seen.length >= SEEN_AT_ONCE) this.#write();
  }

  #write(): void {
    this.#db.prepare('INSERT OR IGNORE INTO temp.seen SELECT value FROM json_each(?)').run(JSON.stringify(this.#seen));
    this.#seen = [];
  }

  /**
   * Once the file was read to its end, within a transaction: brings records whose titles were corrected up to date. What
   * an interrupted reading left counts as new until the file has been read whole. O(records of the file).
   */
  settle(): SettledFile {
    this.#write();
    const gone = this.#db.prepare(`SELECT count(*) AS n FROM records WHERE ${NOT_SEEN}`).get(this.#fileId, this.#lastBefore) as Row;
    const pairs = Number(gone['n']) === 0 ? [] : retitledRecords(this.#gone(), this.#fresh());
    for (const { was, is } of pairs) this.#replace(was, is);
    this.#dropReclaimedKeys();
    this.#db.prepare('UPDATE files SET settled_id = ? WHERE id = ?').run(lastRecord(this.#db), this.#fileId);
    seal(this.#db, 'files', this.#fileId);
    this.#db.exec('DELETE FROM temp.seen');
    return { retitled: pairs.filter(({ is }) => is.id > this.#lastBefore).length, gone: Number(gone['n']) - pairs.length };
  }

  #gone(): KeyedRecord[] {
    return this.#keyed(`SELECT id, json FROM records WHERE kind = 'paper' AND ${NOT_SEEN} ORDER BY id`, this.#fileId, this.#lastBefore);
  }

  #fresh(): KeyedRecord[] {
    return this.#keyed(
      `SELECT id, json FROM records WHERE kind = 'paper' AND file_id = ?1 AND id > (SELECT settled_id FROM files WHERE id = ?1)
       AND (id > ?2 OR id IN (SELECT id FROM temp.seen)) ORDER BY id`,
      this.#fileId, this.#lastBefore,
    );
  }

  #keyed(sql: string, ...bound: number[]): KeyedRecord[] {
    return (this.#db.prepare(sql).all(...bound) as Row[]).flatMap((row) => keyedRecord(Number(row['id']), restoredPaper(String(row['json']))) ?? []);
  }

  /** The earlier record takes over what the new one says and keeps its place in the order of arrival. */
  #replace(was: KeyedRecord, is: KeyedRecord): void {
    const { slot, hash, json } = this.#db.prepare('SELECT slot, hash, json FROM records WHERE id = ?').get(is.id) as Row;
    const { former_keys: known } = this.#db.prepare('SELECT former_keys FROM records WHERE id = ?').get(was.id) as Row;
    const former = new Set([...formerKeysOf(known), was.key]);
    former.delete(is.key);
    this.#db.prepare('DELETE FROM records WHERE id = ?').run(is.id);
    this.#db
      .prepare('UPDATE records SET slot = ?, hash = ?, json = ?, former_keys = ? WHERE id = ?')
      .run(slot, hash, json, former.size === 0 ? null : JSON.stringify([...former]), was.id);
    seal(this.#db, 'records', was.id);
  }

  /** A key that a record of the file has now is no longer another's former one. */
  #dropReclaimedKeys(): void {
    const rows = this.#db.prepare('SELECT id, former_keys FROM records WHERE file_id = ? AND former_keys IS NOT NULL').all(this.#fileId) as Row[];
    const isBorne = this.#db.prepare("SELECT 1 FROM records WHERE slot = 'paper|' || ? || '@' || ?");
    for (const row of rows) {
      const keys = formerKeysOf(row['former_keys']);
      const kept = keys.filter((key) => isBorne.get(key, this.#fileId) === undefined);
      if (kept.length === keys.length) continue;
      this.#db.prepare('UPDATE records SET former_keys = ? WHERE id = ?').run(kept.length === 0 ? null : JSON.stringify(kept), Number(row['id']));
      seal(this.#db, 'records', Number(row['id']));
    }
  }
}

/** Keys that a record had before its title was corrected, from their column. */
export function formerKeysOf(column: string | number | null | undefined): readonly string[] {
  return typeof column === 'string' ? (JSON.parse(column) as string[]) : [];
}

function lastRecord(db: Database): number {
  return Number((db.prepare('SELECT max(id) AS id FROM records').get() as Row)['id'] ?? 0);
}
