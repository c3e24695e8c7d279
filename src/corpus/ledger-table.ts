/** The curator's statements in the corpus: in force and taken back, each with what it changed. */
import { claimOf, type LedgerEntry, type LedgerStatement } from '../records/ledger-entry.js';
import type { LedgerEffects } from '../records/ledger-effects.js';
import { openReadOnly, together, type Database, type Row } from './database.js';
import { seal } from './row-checksums.js';
import type { PutOutcome } from './store.js';

export interface StoredLedgerEntry {
  readonly entry: LedgerEntry;
  /** ISO instant when it came into the corpus. */
  readonly addedAt: string;
  /** ISO instant when it was taken back; null while it holds. */
  readonly revokedAt: string | null;
  /** Who took it back; null while it holds, or where nobody said. */
  readonly revokedBy: string | null;
  readonly revokedWhy: string | null;
  /** What it changed; null where it came with an import among other things, so that nobody can tell. */
  readonly effects: LedgerEffects | null;
  /** What taking it back changed. */
  readonly undoEffects: LedgerEffects | null;
}

export interface Revocation {
  readonly who: string;
  readonly why: string;
}

/** What becomes of an entry that had been taken back and is stated again. */
export type Restated = 'holds again' | 'stays revoked';

/** In the order of arrival, which rows are numbered by: dates are those of a clock that may have been set back. */
const ALL = 'SELECT * FROM ledger ORDER BY rowid';

export class LedgerTable {
  constructor(readonly db: Database) {}

  /**
   * Adds a statement. One that had been taken back holds again, unless it only comes along with a file that is
   * imported once more: then what a curator took back stays so, and the outcome is `revoked`.
   */
  put(fileId: number | null, entry: LedgerEntry): PutOutcome;
  put(fileId: number | null, entry: LedgerEntry, restated: Restated): PutOutcome | 'revoked';
  put(fileId: number | null, entry: LedgerEntry, restated: Restated = 'holds again'): PutOutcome | 'revoked' {
    const known = this.db.prepare('SELECT revoked_at FROM ledger WHERE id = ?').get(entry.id) as Row | undefined;
    if (known && known['revoked_at'] === null) return 'unchanged';
    if (known && restated === 'stays revoked') return 'revoked';
    together(this.db, () => {
      this.db
        .prepare(
          `INSERT INTO ledger(id, file_id, json, added_at) VALUES (?, ?, ?, ?)
           ON CONFLICT(id) DO UPDATE SET revoked_at = NULL, revoked_by = NULL, revoked_why = NULL, effects = NULL, undo_effects = NULL`,
        )
        .run(entry.id, fileId, JSON.stringify(entry), new Date().toISOString());
      seal(this.db, 'ledger', entry.id);
    });
    return known ? 'updated' : 'added';
  }

  /** Takes a statement back. Returns false where no such statement holds. */
  revoke(id: string, by: Revocation | null = null): boolean {
    return together(this.db, () => {
      const { changes } = this.db
        .prepare('UPDATE ledger SET revoked_at = ?, revoked_by = ?, revoked_why = ? WHERE id = ? AND revoked_at IS NULL')
        .run(new Date().toISOString(), by?.who ?? null, by?.why ?? null, id);
      if (changes > 0) seal(this.db, 'ledger', id);
      return changes > 0;
    });
  }

  /** In the order in which they came. */
  all(): StoredLedgerEntry[] {
    return (this.db.prepare(ALL).all() as Row[]).map(stored);
  }

  /** The entry in force that claims the same, whoever said so and when. O(entries). */
  withClaimOf(statement: LedgerStatement): StoredLedgerEntry | null {
    const claim = JSON.stringify(claimOf(statement));
    return this.all().find(({ entry, revokedAt }) => revokedAt === null && JSON.stringify(claimOf(entry)) === claim) ?? null;
  }

  /** Notes what stating an entry, or taking it back, changed. */
  setEffects(id: string, of: 'effects' | 'undo_effects', effects: LedgerEffects): void {
    together(this.db, () => {
      this.db.prepare(`UPDATE ledger SET ${of} = ? WHERE id = ?`).run(JSON.stringify(effects), id);
      seal(this.db, 'ledger', id);
    });
  }
}

/** The ledger of a corpus that somebody else may be writing; null where there is no corpus, or one of an older program. */
export function readLedger(path: string): StoredLedgerEntry[] | null {
  let db: Database;
  try {
    db = openReadOnly(path);
  } catch {
    return null;
  }
  try {
    const columns = (db.prepare("SELECT name FROM pragma_table_info('ledger')").all() as Row[]).map(({ name }) => name);
    return columns.includes('undo_effects') ? new LedgerTable(db).all() : null;
  } finally {
    db.close();
  }
}

function stored(row: Row): StoredLedgerEntry {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const effects = (name: string): LedgerEffects | null => (row[name] === null ? null : (JSON.parse(String(row[name])) as LedgerEffects));
  return {
    entry: JSON.parse(String(row['json'])) as LedgerEntry,
    addedAt: String(row['added_at']),
    revokedAt: text('revoked_at'),
    revokedBy: text('revoked_by'),
    revokedWhy: text('revoked_why'),
    effects: effects('effects'),
    undoEffects: effects('undo_effects'),
  };
}
