/** Tables that were altered between the pipeline and packing, and folders that hold none. */
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packTables } from '../../src/packing/pack.js';
import { TABLES_FORMAT, TABLES_MANIFEST, type TablesManifest } from '../../src/pipeline/tables.js';
import { ran } from '../cli/in-process.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, tablesOf, work } from '../pipeline/made-tables.js';

const FILE = 'part-00000.parquet';
const parameters = { labelRounds: 1, tolerance: 0.1 } as const;
const made = async (papers: number): Promise<string> => (await tablesOf({ inputs: [{ path: await fileOf(Array.from({ length: papers }, (_, number) => work(number, { authors: [number % 4, (number + 1) % 4] }))), kind: 'WORKS' }], parameters })).out;

describe('tables', () => {
  let tables: string;
  let others: string;
  beforeAll(async () => {
    tables = await made(6);
    others = await made(7);
  });

  const ALTERED: readonly (readonly [string, (file: string) => void, RegExp])[] = [
    ['of which a byte is another', (file) => {
      const bytes = readFileSync(file);
      bytes[30] ^= 1;
      writeFileSync(file, bytes);
    }, /network\/part-00000\.parquet is not as the pipeline wrote it, its sha256 is another than tables\.json says: bring the tables/],
    ['that are longer', (file) => appendFileSync(file, ' '), /network\/part-00000\.parquet has \d+ bytes, tables\.json says \d+: /],
    ['of another run', (file) => copyFileSync(path.join(others, 'network', FILE), file), /network\/part-00000\.parquet (?:has \d+ bytes|is not as)/],
    ['with a file more', (file) => copyFileSync(file, path.join(path.dirname(file), 'part-00001.parquet')), /part-00001\.parquet is no file that tables\.json names: move it elsewhere/],
    ['with a file of another name', (file) => renameSync(file, path.join(path.dirname(file), 'part-7.parquet')), /part-7\.parquet is no file that/],
    ['without a file', (file) => rmSync(file), /network has no Parquet file: /],
  ];

  it.each(ALTERED)('%s are refused, and packed when they are as they were', async (_name, alter, message) => {
    const dataDir = path.join(tempDir(), 'data');
    const folder = path.join(tables, 'network');
    const bytes = readFileSync(path.join(folder, FILE));
    alter(path.join(folder, FILE));
    await expect(packTables({ tables, dataDir, threads: 1 })).rejects.toMatchObject({ name: 'TableError', message: expect.stringMatching(message) as unknown });
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    writeFileSync(path.join(folder, FILE), bytes);
    expect((await packTables({ tables, dataDir, threads: 1 })).manifest.counts.papers).toBe(6);
  }, 60_000);

  it('bear their sizes and sums in the manifest', () => {
    const { files } = JSON.parse(readFileSync(path.join(tables, TABLES_MANIFEST), 'utf8')) as TablesManifest;
    expect(files.pairs).toEqual({ [FILE]: { bytes: readFileSync(path.join(tables, 'pairs', FILE)).length, sha256: expect.stringMatching(/^[\da-f]{64}$/) as unknown } });
  });
});

describe('a folder of no tables', () => {
  it('is named as what it is', async () => {
    const dir = tempDir();
    const file = path.join(dir, 'file');
    writeFileSync(file, '');
    const pack = async (folder: string) => ran(['pack', folder, '--data', path.join(dir, 'data')]);
    expect(await pack(path.join(dir, 'tabels'))).toMatchObject({ code: 2, stderr: `coterie: ${path.join(dir, 'tabels')} does not exist: name the folder that \`coterie pipeline\` was given by --out\n` });
    expect(await pack(file)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${file} is a file`) as unknown });
    expect(await pack(dir)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${dir} has no tables.json, so no whole tables are there`) as unknown });
    mkdirSync(path.join(dir, 'work'));
    writeFileSync(path.join(dir, 'work', 'state.json'), '{}');
    expect(await pack(dir)).toMatchObject({ code: 1, stderr: expect.stringContaining(`the tables in ${dir} are not whole: run the pipeline to its end first`) as unknown });
    for (const text of ['{}', '[]', 'null', `{"format":${TABLES_FORMAT}}`]) {
      writeFileSync(path.join(dir, TABLES_MANIFEST), text);
      expect((await pack(dir)).stderr).toContain('tables.json is none of `coterie pipeline`');
    }
  });
});
