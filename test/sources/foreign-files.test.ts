import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipSync } from 'fflate';
import { foreignFile } from '../../src/sources/foreign-files.js';
import { openFile, readItems } from '../../src/sources/open.js';
import { detectSource, SOURCES } from '../../src/sources/registry.js';
import { collect } from './helpers.js';

const text = new TextEncoder().encode('@article{k, title={T}}');
const tar = Buffer.alloc(512);
tar.write('refs.bib', 0);
tar.write('ustar\u0000', 257);
const FILES: ReadonlyArray<readonly [string, Uint8Array, RegExp]> = [
  ['refs.zip', zipSync({ 'refs.bib': text }), /is a zip archive.*unpack it first/],
  ['book.xlsx', zipSync({ '[Content_Types].xml': text, 'xl/workbook.xml': text }), /is an Excel workbook.*save the sheet as CSV/],
  ['renamed.csv', zipSync({ '[Content_Types].xml': text, 'xl/worksheets/sheet1.xml': text }), /is an Excel workbook/],
  // Some times of the day, as an archive notes them, look like cells.
  ['renamed-too.csv', zipSync({ 'a,b,c,d': text }, { mtime: '2024-01-02T11:08:02' }), /is a zip archive/],
  ['sheet.ods', zipSync({ mimetype: new TextEncoder().encode('application/vnd.oasis.opendocument.spreadsheet') }), /OpenDocument spreadsheet/],
  ['text.docx', zipSync({ 'word/document.xml': text }), /a text document/],
  ['empty.zip', zipSync({}), /a zip archive/],
  ['paper.pdf', Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1'), /a PDF document.*export the bibliography/],
  ['zotero.sqlite', Buffer.from('SQLite format 3\u0000\u0010\u0000'), /an SQLite database/],
  ['refs.7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0]), /a 7-Zip archive/],
  ['refs.rar', Buffer.from('Rar!\u001a\u0007\u0000'), /a RAR archive/],
  ['refs.bz2', Buffer.from('BZh91AY&SY\u0001\u0002'), /bzip2/],
  ['twice.gz', gzipSync(gzipSync(text)), /packed with gzip twice.*unpack it once/],
  ['refs.xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4, 0xe6, 0xd6, 0xb4, 0x46]), /packed with xz/],
  ['refs.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x10, 0x81, 0, 0, 1, 2, 3]), /Zstandard/],
  ['old.xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]), /old Office document/],
  ['refs.tar', tar, /a tar archive/],
];

describe('files given by mistake', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'coterie-foreign-'));
    for (const [name, bytes] of FILES) writeFileSync(join(folder, name), bytes);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(FILES)('%s is told for what it is, whatever format is asked for, and is in none', async (name, _, reason) => {
    const opened = await openFile(join(folder, name));
    expect(detectSource(opened.head, name)).toBeNull();
    await opened.close();
    for (const source of SOURCES) {
      const { papers, persons, problems } = await collect(readItems(await openFile(join(folder, name)), source));
      expect([papers, persons]).toEqual([[], []]);
      expect(problems).toEqual([expect.objectContaining({ kind: 'FOREIGN_FILE', file: name, byte: 0, reason: expect.stringMatching(reason) as string })]);
    }
  });
});

it.each(['PK: a note on Poole and Katz', '7z is a program', 'BZh', '% PDF', '%PDA', '(a/b', 'SQLite format 3', 'Rar!', `${'x'.repeat(257)}ustar`])('%s is left to the formats', (head) => {
  expect(foreignFile('x', head)).toBeNull();
});
