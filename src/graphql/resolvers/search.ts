/** Search: authors, then papers, or whatever kinds in whatever order, as one list whose order a snapshot never changes. */
import type { SearchAnswer, Snapshot } from '../../snapshot/types.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import type { QuerySearchArgs, SearchConnectionResolvers, SearchType } from '../generated/resolvers.js';
import { authorAt, paperAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { rangeList } from '../paging/index-list.js';
import { cursorOf, pageInfo, pageOf, pageSize } from '../paging/page.js';
import { DEFAULT_PAGE_SIZE } from '../limits.js';
import { decodeCursor } from '../paging/cursor.js';
import type { AuthorParent, PaperParent, SearchListParent, VenueParent } from '../parents.js';
import { venueIndex } from '../reads/venues.js';
import { venueAt } from './venue.js';

const MAX_QUERY_LENGTH = 500;
/** Other spellings that are offered where nothing was found. */
const MAX_SUGGESTIONS = 3;

type Part = { readonly offset: number; readonly limit: number };

function find(snapshot: Snapshot, type: SearchType, query: string, part: Part): SearchAnswer {
  if (type === 'AUTHOR') return snapshot.search.authors(query, part);
  if (type === 'PAPER') return snapshot.search.papers(query, part);
  const found = venueIndex(snapshot).find(query);
  const hits = found.slice(part.offset, part.offset + part.limit).map((index, i) => ({ index, score: found.length - part.offset - i }));
  return { hits, total: found.length, truncated: false };
}

/** Query.search. Each type is asked for the hits of this page alone. @throws GraphQLError BAD_USER_INPUT, CURSOR_EXPIRED */
export function searchPage({ snapshot }: RequestContext, { query, types, first, after }: QuerySearchArgs): SearchListParent {
  if (query.length > MAX_QUERY_LENGTH) throw badUserInput('query', query, `but at most ${MAX_QUERY_LENGTH} characters are searched for`);
  const wanted: SearchType[] = types ? [...new Set(types)] : ['AUTHOR', 'PAPER'];
  const size = pageSize('first', first ?? DEFAULT_PAGE_SIZE);
  const key = `search ${JSON.stringify(query)} ${wanted.join(',')}`;
  const from = typeof after === 'string' ? decodeCursor(snapshot.id, rangeList(key, 0).key, after, 'after') + 1 : 0;

  const hits: Array<SearchListParent['hits'][number]> = [];
  const counts: Partial<Record<SearchType, number | null>> = {};
  let before = 0;
  for (const type of wanted) {
    const part = { offset: Math.max(0, from - before), limit: Math.max(0, size - hits.length) };
    const answer = find(snapshot, type, query, part);
    counts[type] = answer.total;
    hits.push(...answer.hits.map(({ index, score }) => ({ type, index, score })));
    before += answer.total ?? Number.MAX_SAFE_INTEGER;
  }
  const totals = wanted.map((type) => counts[type] ?? null);
  const totalCount = totals.includes(null) ? null : totals.reduce<number>((sum, total) => sum + (total ?? 0), 0);
  // Without a total the list goes on as long as pages come out full.
  const length = totalCount ?? from + hits.length + (hits.length === size ? 1 : 0);
  const list = rangeList(key, length);
  return {
    page: { ...pageOf(snapshot.id, list, { first: 0 }), indices: hits.map((_, i) => from + i), from, to: from + hits.length },
    hits,
    authorCount: counts.AUTHOR ?? null,
    paperCount: counts.PAPER ?? null,
    venueCount: counts.VENUE ?? null,
    totalCount,
    suggestions: totalCount === 0 && counts.AUTHOR === 0 ? snapshot.search.authorsNear(query, MAX_SUGGESTIONS) : [],
    truncated: wanted
      .filter((type) => counts[type] === null)
      .map((type) => ({ reason: `Too many ${type === 'AUTHOR' ? 'authors' : 'papers'} match to be counted and ranked: add a word.`, limit: size, total: null })),
  };
}

type Found = AuthorParent | PaperParent | VenueParent;

function foundAt(context: RequestContext, { type, index }: SearchListParent['hits'][number]): Found | Promise<Found> {
  if (type === 'VENUE') return venueAt(context, index);
  return type === 'AUTHOR' ? authorAt(context, { index, redirectedFrom: null }) : paperAt(context, { index, redirectedFrom: null });
}

export const SearchConnection: SearchConnectionResolvers = {
  nodes: ({ hits }, _, context) => hits.map((hit) => foundAt(context, hit)),
  edges: ({ hits, page }, _, context) => hits.map((hit, i) => ({ cursor: cursorOf(page, page.from + i), node: whenLoaded<Found, Found>(foundAt(context, hit), (node) => node), score: hit.score })),
  pageInfo: ({ page }) => pageInfo(page),
  suggestions: ({ suggestions }) => [...suggestions],
  truncated: ({ truncated }) => [...truncated],
};
