/**
 * Brandes' searches from 32 sources at once by hops, in WebAssembly SIMD: which sources have reached a node is one
 * 32-bit word per node, and their numbers of shortest paths stand side by side in one row of doubles, so that an edge is
 * looked at once for all and added for all. `src/metrics/paths/lane-searches.ts` lays the memory out and explains.
 */
import { addBehind, addToCrowd, beginCrowds, beginLevel, lanesBehind, lastLevel, placeCrowds, spread, turnCrowds } from './lanes/crowds';
import { addRow, addRowAndFlow, clearLanes, maskOf, placeRows, ROW, scaleLanes } from './lanes/rows';

export { placeCrowds };

/** Bytes of an entry: node, lanes, index of its first step behind. */
const ENTRY: usize = 12;
/** Bytes of a step: node behind (its slot where edges are summed), lanes. */
const STEP: usize = 8;
const ALL: u32 = 0xffffffff;

let offsetsAt: usize = 0;
let endsAt: usize = 0;
let neighboursAt: usize = 0;
let multiplicityAt: usize = 0;
let weightAt: usize = 0;
let sumsAt: usize = 0;
let seenAt: usize = 0;
let arrivingAt: usize = 0;
let rowsAt: usize = 0;
let sourcesAt: usize = 0;
let factorsAt: usize = 0;
let scratchAt: usize = 0;
let entriesAt: usize = 0;
let entryCapacity: u32 = 0;
let stepsAt: usize = 0;
let stepCapacity: u32 = 0;

/** Addresses of the arrays; for `masks` see lanes/rows.ts. */
export function place(
  offsets: usize, ends: usize, neighbours: usize, multiplicity: usize, weight: usize, sums: usize, seen: usize, arriving: usize,
  rows: usize, sources: usize, factors: usize, scratch: usize, masks: usize,
): void {
  offsetsAt = offsets;
  endsAt = ends;
  neighboursAt = neighbours;
  multiplicityAt = multiplicity;
  weightAt = weight;
  sumsAt = sums;
  seenAt = seen;
  arrivingAt = arriving;
  rowsAt = rows;
  sourcesAt = sources;
  factorsAt = factors;
  scratchAt = scratch;
  placeRows(masks);
}

/** Where entries and steps are recorded, and for how many there is room. */
export function makeRoom(entries: usize, entryRoom: u32, steps: usize, stepRoom: u32): void {
  entriesAt = entries;
  entryCapacity = entryRoom;
  stepsAt = steps;
  stepCapacity = stepRoom;
}

/**
 * Searches from `count` sources (1 … 32), the i-th being lane i, and adds their dependencies to the sums.
 * Returns 0 when done; 1 where entries, 2 where steps ran out of room (nothing was added; `seen` and `arriving` must be
 * cleared); 3 where a number of paths overflowed.
 */
export function search(count: u32): i32 {
  return searched(count, false, false);
}

/** As `search`, on a plan with crowds. */
export function searchCrowds(count: u32): i32 {
  return searched(count, false, true);
}

/**
 * As `search`, but to the sums, of which there is one per slot then, is added what all collaborations carry that one author of
 * the row's node has with those of the slot's.
 */
