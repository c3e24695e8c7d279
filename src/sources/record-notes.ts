/** What a mapping notices while it turns one record of a file into ours: problems, with the record's place and key filled in. */
import { MAX_NAME_LENGTH, MAX_TITLE_LENGTH, namesSomething } from '../records/bounds.js';
import { normalizePersonId } from '../records/ids.js';
import type { ImportProblem, PartialDate, PersonIds, PersonIdScheme, RecordSource } from '../records/record.js';
import { checkedDate } from './dates.js';
import { foldedText } from './folded-text.js';
import { importProblem } from './problems.js';

export { MAX_NAME_LENGTH } from '../records/bounds.js';

const EDITORS_ALONE = 'The record names editors alone (or translators and the like), who are no authors; it is kept without any.';

/** Collects the problems of one record. `key` may be set as soon as it is known; earlier problems get it too. */
export class RecordNotes {
  key: string | null = null;
  readonly #notes: { kind: string; field: string; value: string | null; reason: string; dropped: boolean }[] = [];

  constructor(
    readonly file: string,
    readonly line: number | null,
    readonly byte: number | null,
  ) {}

  /** Notes that `field` is not usable as it stands; the record is kept. */
  add(kind: string, field: string, value: string | null, reason: string): void {
    this.#notes.push({ kind, field, value, reason, dropped: false });
  }

  /** Notes that the whole record is left out. Returns null, to be returned by the mapping. */
  drop(kind: string, field: string, value: string | null, reason: string): null {
    this.#notes.push({ kind, field, value, reason, dropped: true });
    return null;
  }

  /** All problems so far, in the order in which they were noticed. */
  problems(): ImportProblem[] {
    return this.#notes.map(({ dropped, ...note }) =>
      importProblem({ ...note, file: this.file, line: this.line, byte: this.byte, record: this.key, recordDropped: dropped }));
  }

  /** `text` with white space folded and control characters taken out (which is noted); '' where nothing stays. */
  fold(text: string, field: string): string {
    const folded = foldedText(text);
    if (folded.removed > 0) this.add('CONTROL_CHARACTERS', field, folded.text, `${folded.removed} control character(s) were taken out of ${field}.`);
    return folded.text;
  }

  /** The same for a field that may be missing: null where nothing stays. */
  text(text: string, field: string): string | null {
    const folded = this.fold(text, field);
    return folded === '' ? null : folded;
  }

  /** Where the record stands, for the record itself. `retrievedAt` is an ISO date, null where the file does not say. */
  source(format: string, retrievedAt: string | null = null): RecordSource {
    return { format, file: this.file, line: this.line, byte: this.byte, retrievedAt, url: null };
  }

  /** The folded title, or null (noted, record dropped) where there is none or it is longer than 20,000 characters. */
  title(text: string, field: string): string | null {
    if (text.length > MAX_TITLE_LENGTH) {
      return this.drop('REFUSED', field, text, `The title has ${text.length} characters, more than ${MAX_TITLE_LENGTH}: the record is left out.`);
    }
    const title = this.fold(text, field);
    return title === '' ? this.drop('MISSING_TITLE', field, null, 'The record has no title and is left out.') : title;
  }

  /** The folded name of an author, or null (noted) where it is empty or longer than 2,000 characters: that mention is refused. */
  name(text: string, field: string): string | null {
    if (text.length > MAX_NAME_LENGTH) {
      this.add('REFUSED', field, text, `A name of ${text.length} characters is longer than ${MAX_NAME_LENGTH}: this author is left out and the list marked incomplete.`);
      return null;
    }
    const name = this.fold(text, field);
    if (namesSomething(name)) return name;
    this.add('MALFORMED_AUTHOR', field, text, 'An entry of the author list has no name: it is left out and the list marked incomplete.');
    return null;
  }

  /** Notes that the author list is empty, and whether the record names editors, translators or the like; it is kept without authors. */
  missingAuthors(field: string, hasEditors = false): void {
    this.add('MISSING_AUTHORS', field, null, hasEditors ? EDITORS_ALONE : 'The record names no author; it is kept without any.');
  }

  /** The date as far as it exists in the calendar; what does not (31 February) is noted with the value as written. */
  date(year: number, month: number | null, day: number | null, field: string, written: string): PartialDate | null {
    const { date, dropped } = checkedDate(year, month, day);
    if (dropped !== null) this.add('INVALID_DATE', field, written, `The date does not exist: ${dropped}.`);
    return date;
  }

  /** Adds a person's identifier to `ids` in its canonical spelling; what can't be one is noted and left out. */
  personId(ids: { [scheme in PersonIdScheme]?: string }, scheme: PersonIdScheme, text: string | undefined, field: string): PersonIds {
    if (text === undefined || text.trim() === '') return ids;
    const id = normalizePersonId(scheme, text);
    if (id === null) this.add('INVALID_IDENTIFIER', field, text, `This is no valid ${scheme} identifier of a person; the author is kept without it.`);
    else if (ids[scheme] !== undefined && ids[scheme] !== id) {
      this.add('INVALID_IDENTIFIER', field, text, `A second ${scheme} identifier of the same person contradicts ${ids[scheme]}, which is kept.`);
    } else ids[scheme] = id;
    return ids;
  }
}
