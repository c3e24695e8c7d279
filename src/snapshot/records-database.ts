/**
 * The writing side of `records.sqlite`: rows by table, many in one statement. What is found by a text key comes in no
 * order at all; it is put aside in a file of its own and moved at the end in the keys' order, which costs a fraction of
 * inserting into a sorted table at random places.
 */
import { rmSync } from 'node:fs';
import { openUnpublished, type Database } from '../corpus/database.js';
import { RECORDS_MIGRATIONS } from './records-schema.js';

export type Value = string | number | null;

/** The tables that are written, with what of an `INSERT` is theirs and how many values a row has. */
const TABLES = {
  papers: { into: 'papers', width: 2 },
  abstracts: { into: 'abstracts', width: 2 },
  text: { into: 'paper_text(rowid, title, abstract)', width: 3 },
  paperKeys: { into: 'aside.paper_keys', width: 3 },
  authors: { into: 'authors', width: 6 },
  authorKeys: { into: 'aside.author_keys', width: 3 },
  authorNames: { into: 'aside.author_names', width: 2 },
  authorships: { into: 'authorships', width: 2 },
  sources: { into: 'sources', width: 2 },
  problems: { into: 'problems', width: 3 },
  ledger: { into: 'ledger', width: 2 },
  duplicates: { into: 'possible_duplicates', width: 4 },
  duplicatesOf: { into: 'possible_duplicates_of', width: 2 },
  remarks: { into: 'remarks', width: 2 },
} as const;
export type TableName = keyof typeof TABLES;

/** How many rows one statement inserts. */
const ROWS_AT_ONCE = 40;

/** Tables put aside. A key that two claim is whose own it is before whom it only leads to, then whose came first. */
const MOVES = [
  'INSERT OR IGNORE INTO main.paper_keys SELECT key, idx, redirect FROM aside.paper_keys ORDER BY key, redirect, rowid',
  'INSERT OR IGNORE INTO main.author_keys SELECT key, idx, redirect FROM aside.author_keys ORDER BY key, redirect, rowid',
  'INSERT OR IGNORE INTO main.author_names SELECT name_key, idx FROM aside.author_names ORDER BY name_key, idx',
];

type Statement = ReturnType<Database['prepare']>;

export class RecordsDatabase {
  readonly #path: string;
  readonly #db: Database;
  readonly #statements = new Map<string, Statement>();

  /** Opens the file, creating it where missing, and begins the one transaction in which all is written. */
  constructor(path: string) {
    this.#path = path;
    this.#db = openUnpublished(path, RECORDS_MIGRATIONS);
    this.#db.prepare('ATTACH ? AS aside').run(asidePath(path));
    this.#db.exec(`
      PRAGMA aside.journal_mode = OFF; PRAGMA aside.synchronous = OFF; BEGIN;
      CREATE TABLE IF NOT EXISTS aside.paper_keys (key, idx, redirect);
      CREATE TABLE IF NOT EXISTS aside.author_keys (key, idx, redirect);
      CREATE TABLE IF NOT EXISTS aside.author_names (name_key, idx)`);
  }

  /** Inserts rows whose values stand one after the other in `values`. */
  insert(table: TableName, values: readonly Value[]): void {
    const { width } = TABLES[table];
    const step = ROWS_AT_ONCE * width;
    let at = 0;
    for (; at + step <= values.length; at += step) this.#statement(table, ROWS_AT_ONCE).run(...values.slice(at, at + step));
    for (; at < values.length; at += width) this.#statement(table, 1).run(...values.slice(at, at + width));
  }

  /** Ends the writing; the file is whole afterwards. */
  complete(): void {
    for (const move of MOVES) this.#db.exec(move);
    this.#db.exec("INSERT INTO paper_text(paper_text) VALUES ('optimize'); COMMIT; ANALYZE main");
    this.close();
    rmSync(asidePath(this.#path), { force: true });
  }

  /** Keeps what was written, for another to go on with: the file is not whole yet. */
  handOver(): void {
    this.#db.exec('COMMIT');
    this.close();
  }

  /** Lets go of the file; one that is not complete is left for whoever removes the directory. May be called twice. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #statement(table: TableName, rows: number): Statement {
    const name = `${table} ${rows}`;
    let statement = this.#statements.get(name);
    if (statement === undefined) {
      const { into, width } = TABLES[table];
      const row = `(${Array.from({ length: width }, () => '?').join(', ')})`;
      statement = this.#db.prepare(`INSERT INTO ${into} VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
      this.#statements.set(name, statement);
    }
    return statement;
  }
}

const asidePath = (path: string): string => `${path}-aside`;
