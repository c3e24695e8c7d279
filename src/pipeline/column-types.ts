/** Types of columns, said without an engine's words. */

export type ScalarType = 'TEXT' | 'BIGINT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN';

/** A scalar, a list of something, or a struct of named fields in their order. */
export type ColumnType = ScalarType | { readonly list: ColumnType } | { readonly struct: Readonly<Record<string, ColumnType>> };
