/** Pages of authors and of papers: rows are read for the page in one go, counts and facets only when asked for. */
import { groupAuthors } from '../facets/author-facets.js';
import { groupPapers } from '../facets/paper-facets.js';
import type { AuthorConnectionResolvers, PaperConnectionResolvers } from '../generated/resolvers.js';
import { authorsAt, papersAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo } from '../paging/page.js';

export const AuthorConnection: AuthorConnectionResolvers = {
  nodes: ({ page }, _, context) => authorsAt(context, page.indices),
  edges: ({ page }, _, context) =>
    whenLoaded(authorsAt(context, page.indices), (authors) => authors.map((node) => ({ cursor: cursorOf(page, node.index), node }))),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
  groupBy: ({ page, graph }, { by, limit }) => groupAuthors(graph, page.list, by, limit ?? 25),
};

export const PaperConnection: PaperConnectionResolvers = {
  nodes: ({ page }, _, context) => papersAt(context, page.indices),
  edges: ({ page }, _, context) =>
    whenLoaded(papersAt(context, page.indices), (papers) => papers.map((node) => ({ cursor: cursorOf(page, node.index), node }))),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
  groupBy: ({ page }, { by, limit }, { snapshot }) => groupPapers(snapshot, page.list, by, limit ?? 25),
};
