/** What is shown of how many, what the filters left out, and the way to see more. */
import { count, counted } from '../../design/numbers.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';
import { moreAuthors, moreEdges } from './raise.js';
import { MOST_AUTHORS, MOST_EDGES, networkHref, type NetworkState } from './state.js';
import type { Drawn } from './use-drawn.js';
import { authorsInScope, leftOut, shownByYear, shownOf } from './words.js';

export function ShownOf({ state, network, drawn: { rows, shown, year } }: { readonly state: NetworkState; readonly network: NonNullable<NetworkPictureQuery['network']>; readonly drawn: Pick<Drawn, 'rows' | 'shown' | 'year'> }) {
  const authors = moreAuthors(state, network);
  const edges = moreEdges(state, network);
  const excluded = leftOut(network.graph, state.maxAuthors);
  const isCut = (authors === null && state.scope !== 'authors' && network.nodes.length < authorsInScope(state, network)) || (edges === null && network.edges.length < network.edgeCount);
  return (
    <div class="network-shown small">
      {year !== null && <p>{shownByYear(rows, shown, year)}</p>}
      <p>
        {year !== null && 'In all years: '}{shownOf(state, network)}{' '}
        {authors !== null && <><a href={networkHref(state, authors.change)}>{authors.isAll ? `Show all ${count(authors.to)} authors` : `Show ${count(authors.to)} authors`}</a>{' '}</>}
        {edges !== null && <a href={networkHref(state, edges.change)}>{edges.isAll ? `Show all ${count(edges.to)} collaborations` : `Show ${count(edges.to)} collaborations`}</a>}
        {isCut && <span class="quiet">A picture has at most {count(MOST_AUTHORS)} authors and {count(MOST_EDGES)} collaborations; `coterie export` writes all of them.</span>}
      </p>
      {excluded !== null && <p>{excluded}</p>}
      {network.graph.incompleteAuthorLists > 0 && <p class="quiet">{counted(network.graph.incompleteAuthorLists, 'paper')} of the graph {network.graph.incompleteAuthorLists === 1 ? 'has an author list' : 'have author lists'} known to be incomplete: some collaborations are missing.</p>}
    </div>
  );
}
