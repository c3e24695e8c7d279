/** Rows of a pipeline's table: the Parquet files of one folder, in the order of their names, which is that of the table's key. */
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isTableFile } from '../pipeline/table-files.js';
import { readParquetRows } from '../sources/parquet/parquet-rows.js';

/** A table that can't be packed; the message names the folder or file, what is wrong and the remedy. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** Tables that are damaged, or not one another's: only making them anew helps. @param said what is wrong, and where */
export function spoiltTables(said: string): TableError {
  return new TableError(`${said}: make the tables anew (\`coterie pipeline --restart\`)`);
}

export type TableRow = Readonly<Record<string, unknown>>;

/**
 * Streams the rows of a table with the columns that are asked for; memory: a page of each column and some hundred rows.
 * @throws TableError where the folder or a column is missing, or a file can't be read to its end
 */
export async function* tableRows(folder: string, columns: readonly string[]): AsyncGenerator<TableRow> {
  for (const file of filesOf(folder)) {
    const path = join(folder, file);
    const lacks = (present: readonly string[]): string | null => {
      const missing = columns.filter((column) => !present.includes(column));
      return missing.length === 0 ? null : `it has no ${missing.length === 1 ? 'column' : 'columns'} ${missing.join(', ')}`;
    };
    for await (const item of readParquetRows({ file, path, bytes: createReadStream(path, { start: 0, end: 3 }) }, new Set(columns), lacks)) {
      if (item.kind === 'problem') throw spoiltTables(`${path} can't be read (${item.problem.reason})`);
      yield item.row;
    }
  }
}

function filesOf(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new TableError(`${folder} can't be listed (${(error as Error).message}): run the pipeline to its end first`);
  }
  const files = names.filter(isTableFile).toSorted();
  if (files.length === 0) throw new TableError(`${folder} has no Parquet file: run the pipeline to its end first`);
  return files;
}

/** Reads one column of one row; the message of what it throws names them. */
export class Cells {
  constructor(
    private readonly table: string,
    private readonly row: TableRow,
  ) {}

  /** @throws TableError unless it is an integer that a number holds exactly */
  integer(column: string): number {
    const value = this.integerOrNull(column);
    if (value === null) throw this.#unfit(column, 'an integer');
    return value;
  }

  integerOrNull(column: string): number | null {
    const value = this.row[column];
    if (value === null || value === undefined) return null;
    const number = Number(value);
    if (typeof value === 'string' || !Number.isSafeInteger(number)) throw this.#unfit(column, 'an integer');
    return number;
  }

  double(column: string): number {
    const value = this.row[column];
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.#unfit(column, 'a finite number');
    return value;
  }

  text(column: string): string {
    const value = this.textOrNull(column);
    if (value === null) throw this.#unfit(column, 'a text');
    return value;
  }

  textOrNull(column: string): string | null {
    const value = this.row[column];
    if (value === null || value === undefined) return null;
    if (typeof value !== 'string') throw this.#unfit(column, 'a text');
    return value;
  }

  truth(column: string): boolean {
    const value = this.truthOrNull(column);
    if (value === null) throw this.#unfit(column, 'true or false');
    return value;
  }

  truthOrNull(column: string): boolean | null {
    const value = this.row[column];
    if (value === null || value === undefined) return null;
    if (typeof value !== 'boolean') throw this.#unfit(column, 'true or false');
    return value;
  }

  #unfit(column: string, wanted: string): TableError {
    const value = this.row[column];
    const said = typeof value === 'bigint' ? String(value) : JSON.stringify(value) ?? 'nothing';
    const row = ['work_id', 'author_key', 'paper', 'author'].find((name) => name !== column && this.row[name] !== null && this.row[name] !== undefined);
    const named = row === undefined ? '' : ` (${row} ${String(this.row[row]).slice(0, 100)})`;
    return new TableError(`the table ${this.table} has ${said.slice(0, 100)} in ${column}${named}, not ${wanted}: the works that it was made of say so, correct them and make the tables anew (\`coterie pipeline --restart\`)`);
  }
}
