/**
 * OpenAlex works in Parquet, as people convert the snapshot: nested columns, or columns that hold JSON text; the mapping is
 * that of OpenAlex's JSON (openalex-mapping.ts). A record's line is its row. Memory: a page of each column needed, and 256 rows.
 */
import type { SourceItem } from '../../records/record.js';
import { openalexWork } from '../openalex-mapping.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { readParquetRows } from './parquet-rows.js';
import { jsonRow } from './parquet-values.js';

/** Columns whose values are objects or lists, and may be written as JSON text. */
const STRUCTURED = new Set([
  'ids', 'authorships', 'primary_location', 'host_venue', 'best_oa_location', 'locations', 'primary_topic', 'topics', 'concepts', 'abstract_inverted_index',
]);
/** All that the mapping reads. */
const COLUMNS = new Set([
  ...STRUCTURED, 'id', 'doi', 'title', 'display_name', 'is_authors_truncated', 'publication_date', 'publication_year', 'type', 'type_crossref',
  'cited_by_count', 'updated_date', 'fwci', 'abstract',
]);

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  for await (const item of readParquetRows(input, COLUMNS, whyUnusable)) {
    if (item.kind === 'problem') {
      yield item;
      continue;
    }
    const notes = new RecordNotes(input.file, item.number, null);
    const record = openalexWork(jsonRow(item.row, STRUCTURED, notes), 'LINES', notes);
    for (const problem of notes.problems()) yield { kind: 'problem', problem };
    if (record !== null) yield { kind: 'paper', record: { ...record, source: { ...record.source, format: 'openalex-parquet' } } };
  }
}

function whyUnusable(present: readonly string[]): string | null {
  const hasTitle = present.includes('title') || present.includes('display_name');
  if (hasTitle && present.includes('authorships')) return null;
  return 'The Parquet file has no columns of OpenAlex works (title or display_name, and authorships): nothing was read.';
}

/** The source of OpenAlex works in Parquet. Memory: a page of each column needed, and 256 rows. */
export const openalexParquet: Source = {
  id: 'openalex-parquet',
  title: 'OpenAlex works (Parquet)',
  extensions: ['parquet'],
  reads: 'the snapshot converted to Parquet: nested columns or columns of JSON text, row group by row group',
  // No other format is read from Parquet, and what columns a file has stands at its end.
  detect: (head) => (head.startsWith('PAR1') ? 0.9 : 0),
  read,
};
