/**
 * Saving what can be read of a damaged corpus into a new file beside it. Rows that differ from what was written are not
 * taken over: what is lost is told by source file, to be imported again. The damaged file is kept.
 */
import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openReadOnly, openUnpublished, schemaVersionOf, type Database, type Row } from '../corpus/database.js';
import { CHECKED_TABLES, checksumOf, type CheckedTable } from '../corpus/row-checksums.js';
import { CORPUS_MIGRATIONS } from '../corpus/schema.js';
import { corpusPath } from '../corpus/store.js';
import { restoredPaper, restoredPerson } from '../corpus/stored-record.js';
import { flush } from '../snapshot/flush.js';
import { reasonOf } from './findings.js';
import { Losses } from './losses.js';
import { readableRows } from './readable-rows.js';
import { columnsOf, exists, expectedTables, strangeTables, versionByTables } from './tables.js';
import { keyOfSlot, nameOf, stateOf } from './verify-corpus.js';

export interface Salvage {
  /** Where the damaged corpus lies now. */
  readonly damagedPath: string;
  readonly records: number;
  readonly statements: number;
  /** One sentence per file, or kind of row, of which something is lost. */
  readonly lost: readonly string[];
}

/** Nothing can be read of a corpus, or nothing that this program knows. */
export class UnsalvageableError extends Error {
  override readonly name = 'UnsalvageableError';
}

const rebuildingPath = (dataDir: string): string => join(dataDir, 'corpus.sqlite.rebuilding');
/** Where a salvaged corpus lies once it is whole and until it takes the damaged one's place. */
const rebuiltPath = (dataDir: string): string => join(dataDir, 'corpus.sqlite.rebuilt');

/** Ends what a killed repair began: a corpus saved whole takes its place. Only the holder of the writer's lock may call it. */
export function endInterruptedSalvage(dataDir: string): boolean {
  const rebuilt = rebuiltPath(dataDir);
  if (!existsSync(rebuilt)) return false;
  const isNeeded = !existsSync(corpusPath(dataDir));
  if (isNeeded) renameSync(rebuilt, corpusPath(dataDir));
  else rmSync(rebuilt);
  return isNeeded;
}

/**
 * Saves what can be read and puts it in the corpus's place. O(bytes). Only the holder of the writer's lock may call it.
 * @param when names the damaged file; an ISO instant
 * @throws UnsalvageableError, and then nothing was changed
 */
