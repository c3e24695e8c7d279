/** What the lexer hands on: entries as written. */

/** An entry as written: LaTeX not decoded, `@string` macros and concatenations resolved. */
export interface RawEntry {
  readonly kind: 'entry';
  /** Lower case. */
  readonly type: string;
  /** The citation key, empty where there is none. */
  readonly key: string;
  /** 1-based line of the entry's `@`. */
  readonly line: number;
  /** The fields that records are made of, by lower-case name; the first of repeated ones (addresses are joined). */
  readonly fields: ReadonlyMap<string, string>;
  readonly notes: readonly RawNote[];
}

/** Something about an entry that was read all the same. */
export interface RawNote {
  readonly kind: 'UNDEFINED_STRING' | 'DUPLICATE_FIELD' | 'MISSING_COMMA' | 'UNTERMINATED_ENTRY';
  readonly field: string;
  readonly value: string;
  readonly line: number;
}

/** An entry, or a `@string`, that can't be taken; reading goes on at the next line that begins one. */
export interface BrokenEntry {
  readonly kind: 'broken';
  /** REFUSED where it could be read but exceeds a limit. */
  readonly problem: 'MALFORMED' | 'REFUSED';
  /** Lower case. */
  readonly type: string;
  /** The citation key as far as it could be read, else empty. */
  readonly key: string;
  readonly line: number;
  readonly excerpt: string;
  readonly reason: string;
}
