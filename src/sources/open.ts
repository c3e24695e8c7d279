/** Opening local files: their beginning for the detectors, their bytes once, their checksum at the end. */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { SourceItem } from '../records/record.js';
import { asUnreadable, decodeBytes, encodingOfBom, firstInvalidUtf8 } from './decode.js';
import { foreignFile } from './foreign-files.js';
import { gunzip, isGzip } from './gunzip.js';
import { HEAD_BYTES } from './limits.js';
import { problemItem, UnreadableInput } from './problems.js';
import type { Source, SourceInput } from './source.js';

export { discoverFiles } from './discover.js';
export type { DiscoveredFile, Discovery } from './discover.js';

/** One opened file; `bytes` can be read once. */
export interface OpenedFile {
  /** File name without folders. */
  readonly file: string;
  /** Where the file lies, as it was given. */
  readonly path: string;
  /** Size on disk in bytes (compressed where it is compressed). */
  readonly size: number;
  readonly compressed: boolean;
  /** The first 64 KiB at most, unpacked and decoded leniently. */
  readonly head: string;
  /** Unpacked bytes. Throws UnreadableInput where they end early. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** SHA-256 (hex) of the file as stored. Costs nothing once `bytes` were read to the end, else another pass over the file. */
  sha256(): Promise<string>;
  /** Bytes read so far as stored, 0 … size: the measure of progress. */
  bytesRead(): number;
  /** Releases the file; needed only where `bytes` are not read to their end. */
  close(): Promise<void>;
}

/**
 * Opens a file; gzip is told by its magic bytes, whatever the name.
 * Throws an Error naming the path where it can't be opened or is no file.
 */
export async function openFile(path: string): Promise<OpenedFile> {
  const raw = await rawReader(path);
  const file = basename(path);
  const rawBytes = raw.chunks();
  const first = await rawBytes.next();
  const firstChunk = first.done === true ? new Uint8Array(0) : first.value;
  const compressed = isGzip(firstChunk);
  const whole = resumed([firstChunk], null, rawBytes);
  const unpacked = compressed ? gunzip(file, whole) : whole;

  // The beginning is pulled now for the detectors; an error met on the way is kept for whoever reads the bytes.
  const begun: Uint8Array[] = [];
  let begunLength = 0;
  let early: UnreadableInput | null = null;
  try {
    while (begunLength < HEAD_BYTES) {
      const next = await unpacked.next();
      if (next.done === true) break;
      begun.push(next.value);
      begunLength += next.value.length;
    }
  } catch (error) {
    early = asUnreadable(file, error);
  }
  return {
    file,
    path,
    size: raw.size,
    compressed,
    head: decodeHead(Buffer.concat(begun).subarray(0, HEAD_BYTES)),
    bytes: resumed(begun, early, unpacked),
    sha256: () => raw.sha256(),
    bytesRead: () => raw.bytesRead(),
    close: async () => {
      await unpacked.return(undefined);
      await raw.close();
    },
  };
}

const READ_BYTES = 256 << 10;

interface RawReader {
  readonly size: number;
  chunks(): AsyncGenerator<Uint8Array>;
  bytesRead(): number;
  sha256(): Promise<string>;
  close(): Promise<void>;
}

async function rawReader(path: string): Promise<RawReader> {
  const about = await stat(path).catch((error: unknown) => {
    throw new Error(`Cannot open ${path}: ${error instanceof Error ? error.message : String(error)}.`);
  });
  if (!about.isFile()) throw new Error(`Cannot open ${path}: it is not a regular file.`);
  const handle = await open(path).catch((error: unknown) => {
    throw new Error(`Cannot open ${path}: ${error instanceof Error ? error.message : String(error)}.`);
  });
  const hash = createHash('sha256');
  let read = 0;
  let digest: string | null = null;
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await handle.close();
  };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, null);
        if (bytesRead === 0) break;
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        read += bytesRead;
        yield chunk;
      }
      digest = hash.digest('hex');
    } finally {
      await close();
    }
  }
  return {
    size: about.size,
    chunks,
    bytesRead: () => read,
    sha256: async () => (digest ??= await hashFile(path)),
    close,
  };
}

async function hashFile(path: string): Promise<string> {
  const handle = await open(path);
  const hash = createHash('sha256');
  for await (const chunk of handle.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function* resumed(begun: readonly Uint8Array[], early: UnreadableInput | null, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* begun;
  if (early !== null) throw early;
  yield* rest;
}

function decodeHead(bytes: Buffer): string {
  const bom = encodingOfBom(bytes);
  if (bom !== null) return decodeBytes(bytes.subarray(bom.length), bom.encoding);
  const invalid = firstInvalidUtf8(bytes);
  const legacy = invalid >= 0 && invalid < bytes.length - 3;
  return decodeBytes(bytes, legacy ? 'windows-1252' : 'utf-8');
}

/** What a user says of tables without a fixed layout; other formats pass it over. */
export type TableSettings = Pick<SourceInput, 'columns' | 'authorSeparator'>;

/**
 * Reads an opened file with a source. What the source can't report itself becomes a problem: an empty file
 * (EMPTY_FILE), one that is no bibliography in any format (FOREIGN_FILE), a stream that breaks (TRUNCATED_GZIP, CORRUPT_GZIP, REFUSED, UNREADABLE) after the items before it,
 * and an unexpected failure of the source (INTERNAL).
 */
export async function* readItems(opened: OpenedFile, source: Source, table: TableSettings = {}): AsyncGenerator<SourceItem> {
  const { file } = opened;
  if (opened.size === 0) {
    await opened.close();
    yield problemItem({ file, kind: 'EMPTY_FILE', reason: `${file} is empty.` });
    return;
  }
  const foreign = foreignFile(file, opened.head);
  if (foreign !== null) {
    await opened.close();
    yield { kind: 'problem', problem: foreign };
    return;
  }
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of opened.bytes) {
      unpacked += chunk.length;
      yield chunk;
    }
  }
  try {
    yield* source.read({ ...table, file, bytes: counted(), ...(opened.compressed ? {} : { path: opened.path }) });
    if (unpacked === 0) yield problemItem({ file, kind: 'EMPTY_FILE', reason: `${file} is empty once unpacked.` });
  } catch (error) {
    if (error instanceof UnreadableInput) {
      yield problemItem({ file, byte: error.byte, kind: error.kind, reason: error.message });
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    yield problemItem({ file, kind: 'INTERNAL', reason: `Reading ${file} as ${source.title} failed unexpectedly (${message}); what lies before was read: please report it.` });
  } finally {
    await opened.close();
  }
}
