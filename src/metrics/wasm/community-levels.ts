/**
 * The level above, for Louvain and Leiden, in WebAssembly, without branches that nobody could predict.
 * `src/metrics/community/wasm-steps.ts` calls it; level.ts there is the same in TypeScript, to the last bit.
 */

let queueAt: usize = 0;
let touchedAt: usize = 0;
let countsAt: usize = 0;
let leavingAt: usize = 0;
let leavingWeightsAt: usize = 0;

/** Addresses of scratch arrays, each of as many elements as the ground has nodes. */
export function place(queue: usize, touched: usize, counts: usize, leaving: usize, leavingWeights: usize): void {
  queueAt = queue;
  touchedAt = touched;
  countsAt = counts;
  leavingAt = leaving;
  leavingWeightsAt = leavingWeights;
}

let nodeCount: u32 = 0;
let offsetsAt: usize = 0;
let neighboursAt: usize = 0;
let weightsAt: usize = 0;
let massAt: usize = 0;
let labelsAt: usize = 0;

/** The level at hand, and which node of the level above each node becomes part of. */
export function stand(nodes: u32, offsets: usize, neighbours: usize, weights: usize, mass: usize, labels: usize): void {
  nodeCount = nodes;
  offsetsAt = offsets;
  neighboursAt = neighbours;
  weightsAt = weights;
  massAt = mass;
  labelsAt = labels;
}

function word(array: usize, index: u32): u32 {
  return load<u32>(array + (<usize>index << 2));
}

function double(array: usize, index: u32): f64 {
  return load<f64>(array + (<usize>index << 3));
}

/**
 * Writes the level above: one node per label 0 … labelCount − 1. Members by label are put into the queue, their ends into the
 * counts, slots into what was touched. Returns the number of entries.
 */
export function aggregate(labelCount: u32, aboveOffsets: usize, aboveNeighbours: usize, aboveWeights: usize, aboveMass: usize): u32 {
  groupMembers(labelCount);
  memory.fill(touchedAt, 0xff, <usize>labelCount << 2);
  let filled: u32 = 0;
  let member: u32 = 0;
  for (let label: u32 = 0; label < labelCount; label++) {
    const start = filled;
    let sum: f64 = 0;
    for (const end = word(countsAt, label); member < end; member++) {
      const node = word(queueAt, member);
      sum += double(massAt, node);
      const leaving = listLeaving(node, label);
      for (let i: u32 = 0; i < leaving; i++) {
        const other = word(leavingAt, i);
        const known = load<i32>(touchedAt + (<usize>other << 2));
        const isNew = known < <i32>start;
        const place = select(filled, <u32>known, isNew);
        const before = select<f64>(0, double(aboveWeights, place), isNew);
        store<u32>(aboveNeighbours + (<usize>place << 2), other);
        store<f64>(aboveWeights + (<usize>place << 3), before + double(leavingWeightsAt, i));
        store<u32>(touchedAt + (<usize>other << 2), place);
        filled += u32(isNew);
      }
    }
    store<f64>(aboveMass + (<usize>label << 3), sum);
    store<u32>(aboveOffsets + (<usize>(label + 1) << 2), filled);
  }
  store<u32>(aboveOffsets, 0);
  return filled;
}

/** Lists the labels and weights of the node's entries that leave its label: most do not. Returns how many. */
function listLeaving(node: u32, label: u32): u32 {
  let leaving: u32 = 0;
  for (let slot = word(offsetsAt, node), end = word(offsetsAt, node + 1); slot < end; slot++) {
    const other = word(labelsAt, word(neighboursAt, slot));
    store<u32>(leavingAt + (<usize>leaving << 2), other);
    store<f64>(leavingWeightsAt + (<usize>leaving << 3), double(weightsAt, slot));
    leaving += u32(other != label);
  }
  return leaving;
}

/** Nodes by label in the queue, ascending within each; the end of each label's in the counts. */
function groupMembers(labelCount: u32): void {
  memory.fill(countsAt, 0, <usize>labelCount << 2);
  for (let node: u32 = 0; node < nodeCount; node++) {
    const at = countsAt + (<usize>word(labelsAt, node) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let label: u32 = 0; label < labelCount; label++) {
    const count = word(countsAt, label);
    store<u32>(countsAt + (<usize>label << 2), sum);
    sum += count;
  }
  for (let node: u32 = 0; node < nodeCount; node++) {
    const at = countsAt + (<usize>word(labelsAt, node) << 2);
    const place = load<u32>(at);
    store<u32>(queueAt + (<usize>place << 2), node);
    store<u32>(at, place + 1);
  }
}
