/**
 * Nodes that come by one after another, and lists of those neighbours of a node that have come by: what both ways of counting
 * triangles go by (../triangles.ts, ../edge-triangles.ts).
 */

export const RECORD_SHIFT: usize = 4;

let records: usize = 0;
let earlier: usize = 0;
let passed: usize = 0;

/** Addresses, in bytes, of the records, of room for a list, and of a bit for each node, 1 once it has come by. */
export function placeLists(recordsAt: usize, earlierAt: usize, passedAt: usize): void {
  records = recordsAt;
  earlier = earlierAt;
  passed = passedAt;
}

/** Lists the records of the neighbours in a row that have come by; returns the end of the list. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function listEarlier(start: usize, rowEnd: usize): usize {
  let listed = earlier;
  for (let slot = start; slot < rowEnd; slot += 4) {
    const neighbour = load<u32>(slot);
    store<u32>(listed, <u32>(records + ((<usize>neighbour) << RECORD_SHIFT)));
    const word = load<u32>(passed + ((<usize>(neighbour >> 5)) << 2));
    listed += (<usize>((word >> (neighbour & 31)) & 1)) << 2;
  }
  return listed;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function pass(node: u32): void {
  const at = passed + ((<usize>(node >> 5)) << 2);
  store<u32>(at, load<u32>(at) | (1 << (node & 31)));
}
