/** What is printed: one JSON value for programs, aligned columns for people. */

const COLUMN_GAP = '  ';
const SIGNIFICANT_DIGITS = 6;

/** Text of a corpus made safe for a terminal: control characters and direction overrides show as U+FFFD. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}

/** One JSON value on stdout, indented. Values that JSON can't hold (NaN) become null. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** One JSON value on one line of stdout, for programs that read a stream of them. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** A number for people: whole numbers grouped, others to six significant digits; a dash for null. */
export function formatNumber(value: number | null): string {
  if (value === null) return '-';
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const rounded = Number(value.toPrecision(SIGNIFICANT_DIGITS));
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString('en') : String(rounded);
}

export function formatYears(first: number | null, last: number | null): string {
  if (first === null || last === null) return '-';
  return first === last ? String(first) : `${first}–${last}`;
}

export interface Column {
  readonly title: string;
  /** Numbers are right-aligned so that their digits line up. */
  readonly align?: 'left' | 'right';
}

/** Lines of a table whose columns are as wide as their widest cell; the last column is never padded. */
export function tableLines(columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): string[] {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index].length)));
  return cells.map((row) =>
    row
      .map((cell, index) => (columns[index].align === 'right' ? cell.padStart(widths[index]) : cell.padEnd(widths[index])))
      .join(COLUMN_GAP)
      .trimEnd(),
  );
}

/** Prints a table to stdout. */
export function printTable(columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): void {
  for (const line of tableLines(columns, rows)) printLine(line);
}

/** Prints `label  value` lines with the values aligned. */
export function printFacts(facts: ReadonlyArray<readonly [label: string, value: string]>): void {
  const width = Math.max(...facts.map(([label]) => label.length));
  for (const [label, value] of facts) printLine(`${label.padEnd(width)}${COLUMN_GAP}${printable(value)}`);
}
