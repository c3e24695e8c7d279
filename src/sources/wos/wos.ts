/**
 * Web of Science's tagged text ("Plain Text File", `FN Clarivate Analytics Web of Science`): a two-letter tag and a value
 * per line, lines indented by three spaces continuing it, `ER` after each record, `EF` at the file's end.
 */
import type { SourceItem } from '../../records/record.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { CleanLines } from '../tagged/clean-lines.js';
import { TaggedRecord } from '../tagged/tagged-record.js';
import { wosPaper } from './wos-mapping.js';
import { partedBySemicolons } from './wos-record.js';
import type { WosRecord } from './wos-record.js';

const FIELD = /^([A-Z][A-Z0-9])(?: (.*)|)$/;
/** Lists whose entries stand on a line each. */
const LINE_LISTS: ReadonlySet<string> = new Set(['AU', 'AF', 'BA', 'BF', 'CA', 'GP', 'C1']);

/** A record of tagged lines as the mapping wants it. */
function recordOf(tagged: TaggedRecord): WosRecord {
  return {
    text: (tag) => tagged.text(tag),
    list: (tag) => {
      const values = tagged.all(tag);
      return LINE_LISTS.has(tag) ? values.flatMap((value) => value.split('\n').map((line) => line.trim()).filter((line) => line !== '')) : partedBySemicolons(values.join(' '));
    },
  };
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const lines = new CleanLines(input);
  let record: TaggedRecord | null = null;
  let records = 0;
  let problems = 0;
  let anything = false;
  let isEnded = false;

  function* finish(): Generator<SourceItem> {
    if (record === null) return;
    records += 1;
    const notes = new RecordNotes(file, record.line, null);
    const paper = record.isRefused
      ? notes.drop('REFUSED', 'UT', record.text('UT'), 'The record is longer than 16 MiB and is left out.')
      : wosPaper(recordOf(record), 'wos', notes);
    yield* itemsOf(paper, notes);
    record = null;
  }

  for await (const { text, number } of lines) {
    if (text.trim() === '') continue;
    anything = true;
    const tag = FIELD.exec(text.trimEnd());
    if (tag?.[1] === 'PT') {
      if (record !== null) {
        problems += 1;
        yield problemItem({ file, line: record.line, kind: 'UNTERMINATED_ENTRY', field: 'ER', reason: 'The record is not ended by ER before the next one begins; its fields were kept.' });
        yield* finish();
      }
      record = new TaggedRecord(number);
    }
    if (tag?.[1] === 'ER') yield* finish();
    else if (tag?.[1] === 'EF') isEnded = true;
    else if (tag !== null && record !== null) record.add(tag[1], tag[2] ?? '', number);
    else if (record !== null) record.continue(text.trim());
    if (tag?.[1] === 'PT') isEnded = false;
  }
  if (record !== null) {
    yield problemItem({
      file, line: record.line, kind: 'TRUNCATED', field: 'ER', value: record.text('TI') || null, recordDropped: true,
      reason: `The file ends within the record of line ${record.line}, which was left out; if it is whole, end it with a line "ER".`,
    });
  } else if (records > 0 && !isEnded) {
    yield problemItem({ file, kind: 'TRUNCATED', field: 'EF', reason: `${file} does not end with EF: records may be missing behind the last one that was read.` });
  } else if (records === 0 && problems === 0 && anything) {
    yield problemItem({ file, kind: 'NO_RECORDS', field: 'PT', reason: `${file} holds no Web of Science record: expected lines such as "PT J" and "ER".` });
  }
  for (const problem of lines.problems()) yield { kind: 'problem', problem };
}

/** The Web of Science source for tagged text. Memory: one record. */
export const wos: Source = {
  id: 'wos',
  title: 'Web of Science tagged text',
  extensions: ['txt', 'ciw', 'isi'],
  reads: 'the plain-text export: full names, group authors, affiliations, ORCIDs and ResearcherIDs matched to the authors, categories as fields, times cited',
  detect(head) {
    const text = head.replaceAll('\r', '\n');
    if (/^\s*FN (?:Clarivate|Thomson|ISI|Web of Science)/.test(text)) return 1;
    return /^PT [JBSCP]\s*$/m.test(text) && /^(?:AU|TI|SO|UT) \S/m.test(text) ? 0.9 : 0;
  },
  read,
};
