/** `coterie works` and `coterie pipeline`, in this process. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { ran } from './in-process.js';

describe('coterie works, coterie pipeline', () => {
  it('make tables of the corpus, and refuse to make them twice', async () => {
    const dir = tempDir();
    const [file, out] = [join(dir, 'works.parquet'), join(dir, 'tables')];
    const written = await ran(['works', file, '--sample', '--data', join(dir, 'data'), '--json']);
    expect(written.code).toBe(0);
    const { works, authors } = JSON.parse(written.stdout) as { works: number; authors: number };
    expect((await ran(['works', file, '--sample', '--data', join(dir, 'data')])).stderr).toContain(`${file} exists already: choose another name, or replace it with --force`);
    const made = await ran(['pipeline', file, '--out', out, '--label-rounds', '2', '--steps', '--json']);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ out, engine: 'duckdb', rows: { papers: works, authors }, leftOut: { untitled: 0, unnamed: 0 }, parameters: { labelRounds: 2, counting: 'FULL' } });
    expect(made.stderr).toMatch(/^pairs: \d+ rows in [\d.]+ s$/m);
    expect(JSON.parse(readFileSync(join(out, 'tables.json'), 'utf8'))).toMatchObject({ rows: { papers: works } });
    expect(await ran(['pipeline', file, '--out', out])).toMatchObject({ code: 1, stderr: `coterie: ${out} holds finished tables already: name another folder, or make them anew with --restart\n` });
  }, 60_000);

  it('say what of a command line they can\'t take', async () => {
    const dir = tempDir();
    const [empty, text] = [join(dir, 'empty'), join(dir, 'works.txt')];
    mkdirSync(empty);
    writeFileSync(text, '');
    const said = async (...args: readonly string[]) => (await ran(['pipeline', ...args, '--out', join(dir, 'tables')])).stderr;
    expect(await said(join(dir, 'none.parquet'))).toContain('none.parquet does not exist: name a file, a folder or a pattern of works');
    expect(await said(empty)).toContain('holds neither Parquet files of works nor JSON lines');
    expect(await said(text)).toContain('has no ending that tells what it is');
    expect(await said(text, '--memory', 'lots')).toContain('It must be a number of megabytes, gigabytes or terabytes');
    writeFileSync(join(empty, 'a.jsonl'), '');
    expect(await said(empty, '--engine', 'spark')).toContain('name the Spark Connect server with --master');
    expect(await said(empty, '--damping', '2')).toContain('damping is 2, but must be a number from 0 to 0.99');
    expect((await ran(['pipeline', empty, '--out', 's3a://bucket/x'])).stderr).toContain('s3a://bucket/x is no folder of this machine, where DuckDB writes');
  }, 30_000);
});