export function searchEdges(count: u32): i32 {
  return searched(count, true, false);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function searched(count: u32, ofEdges: bool, withCrowds: bool): i32 {
  if (withCrowds) beginCrowds();
  let entries: u32 = 0;
  let steps: u32 = 0;
  for (let lane: u32 = 0; lane < count; lane++) {
    const source: usize = load<u32>(sourcesAt + (<usize>lane << 2));
    const row = rowsAt + source * ROW;
    clearLanes(row, ALL);
    store<f64>(row + (<usize>lane << 3), 1);
    store<u32>(seenAt + (source << 2), 1 << lane);
    const entry = entriesAt + <usize>entries * ENTRY;
    store<u32>(entry, <u32>source);
    store<u32>(entry, 1 << lane, 4);
    entries++;
  }

  let from: u32 = 0;
  let to: u32 = entries;
  while (from < to) {
    if (withCrowds) beginLevel(from);
    for (let i = from; i < to; i++) {
      const entry = entriesAt + <usize>i * ENTRY;
      const node: usize = load<u32>(entry);
      const lanes = load<u32>(entry, 4);
      store<u32>(entry, steps, 8);
      const own = rowsAt + node * ROW;
      // Paths go on from each of the node's authors, but from the source itself only.
      const authors = i < count ? 1 : load<f64>(multiplicityAt + (node << 3));
      let paths = own;
      if (authors != 1) {
        paths = scratchAt;
        scaleLanes(scratchAt, lanes, own, f64x2.splat(authors));
      }
      if (withCrowds) addToCrowd(node, lanes, paths);
      const end = neighboursAt + ((<usize>load<u32>(endsAt + (node << 2))) << 2);
      for (let slot = neighboursAt + ((<usize>load<u32>(offsetsAt + (node << 2))) << 2); slot < end; slot += 4) {
        const neighbour: usize = load<u32>(slot);
        const known = load<u32>(seenAt + (neighbour << 2));
        const fresh = lanes & ~known;
        if (fresh == 0) continue;
        const arriving = load<u32>(arrivingAt + (neighbour << 2));
        const row = rowsAt + neighbour * ROW;
        if (arriving == 0) {
          if (entries == entryCapacity) return 1;
          store<u32>(entriesAt + <usize>entries * ENTRY, <u32>neighbour);
          entries++;
          if (known == 0) clearLanes(row, ALL);
        }
        store<u32>(arrivingAt + (neighbour << 2), arriving | fresh);
        if (steps == stepCapacity) return 2;
        const step = stepsAt + <usize>steps * STEP;
        store<u32>(step, ofEdges ? <u32>((slot - neighboursAt) >> 2) : <u32>neighbour);
        store<u32>(step, fresh, 4);
        steps++;
        addRow(row, fresh, paths);
      }
    }
    if (withCrowds) {
      turnCrowds();
      entries = spread(entries, entryCapacity, entriesAt, ENTRY, rowsAt, seenAt, arrivingAt);
      if (entries == 0) return 1;
    }
    from = to;
    to = entries;
    for (let i = from; i < to; i++) {
      const entry = entriesAt + <usize>i * ENTRY;
      const node: usize = load<u32>(entry);
      const arrived = load<u32>(arrivingAt + (node << 2));
      store<u32>(arrivingAt + (node << 2), 0);
      store<u32>(seenAt + (node << 2), load<u32>(seenAt + (node << 2)) | arrived);
      store<u32>(entry, arrived, 4);
    }
  }

  let most = f64x2.splat(0);
  let last = steps;
  let levelStart = entries;
  for (let i = entries - 1; i >= count; i--) {
    if (withCrowds && i < levelStart) {
      turnCrowds();
      levelStart = lastLevel();
    }
    const entry = entriesAt + <usize>i * ENTRY;
    const node: usize = load<u32>(entry);
    const lanes = load<u32>(entry, 4);
    const first = load<u32>(entry, 8);
    const row = rowsAt + node * ROW;
    const weight = f64x2.splat(load<f64>(weightAt + (node << 3)));
    const behind = withCrowds ? lanesBehind(node, lanes) : 0;
    if (first == last && behind == 0) {
      // Nobody is behind the node: it is only an end of paths.
      let rest = lanes;
      while (rest != 0) {
        const pair = ctz(rest) >> 1;
        const at: usize = (<usize>pair) << 4;
        const mask = maskOf(rest, pair);
        const paths = v128.load(row + at);
        most = f64x2.max(most, v128.and(paths, mask));
        v128.store(row + at, v128.bitselect(f64x2.div(weight, paths), paths, mask));
        rest &= ~(3 << (pair << 1));
      }
      if (withCrowds) addToCrowd(node, lanes, row);
      continue;
    }
    clearLanes(scratchAt, lanes);
    if (behind != 0) addBehind(scratchAt, node, behind);
    if (ofEdges) {
      for (let at: usize = 0; at < ROW; at += 16) v128.store(scratchAt + ROW + at, f64x2.mul(v128.load(factorsAt + at), v128.load(row + at)));
      for (let s = first; s < last; s++) {
        const step = stepsAt + <usize>s * STEP;
        const slot: usize = load<u32>(step);
        const total = sumsAt + (slot << 3);
        const further = rowsAt + (<usize>load<u32>(neighboursAt + (slot << 2))) * ROW;
        store<f64>(total, load<f64>(total) + addRowAndFlow(scratchAt, load<u32>(step, 4), further));
      }
    } else {
      for (let s = first; s < last; s++) {
        const step = stepsAt + <usize>s * STEP;
        addRow(scratchAt, load<u32>(step, 4), rowsAt + (<usize>load<u32>(step)) * ROW);
      }
    }
    last = first;
    const multiplicity = f64x2.splat(load<f64>(multiplicityAt + (node << 3)));
    let sum = f64x2.splat(0);
    let rest = lanes;
    while (rest != 0) {
      const pair = ctz(rest) >> 1;
      const at: usize = (<usize>pair) << 4;
      const mask = maskOf(rest, pair);
      const paths = v128.load(row + at);
      most = f64x2.max(most, v128.and(paths, mask));
      const dependency = f64x2.mul(v128.and(paths, mask), v128.load(scratchAt + at));
      if (!ofEdges) sum = f64x2.add(sum, f64x2.mul(v128.load(factorsAt + at), dependency));
      const share = f64x2.div(f64x2.add(weight, f64x2.mul(multiplicity, dependency)), paths);
      v128.store(row + at, v128.bitselect(share, paths, mask));
      rest &= ~(3 << (pair << 1));
    }
    if (ofEdges) continue;
    if (withCrowds) addToCrowd(node, lanes, row);
    const total = sumsAt + (node << 3);
    store<f64>(total, load<f64>(total) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
  }
  if (ofEdges) {
    // Each author of a source begins its own paths only.
    for (let lane = <i32>count - 1; lane >= 0; lane--) {
      const entry = entriesAt + <usize>lane * ENTRY;
      const factor = load<f64>(factorsAt + (<usize>lane << 3)) / load<f64>(multiplicityAt + (<usize>load<u32>(entry) << 3));
      const first = load<u32>(entry, 8);
      for (let s = first; s < last; s++) {
        const slot: usize = load<u32>(stepsAt + <usize>s * STEP);
        const total = sumsAt + (slot << 3);
        const further = rowsAt + (<usize>load<u32>(neighboursAt + (slot << 2))) * ROW;
        store<f64>(total, load<f64>(total) + factor * load<f64>(further + (<usize>lane << 3)));
      }
      last = first;
    }
  }
  for (let i: u32 = 0; i < entries; i++) store<u32>(seenAt + ((<usize>load<u32>(entriesAt + <usize>i * ENTRY)) << 2), 0);
  const infinite = f64x2.eq(most, f64x2.splat(Infinity));
  return v128.any_true(infinite) ? 3 : 0;
}
