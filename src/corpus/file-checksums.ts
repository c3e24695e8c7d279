/** Checksums of whole files. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A turn of the event loop for each: a millisecond's hashing. */
const HASHED_AT_ONCE = 2 ** 20;

/** sha256 of a file in hexadecimal, its bytes told as they are read. O(bytes) */
export async function sha256OfFile(path: string, onBytes?: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: HASHED_AT_ONCE }) as AsyncIterable<Buffer>) {
    hash.update(piece);
    onBytes?.(piece.length);
  }
  return hash.digest('hex');
}
