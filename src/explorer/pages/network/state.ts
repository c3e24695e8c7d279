/**
 * What the network view shows, as its address says it: whose network, under which graph, how it looks, what is
 * selected. Names and values are those of the download endpoint and of the schema.
 */
import { list, oneOf, optionalNumber, readState, shortText, wholeNumber, writeState, type Param, type ParamProblem, type StateOf } from '../../address/params.js';
import { tableOrder } from '../../design/table-order.js';
import type { CommunityAlgorithm, ComponentScope, Counting, Distance, PaperType } from '../../generated/graphql.js';

export const SCOPES = ['ego', 'path', 'community', 'top', 'authors'] as const;
export type ScopeKind = (typeof SCOPES)[number];

export const COUNTINGS = ['FULL', 'FRACTIONAL', 'FRACTIONAL_REFINED', 'HARMONIC'] as const satisfies readonly Counting[];
export const ALGORITHMS = ['LOUVAIN', 'LEIDEN', 'LABEL_PROPAGATION', 'COMPONENTS'] as const satisfies readonly CommunityAlgorithm[];
const COMPONENTS = ['ALL', 'GIANT'] as const satisfies readonly ComponentScope[];
const DISTANCES = ['UNWEIGHTED', 'INVERSE_STRENGTH'] as const satisfies readonly Distance[];
export const PAPER_TYPES = [
  'ARTICLE', 'CONFERENCE_PAPER', 'PREPRINT', 'BOOK', 'BOOK_CHAPTER', 'DISSERTATION', 'REPORT', 'REVIEW', 'EDITORIAL', 'LETTER',
  'PROCEEDINGS', 'REFERENCE_ENTRY', 'DATASET', 'SOFTWARE', 'STANDARD', 'OTHER',
] as const satisfies readonly PaperType[];

/** What the API draws at most. */
export const MOST_AUTHORS = 5_000;
export const MOST_EDGES = 20_000;
const LARGEST_SEED = 2_147_483_647;

/** A number with a fraction, within bounds. */
function decimal(initial: number, least: number, largest: number): Param<number> {
  return {
    initial,
    accepts: `a number from ${least} to ${largest}`,
    parse: (text) => (/^\d{1,9}(?:\.\d{1,12})?$/.test(text) && Number(text) >= least && Number(text) <= largest ? Number(text) : undefined),
    format: String,
  };
}

/** A name as the schema's enums have them; whether there is such a metric, the registry says. */
function metricId(initial: string): Param<string> {
  return { initial, accepts: 'the id of a metric of authors, such as DEGREE', parse: (text) => (/^[A-Z][A-Z0-9_]{0,63}$/.test(text) ? text : undefined), format: (id) => id };
}

const scope: Param<ScopeKind | null> = {
  initial: null,
  accepts: `one of ${SCOPES.join(', ')}`,
  parse: (text) => SCOPES.find((word) => word === text),
  format: String,
};

function someOf<const T extends string>(words: readonly T[]): Param<readonly T[]> {
  const items = list(words.length);
  return {
    initial: [],
    accepts: `some of ${words.join(', ')}, with commas between them`,
    parse(text) {
      const asked = items.parse(text) ?? [];
      const known = words.filter((word) => asked.includes(word));
      return known.length === new Set(asked).size ? known : undefined;
    },
    format: (value) => items.format(value),
  };
}

/** The two ends of a collaboration, or nobody. */
const pair: Param<readonly string[]> = {
  initial: [],
  accepts: 'two ids of authors with a comma between them',
  parse(text) {
    const ids = list(2).parse(text);
    return ids?.length === 2 && ids[0] !== ids[1] ? ids : undefined;
  },
  format: (ids) => ids.join(','),
};

export const TABS = ['picture', 'authors', 'collaborations'] as const;
export type Tab = (typeof TABS)[number];

/** Colours by a property of the node rather than by a metric's value. */
export const COLOUR_PROPERTIES = ['COMMUNITY', 'FIRST_YEAR', 'FIELD', 'COMPONENT'] as const;
export type ColourProperty = (typeof COLOUR_PROPERTIES)[number];

const PEOPLE_COLUMNS = ['NAME', 'SIZE', 'COLOUR', 'DEGREE', 'DISTANCE', 'COMMUNITY', 'COMPONENT', 'FIELD', 'FIRST_YEAR', 'LAST_YEAR'] as const;
export type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];
const PAIRS_COLUMNS = ['FIRST', 'SECOND', 'PAPERS', 'STRENGTH', 'FIRST_YEAR', 'LAST_YEAR'] as const;
export type PairsColumn = (typeof PAIRS_COLUMNS)[number];

