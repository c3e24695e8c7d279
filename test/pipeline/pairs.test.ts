/** Pairs of long author lists: closed forms both ways that they can be made, and memory far below what they fill. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { runPipeline, type WorksInput } from '../../src/pipeline/driver.js';
import type { SqlEngine } from '../../src/pipeline/engine.js';
import { tempDir } from '../helpers/temp-dir.js';
import { farFrom, fileOf, rowsOf, tablesOf, work, type TestWork } from './made-tables.js';

const asItIs = (engine: SqlEngine): SqlEngine => engine;

/** The statements of an engine that cuts its work by bytes. */
const inBlocks = (engine: SqlEngine): SqlEngine => ({ ...engine, dialect: { ...engine.dialect, spread: () => '' } });

async function inputsOf(works: readonly TestWork[]): Promise<WorksInput[]> {
  return [{ path: await fileOf(works.map((each, number) => work(number, each))), kind: 'WORKS' }];
}

describe('authors of long lists', () => {
  it.each([['at once', asItIs], ['block by block', inBlocks]] as const)('are paired %s, 300 authors of one paper', async (_way, around) => {
    const k = 300;
    const { out, manifest } = await tablesOf({ inputs: await inputsOf([{ authors: Array.from({ length: k }, (_, author) => k - 1 - author), year: 2001 }]), parameters: { counting: 'HARMONIC', labelRounds: 2 } }, around);
    expect(manifest.rows.pairs).toBe((k * (k - 1)) / 2);
    const rows = await rowsOf(out, 'author_metrics');
    expect(new Set(rows.map(({ degree }) => degree))).toEqual(new Set([k - 1]));
    expect(new Set(rows.map(({ core_number }) => core_number))).toEqual(new Set([k - 1]));
    expect(new Set(rows.map(({ triangles }) => triangles))).toEqual(new Set([((k - 1) * (k - 2)) / 2]));
    expect(new Set(rows.map(({ clustering }) => clustering))).toEqual(new Set([1]));
    const harmonic = Array.from({ length: k }, (_, at) => 1 / (at + 1)).reduce((sum, term) => sum + term, 0);
    // An author's credit with everybody else's; the first on the list is the last author.
    const credit = (author: number): number => 1 / ((k - author) * harmonic);
    expect(farFrom(rows.map(({ strength }) => strength), Array.from({ length: k }, (_, author) => credit(author) * (1 - credit(author))), 1e-12)).toEqual([]);
    const [first] = await rowsOf(out, 'pairs');
    expect(first).toMatchObject({ a: 0, b: 1, paper_count: 1, first_year: 2001, last_year: 2001 });
  });

  it('are paired the same both ways beside short lists', async () => {
    const list = (length: number, first: number): number[] => Array.from({ length }, (_, at) => (first + at * 7) % 1009);
    const inputs = await inputsOf([{ authors: list(700, 0), year: 1999 }, { authors: list(257, 40) }, { authors: list(256, 3), year: 2004 }, { authors: [5, 12, 19] }, { authors: [12, 5] }, { authors: [1008] }]);
    const parameters = { counting: 'FRACTIONAL', labelRounds: 1 } as const;
    const [one, other] = [await tablesOf({ inputs, parameters }, asItIs), await tablesOf({ inputs, parameters }, inBlocks)];
    expect(await rowsOf(one.out, 'pairs')).toEqual(await rowsOf(other.out, 'pairs'));
  });

  it('are paired in less memory than their pairs fill, beside short lists', async () => {
    const k = 2000;
    const inputs = await inputsOf([{ authors: Array.from({ length: k }, (_, author) => author) }, ...Array.from({ length: 500 }, (_, at) => ({ authors: [at, at + 1, 2 * at + 3] }))]);
    const engine = await openDuckdb({ temporaryFolder: tempDir(), threads: 1, memoryBytes: 60e6 });
    const made = new Map<string, number>();
    try {
      const run = runPipeline(engine, {
        inputs, out: join(tempDir(), 'tables'),
        onStep: ({ name, rows }) => {
          if (rows === null && name === 'degrees') throw new Error('far enough');
          if (rows !== null) made.set(name, rows);
        },
      });
      await expect(run).rejects.toThrow('far enough');
    } finally {
      await engine.close();
    }
    expect(made.get('pairs')).toBe((k * (k - 1)) / 2);
  });
});
