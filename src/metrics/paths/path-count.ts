/** Numbers of shortest paths, in double precision: exact up to 2^53, rounded beyond. */

/** The error of a number of shortest paths beyond double precision. */
export function pathCountOverflow(source: number, target: number): RangeError {
  return new RangeError(`more than 1.8e308 shortest paths lead from node ${source} to node ${target}: too many to count in double precision.`);
}
