/** A ranking's state as its address has it, and what that asks of the API. */
import { flag, list, oneOf, optionalNumber, shortText, writeState, type StateOf } from '../../address/params.js';
import type { AuthorFilter, Counting, GraphSpec, PaperType } from '../../generated/graphql.js';

export const COUNTINGS = ['FULL', 'FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'] as const satisfies readonly Counting[];
export const PAGE_SIZE = 25;

/** Which papers count, as every address of the explorer and of its downloads says it. */
export const GRAPH_PARAMS = {
  counting: oneOf(COUNTINGS, 'FULL'),
  maxAuthors: optionalNumber(1, 1_000_000),
  yearFrom: optionalNumber(-32_767, 32_767),
  yearTo: optionalNumber(-32_767, 32_767),
  types: list(50),
  venues: list(50),
  fields: list(50),
};

export const RANKING_PARAMS = {
  metric: shortText('DEGREE'),
  ascending: flag(),
  name: shortText(),
  field: list(50),
  venue: list(50),
  firstYear: list(200),
  lastYear: list(200),
  ...GRAPH_PARAMS,
  after: shortText(),
  before: shortText(),
};
export type RankingState = StateOf<typeof RANKING_PARAMS>;

/** What divides the list: of these, what is chosen narrows it, and each says how many there are of every choice. */
export const FACETS = ['field', 'venue', 'firstYear', 'lastYear'] as const;
export type Facet = (typeof FACETS)[number];

/** The address of a state with some of it changed. Another list begins at its first page. */
export function rankingAddress(state: RankingState, change: Partial<RankingState> = {}): string {
  return `/rankings${writeState(RANKING_PARAMS, { ...state, after: '', before: '', ...change })}`;
}

/** Years as written; what is none is left out. */
const yearsOf = (texts: readonly string[]): number[] => texts.map(Number).filter((year) => Number.isSafeInteger(year));

/**
 * The conditions of a state; null where there are none.
 * @param except a facet that is left out: its own counts are of the list as it would be without it
 */
export function filterOf({ name, field, venue, firstYear, lastYear }: RankingState, except?: Facet): AuthorFilter | null {
  const filter: AuthorFilter = {
    ...(name.trim() === '' ? {} : { name }),
    ...(field.length === 0 || except === 'field' ? {} : { field: { in: [...field] } }),
    ...(venue.length === 0 || except === 'venue' ? {} : { venue: { in: [...venue] } }),
    ...(firstYear.length === 0 || except === 'firstYear' ? {} : { firstYear: { in: yearsOf(firstYear) } }),
    ...(lastYear.length === 0 || except === 'lastYear' ? {} : { lastYear: { in: yearsOf(lastYear) } }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** The graph that a state means; null for that of all papers. */
export function graphOf({ counting, maxAuthors, yearFrom, yearTo, types, venues, fields }: RankingState): GraphSpec | null {
  const spec: GraphSpec = {
    ...(counting === 'FULL' ? {} : { counting }),
    ...(maxAuthors === null ? {} : { maxAuthors }),
    ...(yearFrom === null && yearTo === null ? {} : { years: { from: yearFrom, to: yearTo } }),
    ...(types.length === 0 ? {} : { types: types as readonly PaperType[] as PaperType[] }),
    ...(venues.length === 0 ? {} : { venues: [...venues] }),
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
  };
  return Object.keys(spec).length === 0 ? null : spec;
}
