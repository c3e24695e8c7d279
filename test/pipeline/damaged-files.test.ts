/** Parquet files whose ends are there and whose middle is not as it was written are named, with what to do. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCliError, EXIT } from '../../src/cli/errors.js';
import { openDuckdb } from '../../src/pipeline/duckdb-engine.js';
import { duckdbFailure } from '../../src/pipeline/duckdb-failures.js';
import { DamagedFileError, type SqlEngine } from '../../src/pipeline/engine.js';
import { tempDir } from '../helpers/temp-dir.js';
import { fileOf, tablesOf, work } from './made-tables.js';

let engine: SqlEngine;
let plain: string;
beforeAll(async () => {
  engine = await openDuckdb({ temporaryFolder: tempDir(), threads: 1 });
  plain = await fileOf(Array.from({ length: 400 }, (_, number) => work(number, { authors: [number % 7, (number + 1) % 7], title: `Work ${Math.sin(number)}` })));
});
afterAll(() => engine.close());

/** The works in a compression, with some bytes flipped. */
async function spoilt(codec: string, share: number): Promise<string> {
  const file = join(tempDir(), 'spoilt.parquet');
  await engine.run(`COPY (SELECT * FROM read_parquet('${plain}')) TO '${file}' (FORMAT parquet, COMPRESSION ${codec})`);
  const bytes = readFileSync(file);
  const end = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  for (let at = Math.floor(4 + (end - 4) * share), left = 24; left > 0; at += 1, left -= 1) bytes[at] ^= 0xff;
  writeFileSync(file, bytes);
  return file;
}

describe('a file with flipped bytes', () => {
  it.each([['snappy', 0.3], ['snappy', 0], ['zstd', 0.3], ['gzip', 0.3], ['gzip', 0], ['uncompressed', 0.3], ['uncompressed', 0]] as const)('is named: %s at %d', async (codec, share) => {
    const file = await spoilt(codec, share);
    const inputs = [{ path: 'works', kind: 'WORKS' as const, files: [plain, file] }];
    const error = await tablesOf({ inputs }).then(() => expect.unreachable(), (thrown: unknown) => thrown as Error);
    expect(error.message).toContain(`${file} is no whole Parquet file (`);
    expect(error.message).toContain('): it may have been altered while it was written or copied, fetch or write it again');
    expect(error.message).not.toMatch(/DuckDB|Invalid (?:Input )?Error/);
    expect(error.message).not.toContain(plain);
    expect(asCliError(error).exitCode).toBe(EXIT.failure);
  }, 30_000);

  it('is told from other failures', async () => {
    expect(await duckdbFailure(new Error('Invalid Error: don\'t know what type: \u000e'))).toBeInstanceOf(DamagedFileError);
    const other = await duckdbFailure(new Error('Invalid Error: something else'));
    expect(other).not.toBeInstanceOf(DamagedFileError);
    expect(other.message).toBe('DuckDB: Invalid Error: something else');
    expect((await duckdbFailure(new Error('Invalid Input Error: Failed to read file "/a/b.parquet": Snappy decompression failure'))).message).toMatch(/^\/a\/b\.parquet is no whole Parquet file \(Snappy decompression failure\): /);
  });
});
