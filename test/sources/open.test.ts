import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonl } from '../../src/sources/jsonl.js';
import { formatHeader } from '../../src/sources/jsonl-write.js';
import { discoverFiles, openFile, readItems } from '../../src/sources/open.js';
import { lines } from '../../src/sources/text-lines.js';
import { chunks, collect, kinds } from './helpers.js';

let folder = '';
const at = (...names: string[]): string => join(folder, ...names);
const records = (count: number): string => `${formatHeader()}\n${Array.from({ length: count }, (_, index) => JSON.stringify({ kind: 'paper', title: `Title ${index} ${randomBytes(12).toString('hex')}`, authors: ['A B'] })).join('\n')}\n`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coterie-open-'));
  mkdirSync(at('lib', 'deep', '.hidden'), { recursive: true });
  mkdirSync(at('none'));
  mkdirSync(at('strange'));
  writeFileSync(at('lib', 'b.bib'), '@misc{k, title={T}, author={A B}}');
  writeFileSync(at('lib', 'A.bib'), '@misc{k, title={T}, author={A B}}');
  writeFileSync(at('lib', 'deep', 'c.jsonl.gz'), gzipSync(records(3)));
  writeFileSync(at('lib', 'deep', '.hidden', 'd.bib'), 'x');
  writeFileSync(at('lib', 'deep', 'picture.png'), 'x');
  writeFileSync(at('lib', 'LICENSE'), 'x');
  writeFileSync(at('strange', 'x.docx'), 'x');
  writeFileSync(at('[odd].bib'), '@misc{k, title={T}}');
  symlinkSync(at('lib'), at('lib', 'deep', 'back'));
  symlinkSync(at('lib', 'b.bib'), at('same.bib'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = async (...args: string[]): Promise<string[]> => (await discoverFiles(args)).files.map((found) => found.path.slice(folder.length + 1));

describe('discoverFiles', () => {
  it('walks folders in one order, once around links, and says what it left out', async () => {
    const found = await discoverFiles([at('lib')]);
    expect(found.files.map((file) => [file.path.slice(folder.length + 1), file.file])).toEqual([['lib/A.bib', 'A.bib'], ['lib/b.bib', 'b.bib'], ['lib/deep/c.jsonl.gz', 'c.jsonl.gz']]);
    expect(found.problems).toMatchObject([{ kind: 'IGNORED_FILES', value: '.png, no ending', reason: expect.stringMatching(/^2 file\(s\).* \(LICENSE, deep\/picture\.png\); name a file/) as string }]);
  });
  it('takes each real file once, at its first place', async () => expect(await names(at('same.bib'), at('lib', 'b.bib'), at('lib'))).toEqual(['same.bib', 'lib/A.bib', 'lib/deep/c.jsonl.gz']));
  it('takes a named file whatever its ending', async () => expect(await names(at('strange', 'x.docx'))).toEqual(['strange/x.docx']));
  it('takes a file literally before reading its name as a pattern', async () => expect(await names(at('[odd].bib'))).toEqual(['[odd].bib']));
  it.each([
    ['lib/*.bib', ['lib/A.bib', 'lib/b.bib']], ['lib/?.bib', ['lib/A.bib', 'lib/b.bib']], ['lib/[a-z].bib', ['lib/b.bib']], ['lib/[!a-z].bib', ['lib/A.bib']],
    ['**/*.{bib,gz}', ['[odd].bib', 'lib/A.bib', 'lib/b.bib', 'lib/deep/c.jsonl.gz']], ['l*/deep/*.gz', ['lib/deep/c.jsonl.gz']], ['*/A.bib', ['lib/A.bib']],
  ])('expands %s', async (pattern, expected) => expect(await names(at(pattern))).toEqual(expected));
  it.each([['missing.bib', 'MISSING_FILE'], ['none', 'EMPTY_DIRECTORY'], ['strange', 'UNKNOWN_FORMAT'], ['*.nothing', 'NO_MATCH']])('answers %s with %s', async (name, kind) => {
    const found = await discoverFiles([at(name)]);
    expect(found.files).toEqual([]);
    expect(found.problems).toMatchObject([{ kind, file: at(name) }]);
    expect(found.problems[0]?.reason).toContain(name);
  });
});

describe('openFile', () => {
  it('tells gzip by its bytes, not its name, and hashes the file as stored', async () => {
    const packed = gzipSync(records(5000));
    writeFileSync(at('plain-name'), packed);
    const opened = await openFile(at('plain-name'));
    expect([opened.file, opened.size, opened.compressed]).toEqual(['plain-name', packed.length, true]);
    expect(opened.head.startsWith('{"format":"coterie-records"')).toBe(true);
    const result = await collect(readItems(opened, jsonl));
    expect([result.papers.length, result.problems]).toEqual([5000, []]);
    expect(opened.bytesRead()).toBe(packed.length);
    expect(await opened.sha256()).toBe(createHash('sha256').update(packed).digest('hex'));
  });

  it('hashes a file that was not read to its end', async () => {
    const opened = await openFile(at('lib', 'deep', 'c.jsonl.gz'));
    await opened.close();
    expect(await opened.sha256()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads gzip of several members', async () => {
    writeFileSync(at('members.gz'), Buffer.concat([gzipSync(records(2)), gzipSync('{"kind":"paper","title":"Last","authors":["A B"]}\n')]));
    expect((await collect(readItems(await openFile(at('members.gz')), jsonl))).papers).toHaveLength(3);
  });

  it('keeps everything before the end of a truncated gzip file and says where that was', async () => {
    const whole = gzipSync(records(20_000));
    for (const part of [0.3, 0.7, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      writeFileSync(at('cut.jsonl.gz'), cut);
      const result = await collect(readItems(await openFile(at('cut.jsonl.gz')), jsonl));
      expect(result.papers.length).toBeGreaterThan(20_000 * part * 0.95);
      expect(result.problems.at(-1)).toMatchObject({ kind: 'TRUNCATED_GZIP', byte: cut.length, file: 'cut.jsonl.gz' });
    }
  });

  it('reports a damaged gzip file', async () => {
    const bytes = gzipSync(records(20_000));
    bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 200);
    writeFileSync(at('damaged.gz'), bytes);
    const result = await collect(readItems(await openFile(at('damaged.gz')), jsonl));
    expect(result.papers.length).toBeGreaterThan(9000);
    expect(kinds(result).at(-1)).toBe('CORRUPT_GZIP');
  });

  it('refuses a decompression bomb in little memory', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000, 0x20), { level: 9 });
    writeFileSync(at('bomb.gz'), Buffer.concat([bomb, bomb]));
    const before = process.memoryUsage().rss;
    let unpacked = 0;
    const opened = await openFile(at('bomb.gz'));
    await expect(async () => {
      for await (const chunk of opened.bytes) unpacked += chunk.length;
    }).rejects.toMatchObject({ kind: 'REFUSED' });
    expect(unpacked).toBeLessThan(150_000_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  it.each([['empty', Buffer.alloc(0)], ['empty.gz', gzipSync('')]])('reports the empty file %s', async (name, bytes) => {
    writeFileSync(at(name), bytes);
    expect(kinds(await collect(readItems(await openFile(at(name)), jsonl)))).toEqual(['EMPTY_FILE']);
  });

  it('names what it cannot open', async () => {
    await expect(openFile(at('nowhere'))).rejects.toThrow(/Cannot open .*nowhere/);
    await expect(openFile(at('lib'))).rejects.toThrow(/not a regular file/);
  });

  it('shows at most 64 KiB of head', async () => {
    writeFileSync(at('long'), 'é'.repeat(200_000));
    const opened = await openFile(at('long'));
    expect(opened.head).toBe('é'.repeat(32_768));
    await opened.close();
  });
});

describe('lines', () => {
  it('numbers lines and bytes exactly whatever the chunks, and skips a line that is too long', async () => {
    const bytes = Buffer.from('\ufeffé\r\n\nlonger than ten bytes\nlast', 'utf8');
    for (const size of [1, 2, 5, 100]) {
      const found = [];
      for await (const line of lines(chunks(bytes, size), undefined, 10)) found.push(line);
      expect(found).toEqual([
        { kind: 'line', number: 1, byte: 0, text: 'é' }, { kind: 'line', number: 2, byte: 7, text: '' },
        { kind: 'overlong', number: 3, byte: 8, length: 21 }, { kind: 'line', number: 4, byte: 30, text: 'last' },
      ]);
    }
  });
});
