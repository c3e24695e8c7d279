/**
 * Core numbers by peeling level after level; see ../cohesion/peeling.ts for the algorithm. Without bounds checks, and without branches
 * where a processor could only guess.
 */

// @ts-ignore: a decorator of AssemblyScript
@inline
function at(base: usize, index: u32): usize {
  return base + ((<usize>index) << 2);
}

/**
 * Peels a graph of `nodeCount` nodes. Arrays of 32 bits at the given addresses: `offsets` [n+1], `neighbours`; `degrees` [n], which
 * are the core numbers at the end; `left` and `queue` [n+1], whatever is in them.
 */
export function peel(nodeCount: u32, offsets: usize, neighbours: usize, degrees: usize, left: usize, queue: usize): void {
  let level: u32 = nodeCount;
  for (let node: u32 = 0; node < nodeCount; node++) {
    const degree = load<u32>(at(offsets, node), 4) - load<u32>(at(offsets, node));
    store<u32>(at(degrees, node), degree);
    store<u32>(at(left, node), node);
    level = min(level, degree);
  }
  let leftEnd = at(left, nodeCount);
  while (leftEnd > left) {
    let tail = queue;
    let kept = left;
    let least: u32 = nodeCount;
    for (let place = left; place < leftEnd; place += 4) {
      const node = load<u32>(place);
      const degree = load<u32>(at(degrees, node));
      store<u32>(tail, node);
      tail += (<usize>(degree == level)) << 2;
      store<u32>(kept, node);
      const stays = degree > level;
      kept += (<usize>stays) << 2;
      least = select(degree, least, stays && degree < least);
    }
    leftEnd = kept;
    if (tail == queue) {
      level = least;
      continue;
    }
    for (let head = queue; head < tail; head += 4) {
      const node = load<u32>(head);
      const end = at(neighbours, load<u32>(at(offsets, node), 4));
      for (let slot = at(neighbours, load<u32>(at(offsets, node))); slot < end; slot += 4) {
        const neighbour = load<u32>(slot);
        const degreeAt = at(degrees, neighbour);
        const degree = load<u32>(degreeAt);
        store<u32>(degreeAt, degree - <u32>(degree > level));
        store<u32>(tail, neighbour);
        tail += (<usize>(degree == level + 1)) << 2;
      }
    }
    level++;
  }
}
