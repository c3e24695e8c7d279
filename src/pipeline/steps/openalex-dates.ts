/** Dates of OpenAlex's works as far as they exist in the calendar: the date goes before the year, as in sources/openalex-mapping.ts. */
import type { Dialect } from '../dialect.js';

const DAYS = 'CASE WHEN month IN (4, 6, 9, 11) THEN 30 WHEN month <> 2 THEN 31 WHEN year % 400 = 0 OR (year % 4 = 0 AND year % 100 <> 0) THEN 29 ELSE 28 END';

/**
 * A query of the works of another, with `known_year` and `known_date` (`2020`, `2020-05`, `2020-05-17`), null where unknown,
 * and whether what is written says more than these (`is_date_refused`).
 */
export function withDates(dialect: Dialect, works: string): string {
  const written = `SELECT works.*, nullif(${dialect.folded('publication_date')}, '') AS date_text, regexp_replace(nullif(${dialect.folded('publication_year')}, ''), '[.]0+$', '') AS year_text FROM (${works}) AS works`;
  const fits = (text: string, form: string): string => `coalesce(regexp_replace(${text}, '${form}', '') = '', false)`;
  const told = `SELECT written.*, ${fits('date_text', '^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?)?(T.*)?$')} AS is_dated, ${fits('year_text', '^[0-9]{1,4}$')} AS has_year FROM (${written}) AS written`;
  const part = (form: string): string => `CAST(CASE WHEN is_dated THEN nullif(regexp_extract(date_text, '${form}', 1), '') END AS INTEGER)`;
  const parts =
    `SELECT told.*, nullif(CAST(CASE WHEN is_dated THEN substring(date_text, 1, 4) WHEN has_year THEN year_text END AS INTEGER), 0) AS year, ` +
    `${part('^[0-9]{4}-([0-9]{1,2})')} AS month, ${part('^[0-9]{4}-[0-9]{1,2}-([0-9]{1,2})')} AS day FROM (${told}) AS told`;
  const checked = `SELECT parts.*, coalesce(month BETWEEN 1 AND 12, false) AS has_month, coalesce(month BETWEEN 1 AND 12 AND day BETWEEN 1 AND ${DAYS}, false) AS has_day FROM (${parts}) AS parts`;
  const twoDigits = (number: string): string => `lpad(CAST(${number} AS ${dialect.typeName('TEXT')}), 2, '0')`;
  const year = `lpad(CAST(year AS ${dialect.typeName('TEXT')}), 4, '0')`;
  return (
    `SELECT checked.*, year AS known_year, CASE WHEN year IS NULL THEN NULL WHEN has_day THEN concat(${year}, '-', ${twoDigits('month')}, '-', ${twoDigits('day')}) WHEN has_month THEN concat(${year}, '-', ${twoDigits('month')}) ELSE ${year} END AS known_date, ` +
    `(date_text IS NOT NULL AND NOT is_dated) OR (year IS NULL AND coalesce(date_text, year_text) IS NOT NULL) OR (month IS NOT NULL AND NOT has_month) OR (day IS NOT NULL AND NOT has_day) AS is_date_refused FROM (${checked}) AS checked`
  );
}
