/** Bytes to text: byte order marks, declared encodings, and what happens to bytes that are not what they should be. */
import { isUtf8 } from 'node:buffer';
import type { ImportProblem } from '../records/record.js';
import { importProblem, UnreadableInput } from './problems.js';

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Encoding told by a byte order mark, with the mark's length in bytes; null without a mark. */
export function encodingOfBom(bytes: Uint8Array): { readonly encoding: TextEncodingName; readonly length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** Encoding by the name a file declares (`ISO8859_1`, `Cp1252`, `UTF8`, …); null for names we don't decode. Latin-1 is read as its superset windows-1252, as browsers do. */
export function encodingOfName(name: string): TextEncodingName | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === 'utf8' || plain === 'usascii' || plain === 'ascii') return 'utf-8';
  if (/^(?:iso88591|iso885915|latin1|l1|cp1252|windows1252|ansi)$/.test(plain)) return 'windows-1252';
  if (plain === 'utf16le') return 'utf-16le';
  return plain === 'utf16be' ? 'utf-16be' : null;
}

/** Offset of the first byte that is no part of well-formed UTF-8, or -1. One pass over the bytes. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  let good = 0;
  let bad = bytes.length;
  // Bisect on prefixes that end at a character boundary: a prefix is valid up to the first bad byte and never after.
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    const boundary = characterBoundary(bytes, middle, good);
    if (boundary <= good) break;
    if (isUtf8(bytes.subarray(good, boundary))) good = boundary;
    else bad = boundary;
  }
  return linearScan(bytes, good, bytes.length);
}

/** The start of the character that byte `at` belongs to, not before `floor`. */
function characterBoundary(bytes: Uint8Array, at: number, floor: number): number {
  let start = at;
  while (start > floor && start > at - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

function linearScan(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; ) {
    const length = sequenceLength(bytes[at] ?? 0);
    if (length === 0 || !isUtf8(bytes.subarray(at, Math.min(at + length, bytes.length)))) return at;
    at += length;
  }
  return to;
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

// The 27 characters by which windows-1252 differs from Latin-1; written out because some Node versions decode it as Latin-1.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Buffer): string {
  return inPieces(bytes.toString('latin1'), (piece) => piece.replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? c));
}

/** Longest text, in UTF-16 code units, whose matches are gathered at once. */
const PIECE = 1 << 16;

/**
 * Changes a text piece by piece, no piece ending within a surrogate pair. The engine lists the matches of a replacement
 * before it makes any, and ends the process, uncatchably, where a whole file makes that list too long.
 */
export function inPieces(text: string, change: (piece: string) => string): string {
  if (text.length <= PIECE) return change(text);
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    let to = from + PIECE;
    if (isHighSurrogate(text.charCodeAt(to - 1))) to += 1;
    pieces.push(change(text.slice(from, to)));
    from = to;
  }
  return pieces.join('');
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Decodes all of `bytes` (no byte order mark) without ever failing; UTF-8 that isn't becomes U+FFFD. */
export function decodeBytes(bytes: Buffer, encoding: TextEncodingName): string {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes);
  if (encoding === 'utf-8') return bytes.toString('utf8');
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}

// Control characters but tab, line feed and carriage return; and lone surrogates, which no UTF-8 file can hold again.
const CONTROLS = /(?![\t\n\r])[\p{Cc}\p{Cs}]/gu;

/** The same of one UTF-16 code unit that is no half of a pair. */
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code <= 0x9f) || isHighSurrogate(code) || isLowSurrogate(code);

export interface CleanedText {
  readonly text: string;
  /** How many characters were taken out. */
  readonly removed: number;
  /** Index of the first of them in the given text, or -1. */
  readonly first: number;
}

/** Removes NUL and other control characters and lone surrogates; vertical tabs and form feeds become spaces. */
export function withoutControls(text: string): CleanedText {
  if (isPrintableAscii(text)) return { text, removed: 0, first: -1 };
  const first = text.search(CONTROLS);
  if (first < 0) return { text, removed: 0, first };
  let removed = 0;
  const cleaned = inPieces(text, (piece) => {
    let kept = '';
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (isHighSurrogate(code) && isLowSurrogate(piece.charCodeAt(at + 1))) at += 1;
      else if (isControl(code)) {
        kept += piece.slice(start, at) + (code === 0x0b || code === 0x0c ? ' ' : '');
        start = at + 1;
        removed += 1;
      }
    }
    return kept + piece.slice(start);
  });
  return { text: cleaned, removed, first };
}

/** Whether all is ASCII from space to tilde, as most fields are: then nothing has to be looked for that costs more. */
export function isPrintableAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}

/** Line (1-based) in which index `at` of `text` lies. Cost: at. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line += 1;
  return line;
}

export interface WholeText {
  readonly text: string;
  readonly problems: readonly ImportProblem[];
  /** Why the bytes ended early, to be thrown by the source after what was read; null where they did not. */
  readonly failure: UnreadableInput | null;
}

/**
 * Reads a whole file as text. Invalid UTF-8 without a declared encoding is decoded as windows-1252 (only its bad bytes
 * where most characters are good) and reported once, with the offset of the first bad byte; control characters are taken out and reported once.
 * `declaredEncoding` is asked for a name found in the file's beginning (decoded as Latin-1), and believed only where
 * the bytes are no valid UTF-8. Never throws: an input that ends early is returned as far as it went.
 */
