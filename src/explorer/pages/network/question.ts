/** What the API is asked for a state of the view. */
import type { AuthorMetric, GraphSpec, NetworkPictureQueryVariables, NetworkPositionsQueryVariables, NetworkScope } from '../../generated/graphql.js';
import { layoutMadeBy } from '../../drawing/layout/layout-choice.js';
import { COLOUR_PROPERTIES, isFiltered, type NetworkState, type ScopeKind } from './state.js';

/** The scope that is drawn: the address's, or the first authors where it names none. */
export function scopeKind({ scope }: NetworkState): ScopeKind {
  return scope ?? 'top';
}

/** The scope as the API takes it; null while the address does not say whose network it is. */
export function scopeOf(state: NetworkState): NetworkScope | null {
  const { author, radius, from, to, distance, community, algorithm, seed, resolution, metric, n, authors } = state;
  switch (scopeKind(state)) {
    case 'ego':
      return author === '' ? null : { ego: { author, radius } };
    case 'path':
      return from === '' || to === '' ? null : { path: { from, to, distance } };
    case 'community':
      return { community: { id: community, algorithm, seed, resolution } };
    case 'top':
      return { top: { metric: metric as AuthorMetric, n } };
    default:
      return authors.length === 0 ? null : { authors: [...authors] };
  }
}

/** The graph as the API takes it; null for that of all papers. Only what differs from the default is named. */
export function graphOf(state: NetworkState): GraphSpec | null {
  if (!isFiltered(state)) return null;
  const { counting, maxAuthors, types, venues, fields, yearFrom, yearTo, minStrength, component } = state;
  return {
    ...(counting === 'FULL' ? {} : { counting }),
    ...(maxAuthors === null ? {} : { maxAuthors }),
    ...(types.length === 0 ? {} : { types: [...types] }),
    ...(venues.length === 0 ? {} : { venues: [...venues] }),
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
    ...(yearFrom === null && yearTo === null ? {} : { years: { from: yearFrom, to: yearTo } }),
    ...(minStrength === 0 ? {} : { minStrength }),
    ...(component === 'ALL' ? {} : { component }),
  };
}

/** How many authors are asked for: the scope's own number where it has one. */
export function authorsAsked(state: NetworkState): number {
  const kind = scopeKind(state);
  return kind === 'top' ? state.n : kind === 'authors' ? Math.max(1, state.authors.length) : state.maxNodes;
}

/** True for a colour that is a metric's value rather than a property of the node. */
export function isMetricColour(colour: string): boolean {
  return !(COLOUR_PROPERTIES as readonly string[]).includes(colour);
}

/** True where people stand as in the same scope of the graph of all papers; a community is another one in another graph. */
function standsAsUnfiltered(state: NetworkState): boolean {
  return isFiltered(state) && scopeKind(state) !== 'community';
}

/** Who lays the picture out. */
export function laidOutBy(state: NetworkState): 'browser' | 'server' {
  return layoutMadeBy(authorsAsked(state));
}

/** Up to so many collaborations, the years of their papers are asked for: of 20,000 they are more than a request may cost. */
const MOST_EDGES_WITH_YEARS = 5_000;

/** Whether lines grow with the slider's year; else they are there from the first joint paper on, as wide as in all years. */
export function linesGrow({ maxEdges }: Pick<NetworkState, 'maxEdges'>): boolean {
  return maxEdges <= MOST_EDGES_WITH_YEARS;
}

/**
 * Everything that one picture needs, in one question. What is laid out here and has filters needs the same network
 * without them as well: its positions are kept, so that filters move nobody.
 * @returns null while the address does not say whose network it is
 */
export function pictureQuestion(state: NetworkState): NetworkPictureQueryVariables | null {
  const scope = scopeOf(state);
  if (scope === null) return null;
  const ofMetric = isMetricColour(state.colour);
  return {
    scope,
    graph: graphOf(state),
    withBase: laidOutBy(state) === 'browser' && standsAsUnfiltered(state),
    maxNodes: authorsAsked(state),
    maxEdges: state.maxEdges,
    size: state.size as AuthorMetric,
    colour: (ofMetric ? state.colour : 'DEGREE') as AuthorMetric,
    withColour: ofMetric,
    withYears: linesGrow(state),
  };
}

/**
 * The positions of a large picture, which the server works out while it answers the rest; null where they are made here.
 * @param asFiltered of the network that the filters leave, rather than of the one that they are applied to
 */
export function positionsQuestion(state: NetworkState, asFiltered = false): NetworkPositionsQueryVariables | null {
  const scope = scopeOf(state);
  if (scope === null || laidOutBy(state) === 'browser') return null;
  return { scope, graph: standsAsUnfiltered(state) && !asFiltered ? null : graphOf(state), layout: { seed: state.layoutSeed }, maxNodes: authorsAsked(state), maxEdges: state.maxEdges };
}
