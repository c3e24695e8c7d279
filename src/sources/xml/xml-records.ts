/** The course of reading that XML formats share: each record element is mapped, what the mapping noticed is told first. */
import type { SourceItem } from '../../records/record.js';
import { RecordNotes } from '../record-notes.js';
import type { SourceInput } from '../source.js';
import { readXml } from '../xml.js';
import type { XmlVocabulary } from '../xml.js';
import type { XmlElement } from '../xml-element.js';

/**
 * Reads `input` and hands each record element to `map`, which answers the items that it makes; problems added to the notes
 * come before them. Where the whole file yields neither item nor problem, NO_RECORDS says that `nothing` was expected.
 * Never throws for content. Memory: one record element.
 */
export async function* readXmlRecords(
  input: SourceInput,
  vocabulary: XmlVocabulary,
  map: (element: XmlElement, notes: RecordNotes) => readonly SourceItem[],
  nothing: { readonly field: string; readonly reason: string },
): AsyncGenerator<SourceItem> {
  let found = false;
  for await (const batch of readXml(input, vocabulary)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        found = true;
        yield item;
      } else if (item.kind === 'record') {
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
  if (found) return;
  const notes = new RecordNotes(input.file, 1, null);
  notes.add('NO_RECORDS', nothing.field, null, nothing.reason);
  for (const problem of notes.problems()) yield { kind: 'problem', problem };
}
