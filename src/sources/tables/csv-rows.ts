/** Rows of a table in delimited text (CSV, TSV): csv-parse does the syntax, this the encoding, the line numbers and the limits. */
import { parse } from 'csv-parse';
import type { CsvError } from 'csv-parse';
import type { ImportProblem } from '../../records/record.js';
import { importProblem } from '../problems.js';
import type { SourceInput } from '../source.js';
import { CleanLines } from '../tagged/clean-lines.js';

/** Longest row, in characters; beyond it reading ends, since a quote that is never closed swallows what follows. */
const MAX_ROW_LENGTH = 16 << 20;
const CHUNK_LENGTH = 64 << 10;

export interface CsvRow {
  readonly cells: readonly string[];
  /** 1-based line on which the row begins. */
  readonly line: number;
  /** True where the file ends right behind the row, without a line end: it may have been cut off there. */
  readonly isOpen: boolean;
}

/** Delimiters that tables have, the most usual first. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter that occurs most often in a header line, outside of quotes; a comma where none does. */
export function delimiterOf(headerLine: string): Delimiter {
  const bare = headerLine.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Cells of a single line; for headers, whose cells hold no line ends. */
export function cellsOfLine(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  const cell = new RegExp(String.raw`(?:^|${delimiter === '|' ? '\\|' : delimiter})(?:"((?:[^"]|"")*)"|([^${delimiter === '|' ? '|' : delimiter}]*))`, 'g');
  for (const found of line.matchAll(cell)) cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
  return cells;
}

/** The first line of a text that is not blank; Excel's `sep=;` is none. */
export function headerLineOf(head: string): string {
  return head.replace(/^\uFEFF/, '').split(/\r\n?|\n/).find((line) => line.trim() !== '' && !/^"?sep=.?"?$/i.test(line.trim())) ?? '';
}

/** Streams rows. Quotes within unquoted cells stand for themselves; blank lines are passed over. Memory: one row and 64 KiB. */
export class CsvRows {
  readonly #lines: CleanLines;
  readonly #problems: ImportProblem[] = [];
  /** Lines before the header. */
  #skipped = 0;

  constructor(private readonly input: SourceInput) {
    this.#lines = new CleanLines(input);
  }

  /** The delimiter is told from the first line. Errors of the byte stream pass through. */
  async *[Symbol.asyncIterator](): AsyncGenerator<CsvRow> {
    let parser: RowParser | null = null;
    let chunk: string[] = [];
    let length = 0;
    for await (const { text } of this.#lines) {
      // What comes before the header (blank lines, Excel's `sep=;`) keeps its place in the count of lines.
      if (parser === null && headerLineOf(text) === '') {
        this.#skipped += 1;
        continue;
      }
      parser ??= new RowParser(delimiterOf(text));
      chunk.push(text, '\n');
      length += text.length + 1;
      if (length < CHUNK_LENGTH) continue;
      for (const row of parser.write(chunk.join(''))) yield { ...row, line: row.line + this.#skipped, isOpen: false };
      chunk = [];
      length = 0;
      if (parser.failure !== null) break;
    }
    if (parser !== null) {
      const rows = parser.failure === null ? parser.end(chunk.join('')) : [];
      for (const [index, row] of rows.entries()) yield { ...row, line: row.line + this.#skipped, isOpen: index === rows.length - 1 && !this.#lines.endsInLineEnd };
      if (parser.failure !== null) this.#problems.push(this.#failed(parser.failure, parser.nextLine + this.#skipped));
    }
  }

  #failed(error: CsvError, line: number): ImportProblem {
    const { file } = this.input;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      return importProblem({
        file, line, kind: 'TRUNCATED', recordDropped: true,
        reason: `A quoted cell of the row in line ${line} is not closed before the file ends; that row and what may lie behind it were left out: close the quote.`,
      });
    }
    if (error.code === 'CSV_MAX_RECORD_SIZE') {
      return importProblem({ file, line, kind: 'REFUSED', recordDropped: true, reason: `The row in line ${line} is longer than ${MAX_ROW_LENGTH} characters, probably for a quote that is not closed; nothing behind it was read.` });
    }
    return importProblem({ file, line, kind: 'MALFORMED', recordDropped: true, reason: `The row in line ${line} cannot be read (${error.message}); nothing behind it was read.` });
  }

  /** What was amiss, to be reported at the file's end. */
  problems(): ImportProblem[] {
    return [...this.#problems, ...this.#lines.problems()];
  }
}

/** csv-parse, pushed and drained by hand: its own stream would lose the rows before an error. */
class RowParser {
  failure: CsvError | null = null;
  /** Line after the last row that was read. */
  nextLine = 1;
  readonly #rows: Omit<CsvRow, 'isOpen'>[] = [];
  readonly #parser;

  constructor(delimiter: Delimiter) {
    this.#parser = parse({
      delimiter, record_delimiter: '\n', relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: MAX_ROW_LENGTH,
      on_record: (cells: string[], { lines }) => {
        const inner = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        this.#rows.push({ cells, line: lines - inner });
        this.nextLine = lines + 1;
        return null;
      },
    });
    // The stream hands its error to listeners in a later tick; destroyed at once, it has it already.
    this.#parser.on('error', () => {});
  }

  write(text: string): Omit<CsvRow, 'isOpen'>[] {
    this.#parser.write(text);
    return this.#drained();
  }

  end(text: string): Omit<CsvRow, 'isOpen'>[] {
    this.#parser.end(text);
    return this.#drained();
  }

  #drained(): Omit<CsvRow, 'isOpen'>[] {
    this.failure = (this.#parser.errored as CsvError | null) ?? null;
    return this.#rows.splice(0);
  }
}
