/** Where the nodes of what is carried off are drawn: as the pictures of the API, with the same seed. */
import { ROUTINES } from '../../compute/routines.js';
import { csrComponents } from '../../graph/csr.js';
import { costLimit } from '../errors.js';
import type { GraphInUse } from '../graph-in-use.js';
import { mostRounds, roundNs, setupNs, suitableRounds } from '../reads/layout-rounds.js';
import type { LayoutQuestion } from './network-question.js';
import type { NetworkSlice } from './slice.js';

/** A layout of so many nanoseconds is made in place. */
const INLINE_LAYOUT_NS = 5e6;

export interface Positions {
  readonly rounds: number;
  at(place: number): { readonly x: number; readonly y: number };
}

/** Lays the slice out. @throws GraphQLError COST_LIMIT for more rounds than the budget has room for */
export async function positionsOf({ snapshot: { analytics }, patience }: GraphInUse, slice: NetworkSlice, { seed, iterations, budget }: LayoutQuestion): Promise<Positions> {
  const { graph, ascending, placeOf } = slice;
  const perRound = roundNs(csrComponents(graph).sizes, graph.edgeCount);
  const most = mostRounds(perRound, budget.mostNs);
  if (iterations !== null && iterations > most) {
    throw costLimit(`A layout of these ${graph.nodeCount.toLocaleString('en')} authors may have ${most} rounds, but ${iterations} are asked for: set "layout.iterations" to ${most} or less, or ask for fewer authors.`, { iterations, limit: most });
  }
  const rounds = iterations ?? suitableRounds(graph.nodeCount, perRound, budget.openNs);
  const given = { authors: ascending, graph, seed, iterations: rounds };
  const ns = setupNs(graph.nodeCount, graph.edgeCount) + rounds * perRound;
  const { xs, ys } = ns <= INLINE_LAYOUT_NS ? ROUTINES.LAYOUT(given) : await analytics.perform('LAYOUT', given, patience);
  const nodeAt = new Uint32Array(placeOf.length);
  placeOf.forEach((place, node) => (nodeAt[place] = node));
  return { rounds, at: (place) => ({ x: xs[nodeAt[place]], y: ys[nodeAt[place]] }) };
}
