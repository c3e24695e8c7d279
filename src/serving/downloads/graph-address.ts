/** The graph and the part of it that a download's address means. */
import { COUNTINGS } from '../../graph/types.js';
import { PAPER_TYPES } from '../../records/record.js';
import { AUTHOR_METRICS } from '../../metrics/registry.js';
import { COMMUNITY_ALGORITHMS } from '../../metrics/community/algorithms.js';
import type { AuthorMetric, GraphSpec, NetworkScope } from '../../graphql/generated/resolvers.js';
import { MAX_NETWORK_NODES } from '../../graphql/limits.js';
import type { CommunityOptions } from '../../graphql/resolvers/community.js';
import type { Parameters } from './parameters.js';

export const MAX_SEED = 2 ** 31 - 1;
/** As the explorer's pages have them. */
export const YEARS = { least: 0, most: 9_999 };
/** Venues, fields and types that an address may name, each. */
const MAX_NAMES = 200;
const MAX_RADIUS = 4;
const SCOPES = ['all', 'ego', 'community', 'top', 'authors', 'path'] as const;

/** What stands for each argument of the API, so that its errors name what the address has. */
export const PARAMETER_OF: Readonly<Record<string, string>> = {
  'scope.ego.author': 'author', 'scope.ego.radius': 'radius', 'scope.community.id': 'community', 'scope.top.n': 'n', 'scope.authors': 'authors',
  'scope.path.from': 'from', 'scope.path.to': 'to', 'graph.venues': 'venues', 'graph.fields': 'fields', 'graph.componentOf': 'componentOf',
  'layout.iterations': 'iterations', 'layout.seed': 'layoutSeed', parameters: 'param',
};

/** What the explorer's address of a network calls a parameter, so that it can be handed over as it is. */
export const EXPLORER_NAMES: Readonly<Record<string, string>> = { sizeBy: 'size', colourBy: 'colour', top: 'metric', until: 'year' };
/** What of the explorer's address says nothing of the network itself. */
export const OF_THE_PAGE: readonly string[] = ['tab', 'person', 'pair', 'peopleOrder', 'pairsOrder'];
const DISTANCES = { UNWEIGHTED: 'UNWEIGHTED', INVERSE_STRENGTH: 'INVERSE_STRENGTH', HOPS: 'UNWEIGHTED', COST: 'INVERSE_STRENGTH' } as const;

/** @throws GraphQLError BAD_USER_INPUT */
export function graphFromAddress(parameters: Parameters): Partial<GraphSpec> {
  const [from, to] = [parameters.whole('yearFrom', YEARS.least, YEARS.most), parameters.whole('yearTo', YEARS.least, YEARS.most)];
  if (from !== null && to !== null && from > to) throw parameters.problem('yearFrom', String(from), `but "yearTo" is ${to}, which is earlier`);
  const names = (name: string): string[] => {
    const given = parameters.list(name);
    if (given.length > MAX_NAMES) throw parameters.problem(name, `${given.length} names`, `but may have ${MAX_NAMES} at most`);
    return given;
  };
  return {
    counting: parameters.word('counting', COUNTINGS) ?? 'FULL',
    maxAuthors: parameters.whole('maxAuthors', 1, 2 ** 31 - 1),
    ...(from === null && to === null ? {} : { years: { from, to } }),
    types: parameters.words('types', PAPER_TYPES), venues: names('venues'), fields: names('fields'),
    minStrength: parameters.number('minStrength', (value) => value >= 0, 'a number from 0 up') ?? 0,
    component: parameters.word('component', ['ALL', 'GIANT']) ?? 'ALL',
    componentOf: parameters.text('componentOf'),
  };
}

/** How communities are found, for the scope as for the column. @throws GraphQLError BAD_USER_INPUT */
export function communitiesFromAddress(parameters: Parameters): CommunityOptions {
  return {
    algorithm: parameters.word('algorithm', COMMUNITY_ALGORITHMS),
    seed: parameters.whole('seed', 0, MAX_SEED),
    resolution: parameters.number('resolution', (value) => value > 0 && value <= 100, 'a number above 0, at most 100'),
  };
}

/**
 * The scope; null for the whole graph. Where `scope` is not said it follows from what is: `author` means ego, `community`
 * a community (the largest, where only the scope is said), `top` or `n` a ranking (by DEGREE), `authors` a list, `from` and `to` a path.
 * @throws GraphQLError BAD_USER_INPUT, also for parameters of another scope than the one that is said
 */
export function scopeFromAddress(parameters: Parameters, communities: CommunityOptions): NetworkScope | null {
  const said = { ego: parameters.has('author') || parameters.has('radius'), community: parameters.has('community'), top: parameters.has('top') || parameters.has('n'), authors: parameters.has('authors'), path: parameters.has('from') || parameters.has('to') };
  const told = SCOPES.filter((name) => name !== 'all' && said[name]);
  const scope = parameters.word('scope', SCOPES) ?? (told.length === 0 ? 'all' : told[0]);
  const strange = told.find((name) => name !== scope);
  if (strange !== undefined) throw parameters.problem('scope', scope, `but there are parameters of the scope "${strange}", too: leave one of the two out`);
  return scopeNamed(scope, parameters, communities);
}

function scopeNamed(scope: (typeof SCOPES)[number], parameters: Parameters, communities: CommunityOptions): NetworkScope | null {
  const required = (name: string): string => {
    const value = parameters.text(name);
    if (value === null) throw parameters.problem(name, '', `but the scope "${scope}" needs it`);
    return value;
  };
  switch (scope) {
    case 'all':
      return null;
    case 'ego':
      return { ego: { author: required('author'), radius: parameters.whole('radius', 1, MAX_RADIUS) ?? 1 } };
    case 'community':
      return { community: { id: parameters.whole('community', 0, MAX_SEED) ?? 0, ...communities } };
    case 'top': {
      const metric = parameters.word('top', AUTHOR_METRICS.filter(({ isLabel }) => isLabel !== true).map(({ id }) => id)) ?? 'DEGREE';
      return { top: { metric: metric as AuthorMetric, n: parameters.whole('n', 1, MAX_NETWORK_NODES) ?? 100 } };
    }
    case 'authors':
      required('authors');
      return { authors: parameters.list('authors') };
    default:
      return { path: { from: required('from'), to: required('to'), distance: DISTANCES[parameters.word('distance', Object.keys(DISTANCES) as Array<keyof typeof DISTANCES>) ?? 'UNWEIGHTED'] } };
  }
}
