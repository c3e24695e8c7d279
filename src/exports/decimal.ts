/** Numbers as text that C's readers take. */

/** Below this a double has less than its 53 bits; strtod calls it an underflow, upon which igraph refuses the whole file. */
const SMALLEST_NORMAL = 2 ** -1022;

/** The shortest decimal that is read back as `value`, which is finite; what is smaller than 2.2e-308 is 0. */
export function decimal(value: number): string {
  return Math.abs(value) < SMALLEST_NORMAL ? '0' : String(value);
}
