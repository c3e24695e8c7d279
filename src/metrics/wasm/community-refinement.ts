/**
 * Leiden's refinement in WebAssembly. `src/metrics/community/wasm-steps.ts` calls it; refine.ts there is the same in TypeScript, to
 * the last bit, and explains.
 */

/** Differences beyond this many θ have no chance that a draw of 53 bits could see. */
const NO_CHANCE: f64 = 40;
/** Rounding must not make a node badly connected. */
const SLACK: f64 = 1 - 1e-12;

let queueAt: usize = 0;
let flagsAt: usize = 0;
let tallyAt: usize = 0;
let touchedAt: usize = 0;
let insideAt: usize = 0;
let cutAt: usize = 0;
let communityMassAt: usize = 0;
let gainsAt: usize = 0;
let drawsAt: usize = 0;

/** Addresses of the scratch arrays: see Space; `inside` is one of as many words as the ground has nodes. */
export function place(
  queue: usize, flags: usize, tally: usize, touched: usize, inside: usize, cut: usize, communityMass: usize, gains: usize, draws: usize,
): void {
  queueAt = queue;
  flagsAt = flags;
  tallyAt = tally;
  touchedAt = touched;
  insideAt = inside;
  cutAt = cut;
  communityMassAt = communityMass;
  gainsAt = gains;
  drawsAt = draws;
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

let partsAt: usize = 0;
let temperature: f64 = 0;
let drawn: u32 = 0;

/** Makes ready for refining `count` communities: every node is a part by itself. The order of visits is put into the queue afterwards. */
export function beginRefining(parts: usize, count: u32, theta: f64): void {
  partsAt = parts;
  temperature = theta;
  memory.fill(communityMassAt, 0, <usize>count << 3);
  memory.fill(flagsAt, 0, nodeCount);
  for (let node: u32 = 0; node < nodeCount; node++) {
    const own = word(communityAt, node);
    const heavy = double(massAt, node);
    let inside: f64 = 0;
    for (let slot = word(offsetsAt, node), end = word(offsetsAt, node + 1); slot < end; slot++) {
      inside += select<f64>(double(weightsAt, slot), 0, word(communityAt, word(neighboursAt, slot)) == own);
    }
    store<f64>(cutAt + (<usize>node << 3), inside);
    store<f64>(communityMassAt + (<usize>own << 3), double(communityMassAt, own) + heavy);
    store<f64>(tallyAt + (<usize>node << 4), 0);
    store<f64>(tallyAt + (<usize>node << 4), heavy, 8);
    store<u32>(partsAt + (<usize>node << 2), node);
  }
}

/** Visits the nodes at these places of the queue, each with one draw at most. Returns how many of the draws were used. */
export function refineNodes(from: u32, to: u32): u32 {
  drawn = 0;
  for (let i = from; i < to; i++) refine(word(queueAt, i));
  return drawn;
}

function refine(node: u32): void {
  const own = word(communityAt, node);
  const whole = double(communityMassAt, own);
  const heavy = double(massAt, node);
  const cut = double(cutAt, node);
  if (load<u8>(flagsAt + node) == 1 || cut == 0 || cut < penalty * heavy * (whole - heavy) * SLACK) return;
  // First which entries stay within the community, which nobody could predict, then what they come to.
  let inside = insideAt;
  for (let slot = word(offsetsAt, node), end = word(offsetsAt, node + 1); slot < end; slot++) {
    store<u32>(inside, slot);
    inside += <usize>(word(communityAt, word(neighboursAt, slot)) == own) << 2;
  }
  let touched = touchedAt;
  for (let at = insideAt; at < inside; at += 4) {
    const slot = load<u32>(at);
    const place = tallyAt + (<usize>word(partsAt, word(neighboursAt, slot)) << 4);
    const known = load<f64>(place);
    store<u32>(touched, <u32>place);
    touched += <usize>(known == 0) << 2;
    store<f64>(place, known + double(weightsAt, slot));
  }
  const count = <u32>((touched - touchedAt) >> 2);
  let best: i32 = -1;
  let bestGain: f64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>word(touchedAt, i);
    const part = <u32>((place - tallyAt) >> 4);
    const partMass = load<f64>(place, 8);
    const isWellConnected = double(cutAt, part) >= penalty * partMass * (whole - partMass) * SLACK;
    const gain = isWellConnected ? load<f64>(place) - penalty * heavy * partMass : -1;
    store<f64>(gainsAt + (<usize>i << 3), gain);
    if (gain < 0 || gain < bestGain) continue;
    best = i;
    bestGain = gain;
  }
  const chosen = best < 0 ? -1 : choice(count, bestGain, best);
  if (chosen >= 0) {
    const place = <usize>word(touchedAt, chosen);
    const part = <u32>((place - tallyAt) >> 4);
    store<f64>(cutAt + (<usize>part << 3), double(cutAt, part) + (cut - 2 * load<f64>(place)));
    store<f64>(place, load<f64>(place, 8) + heavy, 8);
    store<u32>(partsAt + (<usize>node << 2), part);
    store<u8>(flagsAt + node, 1);
    store<u8>(flagsAt + part, 1);
  }
  for (let i: u32 = 0; i < count; i++) store<f64>(<usize>word(touchedAt, i), 0);
}

/** One of the choices of gain ≥ 0, or −1 for staying alone, with probability ∝ exp(gain / θ). */
function choice(count: u32, bestGain: f64, best: i32): i32 {
  const floor = bestGain - NO_CHANCE * temperature;
  const least = max<f64>(floor, 0);
  let choices: u32 = 0;
  for (let i: u32 = 0; i < count; i++) choices += u32(double(gainsAt, i) >= least);
  if (choices == 1 && floor > 0) return best;
  const alone: f64 = floor > 0 ? 0 : decayed(-bestGain / temperature);
  let sum = alone;
  for (let i: u32 = 0; i < count; i++) {
    const gain = double(gainsAt, i);
    const chance: f64 = gain >= least ? decayed((gain - bestGain) / temperature) : 0;
    store<f64>(gainsAt + (<usize>i << 3), chance);
    sum += chance;
  }
  let left = double(drawsAt, drawn++) * sum - alone;
  if (left < 0) return -1;
  for (let i: u32 = 0; i < count; i++) {
    left -= double(gainsAt, i);
    if (left < 0) return i;
  }
  return best;
}

/** e^x for x from −40 to 0, as refine.ts has it. */
function decayed(x: f64): f64 {
  const y = x / 1024;
  let power: f64 = 1 + y * (1 + y * (1.0 / 2 + y * (1.0 / 6 + y * (1.0 / 24 + y / 120))));
  for (let i = 0; i < 10; i++) power *= power;
  return power;
}
