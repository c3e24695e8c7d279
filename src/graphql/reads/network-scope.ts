/** Which authors a picture shows, in the order of their claim to a place in it. */
import { inwardStrengths, inwardStrengthsOnEdges } from '../../graph/inward-strength.js';
import { ego } from '../../graph/traverse.js';
import type { Projection } from '../../graph/types.js';
import type { AuthorRanks } from '../../snapshot/answers.js';
import type { Distance } from '../../metrics/metric.js';
import type { GraphInUse } from '../graph-in-use.js';
import { pathsBetween } from './paths.js';

export interface ScopeAuthors {
  /** In order of their claim: the first `maxNodes` stay. */
  readonly authors: readonly number[];
  /** Steps from the author in the middle, or where ways start, parallel to authors; null where there is no such author; null for whom no way reaches. */
  readonly distances: ReadonlyArray<number | null> | null;
  /** Where the first of a ranking end among equals; null or absent where they don't. */
  readonly cutTie?: CutTie | null;
}

/** A place that several authors share, of whom not all are among the first. */
export interface CutTie {
  readonly rank: number;
  readonly sharing: number;
  /** How many of them are among the first. */
  readonly shown: number;
}

/** The first n of a ranking: the tie that their end cuts through, if it does. O(1). */
export function cutTieOf(ranks: AuthorRanks, n: number): CutTie | null {
  const { ranking } = ranks;
  if (n >= ranking.length || n < 1) return null;
  const [last, next] = [ranks.rank(ranking[n - 1]), ranks.rank(ranking[n])];
  if (last === null || last !== next) return null;
  return { rank: last, sharing: ranks.tieCount(ranking[n]) ?? 0, shown: n - last + 1 };
}

/**
 * An author and everybody within `radius` steps: nearest first; among the equally near those whose collaborations with
 * authors one step nearer are the strongest in sum (at one step: with the author in the middle), then those with most
 * papers under the graph, then the smaller index. O(Σk of the papers of all but the farthest); with `minStrength`, of
 * the collaborations of everybody reached, on the projection.
 */
export async function egoAuthors(graph: GraphInUse, centre: number, radius: number): Promise<ScopeAuthors> {
  const reached = graph.hasAllEdges ? egoOnPapers(graph, centre, radius) : egoOnEdges(await graph.projection(), centre, radius);
  const claims = reached.map((one) => ({ ...one, papers: keptPapersOf(graph, one.author) }));
  claims.sort((a, b) => a.distance - b.distance || b.strength - a.strength || b.papers - a.papers || a.author - b.author);
  return { authors: claims.map(({ author }) => author), distances: claims.map(({ distance }) => distance) };
}

interface Reached {
  readonly author: number;
  readonly distance: number;
  /** Sum of the strengths to authors one step nearer; 0 for the author in the middle. */
  readonly strength: number;
}

function egoOnPapers({ snapshot, selection, spec }: GraphInUse, centre: number, radius: number): Reached[] {
  const { authors, distances } = ego(snapshot.incidence, selection.paperMask, centre, radius);
  const distanceOf = new Map(Array.from(authors, (author, i) => [author, distances[i]]));
  const strengths = inwardStrengths(snapshot.incidence, selection.paperMask, spec.counting, distanceOf, radius);
  return Array.from(distanceOf, ([author, distance]) => ({ author, distance, strength: strengths.get(author) ?? 0 }));
}

/** On the projection, for graphs whose papers do not know which edges were dropped. */
function egoOnEdges(projection: Projection, centre: number, radius: number): Reached[] {
  const { nodes, nodeOf, offsets, neighbours } = projection;
  if (nodeOf[centre] === -1) return [{ author: centre, distance: 0, strength: 0 }];
  const distanceOf = new Map([[nodeOf[centre], 0]]);
  for (const [node, steps] of distanceOf) {
    if (steps === radius) break;
    for (let s = offsets[node]; s < offsets[node + 1]; s++) {
      if (!distanceOf.has(neighbours[s])) distanceOf.set(neighbours[s], steps + 1);
    }
  }
  const strengths = inwardStrengthsOnEdges(projection, distanceOf);
  return Array.from(distanceOf, ([node, distance]) => ({ author: nodes[node], distance, strength: strengths.get(node) ?? 0 }));
}

function keptPapersOf({ snapshot: { incidence }, selection: { paperMask } }: GraphInUse, author: number): number {
  const { authorOffsets, authorPapers } = incidence;
  let papers = 0;
  for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s++) papers += paperMask[authorPapers[s]];
  return papers;
}

/**
 * Everybody on a best way between two authors. Of the first `room`, whom the picture shows, the nearest to `from` come
 * first; when there are more, those on one whole way have the first claim, then those through whom most of the ways
 * lead. Both ends are there even where no way connects them, `to` without a distance.
 */
export async function pathAuthors(graph: GraphInUse, from: number, to: number, distance: Distance, room: number): Promise<ScopeAuthors> {
  const { walkers: { authors, steps, shares }, paths } = await pathsBetween(graph, from, to, distance, 1);
  if (authors.length === 0) return { authors: [from, to], distances: [0, null] };
  const places = Array.from(authors, (_, place) => place);
  if (authors.length > room) {
    const onFirstWay = new Set(paths[0]);
    const claim = (place: number) => (onFirstWay.has(authors[place]) ? 2 : shares[place]);
    places.sort((p, q) => claim(q) - claim(p) || p - q);
    const shown = places.slice(0, room).toSorted((p, q) => p - q);
    places.splice(0, room, ...shown);
  }
  return { authors: places.map((place) => authors[place]), distances: places.map((place) => steps[place]) };
}
