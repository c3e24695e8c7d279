/** Writes `records.sqlite` while a snapshot is built: papers first, then, once people are known, authors and authorships. */
import { openDatabase, type Database } from '../corpus/database.js';
import type { ImportProblem, LedgerEntry } from '../records/record.js';
import { RECORDS_MIGRATIONS } from './records-schema.js';
import type { AuthorDetails, AuthorRow, AuthorshipRow, ImportedSource, PaperRow } from './types.js';

/** A key by which something is found: a public id or `scheme:value`. */
export interface Key {
  readonly key: string;
  /** True where the key belonged to something that was merged into this. */
  readonly redirect: boolean;
}

export class RecordsWriter {
  readonly #db: Database;

  constructor(path: string) {
    this.#db = openDatabase(path, RECORDS_MIGRATIONS);
    // The file is made from nothing and published whole: until then its durability is nobody's business.
    this.#db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000; BEGIN');
    this.#insert = {
      paper: this.#db.prepare('INSERT INTO papers VALUES (?, ?)'),
      abstract: this.#db.prepare('INSERT INTO abstracts VALUES (?, ?)'),
      text: this.#db.prepare('INSERT INTO paper_text(rowid, title, abstract) VALUES (?, ?, ?)'),
      paperKey: this.#db.prepare('INSERT OR IGNORE INTO paper_keys VALUES (?, ?, ?)'),
      author: this.#db.prepare('INSERT INTO authors VALUES (?, ?, ?, ?, ?)'),
      authorKey: this.#db.prepare('INSERT OR IGNORE INTO author_keys VALUES (?, ?, ?)'),
      authorName: this.#db.prepare('INSERT OR IGNORE INTO author_names VALUES (?, ?)'),
      authorship: this.#db.prepare('INSERT INTO authorships VALUES (?, ?, ?, ?, ?, ?)'),
      source: this.#db.prepare('INSERT INTO sources VALUES (?, ?)'),
      problem: this.#db.prepare('INSERT INTO problems VALUES (?, ?, ?)'),
      ledger: this.#db.prepare('INSERT INTO ledger VALUES (?, ?)'),
    };
  }

  readonly #insert: Record<
    'paper' | 'abstract' | 'text' | 'paperKey' | 'author' | 'authorKey' | 'authorName' | 'authorship' | 'source' | 'problem' | 'ledger',
    ReturnType<Database['prepare']>
  >;

  /** The first key is the paper's own; on a key that two papers claim, the first paper keeps it. */
  paper(row: PaperRow, abstract: string | null, keys: readonly Key[]): void {
    const { index, ...stored } = row;
    this.#insert.paper.run(index, JSON.stringify(stored));
    if (abstract !== null) this.#insert.abstract.run(index, abstract);
    this.#insert.text.run(index, row.title, abstract ?? '');
    for (const { key, redirect } of keys) this.#insert.paperKey.run(key, index, redirect ? 1 : 0);
  }

  author(row: AuthorRow, details: Omit<AuthorDetails, 'index'>, keys: readonly Key[], nameKeys: readonly string[]): void {
    this.#insert.author.run(row.index, row.id, row.displayName, row.disambiguator, JSON.stringify(details));
    for (const { key, redirect } of keys) this.#insert.authorKey.run(key, row.index, redirect ? 1 : 0);
    for (const nameKey of nameKeys) this.#insert.authorName.run(nameKey, row.index);
  }

  authorships(paper: number, rows: readonly Omit<AuthorshipRow, 'listIndex'>[]): void {
    rows.forEach((row, listIndex) => {
      const hasExtra = row.affiliations.length > 0 || row.isCorresponding !== null;
      const extra = hasExtra ? JSON.stringify([row.affiliations, row.isCorresponding]) : null;
      this.#insert.authorship.run(paper, listIndex, row.author, row.rawName, row.position, extra);
    });
  }

  source(position: number, source: ImportedSource): void {
    this.#insert.source.run(position, JSON.stringify(source));
  }

  problem(position: number, problem: ImportProblem): void {
    this.#insert.problem.run(position, problem.kind, JSON.stringify(problem));
  }

  ledgerEntry(position: number, entry: LedgerEntry): void {
    this.#insert.ledger.run(position, JSON.stringify(entry));
  }

  /** Ends the writing; the file is whole afterwards. */
  complete(): void {
    this.#db.exec("INSERT INTO paper_text(paper_text) VALUES ('optimize'); COMMIT; PRAGMA journal_mode = DELETE; ANALYZE");
    this.close();
  }

  /** Lets go of the file; one that is not complete is left for whoever removes the directory. May be called twice. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
