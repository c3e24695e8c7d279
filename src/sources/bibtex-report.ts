/** Problems of one BibTeX entry, each naming its key, line, field and value. */
import type { SourceItem } from '../records/record.js';
import type { RawEntry } from './bibtex-raw.js';
import { problemItem } from './problems.js';

const NOTES: Readonly<Record<RawEntry['notes'][number]['kind'], string>> = {
  UNDEFINED_STRING: 'uses a @string that is not defined before it; its name was taken as the text',
  DUPLICATE_FIELD: 'repeats a field; the first was kept',
  MISSING_COMMA: 'lacks a comma between two fields; both were read',
  UNTERMINATED_ENTRY: 'is not closed before the next entry; its fields were kept',
};

/** What to call an entry in a sentence: its citation key, or `@type` where it has none. At most 80 characters. */
export function entryName(entry: Pick<RawEntry, 'key' | 'type'>): string {
  return (entry.key === '' ? `@${entry.type}` : entry.key).slice(0, 80);
}

export class EntryReport {
  /** Key of the record once it is known. */
  record: string | null = null;

  constructor(
    readonly file: string,
    private readonly entry: RawEntry,
    /** Record keys of the file so far and the lines of their entries. */
    private readonly seen: Map<string, number>,
  ) {}

  /** A problem of this entry; `what` continues the sentence "The entry k in line n …". */
  item(kind: string, field: string | null, value: string | null, what: string, recordDropped = false, line = this.entry.line): SourceItem {
    return problemItem({
      file: this.file, line, kind, record: this.record, field, value, recordDropped,
      reason: `The entry ${entryName(this.entry)} in line ${this.entry.line} ${what}.`,
    });
  }

  /** What the lexer noted about fields that matter. */
  * syntaxNotes(): Generator<SourceItem> {
    for (const note of this.entry.notes) {
      yield this.item(note.kind, note.field || null, note.value || null, NOTES[note.kind], false, note.line);
    }
  }

  /** Reports that key and title were already seen in this file, and remembers them. */
  * duplicate(): Generator<SourceItem> {
    if (this.record === null) return;
    const earlier = this.seen.get(this.record);
    if (earlier === undefined) this.seen.set(this.record, this.entry.line);
    else yield this.item('DUPLICATE_KEY', null, this.entry.key, `has the key and title of the entry in line ${earlier}; both were read as one paper`);
  }
}
