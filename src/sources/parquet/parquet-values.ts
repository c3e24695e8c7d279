/** Values of Parquet columns as the JSON that the mapping of a format reads. */
import { withoutControls } from '../decode.js';
import { isNestedDeeper } from '../json-depth.js';
import { MAX_LINE_DEPTH } from '../limits.js';
import type { RecordNotes } from '../record-notes.js';

/** How much stays of JSON text that can't be parsed. */
const MAX_UNPARSED = 1_000;

export interface JsonRow {
  [column: string]: unknown;
}

/**
 * A row as JSON: whole numbers of 64 bits as numbers, dates as ISO text, and the columns of `structured` that hold JSON text
 * parsed. What can't be parsed is noted and stays text, so that the mapping sees that something was there; control characters
 * are taken out of texts, which is noted once.
 */
export function jsonRow(row: Readonly<Record<string, unknown>>, structured: ReadonlySet<string>, notes: RecordNotes): JsonRow {
  const state = { removed: 0 };
  const plain: JsonRow = {};
  for (const [column, value] of Object.entries(row)) {
    plain[column] = jsonValue(typeof value === 'string' && structured.has(column) ? parsed(column, value, notes) : value, state);
  }
  if (state.removed > 0) notes.add('CONTROL_CHARACTERS', 'row', null, `${state.removed} control character(s) were taken out of the texts of this row.`);
  return plain;
}

/** Nesting is bounded by the file's schema, or by the check before parsing. */
function jsonValue(value: unknown, state: { removed: number }): unknown {
  if (typeof value === 'string') {
    const { text, removed } = withoutControls(value);
    state.removed += removed;
    return text;
  }
  if (typeof value === 'bigint') return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().replace(/T00:00:00\.000Z$/, '');
  if (Array.isArray(value)) return value.map((item) => jsonValue(item, state));
  if (ArrayBuffer.isView(value)) return value instanceof DataView || value instanceof Uint8Array ? null : Array.from(value as unknown as ArrayLike<unknown>, (item) => jsonValue(item, state));
  const object: JsonRow = {};
  for (const [name, item] of Object.entries(value)) object[name] = jsonValue(item, state);
  return object;
}

function parsed(column: string, text: string, notes: RecordNotes): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  if (isNestedDeeper(text, MAX_LINE_DEPTH)) {
    notes.add('REFUSED', column, text, `The JSON of this column is nested deeper than ${MAX_LINE_DEPTH}; it is not used.`);
    return text.slice(0, MAX_UNPARSED);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    notes.add('INVALID_VALUE', column, text, `This is no valid JSON (${error instanceof Error ? error.message.slice(0, 80) : 'unknown'}); it is not used.`);
    return text.slice(0, MAX_UNPARSED);
  }
}
