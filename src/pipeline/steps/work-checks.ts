/**
 * Columns of works as others write them, held to what TABLES.works says of them: each is read in the type that it is to
 * have, and what can't be meant is told with its column (`fault`), before hours of work come to nothing over it.
 */
import { MAX_STATED_COUNT } from '../../records/bounds.js';
import { EXISTING_DAY } from '../../records/days.js';
import { PAPER_TYPES } from '../../records/record.js';
import type { ColumnType } from '../column-types.js';
import type { Dialect } from '../dialect.js';
import { isOfForm } from '../sql.js';
import { FACT_TYPES, MENTION_TYPES } from '../tables.js';
import { cleaned, hasControls, nameOf, namesSomething, titleOf } from './texts.js';

/** What a value must be, where it is there: an expression that is true or false of a text or number that is not null. */
interface Rule {
  /** In words, after "which is not". */
  readonly wanted: string;
  readonly holds: (dialect: Dialect, column: string) => string;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Columns of whole numbers. */
const WHOLE_NUMBERS: Readonly<Record<string, Range>> = {
  year: { from: -9_999, to: 9_999 },
  citations: { from: 0, to: MAX_STATED_COUNT },
  country_count: { from: 0, to: MAX_STATED_COUNT },
  position: { from: 1, to: MAX_STATED_COUNT },
};

function ofForm(wanted: string, form: string): Rule {
  return { wanted, holds: (dialect, column) => isOfForm(dialect, column, form) };
}

const JSON_OBJECT: Rule = { wanted: 'a JSON object (write null where nothing is known)', holds: (dialect, column) => dialect.isJson(column, 'object') };

/** A JSON list of which nothing but commas is left where all strings are taken out, and whatever `also` names then. */
function ofListOf(wanted: string, also: string | null): Rule {
  return {
    wanted: `a JSON list of ${wanted} (write null where nothing is known)`,
    holds: (dialect, column) => {
      const withoutTexts = dialect.withoutAll(column, '"(?:[^"\\\\]|\\\\.)*"');
      const left = also === null ? withoutTexts : dialect.withoutAll(withoutTexts, also);
      return `(${dialect.isJson(column, 'list')} AND ${isOfForm(dialect, left, '^\\s*\\[[\\s,]*\\]\\s*$')})`;
    },
  };
}

const MONTH = '(0[1-9]|1[0-2])';
const DAY = '(0[1-9]|[12][0-9]|3[01])';

/** Columns of texts that are not just any. */
const TEXTS: Readonly<Record<string, Rule>> = {
  date: ofForm('a date such as 2020, 2020-05 or 2020-05-17', `^-?[0-9]{1,4}(-${MONTH}(-${DAY})?)?$`),
  type: { wanted: `one of ${PAPER_TYPES.join(', ')}`, holds: (dialect, column) => `${column} IN (${PAPER_TYPES.map((type) => dialect.text(type)).join(', ')})` },
  citations_as_of: ofForm('an ISO date such as 2020-05-17', `^([0-9]{4}(-${MONTH})?|${EXISTING_DAY}(T.*)?)$`),
  fields: ofListOf('names', null),
  affiliations: ofListOf('objects with a name, or names', '\\{[^{}\\[\\]]*\\}'),
  external_ids: JSON_OBJECT,
  name_parts: JSON_OBJECT,
  details: JSON_OBJECT,
  author_details: JSON_OBJECT,
  author_key: { wanted: 'the key of somebody (write null where nobody is known)', holds: namesSomething },
};

/** What must be there of every work or mention. A title or name that is missing is left out and counted instead. */
const NEEDED: ReadonlySet<string> = new Set(['author_list_complete', 'has_code', 'is_group']);

/** What a column of a work or mention is to hold, in words. */
export function wantedOf(name: string, type: ColumnType): string {
  const range = WHOLE_NUMBERS[name];
  if (range !== undefined) return wholeWanted(range);
  return type === 'BOOLEAN' ? TRUTH_WANTED : TEXTS[name]?.wanted ?? 'a text';
}

function wholeWanted({ from, to }: Range): string {
  return `a whole number from ${from} to ${to}`;
}

const TRUTH_WANTED = 'true or false';

/** Whether a column's type, in an engine's words, is that of texts. */
function isText(written: string): boolean {
  return /^(?:varchar|string|json)$/i.test(written);
}

/** A whole number in a range: of whatever type it is written in. */
function isWhole(dialect: Dialect, column: string, written: string, { from, to }: Range): string {
  const isWithin = (value: string): string => `${value} BETWEEN ${from} AND ${to}`;
  if (/int/i.test(written)) return isWithin(column);
  // A comparison with JSON would take the other side for JSON too.
  const text = `CAST(${column} AS ${dialect.typeName('TEXT')})`;
  if (isText(written)) return `CASE WHEN ${isOfForm(dialect, text, '^-?[0-9]{1,15}$')} THEN ${isWithin(`CAST(${text} AS BIGINT)`)} ELSE false END`;
  return `CASE WHEN ${isWithin(column)} THEN floor(${column}) = ${column} ELSE false END`;
}

/** DuckDB's word for bytes of which nothing says that they are a text, as some writers leave texts; Spark's has no escapes in its cast. */
const BYTES = /^blob$/i;

/** A column as a text: null where it is bytes that are none. @param written its type, in the engine's words */
export function asText(dialect: Dialect, column: string, written: string): string {
  // A cast would write every byte beyond ASCII as an escape.
  return BYTES.test(written) ? `TRY(decode(${column}))` : `CAST(${column} AS ${dialect.typeName('TEXT')})`;
}

interface ReadColumn {
  readonly value: string;
  /** True, false or null: whether it can't be meant; and what it should have been. */
  readonly fault?: { readonly isSo: string; readonly wanted: string };
}

function readColumn(dialect: Dialect, name: string, type: ColumnType, written: string): ReadColumn {
  const column = `written.${name}`;
  const range = WHOLE_NUMBERS[name];
  if (range !== undefined) {
    const holds = isWhole(dialect, column, written, range);
    return { value: `CASE WHEN ${holds} THEN CAST(${column} AS ${dialect.typeName(type)}) END`, fault: { isSo: `${column} IS NOT NULL AND NOT (${holds})`, wanted: wholeWanted(range) } };
  }
  if (type === 'BOOLEAN') {
    const truth = isText(written) ? `CASE WHEN lower(${column}) IN ('true', 'false') THEN CAST(${column} AS ${dialect.typeName(type)}) END` : `CAST(${column} AS ${dialect.typeName(type)})`;
    return { value: truth, fault: { isSo: `${truth} IS NULL${NEEDED.has(name) ? '' : ` AND ${column} IS NOT NULL`}`, wanted: TRUTH_WANTED } };
  }
  const text = asText(dialect, column, written);
  const rule = TEXTS[name];
  if (BYTES.test(written)) {
    const holds = rule === undefined ? `${text} IS NOT NULL` : `coalesce(${rule.holds(dialect, text)}, false)`;
    return { value: text, fault: { isSo: `${column} IS NOT NULL AND NOT (${holds})`, wanted: rule?.wanted ?? 'a text in UTF-8' } };
  }
  return { value: text, ...(rule !== undefined && { fault: { isSo: `${column} IS NOT NULL AND NOT (${rule.holds(dialect, text)})`, wanted: rule.wanted } }) };
}

/** Texts of which control characters are taken out, and how. */
const CLEANED: Readonly<Record<string, (dialect: Dialect, column: string) => string>> = { title: titleOf, raw_name: nameOf, abstract: cleaned, venue: cleaned };

/**
 * A query of columns from a table that somebody else wrote, with `fault` (null, or which column holds what, and what it
 * should be) and `is_cleaned` (whether control characters were taken out of its texts).
 * @param types the columns with their types, those of a work or of a mention
 * @param written types of the table's columns, by name
 * @param others columns that are taken as they are
 */
function checkedColumns(dialect: Dialect, table: string, types: Readonly<Record<string, ColumnType>>, written: ReadonlyMap<string, string>, others: readonly string[] = []): string {
  const text = dialect.typeName('TEXT');
  const columns = Object.entries(types).map(([name, type]) => ({ name, ...readColumn(dialect, name, type, written.get(name) ?? '') }));
  const told = (name: string): string => `CASE WHEN written.${name} IS NULL THEN 'null' ELSE concat('"', substring(CAST(written.${name} AS ${text}), 1, 80), '"') END`;
  const faults = columns.flatMap(({ name, fault }) => (fault === undefined ? [] : [`WHEN ${fault.isSo} THEN concat('${name} ', ${told(name)}, ${dialect.text(`, which is not ${fault.wanted}`)})`]));
  const read = `SELECT ${[...columns.map(({ name, value }) => `${value} AS ${name}`), ...others.map((name) => `written.${name}`), `CASE ${faults.join(' ')} END AS column_fault`].join(', ')} FROM ${table} AS written`;
  const unclean = Object.keys(CLEANED).filter((name) => name in types).map((name) => `coalesce(${hasControls(dialect, `read.${name}`)}, false)`);
  const kept = Object.keys(types).map((name) => {
    const value = CLEANED[name]?.(dialect, `read.${name}`) ?? (name === 'country_count' ? 'nullif(read.country_count, 0)' : `read.${name}`);
    return `${value} AS ${name}`;
  });
  const ofAnotherYear = `read.date IS NOT NULL AND coalesce(CAST(regexp_extract(read.date, '^-?[0-9]+', 0) AS INTEGER) <> read.year, true)`;
  const fault = 'date' in types ? `CASE WHEN column_fault IS NOT NULL THEN column_fault WHEN ${ofAnotherYear} THEN concat('date "', read.date, '", which is not of its year (', coalesce(CAST(read.year AS ${text}), 'null'), ')') END` : 'column_fault';
  return `SELECT ${[...kept, ...others].join(', ')}, ${fault} AS fault, ${unclean.join(' OR ')} AS is_cleaned FROM (${read}) AS read`;
}

/** Works in a table that another wrote. */
export function checkedFacts(dialect: Dialect, table: string, written: ReadonlyMap<string, string>): string {
  return checkedColumns(dialect, table, FACT_TYPES, written);
}

/** Mentions in a table of them that another wrote, with work_id and list_place. */
export function checkedMentions(dialect: Dialect, table: string, written: ReadonlyMap<string, string>): string {
  return checkedColumns(dialect, table, MENTION_TYPES, written, ['work_id', 'list_place']);
}
