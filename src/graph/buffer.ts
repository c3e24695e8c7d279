/**
 * The binary container of graph arrays: one buffer, or one file, of named typed arrays that open without a copy.
 *
 * All numbers are little-endian; u64 values stay below 2^53, so files may exceed 4 GB.
 *
 *     byte  0   8 bytes  magic "COTERIE\0"
 *           8   u32      format version
 *          12   u32      number of sections
 *          16   u64      length of the whole container in bytes
 *          24   u64      length of the metadata in bytes
 *          32   u32      CRC-32 of every byte but these four
 *          36   u32      0
 *          40   64 bytes per section: name (40 bytes UTF-8, zero-padded), u32 dtype (index into DTYPES), u32 0,
 *               u64 byte offset from the start of the container (a multiple of 8), u64 number of elements
 *           …   metadata: UTF-8 JSON
 *           …   the sections, each 8-aligned, zero bytes between
 */
import { crc32 } from 'node:zlib';
import type { TypedArray, TypedArrayConstructor } from './shared-arrays.js';

export const FORMAT_VERSION = 1;
const MAGIC = new TextEncoder().encode('COTERIE\0');
const HEADER_BYTES = 40;
const CHECKSUM_AT = 32;
const ENTRY_BYTES = 64;
const NAME_BYTES = 40;
/** zlib takes one piece of memory below 2^31 bytes at a time. */
const CRC_PIECE_BYTES = 2 ** 30;

/** Element types by their code in the file. Append only. */
const DTYPES = [
  Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
] as const;

/** JSON that travels with the sections. */
export type ContainerMeta = { readonly [key: string]: unknown };

/** Named arrays. */
export type Sections = Readonly<Record<string, TypedArray>>;

export interface Container {
  readonly version: number;
  readonly meta: ContainerMeta;
  /** Views of the buffer, by name, in file order. */
  readonly sections: Sections;
}

/** Throws on a big-endian host, where views of the container would read every number backwards. */
export function requireLittleEndianHost(
  littleEndian: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1,
): void {
  if (!littleEndian) throw new Error('graph containers are little-endian and this host is big-endian');
}

function align(byte: number): number {
  return Math.ceil(byte / 8) * 8;
}

function checksum(bytes: Uint8Array): number {
  let crc = crc32(bytes.subarray(0, CHECKSUM_AT));
  for (let at = CHECKSUM_AT + 4; at < bytes.length; at += CRC_PIECE_BYTES) {
    crc = crc32(bytes.subarray(at, Math.min(bytes.length, at + CRC_PIECE_BYTES)), crc);
  }
  return crc;
}

/** Bytes that packSections makes of so much. O(sections) */
export function bytesOfContainer(sections: Sections, meta: ContainerMeta = {}): number {
  const head = HEADER_BYTES + ENTRY_BYTES * Object.keys(sections).length + Buffer.byteLength(JSON.stringify(meta));
  return Object.values(sections).reduce((sum, { byteLength }) => align(sum) + byteLength, head);
}

/**
 * Packs named arrays, and metadata as JSON, into one container. One copy; O(bytes).
 * @param from the byte, a multiple of 8, before which no section begins
 * Throws a RangeError for a name that is empty or longer than 40 bytes in UTF-8.
 */
export function packSections(
  sections: Sections,
  meta: ContainerMeta = {},
  from = 0,
): SharedArrayBuffer {
  requireLittleEndianHost();
  const encoder = new TextEncoder();
  const metaBytes = encoder.encode(JSON.stringify(meta));
  let end = HEADER_BYTES + ENTRY_BYTES * Object.keys(sections).length + metaBytes.length;
  const entries = Object.entries(sections).map(([name, array]) => {
    const nameBytes = encoder.encode(name);
    if (nameBytes.length === 0 || nameBytes.length > NAME_BYTES || name.includes('\0')) {
      throw new RangeError(`the section name ${JSON.stringify(name)} is not 1 to ${NAME_BYTES} bytes without a zero`);
    }
    const offset = Math.max(from, align(end));
    end = offset + array.byteLength;
    return { nameBytes, array, offset };
  });

  const length = align(end);
  const buffer = new SharedArrayBuffer(length);
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  bytes.set(MAGIC, 0);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, entries.length, true);
  view.setBigUint64(16, BigInt(length), true);
  view.setBigUint64(24, BigInt(metaBytes.length), true);
  entries.forEach(({ nameBytes, array, offset }, i) => {
    const at = HEADER_BYTES + i * ENTRY_BYTES;
    bytes.set(nameBytes, at);
    view.setUint32(at + 40, DTYPES.findIndex((constructor) => array instanceof constructor), true);
    view.setBigUint64(at + 48, BigInt(offset), true);
    view.setBigUint64(at + 56, BigInt(array.length), true);
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
  });
  bytes.set(metaBytes, HEADER_BYTES + ENTRY_BYTES * entries.length);
  view.setUint32(CHECKSUM_AT, checksum(bytes), true);
  return buffer;
}

