/** Folders of works that a Spark cluster looks into by itself: what files of other columns and types come to, file by file, as on DuckDB. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import type { Cell, SqlEngine } from '../../src/pipeline/engine.js';
import type { WorksInput } from '../../src/pipeline/named-works.js';
import { openSparkEngine } from '../../src/pipeline/spark-engine.js';
import { readWorks } from '../../src/pipeline/steps/inputs.js';
import { MADE_TABLES } from '../../src/pipeline/tables.js';
import { Workspace } from '../../src/pipeline/workspace.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, work } from './made-tables.js';
import { SPARK_ADDRESS } from './spark-server.js';

const hasDuckdb = existsSync(fileURLToPath(new URL('../../node_modules/@duckdb/node-api', import.meta.url)));

describe.skipIf(SPARK_ADDRESS === undefined || !hasDuckdb)('folders of works on a Spark cluster (COTERIE_SPARK)', { timeout: 300_000 }, () => {
  let duckdb: SqlEngine;
  let spark: SqlEngine;
  beforeAll(async () => {
    duckdb = await openDuckdb({ temporaryFolder: tempDir() });
    spark = await openSparkEngine(SPARK_ADDRESS ?? '');
  });
  afterAll(() => Promise.all([duckdb.close(), spark.close()]));

  /** A folder of two files of two works each, of which the second is written with another SELECT; braces and commas in its name. */
  async function folderOf(select: string): Promise<string> {
    const folder = path.join(tempDir(), 'works {a,b}');
    mkdirSync(folder);
    const rows = [1, 2, 3, 4].map((number) => work(number, { authors: [1, 2], year: 2_000 + number }));
    writeFileSync(path.join(folder, 'a.parquet'), readFileSync(await fileOf(rows.slice(0, 2))));
    const other = await fileOf(rows.slice(2));
    await duckdb.run(`COPY (SELECT ${select} FROM read_parquet('${other}')) TO '${path.join(folder, 'b, c.parquet')}' (FORMAT parquet)`);
    return folder;
  }

  async function read(engine: SqlEngine, input: WorksInput): Promise<readonly Cell[][]> {
    const out = tempDir();
    const space = new Workspace(engine, MADE_TABLES, { out, stateDir: path.join(out, 'work'), fingerprint: 'one' });
    await readWorks(space, [input]);
    const facts = await engine.rows(`SELECT work_id, year, details FROM ${space.from('work_facts')} AS facts ORDER BY work_id`);
    const names = await engine.rows(`SELECT work_id, CAST(count(*) AS INTEGER) AS names FROM ${space.from('mention_facts')} AS facts GROUP BY work_id ORDER BY work_id`);
    return [...facts, ...names].map((row) => Object.values(row).map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell)));
  }
  const inFolder = (folder: string): WorksInput => ({ path: folder, kind: 'WORKS' });
  const eachFile = (folder: string): WorksInput => ({ path: folder, kind: 'WORKS', files: ['a.parquet', 'b, c.parquet'].map((name) => path.join(folder, name)) });

  it.each([
    ['integers and texts', '* REPLACE (CAST(year AS VARCHAR) AS year)'],
    ['integers and numbers of another width', '* REPLACE (CAST(year AS DOUBLE) AS year, CAST(citations AS INTEGER) AS citations)'],
    ['the same types', '*'],
  ])('read files whose types differ: %s', async (_, select) => {
    const folder = await folderOf(select);
    const found = await read(spark, inFolder(folder));
    expect(found.map(([id]) => id)).toHaveLength(8);
    expect(found).toEqual(await read(duckdb, eachFile(folder)));
  });

  it.each([
    ['a column that one lacks', '* EXCLUDE (mentions)', 'has no column mentions, so it holds neither works'],
    ['other columns', '1 AS x', 'has no columns work_id, title, abstract, year and 13 others'],
    ['a type that can\'t be meant', '* REPLACE (year = 2000 AS year)', 'the column year is of the type boolean, and is to hold a whole number'],
    ['author lists that are none', '* REPLACE (\'none\' AS mentions)', 'the column mentions is of the type string, and is to be a list of structs'],
  ])('refuse, naming the file, %s', async (_, select, message) => {
    const folder = await folderOf(select);
    await expect(read(spark, inFolder(folder))).rejects.toThrow(path.join(folder, 'b, c.parquet'));
    await expect(read(spark, inFolder(folder))).rejects.toThrow(message);
  });

  it('refuse values that can\'t be meant, a file that is cut, and a place where nothing is', async () => {
    await expect(read(spark, inFolder(await folderOf('* REPLACE (\'abc\' AS year)')))).rejects.toThrow('has year "abc", which is not a whole number');
    const folder = await folderOf('*');
    const cut = path.join(folder, 'b, c.parquet');
    writeFileSync(cut, readFileSync(cut).subarray(0, -100));
    await expect(read(spark, inFolder(folder))).rejects.toThrow(`${cut} is no whole Parquet file`);
    await expect(read(spark, inFolder(`${folder}/*.nothing`))).rejects.toThrow('the cluster finds no file at');
    await expect(read(spark, { path: `${folder}/*.jsonl`, kind: 'OPENALEX' })).rejects.toThrow('the cluster finds no file at');
  });

  it('read works of OpenAlex of which columns that are not asked for differ in type, and refuse others among them', async () => {
    const folder = path.join(tempDir(), 'openalex');
    mkdirSync(folder);
    const authorship = '{"author":{"id":"https://openalex.org/A5000000001","display_name":"Ada One","orcid":null},"raw_author_name":"Ada One","is_corresponding":true,"institutions":[{"display_name":"An Institute","country_code":"DE"}]}';
    const meshes = ['[]', '[{"descriptor_ui":"D1","is_major_topic":true}]'];
    for (const [at, mesh] of meshes.entries()) {
      const lines = path.join(folder, `${at}.lines`);
      writeFileSync(lines, [1, 2].map((nth) => `{"id":"https://openalex.org/W200000${at}${nth}","title":"Work ${at}${nth}","publication_year":2020,"mesh":${mesh},"abstract_inverted_index":{"word":[0]},"authorships":[${authorship}]}\n`).join(''));
      await duckdb.run(`COPY (SELECT * FROM read_json_auto('${lines}')) TO '${path.join(folder, `${at}.parquet`)}' (FORMAT parquet)`);
    }
    const found = await read(spark, { path: `${folder}/*.parquet`, kind: 'WORKS' });
    expect(found.map(([id]) => id)).toHaveLength(8);
    expect(found).toEqual(await read(duckdb, { path: folder, kind: 'WORKS', files: [0, 1].map((at) => path.join(folder, `${at}.parquet`)) }));
    writeFileSync(path.join(folder, '2.parquet'), readFileSync(await fileOf([work(1, { authors: [1] })])));
    await expect(read(spark, { path: `${folder}/*.parquet`, kind: 'WORKS' })).rejects.toThrow('holds works of `coterie works` and of OpenAlex together');
  });
});