export const NETWORK_PARAMS = {
  scope,
  author: shortText(),
  radius: wholeNumber(1, 1, 4),
  from: shortText(),
  to: shortText(),
  distance: oneOf(DISTANCES, 'UNWEIGHTED'),
  community: wholeNumber(0, 0, 1_000_000_000),
  algorithm: oneOf(ALGORITHMS, 'LOUVAIN'),
  resolution: decimal(1, 0.000_001, 100),
  seed: wholeNumber(1, 0, LARGEST_SEED),
  metric: metricId('DEGREE'),
  n: wholeNumber(100, 1, MOST_AUTHORS),
  authors: list(MOST_AUTHORS),

  counting: oneOf(COUNTINGS, 'FULL'),
  maxAuthors: optionalNumber(1, 1_000_000),
  types: someOf(PAPER_TYPES),
  venues: list(200),
  fields: list(200),
  yearFrom: optionalNumber(0, 9999),
  yearTo: optionalNumber(0, 9999),
  minStrength: decimal(0, 0, 1_000_000),
  component: oneOf(COMPONENTS, 'ALL'),

  maxNodes: wholeNumber(500, 1, MOST_AUTHORS),
  maxEdges: wholeNumber(5_000, 0, MOST_EDGES),
  size: metricId('DEGREE'),
  colour: metricId('COMMUNITY'),
  labels: wholeNumber(40, 0, 500),
  layoutSeed: wholeNumber(1, 0, LARGEST_SEED),

  tab: oneOf(TABS, 'picture'),
  year: optionalNumber(0, 9999),
  person: shortText(),
  pair,
  peopleOrder: tableOrder(PEOPLE_COLUMNS, { column: 'SIZE', direction: 'DESC' }),
  pairsOrder: tableOrder(PAIRS_COLUMNS, { column: 'STRENGTH', direction: 'DESC' }),
} as const;

export type NetworkState = StateOf<typeof NETWORK_PARAMS>;

/** What the state is changed to: some of its values. */
export type NetworkChange = Partial<NetworkState>;

/** The state of an address. Bounds of years that exclude each other are exchanged, and a problem. */
export function readNetwork(query: URLSearchParams): { readonly state: NetworkState; readonly problems: readonly ParamProblem[] } {
  const { state, problems } = readState(NETWORK_PARAMS, query);
  const { yearFrom, yearTo } = state;
  if (yearFrom === null || yearTo === null || yearFrom <= yearTo) return { state, problems };
  return {
    state: { ...state, yearFrom: null, yearTo: null },
    problems: [...problems, { name: 'yearFrom', value: String(yearFrom), accepts: `a year not after yearTo, which is ${yearTo}` }],
  };
}

/** What says more about each scope; of the others nothing stands in an address. */
const SCOPE_NAMES = {
  ego: ['author', 'radius'],
  path: ['from', 'to', 'distance'],
  community: ['community', 'algorithm', 'resolution', 'seed'],
  top: ['metric', 'n'],
  authors: [],
} as const satisfies Readonly<Record<ScopeKind, ReadonlyArray<keyof NetworkState>>>;

/** The address of the network view in a state, with a change to it. */
export function networkHref(state: NetworkState, change: NetworkChange = {}): string {
  const next: Record<string, unknown> = { ...state, ...change };
  for (const [kind, names] of Object.entries(SCOPE_NAMES)) {
    if (kind === (next['scope'] ?? 'top')) continue;
    for (const name of names) next[name] = NETWORK_PARAMS[name].initial;
  }
  return `/network${writeState(NETWORK_PARAMS, next as NetworkState)}`;
}

/** The state of `/network` by itself, to build addresses from. */
export const INITIAL_STATE: NetworkState = readState(NETWORK_PARAMS, new URLSearchParams()).state;

/** What belongs to one picture and means nothing in another: dropped when the scope changes. */
export const NOTHING_SELECTED = { person: '', pair: [], year: null } as const satisfies NetworkChange;

/** True where the graph is another than that of all papers. */
export function isFiltered(state: NetworkState): boolean {
  return FILTER_NAMES.some((name) => JSON.stringify(state[name]) !== JSON.stringify(NETWORK_PARAMS[name].initial));
}

export const FILTER_NAMES = ['counting', 'maxAuthors', 'types', 'venues', 'fields', 'yearFrom', 'yearTo', 'minStrength', 'component'] as const;

/** Every filter at its default. */
export const NO_FILTERS: NetworkChange = Object.fromEntries(FILTER_NAMES.map((name) => [name, NETWORK_PARAMS[name].initial]));
