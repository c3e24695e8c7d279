/**
 * SQLite behind one small interface: the `node:sqlite` API, served by a package whose binary comes with it, since
 * Node 20 has none built in. Everything that opens a database file does it here.
 */
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

export type Database = DatabaseSyncInstance;
/** A result row. No column of ours holds blobs or big integers. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A database file that can't be used as it is; the message names the file, what is wrong and the remedy. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/** One step of a schema's life: SQL that leads from version `index` to `index + 1`. Never edited once released. */
export type Migrations = readonly string[];

/** Called where a database of an older version was brought to the newest; not for one that is made. */
export type OnMigrated = (from: number, to: number) => void;

/**
 * Opens (creating where missing) a database for writing: WAL, what is committed on the disk before the call returns
 * (`synchronous = FULL`: a loss of power takes nothing that was acknowledged), foreign keys, a busy timeout of 5 s, and its schema
 * brought to the newest version in one transaction.
 * @throws DatabaseError where the file is no database, or from a newer version of the product (both numbers named)
 */
export function openDatabase(path: string, migrations: Migrations, onMigrated?: OnMigrated): Database {
  return openFor(path, migrations, 'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000', onMigrated);
}

/**
 * Opens (creating where missing) a database that is made from nothing and published whole: without a journal, since until
 * then its durability is nobody's business.
 * @throws DatabaseError as openDatabase does
 */
export function openUnpublished(path: string, migrations: Migrations): Database {
  return openFor(path, migrations, 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -64000');
}

function openFor(path: string, migrations: Migrations, pragmas: string, onMigrated?: OnMigrated): Database {
  const db = connect(path, false);
  try {
    db.exec(pragmas);
    const from = migrate(db, path, migrations);
    if (from > 0 && from < migrations.length) onMigrated?.(from, migrations.length);
    return db;
  } catch (error) {
    db.close();
    throw explained(error, path);
  }
}

/** Opens an existing database for reading alone. */
export function openReadOnly(path: string): Database {
  const db = connect(path, true);
  try {
    db.exec('PRAGMA query_only = ON; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -16000');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch (error) {
    db.close();
    throw explained(error, path);
  }
}

/** Runs `work` in one transaction: all of it stays, or, when it throws, none. */
export function inTransaction<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Runs `work` in the transaction that is open, or else in one of its own. */
export function together<T>(db: Database, work: () => T): T {
  return db.isTransaction ? work() : inTransaction(db, work);
}

/**
 * Moves all that is committed from the log into the database and empties the log. Closing alone doesn't while statements
 * wait for the garbage collector. Where it can't be (a full disk, somebody who reads) the log stays, and nothing is lost.
 */
export function shrinkLog(db: Database): void {
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // What stands in the log is read from there, and moved by whoever writes next.
  }
}

/** The error itself, or, where SQLite says that the file is damaged, one that names the file and the remedy. */
export function explainedDamage(error: unknown, path: string): unknown {
  if (error instanceof DatabaseError || !(error instanceof Error) || !/malformed|not a database/i.test(error.message)) return error;
  return new DatabaseError(`${path} is damaged (${error.message}): \`coterie verify\` names what is broken, \`coterie repair\` saves what can be read; or restore a backup`);
}

function connect(path: string, readOnly: boolean): Database {
  try {
    return new DatabaseSync(path, { readOnly });
  } catch (error) {
    throw explained(error, path);
  }
}

/** The version that a database's schema has; 0 for an empty one. */
export function schemaVersionOf(db: Database): number {
  return Number((db.prepare('PRAGMA user_version').get() as Row)['user_version']);
}

/** What is said of a database of a newer version than this program's. */
export function newerSchema(path: string, version: number, known: number): string {
  return `${path} has schema version ${version}, this program knows up to ${known}: use the newer program that wrote it, or restore a backup that was made before the upgrade`;
}

/** Brings the schema to the newest version. Answers which it had. */
function migrate(db: Database, path: string, migrations: Migrations): number {
  const version = schemaVersionOf(db);
  if (version > migrations.length) throw new DatabaseError(newerSchema(path, version, migrations.length));
  if (version === migrations.length) return version;
  inTransaction(db, () => {
    for (const step of migrations.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
  return version;
}

function explained(error: unknown, path: string): Error {
  if (error instanceof DatabaseError) return error;
  const damage = explainedDamage(error, path);
  if (damage instanceof DatabaseError) return damage;
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseError(`${path} can't be used as a database (${reason}): check the path, its permissions and free space`);
}
