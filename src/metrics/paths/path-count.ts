/** Numbers of shortest paths, in double precision: exact up to 2^53, rounded beyond. */

/** The error of a number of shortest paths beyond double precision. */
export function pathCountOverflow(source: number, target: number): RangeError {
  return new RangeError(`more than 1.8e308 shortest paths lead from one author to another (the graph's nodes ${source} and ${target}, counted from 0 in their order): too many to count in double precision.`);
}
