/** JSON lines that can't be read are named by file and line, with what to do. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../helpers/temp-dir.js';
import { tablesOf } from './made-tables.js';

const lineOf = (number: number): string => `${JSON.stringify({ id: `https://openalex.org/W${2_741_809_800 + number}`, title: `Work ${number}`, authorships: [] })}\n`;
const GOOD = lineOf(1) + lineOf(2);
const REMEDY = 'works of OpenAlex stand one a line; correct that line or leave it out, or, where works go over several lines, write each on one (`jq -c .`, of a list `jq -c \'.[]\'`)';

/** The beginning of a gzip file, up to a point where its writer has flushed. */
function deflatedUpTo(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })]);
}

describe('a line', () => {
  it.each([
    ['of no JSON', 'a.jsonl', `${GOOD}{"id": oops}\n`, 'has no whole JSON object in line 3 ('],
    ['after lines of white space', 'a.jsonl', `${lineOf(1)}\n \n${lineOf(2)}\n{"id": oops}\n`, 'has no whole JSON object in line 6 ('],
    ['that is cut', 'a.jsonl', `${GOOD}{"id":"https://openalex.org/W27418`, 'has no whole JSON object in line 3 (unexpected end of data'],
    ['of works that go over several', 'a.json', `${JSON.stringify(JSON.parse(lineOf(1)), null, 2)}\n`, 'has no whole JSON object in line 1 ('],
    ['of a list', 'a.json', `[\n${GOOD}]\n`, 'has no whole JSON object in line 1 ('],
    ['in a compressed file', 'a.jsonl.gz', gzipSync(`${GOOD}{"id": oops}\n`), 'has no whole JSON object in line 3 ('],
    ['that is a number', 'a.jsonl', `${GOOD}5\n`, 'has no work of OpenAlex in line 3 (Expected OBJECT'],
  ])('%s is named', async (_name, name, content, said) => {
    const file = join(tempDir(), name);
    writeFileSync(file, content);
    const message = await tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }] }).then(() => 'done', (error: unknown) => (error as Error).message);
    expect(message).toContain(`${file} ${said}`);
    expect(message).toContain(REMEDY);
    expect(message).not.toMatch(/auto.?detect|ignore_errors|DuckDB/i);
  }, 30_000);

  it('can\'t be read where the file is not compressed as its name says', async () => {
    const file = join(tempDir(), 'a.jsonl.gz');
    writeFileSync(file, GOOD);
    await expect(tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }] })).rejects.toThrow(`${file} is not compressed as its name says (.gz): fetch it again, or name it by what it holds`);
  }, 30_000);

  it.each<readonly [string, (whole: Buffer) => Buffer, string]>([
    // Flushed there, as writers that append do: what is before it is whole lines.
    ['was cut after a line', () => deflatedUpTo(GOOD), 'unexpected end of file'],
    ['lacks its checksum', (whole) => whole.subarray(0, -8), 'unexpected end of file'],
    ['has another checksum', (whole) => Buffer.concat([whole.subarray(0, -8), Buffer.from([1, 2, 3, 4]), whole.subarray(-4)]), 'incorrect data check'],
    ['has another length', (whole) => Buffer.concat([whole.subarray(0, -4), Buffer.from([9, 9, 0, 0])]), 'incorrect length check'],
  ])('is not taken from a compressed file that %s', async (_name, spoilt, said) => {
    const file = join(tempDir(), 'a.jsonl.gz');
    writeFileSync(file, spoilt(gzipSync(GOOD + lineOf(3))));
    await expect(tablesOf({ inputs: [{ path: file, kind: 'OPENALEX', files: [file] }] })).rejects.toThrow(`${file} is no whole gzip file (${said}): it may have been cut or altered while it was written or copied, fetch or make it again`);
  }, 30_000);

  it('is taken from a compressed file of several members', async () => {
    const file = join(tempDir(), 'a.jsonl.gz');
    writeFileSync(file, Buffer.concat([gzipSync(GOOD), gzipSync(lineOf(3))]));
    const { manifest } = await tablesOf({ inputs: [{ path: file, kind: 'OPENALEX' }] });
    expect(manifest.rows.papers).toBe(3);
  }, 30_000);
});
