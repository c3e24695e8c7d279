import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFile, readItems } from '../../../src/sources/open.js';
import { openalexParquet } from '../../../src/sources/parquet/openalex-parquet.js';
import { detectSource } from '../../../src/sources/registry.js';
import { collect, fixture, kinds, readBytes, readFixture } from '../helpers.js';
import type { ReadResult } from '../helpers.js';
import { holdsAgainstHostileInput } from '../hostile.js';

const NESTED = fixture('openalex-parquet/nested.parquet');

async function readThere(name: string, bytes: Uint8Array): Promise<ReadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'coterie-parquet-'));
  try {
    writeFileSync(join(folder, name), bytes);
    return await collect(readItems(await openFile(join(folder, name)), openalexParquet));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('works in nested columns, in two row groups', () => {
  it('are mapped as their JSON is: numbers of 64 bits, days, lists of structures, maps', async () => {
    const { papers, problems } = await readFixture(openalexParquet, 'openalex-parquet/nested.parquet');
    expect(papers[0]).toEqual({
      key: 'openalex:W900000001',
      externalIds: { openalex: 'W900000001', doi: '10.5555/pq.1', pmid: '90000031', mag: '7001' },
      title: 'Parquet work 1',
      abstract: 'Hello world again world',
      date: { year: 2031, month: 5, day: 2 },
      venue: 'Journal of Examples',
      type: 'ARTICLE',
      fields: ['Computer Science'],
      mentions: [
        {
          rawName: 'J. Müller', parts: null, position: 1, kind: 'PERSON', externalIds: { openalex: 'A9000000001', orcid: '0000-0002-1825-0097' },
          affiliations: [{ name: 'Example University', ror: '00wry3a77', countryCode: 'CH' }], isCorresponding: true,
        },
        { rawName: 'Ann One', parts: null, position: 2, kind: 'PERSON', externalIds: { openalex: 'A9000000002' }, affiliations: [], isCorresponding: false },
      ],
      authorListComplete: true,
      citationCount: { value: 10, source: 'openalex', asOf: '2031-02-03' },
      links: [{ kind: 'LANDING_PAGE', url: 'https://doi.org/10.5555/pq.1' }],
      scores: [{ name: 'FWCI', value: 1.5, unit: null }],
      source: { format: 'openalex-parquet', file: 'nested.parquet', line: 1, byte: null, retrievedAt: null, url: null },
    });
    expect(papers.map(({ key, date }) => [key, date?.year])).toEqual([['openalex:W900000001', 2031], ['openalex:W900000002', 2032], ['openalex:W900000004', 2034]]);
    expect(problems.map(({ kind, line }) => [kind, line])).toEqual([['MISSING_AUTHORS', 2], ['MISSING_TITLE', 3], ['MISSING_AUTHORS', 4]]);
  });

  it('are the same from bytes without a path, and packed with gzip', async () => {
    const there = await readFixture(openalexParquet, 'openalex-parquet/nested.parquet');
    const bytes = readFileSync(NESTED);
    expect((await readBytes(openalexParquet, bytes, 'nested.parquet')).papers).toEqual(there.papers);
    expect((await readThere('nested.parquet', gzipSync(bytes))).papers).toEqual(there.papers);
  });
});

it('works in columns of JSON text are mapped alike; text that is no JSON costs its field, and a list of authors is then known not to be whole', async () => {
  const { papers, problems } = await readFixture(openalexParquet, 'openalex-parquet/json-columns.parquet');
  expect(papers).toMatchObject([
    { key: 'openalex:W900000001', type: 'PREPRINT', abstract: 'Hello world again world', venue: 'Journal of Examples', mentions: [{ rawName: 'J. Müller' }, { rawName: 'Ann One' }] },
    { key: 'openalex:W900000002', mentions: [] },
    { key: 'openalex:W900000009', mentions: [], authorListComplete: false, abstract: null },
  ]);
  expect(problems.map(({ kind, line, field }) => [kind, line, field])).toEqual([
    ['MISSING_AUTHORS', 2, 'authorships'], ['INVALID_VALUE', 3, 'authorships'], ['REFUSED', 3, 'abstract_inverted_index'], ['MALFORMED_AUTHOR', 3, 'authorships'],
  ]);
});

it.each(['many-pages', 'many-pages-v2'])('rows whose lists go on over many pages are whole: %s', async (name) => {
  const { papers } = await readFixture(openalexParquet, `openalex-parquet/${name}.parquet`);
  const affiliations = (letter: string): unknown[] => [`${letter}1`, `${letter}2`].map((text) => ({ name: text, ror: null, countryCode: null }));
  expect(papers.map(({ title, mentions }) => [title, mentions.map(({ rawName }) => rawName.replace('Author ', '')).join('')])).toEqual([
    ['Paged 0', 'ABC'], ['Paged 1', ''], ['Paged 2', 'D'], ['Paged 3', ''], ['Paged 4', 'EFGHIJ'],
  ]);
  expect(papers[0].mentions.map((mention) => mention.affiliations)).toEqual([affiliations('A'), [], []]);
  expect(papers[4].mentions.map((mention) => mention.affiliations)).toEqual([affiliations('E'), [], [], [], [], affiliations('J')]);
});

describe('files that can\'t be read', () => {
  it('say what is wrong: other columns', async () => {
    const { papers, problems } = await readFixture(openalexParquet, 'openalex-parquet/no-works.parquet');
    expect(papers).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'UNSUPPORTED_RECORD', value: 'a, b' }]);
  });

  it('cut off anywhere they have one problem and no record', async () => {
    const bytes = readFileSync(NESTED);
    for (let end = 1; end < bytes.length; end += 97) {
      const { papers, problems } = await readBytes(openalexParquet, bytes.subarray(0, end));
      expect(papers).toEqual([]);
      expect(problems.map(({ kind }) => kind)).toEqual(['TRUNCATED']);
    }
    expect(kinds(await readThere('cut.parquet', bytes.subarray(0, 5_000)))).toEqual(['TRUNCATED']);
  });

  it('lose one row group where that is damaged, and keep the other', async () => {
    const bytes = Buffer.from(readFileSync(NESTED));
    // The first column chunk begins right behind the magic number.
    bytes.fill(0xff, 4, 60);
    const { papers, problems } = await readBytes(openalexParquet, bytes);
    expect(papers.map(({ key }) => key)).toEqual(['openalex:W900000004']);
    expect(problems).toMatchObject([{ field: 'row group 1', line: 1, recordDropped: true }, { kind: 'MISSING_TITLE' }, { kind: 'MISSING_AUTHORS' }]);
  });

  it('whatever their bytes, they end soon and without an error', async () => {
    const original = readFileSync(NESTED);
    const change = fc.tuple(fc.oneof(fc.nat(original.length - 1), fc.integer({ min: original.length - 3_000, max: original.length - 1 })), fc.nat(255));
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      const bytes = Buffer.from(original);
      for (const [at, byte] of changes) bytes[at] = byte;
      const { papers, problems } = await readBytes(openalexParquet, bytes);
      expect(papers.length).toBeLessThanOrEqual(4);
      for (const { reason } of problems) expect(reason).toMatch(/\S\.$/);
    }), { numRuns: 300 });
  }, 60_000);
});

