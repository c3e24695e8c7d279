/** Items as the corpus stores them: made where a file is read, so that storing them is writing alone. */
import type { ImportProblem, LedgerEntry, PaperRecord, PersonRecord, SourceItem } from '../records/record.js';
import { storedText } from './stored-record.js';

export interface PreparedRecord {
  readonly kind: 'paper' | 'person';
  readonly key: string;
  /** What the record is called in all files together (globalKeyOf); null where its key is its file's own. */
  readonly globalKey: string | null;
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
  return { kind, key: record.key, globalKey: globalKeyOf(record), ...storedText(record) };
}

/** Keys that hold everywhere although no external id of the record says so: works of an ORCID record, items of a Zotero library, papers of Semantic Scholar. */
const KEYS_OF_SERVICES = /^(?:orcid:\d{4}-\d{4}-\d{4}-\d{3}[\dX]\/(?:work\/)?\d+|zotero:(?:users\/(?:local\/)?|groups\/)\w+\/[^:/]+|s2:CorpusId:\d+)$/;

/**
 * What the record is called in all files together; null where its key is its file's own (a citation key, a title). It is
 * the key, where that is one of the record's external ids or a service's own key. A key that several formats use is one
 * record in each of them (PubMed's XML and its nbib do not say the same of an article, and neither may take the place of
 * the other), so that the format stands with it where it is not the one that the key is named after.
 */
export function globalKeyOf({ key, externalIds, source: { format } }: PaperRecord | PersonRecord): string | null {
  const colon = key.indexOf(':');
  const scheme = key.slice(0, colon);
  const ids = externalIds as Readonly<Record<string, string | undefined>>;
  // Crossref knows papers by their DOI alone.
  const isGlobal = ids[scheme === 'crossref' ? 'doi' : scheme] === key.slice(colon + 1) || KEYS_OF_SERVICES.test(key);
  if (!isGlobal) return null;
  return scheme === format ? key : `${key}|${format}`;
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
