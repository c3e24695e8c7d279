/** Reading parsed JSON of which nothing is known: each function answers null or empty where the value is of another kind. */

export interface JsonObject {
  readonly [name: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, or null. */
export function objectOf(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

/** The objects of a list, others passed over; empty where the value is no list. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

/** The value as text: a string that is not blank, or a number written out; else null. */
export function textValue(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The value as a finite number, or null. */
export function numberValue(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The texts of a list, others passed over; a text alone counts as a list of one. */
export function textsOf(value: unknown): string[] {
  const listed: unknown[] = Array.isArray(value) ? value : [value];
  return listed.map(textValue).filter((text) => text !== null);
}

/** The value at a path of names, or undefined where any of them leads to no object. */
export function valueAt(value: unknown, ...names: readonly string[]): unknown {
  let at = value;
  for (const name of names) at = objectOf(at)?.[name];
  return at;
}

/** The value as JSON, for a problem to quote; JSON.parse makes Infinity of 1e999, which JSON has no way to write. */
export function writtenOut(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  return (typeof value === 'number' ? String(value) : JSON.stringify(value)).slice(0, 400);
}
