/** How much more of a network can be shown: the next sizes up to what the API draws. */
import { authorsInScope } from './words.js';
import type { NetworkPictureQuery } from '../../generated/graphql.js';
import { authorsAsked, scopeKind } from './question.js';
import { MOST_AUTHORS, MOST_EDGES, type NetworkChange, type NetworkState } from './state.js';

const AUTHOR_STEPS = [100, 200, 500, 1000, 2000, MOST_AUTHORS];
const EDGE_STEPS = [5000, 10_000, MOST_EDGES];

export interface Raise {
  readonly to: number;
  /** True where that is everything. */
  readonly isAll: boolean;
  readonly change: NetworkChange;
}

function next(asked: number, shown: number, total: number, steps: readonly number[]): { readonly to: number; readonly isAll: boolean } | null {
  if (shown >= total) return null;
  const most = steps[steps.length - 1];
  const step = steps.find((each) => each > asked);
  if (step === undefined) return null;
  const to = Math.min(step, Math.max(total, shown + 1), most);
  return { to, isAll: to >= total };
}

/** The next number of authors; null where all are shown or no more can be. */
export function moreAuthors(state: NetworkState, network: Pick<NonNullable<NetworkPictureQuery['network']>, 'nodeCount' | 'graph'> & { readonly nodes: { readonly length: number } }): Raise | null {
  const kind = scopeKind(state);
  if (kind === 'authors') return null;
  const raise = next(authorsAsked(state), network.nodes.length, authorsInScope(state, network), AUTHOR_STEPS);
  return raise && { ...raise, change: kind === 'top' ? { scope: 'top', n: raise.to } : { maxNodes: raise.to } };
}

/** The next number of collaborations; null where all are shown or no more can be. */
export function moreEdges(state: NetworkState, network: Pick<NonNullable<NetworkPictureQuery['network']>, 'edgeCount'> & { readonly edges: { readonly length: number } }): Raise | null {
  const raise = next(state.maxEdges, network.edges.length, network.edgeCount, EDGE_STEPS);
  return raise && { ...raise, change: { maxEdges: raise.to } };
}
