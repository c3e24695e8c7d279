/** Whom an author might work with, under a graph; the search lets other requests in between. */
import type { Projection } from '../../graph/types.js';
import { totalStrengths } from '../../metrics/centrality/degree.js';
import { pagerankSuggestions } from '../../metrics/recommendation/personalised-pagerank.js';
import type { SuggestionMethod, Suggestions } from '../../metrics/recommendation/ranking.js';
import { commonNeighbours, twoHopSuggestions } from '../../metrics/recommendation/two-hops.js';
import type { GraphInUse } from '../graph-in-use.js';
import { inPieces } from './pieces.js';

export interface AuthorSuggestions {
  /** Author indices, best first. */
  readonly authors: Uint32Array;
  /** Score of a suggested author. O(1). */
  readonly scoreOf: (author: number) => number;
  readonly errorBound: number | null;
  /** Collaborators of the author in all, and those through whom nobody was looked for. */
  readonly collaborators: number;
  readonly collaboratorsLeftOut: number;
  /**
   * Who has worked with both the author and a suggested one: by the smaller of their strengths to either, largest
   * first, ties by index. O(degrees + c log c).
   */
  readonly witnesses: (suggested: number) => number[];
}

const NOBODY: AuthorSuggestions = {
  authors: new Uint32Array(0),
  scoreOf: () => Number.NaN,
  errorBound: 0,
  collaborators: 0,
  collaboratorsLeftOut: 0,
  witnesses: () => [],
};

const strengthsOf = new WeakMap<Projection, Float64Array>();

function search(projection: Projection, source: number, method: SuggestionMethod): Generator<void, Suggestions, void> {
  if (method !== 'PERSONALISED_PAGERANK') return twoHopSuggestions(projection, source, method);
  let strengths = strengthsOf.get(projection);
  if (!strengths) strengthsOf.set(projection, (strengths = totalStrengths(projection)));
  return pagerankSuggestions(projection, strengths, source);
}

/** Non-collaborators with a score above 0; nobody where the author is no node of the graph. Cost as the methods state. */
export async function suggestionsFor(graph: GraphInUse, author: number, method: SuggestionMethod): Promise<AuthorSuggestions> {
  const projection = await graph.projection();
  const source = projection.nodeOf[author];
  if (source === -1) return NOBODY;
  const { nodes, scores, errorBound, collaboratorsLeftOut } = await inPieces(search(projection, source, method), graph.patience);
  const authors = nodes.map((node) => projection.nodes[node]);
  const scoreOfNode = new Float64Array(projection.nodeCount);
  nodes.forEach((node, place) => (scoreOfNode[node] = scores[place]));
  return {
    authors,
    scoreOf: (suggested) => scoreOfNode[projection.nodeOf[suggested]],
    errorBound,
    collaborators: projection.offsets[source + 1] - projection.offsets[source],
    collaboratorsLeftOut,
    witnesses: (suggested) => witnessesOf(projection, source, projection.nodeOf[suggested]),
  };
}

/** Authors next to both of two nodes, in the order of AuthorSuggestions.witnesses. */
function witnessesOf(projection: Projection, a: number, b: number): number[] {
  const { nodes, strength } = projection;
  return commonNeighbours(projection, a, b)
    .map(({ node, slotOfA, slotOfB }) => ({ author: nodes[node], least: Math.min(strength[slotOfA], strength[slotOfB]) }))
    .toSorted((x, y) => y.least - x.least || x.author - y.author)
    .map(({ author }) => author);
}
