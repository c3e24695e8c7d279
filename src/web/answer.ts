/** A server's answer: its head, and a body that is read as fast as it is wanted. */
import type { IncomingMessage } from 'node:http';
import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { inSeconds, SilenceError } from './errors.js';

/** What is left of a body is read to its end where it is no more than this, so that the connection can be kept. */
const READ_OUT_BYTES = 64 * 1024;
/** For the header accept-encoding: what `unpacked` reads. */
export const PACKINGS = 'gzip, deflate, br';

export class Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly #incoming: IncomingMessage;
  readonly #idleMs: number;

  constructor(incoming: IncomingMessage, idleMs: number) {
    this.#incoming = incoming;
    this.#idleMs = idleMs;
    this.status = incoming.statusCode ?? 0;
    this.headers = new Headers();
    for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) this.headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
    // What breaks is told to who reads; nobody may be reading yet.
    incoming.on('error', () => undefined);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  /** The body as it comes. @throws Error where it breaks off, SilenceError where no byte comes for too long */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const reader = (this.#incoming as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    try {
      for (;;) {
        // Only while somebody waits: who reads slowly is not the server's silence.
        const silence = setTimeout(() => this.#incoming.destroy(new SilenceError(`no byte came for ${inSeconds(this.#idleMs)}`)), this.#idleMs);
        const { done, value } = await reader.next().finally(() => clearTimeout(silence));
        if (done === true) return;
        yield value;
      }
    } catch (error) {
      throw error instanceof Error && error.message === 'aborted' ? new Error('the connection was closed') : error;
    } finally {
      this.#incoming.destroy();
    }
  }

  /** The body without the packing that the head tells of. @throws Error as `pieces`, and where it is packed otherwise or damaged */
  unpacked(): AsyncIterable<Uint8Array> {
    const packing = (this.headers.get('content-encoding') ?? '').trim().toLowerCase();
    if (packing === '' || packing === 'identity') return this.pieces();
    const unpacking = unpackingOf(packing);
    if (unpacking === null) throw new Error(`the answer is packed by ${packing.slice(0, 40)}, which was not asked for`);
    // What breaks is thrown to who reads.
    return pipeline(this.pieces(), unpacking, () => undefined);
  }

  /** Gives up what is left of the body. */
  discard(): void {
    const incoming = this.#incoming;
    let left = READ_OUT_BYTES;
    if (Number(this.headers.get('content-length') ?? 0) > left) {
      incoming.destroy();
      return;
    }
    const late = setTimeout(() => incoming.destroy(), this.#idleMs).unref();
    incoming.on('close', () => clearTimeout(late));
    incoming.on('data', ({ length }: Buffer) => {
      left -= length;
      if (left < 0) incoming.destroy();
    });
  }
}

function unpackingOf(packing: string): Transform | null {
  if (packing === 'gzip' || packing === 'x-gzip') return createGunzip();
  if (packing === 'deflate') return createInflate();
  return packing === 'br' ? createBrotliDecompress() : null;
}
