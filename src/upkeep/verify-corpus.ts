/**
 * Proving `corpus.sqlite`: the file as a database, its schema's version, and each row against its checksum, so that
 * what is broken is named by source file and record. Reads alone, in one transaction: right while somebody imports.
 */
import { existsSync, statSync } from 'node:fs';
import { DatabaseError, newerSchema, openReadOnly, schemaVersionOf, type Database, type Row } from '../corpus/database.js';
import { CHECKED_TABLES, checksumOf, type CheckedTable } from '../corpus/row-checksums.js';
import { CORPUS_MIGRATIONS } from '../corpus/schema.js';
import { corpusPath } from '../corpus/store.js';
import { holdsContent } from '../corpus/stored-record.js';
import { reasonOf, type Finding, type OnUpkeep } from './findings.js';
import { logFault } from './log-frames.js';
import { readableRows } from './readable-rows.js';
import { exists, strangeTables, versionByTables } from './tables.js';

export interface CorpusProof {
  readonly findings: readonly Finding[];
  /** Records that were read; null where they were not. */
  readonly records: number | null;
}

export interface VerifyOptions {
  /** Leaves out what takes time in proportion to the data: each row and each byte. */
  readonly quick?: boolean;
  readonly onProgress?: OnUpkeep;
}

/** How many names of broken records a sentence holds; how many there are is said always. */
const NAMED = 5;
const SALVAGE = 'stop what imports, run `coterie repair`';

/** Proves the corpus of a data directory. O(bytes), or O(1) in the number of records with `quick`, but for SQLite's own quick check. */
export function verifyCorpus(dataDir: string, { quick = false, onProgress }: VerifyOptions, isWritten: boolean): CorpusProof {
  const path = corpusPath(dataDir);
  const findings: Finding[] = [];
  const fault = (what: string, cost: string, remedy: string, at = path): void => void findings.push({ isFault: true, place: 'CORPUS', path: at, what, cost, remedy });
  if (!existsSync(path) || statSync(path).size === 0) {
    fault(existsSync(path) ? 'is empty' : 'is missing', 'nothing can be imported or built anew from it, a snapshot that is there goes on being served', 'restore a backup, or copy the file back');
    return { findings, records: null };
  }
  const wrongLog = isWritten ? null : logFault(`${path}-wal`);
  if (wrongLog !== null) fault(wrongLog, 'the last imports and statements may be missing from the corpus', `${SALVAGE} and import the last files again`, `${path}-wal`);
  let db: Database;
  try {
    db = openReadOnly(path);
  } catch (error) {
    fault(`can't be read (${reasonOf(error)})`, 'nothing can be imported, and no snapshot built anew', `${SALVAGE}, or restore a backup`);
    return { findings, records: null };
  }
  try {
    db.exec('PRAGMA mmap_size = 0; BEGIN');
    const version = schemaVersionOf(db);
    if (version > CORPUS_MIGRATIONS.length) throw new DatabaseError(newerSchema(path, version, CORPUS_MIGRATIONS.length));
    onProgress?.('checking the structure of the corpus', null);
    const wrong = (db.prepare(quick ? 'PRAGMA quick_check(20)' : 'PRAGMA integrity_check(20)').all() as Row[]).map((row) => String(Object.values(row)[0])).filter((line) => line !== 'ok');
    if (version < CORPUS_MIGRATIONS.length && versionByTables(db) > version) fault(`has schema version ${version} and the tables of version ${versionByTables(db)}`, 'this program can\'t open it', SALVAGE);
    const strange = strangeTables(db, Math.max(version, 1));
    if (strange.length > 0) fault(`has tables or indexes that are described otherwise than this program does it (${strange.join(', ')})`, 'what they hold is read wrongly', `${SALVAGE}, or restore a backup`);
    if (wrong.length > 0) fault(`is damaged (${[...new Set(wrong.flatMap((text) => text.split('\n')))].slice(0, NAMED).join('; ')})`, 'records may be missing or be read wrongly', `${SALVAGE}, or restore a backup`);
    if (version < CORPUS_MIGRATIONS.length) {
      findings.push({ isFault: false, place: 'CORPUS', path, what: `has schema version ${version}, this program writes version ${CORPUS_MIGRATIONS.length}`, cost: 'its rows have no checksums yet, so that only their form is proved', remedy: 'the next import or `coterie repair` migrates it' });
    }
    const dangling = (db.prepare('PRAGMA foreign_key_check').all() as Row[]).length;
    if (dangling > 0) fault(`has ${dangling} row(s) of files that it does not know`, 'where they came from is lost', `${SALVAGE}, or restore a backup`);
    const records = quick ? null : verifyRows(db, path, findings, onProgress);
    return { findings, records };
  } catch (error) {
    if (error instanceof DatabaseError) fault(error.message.slice(path.length + 1).split(':')[0], 'this program can\'t use it', 'use the newer program that wrote it, or restore a backup that was made before the upgrade');
    else fault(`can't be read to its end (${reasonOf(error)})`, 'records may be lost', `${SALVAGE}, or restore a backup`);
    return { findings, records: null };
  } finally {
    db.close();
  }
}

/** Rows that fail, by what they belong to. */
class Broken {
  readonly #byOwner = new Map<string, string[]>();

