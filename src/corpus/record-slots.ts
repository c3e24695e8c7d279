/** Where a record belongs in the corpus: what decides whether a record that is read is a stored one or a new one. */
import type { PreparedRecord } from './prepared.js';

/** A record together with which one of its key it is in its file. */
export interface SlottedRecord extends PreparedRecord {
  /**
   * 1 for the first record of this key in the file, 2 for the second, …: two entries that share a local key are two
   * records, not one overwriting the other. Ignored where the key is global.
   */
  readonly occurrence: number;
}

/**
 * Where a record belongs. Records with an identifier that is valid everywhere (an OpenAlex work, a DBLP key) have one
 * slot per format however many files bring them: the newest import shows. All others have a slot per file, so that two
 * bibliographies that use the same citation key never overwrite each other; they meet as duplicates later.
 */
export function slotOf(fileId: number, { kind, key, globalKey, occurrence }: SlottedRecord): string {
  if (globalKey !== null) return `${kind}|${globalKey}`;
  return `${kind}|${key}${occurrence > 1 ? `#${occurrence}` : ''}@${fileId}`;
}
