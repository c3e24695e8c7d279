/**
 * What a page of a Parquet file claims, checked before the library believes it. A page of a few bytes can claim
 * billions of values (run lengths, page headers, compressed frames); the library would make room for them all.
 */
import type { ColumnMetaData, Compressors, PageHeader, SchemaTree } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import { compressors as COMPRESSORS, decompressZstd } from 'hyparquet-compressors';

/** Most bytes of one page, unpacked. */
export const MAX_PAGE_BYTES = 128 << 20;
/** Most values of one page, empty ones counted. */
export const MAX_PAGE_VALUES = 4_000_000;
/** Most values of all columns together that are held until their rows are put together. */
export const MAX_HELD_VALUES = 16_000_000;

/** The file claims more than is read, or what can't be. The message is the end of a sentence. */
export class ParquetRefusal extends Error {
  override readonly name = 'ParquetRefusal';
}

/** The decoder fills the buffer that it is given, whatever its declaration says; without one it makes room for what the frame claims. */
const unpackZstd = decompressZstd as unknown as (input: Uint8Array, output: Uint8Array) => Uint8Array;

/** The library's own, each into a buffer of the size that the page states (which is checked before). */
export const compressors: Compressors = {
  ...COMPRESSORS,
  ZSTD: (input, length) => {
    const size = zstdContentSize(input);
    if (size !== null && size !== length) throw new ParquetRefusal(`a page unpacks to ${size} bytes where its header says ${length}`);
    return unpackZstd(input, new Uint8Array(length));
  },
};

/** What of a column its pages are read by. */
export interface PagedColumn {
  readonly codec: ColumnMetaData['codec'];
  readonly schemaPath: SchemaTree[];
}

/** Checks a page before it is read. Throws a ParquetRefusal, or whatever the library throws on bytes that are no page. Cost: unpacking once. */
export function checkPage(packed: Uint8Array, header: PageHeader, column: PagedColumn): void {
  const { uncompressed_page_size: unpacked } = header;
  if (!isCount(unpacked) || unpacked > MAX_PAGE_BYTES) throw new ParquetRefusal(`a page unpacks to ${unpacked} bytes, more than ${MAX_PAGE_BYTES}`);
  const about = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
  const count = about?.num_values ?? 0;
  if (!isCount(count) || count > MAX_PAGE_VALUES) throw new ParquetRefusal(`a page claims ${count} values, more than ${MAX_PAGE_VALUES}`);
  checkRunsOfPage(packed, header, column);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function checkRunsOfPage(packed: Uint8Array, header: PageHeader, { codec, schemaPath }: PagedColumn): void {
  const levels = [getMaxRepetitionLevel(schemaPath), getMaxDefinitionLevel(schemaPath)].map((max) => (max === 0 ? 0 : 32 - Math.clz32(max)));
  if (header.data_page_header !== undefined) {
    const { num_values: count, encoding } = header.data_page_header;
    const page = decompressPage(packed, header.uncompressed_page_size, codec, compressors);
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    let at = 0;
    for (const width of levels) {
      if (width === 0) continue;
      const length = view.getUint32(at, true);
      checkRuns(view, at + 4, width, count);
      at += 4 + length;
    }
    checkValues(view, at, count, encoding);
  } else if (header.data_page_header_v2 !== undefined) {
    const { num_values: count, encoding, is_compressed: isPacked, repetition_levels_byte_length: repetition, definition_levels_byte_length: definition } = header.data_page_header_v2;
    if (!isCount(repetition) || !isCount(definition) || repetition + definition > Math.min(packed.length, header.uncompressed_page_size)) throw new ParquetRefusal('the levels of a page reach beyond it');
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
    if (levels[0] > 0) checkRuns(view, 0, levels[0], count);
    if (levels[1] > 0) checkRuns(view, repetition, levels[1], count);
    const body = packed.subarray(repetition + definition);
    const page = isPacked === false ? body : decompressPage(body, header.uncompressed_page_size - repetition - definition, codec, compressors);
    checkValues(new DataView(page.buffer, page.byteOffset, page.byteLength), 0, count, encoding);
  }
}

function checkValues(view: DataView, at: number, count: number, encoding: string): void {
  if (at >= view.byteLength) return;
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    const width = view.getUint8(at);
    if (width > 32) throw new ParquetRefusal(`a page has numbers of ${width} bits`);
    if (width > 0) checkRuns(view, at + 1, width, count);
  } else if (encoding === 'RLE') checkRuns(view, at + 4, 1, count);
  else if (encoding === 'DELTA_BYTE_ARRAY') checkPrefixes(view, at, count);
}

/** Run lengths that add up to what the page says, and not to billions. Runs of bits are padded to eight values. */
function checkRuns(view: DataView, start: number, width: number, count: number): void {
  const reader = { view, offset: start };
  const bytes = (width + 7) >> 3;
  let seen = 0;
  while (seen < count && reader.offset < view.byteLength) {
    const header = readVarInt(reader);
    const run = (header & 1) === 1 ? (header >>> 1) * 8 : header >>> 1;
    if (header < 0 || run > count - seen + 1_024) throw new ParquetRefusal('a page claims a longer run of values than it has');
    reader.offset += (header & 1) === 1 ? (header >>> 1) * width : bytes;
    seen += run;
  }
}

/** Values given as what they share with the one before: their lengths, which may grow with every value. */
function checkPrefixes(view: DataView, start: number, count: number): void {
  const reader = { view, offset: start };
  const lengths = [new Int32Array(count), new Int32Array(count)];
  for (const list of lengths) deltaBinaryUnpack(reader, count, list);
  let total = 0;
  for (const list of lengths) {
    for (const length of list) {
      total += length;
      if (length < 0 || total > MAX_PAGE_BYTES) throw new ParquetRefusal(`a page unpacks to more than ${MAX_PAGE_BYTES} bytes`);
    }
  }
}

/** The size that a Zstandard frame states (RFC 8878, 3.1.1.1), or null where it states none. */
function zstdContentSize(frame: Uint8Array): number | null {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 14 || view.getUint32(0, true) !== 0xfd2fb528) return null;
  const descriptor = frame[4];
  const isSingle = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3];
  switch (descriptor >> 6) {
    case 0: return isSingle ? frame[at] : null;
    case 1: return view.getUint16(at, true) + 256;
    case 2: return view.getUint32(at, true);
    default: return at + 8 <= frame.length ? Number(view.getBigUint64(at, true)) : null;
  }
}
