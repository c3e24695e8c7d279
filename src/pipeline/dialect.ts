/**
 * Everything in which the engines' SQL differs. All other text of the pipeline is the same for both, and keeps to what
 * both read alike (test/pipeline/portable.test.ts). No hash of the engines is used: where numbers have to be mixed,
 * that is done in integer arithmetic that both do alike.
 */
import type { ColumnType, ScalarType } from './column-types.js';
import type { NamedFiles } from './named-works.js';

export interface Dialect {
  readonly name: 'duckdb' | 'spark';
  /** A type as the engine writes it, for casts and declared columns. */
  typeName(type: ColumnType): string;
  /** A text as a literal. */
  text(value: string): string;
  /**
   * A query of every column of `table` and, for each element of its list column `list`, one row with the element as
   * `element` and its 0-based place as `place` (BIGINT). Rows whose list is null or empty are left out.
   */
  exploded(table: string, list: string, element: string, place: string): string;
  /**
   * How many different texts a pattern's first group matches in texts of a list's elements, all together; null of a null list.
   * @param textOf the text of an element by the element's name; must not be null
   */
  differentMatches(list: string, textOf: (element: string) => string, pattern: string): string;
  /** The file that a row of a view of JSON lines is from: an expression for SELECT alone. */
  readonly lineFile: string;
  /** A text with its white space, as JavaScript has it, folded to single spaces, and none at its ends. */
  folded(text: string): string;
  /** A text without whatever a pattern matches. */
  withoutAll(text: string, pattern: string): string;
  /** Whether a text that is not null is one JSON list or object and no more, by the letter of the standard where the engine reads more; never null. */
  isJson(text: string, kind: 'list' | 'object'): string;
  /**
   * A statement that writes a query's rows into a folder of Parquet files and replaces what was there. Where the query
   * ends in ORDER BY, the files in the order of their names hold the rows in that order.
   */
  writeParquet(query: string, folder: string): string;
  /** The table that `writeParquet` wrote into a folder, for FROM. */
  parquetFolder(folder: string): string;
  /** A statement that makes a temporary view of that table. Its files and columns are looked at now, where the engine can remember them. */
  folderView(view: string, folder: string): string;
  /**
   * Parquet files, a folder of them (on Spark with all below it), or a pattern (`*`), for FROM. Names of folders such as
   * `updated_date=2026-06-24` make no columns.
   * @param isMerged whether a column that some files alone have is null in the others; else the first file's columns are all
   */
  parquetFiles(named: NamedFiles, isMerged?: boolean): string;
  /**
   * A column of a file as `type`: nested columns and columns of JSON text alike. A TEXT over an object or a list holds its
   * JSON; what an object lacks, and what is of another kind than `type` says, is null.
   * @param written the column's type, in the words of the engine's DESCRIBE
   */
  reshaped(column: string, written: string, type: ColumnType): string;
  /**
   * What stands after SELECT to have the rows handed out by the values of `columns` to so many tasks, however little they
   * hold: for rows of which each makes many. Null where an engine does not cut its work by bytes, so that there is no need.
   */
  readonly spread: ((tasks: number, columns: readonly string[]) => string) | null;
  /**
   * What stands after SELECT to have tables of its joins, by their aliases, handed to every task whole, so that what they are
   * joined with is read where it lies: for tables known to be small, of which an engine can only guess. Empty without aliases,
   * and where an engine has but one process.
   */
  broadcast(aliases: readonly string[]): string;
  /** A query of the files (`path`) that a place holds, where an engine looks for them by itself; null where whoever names them does. */
  readonly filesAt: ((named: NamedFiles) => string) | null;
  /**
   * A statement that makes a temporary view of JSON lines (plain or .gz) in files, a folder or what matches a pattern. The columns are those
   * named; what a line lacks is null; a TEXT column over an object or a list holds its JSON.
   */
  jsonLinesView(view: string, named: NamedFiles, columns: Readonly<Record<string, ColumnType>>): string;
}

/** White space as JavaScript has it, in a pattern that RE2 and Java read alike. */
const SPACES = '[\\t\\n\\x0B\\f\\r\\p{Z}\\x{FEFF}]+';

