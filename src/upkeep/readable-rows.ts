/** Reading a table of which some pages may be damaged: what can be read, in order, and where something could not. */
import type { Database, Row } from '../corpus/database.js';

/** A row, or a gap: rowids from `after` (exclusive) to `before` (exclusive; null for the end) can't be read. */
export type Readable = { readonly row: Row } | { readonly after: number; readonly before: number | null; readonly reason: string };

const ROWS_AT_ONCE = 500;
const LAST_ROWID = 2 ** 52;

type Probe = { readonly row: Row | null } | { readonly reason: string };

/**
 * Rows of a table that has rowids, each with its rowid as `row_at`, in ascending order. Where a page is damaged, the
 * next row that can be read is sought by doubling steps and then halving: O(log n) reads per gap.
 */
export function* readableRows(db: Database, table: string): Generator<Readable> {
  const page = db.prepare(`SELECT rowid AS row_at, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`);
  for (let after = -1; ; ) {
    let rows: Row[];
    try {
      rows = page.all(after, ROWS_AT_ONCE) as Row[];
    } catch {
      const found = yield* pastDamage(page, after);
      if (found === null) return;
      after = found;
      continue;
    }
    for (const row of rows) {
      const at = Number(row['row_at']);
      if (at <= after) {
        yield { after, before: null, reason: `row ${at} stands after row ${after}` };
        return;
      }
      yield { row };
      after = at;
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

/** Goes row by row to the damage and past it. Answers the rowid from which pages can be read again, or null at the end. */
function* pastDamage(page: ReturnType<Database['prepare']>, start: number): Generator<Readable, number | null> {
  const probe = (after: number): Probe => {
    try {
      return { row: (page.all(after, 1)[0] as Row | undefined) ?? null };
    } catch (error) {
      return { reason: (error as Error).message };
    }
  };
  let after = start;
  for (let rows = 0; rows < ROWS_AT_ONCE; rows++) {
    const next = probe(after);
    if ('row' in next) {
      if (next.row === null || Number(next.row['row_at']) <= after) return null;
      yield { row: next.row };
      after = Number(next.row['row_at']);
      continue;
    }
    const resumed = resume(probe, after);
    yield { after, before: resumed === null ? null : resumed + 1, reason: next.reason };
    return resumed;
  }
  return after;
}

/** The least rowid beyond which reading works again; null where it never does. */
function resume(probe: (after: number) => Probe, failing: number): number | null {
  let [bad, good] = [failing, -1];
  for (let step = 1; good === -1; step *= 2) {
    if (failing + step > LAST_ROWID) return null;
    if ('row' in probe(failing + step)) good = failing + step;
    else bad = failing + step;
  }
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2);
    if ('row' in probe(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
