/** Bytes of an XML file to text, piece by piece, in the encoding that the file declares. */
import { isAscii, isUtf8 } from 'node:buffer';
import { decodeBytes, encodingOfBom, encodingOfName, firstInvalidUtf8 } from './decode.js';
import type { TextEncodingName } from './decode.js';

export type XmlText =
  | { readonly kind: 'text'; readonly text: string }
  /** Bytes that are not what the encoding promises; the text that follows has U+FFFD in their place. */
  | { readonly kind: 'invalid'; readonly byte: number; readonly value: number }
  /** Nothing can be read: the declared encoding is none that we decode. Always the last piece. */
  | { readonly kind: 'unsupported'; readonly encoding: string };

/** Enough for a byte order mark and an XML declaration. */
const DECLARATION_BYTES = 256;

/**
 * Decodes UTF-8 (the default), US-ASCII, ISO-8859-1 or windows-1252 (read as the superset windows-1252), and UTF-16 with
 * or without a byte order mark. Never throws for content. Memory: one chunk.
 */
export async function* decodeXml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<XmlText> {
  let decoder: PieceDecoder | null = null;
  let head = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (decoder !== null) {
      yield* decoder.decode(chunk, false);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < DECLARATION_BYTES) continue;
    const chosen = decoderFor(head);
    if (typeof chosen === 'string') {
      yield { kind: 'unsupported', encoding: chosen };
      return;
    }
    decoder = chosen;
    yield* decoder.decode(head, false);
  }
  const last = decoder ?? decoderFor(head);
  if (typeof last === 'string') yield { kind: 'unsupported', encoding: last };
  else yield* last.decode(decoder === null ? head : Buffer.alloc(0), true);
}

/** The decoder for a file that begins so, or the name of an encoding that we don't decode. */
function decoderFor(head: Buffer): PieceDecoder | string {
  const bom = encodingOfBom(head);
  if (bom !== null) return new PieceDecoder(bom.encoding, bom.length);
  if (head.length >= 4 && head[0] === 0x3c && head[1] === 0) return new PieceDecoder('utf-16le', 0);
  if (head.length >= 4 && head[0] === 0 && head[1] === 0x3c) return new PieceDecoder('utf-16be', 0);
  const name = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']/.exec(head.toString('latin1', 0, DECLARATION_BYTES))?.[1];
  if (name === undefined) return new PieceDecoder('utf-8', 0);
  const encoding = encodingOfName(name);
  // A file that says "UTF-16" in readable ASCII letters is not UTF-16: it was converted and its declaration kept.
  if (encoding === 'utf-16le' || encoding === 'utf-16be' || /^utf-?16$/i.test(name)) return new PieceDecoder('utf-8', 0);
  return encoding === null ? name : new PieceDecoder(encoding, 0);
}

class PieceDecoder {
  /** Offset in the file of the first byte of `#carry`. */
  #offset = 0;
  #skip: number;
  /** An incomplete character at the end of the last chunk: at most three bytes. */
  #carry: Uint8Array = new Uint8Array(0);

  constructor(readonly encoding: TextEncodingName, bomLength: number) {
    this.#skip = bomLength;
  }

  *decode(chunk: Uint8Array, atEnd: boolean): Generator<XmlText> {
    const joined = this.#carry.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#carry, chunk]);
    const all = joined.subarray(this.#skip);
    this.#offset += this.#skip;
    this.#skip = 0;
    const kept = atEnd ? 0 : incompleteTail(all, this.encoding);
    const whole = all.subarray(0, all.length - kept);
    this.#carry = Uint8Array.from(all.subarray(all.length - kept));
    const start = this.#offset;
    this.#offset += whole.length;
    if (whole.length === 0) return;
    if (this.encoding !== 'utf-16le' && this.encoding !== 'utf-16be' && isAscii(whole)) {
      yield { kind: 'text', text: whole.toString('latin1') };
      return;
    }
    if (this.encoding === 'utf-8' && !isUtf8(whole)) {
      const at = firstInvalidUtf8(whole);
      yield { kind: 'invalid', byte: start + at, value: whole[at] ?? 0 };
    }
    yield { kind: 'text', text: decodeBytes(whole, this.encoding) };
  }
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** How many bytes at the end belong to a character that the next chunk completes. */
function incompleteTail(bytes: Uint8Array, encoding: TextEncodingName): number {
  if (encoding === 'windows-1252') return 0;
  if (encoding !== 'utf-8') return incompleteUtf16Tail(bytes, encoding);
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function incompleteUtf16Tail(bytes: Uint8Array, encoding: TextEncodingName): number {
  const odd = bytes.length % 2;
  const high = bytes[bytes.length - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
  return odd + (high >= 0xd8 && high <= 0xdb ? 2 : 0);
}
