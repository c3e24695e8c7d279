/** Connected components as sets, see ../components/roots.ts for the algorithm. Without bounds checks. */

let offsets: usize = 0;
let neighbours: usize = 0;
let smaller: usize = 0;
let nodeCount: u32 = 0;

/** Addresses, in bytes, of the arrays, all of 32 bits: `smaller` [n] is what `begin` and `finish` write. */
export function configure(nodes: u32, offsetsAt: usize, neighboursAt: usize, smallerAt: usize): void {
  nodeCount = nodes;
  offsets = offsetsAt;
  neighbours = neighboursAt;
  smaller = smallerAt;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function at(base: usize, index: u32): usize {
  return base + ((<usize>index) << 2);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function join(node: u32, neighbour: u32): void {
  let a = load<u32>(at(smaller, node));
  let b = load<u32>(at(smaller, neighbour));
  while (a != b) {
    const larger = max(a, b);
    b = min(a, b);
    a = load<u32>(at(smaller, larger));
    store<u32>(at(smaller, larger), b);
    if (a == larger) break;
  }
}

function flatten(): void {
  for (let node: u32 = 0; node < nodeCount; node++) {
    store<u32>(at(smaller, node), load<u32>(at(smaller, load<u32>(at(smaller, node)))));
  }
}

/** Joins along the first and the last edge of each node. */
export function begin(): void {
  for (let node: u32 = 0; node < nodeCount; node++) {
    const from = load<u32>(at(offsets, node));
    const to = load<u32>(at(offsets, node), 4);
    // Itself, or what a smaller one has been led to before.
    store<u32>(at(smaller, node), node);
    if (from < to) store<u32>(at(smaller, node), load<u32>(at(smaller, min(node, load<u32>(at(neighbours, from))))));
  }
  for (let node: u32 = 0; node < nodeCount; node++) {
    const from = load<u32>(at(offsets, node));
    const to = load<u32>(at(offsets, node), 4);
    if (from < to) join(node, load<u32>(at(neighbours, to - 1)));
  }
  flatten();
}

/** Joins along the edges of all nodes that are not in the set of `large`. */
export function finish(large: u32): void {
  for (let node: u32 = 0; node < nodeCount; node++) {
    if (load<u32>(at(smaller, node)) == large) continue;
    const end = at(neighbours, load<u32>(at(offsets, node), 4));
    for (let slot = at(neighbours, load<u32>(at(offsets, node))); slot < end; slot += 4) join(node, load<u32>(slot));
  }
  flatten();
}
