/** Dates of BibTeX (`year`, `month`, `day`) and BibLaTeX (`date`, in the extended ISO 8601 that it reads). */
import type { PartialDate } from '../records/record.js';
import { checkedDate, monthOfName } from './dates.js';

export interface EntryDate {
  readonly date: PartialDate | null;
  /** What could not be used: the field, its value, and what was done instead. */
  readonly problem: { readonly field: string; readonly value: string; readonly what: string } | null;
}

const NONE: EntryDate = { date: null, problem: null };

/** The date of an entry's decoded fields; `date` wins over `year`, as in BibLaTeX. */
export function entryDate(field: (name: string) => string | null): EntryDate {
  const full = field('date');
  const fromFull = full === null ? NONE : isoDate(full);
  if (fromFull.date !== null) return fromFull;
  const year = field('year');
  if (year === null) return fromFull;
  const fromYear = yearMonth(year, field('month'), field('day'));
  return { date: fromYear.date, problem: fromFull.problem ?? fromYear.problem };
}

/** `2019-04-30`, `2019-04`, `2019`, ranges (their start), `2019?`, `~2019`, times after `T`; seasons `2019-21` keep the year. */
function isoDate(text: string): EntryDate {
  const start = text.split('/')[0]?.trim() ?? '';
  // An open beginning (`/2020`) states no date of appearance.
  const found = /^[~(\s]*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T\S*)?[\s?~%)]*$/.exec(start);
  if (found === null) {
    // `date = {April 2019}` is wrong but clear enough.
    const loose = yearMonth(text, null, null);
    return loose.date !== null ? loose : invalid('date', text, 'is not a date, it is taken as unknown');
  }
  const month = found[2] === undefined ? null : Number(found[2]);
  // EDTF's seasons and quarters: 21 spring … 24 winter, up to 41.
  if (month !== null && month >= 21 && month <= 41 && found[3] === undefined) return { date: { year: Number(found[1]), month: null, day: null }, problem: null };
  const { date, dropped } = checkedDate(Number(found[1]), month, found[3] === undefined ? null : Number(found[3]));
  return { date, problem: dropped === null ? null : { field: 'date', value: text, what: dropped } };
}

function invalid(field: string, value: string, what: string): EntryDate {
  return { date: null, problem: { field, value, what } };
}

/** Year alone, or with a month given as name, number, `jan # "~5"`, `5 May`, `May/June`; a year field may hold a whole date. */
function yearMonth(yearText: string, monthText: string | null, dayText: string | null): EntryDate {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(yearText.trim());
  if (iso !== null) {
    const checked = checkedDate(Number(iso[1]), Number(iso[2]), iso[3] === undefined ? null : Number(iso[3]));
    return { date: checked.date, problem: checked.dropped === null ? null : { field: 'year', value: yearText, what: checked.dropped } };
  }
  const year = /(?<!\d)(\d{4})(?!\d)/.exec(yearText)?.[1];
  if (year === undefined) {
    // "in press" and the like tell honestly that there is none yet.
    if (!/\d/.test(yearText)) return /^[?\s]*$|press|appear|forthcoming|submitted|preparation|n\.?\s?d\.?/i.test(yearText) ? NONE : invalid('year', yearText, 'that is no year; the date is taken as unknown');
    return invalid('year', yearText, 'that is no year of four digits; the date is taken as unknown');
  }
  const stated = monthText ?? yearText.replace(year, ' ');
  const month = monthIn(stated);
  if (month === null) {
    const wrong = monthText !== null && !/^[?\s]*$|spring|summer|autumn|fall|winter|quarter|^q\d/i.test(monthText);
    const problem = wrong ? { field: 'month', value: monthText, what: 'that is no month; only the year is kept' } : null;
    return { date: checkedDate(Number(year), null, null).date, problem };
  }
  const day = dayText ?? dayIn(stated);
  const { date, dropped } = checkedDate(Number(year), month, day === null ? null : Number(day));
  return { date, problem: dropped === null ? null : { field: dayText === null ? 'month' : 'day', value: dayText ?? monthText ?? yearText, what: dropped } };
}

function monthIn(text: string): number | null {
  const digits = /^\s*(\d{1,2})\s*[.,;]?\s*$/.exec(text);
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
