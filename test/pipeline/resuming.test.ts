/** A run that is ended anywhere, and files that are not whole. */
import { readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runPipeline } from '../../src/pipeline/driver.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import type { SqlEngine } from '../../src/pipeline/engine.js';
import { MADE_TABLES } from '../../src/pipeline/tables.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, rowsOf, tablesOf, work } from './made-tables.js';

const PARAMETERS = { counting: 'FRACTIONAL', labelRounds: 4, tolerance: 1e-3 } as const;
const ENDED = 'ended by the test';

let path: string;
beforeAll(async () => {
  path = await fileOf(Array.from({ length: 40 }, (_, number) => work(number, { authors: [number % 17, (number * 5 + 1) % 17, (number * 3 + 2) % 17], year: 1990 + (number % 9), citations: number })));
});

/** An engine that fails at its n-th statement that writes; and once it has, before its rows are counted. */
function endingAt(engine: SqlEngine, nth: number, isAfterwards: boolean): SqlEngine & { readonly written: () => number } {
  let written = 0;
  return {
    dialect: engine.dialect, rows: (query) => engine.rows(query), close: () => engine.close(), written: () => written,
    run: async (statement) => {
      if (!statement.startsWith('COPY')) return engine.run(statement);
      written += 1;
      if (written === nth && !isAfterwards) throw new Error(ENDED);
      await engine.run(statement);
      if (written === nth) throw new Error(ENDED);
    },
  };
}

/** Bytes of all files of the tables. */
function bytesOf(out: string): Record<string, string> {
  return Object.fromEntries(MADE_TABLES.flatMap((table) => readdirSync(join(out, table)).map((file) => [`${table}/${file}`, readFileSync(join(out, table, file)).toString('base64')])));
}

describe('a run that is ended', () => {
  it('after any table goes on from there to the same bytes', async () => {
    const inputs = [{ path, kind: 'WORKS' }] as const;
    const whole = await tablesOf({ inputs, parameters: PARAMETERS });
    const out = join(tempDir(), 'tables');
    const engine = await openDuckdb({ temporaryFolder: tempDir() });
    let runs = 0;
    try {
      // Each run makes two tables and is ended in the third, half of them when it has been written but not noted.
      for (let isWhole = false; !isWhole; ) {
        runs += 1;
        expect(runs).toBeLessThan(200);
        const ending = endingAt(engine, 3, runs % 2 === 0);
        isWhole = await runPipeline(ending, { inputs, out, parameters: PARAMETERS }).then(() => true, (error: Error) => {
          expect(error.message).toContain(ENDED);
          return false;
        });
        expect(ending.written()).toBeLessThanOrEqual(3);
      }
    } finally {
      await engine.close();
    }
    expect(runs).toBeGreaterThan(20);
    expect(bytesOf(out)).toEqual(bytesOf(whole.out));
    expect(readFileSync(join(out, 'tables.json'), 'utf8')).toBe(readFileSync(whole.manifestFile, 'utf8'));
    expect(readdirSync(out).toSorted()).toEqual(['.pipeline', ...MADE_TABLES, 'tables.json'].toSorted());
  }, 60_000);

  it('is not taken up for other works or parameters, nor where a table is cut, but begun anew when asked', async () => {
    const inputs = [{ path, kind: 'WORKS' }] as const;
    const out = join(tempDir(), 'tables');
    const begin = (around: (engine: SqlEngine) => SqlEngine, more: object = {}) => tablesOf({ inputs, out, parameters: PARAMETERS, ...more }, around);
    await expect(begin((engine) => endingAt(engine, 9, false))).rejects.toThrow(ENDED);
    await expect(begin((engine) => engine, { parameters: { ...PARAMETERS, damping: 0.5 } })).rejects.toThrow(`${out} holds tables begun from other works, with other parameters, by another engine or by another version of coterie: name another folder, or begin anew with --restart`);
    const cut = join(out, 'work', 'work_facts', 'part-00000.parquet');
    const { size } = statSync(cut);
    truncateSync(cut, size - 5);
    await expect(begin((engine) => engine)).rejects.toThrow(`${cut} has ${size - 5} bytes, but was written with ${size} bytes: the tables begun in ${out} can't be continued, begin anew with --restart`);
    writeFileSync(join(out, 'work', 'state.json'), '{');
    await expect(begin((engine) => engine)).rejects.toThrow('state.json is no state of a pipeline: begin anew with --restart');
    await begin((engine) => engine, { restarts: true });
    expect(await rowsOf(out, 'network')).toMatchObject([{ papers: 40, authors: 17 }]);
    await expect(begin((engine) => engine)).rejects.toThrow(`${out} holds finished tables already: name another folder, or make them anew with --restart`);
  }, 30_000);
});

describe('works', () => {
  it('that are cut, missing, twice there, or of other columns are named', async () => {
    const cut = await fileOf([work(1, { authors: [1, 2] })], 'cut.parquet');
    truncateSync(cut, statSync(cut).size - 3);
    const run = (file: string) => tablesOf({ inputs: [{ path: file, kind: 'WORKS' }] });
    await expect(run(cut)).rejects.toThrow(`${cut} is no whole Parquet file (${statSync(cut).size} bytes, it does not end with PAR1): it may have been cut while it was written or copied, fetch or make it again`);
    await expect(run('/nowhere/works.parquet')).rejects.toThrow('/nowhere/works.parquet does not exist: name a file, a folder or a pattern of works');
    await expect(run(await fileOf([work(1, { authors: [1] }), work(1, { authors: [2] })]))).rejects.toThrow('the work work:0000001 stands more than once in the works');
    // A table of another kind.
    const { out } = await tablesOf({ inputs: [{ path, kind: 'WORKS' }], parameters: PARAMETERS });
    await expect(run(join(out, 'pairs'))).rejects.toThrow(/pairs has no columns work_id, title, abstract, year and 13 others, so it holds neither works of `coterie works` nor OpenAlex's/);
  }, 30_000);

  it('without a title, and entries that name nobody, are left out and counted', async () => {
    const nameless = { ...work(3, { authors: [1, 2] }) };
    const rows = [work(1, { authors: [1, 2] }), work(2, { authors: [5], title: ' ' }), { ...nameless, mentions: [nameless.mentions[0], { ...nameless.mentions[1], raw_name: ' ' }] }];
    const { manifest, out } = await tablesOf({ inputs: [{ path: await fileOf(rows), kind: 'WORKS' }] });
    expect(manifest.leftOut).toEqual({ untitled: 1, unnamed: 1, repeated: 0, cleaned: 0 });
    expect((await rowsOf(out, 'papers')).map(({ work_id, author_count, author_list_complete }) => [work_id, author_count, author_list_complete])).toEqual([['work:0000001', 2, true], ['work:0000003', 1, false]]);
  }, 30_000);
});
