/** Which authors a picture shows, in the order of their claim to a place in it. */
import { ego } from '../../graph/traverse.js';
import type { Projection } from '../../graph/types.js';
import type { Distance } from '../../metrics/metric.js';
import type { GraphInUse } from '../graph-in-use.js';
import { pathsBetween } from './paths.js';

export interface ScopeAuthors {
  /** In order of their claim: the first `maxNodes` stay. */
  readonly authors: readonly number[];
  /** Steps from the author in the middle, or where ways start, parallel to authors; null where there is no such author; null for whom no way reaches. */
  readonly distances: ReadonlyArray<number | null> | null;
}

/** An author and everybody within `radius` steps: nearest first, among equals those with most papers. */
export async function egoAuthors(graph: GraphInUse, centre: number, radius: number): Promise<ScopeAuthors> {
  const reached = graph.hasAllEdges ? egoOnPapers(graph, centre, radius) : egoOnEdges(await graph.projection(), centre, radius);
  const { authorOffsets } = graph.snapshot.incidence;
  const papers = (author: number) => authorOffsets[author + 1] - authorOffsets[author];
  const sorted = reached.toSorted(([a, x], [b, y]) => x - y || papers(b) - papers(a) || a - b);
  return { authors: sorted.map(([author]) => author), distances: sorted.map(([, distance]) => distance) };
}

type Reached = ReadonlyArray<readonly [author: number, distance: number]>;

function egoOnPapers({ snapshot, selection }: GraphInUse, centre: number, radius: number): Reached {
  const { authors, distances } = ego(snapshot.incidence, selection.paperMask, centre, radius);
  return Array.from(authors, (author, i) => [author, distances[i]] as const);
}

/** On the projection, for graphs whose papers do not know which edges were dropped. */
function egoOnEdges({ nodes, nodeOf, offsets, neighbours }: Projection, centre: number, radius: number): Reached {
  if (nodeOf[centre] === -1) return [[centre, 0]];
  const distance = new Map([[nodeOf[centre], 0]]);
  for (const [node, steps] of distance) {
    if (steps === radius) break;
    for (let s = offsets[node]; s < offsets[node + 1]; s++) {
      if (!distance.has(neighbours[s])) distance.set(neighbours[s], steps + 1);
    }
  }
  return Array.from(distance, ([node, steps]) => [nodes[node], steps] as const);
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
