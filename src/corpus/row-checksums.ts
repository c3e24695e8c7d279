/**
 * A checksum beside each row of the corpus: SQLite has none, so that a byte that turned over within a text would be
 * read as if it had been written so. Rows of before schema version 6 have none (null) until they are written again.
 */
import { crc32 } from 'node:zlib';
import type { Database, Row } from './database.js';

/** What the checksum of a table's row covers, in this order, and what tells its rows apart. Never reordered. */
export const CHECKED_TABLES = {
  files: { key: 'id', columns: ['id', 'path', 'name', 'format', 'sha256', 'bytes', 'imported_at', 'completed', 'settled_id'] },
  records: { key: 'id', columns: ['kind', 'slot', 'hash', 'file_id', 'former_keys', 'json'] },
  ledger: { key: 'id', columns: ['id', 'file_id', 'json', 'added_at', 'revoked_at', 'revoked_by', 'revoked_why', 'effects', 'undo_effects'] },
  problems: { key: 'id', columns: ['file_id', 'kind', 'json'] },
  settings: { key: 'name', columns: ['name', 'value'] },
} as const;
export type CheckedTable = keyof typeof CHECKED_TABLES;

/** Tables of few rows, which are given their checksums as soon as a corpus of an older version is opened. */
const SMALL_TABLES: readonly CheckedTable[] = ['files', 'ledger', 'settings'];

const ROWS_AT_ONCE = 5_000;

/** CRC-32 of values in the order of CHECKED_TABLES. O(length). */
export function rowChecksum(values: ReadonlyArray<string | number | null>): number {
  return crc32(values.map((value) => (value === null ? 'null' : typeof value === 'number' ? `#${value}` : `$${value}`)).join('\u0001'));
}

/** The checksum that a row should have. */
export function checksumOf(table: CheckedTable, row: Row): number {
  return rowChecksum(CHECKED_TABLES[table].columns.map((column) => row[column] ?? null));
}

/** Writes the checksum of a row as it stands; to be called in the transaction that changed it. */
export function seal(db: Database, table: CheckedTable, key: string | number): void {
  const { key: name } = CHECKED_TABLES[table];
  const row = db.prepare(`SELECT * FROM ${table} WHERE ${name} = ?`).get(key) as Row | undefined;
  if (row !== undefined) db.prepare(`UPDATE ${table} SET checksum = ? WHERE ${name} = ?`).run(checksumOf(table, row), key);
}

/** Gives every row that has no checksum one, in tables of few rows or in all. O(rows without). Answers how many. */
export function sealUnsealed(db: Database, tables: readonly CheckedTable[] = SMALL_TABLES): number {
  let sealed = 0;
  for (const table of tables) {
    const { key } = CHECKED_TABLES[table];
    const some = db.prepare(`SELECT ${key} AS row_key FROM ${table} WHERE checksum IS NULL LIMIT ${ROWS_AT_ONCE}`);
    for (let rows = some.all() as Row[]; rows.length > 0; rows = some.all() as Row[]) {
      for (const row of rows) seal(db, table, row['row_key'] as string | number);
      sealed += rows.length;
    }
  }
  return sealed;
}
