/** Lines of text formats that programs of all ages write: any line end, any of the usual encodings, no control characters. */
import type { ImportProblem } from '../../records/record.js';
import { withoutControls } from '../decode.js';
import { MAX_LINE_BYTES } from '../limits.js';
import { importProblem } from '../problems.js';
import type { SourceInput } from '../source.js';
import { EncodingReport, lines } from '../text-lines.js';

export interface CleanLine {
  /** 1-based number of the line, counting ends of LF and CRLF; where a file has CR alone, parts of a line share its number. */
  readonly number: number;
  readonly text: string;
}

/** Reads lines; `problems()` after the last one says what was amiss with the bytes, and `overlong` what had to be left out on the way. */
export class CleanLines {
  readonly #encoding = new EncodingReport('WINDOWS_1252');
  readonly #overlong: ImportProblem[] = [];
  #removed = 0;
  #removedFrom: number | null = null;
  #lastBytes: readonly number[] = [];

  constructor(private readonly input: SourceInput) {}

  /** Memory: one line. Errors of the byte stream pass through. */
  async *[Symbol.asyncIterator](): AsyncGenerator<CleanLine> {
    for await (const line of lines(this.#watched(), this.#encoding)) {
      if (line.kind === 'overlong') {
        this.#overlong.push(importProblem({
          file: this.input.file, line: line.number, byte: line.byte, kind: 'REFUSED',
          reason: `Line ${line.number} has ${line.length} bytes, more than ${MAX_LINE_BYTES}, and was passed over.`,
        }));
        continue;
      }
      const { text, removed } = withoutControls(line.text);
      if (removed > 0) {
        this.#removed += removed;
        this.#removedFrom ??= line.number;
      }
      if (!text.includes('\r')) yield { number: line.number, text };
      else for (const part of text.split('\r')) yield { number: line.number, text: part };
    }
  }

  /** True where the last line that was read had an end: a file that was cut off mostly has none. */
  get endsInLineEnd(): boolean {
    return this.#lastBytes.some((byte) => byte === 10 || byte === 13);
  }

  async *#watched(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.input.bytes) {
      if (chunk.length > 0) this.#lastBytes = [...this.#lastBytes, ...chunk.subarray(-2)].slice(this.#isWide(chunk) ? -2 : -1);
      yield chunk;
    }
  }

  /** In UTF-16 a line feed has a zero byte beside it. */
  #isWide(chunk: Uint8Array): boolean {
    return chunk.at(-1) === 0 || chunk.at(-2) === 0 || (chunk.length === 1 && this.#lastBytes.includes(0));
  }

  /** What was amiss with the bytes, to be reported at the file's end. */
  problems(): ImportProblem[] {
    const { file } = this.input;
    const encoding = this.#encoding.problem(file);
    const found = encoding === null ? [...this.#overlong] : [...this.#overlong, encoding];
    if (this.#removed > 0) {
      found.push(importProblem({
        file, line: this.#removedFrom, kind: 'CONTROL_CHARACTERS',
        reason: `${this.#removed} control character(s), the first in line ${this.#removedFrom}, were taken out of the text.`,
      }));
    }
    return found;
  }
}
