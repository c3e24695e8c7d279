/** Opening a network file: its beginning for the detectors, its unpacked bytes from start to end. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { networkError } from './network.js';
import { decodedText } from './text.js';

const HEAD_BYTES = 64 << 10;
const READ_BYTES = 256 << 10;

export interface NetworkFile {
  /** The path as the caller gave it. */
  readonly file: string;
  /** Bytes on disk. */
  readonly size: number;
  /** The first 64 KiB at most, unpacked. */
  readonly head: string;
  /** Unpacked bytes; each call reads the file anew. `onRead` is told how many bytes of the disk have been read. */
  bytes(onRead?: (bytes: number) => void): AsyncGenerator<Buffer>;
}

/** @throws RangeError where the path leads to no regular file or to an empty one, and the file system's errors */
export async function openNetworkFile(file: string): Promise<NetworkFile> {
  const about = await stat(file);
  if (!about.isFile()) throw networkError(file, null, 'this is no regular file: name a file');
  if (about.size === 0) throw networkError(file, null, 'the file is empty');
  const start = await beginning(file);
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  const head = isGzip ? unpackedBeginning(start) : start;
  // A damaged archive says so when it is read; an archive of nothing is an empty file.
  return { file, size: about.size, head: await decodedHead(file, head), bytes: (onRead) => chunks(file, isGzip, onRead) };
}

async function beginning(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function unpackedBeginning(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_BYTES);
  } catch {
    return Buffer.alloc(0);
  }
}

async function decodedHead(file: string, bytes: Buffer): Promise<string> {
  let head = '';
  try {
    for await (const piece of decodedText([bytes], { xml: true, onInvalid: () => undefined }).pieces()) head += piece;
  } catch (error) {
    throw error instanceof RangeError ? networkError(file, null, error.message) : error;
  }
  return head;
}

async function* chunks(file: string, isGzip: boolean, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { highWaterMark: READ_BYTES });
  if (isGzip) {
    const unpacked = createGunzip({ chunkSize: READ_BYTES });
    raw.on('error', (error) => unpacked.destroy(error));
    raw.pipe(unpacked);
    try {
      for await (const chunk of unpacked) {
        onRead(raw.bytesRead);
        yield chunk as Buffer;
      }
    } catch (error) {
      throw gzipError(file, error);
    } finally {
      raw.destroy();
    }
    return;
  }
  for await (const chunk of raw) {
    onRead(raw.bytesRead);
    yield chunk as Buffer;
  }
}

function gzipError(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('Z_')) return error;
  const what = error.message === 'unexpected end of file' ? 'ends before its gzip stream does' : `is damaged (gzip: ${error.message})`;
  return networkError(file, null, `the file ${what}: fetch it again`);
}
