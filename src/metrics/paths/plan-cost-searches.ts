/**
 * Brandes' searches (2001, doi:10.1080/0022250X.2001.9990249) on a search plan by cost. Nodes wait in buckets no wider than
 * the cheapest edge: whoever is in the bucket in hand can't be improved by another of it, so that no heap is needed and
 * a bucket's nodes are settled in any order (Dinitz 1978; Denardo & Fox 1979, doi:10.1287/opre.27.1.161). Where that
 * would take too many buckets (edges of very different costs) a binary heap serves (node-heap.ts). Our own because it is a hot path;
 * measured against igraph, graph-tool and NetworKit by `npm run bench -- metrics --metric betweenness`.
 */
import type { PlanEdges, SearchPlan } from '../reduction/search-plan.js';
import type { BatchSearches, SingleSearch } from './batch-searches.js';
import { oneByOne, tooManyPaths } from './batch-searches.js';
import { bucketsFor, settlingQueue } from './bucket-queue.js';
import { COST_TOLERANCE } from './cost-search.js';
import type { SearchedGraph } from './plan-searches.js';

/**
 * Searches of a plan by cost; costs within COST_TOLERANCE of each other tie. Each edge is looked at once per search and
 * each step of a shortest path once more. O(LANES (n + m + buckets)) per batch, O(LANES (n + m) log n) with the heap. Throws a RangeError where a number of
 * shortest paths leaves double precision (above 1.8e308).
 */
export function planCostSearches(plan: SearchPlan): BatchSearches {
  const search = costSearch(plan, (source, target) => tooManyPaths(plan, source, target));
  return oneByOne(plan, search);
}

/**
 * Makes the function that searches by cost from one source; costs within COST_TOLERANCE of each other tie. O(n + m + buckets) or
 * O((n + m) log n) a search, see settlingQueue; O(n + m) memory. It throws `tooMany` where a number of shortest paths leaves
 * double precision.
 */
export function costSearch(graph: SearchedGraph & Pick<SearchPlan, 'costs'>, tooMany: (source: number, target: number) => RangeError): (search: SingleSearch) => void {
  const { nodeCount, offsets, neighbours, costs, multiplicity, batchOf, edges } = graph;
  const distance = new Float64Array(nodeCount).fill(Infinity);
  const pathCount = new Float64Array(nodeCount);
  const share = new Float64Array(nodeCount);
  /** Place in `order` of settled nodes, −1 elsewhere. */
  const rank = new Int32Array(nodeCount).fill(-1);
  const order = new Uint32Array(nodeCount);
  // The nodes before order[i] (their slots in its row, where edges are asked for) are before[beforeStarts[i]] …
  // before[beforeStarts[i + 1] − 1].
  const before = new Uint32Array(neighbours.length);
  const beforeStarts = new Uint32Array(nodeCount + 1);
  const queue = settlingQueue(bucketsFor(costs, nodeCount), nodeCount, distance, rank);

  return ({ source, factor, batch, weight, sums }) => {
    let reached = 0;
    let recorded = 0;
    distance[source] = 0;
    queue.start(source);
    for (let own = queue.next(); own >= 0; own = queue.next()) {
      rank[own] = reached;
      order[reached] = own;
      const distanceOfOwn = distance[own];
      // A step on a shortest path: from a settled node, at no more than the distance but for rounding.
      const within = distanceOfOwn * (1 + COST_TOLERANCE);
      let paths = own === source ? 1 : 0;
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (batchOf !== null && batchOf[neighbour] < batch) break;
        // Nobody who is still waiting is near enough for this: edges are longer than a bucket is wide.
        if (distance[neighbour] + costs[slot] <= within) {
          before[recorded++] = edges === null ? neighbour : slot;
          paths += neighbour === source ? 1 : multiplicity[neighbour] * pathCount[neighbour];
          continue;
        }
        const candidate = distanceOfOwn + costs[slot];
        if (candidate >= distance[neighbour]) continue;
        distance[neighbour] = candidate;
        queue.add(neighbour);
      }
      if (paths === Infinity) throw tooMany(source, own);
      pathCount[own] = paths;
      share[own] = 0;
      beforeStarts[++reached] = recorded;
    }
    for (let i = reached - 1; i > 0; i--) {
      const own = order[i];
      const dependency = pathCount[own] * share[own];
      const passedOn = (weight[own] + multiplicity[own] * dependency) / pathCount[own];
      if (edges !== null) {
        passOnAlong(edges, i, passedOn, source, factor / multiplicity[own], sums);
        continue;
      }
      for (let at = beforeStarts[i], end = beforeStarts[i + 1]; at < end; at++) share[before[at]] += passedOn;
      sums[own] += factor * dependency;
    }
    for (let i = 0; i < reached; i++) {
      distance[order[i]] = Infinity;
      rank[order[i]] = -1;
    }
  };

  /** Passes a share on to the nodes before order[i], and adds what the collaborations with those carry (see plan-searches.ts). */
  function passOnAlong({ edgeOf }: Pick<PlanEdges, 'edgeOf'>, i: number, passedOn: number, source: number, factor: number, sums: Float64Array): void {
    for (let at = beforeStarts[i], end = beforeStarts[i + 1]; at < end; at++) {
      const nearer = neighbours[before[at]];
      share[nearer] += passedOn;
      sums[edgeOf[before[at]]] += factor * passedOn * (nearer === source ? 1 / multiplicity[nearer] : pathCount[nearer]);
    }
  }
}
