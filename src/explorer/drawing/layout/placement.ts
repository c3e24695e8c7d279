/**
 * Places that stay put: a filtered picture shows its nodes where the unfiltered one has them. As the unfiltered picture
 * follows from the address, so does this.
 */
import type { Frame } from '../types.js';
import { componentsOf } from './components.js';
import type { LayoutEdge } from './layout.js';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The part of the plane that places lie in; null where there are none. */
export function frameOf(places: Iterable<Place>): Frame | null {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of places) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  return left > right ? null : { x: [left, right], y: [bottom, top] };
}

/** A direction that follows from an id, so that several newcomers beside one author don't lie on one another. */
function angleOf(id: string): number {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (Math.imul(hash, 31) + id.charCodeAt(i)) | 0;
  return ((hash >>> 0) % 3600) * (Math.PI / 1800);
}

/** The least extent that holds both; either may be null. */
export function frameAround(one: Frame | null, other: Frame | null): Frame | null {
  if (one === null || other === null) return one ?? other;
  return {
    x: [Math.min(one.x[0], other.x[0]), Math.max(one.x[1], other.x[1])],
    y: [Math.min(one.y[0], other.y[0]), Math.max(one.y[1], other.y[1])],
  };
}

/** Of the nodes shown, so large a share must have a place in the unfiltered picture for its places to be worth keeping. */
const LEAST_SHARE = 0.5;

/**
 * Whether a filtered picture is still the unfiltered one, thinned out: at least half of its nodes are there. Where it is
 * not, as with the first authors of another graph, who are other people, it is laid out by itself. True for no nodes. O(n).
 */
export function isMostlyAmong(base: { has(id: string): boolean }, ids: readonly string[]): boolean {
  return ids.filter((id) => base.has(id)).length >= ids.length * LEAST_SHARE;
}

type Neighbours = ReadonlyArray<ReadonlyArray<{ readonly node: number; readonly strength: number }>>;

/** Gives places beside their neighbours to those who have none, round by round, until nobody is left who has a placed neighbour. */
function placeBeside(places: Array<Place | undefined>, ids: readonly string[], around: Neighbours, step: number): void {
  let waiting = ids.map((_, i) => i).filter((i) => places[i] === undefined);
  for (;;) {
    // All of a round look at the places before it: the order of the nodes doesn't matter.
    const found = waiting.flatMap((i) => {
      const placed = around[i].flatMap(({ node, strength }) => {
        const at = places[node];
        return at === undefined || !(strength > 0) ? [] : [{ at, strength, id: ids[node] }];
      }).sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
      const total = placed.reduce((sum, { strength }) => sum + strength, 0);
      if (total === 0) return [];
      const angle = angleOf(ids[i]);
      const mean = (of: (place: Place) => number) => placed.reduce((sum, { at, strength }) => sum + of(at) * strength, 0) / total;
      return [{ i, place: { x: mean(({ x }) => x) + step * Math.cos(angle), y: mean(({ y }) => y) + step * Math.sin(angle) } }];
    });
    if (found.length === 0) return;
    for (const { i, place } of found) places[i] = place;
    waiting = waiting.filter((i) => places[i] === undefined);
  }
}

/**
 * Places for the nodes of a filtered picture, parallel to `ids`. One that the base has stays there. One that it hasn't
 * is put at the middle of its placed neighbours, weighted by strength, a little aside in a direction of its own; those
 * whose neighbours were placed that way come after them. Of those whom nothing joins to a placed one, the first of each
 * connected part by id goes under the frame, in order of id, and the rest of the part beside it.
 * O(rounds · (n + m)), rounds being how far newcomers are from the base.
 */
export function placeAmong(base: ReadonlyMap<string, Place>, ids: readonly string[], edges: readonly LayoutEdge[]): Place[] {
  const frame = frameOf(base.values()) ?? { x: [0, 0], y: [0, 0] };
  const step = Math.max(frame.x[1] - frame.x[0], frame.y[1] - frame.y[0], 1) * 0.03;
  const places: Array<Place | undefined> = ids.map((id) => base.get(id));
  const around: Array<Array<{ readonly node: number; readonly strength: number }>> = ids.map(() => []);
  for (const { source, target, strength } of edges) {
    around[source].push({ node: target, strength });
    around[target].push({ node: source, strength });
  }
  placeBeside(places, ids, around, step);
  const firstById = (members: readonly number[]): number => members.reduce((first, i) => (ids[i] < ids[first] ? i : first));
  const apart = componentsOf(ids.length, edges.filter(({ strength }) => strength > 0))
    .map((members) => members.filter((i) => places[i] === undefined))
    .filter((members) => members.length > 0)
    .map((members) => ({ first: firstById(members), side: 2 * step * Math.ceil(Math.sqrt(members.length)) }))
    .sort((a, b) => (ids[a.first] < ids[b.first] ? -1 : Number(ids[a.first] > ids[b.first])));
  const rowWidth = Math.max(frame.x[1] - frame.x[0], Math.sqrt(apart.reduce((area, { side }) => area + side * side, 0)));
  let [x, top, height] = [0, -2 * step, 0];
  for (const { first, side } of apart) {
    if (x > 0 && x + side > rowWidth) [x, top, height] = [0, top - height, 0];
    places[first] = { x: frame.x[0] + x + side / 2 - step, y: frame.y[0] + top - side / 2 + step };
    x += side;
    height = Math.max(height, side);
  }
  placeBeside(places, ids, around, step);
  return places as Place[];
}
