/**
 * Tables of papers in delimited text (CSV, TSV, semicolons), one row each, with any columns: csv-columns.ts says which
 * are recognised by their titles; `--columns title=Titre,authors=Auteurs` names others.
 */
import type { SourceItem } from '../../records/record.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { ColumnMapping, Source, SourceInput } from '../source.js';
import { chooseColumns } from './csv-columns.js';
import type { ColumnChoice } from './csv-columns.js';
import { csvPaper } from './csv-mapping.js';
import { cellsOfLine, CsvRows, delimiterOf, headerLineOf } from './csv-rows.js';

const EXAMPLE = '--columns title=…,authors=…,year=…';

/** What keeps a table with this header from being read; null where nothing does. */
function refusal(choice: ColumnChoice, header: readonly string[], file: string): SourceItem | null {
  const columns = header.filter((title) => title.trim() !== '').map((title) => `"${title.trim()}"`).join(', ');
  if (choice.missing.length > 0) {
    return problemItem({
      file, line: 1, kind: 'UNKNOWN_COLUMNS', value: choice.missing.join(', '),
      reason: `${file} has no column ${choice.missing.map((title) => `"${title}"`).join(' and none ')}; its columns are ${columns.slice(0, 1000)}: name one of those.`,
    });
  }
  if (choice.indices.has('title')) return null;
  return problemItem({
    file, line: 1, kind: 'NO_TITLE_COLUMN', value: header.join(', '),
    reason: `${file} has no column that is recognised as that of titles; its columns are ${columns.slice(0, 1000)}: say which is which with ${EXAMPLE}.`,
  });
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file, columns: mapping, authorSeparator } = input;
  const rows = new CsvRows(input);
  let choice: ColumnChoice | null = null;
  let header: readonly string[] = [];
  for await (const row of rows) {
    if (choice === null) {
      header = row.cells;
      choice = chooseColumns(header, mapping);
      const refused = refusal(choice, header, file);
      if (refused !== null) {
        yield refused;
        return;
      }
      yield* notesOnHeader(choice, row.line, file);
      continue;
    }
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    if (row.cells.length !== header.length) {
      const isCut = row.isOpen && row.cells.length < header.length;
      yield problemItem({
        file, line: row.line, kind: isCut ? 'TRUNCATED' : 'RAGGED_ROW', value: row.cells.join(', '), recordDropped: isCut,
        reason: `The row has ${row.cells.length} cells where the header has ${header.length} columns; ${isCut ? 'the file ends there, and the row was left out' : 'its cells were counted from the left: check that its quotes are right'}.`,
      });
      if (isCut) continue;
    }
    const { indices, authors } = choice;
    const notes = new RecordNotes(file, row.line, null);
    const record = csvPaper((field) => row.cells[indices.get(field) ?? -1] ?? '', { authorSeparator, authorCells: authors.map((at) => row.cells[at] ?? '') }, notes);
    yield* itemsOf(record, notes);
  }
  for (const problem of rows.problems()) yield { kind: 'problem', problem };
}

function listed(titles: readonly string[]): string {
  return titles.length === 0 ? 'none' : titles.map((title) => `"${title}"`).join(', ').slice(0, 1000);
}

function* notesOnHeader(choice: ColumnChoice, line: number, file: string): Generator<SourceItem> {
  if (!choice.indices.has('authors')) {
    yield problemItem({ file, line, kind: 'NO_AUTHORS_COLUMN', field: 'authors', value: choice.unread.join(', '), reason: `${file} has no column that is recognised as that of authors; its papers are kept without any: its columns that were not read are ${listed(choice.unread)}: name it with --columns authors=…, or several with authors=…+….` });
  }
  if (choice.unread.length > 0) {
    yield problemItem({ file, line, kind: 'UNREAD_COLUMNS', value: choice.unread.join(', '), reason: `${choice.unread.length} column(s) hold no field that is known and were not read (${listed(choice.unread)}); name one with ${EXAMPLE} if it should be.` });
  }
}

/** True where a text begins with a header that has every column of a mapping. */
export function hasColumns(head: string, mapping: ColumnMapping): boolean {
  const line = headerLineOf(head);
  return chooseColumns(cellsOfLine(line, delimiterOf(line)), mapping).missing.length === 0;
}

/** The source of tables with any columns. Memory: one row. */
export const csv: Source = {
  id: 'csv',
  title: 'CSV or TSV table',
  extensions: ['csv', 'tsv', 'tab'],
  reads: 'columns recognised by their titles (title, authors, year, doi, journal, abstract, …) or named with --columns title=Titre,authors=Auteurs; one column per author (Auteur 1, Auteur 2, or --columns "authors=Qui+Avec"); commas, semicolons or tabs between cells; --author-separator for what parts the authors',
  detect(head, fileName) {
    if (/^\s*[{[<@%]/.test(head)) return 0;
    const line = headerLineOf(head);
    // Archives and workbooks under a table's name.
    if (/\p{Cc}/u.test(line.replace(/[\t\r\n]/g, ''))) return 0;
    const cells = cellsOfLine(line, delimiterOf(line));
    if (cells.length < 2 || line.length > 20_000) return 0;
    const { indices } = chooseColumns(cells);
    if (indices.has('title') && indices.has('authors')) return 0.6;
    if (indices.has('title') && indices.size > 1) return 0.4;
    // A table by its name: reading it says which columns it has and how to name them.
    return /\.(?:csv|tsv)(?:\.gz)?$/i.test(fileName) && cells.every((cell) => cell !== '' && !/^[\d.]+$/.test(cell)) && cells.length > 2 ? 0.1 : 0;
  },
  read,
};
