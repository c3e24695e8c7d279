/** A hash for sets of nodes: the sum of their mixes, which does not depend on their order. */

/** A 32-bit mix of a number (Wellons' lowbias32), so that sums over neighbourhoods seldom agree by chance. O(1). */
export function mixed(node: number): number {
  let x = node + 0x9e3779b9;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