const DUCKDB_SCALARS: Readonly<Record<ScalarType, string>> = { TEXT: 'VARCHAR', JSON: 'JSON', BIGINT: 'BIGINT', INTEGER: 'INTEGER', DOUBLE: 'DOUBLE', BOOLEAN: 'BOOLEAN' };

function duckdbType(type: ColumnType): string {
  if (typeof type === 'string') return DUCKDB_SCALARS[type];
  if ('list' in type) return `${duckdbType(type.list)}[]`;
  return `STRUCT(${Object.entries(type.struct).map(([name, field]) => `${name} ${duckdbType(field)}`).join(', ')})`;
}

/** What DuckDB's JSON functions take for a type. */
function duckdbShape(type: ColumnType): unknown {
  if (typeof type === 'string') return DUCKDB_SCALARS[type];
  if ('list' in type) return [duckdbShape(type.list)];
  return Object.fromEntries(Object.entries(type.struct).map(([name, field]) => [name, duckdbShape(field)]));
}

function duckdbReshaped(column: string, written: string, type: ColumnType): string {
  const json = `CAST(${column} AS JSON)`;
  const isNested = /[([\]]|^JSON$/.test(written) && !written.startsWith('DECIMAL');
  if (type === 'JSON' || (type === 'TEXT' && isNested)) return `CAST(to_json(${column}) AS VARCHAR)`;
  if (typeof type === 'string') return `CAST(${column} AS ${duckdbType(type)})`;
  const ofKind = `CASE WHEN json_type(${json}) = '${'list' in type ? 'ARRAY' : 'OBJECT'}' THEN json_transform(${json}, ${duckdbText(JSON.stringify(duckdbShape(type)))}) END`;
  return isNested ? ofKind : `CASE WHEN json_valid(${column}) THEN ${ofKind} END`;
}

function duckdbText(value: string): string {
  return `'${value.replaceAll('\'', '\'\'')}'`;
}

/** DuckDB takes numbers that are none and commas before a closing bracket for JSON: looked for outside of strings, where there is anything like them. */
function duckdbIsJson(text: string, kind: 'list' | 'object'): string {
  const loose = duckdbText('(?i)nan|inf|,\\s*[\\]}]');
  const withoutStrings = `regexp_replace(${text}, ${duckdbText('"(?:[^"\\\\]|\\\\.)*"')}, '""', 'g')`;
  const isStrict = `CASE WHEN regexp_matches(${text}, ${loose}) THEN NOT regexp_matches(${withoutStrings}, ${loose}) ELSE true END`;
  return `CASE WHEN json_valid(${text}) THEN json_type(${text}) = '${kind === 'list' ? 'ARRAY' : 'OBJECT'}' AND ${isStrict} ELSE false END`;
}

/**
 * A name of which nothing is meant as a pattern. DuckDB has no escape but a set of one character, and takes a backslash for
 * a slash in whatever it reads as a pattern: a name with one is left as it is, which it tries as a name, too.
 */
function duckdbName(path: string): string {
  return path.includes('\\') ? path : path.replaceAll(/[[*?]/g, '[$&]');
}

/** What DuckDB reads files by. @param all of a folder, as a pattern */
function duckdbFiles(named: NamedFiles, all: string): string {
  if ('files' in named) return `[${named.files.map((file) => duckdbText(duckdbName(file))).join(', ')}]`;
  return duckdbText('pattern' in named ? named.pattern : `${duckdbName(named.folder)}/${all}`);
}

/** Else a folder above, such as `year=7`, would be a column. */
const NO_COLUMNS_OF_FOLDERS = 'hive_partitioning = false';

/** One file, so that it is in the order of the query. The folder has to be there. */
const DUCKDB_FILE = 'part-00000.parquet';

/** DuckDB 1.5, embedded: https://duckdb.org/docs/stable/sql/introduction */
export const DUCKDB: Dialect = {
  name: 'duckdb',
  typeName: duckdbType,
  text: duckdbText,
  exploded: (table, list, element, place) =>
    `SELECT exploding.* EXCLUDE (${element}, ${place}), exploding.${element}, CAST(exploding.${place} - 1 AS BIGINT) AS ${place} FROM ` +
    `(SELECT listed.*, UNNEST(listed.${list}) AS ${element}, generate_subscripts(listed.${list}, 1) AS ${place} FROM ${table} AS listed) AS exploding`,
  differentMatches: (list, textOf, pattern) => `len(list_distinct(flatten(list_transform(${list}, lambda each: regexp_extract_all(${textOf('each')}, ${duckdbText(pattern)}, 1)))))`,
  lineFile: 'filename',
  folded: (text) => `trim(regexp_replace(${text}, ${duckdbText(SPACES)}, ' ', 'g'))`,
  withoutAll: (text, pattern) => `regexp_replace(${text}, ${duckdbText(pattern)}, '', 'g')`,
  isJson: duckdbIsJson,
  writeParquet: (query, folder) => `COPY (${query}) TO ${duckdbText(`${folder}/${DUCKDB_FILE}`)} (FORMAT parquet, COMPRESSION snappy)`,
  parquetFolder: (folder) => `read_parquet(${duckdbFiles({ folder }, '*.parquet')}, ${NO_COLUMNS_OF_FOLDERS})`,
  folderView: (view, folder) => `CREATE OR REPLACE TEMPORARY VIEW ${view} AS SELECT * FROM read_parquet(${duckdbFiles({ files: [`${folder}/${DUCKDB_FILE}`] }, '')}, ${NO_COLUMNS_OF_FOLDERS})`,
  parquetFiles: (named, isMerged = false) => `read_parquet(${duckdbFiles(named, '*.parquet')}, ${NO_COLUMNS_OF_FOLDERS}${isMerged ? ', union_by_name = true' : ''})`,
  reshaped: duckdbReshaped,
  spread: null,
  broadcast: () => '',
  filesAt: null,
  jsonLinesView: (view, named, columns) => {
    const fields = Object.entries(columns).map(([name, type]) => `${name}: ${duckdbText(duckdbType(type))}`).join(', ');
    // A work of thousands of authors is a line of many megabytes.
    return `CREATE OR REPLACE TEMPORARY VIEW ${view} AS SELECT * FROM read_json(${duckdbFiles(named, '*')}, format = 'newline_delimited', ${NO_COLUMNS_OF_FOLDERS}, filename = true, maximum_object_size = 268435456, columns = {${fields}})`;
  },
};

const SPARK_SCALARS: Readonly<Record<ScalarType, string>> = { TEXT: 'STRING', JSON: 'VARIANT', BIGINT: 'BIGINT', INTEGER: 'INT', DOUBLE: 'DOUBLE', BOOLEAN: 'BOOLEAN' };

function sparkType(type: ColumnType): string {
  if (typeof type === 'string') return SPARK_SCALARS[type];
  if ('list' in type) return `ARRAY<${sparkType(type.list)}>`;
  return `STRUCT<${Object.entries(type.struct).map(([name, field]) => `${name}: ${sparkType(field)}`).join(', ')}>`;
}

/** Spark reads backslashes in literals as escapes, and two literals side by side as one. */
function sparkText(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll('\'', '\\\'')}'`;
}

/** A name of which nothing is meant as a pattern: https://hadoop.apache.org/docs/stable/api/org/apache/hadoop/fs/FileSystem.html#globStatus */
function sparkName(path: string): string {
  return path.replaceAll(/[\\*?[\]{}]/g, '\\$&');
}

/** What Spark reads files by. Its SQL has no list of several: they are named by a pattern of alternatives, behind the folder that all lie in. */
function sparkPlace(named: NamedFiles): string {
  if ('pattern' in named) return named.pattern;
  if ('folder' in named) return sparkName(named.folder);
  const [first, ...others] = named.files;
  if (others.length === 0) return sparkName(first);
  const folder = sharedFolder(named.files);
  return `${sparkName(folder)}{${named.files.map((file) => sparkName(file.slice(folder.length)).replaceAll(',', '\\,')).join(',')}}`;
}

/** The folder that all files lie in, with the slash at its end; empty where there is none. */
function sharedFolder(files: readonly string[]): string {
  const shared = files.reduce((common, file) => {
    let length = 0;
    while (length < common.length && common[length] === file[length]) length += 1;
    return common.slice(0, length);
  });
  return shared.slice(0, shared.lastIndexOf('/') + 1);
}

function sparkParquet(place: string): string {
  return `parquet.\`${place.replaceAll('`', '``')}\``;
}

function sparkReshaped(column: string, written: string, type: ColumnType): string {
  const isNested = /^(?:struct|array|map)</i.test(written);
  const json = isNested ? `to_json(${column}, map('ignoreNullFields', 'false'))` : column;
  if (type === 'JSON') {
    if (/^variant$/i.test(written)) return `to_json(${column})`;
    // Spark writes the JSON of objects alone.
    const object = `to_json(named_struct('v', ${column}))`;
    return `CASE WHEN ${column} IS NOT NULL THEN substring(${object}, 6, length(${object}) - 6) END`;
  }
  if (type === 'TEXT') return `CAST(${json} AS STRING)`;
  if (typeof type === 'string') return `CAST(${column} AS ${sparkType(type)})`;
  const shaped = (text: string, shape: ColumnType): string => `from_json(${text}, ${sparkText(sparkType(shape))})`;
  // An object would be taken for a list of it; and a list is given up as a whole where one of its elements is no object.
  if (!('list' in type)) return `CASE WHEN ltrim(${json}) LIKE '{%' THEN ${shaped(json, type)} END`;
  const list = typeof type.list === 'string' ? shaped(json, type) : `transform(${shaped(json, { list: 'TEXT' })}, element -> ${shaped('element', type.list)})`;
  return `CASE WHEN ltrim(${json}) LIKE '[%' THEN ${list} END`;
}

/** Spark 4 with ANSI mode, its default: https://spark.apache.org/docs/latest/sql-ref.html */
export const SPARK: Dialect = {
  name: 'spark',
  typeName: sparkType,
  text: sparkText,
  exploded: (table, list, element, place) =>
    `SELECT listed.*, element_of.${element}, CAST(element_of.${place} AS BIGINT) AS ${place} FROM ${table} AS listed ` +
    `LATERAL VIEW posexplode(listed.${list}) element_of AS ${place}, ${element}`,
  differentMatches: (list, textOf, pattern) => `size(array_distinct(flatten(transform(${list}, each -> regexp_extract_all(${textOf('each')}, ${sparkText(pattern)}, 1)))))`,
  lineFile: 'input_file_name()',
  folded: (text) => `trim(regexp_replace(${text}, ${sparkText(SPACES)}, ' '))`,
  withoutAll: (text, pattern) => `regexp_replace(${text}, ${sparkText(pattern)}, '')`,
  // Both are null where the text is none of theirs.
  isJson: (text, kind) => `(${kind === 'list' ? 'json_array_length' : 'json_object_keys'}(${text}) IS NOT NULL)`,
  writeParquet: (query, folder) => `INSERT OVERWRITE DIRECTORY ${sparkText(folder)} USING parquet ${query}`,
  parquetFolder: (folder) => sparkParquet(sparkName(folder)),
  // A path in FROM costs a listing and a job that reads the columns, wherever it stands.
  folderView: (view, folder) => `CREATE OR REPLACE TEMPORARY VIEW ${view} USING parquet OPTIONS (path ${sparkText(sparkName(folder))})`,
  // Else Spark passes over the files of folders within, without a word.
  parquetFiles: (named, isMerged = false) => `${sparkParquet(sparkPlace(named))} WITH (recursiveFileLookup = 'true'${isMerged ? ', mergeSchema = \'true\'' : ''})`,
  reshaped: sparkReshaped,
  // A number that is named is kept; else Spark puts what is small into one task.
  spread: (tasks, columns) => `/*+ REPARTITION(${tasks}, ${columns.join(', ')}) */`,
  broadcast: (aliases) => (aliases.length === 0 ? '' : `/*+ BROADCAST(${aliases.join(', ')}) */`),
  // The one format of which Spark lists files without a look at what they hold.
  filesAt: (named) => `SELECT path FROM binaryFile.\`${sparkPlace(named).replaceAll('`', '``')}\` WITH (recursiveFileLookup = 'true') ORDER BY path`,
  jsonLinesView: (view, named, columns) => {
    const fields = Object.entries(columns).map(([name, type]) => `${name} ${sparkType(type)}`).join(', ');
    return `CREATE OR REPLACE TEMPORARY VIEW ${view} (${fields}) USING json OPTIONS (path ${sparkText(sparkPlace(named))}, mode 'FAILFAST', recursiveFileLookup 'true')`;
  },
};
