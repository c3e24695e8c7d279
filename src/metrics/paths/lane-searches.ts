/**
 * Brandes' searches on a search plan, by hops, 32 sources at a time in WebAssembly SIMD (Then et al. 2014,
 * doi:10.14778/2735496.2735507, for the words; Brandes 2001, doi:10.1080/0022250X.2001.9990249, for the recursion, in
 * the form of plan-searches.ts). Our own because no library has it; measured against igraph, graph-tool and NetworKit by
 * `npm run bench -- metrics --metric betweenness`.
 *
 * A level of the search is a list of entries: a node and the lanes (sources) that reach it there. An entry's steps are
 * the nodes behind it with the lanes for which they lie one hop farther. Numbers of shortest paths stand in rows of 32
 * doubles, a lane each; on the way back a lane is overwritten by what the nodes before it take up. A node that lanes
 * reach at different levels has an entry at each, and sources that lie close together have few such nodes, so that most
 * steps are made for many lanes at once.
 */
import { UncomputableError } from '../metric.js';
import { WASM_BASE64 } from '../generated/lane-searches.js';
import type { PlanEdges, SearchPlan } from '../reduction/search-plan.js';
import { LANES } from '../reduction/search-plan.js';
import { batchSources, setEnds, takeOut } from './alive-rows.js';
import type { BatchSearches } from './batch-searches.js';
import { crowdBytes, placedCrowds } from './crowd-lanes.js';
import { planSearches } from './plan-searches.js';
import { instantiated, layout } from './wasm-memory.js';

const ROW_BYTES = 8 * LANES;
const ENTRY_BYTES = 12;
const STEP_BYTES = 8;
const OUT_OF_ENTRIES = 1;
const OUT_OF_STEPS = 2;
const OVERFLOW = 3;

interface Exports {
  place(...addresses: number[]): void;
  makeRoom(entries: number, entryRoom: number, steps: number, stepRoom: number): void;
  readonly placeCrowds: (...numbers: number[]) => void;
  readonly search: (count: number) => number;
  readonly searchCrowds: (count: number) => number;
  readonly searchEdges: (count: number) => number;
}

/** Bytes of memory that the searches of a plan with so many nodes and slots take at first; more where lanes agree little. */
export function laneSearchBytes(nodeCount: number, slots: number): number {
  return nodeCount * (ROW_BYTES + 40) + 4 * slots + entryRoomOf(nodeCount) * ENTRY_BYTES + stepRoomOf(slots) * STEP_BYTES;
}

const entryRoomOf = (nodeCount: number): number => 6 * nodeCount + LANES;
const stepRoomOf = (slots: number): number => 2 * slots + LANES;

/**
 * Searches of a plan by hops. O(entries and steps) per batch, at most LANES (n + m). Throws a RangeError where a number
 * of shortest paths leaves double precision (above 1.8e308) or the memory that WebAssembly may have (4 GB) is too little.
 */
export function laneSearches(plan: SearchPlan): BatchSearches {
  const { nodeCount, offsets, neighbours, multiplicity, sources, factors, edges, crowds = null } = plan;
  const slots = neighbours.length;
  const sumCount = edges === null ? nodeCount : slots;
  const at = layout({
    offsets: 4 * (nodeCount + 1), ends: 4 * nodeCount, neighbours: 4 * slots, multiplicity: 8 * nodeCount, weight: 8 * nodeCount,
    sums: 8 * sumCount, seen: 4 * nodeCount, arriving: 4 * nodeCount, rows: ROW_BYTES * nodeCount, sources: 4 * LANES,
    factors: 8 * LANES, scratch: 2 * ROW_BYTES, masks: 64 + 512,
    ...crowdBytes(crowds, nodeCount),
  });
  let entryRoom = entryRoomOf(nodeCount);
  let stepRoom = stepRoomOf(slots);
  const instance = instantiated(WASM_BASE64, roomEnd());
  const { memory } = instance;
  const exports = instance.exports as Exports;
  const search = edges !== null ? exports.searchEdges : crowds === null ? exports.search : exports.searchCrowds;
  exports.place(
    at.offsets, at.ends, at.neighbours, at.multiplicity, at.weight, at.sums, at.seen, at.arriving, at.rows, at.sources, at.factors, at.scratch, at.masks,
  );
  makeRoom();
  const words = (address: number, length: number): Uint32Array => new Uint32Array(memory.buffer, address, length);
  const doubles = (address: number, length: number): Float64Array => new Float64Array(memory.buffer, address, length);
  words(at.offsets, nodeCount + 1).set(offsets);
  words(at.neighbours, slots).set(neighbours);
  doubles(at.multiplicity, nodeCount).set(multiplicity);
  doubles(at.weight, nodeCount).set(plan.weight);
  const crowdRows = crowds === null ? null : placedCrowds(crowds, plan, at, words, exports.placeCrowds);

  function roomEnd(): number {
    return at.end + entryRoom * ENTRY_BYTES + stepRoom * STEP_BYTES;
  }

  function makeRoom(): void {
    exports.makeRoom(at.end, entryRoom, at.end + entryRoom * ENTRY_BYTES, stepRoom);
  }

  function searched(batch: number, count: number): void {
    for (;;) {
      const outcome = search(count);
      if (outcome === 0) return;
      if (outcome === OVERFLOW) {
        // The plain searches know between whom.
        planSearches(plan).run(batch);
        throw new UncomputableError('more than 1.8e308 shortest paths lead between two authors: too many to count in double precision.');
      }
      if (outcome === OUT_OF_ENTRIES) entryRoom *= 2;
      if (outcome === OUT_OF_STEPS) stepRoom *= 2;
      const missing = roomEnd() - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
      makeRoom();
      words(at.seen, nodeCount).fill(0);
      words(at.arriving, nodeCount).fill(0);
    }
  }

  /** What each collaboration of an edge carries, both ways: in the slot of the node before stands what all to those behind carry. */
  function perEdge({ account, edgeOf }: PlanEdges, flows: Float64Array): Float64Array {
    const sums = new Float64Array(account.length);
    for (let slot = 0; slot < slots; slot++) sums[edgeOf[slot]] += flows[slot] / multiplicity[neighbours[slot]];
    return sums;
  }

  return {
    begin: (firstBatch) => {
      setEnds(plan, words(at.ends, nodeCount), firstBatch);
      crowdRows?.setEnds(firstBatch);
      doubles(at.sums, sumCount).fill(0);
    },
    sums: () => (edges === null ? doubles(at.sums, nodeCount).slice() : perEdge(edges, doubles(at.sums, slots))),
    run: (batch) => {
      const { from, to, leaving } = batchSources(plan, batch);
      words(at.sources, to - from).set(sources.subarray(from, to));
      doubles(at.factors, LANES).fill(0);
      doubles(at.factors, to - from).set(factors.subarray(from, to));
      for (const source of leaving) doubles(at.weight, nodeCount)[source] = plan.weight[source] / 2;
      searched(batch, to - from);
      for (const source of leaving) doubles(at.weight, nodeCount)[source] = plan.weight[source];
      takeOut(plan, words(at.ends, nodeCount), leaving);
      crowdRows?.takeOut(leaving);
    },
  };
}
