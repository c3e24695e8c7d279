/** Problems are built here, so that every one has all its fields and a bounded value. */
import type { ImportProblem, SourceItem } from '../records/record.js';
import { MAX_QUOTED_VALUE } from './limits.js';

/** What a caller knows about a problem; everything left out is null (recordDropped: false). */
export interface ProblemFacts {
  readonly file: string;
  readonly kind: string;
  readonly reason: string;
  readonly line?: number | null;
  readonly byte?: number | null;
  readonly record?: string | null;
  readonly field?: string | null;
  readonly value?: string | null;
  readonly recordDropped?: boolean;
}

/** Completes a problem; a value longer than 200 characters is cut and ends in an ellipsis. */
export function importProblem(facts: ProblemFacts): ImportProblem {
  return {
    file: facts.file,
    line: facts.line ?? null,
    byte: facts.byte ?? null,
    kind: facts.kind,
    record: facts.record ?? null,
    field: facts.field ?? null,
    value: facts.value === undefined || facts.value === null ? null : quotedValue(facts.value),
    reason: facts.reason,
    recordDropped: facts.recordDropped ?? false,
  };
}

/** The same, wrapped as an item of a source's stream. */
export function problemItem(facts: ProblemFacts): SourceItem {
  return { kind: 'problem', problem: importProblem(facts) };
}

/** At most 200 characters of `value`, never ending in half a surrogate pair. */
export function quotedValue(value: string): string {
  if (value.length <= MAX_QUOTED_VALUE) return value;
  return `${value.slice(0, MAX_QUOTED_VALUE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * The bytes stopped before the file's end. Thrown by streams, turned into a file's last problem by `readItems`.
 * `kind` is TRUNCATED_GZIP, CORRUPT_GZIP, REFUSED or UNREADABLE.
 */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
  constructor(
    readonly kind: string,
    /** Byte position in the file as stored (compressed where it is compressed), or null. */
    readonly byte: number | null,
    message: string,
  ) {
    super(message);
  }
}

/** How many of a list are named in a sentence. */
const NAMED = 5;

/** The first of some names, and how many more there are: `a, b and 3 more`. */
export function firstFew(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
