/** The connected parts of communities. */
import type { Level } from './level.js';

/** Splits every community into its connected parts, numbered by smallest node. O(n + m). */
export function connectedParts(
  { nodeCount: n, offsets, neighbours }: Pick<Level, 'nodeCount' | 'offsets' | 'neighbours'>,
  community: Int32Array,
): { parts: Int32Array; partCount: number } {
  const parts = new Int32Array(n).fill(-1);
  const stack = new Uint32Array(n);
  let partCount = 0;
  for (let first = 0; first < n; first++) {
    if (parts[first] >= 0) continue;
    parts[first] = partCount;
    stack[0] = first;
    for (let height = 1; height > 0; ) {
      const node = stack[--height];
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (parts[neighbour] >= 0 || community[neighbour] !== community[node]) continue;
        parts[neighbour] = partCount;
        stack[height++] = neighbour;
      }
    }
    partCount++;
  }
  return { parts, partCount };
}
