import type { ColumnMetaData, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { describe, expect, it } from 'vitest';
import { ParquetColumn } from '../../../src/sources/parquet/parquet-column.js';
import { checkPage, compressors, MAX_PAGE_VALUES } from '../../../src/sources/parquet/parquet-guard.js';

const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 128))]);
/** A field of Thrift's compact protocol that holds a whole number (twice its value, as zigzag has it). */
const int = (delta: number, value: number): number[] => [(delta << 4) | 5, ...varint(value * 2)];
const uint32 = (value: number): number[] => [...new Uint8Array(new Uint32Array([value]).buffer)];

const PLAIN = 0;
const DICTIONARY = 8;
const DELTA_BYTE_ARRAY = 7;

/** A data page of version 1: its header and `body`. */
function page(body: readonly number[], count: number, { encoding = PLAIN, unpacked = body.length, packed = body.length } = {}): number[] {
  return [...int(1, 0), ...int(1, unpacked), ...int(1, packed), (2 << 4) | 12, ...int(1, count), ...int(1, encoding), ...int(1, 3), ...int(1, 3), 0, 0, ...body];
}

const OPTIONAL = [{ element: { name: 'root' }, path: [], children: [], count: 1 }, { element: { name: 'x', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' }, path: ['x'], children: [], count: 1 }] as unknown as SchemaTree[];
const REQUIRED = [OPTIONAL[0], { ...OPTIONAL[1], element: { name: 'x', repetition_type: 'REQUIRED', type: 'BYTE_ARRAY' } }] as unknown as SchemaTree[];

function check(bytes: readonly number[], schemaPath = REQUIRED): void {
  const { buffer } = Uint8Array.from(bytes);
  const reader = { view: new DataView(buffer), offset: 0 };
  const header = parquetHeader(reader);
  checkPage(new Uint8Array(buffer, reader.offset), header, { codec: 'UNCOMPRESSED', schemaPath });
}

function columnOf(bytes: readonly number[], schemaPath = REQUIRED): ParquetColumn {
  const { buffer } = Uint8Array.from(bytes);
  const file = { byteLength: bytes.length, slice: (start: number, end?: number) => Promise.resolve(buffer.slice(start, end)), close: () => Promise.resolve() };
  const column = { codec: 'UNCOMPRESSED', type: 'BYTE_ARRAY', path_in_schema: ['x'], data_page_offset: 0n, total_compressed_size: BigInt(bytes.length) };
  return new ParquetColumn(file, column as unknown as ColumnMetaData, schemaPath);
}

describe('a page', () => {
  it('that claims what it has is fine', () => {
    expect(() => check(page([...uint32(1), 0x61, ...uint32(1), 0x62], 2))).not.toThrow();
    // Three definition levels as one run, then one value.
    expect(() => check(page([...uint32(2), 3 << 1, 0, ...uint32(1), 0x61], 3), OPTIONAL)).not.toThrow();
  });

  it.each<[string, readonly number[], SchemaTree[], RegExp]>([
    ['billions of values in its header', page([], 2_000_000_000), REQUIRED, new RegExp(`claims 2000000000 values, more than ${MAX_PAGE_VALUES}`)],
    ['billions of levels in one run', page([...uint32(6), ...varint(0x7ffffffe), 1], 3), OPTIONAL, /longer run/],
    ['billions of levels in runs of bits', page([...uint32(6), ...varint(0x0fffffff), 1], 3), OPTIONAL, /longer run/],
    ['a run of a length below nothing', page([...uint32(6), 0xff, 0xff, 0xff, 0xff, 0x0f, 1], 3), OPTIONAL, /longer run/],
    ['billions of words of its dictionary', page([8, ...varint(0x7ffffffe), 1], 3, { encoding: DICTIONARY }), REQUIRED, /longer run/],
    ['words of 200 bits', page([200, 2, 1], 3, { encoding: DICTIONARY }), REQUIRED, /200 bits/],
    ['gigabytes once unpacked', page([1, 2, 3], 1, { unpacked: 1_900_000_000 }), REQUIRED, /unpacks to 1900000000 bytes/],
    // Blocks of 128 in 4 parts, 1 value: the length that is shared with nothing is a billion.
    ['a gigabyte shared with the value before', page([0x80, 1, 4, 1, ...varint(2_000_000_000), 0x80, 1, 4, 1, 0], 1, { encoding: DELTA_BYTE_ARRAY }), REQUIRED, /more than \d+ bytes/],
  ])('is refused for %s', (_, bytes, path, message) => {
    expect(() => check(bytes, path)).toThrow(message);
  });

  it('is refused for a frame of Zstandard that claims another size than its page', () => {
    // Magic number, single segment with a size of 8 bytes: 2^40.
    const frame = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    expect(() => compressors.ZSTD?.(frame, 100)).toThrow(/1099511627776 bytes where its header says 100/);
  });
});

describe('a column', () => {
  const letters = (...words: string[]): number[] => page(words.flatMap((word) => [...uint32(1), word.charCodeAt(0)]), words.length);

  it('gives its rows page by page, as many as are asked for', async () => {
    const column = columnOf([...letters('a', 'b', 'c'), ...page([], 0), ...letters('d')]);
    expect([await column.take(2), await column.take(1), await column.take(5), await column.take(1)]).toEqual([['a', 'b'], ['c'], ['d'], []]);
  });

  it('whose page reaches beyond it is refused', async () => {
    await expect(columnOf(page([1, 2, 3], 1, { packed: 5_000 })).take(1)).rejects.toThrow(/beyond its column/);
  });
});
