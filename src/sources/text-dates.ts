/** Dates as reference managers and indexes write them into one field: `2021/02/01/`, `2019//`, `JUN 19`, `24-27 Sept. 2019`, `20060110`. */
import type { PartialDate } from '../records/record.js';
import type { RecordNotes } from './record-notes.js';
import { writtenDate } from './written-dates.js';

/** Seasons and quarters, which no date of ours can hold. */
const SEASONS = /\b(?:spring|summer|autumn|fall|winter|spr|sum|fal|aut|win|(?:1st|2nd|3rd|4th|first|second|third|fourth)? ?(?:quarter|qtr|semester)|q[1-4])\b\.?/gi;
/** Placeholders that programs write for what they don't know. */
const EMPTY = /^[\s/?.-]*(?:(?:nan|n\/?a|none|null|undefined|no date|n\.\s?d\.?)[\s/?.-]*)?$/i;

/**
 * The date that a field states. `year` is that of another field, for texts of month and day alone (`SEP`, `Mar 1`).
 * Ranges give their beginning, seasons the year. What can't be read is noted and the date kept at the precision that
 * holds; null where there is no year.
 */
export function textDate(text: string, year: string | null, field: string, notes: RecordNotes): PartialDate | null {
  const written = text.trim().slice(0, 200);
  if (EMPTY.test(written)) return year === null ? null : writtenDate(year, '', '', notes);
  const slashed = /^(\d{4})?\/(\d{0,2})\/(\d{0,2})(?:\/.*)?$|^(\d{4})\/(\d{1,2})$/.exec(written);
  if (slashed !== null) return numbered(slashed[1] ?? slashed[4] ?? year, slashed[2] ?? slashed[5], slashed[3], written, field, notes);
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?$|^(\d{4})(\d\d)(\d\d)$/.exec(written);
  if (iso !== null) return numbered(iso[1] ?? iso[4], iso[2] ?? iso[5], iso[3] ?? iso[6], written, field, notes);
  const stated = /(?<!\d)(\d{4})(?!\d)/.exec(written);
  const own = stated?.[1] ?? year;
  if (own === null) {
    notes.add('INVALID_DATE', field, written, `"${written.slice(0, 60)}" is no date with a year of four digits; the date is left unknown.`);
    return null;
  }
  const rest = (stated === null ? written : `${written.slice(0, stated.index)} ${written.slice(stated.index + 4)}`).replace(SEASONS, ' ').replace(/(?<!\d)\d{4}(?!\d)/g, ' ');
  // Beside a year, punctuation and words such as "c" or "©" say nothing more.
  return writtenDate(own, /\d|\p{L}{3}/u.test(rest) ? rest : '', '', notes);
}

function numbered(year: string | null, month: string | undefined, day: string | undefined, written: string, field: string, notes: RecordNotes): PartialDate | null {
  if (year === null) {
    notes.add('INVALID_DATE', field, written, 'The date has no year and is left unknown.');
    return null;
  }
  const number = (digits: string | undefined): number | null => (digits === undefined || Number(digits) === 0 ? null : Number(digits));
  return notes.date(Number(year), number(month), number(month) === null ? null : number(day), field, written);
}
