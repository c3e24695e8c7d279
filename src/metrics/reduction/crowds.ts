/**
 * Large cliques of a search plan, which papers of hundreds of authors leave: searches then need not look at each pair of
 * them. Nodes that are in the same cliques make a crowd; two crowds with a clique in common are wholly adjacent, and so is
 * a crowd within itself. What a frontier hands on along such edges is, for everybody of a crowd, the same sum over the crowds
 * beside it: it is made once, and costs the members instead of the pairs. As each node is in one crowd, nothing is counted
 * twice where cliques overlap, and nothing need be subtracted.
 */
import { largeCliques } from './large-cliques.js';
import type { SearchPlan } from './search-plan.js';
import { LANES } from './search-plan.js';

/** Plain data. Edges between nodes of crowds that stand beside each other are in no row of the plan any more. */
export type Crowds = {
  readonly count: number;
  /** [nodes] crowd of each node, from 1; 0 for most. */
  readonly crowdOf: Uint32Array;
  /** [count+1] into `members`; crowd c is at c − 1. */
  readonly memberOffsets: Uint32Array;
  /** Nodes of each crowd, those that stay longest first. */
  readonly members: Uint32Array;
  /** [count+1] into `beside`. */
  readonly besideOffsets: Uint32Array;
  /** The crowds (from 1) whose nodes are all adjacent to those of a crowd, itself among them. */
  readonly beside: Uint32Array;
};

/** From where on crowds are worth their trouble, as measured. */
export interface CrowdGate {
  /** Nodes of the smallest clique that is looked for. */
  readonly leastClique: number;
  /** Share of the plan's edges that they must save. */
  readonly leastSaved: number;
  /** Pairs of crowds beside each other per edge saved. */
  readonly mostPairs: number;
}

const GATE: CrowdGate = { leastClique: 100, leastSaved: 0.3, mostPairs: 1 / 64 };

/**
 * The plan with crowds for its large cliques, or as it is where there are none, or too few to be worth it.
 * Plans by costs and of edges have none. O(n + m) but for the search of cliques (see large-cliques.ts).
 */
export function withCrowds(plan: SearchPlan, { leastClique, leastSaved, mostPairs } = GATE): SearchPlan {
  if (plan.costs.length > 0 || plan.edges !== null) return plan;
  const cliques = largeCliques(plan, leastClique);
  if (cliques.length === 0) return plan;
  const crowds = crowdsOf(plan, cliques);
  const isSaved = savedEdges(plan, crowds);
  const saved = isSaved.reduce((sum, one) => sum + one, 0);
  if (saved < leastSaved * plan.neighbours.length || crowds.beside.length > mostPairs * saved) return plan;
  return { ...thinned(plan, isSaved, saved), crowds };
}

/** Parts nodes by the cliques they are in, and says which parts have one in common. O(members of cliques + pairs of crowds). */
function crowdsOf({ nodeCount, batchOf }: SearchPlan, cliques: readonly Uint32Array[]): Crowds {
  const cliquesOf = new Map<number, number[]>();
  cliques.forEach((clique, i) => {
    for (const node of clique) cliquesOf.set(node, [...(cliquesOf.get(node) ?? []), i]);
  });
  const memberLists: number[][] = [];
  const cliqueLists: number[][] = [];
  const byCliques = new Map<string, number>();
  const crowdOf = new Uint32Array(nodeCount);
  // Ascending, so that crowds are numbered alike however cliques were found.
  for (const node of [...cliquesOf.keys()].toSorted((a, b) => a - b)) {
    const own = cliquesOf.get(node) ?? [];
    const crowd = byCliques.get(own.join()) ?? memberLists.push([]);
    if (cliqueLists.length < crowd) cliqueLists.push(own);
    byCliques.set(own.join(), crowd);
    memberLists[crowd - 1].push(node);
    crowdOf[node] = crowd;
  }
  const crowdsIn = cliques.map((_, i) => cliqueLists.flatMap((own, at) => (own.includes(i) ? [at + 1] : [])));
  const besideLists = cliqueLists.map((own) => [...new Set(own.flatMap((clique) => crowdsIn[clique]))].toSorted((a, b) => a - b));
  return {
    count: memberLists.length,
    crowdOf,
    ...flattened('members', 'memberOffsets', memberLists.map((list) => list.toSorted((a, b) => batchOf[b] - batchOf[a] || a - b))),
    ...flattened('beside', 'besideOffsets', besideLists),
  };
}

