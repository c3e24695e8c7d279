/**
 * How work "from every source" is cut into blocks: by the graph alone, so that partial sums are added in the same
 * order whatever the number of workers.
 */
import type { CsrGraph } from '../../graph/types.js';
import type { Distance, KernelInput } from '../metric.js';
import { checkpoint } from '../kernel.js';
import { costSearch } from './cost-search.js';
import type { Search } from './hop-search.js';
import { hopSearch } from './hop-search.js';

const MAX_BLOCKS = 256;
const SOURCES_PER_BLOCK = 16;
const MAX_PARTIAL_BYTES = 256 * 1024 * 1024;

/** Blocks for n sources whose partials hold a value per source: 1 … 256, none below 16 sources but the only one. */
export function sourceBlockCount(sourceCount: number): number {
  return Math.max(1, Math.min(MAX_BLOCKS, Math.ceil(sourceCount / SOURCES_PER_BLOCK)));
}

/** Blocks for partials that hold a value per *node*: as above, and together at most 256 MiB (or one block). */
export function fullWidthBlockCount(nodeCount: number): number {
  const affordable = Math.floor(MAX_PARTIAL_BYTES / (8 * Math.max(1, nodeCount)));
  return Math.max(1, Math.min(sourceBlockCount(nodeCount), affordable));
}

/** The half-open range of sources of a block. Throws a RangeError for a block that does not exist. */
export function blockRange(sourceCount: number, blockCount: number, block: number): readonly [number, number] {
  if (!Number.isInteger(block) || block < 0 || block >= blockCount) {
    throw new RangeError(`block ${block} does not exist: the metric has ${blockCount} blocks, numbered from 0.`);
  }
  return [Math.floor((block * sourceCount) / blockCount), Math.floor(((block + 1) * sourceCount) / blockCount)];
}

/** A search by hops or by cost, after `distance`. */
export function searchBy(graph: CsrGraph, distance: Distance): Search {
  return distance === 'UNWEIGHTED' ? hopSearch(graph) : costSearch(graph);
}

/**
 * A value per source of a block: `score` reads a finished search (`reached` nodes in `order`, the source first).
 * O(sources × search).
 */
export function scoreSources(
  input: KernelInput,
  distance: Distance,
  block: number,
  score: (search: Search, reached: number) => number,
): Float64Array {
  const { nodeCount } = input.graph;
  const [from, to] = blockRange(nodeCount, sourceBlockCount(nodeCount), block);
  const search = searchBy(input.graph, distance);
  const scores = new Float64Array(to - from);
  const pass = checkpoint(input, to - from);
  for (let source = from; source < to; source++) {
    pass(source - from);
    scores[source - from] = score(search, search.run(source));
  }
  pass(to - from);
  return scores;
}

/** Partials of consecutive sources put one behind the other. O(n). */
export function concatenated(partials: readonly Float64Array[], length: number): Float64Array {
  const values = new Float64Array(length);
  let at = 0;
  for (const partial of partials) {
    values.set(partial, at);
    at += partial.length;
  }
  return values;
}

/** Estimated elementary steps of a search from every node. */
export function allSourcesCost(nodeCount: number, edgeCount: number, distance: unknown): number {
  const perSource = nodeCount + 2 * edgeCount;
  return nodeCount * perSource * (distance === 'INVERSE_STRENGTH' ? Math.max(1, Math.log2(nodeCount + 1)) : 1);
}
