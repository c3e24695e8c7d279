/** The contract of a source: one file per format, bytes in, records out. No format knows another. */
import type { SourceItem } from '../records/record.js';

/** An opened file: already gunzipped, read once from start to end. */
export interface SourceInput {
  /** File name without folders, as it appears in records and problems. */
  readonly file: string;
  /** The uncompressed bytes, in chunks of the reader's choosing. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The file's place, for formats whose index stands at their end (Parquet); absent where the bytes come from elsewhere. */
  readonly path?: string;
  /** Which column holds which field, where the user says so; for tables without a fixed layout alone. */
  readonly columns?: ColumnMapping;
  /** What stands between two authors in a table's cell, where the user says so; for tables without a fixed layout alone. */
  readonly authorSeparator?: string;
}

/**
 * Field of a record → title of the column that holds it: `{ title: 'Titre', authors: 'Auteurs' }`. Authors may have
 * several columns: a list of their titles, or the titles with `+` between them.
 */
export type ColumnMapping = Readonly<Record<string, string | readonly string[]>>;

export interface Source {
  /** Short id used by `--format`, in record keys and in provenance. */
  readonly id: string;
  /** What people call the format. */
  readonly title: string;
  /** Usual endings without the dot and without `.gz`; a hint for directories, never the proof. */
  readonly extensions: readonly string[];
  /** What is read of it, as the end of a sentence, for `coterie formats` and the README. */
  readonly reads: string;
  /**
   * How sure the format is that a file beginning with `head` (up to 64 KiB, decoded leniently) is its own:
   * 0 no, 1 certain. The highest wins; 0 from all is an UNKNOWN_FORMAT.
   */
  detect(head: string, fileName: string): number;
  /**
   * Streams the file's items in order. Never throws for bad content: a bad record becomes a problem and reading
   * goes on; content that can't be read further yields a last problem (kind TRUNCATED, MALFORMED, REFUSED) and ends.
   * Memory: one record, whatever the file's size, except where the format's head says otherwise.
   */
  read(input: SourceInput): AsyncIterable<SourceItem>;
}
