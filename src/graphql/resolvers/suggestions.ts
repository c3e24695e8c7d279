/** Author.suggestedCollaborators: people the author has not worked with, and who could introduce them. */
import { graphOf } from '../arguments/graph-spec.js';
import type { RequestContext } from '../context.js';
import type { AuthorSuggestedCollaboratorsArgs, SuggestionConnectionResolvers, SuggestionEdgeResolvers } from '../generated/resolvers.js';
import { authorsAt } from '../hydrate.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { orderedList, totalCount } from '../paging/index-list.js';
import { cursorOf, pageInfo, pageOf, pageSize } from '../paging/page.js';
import type { AuthorParent, SuggestionListParent } from '../parents.js';
import { suggestionsFor } from '../reads/suggestions.js';

/** Author.suggestedCollaborators. */
export async function suggestionsPage(
  { index, row }: AuthorParent,
  { method: asked, graph: spec, ...page }: Partial<AuthorSuggestedCollaboratorsArgs>,
  context: RequestContext,
): Promise<SuggestionListParent> {
  const method = asked ?? 'ADAMIC_ADAR';
  const graph = await graphOf(context, spec);
  const suggestions = await suggestionsFor(graph, index, method);
  const list = orderedList(`suggestions for ${row.id} ${graph.key} ${method}`, suggestions.authors, null);
  return { page: pageOf(context.snapshot.id, list, page), method, suggestions, graph };
}

export const SuggestionConnection: SuggestionConnectionResolvers = {
  nodes: ({ page }, _, context) => authorsAt(context, page.indices),
  edges: ({ page, suggestions }, _, context) =>
    whenLoaded(authorsAt(context, page.indices), (authors) =>
      authors.map((node) => {
        let known: readonly number[] | null = null;
        return {
          cursor: cursorOf(page, node.index),
          node,
          score: suggestions.scoreOf(node.index),
          witnesses: () => (known ??= suggestions.witnesses(node.index)),
        };
      }),
    ),
  pageInfo: ({ page }) => pageInfo(page),
  totalCount: ({ page }) => totalCount(page.list),
  errorBound: ({ suggestions }) => suggestions.errorBound,
  truncated({ suggestions: { collaborators, collaboratorsLeftOut } }) {
    if (collaboratorsLeftOut === 0) return null;
    const limit = collaborators - collaboratorsLeftOut;
    return { reason: 'Not everybody was looked for through the best connected collaborators: narrow the graph down, for example by maxAuthors.', limit, total: collaborators };
  },
};

export const SuggestionEdge: SuggestionEdgeResolvers = {
  witnessCount: (edge) => edge.witnesses().length,
  witnesses: (edge, { first }, context) => authorsAt(context, edge.witnesses().slice(0, pageSize('first', first ?? 5))),
};