it('is told by the magic number in the decoded beginning of a file', async () => {
  const opened = await openFile(NESTED);
  expect(opened.head.startsWith('PAR1')).toBe(true);
  expect(detectSource(opened.head, opened.file)?.id).toBe('openalex-parquet');
  await opened.close();
  expect(openalexParquet.detect('{"id":"PAR1"}', 'x.parquet')).toBe(0);
});

holdsAgainstHostileInput({
  source: openalexParquet, fixtures: ['openalex-parquet/nested.parquet', 'openalex-parquet/json-columns.parquet'],
  tokens: ['PAR1', '\u0015\u0004', '\u0000', '\u0001', '\u0019\u004c', 'schema', 'title', 'authorships', '\u0010\u0000\u0000\u0000', 'PAR1'],
});

it('whose index is of other parts than the format has is refused in the words of people', async () => {
  // Where the list of columns belongs stands a number.
  const index = Buffer.from([0x15, 0x02, 0x15, 0x02, 0x00]);
  const length = Buffer.from([index.length, 0, 0, 0]);
  const { papers, problems } = await readThere('odd.parquet', Buffer.concat([Buffer.from('PAR1'), index, length, Buffer.from('PAR1')]));
  expect(papers).toEqual([]);
  expect(problems).toEqual([expect.objectContaining({
    kind: 'MALFORMED', reason: "The file's index can't be read (its parts are not of the kinds that the format prescribes); nothing was read: fetch the file again.",
  })]);
});
