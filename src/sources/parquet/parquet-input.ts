/**
 * A Parquet file opened for reading anywhere: its index stands at its end. Read in place where the file's path is known;
 * else (unpacked from gzip, or from elsewhere) its bytes are collected, up to a limit.
 */
import { open } from 'node:fs/promises';
import { MAX_WHOLE_FILE_BYTES } from '../limits.js';
import { UnreadableInput } from '../problems.js';
import type { SourceInput } from '../source.js';

export interface RandomAccess {
  readonly byteLength: number;
  /** The bytes from `start` to before `end`. Rejects with a RangeError where they are not all there. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

/** Opens the input. Throws an UnreadableInput (REFUSED) where bytes without a path are more than 128 MiB. */
export async function openRandomAccess(input: SourceInput): Promise<RandomAccess> {
  return input.path === undefined ? collected(input) : await inPlace(input.path, input.bytes);
}

async function inPlace(path: string, bytes: AsyncIterable<Uint8Array>): Promise<RandomAccess> {
  // The stream is let go after its first bytes, so that whoever counts them knows that the file is not empty.
  for await (const _ of bytes) break;
  const handle = await open(path);
  const { size } = await handle.stat();
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      checkRange(start, end, size);
      const buffer = new ArrayBuffer(end - start);
      let filled = 0;
      while (filled < buffer.byteLength) {
        const { bytesRead } = await handle.read(new Uint8Array(buffer, filled), 0, buffer.byteLength - filled, start + filled);
        if (bytesRead === 0) throw new RangeError(`the file ends before byte ${end}`);
        filled += bytesRead;
      }
      return buffer;
    },
    close: async () => await handle.close(),
  };
}

async function collected({ file, bytes }: SourceInput): Promise<RandomAccess> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MAX_WHOLE_FILE_BYTES) {
      throw new UnreadableInput('REFUSED', MAX_WHOLE_FILE_BYTES, `${file} is a packed Parquet file of more than ${MAX_WHOLE_FILE_BYTES} bytes, whose index at its end can't be reached: unpack it first.`);
    }
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return {
    byteLength: size,
    slice: (start, end = size) => {
      checkRange(start, end, size);
      return Promise.resolve(whole.buffer.slice(start, end));
    },
    close: () => Promise.resolve(),
  };
}

function checkRange(start: number, end: number, size: number): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start || end > size) {
    throw new RangeError(`bytes ${start} to ${end} are not within the file's ${size}`);
  }
}
