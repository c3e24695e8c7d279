/** Pieces of SQL that both engines read alike. */
import type { Dialect } from './dialect.js';

/** A number as a DOUBLE: with an exponent, since `0.85` would be a decimal. */
export function double(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number that SQL could hold`);
  return value.toExponential();
}

/** How finely `exactSum` sees: numbers are split at 2^-whole, what is left is counted in 2^-(whole + part). */
interface Fineness {
  readonly whole: number;
  readonly part: number;
}

/** Up to 8 million numbers below 2^32 together, each to 2^-71. */
const OF_A_GROUP: Fineness = { whole: 31, part: 40 };
/** Up to 2 billion small numbers, each to 2^-63. */
export const OF_ALL_NODES: Fineness = { whole: 31, part: 32 };
/** Totals up to 2^55, each number to 2^-40. */
export const OF_LARGE_TOTALS: Fineness = { whole: 8, part: 32 };

/**
 * Sum of doubles that has the same bits in whatever order, on whatever engine, the rows come: summed as whole numbers
 * in two parts. What lies below the fineness is cut off. Beyond the range of 64 bits the engine fails, never wraps.
 */
export function exactSum(value: string, { whole, part }: Fineness = OF_A_GROUP): string {
  const scaled = `(${value}) * ${double(2 ** whole)}`;
  const sumOf = (number: string): string => `CAST(CAST(sum(CAST(floor(${number}) AS BIGINT)) AS BIGINT) AS DOUBLE)`;
  return `(${sumOf(scaled)} / ${double(2 ** whole)} + ${sumOf(`(${scaled} - floor(${scaled})) * ${double(2 ** part)}`)} / ${double(2 ** (whole + part))})`;
}

/**
 * Sum of doubles that has the same bits in whatever order, each rounded to 2^-bits: half the work of `exactSum`, where
 * 64 bits hold the sum at a fineness that is enough.
 */
export function roundedSum(value: string, bits: number): string {
  return `(CAST(CAST(sum(CAST(floor((${value}) * ${double(2 ** bits)} + ${double(0.5)}) AS BIGINT)) AS BIGINT) AS DOUBLE) / ${double(2 ** bits)})`;
}

/** Sum of whole numbers. */
export function wholeSum(value: string): string {
  return `CAST(sum(${value}) AS BIGINT)`;
}

/** Number of the rows for which a condition holds. */
export function countWhere(condition: string): string {
  return `count(CASE WHEN ${condition} THEN 1 END)`;
}

/** An index below 2^31 mixed to 0 … 2^32 − 1, each to another (Knuth's multiplier). */
export function mixed(index: string): string {
  return `((${index} * 2654435761) % 4294967296)`;
}

/** Rows of two or three numbers that each process of a cluster is handed whole at most: some 150 MB there, as a table to look up in. */
const MOST_HANDED_WHOLE = 2_500_000;

/**
 * What stands after SELECT to have those tables of its joins handed to every task whole that are small enough, so that what
 * they are joined with is not shuffled. An engine that has joined and grouped on the way expects all to be large.
 * @param rows most rows of each, by alias
 * @param most rows of one that is handed out
 */
export function handingWhole(dialect: Dialect, rows: Readonly<Record<string, number>>, most = MOST_HANDED_WHOLE): string {
  return dialect.broadcast(Object.keys(rows).filter((alias) => rows[alias] <= most));
}

/** A table of pairs read both ways: `node`, `other`, and the columns named. */
export function bothWays(pairs: string, columns: readonly string[] = []): string {
  const more = columns.map((column) => `, ${column}`).join('');
  return `(SELECT a AS node, b AS other${more} FROM ${pairs} UNION ALL SELECT b AS node, a AS other${more} FROM ${pairs})`;
}

/**
 * Whether a text is of a form from its beginning to its end, and not empty; null of null.
 * @param form a pattern that RE2 and Java read alike, from `^` to `$`
 */
export function isOfForm(dialect: Dialect, text: string, form: string): string {
  return `(regexp_replace(${text}, ${dialect.text(form)}, '') = '' AND ${text} <> '')`;
}

/** Columns of a table named `alias`, as a select list. */
export function columnsOf(alias: string, names: readonly string[]): string {
  return names.map((name) => `${alias}.${name}`).join(', ');
}

/**
 * A text as a JSON string, the same to the letter on every engine; null where it is null. What has no control characters,
 * as almost all, is looked at for quotes and backslashes alone.
 */
export function jsonText(dialect: Dialect, value: string): string {
  const text = (literal: string): string => dialect.text(literal);
  const escaped = `replace(replace(${value}, ${text('\\')}, ${text('\\\\')}), '"', ${text('\\"')})`;
  const controls = Array.from({ length: 32 }, (_, code) => code);
  const whole = controls.reduce((left, code) => `replace(${left}, chr(${code}), ${text(`\\u${code.toString(16).padStart(4, '0')}`)})`, escaped);
  const isPlain = `regexp_replace(${value}, ${text('[\\x00-\\x1f]')}, '') = ${value}`;
  return `CASE WHEN ${value} IS NULL THEN NULL WHEN ${isPlain} THEN concat('"', ${escaped}, '"') ELSE concat('"', ${whole}, '"') END`;
}
