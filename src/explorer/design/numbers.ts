/** Numbers as people read them. Full values stand in titles and tables' data; these are for the eye. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const MISSING = '–';

/** `12,345`; a dash for null. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? MISSING : WHOLE.format(value);
}

/**
 * Up to `digits` significant digits but never fewer than stand before the point, so that no zero is made up; whole numbers
 * whole, very small ones and those from 10^9 up with an exponent. A dash for null.
 */
export function measure(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return MISSING;
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return WHOLE.format(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(digits - 1).replace('e+', 'e');
  if (size >= 10 ** (digits - 1)) return WHOLE.format(value);
  return new Intl.NumberFormat('en', { maximumSignificantDigits: digits }).format(value);
}

/** `1 paper`, `2 papers`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `2011–2024`, `2011`, or a dash. */
export function years(first: number | null | undefined, last: number | null | undefined): string {
  if (first === null || first === undefined) return last === null || last === undefined ? MISSING : String(last);
  return last === null || last === undefined || last === first ? String(first) : `${first}–${last}`;
}
