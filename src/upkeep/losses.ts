/** What could not be saved of a damaged corpus, told by where it can be had again. */
import type { CheckedTable } from '../corpus/row-checksums.js';

const NAMED = 10;

export class Losses {
  readonly #records = new Map<number | null, string[]>();
  readonly #files = new Set<number>();
  readonly #statements: string[] = [];
  readonly #gaps = new Set<CheckedTable>();
  readonly #others = new Map<CheckedTable, string[]>();

  /** Notes a row. @param text of a statement, which nothing but this damaged row holds */
  row(table: CheckedTable, file: number | null, name: string, text: string | null): void {
    if (table === 'records') listOf(this.#records, file).push(name);
    else if (table === 'ledger') this.#statements.push(text ?? name);
    else if (table === 'files' && file !== null) this.#files.add(file);
    else listOf(this.#others, table).push(name);
    if (table === 'problems' && file !== null) this.#files.add(file);
  }

  /** Notes that rows of a table could not be read, whichever they were. */
  gap(table: CheckedTable): void {
    this.#gaps.add(table);
  }

  filesWithLosses(): number[] {
    return [...new Set([...[...this.#records.keys()].filter((file) => file !== null), ...this.#files])];
  }

  /** @param paths of files by their number */
  sentences(paths: ReadonlyMap<number, string>): string[] {
    const of = (file: number | null): string => (file === null ? 'a file that can\'t be told' : (paths.get(file) ?? `file number ${file}`));
    const lines: string[] = [];
    for (const [file, names] of this.#records) {
      const again = file === null ? 'import everything again' : `run \`coterie import ${of(file)}\``;
      lines.push(`${names.length} record(s) of ${of(file)} (${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ', …' : ''}): ${again}`);
    }
    const files = [...this.#files].filter((file) => !this.#records.has(file));
    for (const file of files) lines.push(`how far ${of(file)} was read, or problems of it: run \`coterie import ${of(file)}\` to have it right again`);
    for (const statement of this.#statements) lines.push(`a statement of the curator, which can't be trusted any more and read: ${statement}: look at it and state it again`);
    for (const [table, names] of this.#others) {
      lines.push(table === 'settings' ? `the choice of ${names.join(', ')}: choose it again with the next import` : `${names.length} row(s) of ${table}: import the files again to have them right`);
    }
    if (this.#gaps.has('records') && this.#records.size === 0) lines.push('records whose names can\'t be told, if any stood in the unreadable part: import everything again to be sure');
    for (const table of this.#gaps) if (table !== 'records') lines.push(`rows of ${table} that can't be read: ${table === 'ledger' ? 'compare the ledger with what was stated, or restore a backup' : 'import the files again'}`);
    return lines;
  }
}

function listOf<K>(lists: Map<K, string[]>, key: K): string[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