export async function readWholeText(
  file: string,
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
  declaredEncoding: (head: string) => string | null = () => null,
): Promise<WholeText> {
  const { bytes, failure } = await collect(file, input, maxBytes);
  const problems: ImportProblem[] = [];
  const bom = encodingOfBom(bytes);
  const body = bom === null ? bytes : bytes.subarray(bom.length);
  const decoded = bom !== null && bom.encoding !== 'utf-8'
    ? decodeBytes(body, bom.encoding)
    : decodeLegacy(file, body, bom?.length ?? 0, declaredEncoding, problems);
  const cleaned = withoutControls(decoded);
  if (cleaned.removed > 0) {
    const line = lineAt(decoded, cleaned.first);
    problems.push(importProblem({
      file, line, kind: 'CONTROL_CHARACTERS',
      reason: `${cleaned.removed} control character(s), the first in line ${line}, were taken out of the text.`,
    }));
  }
  return { text: cleaned.text, problems, failure };
}

async function collect(file: string, input: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ bytes: Buffer; failure: UnreadableInput | null }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let failure: UnreadableInput | null = null;
  try {
    for await (const chunk of input) {
      if (length + chunk.length > maxBytes) {
        failure = new UnreadableInput('REFUSED', length, `${file} is larger than ${maxBytes} bytes, the limit for a file of this format; only what lies before was read: split the file.`);
        chunks.push(chunk.subarray(0, maxBytes - length));
        break;
      }
      chunks.push(chunk);
      length += chunk.length;
    }
  } catch (error) {
    failure = asUnreadable(file, error);
  }
  return { bytes: Buffer.concat(chunks), failure };
}

/** Any error of a byte stream as an UnreadableInput. */
export function asUnreadable(file: string, error: unknown): UnreadableInput {
  if (error instanceof UnreadableInput) return error;
  return new UnreadableInput('UNREADABLE', null, `${file} could not be read to its end: ${error instanceof Error ? error.message : String(error)}.`);
}

function decodeLegacy(
  file: string, body: Buffer, skipped: number, declaredEncoding: (head: string) => string | null, problems: ImportProblem[],
): string {
  const invalid = firstInvalidUtf8(body);
  if (invalid < 0) return body.toString('utf8');
  const name = declaredEncoding(body.subarray(0, 4096).toString('latin1'));
  const declared = name === null ? null : encodingOfName(name);
  if (declared === 'windows-1252') return decodeWindows1252(body);
  const { text, problemOf } = decodedAnyway(body, invalid);
  problems.push(importProblem({
    file,
    byte: invalid + skipped,
    line: lineAt(body.subarray(0, invalid).toString('latin1'), invalid),
    kind: 'INVALID_UTF8',
    value: `0x${(body[invalid] ?? 0).toString(16)}`,
    reason: `${problemOf(invalid + skipped)}: save it as UTF-8 if names look wrong.`,
  }));
  return text;
}

/** Files of mixed origin hold both encodings: mostly-UTF-8 keeps its good characters, a Latin-1 file is read as one. */
function decodedAnyway(body: Buffer, firstInvalid: number): { text: string; problemOf: (byte: number) => string } {
  const sequence = sequenceLength(body[firstInvalid] ?? 0);
  if (sequence > body.length - firstInvalid) {
    return { text: body.toString('utf8'), problemOf: (byte) => `The file ends inside a character (byte ${byte}) and is probably cut off, the rest was read` };
  }
  const mixed = decodeMixed(body);
  if (mixed.valid > mixed.invalid) {
    return { text: mixed.text, problemOf: (byte) => `Byte ${byte} is not valid UTF-8; it and ${mixed.invalid - 1} more such byte(s) were read as windows-1252, the rest of the file as UTF-8` };
  }
  return { text: decodeWindows1252(body), problemOf: (byte) => `Byte ${byte} is not valid UTF-8; the whole file was read as windows-1252` };
}

/** One line that is no valid UTF-8: its bad bytes alone as windows-1252 where most of its characters are good, else all of it. Linear. */
export function decodeLegacyLine(line: Buffer): string {
  const mixed = decodeMixed(line);
  return mixed.valid > mixed.invalid ? mixed.text : decodeWindows1252(line);
}

/** UTF-8 in which each byte that is none is read as windows-1252, with the numbers of characters of either kind. Linear. */
function decodeMixed(bytes: Buffer): { text: string; valid: number; invalid: number } {
  const whole: string[] = [];
  let parts: string[] = [];
  let valid = 0;
  let invalid = 0;
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = sequenceLength(lead);
    if (lead < 0x80) at += 1;
    else if (length > 0 && isUtf8(bytes.subarray(at, Math.min(at + length, bytes.length)))) {
      valid += 1;
      at += length;
    } else {
      parts.push(bytes.toString('utf8', start, at), decodeWindows1252(bytes.subarray(at, at + 1)));
      invalid += 1;
      at += 1;
      start = at;
      // A list of a string per bad byte can grow longer than the engine allows.
      if (parts.length >= PIECE) {
        whole.push(parts.join(''));
        parts = [];
      }
    }
  }
  whole.push(...parts, bytes.toString('utf8', start));
  return { text: whole.join(''), valid, invalid };
}
