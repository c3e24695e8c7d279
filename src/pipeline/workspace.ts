/**
 * Where the tables are made: each is written whole into a folder, then noted in a state file that is replaced by
 * rename. A step that is asked for a table noted already does not make it again, so a driver that was killed and
 * starts anew comes to the last table that it had finished, and goes on from there.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError, WorksError, type SqlEngine } from './engine.js';
import { removeTable, WORK_FOLDER } from './own-folders.js';
import { isAddress } from './places.js';
import { readState, writeState, type Answer, type MadeTableState, type PipelineState } from './state-file.js';
import { tableFilesIn, type TableFiles } from './table-files.js';

/** What a step tells while it runs and when it has ended. */
export interface StepReport {
  readonly name: string;
  /** Null while it runs. */
  readonly rows: number | null;
  readonly milliseconds: number;
  /** True where the table was there from an earlier run. */
  readonly wasThere: boolean;
}

export interface WorkspaceOptions {
  /** Folder of the finished tables: a path, or an address that the engine writes to (`s3a://…`). */
  readonly out: string;
  /** Folder of the state file, on this machine. */
  readonly stateDir: string;
  /** Names what is made, and of what: a state of something else is refused. */
  readonly fingerprint: string;
  readonly onStep?: (report: StepReport) => void;
}

/** Small numbers about a table, remembered with it: what a loop decides by must be the same when it is resumed. */
export type TableFacts<Name extends string = string> = Readonly<Record<Name, number>>;

export class Workspace {
  readonly engine: SqlEngine;
  readonly #options: WorkspaceOptions;
  readonly #finished: ReadonlySet<string>;
  #state: PipelineState;
  /** Folders of tables given up since the state was written. */
  readonly #toRemove: string[] = [];
  /** Tables given up whose view the engine still has. */
  readonly #toForget: string[] = [];

