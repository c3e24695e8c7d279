/**
 * Brandes' searches on a search plan by cost in WebAssembly: what plan-cost-searches.ts does in TypeScript, with buckets
 * only. Our own because it is a hot path; measured against igraph, graph-tool and NetworKit by
 * `npm run bench -- metrics --metric betweenness`.
 */
import { WASM_BASE64 } from '../generated/cost-searches.js';
import type { PlanEdges, SearchPlan } from '../reduction/search-plan.js';
import { batchSources, setEnds, takeOut } from './alive-rows.js';
import type { BatchSearches } from './batch-searches.js';
import { tooManyPaths } from './batch-searches.js';
import type { Buckets } from './bucket-queue.js';
import { COST_TOLERANCE } from './cost-search.js';
import { instantiated, layout } from './wasm-memory.js';

const ENTRY_BYTES = 8;
const DONE = -1;
const OUT_OF_ROOM = -2;

interface Exports {
  place(...addresses: number[]): void;
  makeRoom(entries: number, room: number): void;
  readonly search: (source: number, factor: number, tolerance: number) => number;
  readonly searchEdges: (source: number, factor: number, tolerance: number) => number;
}

/** Bytes of memory that the searches of a plan with so many nodes and slots take at first; more where many nodes are improved often. */
export function costSearchBytes(nodeCount: number, slots: number): number {
  return 100 * nodeCount + 16 * slots;
}

/**
 * Searches of a plan by cost in the given buckets; costs within COST_TOLERANCE of each other tie.
 * O(LANES (n + m + buckets)) per batch. Throws a RangeError where a number of shortest paths leaves double precision
 * (above 1.8e308) or the memory that WebAssembly may have (4 GB) is too little.
 */
export function costSearches(plan: SearchPlan, { ring, perUnit }: Buckets): BatchSearches {
  const { nodeCount, neighbours, sources, factors, edges } = plan;
  const slots = neighbours.length;
  const sumCount = edges === null ? nodeCount : slots;
  const at = layout({
    offsets: 4 * (nodeCount + 1), ends: 4 * nodeCount, neighbours: 4 * slots, costs: 8 * slots, multiplicity: 8 * nodeCount, weight: 8 * nodeCount,
    sums: 8 * sumCount, distance: 8 * nodeCount, paths: 8 * nodeCount, shares: 8 * nodeCount, settled: nodeCount, order: 4 * nodeCount,
    before: 4 * slots, starts: 4 * (nodeCount + 1), heads: 4 * ring,
  });
  let room = 4 * nodeCount + 16;
  const instance = instantiated(WASM_BASE64, at.end + room * ENTRY_BYTES);
  const { memory } = instance;
  const exports = instance.exports as Exports;
  const search = edges === null ? exports.search : exports.searchEdges;
  exports.place(
    at.offsets, at.ends, at.neighbours, at.costs, at.multiplicity, at.weight, at.sums, at.distance, at.paths, at.shares, at.settled, at.order,
    at.before, at.starts, at.heads, ring, perUnit,
  );
  const words = (address: number, length: number): Uint32Array => new Uint32Array(memory.buffer, address, length);
  const doubles = (address: number, length: number): Float64Array => new Float64Array(memory.buffer, address, length);
  words(at.offsets, nodeCount + 1).set(plan.offsets);
  words(at.neighbours, slots).set(neighbours);
  doubles(at.costs, slots).set(plan.costs);
  doubles(at.multiplicity, nodeCount).set(plan.multiplicity);
  doubles(at.weight, nodeCount).set(plan.weight);
  clear();

  /** Makes ready for a first search, or for another one after one that was broken off. */
  function clear(): void {
    exports.makeRoom(at.end, room);
    doubles(at.distance, nodeCount).fill(Infinity);
    new Uint8Array(memory.buffer, at.settled, nodeCount).fill(0);
    words(at.heads, ring).fill(0xffffffff);
  }

  function searchFrom(source: number, factor: number): void {
    for (;;) {
      const outcome = search(source, factor, 1 + COST_TOLERANCE);
      if (outcome === DONE) return;
      if (outcome !== OUT_OF_ROOM) {
        clear();
        throw tooManyPaths(plan, source, outcome);
      }
      room *= 2;
      const missing = at.end + room * ENTRY_BYTES - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65_536));
      clear();
    }
  }

  return {
    begin: (firstBatch) => {
      setEnds(plan, words(at.ends, nodeCount), firstBatch);
      doubles(at.sums, sumCount).fill(0);
    },
    sums: () => (edges === null ? doubles(at.sums, nodeCount).slice() : bothWays(edges, doubles(at.sums, slots))),
    run: (batch) => {
      const { from, to, leaving } = batchSources(plan, batch);
      for (const source of leaving) doubles(at.weight, nodeCount)[source] = plan.weight[source] / 2;
      for (let i = from; i < to; i++) searchFrom(sources[i], factors[i]);
      for (const source of leaving) doubles(at.weight, nodeCount)[source] = plan.weight[source];
      takeOut(plan, words(at.ends, nodeCount), leaving);
    },
  };
}

/** What an edge carries one way and the other. O(slots). */
function bothWays({ account, edgeOf }: PlanEdges, flows: Float64Array): Float64Array {
  const sums = new Float64Array(account.length);
  for (let slot = 0; slot < flows.length; slot++) sums[edgeOf[slot]] += flows[slot];
  return sums;
}
