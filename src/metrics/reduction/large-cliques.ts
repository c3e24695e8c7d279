/** Large cliques of a graph, found greedily: not all, and not the largest, but those that papers of hundreds of authors leave. */
import type { SearchPlan } from './search-plan.js';

type Graph = Pick<SearchPlan, 'nodeCount' | 'offsets' | 'neighbours'>;

/** So many cliques at most, and so many times the graph's edges looked at, whatever comes of it. */
const MOST_CLIQUES = 64;
const MOST_PASSES = 8;

/**
 * Cliques of at least `least` nodes, of which each has a node that is in none found before. A clique is begun at the node of
 * smallest degree that is in none yet and has neighbours enough (few of which then belong elsewhere) and takes in those of its
 * neighbours that are adjacent to all taken in, best connected first. O(n log n + m).
 */
export function largeCliques(graph: Graph, least: number): Uint32Array[] {
  const { nodeCount, offsets, neighbours } = graph;
  const degree = (node: number): number => offsets[node + 1] - offsets[node];
  /** Whether enough of a node's neighbours have neighbours enough. */
  const isPromising = (node: number): boolean => {
    let enough = 1;
    for (let slot = offsets[node]; slot < offsets[node + 1] && enough < least; slot++) if (degree(neighbours[slot]) >= least - 1) enough++;
    return enough === least;
  };
  const starts = Uint32Array.from({ length: nodeCount }, (_, node) => node).filter((node) => degree(node) >= least - 1 && isPromising(node));
  starts.sort((a, b) => degree(a) - degree(b) || a - b);
  const isCovered = new Uint8Array(nodeCount);
  const grower = cliqueGrower(graph);
  const cliques: Uint32Array[] = [];
  for (const start of starts) {
    if (isCovered[start] === 1) continue;
    if (cliques.length === MOST_CLIQUES || grower.looked() > MOST_PASSES * neighbours.length) break;
    const clique = grower.grow(start);
    if (clique.length < least) continue;
    for (const node of clique) isCovered[node] = 1;
    cliques.push(clique);
  }
  return cliques;
}

interface CliqueGrower {
  readonly grow: (start: number) => Uint32Array;
  /** Edges looked at so far. */
  readonly looked: () => number;
}

function cliqueGrower({ nodeCount, offsets, neighbours }: Graph): CliqueGrower {
  /** Neighbours among those at hand, and later among those taken in; 0 outside of a call. */
  const count = new Uint32Array(nodeCount);
  const isAtHand = new Uint8Array(nodeCount);
  let looked = 0;
  const countNeighbours = (node: number): void => {
    looked += offsets[node + 1] - offsets[node];
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot++) if (isAtHand[neighbours[slot]] === 1) count[neighbours[slot]]++;
  };
  const grow = (start: number): Uint32Array => {
    const hand = neighbours.slice(offsets[start], offsets[start + 1]);
    for (const node of hand) isAtHand[node] = 1;
    for (const node of hand) countNeighbours(node);
    hand.sort((a, b) => count[b] - count[a] || a - b);
    for (const node of hand) count[node] = 0;
    const clique = [start];
    for (const node of hand) {
      // The start is beside all of them and is not counted.
      if (count[node] < clique.length - 1) continue;
      clique.push(node);
      countNeighbours(node);
    }
    for (const node of hand) count[node] = isAtHand[node] = 0;
    return Uint32Array.from(clique).sort();
  };
  return { grow, looked: () => looked };
}
