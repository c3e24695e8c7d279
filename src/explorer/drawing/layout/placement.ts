/**
 * Places that stay put: a filtered picture shows its nodes where the unfiltered one has them. As the unfiltered picture
 * follows from the address, so does this.
 */
import type { Frame } from '../types.js';
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

/**
 * Places for the nodes of a filtered picture, parallel to `ids`. One that the base has stays there. One that it hasn't
 * is put at the middle of its placed neighbours, weighted by strength, a little aside in a direction of its own; those
 * whose neighbours were placed that way come after them; one without any placed neighbour goes under the frame, in order
 * of id. O(rounds · (n + m)), rounds being how far newcomers are from the base.
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
    if (found.length === 0) break;
    for (const { i, place } of found) places[i] = place;
    waiting = waiting.filter((i) => places[i] === undefined);
  }
  const columns = Math.max(1, Math.floor((frame.x[1] - frame.x[0]) / (2 * step)) || Math.ceil(Math.sqrt(waiting.length)));
  waiting.sort((a, b) => (ids[a] < ids[b] ? -1 : Number(ids[a] > ids[b]))).forEach((i, n) => {
    places[i] = { x: frame.x[0] + 2 * step * (n % columns), y: frame.y[0] - 2 * step * (1 + Math.floor(n / columns)) };
  });
  return places as Place[];
}
