/**
 * Searches by hops on a plan with crowds (see ../reduction/crowds.ts), one source after another: the plain path, in the recursion of
 * plan-searches.ts. What a level hands on to a crowd is added up once, and so is, on the way back, what its nodes take up.
 */
import type { Crowds } from '../reduction/crowds.js';
import type { SearchPlan } from '../reduction/search-plan.js';
import type { SingleSearch } from './batch-searches.js';

/** Makes the function that searches from one source. O(n + m + crowds beside each other) a search; O(n + m) memory. It throws `tooMany` as hopSearch does. */
export function crowdSearch(plan: SearchPlan, crowds: Crowds, tooMany: (source: number, target: number) => RangeError): (search: SingleSearch) => void {
  const { nodeCount, offsets, neighbours, multiplicity, batchOf } = plan;
  const { count, crowdOf, memberOffsets, members, beside, besideOffsets } = crowds;
  const order = new Uint32Array(nodeCount);
  const distance = new Int32Array(nodeCount).fill(-1);
  const pathCount = new Float64Array(nodeCount);
  const share = new Float64Array(nodeCount);
  /** What the nodes of a level in each crowd (from 1) have to hand on, and what comes to each from the crowds beside it. */
  const own = new Float64Array(count + 1);
  const coming = new Float64Array(count + 1);

  /** Adds up for each crowd what those beside it have, which is then gone. */
  const turn = (): void => {
    for (let crowd = 1; crowd <= count; crowd++) {
      coming[crowd] = 0;
      for (let at = besideOffsets[crowd - 1]; at < besideOffsets[crowd]; at++) coming[crowd] += own[beside[at]];
    }
    own.fill(0);
  };

  return ({ source, factor, batch, weight, sums }) => {
    order[0] = source;
    distance[source] = 0;
    pathCount[source] = 1;
    let reached = 1;
    const arrive = (node: number, level: number, paths: number): void => {
      if (distance[node] < 0) {
        distance[node] = level;
        pathCount[node] = paths;
        order[reached++] = node;
      } else if (distance[node] === level) {
        pathCount[node] += paths;
      }
    };
    for (let head = 0; head < reached;) {
      const level = distance[order[head]] + 1;
      for (const end = reached; head < end; head++) {
        const node = order[head];
        if (pathCount[node] === Infinity) throw tooMany(source, node);
        const paths = head === 0 ? 1 : multiplicity[node] * pathCount[node];
        own[crowdOf[node]] += paths;
        for (let slot = offsets[node]; slot < offsets[node + 1] && batchOf[neighbours[slot]] >= batch; slot++) arrive(neighbours[slot], level, paths);
      }
      turn();
      for (let crowd = 1; crowd <= count; crowd++) {
        if (coming[crowd] === 0) continue;
        for (let at = memberOffsets[crowd - 1]; at < memberOffsets[crowd] && batchOf[members[at]] >= batch; at++) arrive(members[at], level, coming[crowd]);
      }
    }
    for (let i = reached - 1; i > 0;) {
      const level = distance[order[i]];
      turn();
      for (; distance[order[i]] === level; i--) {
        const node = order[i];
        let shares = crowdOf[node] === 0 ? 0 : coming[crowdOf[node]];
        for (let slot = offsets[node]; slot < offsets[node + 1] && batchOf[neighbours[slot]] >= batch; slot++) {
          if (distance[neighbours[slot]] === level + 1) shares += share[neighbours[slot]];
        }
        const dependency = pathCount[node] * shares;
        share[node] = (weight[node] + multiplicity[node] * dependency) / pathCount[node];
        own[crowdOf[node]] += share[node];
        sums[node] += factor * dependency;
      }
    }
    own.fill(0);
    for (let i = 0; i < reached; i++) distance[order[i]] = -1;
  };
}
