/** Columns of types that can't be meant are refused by file, column and type, before any table is made. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCliError, EXIT } from '../../src/cli/errors.js';
import { DUCKDB, SPARK } from '../../src/pipeline/dialect.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { WorksError, type SqlEngine } from '../../src/pipeline/engine.js';
import { refuseFactTypes, refuseMentionsType, refuseMentionTypes } from '../../src/pipeline/steps/written-types.js';
import { FACT_TYPES, MENTION_TYPES } from '../../src/pipeline/tables.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, rowsOf, tablesOf, work } from './made-tables.js';

let engine: SqlEngine;
let plain: string;
beforeAll(async () => {
  engine = await openDuckdb({ temporaryFolder: tempDir(), threads: 1 });
  plain = await fileOf([work(1, { authors: [1, 2] }), work(2, { authors: [1, 2] })]);
});
afterAll(() => engine.close());

/** The plain works with columns replaced. */
async function written(replaced: string, file = join(tempDir(), 'others.parquet'), where = 'true'): Promise<string> {
  await engine.run(`COPY (SELECT * REPLACE (${replaced}) FROM read_parquet('${plain}') WHERE ${where}) TO '${file}' (FORMAT parquet)`);
  return file;
}

/** Mentions with a field replaced, or left out. */
function mentionsWith(field: string, value: string | null): string {
  const fields = Object.keys(MENTION_TYPES).filter((name) => name !== field || value !== null).map((name) => `${name}: ${name === field ? String(value) : `each.${name}`}`);
  return `list_transform(mentions, lambda each: {${fields.join(', ')}}) AS mentions`;
}

const QUICK = { labelRounds: 1, tolerance: 1e-3 };

async function refusal(path: string, files: readonly string[] = [path]): Promise<Error> {
  const out = join(tempDir(), 'tables');
  const error = await tablesOf({ inputs: [{ path, kind: 'WORKS', files }], out, parameters: QUICK }).then(() => expect.unreachable(), (thrown: unknown) => thrown as Error);
  expect([existsSync(join(out, 'work', 'work_facts')), existsSync(join(out, 'work', 'state.json'))]).toEqual([false, false]);
  return error;
}

const YEAR = 'a whole number from -9999 to 9999 (INTEGER, such as 2020): write the file again with that type';
const LIST = /^.*others\.parquet: the column mentions is of the type .*, and is to be a list of structs, one for each name of the author list \(STRUCT\(position BIGINT, raw_name VARCHAR, .*\)\[\]\): write the file again with that type$/;

