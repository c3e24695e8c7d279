/** Works and tables for tests of the pipeline. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DUCKDB } from '../../src/pipeline/dialect.js';
import { runPipeline, type PipelineOptions, type PipelineResult } from '../../src/pipeline/driver.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import type { Cell, SqlEngine } from '../../src/pipeline/engine.js';
import type { PipelineParameters, TableName } from '../../src/pipeline/tables.js';
import { worksFile, type WorkMention, type WorkRow } from '../../src/pipeline/works-file.js';
import { tempDir } from '../helpers/temp-dir.js';

export interface TestWork {
  /** Numbers of authors in list order; null for a name of nobody known. */
  readonly authors: readonly (number | null)[];
  readonly year?: number | null;
  readonly citations?: number | null;
  readonly complete?: boolean;
  readonly countries?: number | null;
  readonly title?: string;
}

/** Keys whose order is that of the numbers. */
export function keyOf(kind: string, number: number): string {
  return `${kind}:${String(number).padStart(7, '0')}`;
}

export function mention(author: number | null, position: number | null, name = `Author ${author ?? 'unknown'}`): WorkMention {
  return { position, raw_name: name, is_group: false, is_corresponding: null, affiliations: null, external_ids: null, name_parts: null, details: null, author_details: null, author_key: author === null ? null : keyOf('author', author) };
}

export function work(number: number, { authors, year = null, citations = null, complete = true, countries = null, title = `Work ${number}` }: TestWork): WorkRow {
  return {
    work_id: keyOf('work', number), title, abstract: null, year, date: null, venue: null, type: null, fields: null, citations, citation_source: null, citations_as_of: null,
    external_ids: null, author_list_complete: complete, has_code: false, country_count: countries, details: null, mentions: authors.map((author, at) => mention(author, at + 1)),
  };
}

/** A file of works. */
export async function fileOf(rows: Iterable<WorkRow>, name = 'works.parquet'): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of worksFile(rows)) chunks.push(chunk);
  const file = join(tempDir(), name);
  writeFileSync(file, Buffer.concat(chunks));
  return file;
}

export type Row = Readonly<Record<string, Cell>>;

/** Rows of a table of DuckDB's, with whole numbers as numbers. */
export async function rowsOf(out: string, table: TableName): Promise<Row[]> {
  const engine = await openDuckdb({ temporaryFolder: tempDir() });
  try {
    const rows = await engine.rows(`SELECT * FROM ${DUCKDB.parquetFolder(join(out, table))}`);
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value])));
  } finally {
    await engine.close();
  }
}

/** One column of a table, in its order. */
export async function columnOf(out: string, table: TableName, column: string): Promise<Cell[]> {
  return (await rowsOf(out, table)).map((row) => row[column]);
}

/** Runs the pipeline on DuckDB. */
export async function tablesOf(options: Omit<PipelineOptions, 'out'> & { readonly out?: string }, around: (engine: SqlEngine) => SqlEngine = (engine) => engine): Promise<PipelineResult & { readonly out: string }> {
  const out = options.out ?? join(tempDir(), 'tables');
  const engine = around(await openDuckdb({ temporaryFolder: tempDir(), threads: 1 }));
  try {
    return { ...(await runPipeline(engine, { ...options, out })), out };
  } finally {
    await engine.close();
  }
}

/** The tables of works by number of author; every author is named in one. */
export async function tablesOfWorks(works: readonly TestWork[], parameters: Partial<PipelineParameters> = {}): Promise<PipelineResult & { readonly out: string }> {
  return tablesOf({ inputs: [{ path: await fileOf(works.map((each, number) => work(number, each))), kind: 'WORKS' }], parameters });
}

/** The places where values are farther from those expected than allowed. */
export function farFrom(found: readonly unknown[], expected: readonly number[], within: number): string[] {
  if (found.length !== expected.length) return [`${found.length} values for ${expected.length}`];
  return expected.flatMap((value, at) => (Math.abs(Number(found[at]) - value) <= within ? [] : [`${at}: ${String(found[at])} for ${value}`]));
}
