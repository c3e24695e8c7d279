/** What the pages of communities say in sentences. */
import { count, counted, measure } from '../../design/numbers.js';
import type { CommunityMapQuery } from '../../generated/graphql.js';
import { ALGORITHM_TITLES } from '../../design/algorithm-titles.js';
import type { DivisionState } from './division.js';

/** How each algorithm works, and where that is written. */
export const METHODS: Readonly<Record<DivisionState['algorithm'], string>> = {
  LOUVAIN: 'Louvain moves authors between groups as long as that adds to modularity, then does the same with the groups (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008).',
  LEIDEN: 'Leiden adds to modularity as Louvain does, and keeps every community in one piece (Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z).',
  LABEL_PROPAGATION: 'Label propagation has every author join the group that is strongest among the collaborators, until nothing changes (Raghavan, Albert & Kumara 2007, doi:10.1103/PhysRevE.76.036106).',
  COMPONENTS: 'Connected components are groups between which no chain of joint papers leads: nothing links them.',
};

/** Algorithms that take a resolution. */
export function takesResolution(algorithm: DivisionState['algorithm']): boolean {
  return algorithm === 'LOUVAIN' || algorithm === 'LEIDEN';
}

/** `Louvain, seed 1, resolution 1`, with what the algorithm uses. */
export function divisionWords({ algorithm, seed, resolution }: Pick<DivisionState, 'algorithm' | 'seed' | 'resolution'>): string {
  const parts = [ALGORITHM_TITLES[algorithm], ...(algorithm === 'COMPONENTS' ? [] : [`seed ${seed}`]), ...(takesResolution(algorithm) ? [`resolution ${resolution}`] : [])];
  return parts.join(', ');
}

/**
 * Which part of the strength of the members' collaborations is with others, 0 to 1.
 * @returns null where nobody collaborates
 */
export function leavingShare({ internalStrength, externalStrength }: { readonly internalStrength: number; readonly externalStrength: number }): number | null {
  const all = internalStrength + externalStrength;
  return all === 0 ? null : externalStrength / all;
}

/** `12.5 %`; a dash for null. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${measure(100 * share, 3)} %`;
}

/** Authors' names, at most `most`, and how many more there are: `A, B and 12 others`. */
export function namesOf(authors: ReadonlyArray<{ readonly displayName: string }>, size: number, most: number): string {
  const names = authors.slice(0, most).map(({ displayName }) => displayName);
  const others = size - names.length;
  return others > 0 ? `${names.join(', ')} and ${counted(others, 'other')}` : names.join(', ');
}

type MapFacts = Pick<NonNullable<CommunityMapQuery['communityMap']>, 'communityCount' | 'linkCount'> & { readonly nodes: { readonly length: number }; readonly links: { readonly length: number } };

/** `3 communities`, or what else the algorithm’s groups are called. */
export function countedGroups(groups: number, algorithm: DivisionState['algorithm']): string {
  return algorithm === 'COMPONENTS' ? counted(groups, 'component') : counted(groups, 'community', 'communities');
}

/** What is shown of how many: `The 100 largest of 1,615 communities, and the 1,000 strongest of the 2,004 links among them.` */
export function shownWords({ communityCount, linkCount, nodes, links }: MapFacts, algorithm: DivisionState['algorithm']): string {
  const all = countedGroups(communityCount, algorithm);
  if (communityCount === 1) return `${all}.`;
  const communities = nodes.length < communityCount ? `The ${count(nodes.length)} largest of ${all}` : `All ${all}`;
  if (linkCount === 0) return `${communities}; nothing links them.`;
  return `${communities}, and ${links.length < linkCount ? `the ${count(links.length)} strongest of the ${count(linkCount)} links` : linkCount === 1 ? 'the one link' : `all ${count(linkCount)} links`} among them.`;
}
