/** The extents of records in JSON bytes, by brackets and quotes alone. See json-stream.ts. */
import { JsonListPath } from './json-list-path.js';

/** ARRAY: an element of the top-level array; PAGE: of the array at a named path of a top-level object; LINES: a top-level value. */
export type JsonLayout = 'ARRAY' | 'PAGE' | 'LINES';

/** The bytes of one whole record. */
export interface JsonExtent {
  readonly kind: 'extent';
  readonly bytes: Buffer;
  /** Offset of the first byte in the file, and its 1-based line. */
  readonly byte: number;
  readonly line: number;
  readonly layout: JsonLayout;
}

export interface JsonFailure {
  readonly kind: 'failure';
  readonly facts: { readonly kind: string; readonly reason: string; readonly line: number; readonly byte: number; readonly recordDropped: boolean };
}

export const MAX_JSON_DEPTH = 200;
/** Longest record, in bytes. */
export const MAX_JSON_RECORD_BYTES = 64 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

export class JsonScanner {
  found: (JsonExtent | JsonFailure)[] = [];
  ended = false;

  readonly #paths: readonly JsonListPath[];
  readonly #stack = new Uint8Array(MAX_JSON_DEPTH);
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Last byte that is neither white space nor within a string (QUOTE for a string). */
  #last = 0;
  #line = 1;
  #lineStart = 0;
  #sawValue = false;
  /** LINES until an array of records is entered; AFTER: the rest of a page behind its records. */
  #layout: JsonLayout | 'AFTER' = 'LINES';
  /** Depth at which records stand. */
  #base = 0;
  /** Garbage between top-level values: passed over up to a line that begins with a bracket. */
  #skipping = false;
  /** Several values on lines of their own were seen: from then on a line feed ends every record. */
  #isLines = false;
  /** Whether the last top-level value began and ended on one line. */
  #endedOnItsLine = false;

  /** The record being read: -1 where none is. */
  #byte = -1;
  #recordLine = 0;
  #parts: Buffer[] = [];
  #length = 0;
  #from = 0;
  /** Whether the string being read may be a key of a path. */
  #isMatching = false;

  /** `listPaths`: where lists of records may stand in a top-level object (`results`, `message.items`). */
  constructor(listPaths: readonly string[]) {
    this.#paths = listPaths.map((path) => new JsonListPath(path));
  }

  take(): (JsonExtent | JsonFailure)[] {
    const taken = this.found;
    this.found = [];
    return taken;
  }

