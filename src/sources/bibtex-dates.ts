/** Dates of BibTeX (`year`, `month`, `day`) and BibLaTeX (`date`, in the extended ISO 8601 that it reads). */
import type { PartialDate } from '../records/record.js';
import { checkedDate, monthOfName } from './dates.js';

export interface EntryDate {
  readonly date: PartialDate | null;
  /** What could not be used: the field, its value, and what was done instead. `UNDATED`: it says itself that there is no date yet. */
  readonly problem: { readonly kind: 'INVALID_DATE' | 'UNDATED'; readonly field: string; readonly value: string; readonly what: string } | null;
}

const NONE: EntryDate = { date: null, problem: null };

/** The date of an entry's decoded fields; `date` wins over `year`, as in BibLaTeX. */
export function entryDate(field: (name: string) => string | null): EntryDate {
  const full = field('date');
  const fromFull = full === null ? NONE : isoDate(full);
  if (fromFull.date !== null) return fromFull;
  const year = field('year');
  if (year === null) return fromFull;
  const fromYear = yearMonth('year', year, field('month'), field('day'));
  const instead = fromFull.problem === null || fromYear.date === null ? fromFull.problem : { ...fromFull.problem, what: 'that is no date; the year field is taken instead' };
  return { date: fromYear.date, problem: instead ?? fromYear.problem };
}

/** `2019-04-30`, `2019-04`, `2019`, ranges (their start), `2019?`, `~2019`, times after `T`; seasons `2019-21` keep the year. */
function isoDate(text: string): EntryDate {
  const start = text.split('/')[0]?.trim() ?? '';
  const found = /^[~(\s]*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T\S*(?:\s[\s?~%)]*)?|[\s?~%)]*)$/.exec(start);
  // `date = {April 2019}` is wrong but clear enough; of a range with an open beginning (`/2020`) the end is known.
  if (found === null) return yearMonth('date', text, null, null);
  const month = found[2] === undefined ? null : Number(found[2]);
  // EDTF's seasons and quarters: 21 spring … 24 winter, up to 41.
  if (month !== null && month >= 21 && month <= 41 && found[3] === undefined) return { date: { year: Number(found[1]), month: null, day: null }, problem: null };
  return checked('date', text, Number(found[1]), month, found[3] === undefined ? null : Number(found[3]));
}

function checked(field: string, value: string, year: number, month: number | null, day: number | null): EntryDate {
  const { date, dropped } = checkedDate(year, month, day);
  return { date, problem: dropped === null ? null : invalid(field, value, dropped) };
}

function invalid(field: string, value: string, what: string): EntryDate['problem'] {
  return { kind: 'INVALID_DATE', field, value, what };
}

const UNDATED = /^[\s?–—-]*$|press|print|appear|forthcoming|submitted|accepted|preparation|review|unpublished|undated|unknown|no date|\b(?:n\.?\s?d|s\.?\s?[ad]|tba|tbd)\b/i;

/** Year alone, or with a month given as name, number, `jan # "~5"`, `5 May`, `May/June`; a year field may hold a whole date. */
function yearMonth(field: 'date' | 'year', text: string, monthText: string | null, dayText: string | null): EntryDate {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text.trim());
  if (iso !== null) return checked(field, text, Number(iso[1]), Number(iso[2]), iso[3] === undefined ? null : Number(iso[3]));
  const year = /(?<!\d)(\d{4})(?!\d)/.exec(text)?.[1];
  if (year === undefined) {
    const undated = !/\d/.test(text) && UNDATED.test(text);
    if (undated) return { date: null, problem: { kind: 'UNDATED', field, value: text, what: 'that is no date yet; the date is left unknown' } };
    return { date: null, problem: invalid(field, text, `that is no ${field === 'date' ? 'date' : 'year of four digits'}; the date is taken as unknown`) };
  }
  const rest = text.replace(year, ' ');
  const holdsMore = isMore(rest) ? invalid(field, text, `that is more than a year; ${year} is taken`) : null;
  const stated = monthText ?? rest;
  const month = monthIn(stated);
  if (month === null) {
    const wrong = monthText !== null && !/^[?\s]*$|spring|summer|autumn|fall|winter|quarter|^q\d/i.test(monthText);
    const problem = wrong ? invalid('month', monthText, 'that is no month; only the year is kept') : null;
    const { date, dropped } = checkedDate(Number(year), null, null);
    return { date, problem: dropped === null ? problem ?? holdsMore : invalid(field, text, dropped) };
  }
  const day = dayText ?? dayIn(stated);
  const { date, dropped } = checkedDate(Number(year), month, day === null ? null : Number(day));
  if (dropped === null) return { date, problem: holdsMore };
  return { date, problem: invalid(dayText !== null ? 'day' : monthText !== null ? 'month' : field, dayText ?? monthText ?? text, dropped) };
}

const BESIDE_A_YEAR = /\b(?:c|ca|circa|about|copyright|ad|ce|in|press|print|to|appear|forthcoming|accepted|submitted|spring|summer|autumn|fall|winter)\b|©/gi;

/** Whether a year's field says more than the year, its month and days, and how sure it is: `2001a`, `1999/2000`. */
function isMore(rest: string): boolean {
  let left = rest.replace(BESIDE_A_YEAR, ' ').replace(/\p{L}{3,}/gu, (word) => (monthOfName(word) === null ? word : ' '));
  if (/\p{L}/u.test(rest) && monthIn(rest) !== null) left = left.replace(/(?<!\d)\d{1,2}(?:st|nd|rd|th)?(?![\p{L}\p{N}])/gu, ' ');
  return /[\p{L}\p{N}]/u.test(left);
}

function monthIn(text: string): number | null {
  const digits = /^\s*(\d{1,2})\s*(?:[.,;]\s*)?$/.exec(text);
  if (digits !== null) return Number(digits[1]);
  for (const word of text.match(/\p{L}{3,}/gu) ?? []) {
    const month = monthOfName(word);
    if (month !== null) return month;
  }
  return null;
}

/** A day beside a month's name (`5 May`, `May 5--7`); a bare number is the month itself. */
function dayIn(text: string): string | null {
  return /\p{L}/u.test(text) ? /(?<!\d)(\d{1,2})(?!\d)/.exec(text)?.[1] ?? null : null;
}
