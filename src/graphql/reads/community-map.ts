/** The map of communities: how the largest of them hang together, and a place for each. Kept as long as the communities are. */
import { ROUTINES } from '../../compute/routines.js';
import type { CommunityLinks } from '../../compute/routines/community-links.js';
import type { Places } from '../../compute/routines/picture.js';
import { csrComponents } from '../../graph/csr.js';
import type { CsrGraph } from '../../graph/types.js';
import type { CommunityTable } from '../../snapshot/answers.js';
import { KeptWork } from '../../snapshot/shared-work.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import type { GraphInUse } from '../graph-in-use.js';
import { MAX_MAPPED_COMMUNITIES } from '../limits.js';
import { roundNs, suitableRounds } from './layout-rounds.js';

/** Up to so many authors, authorships and edge ends the links are counted in place: some milliseconds. */
const INLINE_SIZE = 100_000;
/** Links that pull in the layout, the strongest ones: more make it slower, and no clearer. */
export const MAX_PULLING_LINKS = 10_000;
const INLINE_NODES = 30;

const knownLinks = new KeptWork<CommunityTable, CommunityLinks>();
/** By number of communities and seed. */
const MAX_KEPT_PLACES = 50;
const knownPlaces = new KeptWork<CommunityTable, Places>(MAX_KEPT_PLACES);

/** Links among the largest MAX_MAPPED_COMMUNITIES communities. Fails as GraphInUse.projection does. */
export function linksOf(graph: GraphInUse, table: CommunityTable): MaybePromise<CommunityLinks> {
  const begin = () => whenKnown(graph.projection(), ({ nodeCount, offsets, neighbours, strength, paperMask, nodeOf }): MaybePromise<CommunityLinks> => {
    const { paperCount, paperOffsets, paperAuthors } = graph.snapshot.incidence;
    const given = {
      graph: { nodeCount, offsets, neighbours, strength },
      labels: table.labels,
      limit: Math.min(table.communityCount, MAX_MAPPED_COMMUNITIES),
      papers: { paperCount, paperOffsets, paperAuthors, paperMask, nodeOf },
    };
    const size = nodeCount + neighbours.length + paperAuthors.length;
    return size <= INLINE_SIZE ? ROUTINES.COMMUNITY_LINKS(given) : graph.snapshot.analytics.perform('COMMUNITY_LINKS', given, graph.patience);
  });
  return knownLinks.get(table, '', begin, graph.patience);
}

/** Places of the first `count` communities on the plane, pulled together by the strongest links among them. The same for the same seed. */
export function placesOnMap(graph: GraphInUse, table: CommunityTable, links: CommunityLinks, count: number, seed: number): MaybePromise<Places> {
  const begin = (): MaybePromise<Places> => {
    const among = csrOfLinks(links, count);
    const iterations = suitableRounds(count, roundNs(csrComponents(among).sizes, among.edgeCount));
    const given = { authors: Uint32Array.from({ length: count }, (_, id) => id), graph: among, seed, iterations };
    return count <= INLINE_NODES ? ROUTINES.LAYOUT(given) : graph.snapshot.analytics.perform('LAYOUT', given, graph.patience);
  };
  return knownPlaces.get(table, `${count} ${seed}`, begin, graph.patience);
}

/** The graph of the first communities and the strongest links among them. */
function csrOfLinks({ sources, targets, papers, strengths }: CommunityLinks, count: number): CsrGraph {
  const rows = Array.from({ length: count }, (): Array<readonly [other: number, link: number]> => []);
  let edgeCount = 0;
  for (let link = 0; link < sources.length && edgeCount < MAX_PULLING_LINKS; link++) {
    if (targets[link] >= count) continue;
    rows[sources[link]].push([targets[link], link]);
    rows[targets[link]].push([sources[link], link]);
    edgeCount += 1;
  }
  const sorted = rows.map((row) => row.toSorted(([a], [b]) => a - b));
  const flat = sorted.flat();
  const offsets = new Uint32Array(count + 1);
  sorted.forEach((row, id) => (offsets[id + 1] = offsets[id] + row.length));
  return {
    nodeCount: count,
    edgeCount,
    offsets,
    neighbours: Uint32Array.from(flat, ([other]) => other),
    paperCount: Uint32Array.from(flat, ([, link]) => papers[link]),
    strength: Float64Array.from(flat, ([, link]) => strengths[link]),
  };
}