interface Entry {
  readonly name: string;
  readonly dtype: number;
  readonly offset: number;
  readonly count: number;
  readonly end: number;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): Entry {
  // slice copies: TextDecoder refuses shared memory.
  const padded = bytes.slice(at, at + NAME_BYTES);
  const nameEnd = padded.indexOf(0);
  const name = new TextDecoder().decode(nameEnd === -1 ? padded : padded.subarray(0, nameEnd));
  const dtype = view.getUint32(at + 40, true);
  const constructor = DTYPES[dtype];
  if (!constructor) throw new Error(`section ${name} has element type ${dtype}, above ${DTYPES.length - 1}`);
  const offset = Number(view.getBigUint64(at + 48, true));
  const count = Number(view.getBigUint64(at + 56, true));
  return { name, dtype, offset, count, end: offset + count * constructor.BYTES_PER_ELEMENT };
}

function requireApart(entries: readonly Entry[], from: number, length: number): void {
  let previous: Pick<Entry, 'name' | 'end'> = { name: 'the header', end: from };
  for (const entry of entries.toSorted((x, y) => x.offset - y.offset || x.end - y.end)) {
    if (entry.offset % 8 !== 0) throw new Error(`section ${entry.name} starts at ${entry.offset}, not a multiple of 8`);
    if (entry.offset < previous.end) {
      throw new Error(
        `section ${entry.name} starts at ${entry.offset}, before the end of ${previous.name} at ${previous.end}`,
      );
    }
    if (entry.end > length) {
      throw new Error(`section ${entry.name} ends at ${entry.end}, after the end of the container at ${length}`);
    }
    previous = entry;
  }
}

/**
 * Opens a container without copying it: the arrays are views of `buffer`. O(sections), or O(bytes) with
 * `verifyChecksum`. Throws an Error of one sentence, with both values, on a foreign magic, another format version,
 * a truncated or overlong buffer, metadata that is no JSON, sections that overlap, are misaligned, named twice or
 * reach beyond the end, a wrong checksum, and on big-endian hosts.
 */
export function openSections(
  buffer: ArrayBufferLike,
  options: { readonly verifyChecksum?: boolean } = {},
): Container {
  requireLittleEndianHost();
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (bytes.length < HEADER_BYTES) {
    throw new Error(`the container has ${bytes.length} bytes, fewer than its header's ${HEADER_BYTES}`);
  }
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new Error(`the data starts with "${printable(bytes)}" instead of "${printable(MAGIC)}": not a container`);
  }
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new Error(`the container has format version ${version}, and this program reads version ${FORMAT_VERSION}`);
  }
  const length = Number(view.getBigUint64(16, true));
  if (length !== bytes.length) {
    throw new Error(`the container should have ${length} bytes and has ${bytes.length}`);
  }
  const count = view.getUint32(12, true);
  const metaLength = Number(view.getBigUint64(24, true));
  const metaStart = HEADER_BYTES + ENTRY_BYTES * count;
  const headEnd = metaStart + metaLength;
  if (headEnd > length) throw new Error(`the container's directory ends at ${headEnd}, after its end at ${length}`);
  if (options.verifyChecksum) {
    const [stated, actual] = [view.getUint32(CHECKSUM_AT, true), checksum(bytes)];
    if (stated !== actual) throw new Error(`the container's checksum is ${hex(actual)} instead of ${hex(stated)}`);
  }

  const entries = Array.from({ length: count }, (_, i) => readEntry(bytes, view, HEADER_BYTES + i * ENTRY_BYTES));
  requireApart(entries, headEnd, length);
  // No prototype: a section may have any name.
  const sections = Object.create(null) as Record<string, TypedArray>;
  for (const { name, dtype, offset, count: elements } of entries) {
    if (name in sections) throw new Error(`the container has two sections named ${name}`);
    const constructor: TypedArrayConstructor<TypedArray> = DTYPES[dtype];
    sections[name] = new constructor(buffer, offset, elements);
  }
  return { version, meta: readMeta(bytes.slice(metaStart, headEnd)), sections };
}

function readMeta(bytes: Uint8Array): ContainerMeta {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text) as ContainerMeta;
  } catch (cause) {
    throw new Error(`the container's metadata "${text.slice(0, 40)}" is not JSON`, { cause });
  }
}

/**
 * The section of a name as the element type the caller expects. Throws an Error where it is missing or of another
 * type, naming both types.
 */
export function section<T extends TypedArray>(
  sections: Sections,
  name: string,
  constructor: TypedArrayConstructor<T> & { readonly name: string },
): T {
  const array: TypedArray | undefined = Object.hasOwn(sections, name) ? sections[name] : undefined;
  if (!array) throw new Error(`the container has no section ${name}`);
  if (!isOf(array, constructor)) {
    throw new Error(`section ${name} is a ${array.constructor.name} where a ${constructor.name} is expected`);
  }
  return array;
}

function isOf<T extends TypedArray>(array: TypedArray, constructor: TypedArrayConstructor<T>): array is T {
  return array instanceof constructor;
}

function printable(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.slice(0, MAGIC.length)).replace(/[^\x20-\x7e]/g, '.');
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
