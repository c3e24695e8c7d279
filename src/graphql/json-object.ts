/** What JSON that somebody sent turns out to be. */

/** True for an object with names, not for a list and not for null. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
