/** The SQL keeps to what DuckDB and Spark read alike; what they read differently stands in the dialect alone. */
import { describe, expect, it } from 'vitest';
import { DUCKDB, SPARK, type Dialect } from '../../src/pipeline/dialect.js';
import type { SqlEngine } from '../../src/pipeline/engine.js';
import { fileOf, tablesOf, work } from './made-tables.js';

/** What must stand nowhere, with what it is. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\^/, 'a power by ^ (an exclusive or in Spark)'],
  [/\/\//, 'whole division by //'],
  [/::/, 'a cast by ::'],
  [/\bQUALIFY\b/i, 'QUALIFY'],
  [/\bDISTINCT ON\b/i, 'DISTINCT ON'],
  [/\b(?:UNNEST|EXPLODE|POSEXPLODE|list_\w+|array_\w+|generate_subscripts)\s*\(/i, 'lists outside the dialect'],
  [/\bWITH RECURSIVE\b/i, 'recursion'],
  [/\bMERGE\b/i, 'MERGE'],
  [/(?<!CAST\()\bsum\(/i, 'a sum that is not cast (its type differs)'],
  [/\bbit_count\(/i, 'a bit count'],
  [/\bJOIN\b[^()]*\bON\b[^()]*\bOR\b/i, 'a join by OR'],
  [/\bOVER \((?!PARTITION BY)/i, 'a window over all rows'],
  [/\bEXCLUDE\b|\*\s*REPLACE\s*\(/i, 'a select list by exclusion'],
  [/(?<![\w.'])\d+\.\d+(?![\de])/, 'a decimal literal, which is no double'],
];

const OPENALEX = 'test/fixtures/sources/openalex-parquet/nested.parquet';

/** What texts hold is no SQL. */
function withoutLiterals(statement: string): string {
  return statement.replaceAll(/'(?:[^']|'')*'/g, '\'…\'');
}

/** Statements of whole runs, with what the dialect says taken out of them. */
async function portableTexts(): Promise<string[]> {
  const texts: string[] = [];
  const dialect: Dialect = {
    ...DUCKDB,
    writeParquet: (query, folder) => {
      texts.push(query);
      return DUCKDB.writeParquet(query, folder);
    },
  };
  const said: string[] = [];
  const noting = (text: string): string => {
    said.push(text);
    return text;
  };
  const noted: Dialect = {
    ...dialect,
    exploded: (...asked) => noting(DUCKDB.exploded(...asked)), parquetFolder: (folder) => noting(DUCKDB.parquetFolder(folder)), parquetFiles: (...asked) => noting(DUCKDB.parquetFiles(...asked)),
    reshaped: (...asked) => noting(DUCKDB.reshaped(...asked)), differentMatches: (...asked) => noting(DUCKDB.differentMatches(...asked)),
  };
  const around = (engine: SqlEngine): SqlEngine => ({
    dialect: noted, run: (statement) => engine.run(statement), close: () => engine.close(),
    rows: (query) => {
      texts.push(query);
      return engine.rows(query);
    },
  });
  const path = await fileOf(Array.from({ length: 12 }, (_, number) => ({ ...work(number, { authors: [number % 5, (number + 1) % 5], year: 2000 + number, citations: number }), fields: '["Mathématiques"]' })));
  const short = { tolerance: 0.1, labelRounds: 2 };
  for (const parameters of [{ counting: 'HARMONIC', maxAuthors: 9, yearFrom: 2001, minStrength: 0.1, fields: ['mathematiques'], component: 'GIANT', ...short }, { counting: 'FRACTIONAL', types: ['article'], venues: ['journal of examples'], ...short }] as const) {
    await tablesOf({ inputs: [{ path, kind: 'WORKS' }, ...(parameters.counting === 'FRACTIONAL' ? [{ path: OPENALEX, kind: 'WORKS' } as const] : [])], parameters }, around);
  }
  const whole = [...new Set(said)].toSorted((a, b) => b.length - a.length);
  return [...new Set(texts.map((text) => withoutLiterals(whole.reduce((left, each) => left.replaceAll(each, 'a_table'), text))))];
}

describe('the SQL', () => {
  it('says nothing that the engines read differently', async () => {
    const texts = await portableTexts();
    expect(texts.length).toBeGreaterThan(50);
    expect(BANNED.flatMap(([pattern, what]) => texts.filter((text) => pattern.test(text)).map((text) => `${what}: ${text}`))).toEqual([]);
  }, 30_000);

  it.each([
    ['SELECT 2 ^ 3', 'a power'], ['SELECT 7 // 2', 'whole division'], ['SELECT a::INT', 'a cast'], ['SELECT UNNEST(l)', 'lists'], ['SELECT sum(x)', 'a sum'],
    ['SELECT 1 FROM a JOIN b ON a.x = b.x OR a.y = b.y', 'a join by OR'], ['SELECT row_number() OVER (ORDER BY x)', 'a window'], ['SELECT 0.85 * x', 'a decimal'],
  ])('would be caught: %s', (text, what) => {
    expect(BANNED.filter(([pattern, named]) => named.startsWith(what) && pattern.test(text))).toHaveLength(1);
  });
});

describe('several files named to Spark', () => {
  it.each([
    [['file:/a/b/one.parquet', 'file:/a/b/two.parquet'], 'file:/a/b/{one.parquet,two.parquet}'],
    [['s3a://library/works/2/x.parquet', 's3a://library/works/10/x.parquet', 's3a://library/y.parquet'], 's3a://library/{works/2/x.parquet,works/10/x.parquet,y.parquet}'],
    [['/a {b}/c,d.parquet', '/a {b}/c.parquet'], '/a \\{b\\}/{c\\,d.parquet,c.parquet}'],
    [['/a.parquet', 's3a://library/b.parquet'], '{/a.parquet,s3a://library/b.parquet}'],
  ])('%j are one pattern of alternatives, of which only the signs of ours mean one', (files, pattern) => {
    expect(SPARK.parquetFiles({ files })).toContain(`parquet.\`${pattern}\``);
  });
});
