/** Columns as they are filled: what a file says of them, and where each value comes from. */
import type { Column, Value } from '../../exports/network.js';
import type { AuthorDetails, AuthorRow } from '../../snapshot/types.js';
import type { AskedMetric } from './network-question.js';

/** The author whose row is being written. */
export interface NodeSubject {
  readonly author: number;
  readonly place: number;
  readonly row: AuthorRow;
  readonly details: AuthorDetails;
}

/** The collaboration whose row is being written. */
export interface EdgeSubject {
  /** The two authors, the smaller index first. */
  readonly a: number;
  readonly b: number;
  readonly paperCount: number;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  /** Joint papers after the year that a drawing is to show; 0 where it shows all. */
  readonly laterPapers: number;
  /** Place of a and b in the slice's graph. */
  readonly slot: number;
}

export interface FilledColumn<S> extends Column {
  valueOf(subject: S): Value;
}

/** NaN, the arrays' "undefined", and infinities, which few formats can write, are null. */
export function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** `betweenness`, or `betweenness_inverse_strength` where a parameter differs from its default: letters, digits and `_`. */
export function columnName({ metric, parameters }: AskedMetric): string {
  const differing = metric.parameters.flatMap((parameter) => {
    const value = parameters[parameter.name];
    if (value === undefined || value === parameter.default) return [];
    return [typeof value === 'string' ? value : `${parameter.name}_${String(value)}`];
  });
  return [metric.id, ...differing].join('_').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replace(/^_|_$/g, '');
}

/** The same columns with names that no two of them share: the later ones get a number. */
export function distinctlyNamed<C extends Column>(columns: readonly C[]): C[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const count = (seen.get(column.name) ?? 0) + 1;
    seen.set(column.name, count);
    return count === 1 ? column : { ...column, name: `${column.name}_${count}` };
  });
}
