/** The course of reading that XML formats share: each record element is mapped, what the mapping noticed is told first. */
import type { PaperRecord, SourceItem } from '../../records/record.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { SourceInput } from '../source.js';
import { readXml } from '../xml.js';
import type { XmlVocabulary } from '../xml.js';
import type { XmlElement } from '../xml-element.js';

/** What a record element gives that describes one paper or, noted, none. */
export function paperItems(record: PaperRecord | null): SourceItem[] {
  return record === null ? [] : [{ kind: 'paper', record }];
}

/** What a file is told that gives nothing. */
export interface NothingFound {
  readonly field: string;
  readonly reason: string;
  /** False where a file without records is as it should be; asked at the file's end. Absent: it never is. */
  isProblem?(): boolean;
}

/**
 * Reads `input` and hands each record element to `map`, which answers the items that it makes; problems added to the notes
 * come before them; `opened` is told of every start tag outside of record elements, in its place. Where the whole file yields neither item nor problem, NO_RECORDS says that `nothing` was expected.
 * Never throws for content. Memory: one record element.
 */
export async function* readXmlRecords(
  input: SourceInput,
  vocabulary: XmlVocabulary,
  map: (element: XmlElement, notes: RecordNotes) => readonly SourceItem[],
  nothing: NothingFound,
  opened: (element: string, attributes: Readonly<Record<string, string>>) => void = () => undefined,
): AsyncGenerator<SourceItem> {
  let found = false;
  for await (const batch of readXml(input, vocabulary)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        found = true;
        yield item;
      } else if (item.kind === 'open') {
        opened(item.name, item.attributes);
      } else {
        const notes = new RecordNotes(input.file, item.element.line, null);
        const items = map(item.element, notes);
        for (const problem of notes.problems()) {
          found = true;
          yield { kind: 'problem', problem };
        }
        found ||= items.length > 0;
        yield* items;
      }
    }
  }
  if (found || nothing.isProblem?.() === false) return;
  const notes = new RecordNotes(input.file, 1, null);
  notes.add('NO_RECORDS', nothing.field, null, nothing.reason);
  yield* itemsOf(null, notes);
}
