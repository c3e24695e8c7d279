/**
 * Scopus's CSV export, with the columns of any year. Exports with several texts of funding have more cells in a row than
 * columns in the header (`Funding Text 2`, … are not named there): the columns behind are then counted from the row's end.
 */
import type { SourceItem } from '../../records/record.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { cellsOfLine, CsvRows, delimiterOf, headerLineOf } from './csv-rows.js';
import type { CsvRow } from './csv-rows.js';
import { scopusPaper } from './scopus-csv-mapping.js';

/** Column titles as they are compared. */
function columnKey(title: string): string {
  return title.trim().toLowerCase();
}

function isHeader(cells: readonly string[]): boolean {
  const titles = new Set(cells.map(columnKey));
  return titles.has('title') && titles.has('source title') && (titles.has('eid') || titles.has('author(s) id') || titles.has('authors with affiliations'));
}

/** Where the columns of a header lie in rows that may be longer. */
class ScopusColumns {
  readonly #indices: ReadonlyMap<string, number>;
  readonly #length: number;
  /** Index of the last column that is counted from the row's beginning. */
  readonly #lastFromLeft: number;

  constructor(header: readonly string[]) {
    const keys = header.map(columnKey);
    this.#indices = new Map(keys.map((key, index) => [key, index] as const).toReversed());
    this.#length = header.length;
    this.#lastFromLeft = keys.findLastIndex((key) => key.startsWith('funding text'));
  }

  /** How a row's cells are looked up by column; null where its cells can't be told apart. */
  reader({ cells, isOpen }: CsvRow): ((column: string) => string) | null {
    const extra = cells.length - this.#length;
    if (extra < 0 || (extra > 0 && this.#lastFromLeft < 0)) return null;
    const get = (column: string): string => {
      const index = this.#indices.get(column);
      if (index === undefined) return '';
      return (cells[index > this.#lastFromLeft ? index + extra : index] ?? '').replace(/[^\S\n]+/g, ' ').trim();
    };
    const eid = get('eid');
    const isMisplaced = extra > 0 && eid !== '' && !/^2-s2\.0-\d+$/.test(eid);
    // The EID, mostly the last cell, is always there: a last row without one was cut off before it.
    const isCut = isOpen && this.#indices.has('eid') && !/^2-s2\.0-\d{5,}$/.test(eid);
    return isMisplaced || isCut ? null : get;
  }

  isLonger({ cells }: CsvRow): boolean {
    return cells.length > this.#length;
  }

  get length(): number {
    return this.#length;
  }
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const rows = new CsvRows(input);
  let columns: ScopusColumns | null = null;
  let anything = false;
  let longer = 0;
  let firstLonger: number | null = null;
  for await (const row of rows) {
    anything = true;
    if (columns === null) {
      if (!isHeader(row.cells)) break;
      columns = new ScopusColumns(row.cells);
      continue;
    }
    if (isHeader(row.cells)) continue;
    const get = columns.reader(row);
    if (get === null) {
      yield problemItem({
        file, line: row.line, kind: row.isOpen ? 'TRUNCATED' : 'RAGGED_ROW', value: row.cells[0] ?? null, recordDropped: true,
        reason: `The row has ${row.cells.length} cells where the header has ${columns.length} columns, or no EID where it should be, so that it can't be told which cell is which; it was left out.`,
      });
      continue;
    }
    if (columns.isLonger(row)) {
      longer += 1;
      firstLonger ??= row.line;
    }
    const notes = new RecordNotes(file, row.line, null);
    const record = scopusPaper(get, notes);
    yield* itemsOf(record, notes);
  }
  if (longer > 0) {
    yield problemItem({
      file, line: firstLonger, kind: 'EXTRA_COLUMNS',
      reason: `${longer} row(s), the first in line ${firstLonger}, have more cells than the header has columns, for texts of funding that it does not name; the columns behind those were counted from the row's end, where the EID stands as it should.`,
    });
  }
  for (const problem of rows.problems()) yield { kind: 'problem', problem };
  if (columns === null && anything) {
    yield problemItem({ file, line: 1, kind: 'NO_RECORDS', reason: `${file} does not begin with the header of a Scopus export: expected columns such as Authors, Title, Source title, EID.` });
  }
}

/** The Scopus CSV source. Memory: one row. */
export const scopusCsv: Source = {
  id: 'scopus-csv',
  title: 'Scopus CSV',
  extensions: ['csv'],
  reads: 'old and new column sets: full names where given, Scopus author ids, affiliations and mail domains of each author, citations, EID, DOI, PubMed id',
  detect(head) {
    const line = headerLineOf(head);
    return isHeader(cellsOfLine(line, delimiterOf(line))) ? 1 : 0;
  },
  read,
};
