/** Mentions: a name on a paper, and the author that it became. */
import { authorAt, paperAt } from '../hydrate.js';
import type { AuthorshipConnectionResolvers, AuthorshipResolvers } from '../generated/resolvers.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo } from '../paging/page.js';

export const Authorship: AuthorshipResolvers = {
  paper: ({ paper }, _, context) => paperAt(context, { index: paper, redirectedFrom: null }),
  author: ({ row }, _, context) => (row.author === null ? null : authorAt(context, { index: row.author, redirectedFrom: null })),
  rawName: ({ row }) => row.rawName,
  position: ({ row }) => row.position,
  kind: ({ row }) => row.kind,
  affiliations: ({ row }) => [...row.affiliations],
  isCorresponding: ({ row }) => row.isCorresponding,
  alsoWritten({ paper, row }, _, { loaders }) {
    if (row.alsoWritten.length === 0) return [];
    return whenLoaded(loaders.papers.load(paper), ({ sources }) => row.alsoWritten.map(({ name, source }) => ({ name, source: sources[source] })));
  },
};

export const AuthorshipConnection: AuthorshipConnectionResolvers = {
  nodes: (parent) => parent.page.indices.map((place) => parent.at(place)),
  edges: (parent) => parent.page.indices.map((place) => ({ cursor: cursorOf(parent.page, place), node: parent.at(place) })),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
};
