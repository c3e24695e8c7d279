/** What tables a corpus has, and of which version they are. */
import { schemaVersionOf, type Database, type Row } from '../corpus/database.js';

export function exists(db: Database, table: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

/** Names of a table's columns in their order. */
export function columnsOf(db: Database, table: string): string[] {
  return (db.prepare('SELECT name FROM pragma_table_info(?)').all(table) as Row[]).map(({ name }) => String(name));
}

/** The schema's version as its tables show it (corpus/schema.ts): the number itself may be what is damaged. */
export function versionByTables(db: Database): number {
  const records = columnsOf(db, 'records');
  if (records.includes('checksum')) return 6;
  if (records.includes('former_keys')) return 5;
  // Version 4 changed rows alone.
  if (columnsOf(db, 'ledger').includes('undo_effects')) return Math.min(4, Math.max(3, schemaVersionOf(db)));
  return exists(db, 'settings') ? 2 : 1;
}
