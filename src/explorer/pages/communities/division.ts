/**
 * How a graph is divided into communities, as the address says it: names and values are those of the network view and of
 * the download endpoint, so that a community's network is the same everywhere.
 */
import { readState, wholeNumber, writeState, type ParamProblem, type StateOf } from '../../address/params.js';
import { tableOrder } from '../../design/table-order.js';
import type { GraphSpec, NetworkScope } from '../../generated/graphql.js';
import { graphOf } from '../network/question.js';
import { INITIAL_STATE, networkHref, NETWORK_PARAMS, readNetwork, type NetworkState } from '../network/state.js';

/** What the API maps at most. */
export const MOST_COMMUNITIES = 500;
export const MOST_LINKS = 10_000;
export const USUAL_COMMUNITIES = 100;
export const USUAL_LINKS = 1000;

const MAP_COLUMNS = ['COMMUNITY', 'SIZE', 'INTERNAL', 'EXTERNAL', 'LEAVING'] as const;
export type MapColumn = (typeof MAP_COLUMNS)[number];
const NEIGHBOUR_COLUMNS = ['COMMUNITY', 'SIZE', 'COLLABORATIONS', 'STRENGTH', 'PAPERS'] as const;
export type NeighbourColumn = (typeof NEIGHBOUR_COLUMNS)[number];
const MEMBER_COLUMNS = ['NAME', 'METRIC', 'PAPER_COUNT', 'FIRST_YEAR', 'LAST_YEAR'] as const;
export type MemberColumn = (typeof MEMBER_COLUMNS)[number];

const { algorithm, resolution, seed, counting, maxAuthors, types, venues, fields, yearFrom, yearTo, minStrength, component, metric } = NETWORK_PARAMS;

export const DIVISION_PARAMS = {
  algorithm, resolution, seed,
  counting, maxAuthors, types, venues, fields, yearFrom, yearTo, minStrength, component,
  maxCommunities: wholeNumber(USUAL_COMMUNITIES, 1, MOST_COMMUNITIES),
  maxLinks: wholeNumber(USUAL_LINKS, 0, MOST_LINKS),
  order: tableOrder(MAP_COLUMNS, { column: 'COMMUNITY', direction: 'ASC' }),
  metric,
  membersOrder: tableOrder(MEMBER_COLUMNS, { column: 'METRIC', direction: 'DESC' }),
  neighboursOrder: tableOrder(NEIGHBOUR_COLUMNS, { column: 'STRENGTH', direction: 'DESC' }),
} as const;

export type DivisionState = StateOf<typeof DIVISION_PARAMS>;
export type DivisionChange = Partial<DivisionState>;

/** The state of an address. Bounds of years that exclude each other are left out, and a problem, as in the network view. */
export function readDivision(query: URLSearchParams): { readonly state: DivisionState; readonly problems: readonly ParamProblem[] } {
  const { state, problems } = readState(DIVISION_PARAMS, query);
  const network = readNetwork(query);
  const years = network.problems.filter((problem) => problem.name === 'yearFrom' && !problems.some(({ name }) => name === 'yearFrom'));
  return { state: { ...state, yearFrom: network.state.yearFrom, yearTo: network.state.yearTo }, problems: [...problems, ...years] };
}

/** The address of the map in a state. What only one community's page has is left out. */
export function mapHref(state: DivisionState, change: DivisionChange = {}): string {
  const { metric: ranked, membersOrder, neighboursOrder } = INITIAL_DIVISION;
  return `/communities${writeState(DIVISION_PARAMS, { ...state, metric: ranked, membersOrder, neighboursOrder, ...change })}`;
}

/** The address of one community of the same division. How the map was cut and ordered stays, for the way back. */
export function communityHref(state: DivisionState, id: number, change: DivisionChange = {}): string {
  return `/communities/${id}${writeState(DIVISION_PARAMS, { ...state, ...change })}`;
}

const INITIAL_DIVISION: DivisionState = readState(DIVISION_PARAMS, new URLSearchParams()).state;

/** The network view's state for one community, or for the graph alone. */
export function asNetwork(state: DivisionState, id = 0): NetworkState {
  const { maxCommunities: _n, maxLinks: _l, order: _o, membersOrder: _m, neighboursOrder: _b, metric: _r, ...division } = state;
  return { ...INITIAL_STATE, ...division, scope: 'community', community: id };
}

/** The address of a community's network. */
export function communityNetworkHref(state: DivisionState, id: number): string {
  return networkHref(asNetwork(state, id));
}

interface DivisionQuestion extends Pick<DivisionState, 'algorithm' | 'seed' | 'resolution'> {
  readonly graph: GraphSpec | null;
}

/** What the API is asked for a division; algorithms take no notice of what they have no use for. */
export function divisionQuestion(state: DivisionState): DivisionQuestion {
  return { graph: graphOf(asNetwork(state)), algorithm: state.algorithm, seed: state.seed, resolution: state.resolution };
}

/** A community's members as a scope of the API. */
export function memberScope(state: DivisionState, id: number): NetworkScope {
  return { community: { id, algorithm: state.algorithm, seed: state.seed, resolution: state.resolution } };
}
