/** `coterie works` and `coterie pipeline`, in this process. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MADE_TABLES } from '../../src/pipeline/tables.js';
import { paperRecord } from '../helpers/records.js';
import { writeRecords } from '../helpers/served-corpus.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, work } from '../pipeline/made-tables.js';
import { KEYS, putInto, testBucket } from '../replication/s3-server.js';
import { ran } from './in-process.js';

describe('coterie works, coterie pipeline', () => {
  it('given again say that the tables are whole, as long as works, options and tables are the same', async () => {
    const dir = tempDir();
    const [file, out] = [join(dir, 'works.parquet'), dir];
    writeFileSync(file, readFileSync(await fileOf(Array.from({ length: 6 }, (_, number) => work(number, { authors: [number % 3, (number + 1) % 3] })))));
    const before = readFileSync(file);
    const command = ['pipeline', file, '--out', out, '--label-rounds', '2'];
    expect(JSON.parse((await ran([...command, '--json'])).stdout)).toMatchObject({ wasThere: false });
    const table = join(out, 'papers', 'part-00000.parquet');
    const made = readFileSync(table);
    expect(await ran(command)).toEqual({ code: 0, stderr: '', stdout: `${out}: whole already, ${MADE_TABLES.length} tables made of the same works with the same options: pack them with \`coterie pack ${out}\`, or make them anew with --restart\n` });
    expect(JSON.parse((await ran([...command, '--json'])).stdout)).toMatchObject({ wasThere: true, out, rows: { papers: 6 } });
    const refused = { code: 2, stderr: `coterie: ${out} holds finished tables already: name another folder, or make them anew with --restart\n` };
    expect(await ran([...command, '--giant'])).toMatchObject(refused);
    writeFileSync(table, made.subarray(1));
    expect(await ran(command)).toMatchObject(refused);
    expect((await ran([...command, '--restart', '--json'])).code).toBe(0);
    // Works in the folder of the tables stay as they are.
    expect(readFileSync(file).equals(before)).toBe(true);
    writeFileSync(file, readFileSync(await fileOf([work(1, { authors: [1] })])));
    expect(await ran(command)).toMatchObject(refused);
  }, 60_000);

  it('take no --endpoint where nothing is asked of a bucket', async () => {
    const dir = tempDir();
    const file = await fileOf([work(1, { authors: [1] })]);
    const said = async (...args: readonly string[]) => {
      const { code, stderr } = await ran([...args, '--endpoint', 'https://s3.example.org']);
      expect(code).toBe(2);
      return stderr;
    };
    const meaningless = '--endpoint https://s3.example.org names an S3 server, and nothing is asked of a bucket here: ';
    expect(await said('pipeline', file, '--out', join(dir, 'tables'))).toBe(`coterie: ${meaningless}leave it out, or name works such as s3://bucket/prefix\n`);
    expect(await said('pipeline', 's3://bucket/*.parquet', '--engine', 'spark', '--master', 'sc://127.0.0.1:1', '--out', join(dir, 'tables'))).toContain(`${meaningless}it is the cluster that reads and writes there, by its own configuration`);
    for (const args of [['pack', dir, '--data', join(dir, 'replica')], ['snapshot', 'list', '--data', dir], ['snapshot', 'rollback', '--data', dir]]) expect(await said(...args)).toContain(`${meaningless}leave it out, or name a place such as s3://bucket/prefix`);
    expect(existsSync(join(dir, 'tables'))).toBe(false);
  }, 30_000);

  it('make tables of the corpus, and refuse to make them twice', async () => {
    const dir = tempDir();
    const [file, out] = [join(dir, 'works.parquet'), join(dir, 'tables')];
    const written = await ran(['works', file, '--sample', '--data', join(dir, 'data'), '--json']);
    expect(written.code).toBe(0);
    const { works, authors } = JSON.parse(written.stdout) as { works: number; authors: number };
    expect((await ran(['works', file, '--sample', '--data', join(dir, 'data')])).stderr).toContain(`${file} exists already: choose another name, or replace it with --force`);
    const made = await ran(['pipeline', file, '--out', out, '--label-rounds', '2', '--steps', '--json']);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ out, engine: 'duckdb', rows: { papers: works, authors }, leftOut: { untitled: 0, unnamed: 0, repeated: 0, cleaned: 0 }, parameters: { labelRounds: 2, counting: 'FULL' } });
    expect(made.stderr).toMatch(/^pairs: \d+ rows in [\d.]+ s$/m);
    expect(JSON.parse(readFileSync(join(out, 'tables.json'), 'utf8'))).toMatchObject({ rows: { papers: works } });
    expect(await ran(['pipeline', file, '--out', out])).toMatchObject({ code: 2, stderr: `coterie: ${out} holds finished tables already: name another folder, or make them anew with --restart\n` });
  }, 60_000);

  it('leave a packed directory, which says what it is and proposes duplicates without commands that it would refuse', async () => {
    const dir = tempDir();
    const [corpus, works, tables, data] = ['corpus', 'works.parquet', 'tables', 'packed'].map((name) => join(dir, name));
    const papers = ['Jörg Müller', 'Joerg Mueller'].map((name, at) => paperRecord(`Forests of sparse graphs ${at}`, [name, 'Ann Lee', 'Bo Ek'], { venue: 'Graph Notes' }));
    for (const args of [['import', writeRecords(join(dir, 'papers.jsonl'), papers), '--identity', 'ids-only', '--data', corpus], ['works', works, '--data', corpus], ['pipeline', works, '--out', tables], ['pack', tables, '--data', data]]) expect((await ran(args)).code).toBe(0);
    expect((await ran(['identity', 'suggest', '--data', corpus])).stdout).toContain('one person?  coterie identity merge');
    const { stdout } = await ran(['identity', 'suggest', '--data', data]);
    expect(stdout).toMatch(/Müller {2}= {2}Joerg Mueller|Mueller {2}= {2}Jörg Müller/);
    expect(stdout).not.toContain('coterie identity');
    expect(stdout).toContain(`nothing can be stated here: ${data} is packed from the tables of ${tables}, which has snapshots alone and no corpus that could be changed`);
    expect((await ran(['status', '--data', data])).stdout).toMatch(new RegExp(`^nature +packed from the tables of ${tables}, which has no corpus$`, 'm'));
    expect((await ran(['status', '--data', data])).stdout).toMatch(/^papers +2 \(from 2 works\)$[^]*^problems +0 noted in packing$/m);
    expect((await ran(['status', '--data', corpus])).stdout).toMatch(/^papers +2 \(from 2 records\)$[^]*^problems +0$/m);
    expect((await ran(['problems', '--data', data])).stdout).toBe('no problems noted in packing\n');
    expect(JSON.parse((await ran(['status', '--data', data, '--json'])).stdout)).toMatchObject({ replicaOf: tables, replicaNature: `packed from the tables of ${tables}` });
    expect(JSON.parse((await ran(['status', '--data', corpus, '--json'])).stdout)).toMatchObject({ replicaOf: null, replicaNature: null });
  }, 60_000);

  it('take works from a bucket, and tables to pack', async () => {
    const dir = tempDir();
    const bucket = await testBucket();
    try {
      const file = await fileOf(Array.from({ length: 12 }, (_, number) => work(number, { authors: [number % 5, (number + 1) % 5], year: 2000 + number })));
      putInto(bucket, 'works/deep/part-1.parquet', readFileSync(file));
      putInto(bucket, 'works/readme.txt', 'none of the works');
      const [local, remote] = [join(dir, 'local'), join(dir, 'remote')];
      const short = ['--label-rounds', '2'];
      expect((await ran(['pipeline', file, '--out', local, ...short])).code).toBe(0);
      for (const place of ['s3://bucket/works', 's3://bucket/works/**/part-*.parquet']) {
        expect(await ran(['pipeline', place, '--out', remote, '--restart', '--endpoint', bucket.endpoint, ...short], KEYS)).toMatchObject({ code: 0, stdout: expect.stringContaining('12 papers, 5 authors') as unknown });
      }
      for (const table of MADE_TABLES) for (const each of readdirSync(join(local, table))) expect(readFileSync(join(remote, table, each)).equals(readFileSync(join(local, table, each)))).toBe(true);
      expect(existsSync(join(remote, 'fetched-works'))).toBe(false);
      expect((await ran(['pipeline', 's3://bucket/none', '--out', join(dir, 'none'), '--endpoint', bucket.endpoint], KEYS)).stderr).toContain('s3://bucket/none holds neither Parquet files of works nor JSON lines');
      // What can't be read is told by where it came from.
      putInto(bucket, 'cut/deep/a.parquet', readFileSync(file).subarray(0, 400));
      putInto(bucket, 'lines/a.jsonl', '{"id": oops}\n');
      putInto(bucket, 'others/a.jsonl', '{"id": "A1", "title": "A"}\n');
      const failed = async (place: string): Promise<string> => (await ran(['pipeline', place, '--out', join(dir, 'failed'), '--restart', '--endpoint', bucket.endpoint], KEYS)).stderr;
      expect(await failed('s3://bucket/cut/')).toMatch(/^coterie: s3:\/\/bucket\/cut\/deep\/a\.parquet is no whole Parquet file/);
      expect(await failed('s3://bucket/lines/*.jsonl')).toContain('s3://bucket/lines/a.jsonl has no whole JSON object in line 1');
      expect(await failed('s3://bucket/others')).toContain('s3://bucket/others/a.jsonl holds 1 record of no OpenAlex works');
      // As a cluster leaves them: the tables there, their manifest where the command ran.
      for (const table of MADE_TABLES) for (const each of readdirSync(join(local, table))) putInto(bucket, `tables/${table}/${each}`, readFileSync(join(local, table, each)));
      const state = join(dir, 'state');
      mkdirSync(state);
      const packed = (...more: readonly string[]) => ran(['pack', 's3://bucket/tables', '--data', join(dir, 'replica'), '--endpoint', bucket.endpoint, '--json', ...more], KEYS);
      expect((await packed()).stderr).toContain('s3://bucket/tables has no tables.json: name the folder of this machine where the pipeline left it with --state');
      expect((await packed('--state', state)).stderr).toContain('name the folder that `coterie pipeline` was given by --state, once it has ended');
      const beside = await ran(['pack', local, '--data', join(dir, 'beside'), '--json']);
      renameSync(join(local, 'tables.json'), join(state, 'tables.json'));
      const { snapshot } = JSON.parse((await packed('--state', state)).stdout) as { snapshot: string };
      expect(snapshot).toBe((JSON.parse(beside.stdout) as { snapshot: string }).snapshot);
      expect(readdirSync(join(dir, 'replica'))).not.toContain('fetched-tables');
      expect(JSON.parse((await ran(['status', '--data', join(dir, 'replica'), '--json'])).stdout)).toMatchObject({ replicaNature: 'packed from the tables of s3://bucket/tables' });
      bucket.objects.delete(`tables/pairs/${readdirSync(join(local, 'pairs'))[0]}`);
      expect((await packed('--state', state)).stderr).toContain('s3://bucket/tables has no table pairs: run the pipeline to its end, or look at the prefix');
    } finally {
      await bucket.close();
    }
  }, 90_000);

  it('take works from a folder that has their tables too, or whose name has signs of a pattern, and by a pattern', async () => {
    const dir = join(tempDir(), 'in [2024] *?');
    mkdirSync(dir);
    const file = await fileOf(Array.from({ length: 6 }, (_, number) => work(number, { authors: [number % 3, (number + 1) % 3] })));
    writeFileSync(join(dir, 'works.parquet'), readFileSync(file));
    const short = ['--label-rounds', '1', '--restart'];
    const papers = { code: 0, stdout: expect.stringContaining('6 papers, 3 authors') as unknown };
    for (const out of [join(dir, 'tables'), dir]) for (let run = 0; run < 2; run += 1) expect(await ran(['pipeline', dir, '--out', out, ...short])).toMatchObject(papers);
    expect(await ran(['pipeline', join(dir, '..', 'in*', 'works.par?uet'), '--out', join(dir, '..', 'other'), ...short])).toMatchObject(papers);
    expect(await ran(['pipeline', join(dir, '..', 'none*.parquet'), '--out', join(dir, '..', 'other'), ...short])).toMatchObject({ code: 2, stderr: expect.stringContaining('none*.parquet matches no file') as unknown });
    expect(await ran(['pipeline', join(dir, '..', 'other'), '--out', join(dir, '..', 'third')])).toMatchObject({ code: 2, stderr: expect.stringContaining('beside the tables of `coterie pipeline`') as unknown });
    expect(await ran(['pipeline', dir, '--engine', 'spark', '--master', 'sc://127.0.0.1:1', '--out', join(dir, 'tables')])).toMatchObject({ code: 2, stderr: expect.stringContaining('Spark reads all that lies below a folder') as unknown });
    expect(await ran(['pipeline', join(dir, 'papers'), '--out', dir, ...short])).toMatchObject({ code: 2, stderr: expect.stringContaining('which is written anew') as unknown });
    mkdirSync(join(dir, '..', 'mixed'));
    writeFileSync(join(dir, '..', 'mixed', 'a.parquet'), readFileSync(file));
    writeFileSync(join(dir, '..', 'mixed', 'b.parquet'), readFileSync(join(dir, 'network', 'part-00000.parquet')));
    expect((await ran(['pipeline', join(dir, '..', 'mixed'), '--out', join(dir, '..', 'third')])).stderr).toContain(`${join(dir, '..', 'mixed', 'b.parquet')} has no columns work_id, title, `);
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
    expect(await said('s3://bucket/works/', '--engine', 'spark', '--master', 'sc://127.0.0.1:1')).toContain('name its files by a pattern, such as s3a://bucket/works/*.parquet');
    for (const option of ['--out', '--state', '--spill']) expect(await ran(['pipeline', empty, '--out', join(dir, 'tables'), option, option === '--out' ? ' ' : ''])).toMatchObject({ code: 2, stderr: expect.stringContaining(`${option} is an empty text: name a folder`) as unknown });
    expect(await ran(['pipeline', empty, '--out', join(text, 'x')])).toMatchObject({ code: 2, stderr: expect.stringContaining(`no folder can be made at ${join(text, 'x')} (${text} is a file): name another`) as unknown });
    expect(await said(empty, '--spill', join(text, 'x'))).toContain(`--spill ${join(text, 'x')} can't be a folder, since ${text} is a file: name another`);
    for (const memory of ['99999999999T', '1M']) expect(await said(empty, '--memory', memory)).toContain('It must be from 16M to 1024T');
    expect(await ran(['pipeline', empty, '--out', join(dir, 'tables'), '--engine', 'spark', '--master', 'nonsense'])).toMatchObject({ code: 2, stderr: expect.stringContaining('is no address of a Spark Connect server') as unknown });
    expect((await ran(['status', '--data', ''])).stderr).toContain('--data is an empty text');
    expect(existsSync(join(dir, 'tables', '.pipeline'))).toBe(false);
    expect((await ran(['pack', empty, '--state', dir, '--data', join(dir, 'replica')])).stderr).toContain(`--state ${dir} is for tables of a bucket`);
    for (const blank of ['', ' ']) expect(await ran(['pack', blank, '--data', join(dir, 'replica')])).toMatchObject({ code: 2, stderr: expect.stringContaining('the folder of the tables is an empty text') as unknown });
    expect(await ran(['works', '', '--data', join(dir, 'replica')])).toMatchObject({ code: 2, stderr: expect.stringContaining('the file to write is an empty text: name one') as unknown });
    expect((await ran(['pipeline', empty, '--out', 's3a://bucket/x'])).stderr).toContain('s3a://bucket/x is no folder of this machine, where DuckDB writes');
  }, 30_000);
});