function flattened<Items extends string, Offsets extends string>(items: Items, offsets: Offsets, lists: readonly (readonly number[])[]): Record<Items | Offsets, Uint32Array> {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => (starts[i + 1] = starts[i] + list.length));
  return { [items]: Uint32Array.from(lists.flat()), [offsets]: starts } as Record<Items | Offsets, Uint32Array>;
}

/** [slots] 1 for edges between crowds that stand beside each other. O(m + crowds²). */
function savedEdges({ nodeCount, offsets, neighbours }: SearchPlan, { count, crowdOf, beside, besideOffsets }: Crowds): Uint8Array {
  const isSaved = new Uint8Array(neighbours.length);
  const isBeside = new Uint8Array((count + 1) * (count + 1));
  for (let crowd = 1; crowd <= count; crowd++) {
    for (let at = besideOffsets[crowd - 1]; at < besideOffsets[crowd]; at++) isBeside[crowd * (count + 1) + beside[at]] = 1;
  }
  for (let node = 0; node < nodeCount; node++) {
    const row = crowdOf[node] * (count + 1);
    if (row === 0) continue;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) isSaved[slot] = isBeside[row + crowdOf[neighbours[slot]]];
  }
  return isSaved;
}

/** The plan without the saved edges; rows keep their order, batches are estimated to take what they then do. O(n + m + graphs × batches). */
function thinned(plan: SearchPlan, isSaved: Uint8Array, saved: number): SearchPlan {
  const { nodeCount, offsets, neighbours } = plan;
  const thinOffsets = new Uint32Array(nodeCount + 1);
  const thinNeighbours = new Uint32Array(neighbours.length - saved);
  const work = plan.work.slice();
  let filled = 0;
  let [first, furthest] = [0, 0];
  for (let node = 0; node < nodeCount; node++) {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (neighbours[slot] > furthest) furthest = neighbours[slot];
      if (isSaved[slot] === 0) thinNeighbours[filled++] = neighbours[slot];
    }
    thinOffsets[node + 1] = filled;
    // The nodes of a reduced graph stand together, and it is connected.
    if (furthest > node) continue;
    takeOffWork(plan, isSaved, work, first, node + 1);
    first = node + 1;
  }
  return { ...plan, offsets: thinOffsets, neighbours: thinNeighbours, work };
}

/** Takes off the batches of the reduced graph of the nodes from … to − 1 what its saved edges made of their work. */
function takeOffWork({ offsets, neighbours, batchOf, sources }: SearchPlan, isSaved: Uint8Array, work: Float64Array, from: number, to: number): void {
  /** Saved slots by the batch in which they are seen last, that of the end that goes first. */
  const lastSeen = new Float64Array(work.length);
  let alive = 0;
  for (let node = from; node < to; node++) {
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (isSaved[slot] === 0) continue;
      alive++;
      const last = Math.min(batchOf[node], batchOf[neighbours[slot]]);
      if (last < work.length) lastSeen[last]++;
    }
  }
  if (alive === 0) return;
  for (let batch = 0; batch < work.length; batch++) {
    const own = sources.subarray(batch * LANES, (batch + 1) * LANES).filter((source) => source >= from && source < to).length;
    work[batch] = Math.max(1, work[batch] - Math.floor((alive * own) / LANES));
    alive -= lastSeen[batch];
  }
}