  note(owner: string, name: string): void {
    const names = this.#byOwner.get(owner) ?? [];
    names.push(name);
    this.#byOwner.set(owner, names);
  }

  *entries(): Generator<{ readonly owner: string; readonly count: number; readonly names: string }> {
    for (const [owner, names] of this.#byOwner) yield { owner, count: names.length, names: `${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''}` };
  }
}

/** Proves every row of every table. Answers how many records there are. */
function verifyRows(db: Database, path: string, findings: Finding[], onProgress?: OnUpkeep): number {
  const files = new Map<number, string>();
  let unsealed = 0;
  let records = 0;
  const last = Number((db.prepare('SELECT max(id) AS id FROM records').get() as Row)['id'] ?? 0);
  for (const table of Object.keys(CHECKED_TABLES) as CheckedTable[]) {
    if (!exists(db, table)) continue;
    const broken = new Broken();
    for (const read of table === 'settings' ? allRows(db, table) : readableRows(db, table)) {
      if ('reason' in read) {
        broken.note('unreadable', `after ${read.after < 0 ? 'the beginning' : `number ${read.after}`}${read.before === null ? ' to the end' : ` and before number ${read.before}`}: ${read.reason}`);
        continue;
      }
      const { row } = read;
      if (table === 'files') files.set(Number(row['id']), String(row['path']));
      if (table === 'records' && ++records % 1_000 === 0) onProgress?.('reading every record', Math.min(1, Number(row['id']) / last));
      if ((row['checksum'] ?? null) === null) unsealed += 1;
      const state = stateOf(table, row);
      if (state !== 'sound') broken.note(ownerOf(table, row, files), state === 'another' ? nameOf(table, row) : `${nameOf(table, row)} (${state})`);
    }
    findings.push(...[...broken.entries()].map((each) => brokenRows(table, path, each)));
  }
  if (unsealed > 0) {
    findings.push({ isFault: false, place: 'CORPUS', path, what: `has ${unsealed} row(s) without a checksum, written by an older version`, cost: 'only what a record says was proved of them, by its hash', remedy: '`coterie repair` gives them one' });
  }
  return records;
}

/** `sound`, `another` where a row differs from what was written, else why it can't be decoded. */
export function stateOf(table: CheckedTable, row: Row): string {
  const checksum = row['checksum'] ?? null;
  if (checksum !== null && Number(checksum) !== checksumOf(table, row)) return 'another';
  try {
    if (table === 'records') return holdsContent(row) ? 'sound' : 'another';
    if (table === 'ledger' || table === 'problems') JSON.parse(String(row['json']));
    return 'sound';
  } catch (error) {
    return (error as Error).message.slice(0, 80);
  }
}

function* allRows(db: Database, table: CheckedTable): Generator<{ readonly row: Row }> {
  for (const row of db.prepare(`SELECT * FROM ${table}`).all() as Row[]) yield { row };
}

function ownerOf(table: CheckedTable, row: Row, files: ReadonlyMap<number, string>): string {
  if (table !== 'records' && table !== 'problems') return table;
  return files.get(Number(row['file_id'])) ?? `file number ${row['file_id']}, which is lost`;
}

/** What a row is called: a record by its key, as the file has it. */
export function nameOf(table: CheckedTable, row: Row): string {
  if (table === 'records') return keyOfSlot(String(row['slot']));
  return String(row[table === 'files' ? 'name' : table === 'settings' ? 'name' : 'id']);
}

/** The key that a record's slot was made from (corpus/record-slots.ts). */
export function keyOfSlot(slot: string): string {
  return slot.slice(slot.indexOf('|') + 1).replace(/\|[a-z0-9-]+$/, '').replace(/@\d+$/, '');
}

function brokenRows(table: CheckedTable, path: string, { owner, count, names }: { owner: string; count: number; names: string }): Finding {
  const about = { isFault: true, place: 'CORPUS' as const, path };
  const differ = count === 1 ? 'differs' : 'differ';
  const many = (one: string): string => (count === 1 ? `a ${one}` : `${count} ${one}s`);
  if (owner === 'unreadable') return { ...about, what: `has unreadable rows in its table ${table} (${names})`, cost: 'what stood there is lost', remedy: `${SALVAGE}, which says of which files, or restore a backup` };
  if (table === 'records') return { ...about, what: `has ${many('record')} of ${owner} that ${differ} from what was written: ${names}`, cost: 'these papers or persons would be shown wrongly', remedy: `${SALVAGE} and import ${owner} again, or restore a backup` };
  if (table === 'problems') return { ...about, what: `has ${many('problem')} of ${owner} that ${differ} from what was written`, cost: 'the list of problems is wrong', remedy: `${SALVAGE} and import ${owner} again` };
  if (table === 'ledger') return { ...about, what: `has ${many('statement')} of the curator that ${differ} from what was written: ${names}`, cost: 'who is who may be decided wrongly', remedy: `${SALVAGE} and state it again, or restore a backup` };
  return { ...about, what: `has ${many('row')} in its table ${table} that ${differ} from what was written: ${names}`, cost: table === 'files' ? 'where records came from is told wrongly' : 'the corpus may be resolved otherwise than was chosen', remedy: `${SALVAGE}, or restore a backup` };
}
