/** Dates in ISO 8601, as the answers of services have them. */
import type { PartialDate } from '../records/record.js';
import type { RecordNotes } from './record-notes.js';

/** The date at the start of a text (`2022-02-24T15:05:19Z`), noted where there is another text; null where there is none. */
export function isoDate(written: string, field: string, notes: RecordNotes): PartialDate | null {
  const text = written.trim();
  if (text === '') return null;
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])/.exec(text);
  if (found !== null) return notes.date(Number(found[1]), found[2] === undefined ? null : Number(found[2]), found[3] === undefined ? null : Number(found[3]), field, text);
  notes.add('INVALID_DATE', field, text, 'This is no date of the form YYYY-MM-DD; the date is left unknown.');
  return null;
}
