/** The map of communities: counted and laid out elsewhere, cut here to what was asked for. */
import type { RequestContext } from '../context.js';
import { graphOf } from '../arguments/graph-spec.js';
import type { CommunityMapNodeResolvers, CommunityMapResolvers, QueryCommunityMapArgs } from '../generated/resolvers.js';
import { MAX_MAPPED_COMMUNITIES, MAX_MAPPED_LINKS } from '../limits.js';
import { whenLoaded } from '../loaders/row-loader.js';
import { bounded } from '../paging/page.js';
import type { CommunityMapParent } from '../parents.js';
import { linksOf, placesOnMap } from '../reads/community-map.js';
import { communityTable } from './community.js';

/** Query.communityMap. @throws GraphQLError BAD_USER_INPUT */
export async function communityMap(
  { graph: spec, algorithm, seed, resolution, maxCommunities, maxLinks }: Partial<QueryCommunityMapArgs>,
  context: RequestContext,
): Promise<CommunityMapParent> {
  const mostCommunities = bounded('maxCommunities', maxCommunities ?? 100, 1, MAX_MAPPED_COMMUNITIES);
  const mostLinks = bounded('maxLinks', maxLinks ?? 1_000, 0, MAX_MAPPED_LINKS);
  const graph = await graphOf(context, spec);
  const table = await communityTable(graph, { algorithm, seed, resolution });
  return { count: Math.min(table.communityCount, mostCommunities), table, links: await linksOf(graph, table), maxLinks: mostLinks, seed: seed ?? 1, graph };
}

/** Places in the list of all links of those that are among the listed communities, strongest first. */
function shownLinks({ links: { targets }, count }: CommunityMapParent): number[] {
  // The target is the larger id of the two.
  return Array.from(targets.keys()).filter((link) => targets[link] < count);
}

const placesOf = ({ graph, table, links, count, seed }: CommunityMapParent) => placesOnMap(graph, table, links, count, seed);

export const CommunityMap: CommunityMapResolvers = {
  nodes: (map) => Array.from({ length: map.count }, (_, id) => ({ community: { id, table: map.table, graph: map.graph }, map })),
  links(map) {
    const { sources, targets, collaborations, strengths, papers } = map.links;
    return shownLinks(map).slice(0, map.maxLinks).map((link) => ({
      source: sources[link], target: targets[link], collaborationCount: collaborations[link], strength: strengths[link], paperCount: papers[link],
    }));
  },
  communityCount: ({ table }) => table.communityCount,
  linkCount: (map) => shownLinks(map).length,
  truncated(map) {
    const { count, table: { communityCount }, maxLinks } = map;
    const linkCount = shownLinks(map).length;
    return [
      ...(count < communityCount
        ? [{ reason: 'Only the largest communities are shown: raise "maxCommunities", or lower "resolution" for fewer, larger ones.', limit: count, total: communityCount }]
        : []),
      ...(maxLinks < linkCount ? [{ reason: 'Only the strongest links among the communities are shown: raise "maxLinks".', limit: maxLinks, total: linkCount }] : []),
    ];
  },
  modularity: ({ table }) => table.modularity,
  algorithm: ({ table }) => table.algorithm,
  seed: ({ seed }) => seed,
  resolution: ({ table }) => table.resolution,
};

export const CommunityMapNode: CommunityMapNodeResolvers = {
  x: ({ community, map }) => whenLoaded(placesOf(map), ({ xs }) => xs[community.id]),
  y: ({ community, map }) => whenLoaded(placesOf(map), ({ ys }) => ys[community.id]),
};
