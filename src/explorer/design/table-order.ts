/** The order of a table's rows: by one column, as it stands in the address. */
import type { Param } from '../address/params.js';

export interface TableOrder<Id extends string = string> {
  readonly column: Id;
  readonly direction: 'ASC' | 'DESC';
}

/** In an address: `PAPER_COUNT.DESC`. */
export function tableOrder<const Id extends string>(columns: readonly Id[], initial: TableOrder<Id>): Param<TableOrder<Id>> {
  return {
    initial,
    accepts: `one of ${columns.join(', ')}, then .ASC or .DESC`,
    parse(text) {
      const [name, direction] = text.split('.');
      const column = columns.find((each) => each === name);
      return column !== undefined && (direction === 'ASC' || direction === 'DESC') && text === `${column}.${direction}` ? { column, direction } : undefined;
    },
    format: ({ column, direction }) => `${column}.${direction}`,
  };
}

/** The order after a click on a column's head: turned where it was by this column, else the column's own first direction. */
export function nextOrder<Id extends string>(order: TableOrder<Id>, column: Id, first: 'ASC' | 'DESC'): TableOrder<Id> {
  if (order.column !== column) return { column, direction: first };
  return { column, direction: order.direction === 'ASC' ? 'DESC' : 'ASC' };
}

const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

/** Rows by what `valueOf` gives, for tables that are here whole: stable, and what is null comes last either way, as in the API. */
export function inOrder<Row>(rows: readonly Row[], direction: 'ASC' | 'DESC', valueOf: (row: Row) => number | string | null): readonly Row[] {
  const sign = direction === 'ASC' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const [a, b] = [valueOf(left), valueOf(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b)));
  });
}
