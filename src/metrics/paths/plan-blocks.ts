/** The searches of a plan made in blocks, by whichever way suits the plan. */
import { checkpoint } from '../kernel.js';
import type { KernelInput, Parameters } from '../metric.js';
import type { SearchPlan } from '../reduction/search-plan.js';
import type { BatchSearches } from './batch-searches.js';
import { summedCount } from './batch-searches.js';
import { bucketsFor } from './bucket-queue.js';
import { costSearchBytes, costSearches } from './cost-searches.js';
import { laneSearchBytes, laneSearches } from './lane-searches.js';
import { planCostSearches } from './plan-cost-searches.js';
import { planSearches } from './plan-searches.js';
import { blockRange, evenlyCut, planBlockCount } from './source-blocks.js';

/** Below so many sources the plain searches are done before WebAssembly has been set up. */
const LEAST_WASM_SOURCES = 64;
/** WebAssembly has 4 GB at most; what searches need may grow on the way. */
const MOST_WASM_BYTES = 3 * 2 ** 30;

/** Searches of each plan that this thread has in hand: they keep memory as large as the plan. */
const searchesOf = new WeakMap<SearchPlan, BatchSearches>();

/** The searches that suit a plan: decided by the plan alone, so that every thread decides alike. O(n + m) memory. */
function searchesFor(plan: SearchPlan): BatchSearches {
  const { nodeCount, neighbours, costs, sources, edges } = plan;
  const slots = neighbours.length;
  // Flows along edges are summed by slot, which the counts below leave out.
  const mostBytes = MOST_WASM_BYTES - (edges === null ? 0 : 8 * slots);
  const isWorthIt = sources.length >= LEAST_WASM_SOURCES;
  if (costs.length > 0) {
    const buckets = bucketsFor(costs, nodeCount);
    return isWorthIt && buckets !== null && costSearchBytes(nodeCount, slots) <= mostBytes ? costSearches(plan, buckets) : planCostSearches(plan);
  }
  return isWorthIt && laneSearchBytes(nodeCount, slots) <= mostBytes ? laneSearches(plan) : planSearches(plan);
}

/**
 * Estimated bytes that a thread needs for searches of a graph's plan: at most some 1.3 nodes of the plan to an author and two slots to
 * each of the graph's, with rows of 32 numbers by hops, and by cost a search and its queue. Sums per slot come on top.
 */
export function planSearchMemory(nodeCount: number, edgeCount: number, { distance }: Parameters): number {
  return distance === 'INVERSE_STRENGTH' ? 200 * nodeCount + 96 * edgeCount : 480 * nodeCount + 96 * edgeCount;
}

/** Blocks of a plan, whose partials hold its sums. O(1). */
export function blocksOfPlan(plan: SearchPlan): number {
  return planBlockCount(summedCount(plan), plan.work.length);
}

/** The sums of one block's batches. O(searches of the block). Throws a RangeError for a block that does not exist, and as searches do. */
export function runPlanBlock(input: Pick<KernelInput, 'onProgress' | 'isCancelled'>, block: number, plan: SearchPlan): Float64Array {
  const blocks = blocksOfPlan(plan);
  blockRange(blocks, blocks, block);
  const [from, to] = evenlyCut(plan.work, blocks, block);
  let searches = searchesOf.get(plan);
  if (searches === undefined) searchesOf.set(plan, (searches = searchesFor(plan)));
  searches.begin(from);
  const pass = checkpoint(input, to - from);
  for (let batch = from; batch < to; batch++) {
    pass(batch - from);
    searches.run(batch);
  }
  pass(to - from);
  return searches.sums();
}
