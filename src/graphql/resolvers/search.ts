/** Search: authors, then papers, as one list whose order a snapshot never changes. */
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import type { QuerySearchArgs, SearchConnectionResolvers, SearchType } from '../generated/resolvers.js';
import { authorAt, paperAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { rangeList } from '../paging/index-list.js';
import { cursorOf, pageInfo, pageOf, pageSize } from '../paging/page.js';
import { DEFAULT_PAGE_SIZE } from '../limits.js';
import { decodeCursor } from '../paging/cursor.js';
import type { SearchListParent } from '../parents.js';

const MAX_QUERY_LENGTH = 500;

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
    const answer = type === 'AUTHOR' ? snapshot.search.authors(query, part) : snapshot.search.papers(query, part);
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
    totalCount,
    truncated: wanted
      .filter((type) => counts[type] === null)
      .map((type) => ({ reason: `Too many ${type === 'AUTHOR' ? 'authors' : 'papers'} match to be counted and ranked: add a word.`, limit: size, total: null })),
  };
}

export const SearchConnection: SearchConnectionResolvers = {
  nodes: ({ hits }, _, context) =>
    hits.map(({ type, index }) => (type === 'AUTHOR' ? authorAt(context, { index, redirectedFrom: null }) : paperAt(context, { index, redirectedFrom: null }))),
  edges: ({ hits, page }, _, context) =>
    hits.map(({ type, index, score }, i) => ({
      cursor: cursorOf(page, page.from + i),
      node: whenLoaded(
        type === 'AUTHOR' ? authorAt(context, { index, redirectedFrom: null }) : paperAt(context, { index, redirectedFrom: null }),
        (node) => node,
      ),
      score,
    })),
  pageInfo: ({ page }) => pageInfo(page),
  truncated: ({ truncated }) => [...truncated],
};
