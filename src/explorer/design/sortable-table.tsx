/**
 * A table whose columns put its rows in order: by a button in each head, so that the keyboard and screen readers have
 * the same. The table draws; who owns the rows orders them, at the server or with `inOrder`.
 */
import type { ComponentChildren } from 'preact';
import './sortable-table.css';
import { nextOrder, type TableOrder } from './table-order.js';

export interface Column<Row, Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Which way the first click puts the rows; left out where the column gives no order. */
  readonly first?: 'ASC' | 'DESC';
  /** Set to the right, in figures of one width. */
  readonly isNumber?: boolean;
  /** A sentence for those who point at the head. */
  readonly hint?: string;
  /** Left out on narrow screens. */
  readonly isSecondary?: boolean;
}

interface TableProps<Row, Id extends string> {
  /** What the table lists; seen by screen readers alone unless `showCaption`. */
  readonly caption: string;
  readonly showCaption?: boolean;
  /** The first column heads its row. */
  readonly columns: readonly Column<Row, Id>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly order: TableOrder<Id> | null;
  readonly onOrder: (order: TableOrder<Id>) => void;
  /** Rows of an earlier question stand while the next is awaited. */
  readonly isStale?: boolean;
  /** What opens below a row, over its whole width; null for nothing. */
  readonly below?: (row: Row) => ComponentChildren;
}

function Head<Row, Id extends string>({ column, order, onOrder }: { readonly column: Column<Row, Id> } & Pick<TableProps<Row, Id>, 'order' | 'onOrder'>) {
  const { id, title, first, isNumber, hint, isSecondary } = column;
  const direction = order?.column === id ? order.direction : null;
  const classes = [isNumber && 'number', isSecondary && 'secondary'].filter(Boolean).join(' ');
  const sorted = direction === null ? undefined : direction === 'ASC' ? 'ascending' : 'descending';
  return (
    <th scope="col" class={classes} aria-sort={sorted} title={hint}>
      {first === undefined ? title : (
        <button type="button" onClick={() => onOrder(nextOrder(order ?? { column: id, direction: first === 'ASC' ? 'DESC' : 'ASC' }, id, first))}>
          {title}<span aria-hidden="true" class="sort-mark">{direction === null ? '↕' : direction === 'ASC' ? '↑' : '↓'}</span>
        </button>
      )}
    </th>
  );
}

/** See the head of the file. */
export function SortableTable<Row, Id extends string>(props: TableProps<Row, Id>) {
  const { caption, showCaption = false, columns, rows, keyOf, isStale = false, below } = props;
  return (
    <div class="sortable-frame"><table class="sortable" aria-busy={isStale}>
      <caption class={showCaption ? undefined : 'visually-hidden'}>{caption}</caption>
      <thead>
        <tr>{columns.map((column) => <Head key={column.id} column={column} order={props.order} onOrder={props.onOrder} />)}</tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const opened = below?.(row) ?? null;
          return [
            <tr key={keyOf(row)} class={opened === null ? undefined : 'opened'}>
              {columns.map(({ id, cell, isNumber, isSecondary }, index) => {
                const classes = [isNumber && 'number', isSecondary && 'secondary'].filter(Boolean).join(' ');
                return index === 0 ? <th key={id} scope="row" class={classes}>{cell(row)}</th> : <td key={id} class={classes}>{cell(row)}</td>;
              })}
            </tr>,
            opened !== null && <tr key={`${keyOf(row)} below`} class="below"><td colSpan={columns.length}>{opened}</td></tr>,
          ];
        })}
      </tbody>
    </table></div>
  );
}
