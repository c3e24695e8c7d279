/** Papers of which the works name other versions, by id: their places are known once all papers have been read. */
import type { Key, RecordsWriter } from '../snapshot/records-writer.js';
import type { PaperRow } from '../snapshot/types.js';

interface Held {
  readonly row: PaperRow;
  readonly abstract: string | null;
  readonly keys: readonly Key[];
  readonly others: readonly string[];
}

/**
 * Holds such papers back until the end. Versions name each other, so that only what is held can be meant. Memory: these
 * papers, which only corpora have that count versions apart.
 */
export class PapersOfVersions {
  readonly #held: Held[] = [];

  add(held: Held): void {
    this.#held.push(held);
  }

  /** To be called once, after the last paper. Ids of papers that the works don't have, or that name no others, are left out. */
  write(records: RecordsWriter): void {
    const places = new Map(this.#held.map(({ row: { id, index } }) => [id, index]));
    for (const { row, abstract, keys, others } of this.#held) records.paper({ ...row, otherVersions: others.flatMap((id) => places.get(id) ?? []) }, abstract, keys);
  }
}
