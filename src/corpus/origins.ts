/** Where files that a service answered came from; files themselves don't say. */
import type { SourceItem } from '../records/record.js';

export interface FileOrigin {
  /** Address that was asked. */
  readonly url: string;
  /** When, as an ISO date or date and time. */
  readonly retrievedAt: string;
  /** Keys of records that another file of the same import has as well, or has whole and this one in part: left to that one. */
  readonly passOver: ReadonlySet<string>;
}

/** The same items with their origin in every record, those to be passed over left out with their problems. */
export async function* withOrigin(items: AsyncIterable<SourceItem>, { url, retrievedAt, passOver }: FileOrigin): AsyncGenerator<SourceItem> {
  const origin = { url, retrievedAt: retrievedAt.slice(0, 10) };
  for await (const item of items) {
    if (item.kind === 'paper') {
      if (!passOver.has(item.record.key)) yield { kind: 'paper', record: { ...item.record, source: { ...item.record.source, ...origin } } };
    } else if (item.kind === 'person') yield { kind: 'person', record: { ...item.record, source: { ...item.record.source, ...origin } } };
    else if (item.kind !== 'problem' || item.problem.record === null || !passOver.has(item.problem.record)) yield item;
  }
}
