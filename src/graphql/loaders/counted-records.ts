/** A record reader that counts how often the store is asked: what tests hold resolvers to. */
import type { RecordReader } from '../../snapshot/types.js';

/** Reads of the store by method, in one request. */
export type ReadCounts = Partial<Record<keyof RecordReader, number>>;

/**
 * Wraps a reader; `counts` grows by one with every call of a method, however many keys it carries.
 * @param onRead told of every call when it has returned: of how many keys it carries where its first argument lists them, else 1, and when it began
 */
export function countedRecords(reader: RecordReader, counts: ReadCounts, onRead?: (method: keyof RecordReader, keys: number, startedAt: number) => void): RecordReader {
  const counted = <K extends keyof RecordReader>(method: K): RecordReader[K] => {
    const read = reader[method] as (...args: unknown[]) => unknown;
    return ((...args: unknown[]) => {
      counts[method] = (counts[method] ?? 0) + 1;
      const startedAt = performance.now();
      const result = read.apply(reader, args);
      onRead?.(method, Array.isArray(args[0]) ? args[0].length : 1, startedAt);
      return result;
    }) as RecordReader[K];
  };
  return {
    authors: counted('authors'),
    authorDetails: counted('authorDetails'),
    papers: counted('papers'),
    abstracts: counted('abstracts'),
    authorships: counted('authorships'),
    authorsByPublicId: counted('authorsByPublicId'),
    papersByPublicId: counted('papersByPublicId'),
    authorsByExternalId: counted('authorsByExternalId'),
    papersByExternalId: counted('papersByExternalId'),
    personIdSchemes: counted('personIdSchemes'),
    authorsByName: counted('authorsByName'),
    sources: counted('sources'),
    problems: counted('problems'),
    problemCounts: counted('problemCounts'),
    ledger: counted('ledger'),
    possibleDuplicates: counted('possibleDuplicates'),
    possibleDuplicateCount: counted('possibleDuplicateCount'),
    possibleDuplicatesOf: counted('possibleDuplicatesOf'),
    possibleDuplicateRemark: counted('possibleDuplicateRemark'),
  };
}
