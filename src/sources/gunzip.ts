/** Gunzip that delivers everything before the point where the stream breaks, and knows where that is. */
import { createGunzip } from 'node:zlib';
import { GZIP_RATIO_GRACE_BYTES, MAX_GZIP_RATIO } from './limits.js';
import { UnreadableInput } from './problems.js';

/** True where `bytes` begin with the magic number of gzip (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

// Small enough that even the best ratio of deflate (1032:1) keeps one step's output in memory.
const STEP_BYTES = 16 << 10;

/**
 * Unpacks a gzip stream of one or several members.
 * Throws UnreadableInput after the last good bytes: TRUNCATED_GZIP, CORRUPT_GZIP, or REFUSED for a decompression bomb;
 * its position counts compressed bytes. Errors of `input` pass through.
 * Node's own stream interface loses buffered output when it fails; writing step by step does not.
 */
export async function* gunzip(file: string, input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const engine = createGunzip();
  let ready: Buffer[] = [];
  let produced = 0;
  let consumed = 0;
  let failure: Error | null = null;
  let wake: (() => void) | null = null;
  engine.on('data', (chunk: Buffer) => {
    produced += chunk.length;
    ready.push(chunk);
  });
  engine.on('error', (error) => {
    failure = error;
    wake?.();
  });
  const step = (act: (done: () => void) => void): Promise<void> => new Promise((resolve) => {
    wake = resolve;
    act(resolve);
  });
  const fail = (): UnreadableInput | null => {
    if (produced > GZIP_RATIO_GRACE_BYTES && produced / Math.max(consumed, 1) > MAX_GZIP_RATIO) {
      return new UnreadableInput('REFUSED', consumed, `${file} unpacks to more than ${MAX_GZIP_RATIO} times its size (${produced} bytes from ${consumed}); it was read no further: unpack it yourself if it is genuine.`);
    }
    return failure === null ? null : gzipFailure(file, failure, consumed);
  };

  try {
    for await (const chunk of input) {
      for (let from = 0; from < chunk.length; from += STEP_BYTES) {
        const part = chunk.subarray(from, from + STEP_BYTES);
        consumed += part.length;
        await step((done) => engine.write(part, () => done()));
        const broken = fail();
        yield* ready;
        ready = [];
        if (broken !== null) throw broken;
      }
    }
    await step((done) => {
      engine.once('end', done);
      engine.end();
    });
    yield* ready;
    const broken = fail();
    if (broken !== null) throw broken;
  } finally {
    engine.destroy();
  }
}

function gzipFailure(file: string, error: Error, position: number): UnreadableInput {
  if (error.message.includes('unexpected end of file')) {
    return new UnreadableInput('TRUNCATED_GZIP', position, `${file} ends before its gzip stream does (at byte ${position}); what lies before was read: fetch the file again.`);
  }
  return new UnreadableInput('CORRUPT_GZIP', position, `${file} is damaged at or before byte ${position} of its gzip stream (${error.message}); what lies before was read: fetch the file again.`);
}
