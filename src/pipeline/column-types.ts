/** Types of columns, said without an engine's words. */

/** JSON: the JSON of whatever stands there, so that a text and a number are told apart; read by `reshaped`. */
export type ScalarType = 'TEXT' | 'JSON' | 'BIGINT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN';

/** A scalar, a list of something, or a struct of named fields in their order. */
export type ColumnType = ScalarType | { readonly list: ColumnType } | { readonly struct: Readonly<Record<string, ColumnType>> };
