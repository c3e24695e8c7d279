/**
 * Web of Science's tab-delimited text: a header of two-letter tags, then a record per line. Older exports are UTF-16,
 * newer ones UTF-8, both with a byte order mark. Values are not quoted and hold no tabs.
 */
import type { SourceItem } from '../../records/record.js';
import { problemItem } from '../problems.js';
import { itemsOf } from '../record-items.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { CleanLines } from '../tagged/clean-lines.js';
import { wosPaper } from './wos-mapping.js';
import { partedBySemicolons } from './wos-record.js';
import type { WosRecord } from './wos-record.js';

/** True where a line is the header: tags parted by tabs, among them those of authors or title. */
function isHeader(cells: readonly string[]): boolean {
  return cells.length >= 3 && cells.includes('TI') && (cells.includes('AU') || cells.includes('PT') || cells.includes('UT')) && cells.every((cell) => /^(?:[A-Z][A-Z0-9])?$/.test(cell));
}

/** Cells of a line; some exports end the header, others every line, in a tab. */
function cellsOf(line: string): string[] {
  return line.split('\t').map((cell) => cell.replace(/\s+/g, ' ').trim());
}

function recordOf(columns: ReadonlyMap<string, number>, cells: readonly string[]): WosRecord {
  const text = (tag: string): string => cells[columns.get(tag) ?? -1] ?? '';
  return { text, list: (tag) => partedBySemicolons(text(tag)) };
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const { file } = input;
  const lines = new CleanLines(input);
  let columns: Map<string, number> | null = null;
  let needed = 0;
  let anything = false;
  for await (const { text, number } of lines) {
    if (text.trim() === '') continue;
    const cells = cellsOf(text);
    if (columns === null) {
      anything = true;
      if (!isHeader(cells)) break;
      columns = new Map(cells.map((cell, index) => [cell, index] as const).filter(([cell]) => cell !== ''));
      needed = columns.size;
      continue;
    }
    if (isHeader(cells)) continue;
    const notes = new RecordNotes(file, number, null);
    const record = cells.length < needed
      ? notes.drop('RAGGED_ROW', 'UT', text, `The line has ${cells.length} cells where the header has ${needed} columns: it is cut off or broken and is left out.`)
      : wosPaper(recordOf(columns, cells), 'wos-tab', notes);
    yield* itemsOf(record, notes);
  }
  for (const problem of lines.problems()) yield { kind: 'problem', problem };
  if (columns === null && anything) {
    yield problemItem({ file, line: 1, kind: 'NO_RECORDS', field: 'PT', reason: `${file} does not begin with the header of a Web of Science table: expected tags such as PT, AU, TI parted by tabs.` });
  }
}

/** The Web of Science source for tables. Memory: one line. */
export const wosTab: Source = {
  id: 'wos-tab',
  title: 'Web of Science tab-delimited',
  extensions: ['txt', 'tsv', 'tab'],
  reads: 'the tab-delimited export, UTF-16 or UTF-8: the same fields as of the tagged text',
  detect(head) {
    const line = /^[^\S\t]*([^\r\n]+)/.exec(head.replace(/^\uFEFF/, ''))?.[1] ?? '';
    return isHeader(cellsOf(line)) ? 1 : 0;
  },
  read,
};
