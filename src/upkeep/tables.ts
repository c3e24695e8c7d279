/** What tables a corpus has, and of which version they are. */
import { openUnpublished, schemaVersionOf, type Database, type Row } from '../corpus/database.js';
import { CORPUS_MIGRATIONS } from '../corpus/schema.js';

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

/** The text of each table and index that a corpus of a version has, by its name. */
export function expectedTables(version: number): Map<string, string> {
  const db = openUnpublished(':memory:', CORPUS_MIGRATIONS.slice(0, version));
  try {
    return tableTexts(db);
  } finally {
    db.close();
  }
}

/** The names of tables and indexes whose text is not that of their version: a byte in the names of columns misleads every question. */
export function strangeTables(db: Database, version: number): string[] {
  const found = tableTexts(db);
  return [...expectedTables(version)].filter(([name, sql]) => plain(found.get(name) ?? '') !== plain(sql)).map(([name]) => name);
}

function tableTexts(db: Database): Map<string, string> {
  const rows = db.prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'").all() as Row[];
  return new Map(rows.map(({ name, sql }) => [String(name), String(sql)]));
}

/** Without comments and spaces, which mean nothing. */
const plain = (sql: string): string => sql.replaceAll(/--.*/g, '').replaceAll(/\s+/g, '');
