/** Bytes to text and text to lines, a piece at a time. */
import { isUtf8 } from 'node:buffer';
import { MAX_STRETCH, networkError } from './network.js';

interface DecodingOptions {
  /** Go by the encoding of an XML declaration. */
  readonly xml?: boolean;
  /** Called once, with the offset of a piece that is not UTF-8 though the file does not say otherwise. */
  readonly onInvalid: (byte: number) => void;
}

/**
 * UTF-8 unless a byte order mark or an XML declaration says otherwise. From the first piece on that is not valid UTF-8,
 * bytes are read as windows-1252: replacing them all by one character could make one node of two.
 * @throws RangeError (while reading) for a declared encoding that is unknown
 */
export function decodedText(bytes: AsyncIterable<Buffer> | Iterable<Buffer>, { xml = false, onInvalid }: DecodingOptions): { pieces(): AsyncGenerator<string> } {
  return {
    async *pieces() {
      let decode: ((bytes: Buffer, isLast: boolean) => string) | null = null;
      let start = Buffer.alloc(0);
      for await (const chunk of bytes) {
        if (decode === null) {
          start = Buffer.concat([start, chunk]);
          if (start.length < 256) continue;
          decode = decoderFor(start, xml, onInvalid);
          yield decode(start, false);
        } else {
          yield decode(chunk, false);
        }
      }
      const rest = decode === null ? start : Buffer.alloc(0);
      yield (decode ?? decoderFor(start, xml, onInvalid))(rest, true);
    },
  };
}

function decoderFor(start: Buffer, xml: boolean, onInvalid: (byte: number) => void): (bytes: Buffer, isLast: boolean) => string {
  const declared = xml ? /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']/.exec(start.toString('latin1', 0, 256))?.[1] : undefined;
  const marked = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : null;
  // A declaration of UTF-16 that can be read as ASCII letters was kept when the file was converted.
  const name = marked ?? (declared === undefined || /^utf-?(?:8|16)$/i.test(declared) ? null : declared);
  if (name === null) return utf8Decoder(onInvalid);
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(name);
  } catch {
    throw new RangeError(`the declared encoding ${name} is unknown: save the file as UTF-8`);
  }
  return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
}

function utf8Decoder(onInvalid: (byte: number) => void): (bytes: Buffer, isLast: boolean) => string {
  let carried = Buffer.alloc(0);
  let offset = 0;
  let legacy: InstanceType<typeof TextDecoder> | null = null;
  return (bytes, isLast) => {
    const all = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
    if (legacy !== null) return legacy.decode(all, { stream: true });
    const end = isLast ? all.length : all.length - unfinishedLength(all);
    const whole = all.subarray(0, end);
    if (!isUtf8(whole)) {
      onInvalid(offset);
      carried = Buffer.alloc(0);
      legacy = new TextDecoder('windows-1252');
      return legacy.decode(all, { stream: true });
    }
    carried = Buffer.from(all.subarray(end));
    const skipped = offset === 0 && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? 3 : 0;
    offset += end;
    return whole.toString('utf8', skipped);
  };
}

/** Bytes at the end that begin a character of more bytes than there are. */
function unfinishedLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/**
 * The lines of a text (ended by LF, CRLF or CR) in batches, one per piece; line `lines[i]` of a batch has the number
 * `first + i`. A batch costs one turn of the event loop, a line none.
 * @throws RangeError for a line beyond MAX_STRETCH
 */
export async function* lineBatches(file: string, pieces: AsyncIterable<string>): AsyncGenerator<{ readonly first: number; readonly lines: readonly string[] }> {
  let rest = '';
  let number = 1;
  let held = '';
  for await (const piece of pieces) {
    let fresh = held + piece;
    held = '';
    if (fresh.includes('\r')) {
      // What a CR at the end is shows the next piece.
      if (fresh.endsWith('\r')) held = '\r';
      fresh = fresh.slice(0, fresh.length - held.length).replaceAll(/\r\n?/g, '\n');
    }
    if (fresh.includes('\0')) throw networkError(file, number, 'a NUL character stands in this line or soon after: the file is no text, or UTF-16 without a mark: save it as UTF-8');
    const text = rest + fresh;
    const lines: string[] = [];
    let from = 0;
    for (let end = text.indexOf('\n', rest.length); end >= 0; end = text.indexOf('\n', from)) {
      lines.push(text.slice(from, end));
      from = end + 1;
    }
    rest = text.slice(from);
    if (rest.length > MAX_STRETCH) throw networkError(file, number + lines.length, `this line has more than ${MAX_STRETCH} characters: the file is no text file of lines`);
    if (lines.length > 0) yield { first: number, lines };
    number += lines.length;
  }
  if (rest !== '' || held !== '') yield { first: number, lines: [rest] };
}
