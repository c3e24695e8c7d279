/**
 * One batch of a breadth-first search from up to 512 sources at once; see ../paths/hop-sweep.ts for what it computes and
 * ../paths/hop-sweep-wasm.ts for the arrays. A vertex has 512 bits (64 bytes, four vectors) in each of three arrays:
 * which sources have reached it (seen), which arrived at the level before (frontier) and which arrive now (next).
 * Outside the frontier's list, frontier and next are zero.
 *
 * A level is pushed along the frontier's edges or pulled along those of the vertices that some source has not reached yet,
 * whichever are fewer (Beamer et al. 2012, doi:10.1109/SC.2012.50).
 */

let offsets: usize = 0;
let coreEnds: usize = 0;
let neighbours: usize = 0;
let weights: usize = 0;
let seen: usize = 0;
let frontier: usize = 0;
let next: usize = 0;
let frontierList: usize = 0;
let nextList: usize = 0;
let unfinishedList: usize = 0;
let folds: usize = 0;
let pairs: usize = 0;
let lanes: usize = 0;

// Of the batch that is being swept.
let leafStart: u32 = 0;
let level: u32 = 0;
/** Vertices that are not yet reached by all sources, and the edges a pull reads for them. */
let unfinished: u32 = 0;
let unfinishedSlots: u64 = 0;
/** Vertices that arrivals have been handed to at this level, and the edges a push from them reads. */
let nextCount: u32 = 0;
let nextSlots: u64 = 0;
let levelPairs: f64 = 0;

