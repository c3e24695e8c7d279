/** The links of one community among those of the map. */
import { count, measure } from '../../design/numbers.js';
import type { CommunityNeighboursQuery } from '../../generated/graphql.js';
import { MOST_COMMUNITIES, MOST_LINKS } from './division.js';

export type NeighboursAnswer = NonNullable<CommunityNeighboursQuery['communityMap']>;
export type Neighbour = NeighboursAnswer['links'][number] & { readonly other: NeighboursAnswer['nodes'][number]['community'] };

/** The links of one community, each with the community at its other end. */
export function neighboursOf(id: number, { links, nodes }: Pick<NeighboursAnswer, 'links' | 'nodes'>): Neighbour[] {
  return links.flatMap((link) => (link.source === id || link.target === id ? [{ ...link, other: nodes[link.source === id ? link.target : link.source].community }] : []));
}

/** What may be missing from the list; null where nothing is. */
export function missing({ communityCount, linkCount, links }: NeighboursAnswer, shared: number, externalStrength: number): string | null {
  if (linkCount > links.length) return `Only the ${count(MOST_LINKS)} strongest of ${count(linkCount)} links between communities are looked through: weaker ones may be missing.`;
  const rest = externalStrength - shared;
  if (communityCount <= MOST_COMMUNITIES || rest <= 1e-6 * Math.max(1, externalStrength)) return null;
  return `Links are known among the ${count(MOST_COMMUNITIES)} largest communities of ${count(communityCount)}. To smaller ones goes a strength of ${measure(rest)}.`;
}
