/** How fast a file is taken by whoever asked for it. */
import type { Socket } from 'node:net';
import type { OpenedExport } from '../../exports/open-export.js';

/** A piece is seen to be taken only as a whole: larger ones would hide that somebody takes them slowly. */
const MOST_BYTES = 16 * 1024;

/** The same bytes in pieces that are not large. */
export async function* inPieces(chunks: OpenedExport['chunks']): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let at = 0; at < bytes.length; at += MOST_BYTES) yield bytes.subarray(at, at + MOST_BYTES);
  }
}

/** Tells at each call whether less than so many bytes were taken since the one before, though something waits. */
export function slowness(socket: Socket, leastBytes: number): () => boolean {
  const taken = (): number => socket.bytesWritten - socket.writableLength;
  let before = taken();
  return () => {
    const now = taken();
    const isSlow = socket.writableLength > 0 && now - before < leastBytes;
    before = now;
    return isSlow;
  };
}