  /** Scans the next bytes of the file, the first of which is at `offset`. Cost: linear. */
  scan(bytes: Buffer, offset: number): void {
    this.#from = 0;
    for (let at = 0; at < bytes.length && !this.ended; at++) {
      const byte = bytes[at];
      if (this.#inString) {
        at = this.#stringFrom(bytes, at, offset);
      } else if (byte === LINE_FEED) {
        if (this.#isLines && this.#byte >= 0 && this.#layout === 'LINES') this.#malformed('its line ends before it does');
        this.#newLine(offset + at);
      } else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) {
        if (this.#skipping && !this.#resumes(byte, offset + at)) continue;
        this.#significant(byte, bytes, at, offset);
        this.#last = byte;
      }
    }
    if (!this.ended && this.#byte >= 0) this.#keep(bytes.subarray(this.#from));
  }

  /** The bytes are at their end. */
  finish(): void {
    if (this.ended) return;
    if (this.#byte >= 0 || this.#depth > 0) {
      const what = this.#byte >= 0 ? 'inside of a record' : 'inside of the list of records';
      this.#fail('TRUNCATED', `The file ends ${what}; what was complete before it is kept.`, this.#byte >= 0);
    } else if (!this.#sawValue) this.#fail('EMPTY', 'The file holds no JSON value.', false);
    this.ended = true;
  }

  /** Passes over a string from `at`; returns the index of its last byte, or of the last byte there is. */
  #stringFrom(bytes: Buffer, from: number, offset: number): number {
    for (let at = from; at < bytes.length; at++) {
      // Nearly all bytes of a file are here: those that mean nothing are passed over first.
      if (!this.#isMatching && !this.#escaped) {
        for (let byte = bytes[at]; at < bytes.length && byte !== QUOTE && byte !== BACKSLASH && byte !== LINE_FEED; byte = bytes[at]) at++;
        if (at >= bytes.length) break;
      }
      const byte = bytes[at];
      if (byte === LINE_FEED) {
        this.#escaped = false;
        if (this.#layout === 'LINES') this.#malformed('a string in it holds a line feed');
        this.#newLine(offset + at);
        if (!this.#inString) return at;
      } else if (this.#escaped) this.#escaped = false;
      else if (byte === QUOTE) {
        this.#inString = false;
        if (this.#byte >= 0 && this.#depth === this.#base) this.#complete(bytes, at + 1);
        return at;
      } else if (byte === BACKSLASH) this.#escaped = true;
      if (this.#isMatching) {
        for (const path of this.#paths) path.byteOfString(byte);
        this.#isMatching = this.#paths.some((path) => path.isMatching);
      }
    }
    return bytes.length - 1;
  }

  #newLine(position: number): void {
    this.#line += 1;
    this.#lineStart = position + 1;
  }

  /** True where a line begins with a bracket: garbage is over. */
  #resumes(byte: number, position: number): boolean {
    if (position !== this.#lineStart || (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY)) return false;
    this.#skipping = false;
    return true;
  }

  #significant(byte: number, bytes: Buffer, at: number, offset: number): void {
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#open(byte, at, offset);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#close(byte, bytes, at);
    else if (byte === COMMA) {
      // A number or a word among records ends here; commas between top-level values are harmless.
      if (this.#byte >= 0 && this.#depth === this.#base) this.#complete(bytes, at);
    } else if (this.#depth === 0) this.#garbage(at + offset);
    else {
      this.#begin(at, offset);
      if (byte === QUOTE) this.#openString();
    }
  }

  #openString(): void {
    this.#inString = true;
    this.#isMatching = false;
    if (this.#layout !== 'LINES') return;
    const isKey = this.#last === OPEN_OBJECT || this.#last === COMMA;
    for (const path of this.#paths) {
      path.beginString(this.#depth, isKey);
      if (isKey && path.isMatching) this.#isMatching = true;
    }
  }

  #open(bracket: number, at: number, offset: number): void {
    const inObject = this.#depth > 0 && this.#stack[this.#depth - 1] === OPEN_OBJECT;
    if (inObject && this.#last !== COLON && bracket === OPEN_OBJECT && this.#layout === 'LINES') {
      // Two lines of JSON lines of which the first is cut: the second begins where only a key may stand.
      const isLineStart = offset + at === this.#lineStart;
      this.#malformed('it is cut off');
      if (!isLineStart) return;
      this.#skipping = false;
    }
    if (this.#depth >= MAX_JSON_DEPTH) {
      this.#refuse();
      return;
    }
    this.#sawValue = true;
    const entersArray = this.#depth === 0 && bracket === OPEN_ARRAY;
    const isNamed = this.#layout === 'LINES' && this.#last === COLON;
    const entersPage = isNamed && bracket === OPEN_ARRAY && this.#paths.some((path) => path.opensList(this.#depth));
    if (isNamed && bracket === OPEN_OBJECT) for (const path of this.#paths) path.openObject(this.#depth);
    if (entersArray || entersPage) {
      this.#layout = entersPage ? 'PAGE' : 'ARRAY';
      this.#base = this.#depth + 1;
      this.#forget();
    } else {
      if (this.#depth === 0 && this.#endedOnItsLine) this.#isLines = true;
      this.#begin(at, offset);
    }
    this.#stack[this.#depth] = bracket;
    this.#depth += 1;
  }

  #close(bracket: number, bytes: Buffer, at: number): void {
    const opened = bracket === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_ARRAY;
    if (this.#depth === 0 || this.#stack[this.#depth - 1] !== opened) {
      this.#malformed('its brackets do not match');
      return;
    }
    if (this.#byte >= 0 && this.#depth === this.#base) this.#complete(bytes, at);
    this.#depth -= 1;
    if (this.#layout === 'LINES') for (const path of this.#paths) path.close(this.#depth);
    if (this.#byte >= 0 && this.#depth === this.#base) {
      this.#complete(bytes, at + 1);
      if (this.#layout === 'LINES') this.#endedOnItsLine = this.#recordLine === this.#line;
    } else if (this.#depth < this.#base) {
      this.#base = 0;
      this.#layout = 'AFTER';
    }
    if (this.#depth === 0) {
      this.#layout = 'LINES';
      for (const path of this.#paths) path.reset();
    }
  }

  /** A value begins here; where records stand, it is one. */
  #begin(at: number, offset: number): void {
    if (this.#byte >= 0 || this.#depth !== this.#base || this.#layout === 'AFTER') return;
    this.#byte = offset + at;
    this.#recordLine = this.#line;
    this.#from = at;
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > MAX_JSON_RECORD_BYTES) this.#parts = [];
    // The bytes of a chunk may be used again for the next one.
    else if (part.length > 0) this.#parts.push(Buffer.from(part));
  }

  #complete(bytes: Buffer, end: number): void {
    const part = bytes.subarray(this.#from, end);
    const layout = this.#layout === 'AFTER' ? 'PAGE' : this.#layout;
    if (this.#length + part.length > MAX_JSON_RECORD_BYTES) {
      this.#fail('REFUSED', `A record is longer than ${MAX_JSON_RECORD_BYTES} bytes and left out.`, true);
    } else {
      const whole = this.#parts.length === 0 ? Buffer.from(part) : Buffer.concat([...this.#parts, part]);
      this.found.push({ kind: 'extent', bytes: whole, byte: this.#byte, line: this.#recordLine, layout });
    }
    this.#forget();
  }

  #forget(): void {
    this.#byte = -1;
    this.#parts = [];
    this.#length = 0;
    this.#from = 0;
  }

  #garbage(position: number): void {
    this.#sawValue = true;
    this.#byte = position;
    this.#recordLine = this.#line;
    this.#malformed('neither an object nor an array begins here');
  }

  #malformed(why: string): void {
    const isTop = this.#layout === 'LINES';
    const then = isTop ? 'reading goes on at the next line that begins with a bracket' : 'nothing after it was read';
    this.#fail('MALFORMED', `A record is no JSON (${why}) and left out; ${then}.`, true);
    this.#resume(isTop);
  }

  #refuse(): void {
    const isTop = this.#layout === 'LINES';
    this.#fail('REFUSED', `Brackets are nested deeper than ${MAX_JSON_DEPTH}; the record is left out${isTop ? '' : ' and nothing after it was read'}.`, true);
    this.#resume(isTop);
  }

  #resume(isTop: boolean): void {
    this.#forget();
    if (!isTop) this.ended = true;
    this.#skipping = true;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    for (const path of this.#paths) path.reset();
  }

  #fail(kind: string, reason: string, recordDropped: boolean): void {
    const isRecord = this.#byte >= 0;
    this.found.push({
      kind: 'failure',
      facts: { kind, reason, recordDropped, line: isRecord ? this.#recordLine : this.#line, byte: isRecord ? this.#byte : this.#lineStart },
    });
  }
}
