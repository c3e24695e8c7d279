/** The engine on a real Spark cluster. */
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SPARK } from '../../src/pipeline/dialect.js';
import { openSparkEngine, type SparkEngine } from '../../src/pipeline/spark-engine.js';
import { tempDir } from '../helpers/temp-dir.js';
import { SPARK_ADDRESS, breakableDoor } from './spark-server.js';

const address = SPARK_ADDRESS ?? '';

describe.skipIf(SPARK_ADDRESS === undefined)('on a Spark cluster (COTERIE_SPARK)', { timeout: 120_000 }, () => {
  let spark: SparkEngine;
  const folder = tempDir();
  beforeAll(async () => {
    spark = await openSparkEngine(address);
  }, 120_000);
  afterAll(() => spark.close());

  it('keeps every kind of cell', async () => {
    expect(await spark.rows("SELECT CAST(9007199254740993 AS BIGINT) AS large, CAST(7 AS INT) AS small, CAST(0.1 AS DOUBLE) AS real, 'ä\\\\n' AS text, true AS yes, CAST(NULL AS STRING) AS nothing")).toEqual([
      { large: 9007199254740993n, small: 7, real: 0.1, text: 'ä\\n', yes: true, nothing: null },
    ]);
    expect(await spark.rows('SELECT 1 AS a WHERE 1 = 2')).toEqual([]);
  });

  it('reads a result of many batches in its order', async () => {
    const rows = await spark.rows('SELECT id FROM range(0, 50000, 1, 7) ORDER BY id DESC');
    expect(rows).toHaveLength(50_000);
    expect(rows.every(({ id }, index) => id === BigInt(49_999 - index))).toBe(true);
  });

  it('hands every task the table that a hint names, and shuffles neither side', async () => {
    await spark.run('SET spark.sql.autoBroadcastJoinThreshold = -1');
    const join = (hint: string): string => `SELECT ${hint} few.id FROM (SELECT id FROM range(10) GROUP BY id) AS few JOIN range(1000) AS many ON many.id = few.id`;
    const [plain, hinted] = [await spark.explain(join(SPARK.broadcast([]))), await spark.explain(join(SPARK.broadcast(['few'])))];
    await spark.run('RESET spark.sql.autoBroadcastJoinThreshold');
    expect([/SortMergeJoin/.test(plain), /BroadcastHashJoin/.test(plain)]).toEqual([true, false]);
    expect([/SortMergeJoin/.test(hinted), /BroadcastHashJoin/.test(hinted)]).toEqual([false, true]);
  });

  it('writes sorted Parquet, replaces it, and reads it back in order', async () => {
    const place = path.join(folder, 'it\'s sorted');
    await spark.run(SPARK.writeParquet('SELECT id FROM range(10)', place));
    // Else Spark makes one file of so little.
    await spark.run('SET spark.sql.adaptive.coalescePartitions.enabled = false');
    await spark.run(SPARK.writeParquet('SELECT (id * 7919) % 10007 AS id FROM range(10007) ORDER BY id', place));
    await spark.run('RESET spark.sql.adaptive.coalescePartitions.enabled');
    const [{ rows, from, to }] = await spark.rows(`SELECT count(*) AS rows, min(id) AS from, max(id) AS to FROM ${SPARK.parquetFolder(place)}`);
    expect({ rows, from, to }).toEqual({ rows: 10_007n, from: 0n, to: 10_006n });
    const files = readdirSync(place).filter((name) => name.endsWith('.parquet')).toSorted();
    expect(files.length).toBeGreaterThan(1);
    const read: bigint[] = [];
    for (const file of files) read.push(...(await spark.rows(`SELECT id FROM ${SPARK.parquetFiles({ files: [path.join(place, file)] })}`)).map(({ id }) => id as bigint));
    expect(read).toEqual(Array.from({ length: 10_007 }, (_, index) => BigInt(index)));
  });

  it('reads JSON lines with the columns that were named, and refuses a broken line', async () => {
    const file = path.join(folder, 'works.jsonl');
    const columns = { id: 'TEXT', year: 'INTEGER', names: { list: { struct: { name: 'TEXT', age: 'BIGINT' } } }, rest: 'TEXT' } as const;
    writeFileSync(file, '{"id":"a","year":2001,"names":[{"name":"Ö","age":3},{"name":"P"}],"rest":{"x":[1,2]},"more":1}\n{"id":"b","names":[]}\n');
    await spark.run(SPARK.jsonLinesView('json_works', { files: [file] }, columns));
    expect(await spark.rows('SELECT id, year, rest FROM json_works ORDER BY id')).toEqual([{ id: 'a', year: 2001, rest: '{"x":[1,2]}' }, { id: 'b', year: null, rest: null }]);
    const exploded = SPARK.exploded('json_works', 'names', 'each', 'place');
    expect(await spark.rows(`SELECT id, each.name AS name, each.age AS age, place FROM (${exploded}) AS t ORDER BY place`)).toEqual([
      { id: 'a', name: 'Ö', age: 3n, place: 0n },
      { id: 'a', name: 'P', age: null, place: 1n },
    ]);
    const broken = path.join(folder, 'broken.jsonl');
    writeFileSync(broken, '{"id":"a"}\n{"id":"b"\n');
    await spark.run(SPARK.jsonLinesView('broken_works', { files: [broken] }, { id: 'TEXT' }));
    await expect(spark.rows('SELECT id FROM broken_works')).rejects.toThrow(/Spark failed: .*(?:MALFORMED_RECORD|FAILED_READ_FILE).*broken\.jsonl/);
  });

  it('tells what is wrong in one sentence', async () => {
    await expect(spark.run('SELEC 1')).rejects.toThrow(/^Spark failed: \[PARSE_SYNTAX_ERROR\] Syntax error at or near 'SELEC', in `SELEC 1`$/);
    await expect(spark.rows(`SELECT 1 AS a FROM ${SPARK.parquetFolder(path.join(folder, 'none'))}`)).rejects.toThrow(/^Spark failed: \[PATH_NOT_FOUND\] Path does not exist: file:.*none, in `SELECT/);
    await expect(spark.rows('SELECT CAST(sum(n) AS BIGINT) AS total FROM (SELECT 9223372036854775807 AS n UNION ALL SELECT 1) AS t')).rejects.toThrow(/ARITHMETIC_OVERFLOW/);
  });

  it('names the Parquet file that was truncated', async () => {
    const place = path.join(folder, 'truncated');
    await spark.run(SPARK.writeParquet('SELECT id FROM range(0, 100000, 1, 1)', place));
    const file = readdirSync(place).find((name) => name.endsWith('.parquet')) ?? '';
    truncateSync(path.join(place, file), 1000);
    await expect(spark.rows(`SELECT count(id) AS n FROM ${SPARK.parquetFolder(place)}`)).rejects.toThrow(file);
  });

  it('keeps temporary views within a session', async () => {
    await spark.run('CREATE OR REPLACE TEMPORARY VIEW seven AS SELECT 7 AS n');
    expect(await spark.rows('SELECT n FROM seven')).toEqual([{ n: 7 }]);
    const other = await openSparkEngine(address);
    await expect(other.rows('SELECT n FROM seven')).rejects.toThrow(/TABLE_OR_VIEW_NOT_FOUND/);
    await other.close();
  });

  it('goes on with a statement whose connection breaks again and again', async () => {
    const door = await breakableDoor(address);
    const spoken = await openSparkEngine(door.address);
    // Each of the eight tasks adds up for a while: the breaks fall into it.
    const long = 'SELECT CAST(sum(id % 7) AS BIGINT) AS total FROM range(0, 400000000, 1, 8)';
    let broken = 0;
    const breaking = setInterval(() => (broken += door.breakAll()), 300);
    try {
      expect(await spoken.rows(long)).toEqual([{ total: 1_199_999_997n }]);
    } finally {
      clearInterval(breaking);
      await spoken.close();
      door.close();
    }
    expect(broken).toBeGreaterThan(0);
  });

  it('interrupts what takes longer than it may', async () => {
    const hurried = await openSparkEngine(address, { limitMinutes: 0.02 });
    await expect(hurried.rows('SELECT max(a.id * b.id % 1000003) AS n FROM range(300000) AS a CROSS JOIN range(3000000) AS b')).rejects.toThrow(/^Spark has not finished a statement within 0\.02 minutes, so it was interrupted/);
    await hurried.close();
  });
});
