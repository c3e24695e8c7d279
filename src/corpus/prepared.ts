/** Items as the corpus stores them: made where a file is read, so that storing them is writing alone. */
import type { ImportProblem, LedgerEntry, PaperRecord, PersonRecord, SourceItem } from '../records/record.js';
import { storedText } from './stored-record.js';

export interface PreparedRecord {
  readonly kind: 'paper' | 'person';
  readonly key: string;
  /** Whether the key means the same record in every file. */
  readonly isGlobal: boolean;
  /** Of the content without its source. */
  readonly hash: string;
  readonly json: string;
}

/** Some items of a file, in its order within each list. */
export interface PreparedBatch {
  readonly records: readonly PreparedRecord[];
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly ImportProblem[];
  /** Bytes read of the file by now, as stored. */
  readonly bytesRead: number;
}

/** The record as it is stored. O(length). */
export function prepareRecord(kind: 'paper' | 'person', record: PaperRecord | PersonRecord): PreparedRecord {
  return { kind, key: record.key, isGlobal: hasGlobalKey(record), ...storedText(record) };
}

/** Whether the record's key is one of its own external ids, and so means the same record in every file. */
export function hasGlobalKey(record: PaperRecord | PersonRecord): boolean {
  const colon = record.key.indexOf(':');
  const ids = record.externalIds as Readonly<Record<string, string | undefined>>;
  return ids[record.key.slice(0, colon)] === record.key.slice(colon + 1);
}

/** Groups items into batches of at most `size`. Items before a failure of `items` come in a last batch before it is thrown on. */
export async function* preparedBatches(items: AsyncIterable<SourceItem>, size: number, bytesRead: () => number): AsyncGenerator<PreparedBatch> {
  let batch = new Batch();
  for await (const item of items) {
    batch.add(item);
    if (batch.size < size) continue;
    yield batch.finish(bytesRead());
    batch = new Batch();
  }
  if (batch.size > 0) yield batch.finish(bytesRead());
}

class Batch {
  size = 0;
  readonly #records: PreparedRecord[] = [];
  readonly #entries: LedgerEntry[] = [];
  readonly #problems: ImportProblem[] = [];

  add(item: SourceItem): void {
    this.size += 1;
    if (item.kind === 'problem') this.#problems.push(item.problem);
    else if (item.kind === 'ledger') this.#entries.push(item.entry);
    else this.#records.push(prepareRecord(item.kind, item.record));
  }

  finish(bytesRead: number): PreparedBatch {
    return { records: this.#records, entries: this.#entries, problems: this.#problems, bytesRead };
  }
}