describe('a column of another type', () => {
  it.each([
    ['true', 'BOOLEAN'], ['DATE \'2020-05-17\'', 'DATE'], ['TIMESTAMP \'2020-05-17 10:00:00\'', 'TIMESTAMP'], ['[2020]', 'INTEGER[]'], ['\'2020\'::BLOB', 'BLOB'], ['{a: 2020}', 'STRUCT(a INTEGER)'],
    ['INTERVAL 1 YEAR', 'INTERVAL'], ['MAP {\'a\': 1}', 'MAP(VARCHAR, INTEGER)'],
  ])('is refused where a number is wanted: %s', async (value, type) => {
    const file = await written(`${value} AS year`);
    const error = await refusal(file);
    expect(error.message).toBe(`${file}: the column year is of the type ${type}, and is to hold ${YEAR}`);
    expect(error).toBeInstanceOf(WorksError);
    expect(asCliError(error).exitCode).toBe(EXIT.usage);
  }, 30_000);

  it.each([
    ['[7] AS work_id', 'work_id is of the type INTEGER[], and is to hold a text (VARCHAR, such as openalex:W2741809807)'],
    ['[\'Physics\'] AS fields', 'fields is of the type VARCHAR[], and is to hold a JSON list of names (write null where nothing is known) (VARCHAR, such as ["Physics"])'],
    ['{doi: \'10.1234/x\'} AS external_ids', 'external_ids is of the type STRUCT(doi VARCHAR), and is to hold a JSON object'],
    ['DATE \'2020-05-17\' AS has_code', 'has_code is of the type DATE, and is to hold true or false (BOOLEAN)'],
    ['true AS country_count, [7] AS title', 'title is of the type INTEGER[], and is to hold a text (VARCHAR); so is country_count (BOOLEAN) of another type than wanted: write'],
  ])('is refused whichever it is: %s', async (replaced, said) => {
    const file = await written(replaced);
    expect((await refusal(file)).message).toContain(`${file}: the column ${said}`);
  }, 30_000);

  it.each(['\'[]\'', '7', 'MAP {\'a\': 1}', '[7]', '[\'x\']', '[[\'x\']]', '{a: 1}', 'DATE \'2020-05-17\'', '\'[]\'::JSON'])('is refused where author lists are wanted: %s', async (value) => {
    const error = await refusal(await written(`${value} AS mentions`));
    expect(error.message).toMatch(LIST);
    expect(error).toBeInstanceOf(WorksError);
  }, 30_000);

  it('is refused as a field of author lists, as is one that lacks', async () => {
    const position = await written(mentionsWith('position', 'DATE \'2020-05-17\''));
    expect((await refusal(position)).message).toBe(`${position}: the field position of the column mentions is of the type DATE, and is to hold a whole number from 1 to 2147483647 (BIGINT, such as 1): write the file again with that type`);
    const name = await written(mentionsWith('raw_name', '[each.raw_name]'));
    expect((await refusal(name)).message).toContain('the field raw_name of the column mentions is of the type VARCHAR[], and is to hold a text (VARCHAR)');
    const lacking = await written(mentionsWith('details', null));
    expect((await refusal(lacking)).message).toContain(`${lacking}: the structs in the column mentions have no field details: write the file again (\`coterie works --force\`, of a corpus), or with mentions as STRUCT(`);
  }, 30_000);

  it('is found in the file that has it, among others', async () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'works'));
    const files = [await written('year AS year', join(dir, 'works', 'a.parquet'), 'work_id < \'work:0000002\''), await written('true AS year', join(dir, 'works', 'b.parquet'), 'work_id = \'work:0000002\'')];
    expect((await refusal(join(dir, 'works'), files)).message).toBe(`${files[1]}: the column year is of the type BOOLEAN, and is to hold ${YEAR}`);
  }, 30_000);

  it('is found where it is an OpenAlex work\'s id', async () => {
    const file = join(tempDir(), 'openalex.parquet');
    await engine.run(`COPY (SELECT ['https://openalex.org/W2000001'] AS id, 'A' AS title, NULL::VARCHAR[] AS authorships) TO '${file}' (FORMAT parquet)`);
    expect((await refusal(file)).message).toBe(`${file}: the column id is of the type VARCHAR[], and is to hold the id of an OpenAlex work (VARCHAR, such as https://openalex.org/W2741809807): write the file again with that type`);
  }, 30_000);
});

describe('files of OpenAlex\'s works that are merged', () => {
  it('are told with the column where no type is that of both', async () => {
    const dir = tempDir();
    const files = [join(dir, 'a.parquet'), join(dir, 'b.parquet')];
    for (const [at, year] of ['2020', '[2020]'].entries()) await engine.run(`COPY (SELECT 'https://openalex.org/W200000${at}' AS id, 'A' AS title, ${year} AS publication_year, NULL::VARCHAR[] AS authorships) TO '${files[at]}' (FORMAT parquet)`);
    const error = await tablesOf({ inputs: [{ path: dir, kind: 'WORKS', files }], parameters: QUICK }).then(() => expect.unreachable(), (thrown: unknown) => thrown as Error);
    expect(error.message).toBe(`${files[0]} has the column publication_year as INTEGER, and another file of the same works has it as INTEGER[]: write one of them again with the type of the other, or put them into folders of their own and name both`);
    expect(asCliError(error).exitCode).toBe(EXIT.usage);
  }, 30_000);
});