/** Addresses, in bytes, of the arrays; `laneTable` holds 8 weights (u32, one per 64 lanes) and then the 512 bits of the lanes in use. */
export function configure(
  offsetsAt: usize, coreEndsAt: usize, neighboursAt: usize, weightsAt: usize, seenAt: usize, frontierAt: usize, nextAt: usize,
  frontierListAt: usize, nextListAt: usize, unfinishedListAt: usize, foldsAt: usize, pairsAt: usize, laneTable: usize,
): void {
  offsets = offsetsAt;
  coreEnds = coreEndsAt;
  neighbours = neighboursAt;
  weights = weightsAt;
  seen = seenAt;
  frontier = frontierAt;
  next = nextAt;
  frontierList = frontierListAt;
  nextList = nextListAt;
  unfinishedList = unfinishedListAt;
  folds = foldsAt;
  pairs = pairsAt;
  lanes = laneTable;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function u32At(base: usize, index: u32): u32 {
  return load<u32>(base + ((<usize>index) << 2));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function pullSlots(vertex: u32): u64 {
  return <u64>(u32At(coreEnds, vertex) - u32At(offsets, vertex));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function pushSlots(vertex: u32): u64 {
  return <u64>(u32At(offsets, vertex + 1) - u32At(offsets, vertex));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function counted(word: v128, at: usize): u32 {
  return <u32>popcnt<u64>(v128.extract_lane<u64>(word, 0)) * load<u32>(lanes + at) + <u32>popcnt<u64>(v128.extract_lane<u64>(word, 1)) * load<u32>(lanes + at + 4);
}

/** Zeroes 512 bits. Stores in line: `memory.fill` leaves the compiled code for them. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function clearRow(at: usize): void {
  const none = i64x2.splat(0);
  v128.store(at, none);
  v128.store(at, none, 16);
  v128.store(at, none, 32);
  v128.store(at, none, 48);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function isFull(a: v128, b: v128, c: v128, d: v128): bool {
  const missing = v128.or(
    v128.or(v128.xor(a, v128.load(lanes, 32)), v128.xor(b, v128.load(lanes, 48))),
    v128.or(v128.xor(c, v128.load(lanes, 64)), v128.xor(d, v128.load(lanes, 80))),
  );
  return !v128.any_true(missing);
}

/** Takes in the arrivals a, b, c, d at a vertex: keeps the new ones, counts them, and puts a vertex of the core on the next frontier. */
function settle(vertex: u32, a: v128, b: v128, c: v128, d: v128): void {
  const at = seen + ((<usize>vertex) << 6);
  const seenA = v128.load(at, 0);
  const seenB = v128.load(at, 16);
  const seenC = v128.load(at, 32);
  const seenD = v128.load(at, 48);
  const newA = v128.andnot(a, seenA);
  const newB = v128.andnot(b, seenB);
  const newC = v128.andnot(c, seenC);
  const newD = v128.andnot(d, seenD);
  if (!v128.any_true(v128.or(v128.or(newA, newB), v128.or(newC, newD)))) return;
  const allA = v128.or(seenA, newA);
  const allB = v128.or(seenB, newB);
  const allC = v128.or(seenC, newC);
  const allD = v128.or(seenD, newD);
  v128.store(at, allA, 0);
  v128.store(at, allB, 16);
  v128.store(at, allC, 32);
  v128.store(at, allD, 48);
  if (isFull(allA, allB, allC, allD)) {
    unfinished--;
    unfinishedSlots -= pullSlots(vertex);
  }
  if (vertex < leafStart) {
    const to = next + ((<usize>vertex) << 6);
    v128.store(to, newA, 0);
    v128.store(to, newB, 16);
    v128.store(to, newC, 32);
    v128.store(to, newD, 48);
    store<u32>(nextList + ((<usize>nextCount) << 2), vertex);
    nextCount++;
    nextSlots += pushSlots(vertex);
  }
  const authors = <f64>(counted(newA, 0) + counted(newB, 8) + counted(newC, 16) + counted(newD, 24));
  const fold = folds + <usize>vertex * 24;
  store<f64>(fold, load<f64>(fold) + authors * <f64>level);
  store<f64>(fold, load<f64>(fold, 8) + authors / <f64>level, 8);
  store<f64>(fold, max(load<f64>(fold, 16), <f64>level), 16);
  levelPairs += authors * <f64>u32At(weights, vertex);
}

/** Hands the frontier's words on along its edges. */
function push(frontierCount: u32): void {
  const touched = nextList;
  let touchedCount: u32 = 0;
  for (let i: u32 = 0; i < frontierCount; i++) {
    const vertex = u32At(frontierList, i);
    const from = frontier + ((<usize>vertex) << 6);
    const a = v128.load(from, 0);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    const end = neighbours + ((<usize>u32At(offsets, vertex + 1)) << 2);
    for (let slot = neighbours + ((<usize>u32At(offsets, vertex)) << 2); slot < end; slot += 4) {
      const neighbour = load<u32>(slot);
      const to = next + ((<usize>neighbour) << 6);
      const oldA = v128.load(to, 0);
      const oldB = v128.load(to, 16);
      const oldC = v128.load(to, 32);
      const oldD = v128.load(to, 48);
      if (!v128.any_true(v128.or(v128.or(oldA, oldB), v128.or(oldC, oldD)))) {
        store<u32>(touched + ((<usize>touchedCount) << 2), neighbour);
        touchedCount++;
      }
      v128.store(to, v128.or(oldA, a), 0);
      v128.store(to, v128.or(oldB, b), 16);
      v128.store(to, v128.or(oldC, c), 32);
      v128.store(to, v128.or(oldD, d), 48);
    }
  }
  // What is settled is listed anew in the same array: never further on than what is still to be read.
  for (let i: u32 = 0; i < touchedCount; i++) {
    const vertex = u32At(touched, i);
    const at = next + ((<usize>vertex) << 6);
    const a = v128.load(at, 0);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    clearRow(at);
    settle(vertex, a, b, c, d);
  }
}

/** Gathers at every vertex that is not finished what its neighbours hold; returns how many vertices are still listed. */
function pull(listed: u32): u32 {
  let left: u32 = 0;
  for (let i: u32 = 0; i < listed; i++) {
    const vertex = u32At(unfinishedList, i);
    const at = seen + ((<usize>vertex) << 6);
    if (isFull(v128.load(at, 0), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48))) continue;
    store<u32>(unfinishedList + ((<usize>left) << 2), vertex);
    left++;
    let a = i64x2.splat(0);
    let b = i64x2.splat(0);
    let c = i64x2.splat(0);
    let d = i64x2.splat(0);
    const end = neighbours + ((<usize>u32At(coreEnds, vertex)) << 2);
    for (let slot = neighbours + ((<usize>u32At(offsets, vertex)) << 2); slot < end; slot += 4) {
      const from = frontier + ((<usize>load<u32>(slot)) << 6);
      a = v128.or(a, v128.load(from, 0));
      b = v128.or(b, v128.load(from, 16));
      c = v128.or(c, v128.load(from, 32));
      d = v128.or(d, v128.load(from, 48));
    }
    settle(vertex, a, b, c, d);
  }
  return left;
}

/**
 * Sweeps the component whose vertices are first … end − 1, leaves from `leaves` on, from the `sources` vertices that
 * stand in the frontier's list, their bits set in `seen` and `frontier`. Leaves seen, frontier and next zero.
 * `pushShare`: a level is pushed when its edges are fewer than this share of those that a pull reads.
 */
export function sweep(first: u32, leaves: u32, end: u32, sources: u32, pushShare: f64): void {
  leafStart = leaves;
  level = 0;
  unfinished = end - first;
  unfinishedSlots = 0;
  for (let vertex = first; vertex < end; vertex++) unfinishedSlots += pullSlots(vertex);
  nextSlots = 0;
  for (let i: u32 = 0; i < sources; i++) {
    const vertex = u32At(frontierList, i);
    const at = seen + ((<usize>vertex) << 6);
    nextSlots += pushSlots(vertex);
    if (!isFull(v128.load(at, 0), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48))) continue;
    unfinished--;
    unfinishedSlots -= pullSlots(vertex);
  }
  let listed: u32 = 0;
  let isListed = false;
  let count = sources;
  while (count > 0 && unfinished > 0) {
    level++;
    // Only at the first level do leaves send, and a pull would miss them.
    const pushes = level == 1 || <f64>nextSlots < pushShare * <f64>unfinishedSlots;
    nextCount = 0;
    nextSlots = 0;
    levelPairs = 0;
    if (pushes) {
      push(count);
    } else {
      if (!isListed) {
        for (let vertex = first; vertex < end; vertex++) store<u32>(unfinishedList + ((<usize>(vertex - first)) << 2), vertex);
        listed = end - first;
        isListed = true;
      }
      listed = pull(listed);
    }
    const pairsOfLevel = pairs + ((<usize>level) << 3);
    store<f64>(pairsOfLevel, load<f64>(pairsOfLevel) + levelPairs);
    clear(count);
    const oldFrontier = frontier;
    frontier = next;
    next = oldFrontier;
    const oldList = frontierList;
    frontierList = nextList;
    nextList = oldList;
    count = nextCount;
  }
  clear(count);
  memory.fill(seen + ((<usize>first) << 6), 0, (<usize>(end - first)) << 6);
}

/** Zeroes the words of the frontier. */
function clear(count: u32): void {
  for (let i: u32 = 0; i < count; i++) clearRow(frontier + ((<usize>u32At(frontierList, i)) << 6));
}

/** Where the next batch's sources have to be set: the two frontiers, and their lists, change places at every level. */
export function frontierAt(): usize {
  return frontier;
}

export function frontierListAt(): usize {
  return frontierList;
}
