/** What the pipeline takes for its own, and what it leaves alone. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DUCKDB } from '../../src/pipeline/dialect.js';
import { claimFor } from '../../src/pipeline/driver.js';
import { claimFolders } from '../../src/pipeline/own-folders.js';
import { MADE_TABLES } from '../../src/pipeline/tables.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, rowsOf, tablesOf, work } from './made-tables.js';

const PARAMETERS = { labelRounds: 1, tolerance: 0.1 } as const;
let works: string;
beforeAll(async () => {
  works = await fileOf(Array.from({ length: 6 }, (_, number) => work(number, { authors: [number % 4, (number + 1) % 4] })));
});
const make = (out: string, more: object = {}) => tablesOf({ inputs: [{ path: works, kind: 'WORKS' }], out, parameters: PARAMETERS, ...more });

function put(...parts: readonly string[]): string {
  const file = join(...parts);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'somebody\'s own');
  return file;
}

describe('a folder that the pipeline has not made', () => {
  it.each(['papers/thesis.tex', 'papers/part-00000.parquet', 'pairs/deep/a.txt', 'work/notes.txt', 'work/state.json', 'fetched-works/a.txt', 'tables.json', 'network'])('is refused with %s in it, whether anew or not, and left as it is', async (name) => {
    const out = tempDir();
    const file = put(out, name);
    const named = join(out, name.split('/')[0]);
    for (const restarts of [false, true]) {
      await expect(make(out, { restarts })).rejects.toThrow(new RangeError(`${named} is there already and was not made by \`coterie pipeline\`, which writes something of that name: name another folder, or move it elsewhere`));
    }
    expect(readFileSync(file, 'utf8')).toBe('somebody\'s own');
    expect(readdirSync(out)).toEqual([name.split('/')[0]]);
  });

  it('is taken where all that has such a name is empty, and has others\' things beside', async () => {
    const out = tempDir();
    mkdirSync(join(out, 'papers'));
    put(out, 'thesis/papers/a.tex');
    await make(out);
    expect(readdirSync(out).toSorted()).toEqual(['.pipeline', ...MADE_TABLES, 'tables.json', 'thesis'].toSorted());
  }, 30_000);

  it('is refused as the state\'s, or as the tables\' beside a state of other tables', async () => {
    const [out, state, other] = [tempDir(), tempDir(), tempDir()];
    put(state, 'work', 'notes.txt');
    await expect(make(out, { stateDir: state })).rejects.toThrow(`${join(state, 'work')} is there already`);
    rmSync(join(state, 'work'), { recursive: true });
    await make(out, { stateDir: state });
    const file = put(other, 'papers', 'part-00000.parquet');
    await expect(make(other, { stateDir: state, restarts: true })).rejects.toThrow(`${join(other, 'papers')} is there already`);
    expect(existsSync(file)).toBe(true);
  }, 30_000);
});

describe('a folder of the pipeline\'s own', () => {
  it('is begun anew, and one without the mark but with a manifest too', async () => {
    const { out } = await make(join(tempDir(), 'tables'));
    rmSync(join(out, '.pipeline'), { recursive: true });
    await expect(make(out)).rejects.toThrow(`${out} holds finished tables already`);
    await make(out, { restarts: true });
    expect(await rowsOf(out, 'network')).toMatchObject([{ papers: 6 }]);
  }, 30_000);

  it('is not made anew unasked where the state is to lie elsewhere, and a state\'s folder of finished tables is named', async () => {
    const { out } = await make(join(tempDir(), 'tables'));
    const [state, other] = [join(tempDir(), 'state'), join(tempDir(), 'other')];
    const before = readFileSync(join(out, 'papers', 'part-00000.parquet'));
    await expect(make(out, { stateDir: state })).rejects.toThrow(`${out} holds finished tables already: name another folder, or make them anew with --restart`);
    await expect(make(other, { stateDir: out })).rejects.toThrow(`${out} holds the tables.json of finished tables already: name another folder with --state, or make them anew with --restart`);
    expect(readFileSync(join(out, 'papers', 'part-00000.parquet')).equals(before)).toBe(true);
    await make(out, { stateDir: state, restarts: true });
    expect([existsSync(join(out, 'tables.json')), existsSync(join(state, 'tables.json'))]).toEqual([false, true]);
  }, 30_000);

  it.each(['papers/notes.txt', 'pairs/extra.parquet', 'authors/part-00000.parquet/a.txt', 'work/notes.txt', 'work/mine/notes.txt', 'fetched-works/mine.parquet'])('is not begun anew over %s, which it has not written', async (name) => {
    const { out } = await make(join(tempDir(), 'tables'));
    if (name.startsWith('authors/')) rmSync(join(out, 'authors'), { recursive: true });
    const file = put(out, name);
    await expect(make(out, { restarts: true })).rejects.toThrow(/ is no file of `coterie pipeline`, which removes or writes anew the folder that it lies in: move it elsewhere, or name another folder$/);
    expect(readFileSync(file, 'utf8')).toBe('somebody\'s own');
    expect(existsSync(join(out, 'tables.json'))).toBe(true);
  }, 30_000);

  it('keeps what somebody puts there meanwhile', async () => {
    const out = join(tempDir(), 'tables');
    const putting = (name: string) => make(out, { restarts: true, onStep: ({ name: step, rows }: { name: string; rows: number | null }) => void (step === 'mention_facts' && rows === null && put(out, name)) });
    await putting('work/notes.txt');
    expect(readdirSync(join(out, 'work'))).toEqual(['notes.txt']);
    rmSync(join(out, 'work'), { recursive: true });
    await expect(putting('pairs/notes.txt')).rejects.toThrow('pairs/notes.txt is no file of `coterie pipeline`');
    expect(existsSync(join(out, 'pairs', 'notes.txt'))).toBe(true);
  }, 30_000);

  it('is not made anew of what lies in it', async () => {
    const { out } = await make(join(tempDir(), 'tables'));
    const link = join(tempDir(), 'link');
    symlinkSync(out, link);
    for (const path of [join(out, 'papers', 'part-00000.parquet'), join(out, 'papers'), join(link, 'papers', 'part-00000.parquet')]) {
      expect(() => claimFor({ inputs: [path], out, restarts: true })).toThrow(new RangeError(`${path} lies in ${join(out, 'papers')}, which is written anew: name another folder with --out, or move the works elsewhere`));
    }
    expect(() => claimFor({ inputs: [join(out, 'papers')], out: link, restarts: true })).toThrow('which is written anew');
    await expect(tablesOf({ inputs: [{ path: out, kind: 'WORKS', files: [join(out, 'papers', 'part-00000.parquet')] }], out, restarts: true })).rejects.toThrow('part-00000.parquet has no column mentions');
    expect(existsSync(join(out, 'papers', 'part-00000.parquet'))).toBe(true);
  }, 30_000);
});

describe('a folder that tables are being made in', () => {
  it('is refused with the process, as that of the tables and as that of the state, until it ends', async () => {
    const [out, state] = [join(tempDir(), 'tables'), join(tempDir(), 'state')];
    const claim = claimFolders({ out, stateDir: state }, [], false);
    await expect(make(out)).rejects.toThrow(new RegExp(`^another process \\(pid ${process.pid} on .*\\) is making tables in ${out}: wait for it to end, or name another folder$`));
    await expect(make(join(tempDir(), 'other'), { stateDir: state })).rejects.toThrow(`is making tables in ${state}`);
    claim.release();
    await make(out, { stateDir: state });
  }, 30_000);

  it('can\'t be where a file is', () => {
    const file = put(tempDir(), 'file');
    for (const out of [file, join(file, 'deep', 'er')]) expect(() => claimFor({ inputs: [], out })).toThrow(new RangeError(`no folder can be made at ${out} (${file} is a file): name another`));
  });
});

describe('names with signs of patterns', () => {
  it.each(['a?', '{a,b} [v2]*', 'back\\slash [1]', 'paper=9/it\'s'])('mean themselves: %s', async (name) => {
    const dir = tempDir();
    // What would be read as well.
    if (name === 'a?') await tablesOf({ inputs: [{ path: await fileOf([work(1, { authors: [1] })]), kind: 'WORKS' }], out: join(dir, 'ab'), parameters: PARAMETERS });
    const out = join(dir, name);
    await make(out);
    expect(JSON.parse(readFileSync(join(out, 'tables.json'), 'utf8'))).toMatchObject({ rows: { papers: 6, authors: 4 } });
    const folder = join(dir, 'inputs', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'w [1]?.parquet'), readFileSync(works));
    const inputs = name.includes('\\') ? [{ path: join(folder, 'w [1]?.parquet'), kind: 'WORKS' as const }] : [{ path: folder, kind: 'WORKS' as const }];
    expect((await tablesOf({ inputs, parameters: PARAMETERS })).manifest.rows.papers).toBe(6);
  }, 60_000);

  it('are left as they are where they are patterns', () => {
    expect(DUCKDB.parquetFiles({ pattern: '/a/*/[bc]?.parquet' })).toContain('\'/a/*/[bc]?.parquet\'');
  });
});
