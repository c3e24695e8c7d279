/** What the sources of JSON records have in common: each value of the file goes to the format's mapping, its problems come before its records. */
import type { PaperRecord, PersonRecord, SourceItem } from '../../records/record.js';
import { readJson } from '../json-stream.js';
import type { JsonLayout } from '../json-stream-scanner.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { SourceInput } from '../source.js';

/** Where a value stands. */
export interface JsonPlace {
  readonly file: string;
  readonly line: number;
  readonly byte: number;
  readonly layout: JsonLayout;
}

/** Turns one value of the file (a record, or an envelope around some) into items. Must not throw, whatever the value. */
export type JsonMapping = (value: unknown, place: JsonPlace) => Iterable<SourceItem>;

/** Reads all values of the file; a file without any yields a NO_RECORDS problem. Memory: one value. See readJson for `listPaths`. */
export async function* readRecords(input: SourceInput, listPaths: readonly string[], mapping: JsonMapping): AsyncGenerator<SourceItem> {
  let items = 0;
  for await (const batch of readJson(input, ...listPaths)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        items += 1;
        yield item;
        continue;
      }
      const place: JsonPlace = { file: input.file, line: item.line, byte: item.byte, layout: item.layout };
      for (const found of mapping(item.value, place)) {
        items += 1;
        yield found;
      }
    }
  }
  if (items === 0) yield problemItem({ file: input.file, kind: 'NO_RECORDS', reason: 'The file is well-formed but lists no record.' });
}

/** Notes for a record at `place`. */
export function notesAt(place: JsonPlace): RecordNotes {
  return new RecordNotes(place.file, place.line, place.byte);
}

/** Maps each value by `one`, which answers a record or null, with notes of its own. */
export function eachRecord(values: Iterable<unknown>, place: JsonPlace, one: (value: unknown, notes: RecordNotes) => PaperRecord | PersonRecord | null): Iterable<SourceItem> {
  return (function* () {
    for (const value of values) {
      const notes = notesAt(place);
      yield* itemsOf(one(value, notes), notes);
    }
  })();
}
