/**
 * A number of every author that changes for ever fewer of them, round by round: a table of all, and over it a log of what
 * has changed since, so that a round of a long tail writes next to nothing. The log is merged into the table where rounds
 * have read about as much of it as that writes.
 */
import { countWhere, handingWhole, wholeSum } from '../sql.js';
import type { Workspace } from '../workspace.js';

/** Logs read, in rows, per author, before they are merged. */
const READ_BEFORE_MERGED = 1 / 2;
/** Rows of a table that is handed whole to every task where a statement has several such. */
const FEW = 500_000;
/** Rows of a table that is handed out for less than a shuffle takes to begin. */
const NEXT_TO_NONE = 100_000;

/** Whom a round looks at, and how. */
export interface Looking {
  readonly query: string;
  /** What stands after SELECT where they, as `looking`, are joined with all pairs. */
  readonly hint: string;
  /** Whether they are more than few. */
  readonly areMany: boolean;
}

export class ChangingColumn {
  /** Of its tables on the way. */
  readonly name: string;
  readonly #work: Workspace;
  readonly #column: string;
  /** Columns of the log beside author, column and round. */
  readonly #more: string;
  readonly #authors: number;
  #table: string;
  #rounds = 0;
  #mergedIn = 0;
  #readOfLogs = 0;
  #noted = Infinity;
  #neighbours = Infinity;
  /** The table of those whom the next round looks at, where there is one. */
  #looking: string | null = null;

  /**
   * @param name of its tables on the way
   * @param more what a note says beside the column's new value
   * @param start in FROM: author and the column, of all authors
   */
  constructor(work: Workspace, { name, column, more, start, authors }: { readonly name: string; readonly column: string; readonly more: string; readonly start: string; readonly authors: number }) {
    this.#work = work;
    this.name = name;
    this.#column = column;
    this.#more = more;
    this.#table = start;
    this.#authors = authors;
  }

  /** Rounds noted. */
  get rounds(): number {
    return this.#rounds;
  }

  /** In FROM: author and the column, of all authors, as the last round left them. */
  get now(): string {
    if (this.#rounds === this.#mergedIn) return this.#table;
    return `(SELECT ${this.handingFew('noted', this.#work.rowsOf(this.#logName))} numbers.author, coalesce(noted.${this.#column}, numbers.${this.#column}) AS ${this.#column} FROM ${this.#table} AS numbers LEFT JOIN ${this.#log} AS noted ON noted.author = numbers.author)`;
  }

  /** In FROM: what the last round noted. There has to be one. */
  get lastNotes(): string {
    return `(SELECT author, ${this.#column}, ${this.#more} FROM ${this.#log} AS noted WHERE noted_in = ${this.#rounds})`;
  }

  /** Authors whom the last round noted. */
  get noted(): number {
    return this.#noted;
  }

  get hasNotedMany(): boolean {
    return this.#noted > FEW;
  }

  /** Neighbours of whom the last round noted, all together: no more authors can have been touched by it. */
  get neighbours(): number {
    return this.#neighbours;
  }

  /**
   * Whom the next round looks at. Where they may be many, they are counted first, in a table of their own: most often they
   * are few after all, and a round that knows it leaves all pairs where they lie.
   * @param query of those near whom the last round noted; each once
   */
  async lookAt(query: string): Promise<Looking> {
    const most = Math.min(this.#authors, this.#neighbours);
    if (most <= FEW) return { query, hint: this.handingFew('looking', most), areMany: false };
    this.#looking = `${this.name}_looking_${this.#rounds}`;
    await this.#work.make(this.#looking, query);
    const rows = this.#work.rowsOf(this.#looking);
    return { query: `SELECT * FROM ${this.#work.from(this.#looking)} AS counted`, hint: this.handingFew('looking', rows), areMany: rows > FEW };
  }

  /** What stands after SELECT to have a table of so many rows at most handed to every task; empty where they are more than few. */
  handingFew(alias: string, rows: number): string {
    return handingWhole(this.#work.engine.dialect, { [alias]: rows }, FEW);
  }

  /**
   * The same for everybody's values. Empty beside few rows: there these values are what costs, and unless they are next to
   * none, they are shuffled for less than it takes to hand them out.
   */
  handingEverybody(alias: string, isBesideMany: boolean): string {
    return isBesideMany || this.#authors <= NEXT_TO_NONE ? handingWhole(this.#work.engine.dialect, { [alias]: this.#authors }) : '';
  }

  get #logName(): string {
    return `${this.name}_log_${this.#rounds}`;
  }

  get #log(): string {
    return this.#work.from(this.#logName);
  }

  /**
   * Makes a round of notes.
   * @param notes a query: author, the column, `more`, and `neighbours`, how many the author has; a row per author at most
   * @returns how many there are
   */
  async note(notes: string): Promise<number> {
    const isMerged = this.#rounds === this.#mergedIn;
    const columns = `author, ${this.#column}, ${this.#more}, neighbours`;
    const earlier = isMerged ? '' : this.#log;
    const before = this.#logName;
    this.#rounds += 1;
    const after = this.#logName;
    const fresh = `SELECT ${columns}, ${this.#rounds} AS noted_in FROM (${notes}) AS notes`;
    const all = `SELECT ${columns}, noted_in, row_number() OVER (PARTITION BY author ORDER BY noted_in DESC) AS nth FROM (${fresh} UNION ALL SELECT ${columns}, noted_in FROM ${earlier} AS earlier) AS noted`;
    const isFresh = `noted_in = ${this.#rounds}`;
    const { fresh_rows: count, fresh_neighbours: neighbours } = await this.#work.make(
      after,
      isMerged ? fresh : `SELECT ${columns}, noted_in FROM (${all}) AS ordered WHERE nth = 1`,
      { fresh_rows: countWhere(isFresh), fresh_neighbours: wholeSum(`CASE WHEN ${isFresh} THEN neighbours END`) },
    );
    [this.#noted, this.#neighbours] = [count, neighbours];
    this.#work.drop(before);
    if (this.#looking !== null) this.#work.drop(this.#looking);
    this.#looking = null;
    this.#readOfLogs += this.#work.rowsOf(after);
    if (count > 0 && this.#readOfLogs >= this.#authors * READ_BEFORE_MERGED) await this.#merge();
    return count;
  }

  async #merge(): Promise<void> {
    const merged = `${this.name}_${this.#rounds}`;
    await this.#work.make(merged, `SELECT author, ${this.#column} FROM ${this.now} AS numbers`);
    this.#work.drop(`${this.name}_${this.#mergedIn}`);
    this.#table = this.#work.from(merged);
    this.#mergedIn = this.#rounds;
    this.#readOfLogs = 0;
  }

  /** Gives up its tables. */
  drop(): void {
    this.#work.drop(`${this.name}_${this.#mergedIn}`);
    this.#work.drop(this.#logName);
  }
}