export function salvageCorpus(dataDir: string, when: string): Salvage {
  const path = corpusPath(dataDir);
  const fresh = rebuildingPath(dataDir);
  for (const remains of [fresh, `${fresh}-source`]) rmSync(remains, { force: true });
  try {
    const salvaged = copyReadable(path, fresh);
    flush(fresh);
    renameSync(fresh, rebuiltPath(dataDir));
    const damagedPath = join(dataDir, `corpus.damaged-${when.replaceAll(/[:.]/g, '-')}.sqlite`);
    // The log goes before anything takes the name of the corpus: SQLite would apply it to whatever lies there.
    renameSync(path, damagedPath);
    if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${damagedPath}-wal`);
    rmSync(`${path}-shm`, { force: true });
    renameSync(rebuiltPath(dataDir), path);
    flush(dataDir);
    return { damagedPath, ...salvaged };
  } finally {
    for (const remains of [fresh, `${fresh}-source`, `${fresh}-source-wal`, `${fresh}-source-shm`]) rmSync(remains, { force: true });
  }
}

function copyReadable(path: string, fresh: string): Omit<Salvage, 'damagedPath'> {
  const from = openDamaged(path, `${fresh}-source`);
  try {
    const version = versionByTables(from);
    const to = openUnpublished(fresh, CORPUS_MIGRATIONS.slice(0, version));
    try {
      to.exec('BEGIN');
      const copy = new Copy(from, to);
      const salvaged = copy.all();
      to.exec('COMMIT');
      return salvaged;
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
}

/** Opens it, and where its head or the description of its tables is damaged, a copy in which these are as they are in every corpus. */
function openDamaged(path: string, copy: string): Database {
  try {
    const db = opened(path);
    if (strangeTables(db, versionByTables(db)).length === 0) return db;
    db.close();
    throw new Error('its tables are described wrongly');
  } catch (error) {
    copyFileSync(path, copy);
    const file = openSync(copy, 'r+');
    try {
      writeSync(file, Buffer.from('SQLite format 3\0\x10\0\x02\x02\0\x40\x20\x20', 'latin1'), 0, 24, 0);
      writeSync(file, Buffer.from([0, 0, 0, 4]), 0, 4, 44);
      writeSync(file, Buffer.from([0, 0, 0, 1]), 0, 4, 56);
    } finally {
      closeSync(file);
    }
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    try {
      describeAnew(copy);
      return opened(copy);
    } catch {
      throw new UnsalvageableError(`nothing can be read of ${path} (${reasonOf(error)})`);
    }
  }
}

/** Sets the text of each table and index to that of the newest version, where its name is there. */
function describeAnew(path: string): void {
  const db = new DatabaseSync(path, { defensive: false });
  try {
    const version = schemaVersionOf(db);
    db.exec('PRAGMA writable_schema = ON');
    for (const [name, sql] of expectedTables(version >= 1 && version <= CORPUS_MIGRATIONS.length ? version : CORPUS_MIGRATIONS.length)) {
      db.prepare('UPDATE sqlite_master SET sql = ? WHERE name = ?').run(sql, name);
    }
  } finally {
    db.close();
  }
}

function opened(path: string): Database {
  const db = openReadOnly(path);
  try {
    db.exec('PRAGMA mmap_size = 0');
    if (!exists(db, 'records') || !exists(db, 'files')) throw new Error('it has no tables of a corpus');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class Copy {
  readonly #losses = new Losses();
  readonly #counts = { records: 0, statements: 0 };
  readonly #paths = new Map<number, string>();
  /** Ids of the records that could be read, sound or not. */
  readonly #seen = new Set<number>();

  constructor(
    readonly from: Database,
    readonly to: Database,
  ) {}

  all(): Omit<Salvage, 'damagedPath'> {
    this.#table('files', (row) => this.#file(row));
    this.#table('settings', (row) => this.#put('settings', row));
    this.#table('records', (row) => this.#record(row));
    this.#unseen();
    this.#table('ledger', (row) => {
      this.#counts.statements += 1;
      this.#put('ledger', { ...row, file_id: row['file_id'] === null ? null : this.#fileOf(row) });
    });
    this.#table('problems', (row) => this.#put('problems', { ...row, file_id: this.#fileOf(row) }));
    for (const file of this.#losses.filesWithLosses()) this.#change(file);
    return { ...this.#counts, lost: this.#losses.sentences(this.#paths) };
  }

  /** Sound rows go to `take`, others are noted as lost. */
  #table(table: CheckedTable, take: (row: Row) => void): void {
    if (!exists(this.from, table)) return;
    for (const read of rowsOf(this.from, table)) {
      if ('reason' in read) {
        this.#losses.gap(table);
        continue;
      }
      if (table === 'records') this.#seen.add(Number(read.row['id']));
      const state = table === 'files' ? 'sound' : stateOf(table, read.row);
      if (state === 'sound') take(read.row);
      else this.#losses.row(table, table === 'records' || table === 'problems' ? Number(read.row['file_id']) : null, nameOf(table, read.row), table === 'ledger' ? String(read.row['json']) : null);
    }
  }

  /** A file's row is kept even where it is damaged, since records belong to it; it then counts as not read to its end. */
  #file(row: Row): void {
    const isSound = stateOf('files', row) === 'sound';
    this.#paths.set(Number(row['id']), String(row['path']));
    this.#put('files', isSound ? row : { ...row, completed: 0, sha256: null, bytes: Number(row['bytes']) || 0 });
    if (!isSound) this.#losses.row('files', Number(row['id']), String(row['path']), null);
  }

  /** The file of a row; one that is lost gets an entry that says so. */
  #fileOf(row: Row): number {
    const id = Number(row['file_id']);
    if (this.#paths.has(id)) return id;
    const name = sourceFileOf(row) ?? `file number ${id}`;
    this.#paths.set(id, `${name} (its path was lost)`);
    this.#put('files', { id, path: `${name} (its path was lost, number ${id})`, name, format: 'unknown', sha256: null, bytes: 0, imported_at: new Date(0).toISOString(), completed: 0, settled_id: 0 });
    this.#losses.row('files', id, name, null);
    return id;
  }

  #record(row: Row): void {
    this.#counts.records += 1;
    this.#put('records', { ...row, file_id: this.#fileOf(row) });
  }

  /** Records that the table did not give and an index of it knows: read one by one, or named as lost. */
  #unseen(): void {
    const owners = new Map<number, number>();
    for (const { id, file_id: file } of this.#indexed('SELECT id, file_id FROM records INDEXED BY records_of_file WHERE file_id > -1')) {
      if (!this.#seen.has(Number(id))) owners.set(Number(id), Number(file));
    }
    const slots = new Map<number, string>();
    for (const { id, slot } of this.#indexed("SELECT id, slot FROM records INDEXED BY sqlite_autoindex_records_1 WHERE slot > ''")) {
      if (!this.#seen.has(Number(id))) slots.set(Number(id), String(slot));
    }
    for (const id of new Set([...owners.keys(), ...slots.keys()])) {
      const row = this.#one(id);
      if (row !== null && stateOf('records', row) === 'sound') this.#record(row);
      else this.#losses.row('records', owners.get(id) ?? null, keyOfSlot(slots.get(id) ?? `paper|number ${id}`), null);
    }
  }

  /** What an index says; nothing where it is damaged, too. */
  #indexed(sql: string): Row[] {
    try {
      return this.from.prepare(sql).all() as Row[];
    } catch {
      return [];
    }
  }

  #one(id: number): Row | null {
    try {
      return (this.from.prepare('SELECT * FROM records WHERE id = ?').get(id) as Row | undefined) ?? null;
    } catch {
      return null;
    }
  }

  /** A file of which something is lost counts as not read to its end, so that `coterie status` says so. */
  #change(file: number): void {
    this.to.prepare('UPDATE files SET completed = 0 WHERE id = ?').run(file);
    const row = this.to.prepare('SELECT * FROM files WHERE id = ?').get(file) as Row | undefined;
    if (row !== undefined && 'checksum' in row) this.to.prepare('UPDATE files SET checksum = ? WHERE id = ?').run(checksumOf('files', row), file);
  }

  readonly #inserts = new Map<CheckedTable, { readonly names: readonly string[]; readonly statement: ReturnType<Database['prepare']> }>();

  /** Two rows of one slot or path can't both be right; the first stays. */
  #insertOf(table: CheckedTable): { readonly names: readonly string[]; readonly statement: ReturnType<Database['prepare']> } {
    const known = this.#inserts.get(table);
    if (known !== undefined) return known;
    const names = columnsOf(this.to, table);
    const statement = this.to.prepare(`INSERT OR IGNORE INTO ${table}(${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
    const made = { names, statement };
    this.#inserts.set(table, made);
    return made;
  }

  #put(table: CheckedTable, row: Row): void {
    const { names, statement } = this.#insertOf(table);
    const { changes } = statement.run(...names.map((name) => (name === 'checksum' ? checksumOf(table, row) : (row[name] ?? null))));
    if (changes === 0) this.#losses.row(table, table === 'records' ? Number(row['file_id']) : null, nameOf(table, row), null);
  }
}

function rowsOf(db: Database, table: CheckedTable): Iterable<{ readonly row: Row } | { readonly reason: string }> {
  if (CHECKED_TABLES[table].key === 'id') return readableRows(db, table);
  try {
    return (db.prepare(`SELECT * FROM ${table}`).all() as Row[]).map((row) => ({ row }));
  } catch (error) {
    return [{ reason: (error as Error).message }];
  }
}

/** The file that a record or a problem itself names. */
function sourceFileOf(row: Row): string | null {
  try {
    const json = String(row['json']);
    if (row['slot'] === undefined) return (JSON.parse(json) as { file?: string }).file ?? null;
    return (row['kind'] === 'person' ? restoredPerson(json) : restoredPaper(json)).source.file;
  } catch {
    return null;
  }
}
