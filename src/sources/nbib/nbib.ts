/**
 * MEDLINE's tagged text (`PMID- 123`, `FAU - One, Ann`), as PubMed exports it (.nbib, "PubMed" format). Lines indented by
 * six spaces continue the field before. Nothing ends a record but a blank line or the next `PMID-`.
 */
import type { SourceItem } from '../../records/record.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { CleanLines } from '../tagged/clean-lines.js';
import { TaggedRecord } from '../tagged/tagged-record.js';
import { nbibPaper } from './nbib-mapping.js';

const FIELD = /^([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|)$/;

/** A field's line; the tag and its spaces are four characters. */
function fieldOf(line: string): { tag: string; value: string } | null {
  const found = FIELD.exec(line);
  return found === null || line.indexOf('-') !== 4 ? null : { tag: found[1], value: (found[2] ?? '').trim() };
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const lines = new CleanLines(input);
  let record: TaggedRecord | null = null;
  let records = 0;
  let anything = false;
  let strayLines = 0;
  let firstStray: number | null = null;

  function* finish(): Generator<SourceItem> {
    if (record === null) return;
    const notes = new RecordNotes(file, record.line, null);
    yield* itemsOf(nbibPaper(record, notes), notes);
    record = null;
    records += 1;
  }

  for await (const { text, number } of lines) {
    if (text.trim() === '') {
      yield* finish();
      continue;
    }
    anything = true;
    const field = fieldOf(text);
    if (field?.tag === 'PMID') {
      yield* finish();
      record = new TaggedRecord(number);
    }
    if (field !== null && record !== null) record.add(field.tag, field.value, number);
    else if (record !== null && /^\s/.test(text)) record.continue(text.trim());
    else {
      // Books of PubMed's shelf begin with other tags in some exports; text between records is none.
      strayLines += 1;
      firstStray ??= number;
    }
  }
  yield* end();
  for (const problem of lines.problems()) yield { kind: 'problem', problem };
  if (records === 0 && record === null) {
    if (anything) yield problemItem({ file, kind: 'NO_RECORDS', field: 'PMID', reason: `${file} holds no MEDLINE record: expected lines such as "PMID- 12345678".` });
  } else if (strayLines > 0) {
    yield problemItem({ file, line: firstStray, kind: 'STRAY_LINES', reason: `${strayLines} line(s) outside of records or without a tag, the first in line ${firstStray}, were passed over.` });
  }

  /** A record that the file's end follows at once is whole only where its last field, `SO`, is there. */
  function* end(): Generator<SourceItem> {
    if (record === null || record.text('SO') !== '') {
      yield* finish();
      return;
    }
    yield problemItem({
      file, line: record.line, kind: 'TRUNCATED', field: 'SO', record: record.text('PMID') === '' ? null : `pmid:${record.text('PMID')}`, value: record.text('TI') || null, recordDropped: true,
      reason: `The file ends within the record of line ${record.line}, which was left out; if it is whole, end it with a blank line.`,
    });
  }
}

/** The MEDLINE source. Memory: one record. */
export const nbib: Source = {
  id: 'nbib',
  title: 'MEDLINE / PubMed tagged text',
  extensions: ['nbib', 'txt', 'medline'],
  reads: "PubMed's .nbib and \"PubMed\" exports: full names, ORCIDs, affiliations and mail domains of each author, collective names as groups, PubMed, PMC and DOI ids",
  detect(head) {
    return /^PMID- \d+\s*$/m.test(head.replaceAll('\r', '\n')) ? 0.97 : 0;
  },
  read,
};
