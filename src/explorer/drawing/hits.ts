/** What lies under a point of the screen. Plain arithmetic over all shapes: 25,000 of them take under a millisecond. */

import type { Focus } from './looks.js';

/** Where things are on the screen, in CSS pixels; typed arrays, one entry per node or edge. */
export interface Screen {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly radius: Float64Array;
  readonly isNodeShown: (index: number) => boolean;
  readonly source: Uint32Array;
  readonly target: Uint32Array;
  /** Of edges. */
  readonly width: Float64Array;
  readonly isEdgeShown: (index: number) => boolean;
}

/** How far from a shape's rim or middle still counts, in CSS pixels: half of the narrowest area that is hit. */
export const REACH = { mouse: { node: 8, edge: 5 }, touch: { node: 16, edge: 12 } } as const;

/** Distance of a point from the segment between two others. */
export function distanceToSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - share * dx, py - ay - share * dy);
}

/** The node at a point, or else the edge, or else null; the nearest of several, a smaller node before a larger one over it. */
export function hitAt(screen: Screen, x: number, y: number, pointer: 'mouse' | 'touch'): Focus | null {
  const reach = REACH[pointer];
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < screen.x.length; i++) {
    if (!screen.isNodeShown(i)) continue;
    const distance = Math.hypot(screen.x[i] - x, screen.y[i] - y);
    if (distance > Math.max(reach.node, screen.radius[i] + 2)) continue;
    // Within a disc what counts is how deep; so that a small node on a large one can be hit at all.
    const rank = distance / Math.max(reach.node, screen.radius[i]);
    if (rank < least) [best, least] = [i, rank];
  }
  if (best !== -1) return { kind: 'node', index: best };
  least = Infinity;
  for (let i = 0; i < screen.source.length; i++) {
    if (!screen.isEdgeShown(i)) continue;
    const [a, b] = [screen.source[i], screen.target[i]];
    const distance = distanceToSegment(x, y, screen.x[a], screen.y[a], screen.x[b], screen.y[b]);
    if (distance <= Math.max(reach.edge, screen.width[i] / 2) && distance < least) [best, least] = [i, distance];
  }
  return best === -1 ? null : { kind: 'edge', index: best };
}

/**
 * The node to go to from one node (or the middle of the frame) in a direction: near and straight ahead first; null
 * where there is none within 60 degrees of it.
 */
export function nodeTowards(screen: Screen, from: { readonly x: number; readonly y: number }, direction: readonly [dx: number, dy: number], except: number | null): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (let i = 0; i < screen.x.length; i++) {
    if (i === except || !screen.isNodeShown(i)) continue;
    const [dx, dy] = [screen.x[i] - from.x, screen.y[i] - from.y];
    const ahead = dx * direction[0] + dy * direction[1];
    const distance = Math.hypot(dx, dy);
    if (ahead <= 0 || ahead < distance / 2) continue;
    const rank = distance * (2 - ahead / distance);
    if (rank < least) [best, least] = [i, rank];
  }
  return best;
}
