/**
 * The step that Louvain and Leiden share in WebAssembly: moves of single nodes. Loops over edges do without branches that nobody
 * could predict. `src/metrics/community/wasm-steps.ts` calls it; local-moves.ts there is the same in TypeScript, to the last bit.
 */

/** A move must gain at least this share of the weights it weighs up: anything less is rounding, and could go back and forth. */
const LEAST_GAIN: f64 = 1e-12;
/** After so many visits per node a move must gain ten times as much, and so on: whatever rounding does, it ends. */
const PATIENCE: u64 = 64;

let queueAt: usize = 0;
let flagsAt: usize = 0;
let tallyAt: usize = 0;
let touchedAt: usize = 0;
let countsAt: usize = 0;
let freeAt: usize = 0;

/** Addresses of the scratch arrays: see Space. */
export function place(queue: usize, flags: usize, tally: usize, touched: usize, counts: usize, free: usize): void {
  queueAt = queue;
  flagsAt = flags;
  tallyAt = tally;
  touchedAt = touched;
  countsAt = counts;
  freeAt = free;
}

let nodeCount: u32 = 0;
let offsetsAt: usize = 0;
let neighboursAt: usize = 0;
let weightsAt: usize = 0;
let massAt: usize = 0;
let communityAt: usize = 0;
let penalty: f64 = 0;

/** The level at hand, and the communities of its nodes. */
export function stand(nodes: u32, offsets: usize, neighbours: usize, weights: usize, mass: usize, community: usize, by: f64): void {
  nodeCount = nodes;
  offsetsAt = offsets;
  neighboursAt = neighbours;
  weightsAt = weights;
  massAt = mass;
  communityAt = community;
  penalty = by;
}

function word(array: usize, index: u32): u32 {
  return load<u32>(array + (<usize>index << 2));
}

function double(array: usize, index: u32): f64 {
  return load<f64>(array + (<usize>index << 3));
}

let lastPlace: u32 = 0;
let head: u32 = 0;
let tail: u32 = 0;
let freeCount: u32 = 0;
let least: f64 = 0;
let total: f64 = 0;
let visits: u64 = 0;
let limit: u64 = 0;

/** Makes ready for moves: all nodes wait in the queue already, which is a ring of `ring` places, a power of two above their number. */
export function beginMoves(ring: u32): void {
  lastPlace = ring - 1;
  head = 0;
  tail = nodeCount;
  least = LEAST_GAIN;
  total = 0;
  visits = 0;
  limit = PATIENCE * nodeCount;
  memory.fill(flagsAt, 1, nodeCount);
  memory.fill(tallyAt, 0, <usize>nodeCount << 4);
  memory.fill(countsAt, 0, <usize>nodeCount << 2);
  for (let node: u32 = 0; node < nodeCount; node++) {
    const own = word(communityAt, node);
    const place = tallyAt + (<usize>own << 4);
    store<f64>(place, load<f64>(place, 8) + double(massAt, node), 8);
    store<u32>(countsAt + (<usize>own << 2), word(countsAt, own) + 1);
  }
  freeCount = 0;
  for (let label = nodeCount; label-- > 0; ) {
    if (word(countsAt, label) == 0) store<u32>(freeAt + (<usize>(freeCount++) << 2), label);
  }
}

/** Visits so many of the waiting nodes. Returns whether some are left. */
export function moveNodes(count: u32): bool {
  for (let i: u32 = 0; i < count && head != tail; i++) {
    if (visits++ == limit) {
      limit += PATIENCE * nodeCount;
      least *= 10;
    }
    const node = word(queueAt, head);
    head = (head + 1) & lastPlace;
    store<u8>(flagsAt + node, 0);
    visit(node);
  }
  return head != tail;
}

/** What all moves gained, in units of weight. */
export function gained(): f64 {
  return total;
}

function visit(node: u32): void {
  const own = word(communityAt, node);
  const ownPlace = tallyAt + (<usize>own << 4);
  const start = word(offsetsAt, node);
  const end = word(offsetsAt, node + 1);
  let touched = touchedAt;
  for (let slot = start; slot < end; slot++) {
    const place = tallyAt + (<usize>word(communityAt, word(neighboursAt, slot)) << 4);
    const known = load<f64>(place);
    store<u32>(touched, <u32>place);
    touched += <usize>(known == 0) << 2;
    store<f64>(place, known + double(weightsAt, slot));
  }
  const heavy = double(massAt, node);
  const expected = penalty * heavy;
  const ownWeight = load<f64>(ownPlace);
  const stay = ownWeight - expected * (load<f64>(ownPlace, 8) - heavy);
  let best: usize = 0;
  let bestGain = stay;
  let bestWeight: f64 = 0;
  // The own community gains less than staying here, as its mass counts the node itself.
  for (let at = touchedAt; at < touched; at += 4) {
    const place = <usize>load<u32>(at);
    const weight = load<f64>(place);
    const gain = weight - expected * load<f64>(place, 8);
    store<f64>(place, 0);
    const isBetter = gain > bestGain;
    best = select(place, best, isBetter);
    bestWeight = select(weight, bestWeight, isBetter);
    bestGain = select(gain, bestGain, isBetter);
  }
  if (bestGain - stay <= least * (bestWeight + ownWeight)) {
    best = 0;
    bestGain = stay;
  }
  const members = word(countsAt, own);
  if (bestGain < 0 && freeCount > 0 && -stay > least * ownWeight && members > 1) {
    best = tallyAt + (<usize>word(freeAt, --freeCount) << 4);
    bestGain = 0;
  }
  if (best == 0) return;
  total += bestGain - stay;
  store<f64>(ownPlace, members == 1 ? 0 : load<f64>(ownPlace, 8) - heavy, 8);
  store<u32>(countsAt + (<usize>own << 2), members - 1);
  if (members == 1) store<u32>(freeAt + (<usize>(freeCount++) << 2), own);
  store<f64>(best, load<f64>(best, 8) + heavy, 8);
  const to = <u32>((best - tallyAt) >> 4);
  store<u32>(countsAt + (<usize>to << 2), word(countsAt, to) + 1);
  store<u32>(communityAt + (<usize>node << 2), to);
  for (let slot = start; slot < end; slot++) {
    const neighbour = word(neighboursAt, slot);
    const flag = flagsAt + neighbour;
    const waits = u32(load<u8>(flag));
    const joins = (waits ^ 1) & u32(word(communityAt, neighbour) != to);
    store<u32>(queueAt + (<usize>tail << 2), neighbour);
    store<u8>(flag, waits | joins);
    tail = (tail + joins) & lastPlace;
  }
}
