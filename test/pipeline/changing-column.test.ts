/** What rounds have changed of everybody's numbers, and whom the next round looks at. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SPARK } from '../../src/pipeline/dialect.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import type { SqlEngine } from '../../src/pipeline/engine.js';
import { ChangingColumn } from '../../src/pipeline/steps/changing-column.js';
import { Workspace } from '../../src/pipeline/workspace.js';
import { tempDir } from '../helpers/temp-dir.js';

const AUTHORS = 600_000;
let engine: SqlEngine;
let work: Workspace;
let made: string[];
let column: ChangingColumn;

beforeEach(async () => {
  engine = await openDuckdb({ temporaryFolder: tempDir() });
  made = [];
  const out = path.join(tempDir(), 'tables');
  mkdirSync(out);
  work = new Workspace({ ...engine, dialect: { ...engine.dialect, broadcast: (aliases) => SPARK.broadcast(aliases) } }, [], { out, stateDir: out, fingerprint: 'x', onStep: ({ name, rows }) => void (rows === null || made.push(name)) });
  column = new ChangingColumn(work, { name: 'numbers', column: 'value', more: 'was', start: `(SELECT range AS author, 0 AS value FROM range(${AUTHORS}) AS everybody)`, authors: AUTHORS });
});
afterEach(() => engine.close());

/** A round that notes a value of ten authors, who have so many neighbours together. */
const round = (value: number, neighbours: number): Promise<number> => column.note(`SELECT range AS author, ${value} AS value, 0 AS was, ${neighbours / 10} AS neighbours FROM range(10) AS noted`);
const someone = (count: number): string => `SELECT range AS author FROM range(${count}) AS near`;

describe('a column that changes', () => {
  it('has everybody\'s last value, and what the last round noted', async () => {
    expect(await round(7, 40)).toBe(10);
    expect(await column.note('SELECT 3 AS author, 8 AS value, 7 AS was, 5 AS neighbours')).toBe(1);
    expect([column.rounds, column.noted, column.neighbours]).toEqual([2, 1, 5]);
    const rows = await engine.rows(`SELECT value, count(*) AS authors FROM ${column.now} AS now GROUP BY value ORDER BY value`);
    expect(rows.map(({ value, authors }) => [Number(value), Number(authors)])).toEqual([[0, AUTHORS - 10], [7, 9], [8, 1]]);
    expect(await engine.rows(`SELECT author FROM ${column.lastNotes} AS last`)).toEqual([{ author: 3n }]);
  });

  it('has those to look at handed out where those near the last notes can\'t be many', async () => {
    await round(1, 500_000);
    expect(await column.lookAt(someone(5))).toEqual({ query: someone(5), hint: '/*+ BROADCAST(looking) */', areMany: false });
    expect(made).toEqual(['numbers_log_1']);
  });

  it('counts them where they may be many, and has them handed out where they are not; the next round gives their table up', async () => {
    await round(1, 500_010);
    const { query, hint, areMany } = await column.lookAt(someone(5));
    expect([hint, areMany]).toEqual(['/*+ BROADCAST(looking) */', false]);
    expect(await engine.rows(`${query} ORDER BY author`)).toEqual([0n, 1n, 2n, 3n, 4n].map((author) => ({ author })));
    expect(made).toEqual(['numbers_log_1', 'numbers_looking_1']);
    await round(2, 500_010);
    await column.lookAt(someone(5));
    await expect(engine.rows(query)).rejects.toThrow(/numbers_looking_1/);
  });

  it('leaves it to the engine where they are many', async () => {
    await round(1, 5_000_000);
    expect(await column.lookAt(someone(500_001))).toMatchObject({ hint: '', areMany: true });
  });

  it.each([
    [100_000, true, true],
    [100_001, true, false],
    [2_500_000, true, false],
    [2_500_001, false, false],
  ])('of %i authors is handed out beside many: %s, beside few: %s', (authors, besideMany, besideFew) => {
    const everybody = new ChangingColumn(work, { name: 'other', column: 'value', more: 'was', start: 'nobody', authors });
    expect([true, false].map((isBesideMany) => everybody.handingEverybody('others', isBesideMany) !== '')).toEqual([besideMany, besideFew]);
  });
});
