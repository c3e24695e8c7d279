/** Dates of which the month is free text, as the ACL Anthology and DBLP have them (July, 7, 5-10 July, May 30–June 1, 29 October--3 November). */
import type { PartialDate } from '../records/record.js';
import { monthOfName } from './dates.js';
import type { RecordNotes } from './record-notes.js';

/** French and German months of the volumes that are written in those languages (JEP/TALN, KONVENS), without accents. */
const OTHER_MONTHS: ReadonlyMap<string, number> = new Map([
  ['janvier', 1], ['fevrier', 2], ['mars', 3], ['avril', 4], ['mai', 5], ['juin', 6], ['juillet', 7], ['aout', 8],
  ['septembre', 9], ['octobre', 10], ['novembre', 11], ['decembre', 12],
  ['januar', 1], ['februar', 2], ['marz', 3], ['juni', 6], ['juli', 7], ['oktober', 10], ['dezember', 12],
]);

/**
 * The date of year, month and day as written, each possibly empty: the year, the first month named in `month`, and the first day where a day stands beside
 * it (of a conference's days, the opening). What can't be read or does not exist is noted and the date kept at the
 * precision that holds. Null without a usable year.
 */
export function writtenDate(year: string, month: string, day: string, notes: RecordNotes): PartialDate | null {
  const yearText = year.trim();
  if (yearText === '') return null;
  if (!/^\d{4}$/.test(yearText)) {
    notes.add('INVALID_DATE', 'year', yearText, `The year "${yearText.slice(0, 60)}" is no four-digit number; the date is left unknown.`);
    return null;
  }
  const monthText = month.trim();
  const first = monthText === '' ? null : firstMonth(monthText);
  if (first === null) {
    if (monthText !== '') notes.add('INVALID_DATE', 'month', monthText, `No month can be read from "${monthText.slice(0, 60)}"; only the year is kept.`);
    return notes.date(Number(yearText), null, null, 'year', yearText);
  }
  const dayText = day.trim();
  if (dayText !== '' && !/^\d{1,2}$/.test(dayText)) {
    notes.add('INVALID_DATE', 'day', dayText, `The day "${dayText.slice(0, 60)}" is no number; only year and month are kept.`);
    return notes.date(Number(yearText), first.month, null, 'month', monthText);
  }
  const written = dayText === '' ? monthText : `${dayText} ${monthText}`;
  return notes.date(Number(yearText), first.month, dayText === '' ? first.day : Number(dayText), 'month', written);
}

/** The first month of a text and the first day that stands with it; null where no month is named. */
function firstMonth(text: string): { month: number; day: number | null } | null {
  if (/^\d{1,2}$/.test(text)) return { month: Number(text), day: null };
  for (const word of text.matchAll(/\p{L}+/gu)) {
    const month = monthOf(word[0]);
    if (month === null) continue;
    const before = /(\d{1,2})(?:st|nd|rd|th)?[\s.,]*(?:(?:[-–—/&]+|to|and)\s*\d{1,2}(?:st|nd|rd|th)?[\s.,]*)?$/.exec(text.slice(0, word.index).slice(-40))?.[1];
    const after = /^[\s.,]*(\d{1,2})(?!\d)/.exec(text.slice(word.index + word[0].length))?.[1];
    const day = before ?? after;
    return { month, day: day === undefined ? null : Number(day) };
  }
  return null;
}

function monthOf(word: string): number | null {
  return monthOfName(word) ?? OTHER_MONTHS.get(word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()) ?? null;
}
