/** The order of degree, in which triangles are looked for. */

/** Largest difference of two offsets that follow each other; 0 without nodes. O(n). */
export function largestDegree(offsets: Int32Array, nodeCount: number): number {
  let largest = 0;
  for (let node = 0; node < nodeCount; node++) largest = Math.max(largest, offsets[node + 1] - offsets[node]);
  return largest;
}

/** Writes the nodes to `nodeAt` [n] by degree, of equal ones by number. O(n). */
export function orderByDegree(offsets: Int32Array, nodeAt: Int32Array): void {
  const n = nodeAt.length;
  const next = new Int32Array(largestDegree(offsets, n) + 2);
  for (let node = 0; node < n; node++) next[offsets[node + 1] - offsets[node] + 1]++;
  for (let degree = 1; degree < next.length; degree++) next[degree] += next[degree - 1];
  for (let node = 0; node < n; node++) nodeAt[next[offsets[node + 1] - offsets[node]]++] = node;
}
