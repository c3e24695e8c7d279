/** What an author's page shows, as its address says it. Names and values are those of the schema. */
import { navigate, type Address } from '../../address/address.js';
import { list, oneOf, optionalNumber, readState, shortText, writeState, type Param, type ParamProblem, type StateOf } from '../../address/params.js';
import { tableOrder } from '../../design/table-order.js';
import type { AuthorMetric, CollaboratorFilter, Counting, GraphSpec, PaperFilter, SuggestionMethod } from '../../generated/graphql.js';

export const COUNTINGS = ['FULL', 'FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'] as const satisfies readonly Counting[];
export const METHODS = ['ADAMIC_ADAR', 'RESOURCE_ALLOCATION', 'COMMON_NEIGHBOURS', 'JACCARD', 'PERSONALISED_PAGERANK'] as const satisfies readonly SuggestionMethod[];
export const PAPER_ORDERS = ['PUBLICATION_DATE', 'CITED_BY_COUNT', 'TITLE'] as const;
export const COLLABORATOR_ORDERS = ['NAME', 'PAPER_COUNT', 'STRENGTH', 'FIRST_YEAR', 'LAST_YEAR'] as const;

/** Shown unless the reader chose others: what people ask about first, none of it dear to compute but betweenness and closeness. */
export const FIRST_METRICS: readonly AuthorMetric[] = ['DEGREE', 'STRENGTH', 'PAGERANK', 'BETWEENNESS', 'CLOSENESS', 'CORE_NUMBER', 'LOCAL_CLUSTERING', 'CONSTRAINT'];
/** What the API takes at once. */
const MOST_METRICS = 100;

/** A year, or the papers whose year nobody states. */
const paperYear: Param<number | 'unknown' | null> = {
  initial: null,
  accepts: 'a year, or unknown',
  parse: (text) => (text === 'unknown' ? text : /^\d{1,4}$/.test(text) ? Number(text) : undefined),
  format: String,
};

/** Whether there are such metrics, the registry says. */
const metrics: Param<readonly string[]> = {
  ...list(MOST_METRICS),
  initial: FIRST_METRICS,
  accepts: `up to ${MOST_METRICS} ids of metrics of authors, such as DEGREE,PAGERANK`,
  parse: (text) => {
    const ids = [...new Set(list(MOST_METRICS).parse(text) ?? [''])];
    return ids.every((id) => /^[A-Z][A-Z0-9_]{0,63}$/.test(id)) ? ids : undefined;
  },
};

export const AUTHOR_PARAMS = {
  year: paperYear,
  venue: shortText(),
  field: shortText(),
  papers: tableOrder(PAPER_ORDERS, { column: 'PUBLICATION_DATE', direction: 'DESC' }),
  collaborators: tableOrder(COLLABORATOR_ORDERS, { column: 'PAPER_COUNT', direction: 'DESC' }),
  collaborator: shortText(),
  counting: oneOf(COUNTINGS, 'FULL'),
  maxAuthors: optionalNumber(1, 1_000_000),
  yearFrom: optionalNumber(0, 9999),
  yearTo: optionalNumber(0, 9999),
  metrics,
  suggest: oneOf(METHODS, 'ADAMIC_ADAR'),
} as const;

export type AuthorState = StateOf<typeof AUTHOR_PARAMS>;

export interface AuthorView {
  readonly id: string;
  readonly state: AuthorState;
  /** Parameters of the address that could not be used. */
  readonly problems: readonly ParamProblem[];
  /** Changes the address; `replace` leaves no step to go back to. */
  readonly change: (part: Partial<AuthorState>, options?: { readonly replace?: boolean }) => void;
}

/** The id in an address, also where somebody put a whole link there, whose two slashes the path has lost. */
export function idOf(path: readonly string[]): string {
  return path.slice(1).join('/').replace(/^(https?:)\/(?!\/)/i, '$1//');
}

/** `/author/A1` with the query of a state. */
function authorPageAddress(id: string, state: AuthorState): string {
  return `/author/${encodeURIComponent(id)}${writeState(AUTHOR_PARAMS, state)}`;
}

export function viewOf(address: Address): AuthorView {
  const id = idOf(address.path);
  const { state, problems } = readState(AUTHOR_PARAMS, address.params);
  return { id, state, problems, change: (part, options) => navigate(authorPageAddress(id, { ...state, ...part }) + window.location.hash, options) };
}

/** The graph that the page's numbers are of; null is the graph of all papers. */
export function graphOf({ counting, maxAuthors, yearFrom, yearTo }: AuthorState): GraphSpec | null {
  if (counting === 'FULL' && maxAuthors === null && yearFrom === null && yearTo === null) return null;
  return { counting, maxAuthors, years: yearFrom === null && yearTo === null ? null : { from: yearFrom, to: yearTo } };
}

/** The graph's part of an address, as the network view reads it. */
export function graphParams({ counting, maxAuthors, yearFrom, yearTo }: AuthorState): URLSearchParams {
  const params = new URLSearchParams();
  if (counting !== 'FULL') params.set('counting', counting);
  for (const [name, value] of [['maxAuthors', maxAuthors], ['yearFrom', yearFrom], ['yearTo', yearTo]] as const) if (value !== null) params.set(name, String(value));
  return params;
}

/** Conditions on the listed papers; null where there are none. */
export function paperFilter({ year, venue, field }: AuthorState): PaperFilter | null {
  const filter: PaperFilter = {
    ...(year !== null && { year: year === 'unknown' ? { isNull: true } : { eq: year } }),
    ...(venue !== '' && { venue: { eq: venue } }),
    ...(field !== '' && { field: { eq: field } }),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** Conditions on the listed collaborators; null where there are none. */
export function collaboratorFilter({ collaborator }: AuthorState): CollaboratorFilter | null {
  return collaborator.trim() === '' ? null : { author: { name: collaborator.trim() } };
}
