/** What a source hands on for one record: what the mapping noticed, then the record, where there is one. */
import type { PaperRecord, PersonRecord, SourceItem } from '../records/record.js';
import type { RecordNotes } from './record-notes.js';

/** The problems noted, then the record where there is one. */
export function* itemsOf(record: PaperRecord | PersonRecord | null, notes: RecordNotes): Generator<SourceItem> {
  for (const problem of notes.problems()) yield { kind: 'problem', problem };
  if (record !== null) yield 'names' in record ? { kind: 'person', record } : { kind: 'paper', record };
}
