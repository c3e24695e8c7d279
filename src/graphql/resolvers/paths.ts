/** The answer of collaborationPath. */
import type { CollaborationPathAnswerResolvers, CollaborationPathResolvers } from '../generated/resolvers.js';
import { authorsAt } from '../hydrate.js';
import { pairFacts } from '../reads/pairs.js';

export const CollaborationPathAnswer: CollaborationPathAnswerResolvers = {
  paths: ({ paths }) => [...paths],
  truncated: ({ pathCount, paths, limit }) =>
    pathCount > paths.length ? { reason: 'Not every shortest path is listed: raise "first" for more.', limit, total: pathCount } : null,
};

export const CollaborationPath: CollaborationPathResolvers = {
  authors: ({ authors }, _, context) => authorsAt(context, authors),
  collaborations: ({ authors, graph }) => authors.slice(1).map((author, i) => pairFacts(graph, authors[i], author)),
};
