/** Where the nodes of what is carried off are drawn: as the pictures of the API, with the same seed. */
import { ROUTINES } from '../../compute/routines.js';
import type { Position } from '../../exports/network.js';
import { csrComponents } from '../../graph/csr.js';
import { tooManyRounds } from '../errors.js';
import type { GraphInUse } from '../graph-in-use.js';
import { mostRounds, roundNs, setupNs, suitableRounds } from '../reads/layout-rounds.js';
import type { LayoutQuestion } from './network-question.js';
import type { NetworkSlice } from './slice.js';

/** A layout of so many nanoseconds is made in place. */
const INLINE_LAYOUT_NS = 5e6;

export interface Positions {
  /** How they came about, in words. */
  readonly method: string;
  /** What is to be known of them, a sentence each. */
  readonly notes: readonly string[];
  /** Null for an author of whom none is given. */
  at(place: number): Position | null;
}

/** Positions as they are given; what of them does not fit is told. */
function asGiven({ snapshot: { records } }: GraphInUse, { authors }: NetworkSlice, given: ReadonlyMap<string, Position>): Positions {
  const at = records.authors([...authors]).map(({ id }) => given.get(id) ?? null);
  const placed = at.filter((position) => position !== null).length;
  const [without, strangers] = [authors.length - placed, given.size - placed];
  return {
    method: 'positions: as they were given with the request',
    notes: [
      ...(without === 0 ? [] : [`${without.toLocaleString('en')} of the ${authors.length.toLocaleString('en')} authors ${without === 1 ? 'has' : 'have'} no position among those given`]),
      ...(strangers === 0 ? [] : [`${strangers.toLocaleString('en')} of the positions given ${strangers === 1 ? 'is of nobody who is here, and is left out' : 'are of nobody who is here, and are left out'}`]),
    ],
    at: (place) => at[place],
  };
}

/** Lays the slice out, or takes the positions that are given. @throws GraphQLError COST_LIMIT for more rounds than the budget has room for */
export async function positionsOf(graphInUse: GraphInUse, slice: NetworkSlice, { seed, iterations, budget, given: known }: LayoutQuestion): Promise<Positions> {
  if (known) return asGiven(graphInUse, slice, known);
  const { snapshot: { analytics }, patience } = graphInUse;
  const { graph, ascending, placeOf } = slice;
  const perRound = roundNs(csrComponents(graph).sizes, graph.edgeCount);
  const most = mostRounds(perRound, budget.mostNs);
  if (iterations !== null && iterations > most) {
    throw tooManyRounds(graph.nodeCount, iterations, most);
  }
  const rounds = iterations ?? suitableRounds(graph.nodeCount, perRound, budget.openNs);
  const given = { authors: ascending, graph, seed, iterations: rounds };
  const ns = setupNs(graph.nodeCount, graph.edgeCount) + rounds * perRound;
  const { xs, ys } = ns <= INLINE_LAYOUT_NS ? ROUTINES.LAYOUT(given) : await analytics.perform('LAYOUT', given, patience);
  const nodeAt = new Uint32Array(placeOf.length);
  placeOf.forEach((place, node) => (nodeAt[place] = node));
  return { method: `positions: ForceAtlas2, ${rounds} rounds, seed ${seed}`, notes: [], at: (place) => ({ x: xs[nodeAt[place]], y: ys[nodeAt[place]] }) };
}
