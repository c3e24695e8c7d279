/** How the largest communities of a graph hang together: one pass over its edges and papers. */
import type { CsrGraph, Incidence, Projection } from '../../graph/types.js';

export interface CommunityLinksRequest {
  readonly graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours' | 'strength'>;
  /** [n] community of each node, 0 = largest. */
  readonly labels: Int32Array;
  /** Only communities of smaller ids. */
  readonly limit: number;
  readonly papers: Pick<Incidence, 'paperCount' | 'paperOffsets' | 'paperAuthors'> & Pick<Projection, 'paperMask' | 'nodeOf'>;
}

/** Pairs of communities with a collaboration between them, strongest first, ties by their ids; parallel arrays. */
export interface CommunityLinks {
  /** The larger community of each pair: that of the smaller id. */
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
  /** Collaborations between members of the two. */
  readonly collaborations: Uint32Array;
  /** Sum of their strengths. */
  readonly strengths: Float64Array;
  /** Kept papers with authors of both. */
  readonly papers: Uint32Array;
}

/** O(n + m + Σk + Σc²), c the communities on a paper; limit² in memory. */
export function communityLinks({ graph, labels, limit, papers }: CommunityLinksRequest): CommunityLinks {
  const collaborations = new Uint32Array(limit * limit);
  const strengths = new Float64Array(limit * limit);
  const { nodeCount, offsets, neighbours, strength } = graph;
  for (let node = 0; node < nodeCount; node++) {
    const own = labels[node];
    if (own >= limit) continue;
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) {
      const other = labels[neighbours[slot]];
      // Every edge stands twice: it is counted where its smaller community is the own one.
      if (other <= own || other >= limit) continue;
      collaborations[own * limit + other] += 1;
      strengths[own * limit + other] += strength[slot];
    }
  }
  const joint = jointPapers(papers, labels, limit);
  const pairs = Uint32Array.from(collaborations.keys()).filter((pair) => collaborations[pair] > 0).sort((p, q) => strengths[q] - strengths[p] || p - q);
  return {
    sources: pairs.map((pair) => Math.floor(pair / limit)),
    targets: pairs.map((pair) => pair % limit),
    collaborations: pairs.map((pair) => collaborations[pair]),
    strengths: Float64Array.from(pairs, (pair) => strengths[pair]),
    papers: pairs.map((pair) => joint[pair]),
  };
}

/** [limit²] kept papers with authors of both communities, at the place of the smaller id's row. */
function jointPapers({ paperCount, paperOffsets, paperAuthors, paperMask, nodeOf }: CommunityLinksRequest['papers'], labels: Int32Array, limit: number): Uint32Array {
  const joint = new Uint32Array(limit * limit);
  const metOn = new Int32Array(limit).fill(-1);
  for (let paper = 0; paper < paperCount; paper++) {
    if (paperMask[paper] === 0) continue;
    const met: number[] = [];
    for (let s = paperOffsets[paper]; s < paperOffsets[paper + 1]; s++) {
      const node = nodeOf[paperAuthors[s]];
      const community = node < 0 ? limit : labels[node];
      if (community >= limit || metOn[community] === paper) continue;
      metOn[community] = paper;
      met.push(community);
    }
    for (const a of met) for (const b of met) if (a < b) joint[a * limit + b] += 1;
  }
  return joint;
}
