/** Calendar arithmetic that sources share: which days exist, and month names. */
import type { PartialDate } from '../records/record.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
];

/** Month 1–12 of an English name or its abbreviation (`Sept.`, `feb`, at least three letters); null when it is none. */
export function monthOfName(name: string): number | null {
  const word = name.toLowerCase().replace(/\.$/, '');
  const index = MONTHS.indexOf(word.slice(0, 3));
  return (MONTH_NAMES[index] ?? '').startsWith(word) && index >= 0 ? index + 1 : null;
}

/** Days of a month in the proleptic Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export interface CheckedDate {
  /** The date as far as it exists; null where not even the year can be used. */
  readonly date: PartialDate | null;
  /** What had to be dropped, as the end of a sentence; null where the whole date stands. */
  readonly dropped: string | null;
}

/** Keeps of a date what exists: an impossible day leaves year and month, an impossible month leaves the year (1–9999). */
export function checkedDate(year: number, month: number | null, day: number | null): CheckedDate {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return { date: null, dropped: `the year ${year} is out of range, the date is left unknown` };
  if (month === null) return { date: { year, month: null, day: null }, dropped: null };
  if (!Number.isInteger(month) || month < 1 || month > 12) {
    return { date: { year, month: null, day: null }, dropped: `there is no month ${month}, only the year ${year} is kept` };
  }
  if (day === null) return { date: { year, month, day: null }, dropped: null };
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) {
    return { date: { year, month, day: null }, dropped: `month ${month} of ${year} has no day ${day}, only year and month are kept` };
  }
  return { date: { year, month, day }, dropped: null };
}
