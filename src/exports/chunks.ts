/** Small pieces of text joined to chunks, so that what is done once a chunk (encode, compress, send) is done seldom. */
import type { Chunk } from './format.js';

/** UTF-16 units: 64 to 192 KiB of UTF-8. */
const CHUNK = 64 * 1024;

/** The pieces, text joined to about 64 KiB, bytes as they come. Memory: one chunk. */
export async function* joined(pieces: Iterable<Chunk> | AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  // A network gives millions of pieces: they are joined without a promise each where they come without one.
  if (Symbol.iterator in pieces) {
    yield* joinedNow(pieces);
    return;
  }
  for await (const piece of pieces) yield piece;
}

function* joinedNow(pieces: Iterable<Chunk>): Generator<Chunk> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      waiting.push(piece);
      length += piece.length;
      if (length < CHUNK) continue;
    }
    if (waiting.length > 0) yield waiting.join('');
    waiting = [];
    length = 0;
    if (typeof piece !== 'string') yield piece;
  }
  if (waiting.length > 0) yield waiting.join('');
}

/** Text as UTF-8; half a surrogate pair becomes U+FFFD, as Unicode asks of encoders. */
export function encoded(chunk: Chunk): Uint8Array {
  return typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
}
