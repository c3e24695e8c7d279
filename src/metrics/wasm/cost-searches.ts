/**
 * Brandes' search from one source by cost, in WebAssembly: nodes wait in a ring of buckets narrower than the cheapest
 * edge, so that a bucket's nodes are final in any order. `src/metrics/paths/cost-searches.ts` lays the memory out and
 * explains; `plan-cost-searches.ts` is the same in TypeScript.
 */

let offsetsAt: usize = 0;
let endsAt: usize = 0;
let neighboursAt: usize = 0;
let costsAt: usize = 0;
let multiplicityAt: usize = 0;
let weightAt: usize = 0;
let sumsAt: usize = 0;
let distanceAt: usize = 0;
let pathsAt: usize = 0;
let sharesAt: usize = 0;
let settledAt: usize = 0;
let orderAt: usize = 0;
let beforeAt: usize = 0;
let startsAt: usize = 0;
let headsAt: usize = 0;
let lastBucket: u32 = 0;
let perWidth: f64 = 0;
let entriesAt: usize = 0;
let entryCapacity: u32 = 0;

/** Addresses of the arrays; all distances must be Infinity, all settled flags 0, all heads −1. */
export function place(
  offsets: usize, ends: usize, neighbours: usize, costs: usize, multiplicity: usize, weight: usize, sums: usize, distance: usize, paths: usize,
  shares: usize, settled: usize, order: usize, before: usize, starts: usize, heads: usize, ring: u32, bucketsPerUnit: f64,
): void {
  offsetsAt = offsets;
  endsAt = ends;
  neighboursAt = neighbours;
  costsAt = costs;
  multiplicityAt = multiplicity;
  weightAt = weight;
  sumsAt = sums;
  distanceAt = distance;
  pathsAt = paths;
  sharesAt = shares;
  settledAt = settled;
  orderAt = order;
  beforeAt = before;
  startsAt = starts;
  headsAt = heads;
  lastBucket = ring - 1;
  perWidth = bucketsPerUnit;
}

/** Where waiting nodes are listed (8 bytes each: node, next of its bucket), and how many there may be in a search. */
export function makeRoom(entries: usize, room: u32): void {
  entriesAt = entries;
  entryCapacity = room;
}

/**
 * Searches from `source` and adds its dependencies, times `factor`, to the sums. Returns −1 when done; −2 where the list
 * of waiting nodes ran out of room (nothing was added; distances, flags and heads must be reset); a node where the number of
 * shortest paths to it overflowed.
 */
export function search(source: u32, factor: f64, tolerance: f64): i32 {
  return searched(source, factor, tolerance, false);
}

/** As `search`, but to the sums, of which there is one per slot then, is added what each collaboration of the slot carries, from the slot's node. */
export function searchEdges(source: u32, factor: f64, tolerance: f64): i32 {
  return searched(source, factor, tolerance, true);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function searched(source: u32, factor: f64, tolerance: f64, ofEdges: bool): i32 {
  let entries: u32 = 0;
  let waiting: u32 = 0;
  let bucket: u32 = 0;
  let reached: u32 = 0;
  let before = beforeAt;

  store<f64>(distanceAt + (<usize>source << 3), 0);
  store<u32>(entriesAt, source);
  store<i32>(entriesAt, -1, 4);
  store<i32>(headsAt, 0);
  entries = 1;
  waiting = 1;
  while (waiting != 0) {
    const head = headsAt + (<usize>(bucket & lastBucket) << 2);
    const entry = load<i32>(head);
    if (entry < 0) {
      bucket++;
      continue;
    }
    const waitingAt = entriesAt + (<usize>entry << 3);
    store<i32>(head, load<i32>(waitingAt, 4));
    waiting--;
    const own: usize = load<u32>(waitingAt);
    if (load<u8>(settledAt + own) != 0) continue;
    store<u8>(settledAt + own, 1);
    store<u32>(orderAt + (<usize>reached << 2), <u32>own);
    const distance = load<f64>(distanceAt + (own << 3));
    const within = distance * tolerance;
    let paths: f64 = <u32>own == source ? 1 : 0;
    const end = neighboursAt + (<usize>load<u32>(endsAt + (own << 2)) << 2);
    const first = <usize>load<u32>(offsetsAt + (own << 2));
    let costAt = costsAt + (first << 3);
    for (let slot = neighboursAt + (first << 2); slot < end; slot += 4, costAt += 8) {
      const neighbour: usize = load<u32>(slot);
      const cost = load<f64>(costAt);
      const known = load<f64>(distanceAt + (neighbour << 3));
      // Nobody who is still waiting is near enough for this: edges are longer than a bucket is wide.
      if (known + cost <= within) {
        store<u32>(before, ofEdges ? <u32>((slot - neighboursAt) >> 2) : <u32>neighbour);
        before += 4;
        paths += <u32>neighbour == source ? 1 : load<f64>(multiplicityAt + (neighbour << 3)) * load<f64>(pathsAt + (neighbour << 3));
        continue;
      }
      const candidate = distance + cost;
      if (candidate >= known) continue;
      if (entries == entryCapacity) return -2;
      store<f64>(distanceAt + (neighbour << 3), candidate);
      const place = headsAt + (<usize>(<u32>(<u64>(candidate * perWidth)) & lastBucket) << 2);
      store<u32>(entriesAt + (<usize>entries << 3), <u32>neighbour);
      store<i32>(entriesAt + (<usize>entries << 3), load<i32>(place), 4);
      store<i32>(place, entries);
      entries++;
      waiting++;
    }
    if (paths == Infinity) return <i32>own;
    store<f64>(pathsAt + (own << 3), paths);
    store<f64>(sharesAt + (own << 3), 0);
    reached++;
    store<u32>(startsAt + (<usize>reached << 2), <u32>((before - beforeAt) >> 2));
  }

  let last = before;
  for (let i: u32 = reached - 1; i > 0; i--) {
    const own: usize = load<u32>(orderAt + (<usize>i << 2));
    const paths = load<f64>(pathsAt + (own << 3));
    const dependency = paths * load<f64>(sharesAt + (own << 3));
    const passedOn = (load<f64>(weightAt + (own << 3)) + load<f64>(multiplicityAt + (own << 3)) * dependency) / paths;
    const first = beforeAt + (<usize>load<u32>(startsAt + (<usize>i << 2)) << 2);
    if (ofEdges) {
      const each = (factor * passedOn) / load<f64>(multiplicityAt + (own << 3));
      for (let at = first; at < last; at += 4) {
        const slot: usize = load<u32>(at);
        const nearer: usize = load<u32>(neighboursAt + (slot << 2));
        const share = sharesAt + (nearer << 3);
        store<f64>(share, load<f64>(share) + passedOn);
        // Each author of the source begins its own paths only.
        const paths = <u32>nearer == source ? 1 / load<f64>(multiplicityAt + (nearer << 3)) : load<f64>(pathsAt + (nearer << 3));
        store<f64>(sumsAt + (slot << 3), load<f64>(sumsAt + (slot << 3)) + each * paths);
      }
    } else {
      for (let at = first; at < last; at += 4) {
        const share = sharesAt + (<usize>load<u32>(at) << 3);
        store<f64>(share, load<f64>(share) + passedOn);
      }
      store<f64>(sumsAt + (own << 3), load<f64>(sumsAt + (own << 3)) + factor * dependency);
    }
    last = first;
    store<f64>(distanceAt + (own << 3), Infinity);
    store<u8>(settledAt + own, 0);
  }
  store<f64>(distanceAt + (<usize>source << 3), Infinity);
  store<u8>(settledAt + <usize>source, 0);
  return -1;
}
