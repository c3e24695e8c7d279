/** Which column of a table holds which field: as the user says, else by the names that such columns usually have. */
import type { ColumnMapping } from '../source.js';
import { AUTHOR_TITLES, COLUMN_TITLES } from './csv-titles.js';

export type TableField = keyof typeof COLUMN_TITLES;
/** Every field that `--columns` takes, the most usual first. */
export const TABLE_FIELDS = Object.keys(COLUMN_TITLES) as readonly TableField[];

/** True for a field that a column can hold. */
export function isTableField(name: string): name is TableField {
  return Object.hasOwn(COLUMN_TITLES, name);
}

export interface ColumnChoice {
  /** Index of the column of each field that has one; of several columns of authors the first. */
  readonly indices: ReadonlyMap<TableField, number>;
  /** Indices of the columns of authors, in the order of the authors. */
  readonly authors: readonly number[];
  /** Titles of columns that the mapping names and the table does not have. */
  readonly missing: readonly string[];
  /** Titles of columns that hold no field. */
  readonly unread: readonly string[];
}

/** A column's title as it is compared: without accents, case, spaces and punctuation. */
function comparable(title: string): string {
  return title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ß/g, 'ss').replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Chooses columns: those of the mapping by their titles (exactly, else regardless of case and punctuation), then of those
 * left the first that has a usual title of each field. Authors may have a column each: named (`Auteur 1+Auteur 2`),
 * numbered, or of the same title.
 */
export function chooseColumns(header: readonly string[], mapping: ColumnMapping = {}): ColumnChoice {
  const titles = header.map((title) => title.trim());
  const plain = titles.map(comparable);
  const indices = new Map<TableField, number>();
  const missing: string[] = [];
  let authors: number[] = [];
  const find = (title: string): number => {
    const exact = titles.indexOf(title.trim());
    return exact >= 0 ? exact : plain.indexOf(comparable(title));
  };
  for (const [field, named] of Object.entries(mapping)) {
    const parts = (typeof named === 'string' ? [named] : named).flatMap((title) => (field === 'authors' && find(title) < 0 ? title.split('+') : [title]));
    const found = parts.map(find);
    missing.push(...parts.filter((_, at) => found[at] < 0).map((title) => title.trim()));
    const known = [...new Set(found.filter((index) => index >= 0))];
    if (known.length === 0 || !isTableField(field)) continue;
    indices.set(field, known[0]);
    if (field === 'authors') authors = known;
  }
  const taken = new Set([...indices.values(), ...authors]);
  for (const field of TABLE_FIELDS) {
    if (indices.has(field) || Object.hasOwn(mapping, field)) continue;
    const names: readonly string[] = COLUMN_TITLES[field];
    const index = names.map((name) => plain.findIndex((title, at) => title === name && !taken.has(at))).find((at) => at >= 0);
    const found = field === 'authors' ? authorColumns(plain, index, taken) : index === undefined ? [] : [index];
    if (found.length === 0) continue;
    indices.set(field, found[0]);
    if (field === 'authors') authors = found;
    for (const at of found) taken.add(at);
  }
  return { indices, authors, missing, unread: titles.filter((title, index) => title !== '' && !taken.has(index)) };
}

/** The column of all authors; else, where its title means one author, it and those numbered or called like it. */
function authorColumns(plain: readonly string[], index: number | undefined, taken: ReadonlySet<number>): number[] {
  if (index !== undefined && !AUTHOR_TITLES.has(plain[index])) return [index];
  const numbered = plain.flatMap((title, at) => {
    const number = /^(\p{L}+)(\d{1,3})$/u.exec(title);
    return number !== null && !taken.has(at) && AUTHOR_TITLES.has(number[1]) ? [{ at, number: Number(number[2]) }] : [];
  });
  const alike = index === undefined ? [] : plain.flatMap((title, at) => (title === plain[index] && !taken.has(at) ? [at] : []));
  return [...alike, ...numbered.toSorted((a, b) => a.number - b.number).map(({ at }) => at)];
}
