/** Lines of a byte stream, with exact line numbers and byte offsets, in the memory of one line. */
import type { ImportProblem } from '../records/record.js';
import { decodeLegacyLine, encodingOfBom, firstInvalidUtf8 } from './decode.js';
import { MAX_LINE_BYTES } from './limits.js';
import { importProblem } from './problems.js';

/** One line without its end, or the notice that a line was too long to be read. */
export type TextLine =
  | { readonly kind: 'line'; readonly number: number; readonly byte: number; readonly text: string }
  | { readonly kind: 'overlong'; readonly number: number; readonly byte: number; readonly length: number };

/** What becomes of bytes that are no UTF-8: U+FFFD, or the letters that windows-1252 has for them. */
export type InvalidBytes = 'REPLACED' | 'WINDOWS_1252';

/** Filled while lines are read; complete when they have ended. */
export class EncodingReport {
  /** Formats that programs of all ages write read their bytes as windows-1252; those that are UTF-8 by definition replace them. */
  constructor(readonly invalidBytes: InvalidBytes = 'REPLACED') {}

  /** Lines with invalid bytes. */
  invalidLines = 0;
  /** Byte offset of the first invalid byte in the (uncompressed) file, or null. */
  firstInvalidByte: number | null = null;
  firstInvalidLine: number | null = null;

  /** The one problem to report at the file's end, or null where all bytes were fine. */
  problem(file: string): ImportProblem | null {
    if (this.firstInvalidByte === null) return null;
    return importProblem({
      file, line: this.firstInvalidLine, byte: this.firstInvalidByte, kind: 'INVALID_UTF8',
      reason: `${this.invalidLines} line(s) hold bytes that are not UTF-8, the first at byte ${this.firstInvalidByte}; ${this.invalidBytes === 'REPLACED' ? 'each was replaced by U+FFFD' : 'they were read as windows-1252: save the file as UTF-8 if names look wrong'}.`,
    });
  }
}

/**
 * Splits bytes into lines at LF or CRLF. UTF-8 with or without a byte order mark; UTF-16 with a mark is transcoded
 * (offsets then count UTF-8 bytes). A line over `maxBytes` is skipped and yielded as `overlong`.
 * Errors of the byte stream pass through after the lines before them.
 */
export async function* lines(
  bytes: AsyncIterable<Uint8Array>,
  report: EncodingReport = new EncodingReport(),
  maxBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<TextLine> {
  let pending: Uint8Array[] = [];
  let pendingLength = 0;
  let number = 1;
  let lineStart = 0;

  const finish = (last: Uint8Array): TextLine => {
    const length = pendingLength + last.length;
    const line: TextLine = length > maxBytes
      ? { kind: 'overlong', number, byte: lineStart, length }
      : { kind: 'line', number, byte: lineStart, text: decodeLine(pending, last, lineStart, number, report) };
    pending = [];
    pendingLength = 0;
    return line;
  };

  for await (const chunk of asUtf8(bytes)) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      const consumed = pendingLength + end - from + 1;
      yield finish(chunk.subarray(from, end));
      number += 1;
      lineStart += consumed;
      from = end + 1;
    }
    if (from < chunk.length) {
      pendingLength += chunk.length - from;
      // Of a line that is already too long only its length still matters.
      if (pendingLength <= maxBytes) pending.push(chunk.subarray(from));
      else pending = [];
    }
  }
  if (pendingLength > 0) yield finish(new Uint8Array(0));
}

function decodeLine(pending: readonly Uint8Array[], last: Uint8Array, offset: number, number: number, report: EncodingReport): string {
  let bytes = pending.length === 0 ? Buffer.from(last.buffer, last.byteOffset, last.length) : Buffer.concat([...pending, last]);
  if (bytes.at(-1) === 13) bytes = bytes.subarray(0, -1);
  if (offset === 0 && encodingOfBom(bytes)?.encoding === 'utf-8') bytes = bytes.subarray(3);
  const invalid = firstInvalidUtf8(bytes);
  if (invalid >= 0) {
    report.invalidLines += 1;
    report.firstInvalidByte ??= offset + invalid;
    report.firstInvalidLine ??= number;
    if (report.invalidBytes === 'WINDOWS_1252') return decodeLegacyLine(bytes);
  }
  return bytes.toString('utf8');
}

/** Passes UTF-8 through and transcodes UTF-16 that announces itself by its byte order mark. */
async function* asUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: InstanceType<typeof TextDecoder> | null | undefined;
  let start = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (decoder === undefined) {
      start = start.length === 0 ? Buffer.from(chunk) : Buffer.concat([start, chunk]);
      if (start.length < 3) continue;
      const bom = encodingOfBom(start);
      decoder = bom === null || bom.encoding === 'utf-8' ? null : new TextDecoder(bom.encoding);
      yield decoder === null ? start : Buffer.from(decoder.decode(start, { stream: true }), 'utf8');
      continue;
    }
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
  }
  if (decoder === undefined && start.length > 0) yield start;
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}
