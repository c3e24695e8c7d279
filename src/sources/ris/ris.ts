/**
 * RIS: `TY  - JOUR` … `ER  -`, one field per line, other lines continuing the field before. Programs differ in what they
 * put between records (Ovid numbers them and adds links) and in what fields mean: ris-mapping.ts.
 */
import type { SourceItem } from '../../records/record.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { CleanLines } from '../tagged/clean-lines.js';
import { TaggedRecord } from '../tagged/tagged-record.js';
import { risPaper } from './ris-mapping.js';

const FIELD = /^\s*([A-Z][A-Z0-9]) {1,2}-(?: (.*)|)$/;
const STRICT_FIELD = /^\s*([A-Z][A-Z0-9])  -(?: (.*)|)$/;
/** A record's beginning is told from text by its value, however many spaces stand before the hyphen. */
const BEGIN = /^\s*TY {1,2}- +[A-Z][A-Z0-9]{1,9}\s*$/;
const END = /^\s*ER\s*(?:-.*)?$/;
/** What Ovid puts between records. */
const BETWEEN = /^(?:\d+\.|<\d+>|NL  - .*|Link to the (?:Ovid|External).*)?$/;

/** Where reading stands between two lines. */
class RisReader {
  record: TaggedRecord | null = null;
  records = 0;
  problems = 0;
  /** Some programs write one space before the hyphen throughout; where the file does not, such lines are text. */
  #loose = false;
  strayLines = 0;
  firstStray: number | null = null;

  constructor(private readonly file: string) {}

  /** Takes a line and gives what it completes. */
  *line(text: string, number: number): Generator<SourceItem> {
    const isLoose = this.#loose || this.record === null || BEGIN.test(text);
    const field = (isLoose ? FIELD : STRICT_FIELD).exec(text);
    if (field?.[1] === 'TY') {
      if (this.record !== null) yield* this.#unended(this.record);
      this.#loose = !STRICT_FIELD.test(text);
      this.record = new TaggedRecord(number);
      this.record.add('TY', (field[2] ?? '').trim(), number);
    } else if (END.test(text) && this.record !== null) {
      yield* this.#paper(this.record);
    } else if (this.record === null) {
      if (field !== null && field[1] !== 'NL' && field[1] !== 'ER') {
        // A record that lacks its TY, or begins with another field.
        this.record = new TaggedRecord(number);
        this.record.add(field[1], (field[2] ?? '').trim(), number);
      } else if (!BETWEEN.test(text.trim())) {
        this.strayLines += 1;
        this.firstStray ??= number;
      }
    } else if (field !== null) this.record.add(field[1], (field[2] ?? '').trim(), number);
    else if (text.trim() !== '') this.record.continue(text.trim());
  }

  /** What the file's end leaves: a record without `ER` may be cut off anywhere, so it is left out. */
  *end(): Generator<SourceItem> {
    if (this.record === null) return;
    const { line } = this.record;
    this.problems += 1;
    yield problemItem({
      file: this.file, line, kind: 'TRUNCATED', field: 'ER', value: this.record.text('TI', 'T1') || null, recordDropped: true,
      reason: `The file ends within the record of line ${line}, which was left out; if it is whole, end it with a line "ER  - ".`,
    });
  }

  *#unended(record: TaggedRecord): Generator<SourceItem> {
    this.problems += 1;
    const isRecord = record.text('TI', 'T1', 'CT', 'BT', 'ST') !== '';
    yield problemItem({
      file: this.file, line: record.line, kind: isRecord ? 'UNTERMINATED_ENTRY' : 'STRAY_FIELDS', field: isRecord ? 'ER' : record.fields[0]?.tag ?? null, value: record.fields[0]?.value ?? null,
      reason: isRecord ? 'The record is not ended by ER before the next one begins; its fields were kept.' : 'These fields stand outside of any record and were passed over.',
    });
    if (isRecord) yield* this.#paper(record);
    else this.record = null;
  }

  *#paper(record: TaggedRecord): Generator<SourceItem> {
    this.record = null;
    this.records += 1;
    const notes = new RecordNotes(this.file, record.line, null);
    yield* itemsOf(risPaper(record, notes), notes);
  }
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const reader = new RisReader(file);
  const lines = new CleanLines(input);
  let anything = false;
  for await (const { text, number } of lines) {
    anything ||= text.trim() !== '';
    yield* reader.line(text, number);
  }
  yield* reader.end();
  for (const problem of lines.problems()) yield { kind: 'problem', problem };
  if (reader.records === 0 && reader.problems === 0) {
    if (anything) yield problemItem({ file, kind: 'NO_RECORDS', field: 'TY', reason: `${file} holds no RIS record: expected lines such as "TY  - JOUR" and "ER  - ".` });
  } else if (reader.strayLines > 0) {
    yield problemItem({
      file, line: reader.firstStray, kind: 'STRAY_LINES',
      reason: `${reader.strayLines} line(s) stand between records, the first in line ${reader.firstStray}, and were passed over.`,
    });
  }
}

/** The RIS source. Memory: one record. */
export const ris: Source = {
  id: 'ris',
  title: 'RIS',
  extensions: ['ris', 'txt'],
  reads: 'exports of Zotero, EndNote, Mendeley, Scopus, Embase, Ovid, ProQuest, PubMed, Web of Science, IEEE, Rayyan: authors and groups, dates, DOIs and PubMed ids; affiliations, ORCIDs and mail domains where they stand with a name',
  detect(head) {
    if (/^\s*[{[<@]/.test(head)) return 0;
    const begins = /^[ \t]*TY {1,2}- ?[A-Z]{2,10}[ \t]*$/m.test(head.replaceAll('\r', '\n'));
    return begins ? 0.97 : 0;
  },
  read,
};