describe('columns of types that say the same', () => {
  it.each(['2020::SMALLINT', '2020::UBIGINT', '2020::HUGEINT', '2020::FLOAT', '2020::DOUBLE', '2020::DECIMAL(9,2)', '\'2020\'', '\'2020\'::JSON'])('are taken: %s', async (value) => {
    const { out } = await tablesOf({ inputs: [{ path: await written(`${value} AS year`), kind: 'WORKS' }], parameters: QUICK });
    expect((await rowsOf(out, 'papers')).map(({ year }) => year)).toEqual([2020, 2020]);
  }, 30_000);

  it('are taken as fields of author lists, with others beside, in any order and spelling, and as maps', async () => {
    const fields = Object.keys(MENTION_TYPES).toReversed().map((name) => `${name.toUpperCase()}: ${name === 'is_group' ? '0' : name === 'position' ? 'CAST(each.position AS VARCHAR)' : `each.${name}`}`);
    const structs = await written(`list_transform(mentions, lambda each: {${fields.join(', ')}, more: [1]}) AS mentions`);
    const maps = await written(`list_transform(mentions, lambda each: MAP {'raw_name': each.raw_name, 'author_key': each.author_key, 'is_group': 'false'}) AS mentions`);
    for (const path of [structs, maps]) expect((await tablesOf({ inputs: [{ path, kind: 'WORKS' }], parameters: QUICK })).manifest.rows).toMatchObject({ papers: 2, authors: 2, pairs: 1 });
  }, 30_000);

  it('are taken as bytes where these are a text in UTF-8, and no others', async () => {
    const bytes = await written(`encode('é' || work_id) AS work_id, encode('Über ' || work_id) AS title, encode('["Physik"]') AS fields, ${mentionsWith('raw_name', 'encode(\'Zoë\')')}`);
    const { out } = await tablesOf({ inputs: [{ path: bytes, kind: 'WORKS' }], parameters: QUICK });
    expect((await rowsOf(out, 'papers'))[0]).toMatchObject({ work_id: 'éwork:0000001', title: 'Über work:0000001', fields: '["Physik"]', author_count: 2 });
    expect((await rowsOf(out, 'authors')).map(({ display_name }) => display_name)).toEqual(['Zoë', 'Zoë']);
    for (const column of ['title', 'fields']) await expect(tablesOf({ inputs: [{ path: await written(`'\\xFF'::BLOB AS ${column}`), kind: 'WORKS' }], parameters: QUICK })).rejects.toThrow(`the work work:0000001 has ${column} "\\xFF", which is not a ${column === 'title' ? 'text in UTF-8' : 'JSON list of names'}`);
  }, 30_000);

  it('are read in each file\'s own types: a year of 2020.5 is not rounded to the whole numbers of the first file', async () => {
    const dir = tempDir();
    const first = await written('2020 AS year', join(dir, 'a.parquet'), 'work_id < \'work:0000002\'');
    const texts = await written('\'2021\' AS year', join(dir, 'b.parquet'), 'work_id = \'work:0000002\'');
    const { out } = await tablesOf({ inputs: [{ path: dir, kind: 'WORKS', files: [first, texts] }], parameters: QUICK });
    expect((await rowsOf(out, 'papers')).map(({ year }) => year)).toEqual([2020, 2021]);
    const halves = await written('2020.5::DOUBLE AS year', join(dir, 'c.parquet'), 'work_id = \'work:0000002\'');
    await expect(tablesOf({ inputs: [{ path: dir, kind: 'WORKS', files: [first, halves] }], parameters: QUICK })).rejects.toThrow('the work work:0000002 has year "2020.5", which is not a whole number');
  }, 30_000);
});

describe('types as Spark writes them', () => {
  const spark = (types: Readonly<Record<string, unknown>>, more: Readonly<Record<string, string>>): Map<string, string> => new Map(Object.entries({ ...Object.fromEntries(Object.entries(types).map(([name, type]) => [name, SPARK.typeName(type as never).toLowerCase()])), ...more }));

  it.each(['tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'decimal(9,2)', 'string', 'varchar(9)', 'void'])('are taken for numbers: %s', (year) => {
    expect(() => refuseFactTypes(SPARK, 's3a://bucket/works', spark(FACT_TYPES, { year }))).not.toThrow();
  });

  it.each(['boolean', 'date', 'timestamp', 'timestamp_ntz', 'binary', 'interval year to month', 'array<int>', 'map<string,int>', 'struct<a:int>', 'variant'])('are refused for numbers, by the address: %s', (year) => {
    expect(() => refuseFactTypes(SPARK, 's3a://bucket/works/*.parquet', spark(FACT_TYPES, { year }))).toThrow(`s3a://bucket/works/*.parquet: the column year is of the type ${year}, and is to hold a whole number from -9999 to 9999 (INT, such as 2020)`);
  });

  it('tell lists of structs from others', () => {
    const of = (mentions: string) => refuseMentionsType(SPARK, 'a', new Map([['mentions', mentions]]));
    expect(of('array<struct<position:bigint,raw_name:string,deep:array<struct<a:int>>>>')).toBe(true);
    for (const type of ['string', 'array<string>', 'array<array<struct<a:int>>>', 'struct<a:int>', 'map<string,string>']) expect(() => of(type)).toThrow('the column mentions is of the type');
    expect(refuseMentionsType(DUCKDB, 'a', new Map([['mentions', 'STRUCT(a STRUCT(b INTEGER)[], "c d" VARCHAR)[]']]))).toBe(true);
    expect(() => refuseMentionTypes(SPARK, 'a', spark(MENTION_TYPES, { is_group: 'binary' }))).toThrow('the field is_group of the column mentions is of the type binary, and is to hold true or false (BOOLEAN)');
  });
});
