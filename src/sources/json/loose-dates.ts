/** Dates as people type them into reference managers: `2019-05-01`, `May 2019`, `3 May 2019`, `05/2019`, `2019-00-00 2019`. */
import type { PartialDate } from '../../records/record.js';
import type { RecordNotes } from '../record-notes.js';
import { writtenDate } from '../written-dates.js';

/**
 * The date that a text begins with (of a range, the first), at the precision that it has. Null for blank text, and (noted)
 * where no year can be read. `03/04/2019` names day and month in an order nobody can tell: the year is kept, and noted.
 */
export function looseDate(text: string, field: string, notes: RecordNotes): PartialDate | null {
  const written = text.trim().slice(0, 200);
  if (written === '') return null;
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)/.exec(written);
  if (iso !== null) {
    const month = numberOf(iso[2]);
    return notes.date(Number(iso[1]), month, month === null ? null : numberOf(iso[3]), field, written);
  }
  const monthFirst = /^(\d{1,2})[-/.](\d{4})(?!\d)/.exec(written);
  if (monthFirst !== null) return notes.date(Number(monthFirst[2]), numberOf(monthFirst[1]), null, field, written);
  const full = /^(\d{1,2})([-/.])\s?(\d{1,2})[-/.]\s?(\d{4})(?!\d)/.exec(written);
  if (full !== null) return dayAndMonth(Number(full[1]), Number(full[3]), full[2] === '.', Number(full[4]), field, written, notes);
  const year = /(?<!\d)(\d{4})(?!\d)/.exec(written);
  if (year === null) {
    notes.add('INVALID_DATE', field, written, 'No year can be read from this; the date is left unknown.');
    return null;
  }
  const rest = `${written.slice(0, year.index)} ${written.slice(year.index + 4)}`.replace(/^[^\p{L}\p{N}]+/u, '').replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, '');
  return writtenDate(year[1], rest, '', notes);
}

/** Zotero writes 00 for a part that is not known. */
function numberOf(digits: string | undefined): number | null {
  return digits === undefined || Number(digits) === 0 ? null : Number(digits);
}

/** With dots the day stands first everywhere; with other marks only a number beyond 12 tells. */
function dayAndMonth(first: number, second: number, isDotted: boolean, year: number, field: string, written: string, notes: RecordNotes): PartialDate | null {
  if (isDotted || first > 12 || first === second) return notes.date(year, second, first, field, written);
  if (second > 12) return notes.date(year, first, second, field, written);
  notes.add('AMBIGUOUS_DATE', field, written, 'Day and month can not be told apart in this date; only the year is kept (write YYYY-MM-DD).');
  return notes.date(year, null, null, field, written);
}
