/**
 * Brandes' searches (2001, doi:10.1080/0022250X.2001.9990249) on a search plan, one source after another: the plain path,
 * by hops. The recursion for nodes that stand for several authors: each of the m(v) authors of node v has the same number
 * σ(v) of shortest paths from the source, Σ m(u) σ(u) over the nodes u before v (1 where u is the source), and the same
 * dependency δ(v) = σ(v) · Σ (w(x) + m(x) δ(x)) / σ(x) over the nodes x behind v, where w(x) authors are located at x. Each of
 * the collaborations between v and x carries σ(v) · (w(x) / m(x) + δ(x)) / σ(x) of it (Brandes 2008,
 * doi:10.1016/j.socnet.2007.11.001); those of the source's m authors a share of 1 / m, as each begins its own paths only.
 */
import type { PlanEdges, SearchPlan } from '../reduction/search-plan.js';
import type { BatchSearches, SingleSearch } from './batch-searches.js';
import { oneByOne, tooManyPaths } from './batch-searches.js';
import { crowdSearch } from './crowd-search.js';

/**
 * Searches of a plan by hops. O(LANES (n + m) of their graphs) per batch; O(n + m) memory. Throws a RangeError where a
 * number of shortest paths leaves double precision (above 1.8e308).
 */
export function planSearches(plan: SearchPlan): BatchSearches {
  const tooMany = (source: number, target: number): RangeError => tooManyPaths(plan, source, target);
  return oneByOne(plan, plan.crowds === undefined ? hopSearch(plan, tooMany) : crowdSearch(plan, plan.crowds, tooMany));
}

/** What searches read: a plan, or any graph from which nobody is taken out. */
export type SearchedGraph = Pick<SearchPlan, 'nodeCount' | 'offsets' | 'neighbours' | 'multiplicity'> & {
  /** As in a plan, or null where all stay. */
  readonly batchOf: Uint32Array | null;
  readonly edges: Pick<PlanEdges, 'edgeOf'> | null;
};

/**
 * Makes the function that searches by hops from one source. O(n + m) a search for what it reaches; O(n + m) memory. It
 * throws `tooMany` where a number of shortest paths leaves double precision.
 */
export function hopSearch(graph: SearchedGraph, tooMany: (source: number, target: number) => RangeError): (search: SingleSearch) => void {
  const { nodeCount, offsets, neighbours, multiplicity, batchOf, edges } = graph;
  const order = new Uint32Array(nodeCount);
  const distance = new Int32Array(nodeCount).fill(-1);
  const pathCount = new Float64Array(nodeCount);
  const share = new Float64Array(nodeCount);
  // The slots of the nodes behind order[i] are behind[behindStarts[i]] … behind[behindStarts[i + 1] − 1]. An edge leads away from
  // the source in one direction at most, and most edges of a clique in none, so going back reads far less than going out.
  const behind = new Uint32Array(neighbours.length / 2);
  const behindStarts = new Uint32Array(nodeCount + 1);

  return ({ source, factor, batch, weight, sums }) => {
    order[0] = source;
    distance[source] = 0;
    pathCount[source] = 1;
    let reached = 1;
    let recorded = 0;
    for (let head = 0; head < reached; head++) {
      const own = order[head];
      const level = distance[own] + 1;
      if (pathCount[own] === Infinity) throw tooMany(source, own);
      const paths = head === 0 ? 1 : multiplicity[own] * pathCount[own];
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (batchOf !== null && batchOf[neighbour] < batch) break;
        const known = distance[neighbour];
        if (known < 0) {
          distance[neighbour] = level;
          pathCount[neighbour] = paths;
          order[reached++] = neighbour;
          behind[recorded++] = slot;
        } else if (known === level) {
          pathCount[neighbour] += paths;
          behind[recorded++] = slot;
        }
      }
      behindStarts[head + 1] = recorded;
    }
    for (let i = reached - 1; i > 0; i--) {
      const own = order[i];
      let shares = 0;
      for (let at = behindStarts[i], end = behindStarts[i + 1]; at < end; at++) shares += share[neighbours[behind[at]]];
      const dependency = pathCount[own] * shares;
      share[own] = (weight[own] + multiplicity[own] * dependency) / pathCount[own];
      if (edges === null) sums[own] += factor * dependency;
      else addFlows(edges, i, factor * pathCount[own], sums);
    }
    if (edges !== null) addFlows(edges, 0, factor / multiplicity[source], sums);
    for (let i = 0; i < reached; i++) distance[order[i]] = -1;
  };

  /** Adds what the collaborations behind order[i] carry, each of those between two nodes the same. */
  function addFlows({ edgeOf }: Pick<PlanEdges, 'edgeOf'>, i: number, factor: number, sums: Float64Array): void {
    for (let at = behindStarts[i], end = behindStarts[i + 1]; at < end; at++) {
      const further = neighbours[behind[at]];
      sums[edgeOf[behind[at]]] += (factor * share[further]) / multiplicity[further];
    }
  }
}
