/** A small network as the API answers it: one person without anything known, one collaboration without a year. */
import type { NetworkPictureQuery } from '../../../src/explorer/generated/graphql.js';

type Network = NonNullable<NetworkPictureQuery['network']>;

function node(id: string, displayName: string, facts: Partial<Network['nodes'][number]>, size: number | null, colour: number | null): Network['nodes'][number] {
  return {
    author: { id, displayName, disambiguator: null }, degree: 0, distance: null, community: null, component: null, firstYear: null, lastYear: null, field: null,
    size: size === null ? null : { value: size }, colour: colour === null ? null : { value: colour }, ...facts,
  };
}

export const NETWORK: Network = {
  nodeCount: 9,
  edgeCount: 5,
  truncated: [],
  graph: { paperCount: 20, authorCount: 12, papersExcluded: 0, hyperAuthoredPapersExcluded: 0, incompleteAuthorLists: 0 },
  nodes: [
    node('A1', 'Ann Alpha', { degree: 2, community: 0, component: 0, firstYear: 1999, lastYear: 2012, field: 'Physics' }, 5, 0.25),
    node('A2', 'Bob Beta', { degree: 1, community: 0, component: 0, firstYear: 2000, lastYear: 2003, field: 'Physics' }, 2, 0.1),
    node('A3', 'Cy Gamma', { degree: 1, community: 1, component: 0, firstYear: 2010, lastYear: 2010, field: 'Chemistry' }, 1, 0),
    node('A4', '王伟', {}, null, null),
  ],
  edges: [
    { source: 0, target: 1, paperCount: 3, strength: 3, firstYear: 2001, lastYear: 2012 },
    { source: 0, target: 2, paperCount: 1, strength: 0.5, firstYear: null, lastYear: null },
  ],
};