  /**
   * Takes up the state that is there, or begins.
   * @param finished names of the tables that stay
   * @throws RangeError where the state is of other works or parameters, EngineError where a table is not as it was written
   */
  constructor(engine: SqlEngine, finished: readonly string[], options: WorkspaceOptions) {
    this.engine = engine;
    this.#options = options;
    this.#finished = new Set(finished);
    const state = readState(options.stateDir);
    if (state !== null && state.fingerprint !== options.fingerprint) {
      throw new RangeError(`${options.out} holds tables begun from other works, with other parameters, by another engine or by another version of coterie${isAddress(options.out) ? `, or ${options.stateDir} is the state of tables elsewhere` : ''}: name another folder, or begin anew with --restart`);
    }
    this.#state = state ?? { fingerprint: options.fingerprint, tables: {}, answers: {} };
    for (const [name, table] of Object.entries(this.#state.tables)) this.#verifyFiles(name, table);
  }

  /** The table in a FROM: a view over its files, which `make` brings. */
  from(name: string): string {
    return `made_${name}`;
  }

  folderOf(name: string): string {
    const { out } = this.#options;
    return this.#finished.has(name) ? `${out}/${name}` : `${out}/${WORK_FOLDER}/${name}`;
  }

  /** Rows of a table made before. */
  rowsOf(name: string): number {
    return this.#madeBefore(name).rows;
  }

  /** Files of a table made before; null where they are not on this machine. */
  filesOf(name: string): TableFiles | null {
    return isAddress(this.folderOf(name)) ? null : this.#state.tables[name]?.files ?? null;
  }

  /** Facts of a table made before. */
  factsOf(name: string): TableFacts {
    return this.#madeBefore(name).facts;
  }

  /**
   * Makes a table of a query's rows, unless it is there. An engine is asked three things: to write it, to know the files by
   * a name (so that no later statement looks at them anew), and to count its rows together with the facts.
   * @param facts numbers about its rows, by name: aggregates of its columns; null counts as 0
   * @returns the facts, as they were when the table was made
   */
  async make<Name extends string>(name: string, query: string, facts: Readonly<Record<Name, string>> = {} as Readonly<Record<Name, string>>): Promise<TableFacts<Name>> {
    const { onStep } = this.#options;
    const { dialect } = this.engine;
    for (const each of this.#toForget.splice(0)) await this.engine.run(`DROP VIEW IF EXISTS ${this.from(each)}`);
    const there = this.#state.tables[name];
    if (there !== undefined) {
      if (!there.isDropped) await this.engine.run(dialect.folderView(this.from(name), this.folderOf(name)));
      onStep?.({ name, rows: there.rows, milliseconds: 0, wasThere: true });
      return there.facts;
    }
    onStep?.({ name, rows: null, milliseconds: 0, wasThere: false });
    const started = performance.now();
    const folder = this.folderOf(name);
    if (!isAddress(folder)) {
      removeTable(folder);
      mkdirSync(folder, { recursive: true });
    }
    const table = await this.during(name, async (): Promise<MadeTableState> => {
      await this.engine.run(dialect.writeParquet(query, folder));
      await this.engine.run(dialect.folderView(this.from(name), folder));
      const asked = Object.entries<string>(facts).map(([fact, value]) => `, ${value} AS ${fact}`).join('');
      const { row_count: rows, ...found } = await this.#numbers(`SELECT count(*) AS row_count${asked} FROM ${this.from(name)} AS made`);
      return { rows, facts: found, files: await tableFilesIn(folder, this.#finished.has(name)), isDropped: false };
    });
    this.#note(name, table);
    onStep?.({ name, rows: table.rows, milliseconds: performance.now() - started, wasThere: false });
    return table.facts;
  }

  /**
   * Gives up a table that no later step reads: its files go once the next state that says so is on disk, so that no table
   * that is half removed is taken for damaged. Of one at an address the rows stay until the whole is removed.
   */
  drop(name: string): void {
    const table = this.#state.tables[name];
    if (table === undefined || table.isDropped) return;
    this.#state = { ...this.#state, tables: { ...this.#state.tables, [name]: { ...table, isDropped: true, files: {} } } };
    this.#toForget.push(name);
    const folder = this.folderOf(name);
    if (!isAddress(folder)) this.#toRemove.push(folder);
  }

  /**
   * The first row of a small query, or null: for decisions. Remembered, since when it is asked again after a resumption
   * the tables may be gone.
   * @param question names it; no other may be named so
   */
  async ask(question: string, query: string): Promise<Answer | null> {
    return this.remember(question, () => this.during(question, async () => {
      const row = (await this.engine.rows(query)).at(0);
      return row === undefined ? null : Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]));
    }));
  }

  /** What `find` finds, or has found in an earlier run, under the same rules as `ask`. */
  async remember(question: string, find: () => Promise<Answer | null>): Promise<Answer | null> {
    if (Object.hasOwn(this.#state.answers, question)) return this.#state.answers[question];
    const answer = await find();
    this.#save({ ...this.#state, answers: { ...this.#state.answers, [question]: answer } });
    return answer;
  }

  async #numbers(query: string): Promise<TableFacts> {
    const [row] = await this.engine.rows(query);
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value ?? 0)]));
  }

  /** Has what fails say in which step, but for works that can't be meant. @throws EngineError, WorksError */
  async during<T>(name: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof WorksError) throw error;
      throw new EngineError(`the step ${name} failed: ${(error as Error).message}`, { cause: error });
    }
  }

  #madeBefore(name: string): MadeTableState {
    const table = this.#state.tables[name];
    if (table === undefined) throw new EngineError(`the table ${name} has not been made`);
    return table;
  }

  #note(name: string, table: MadeTableState): void {
    this.#save({ ...this.#state, tables: { ...this.#state.tables, [name]: table } });
  }

  #save(state: PipelineState): void {
    this.#state = state;
    writeState(this.#options.stateDir, state);
    for (const folder of this.#toRemove.splice(0)) removeTable(folder);
  }

  #verifyFiles(name: string, table: MadeTableState): void {
    const folder = this.folderOf(name);
    if (table.isDropped || isAddress(folder)) return;
    for (const [file, { bytes }] of Object.entries(table.files)) {
      const found = statSync(path.join(folder, file), { throwIfNoEntry: false })?.size;
      if (found === bytes) continue;
      const what = found === undefined ? 'is not there' : `has ${found} bytes`;
      throw new EngineError(`${path.join(folder, file)} ${what}, but was written with ${bytes} bytes: the tables begun in ${this.#options.out} can't be continued, begin anew with --restart`);
    }
  }
}
