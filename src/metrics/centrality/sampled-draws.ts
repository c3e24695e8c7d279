/** Drawing samples of betweenness, and handing on what was drawn. */
import type { Random } from '../../graph/prng.js';
import { randomBelow } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import type { KernelInput } from '../metric.js';
import { edgeCosts } from '../paths/cost-search.js';
import { pathCountOverflow } from '../paths/path-count.js';
import type { ShareSums } from '../paths/path-shares.js';
import { pathShares, shareSums } from '../paths/path-shares.js';
import { costSearch } from '../paths/plan-cost-searches.js';
import { roundingMargin, withoutDominatedEdges } from '../reduction/dominated-edges.js';
import { locatedGraph } from '../reduction/located-graph.js';
import type { SampledPairs } from './sampled-pairs.js';
import { drawPair } from './sampled-pairs.js';

export interface Drawing {
  /** Adds a sample to the sums. */
  readonly draw: (random: Random, into: ShareSums) => void;
  /** Empty sums to add to; `sparse` empties them again. */
  readonly into: ShareSums;
}

/** Scratch memory of a graph, kept for all blocks of a job. */
const byHops = new WeakMap<CsrGraph, Drawing>();
const byCost = new WeakMap<CsrGraph, Drawing>();

/**
 * What draws samples: by hops the paths between a pair of authors, where `pairs` is given, else by cost those from one
 * author to all. It may be used for one block at a time.
 */
export function drawing({ graph }: Pick<KernelInput, 'graph'>, pairs: SampledPairs | null): Drawing {
  const kept = pairs ? byHops : byCost;
  const known = kept.get(graph);
  // A block that failed or was cancelled leaves sums behind.
  if (known) emptied(known.into);
  const made = known ?? (pairs ? pairDrawing(pairs) : sourceDrawing(graph));
  kept.set(graph, made);
  return made;
}

function pairDrawing(pairs: SampledPairs): Drawing {
  const addShares = pathShares(pairs.core);
  return {
    draw: (random, into) => addShares(...drawPair(pairs, random), into),
    into: shareSums(pairs.core),
  };
}

function sourceDrawing(graph: CsrGraph): Drawing {
  const { nodeCount } = graph;
  const costs = edgeCosts(graph);
  // A graph of which all stay, without edges that no cheapest path takes: they are a third of all where teams are small.
  const searched = withoutDominatedEdges(locatedGraph(graph, costs, null), roundingMargin(costs, nodeCount));
  // One author a node: as many ways through it as ends at it, in one array.
  const weight = searched.multiplicity;
  const search = costSearch({ ...searched, costs: searched.costs ?? costs, batchOf: null, edges: null }, pathCountOverflow);
  const dependency = new Float64Array(nodeCount);
  return {
    draw: (random, into) => {
      search({ source: randomBelow(random, nodeCount), factor: 1, batch: 0, weight, sums: dependency });
      for (let node = 0; node < nodeCount; node++) {
        if (dependency[node] === 0) continue;
        if (into.sums[node] === 0) into.touched[into.touchedCount++] = node;
        into.sums[node] += dependency[node] / (nodeCount - 1);
        dependency[node] = 0;
      }
    },
    into: shareSums({ coreCount: nodeCount }),
  };
}

/** The sums as pairs of class and sum, those that are not 0; leaves the sums empty. O(classes met). */
export function sparse(sums: ShareSums): Float64Array {
  const pairs = new Float64Array(2 * sums.touchedCount);
  for (let i = 0; i < sums.touchedCount; i++) {
    pairs[2 * i] = sums.touched[i];
    pairs[2 * i + 1] = sums.sums[sums.touched[i]];
  }
  emptied(sums);
  return pairs;
}

function emptied(into: ShareSums): void {
  for (let i = 0; i < into.touchedCount; i++) into.sums[into.touched[i]] = 0;
  into.touchedCount = 0;
}

/** `sums` with what the blocks of a round found added in block order; a new array. */
export function gathered(sums: Float64Array, partials: readonly Float64Array[]): Float64Array {
  const all = Float64Array.from(sums);
  for (const partial of partials) for (let i = 0; i < partial.length; i += 2) all[partial[i]] += partial[i + 1];
  return all;
}
