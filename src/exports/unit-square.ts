/** Positions as Pajek draws them: within the unit square, y downwards. */
import type { ExportedNetwork, Position } from './network.js';

const MARGIN = 0.05;

/** Scales all positions alike, so that proportions are kept. One pass over the nodes, constant memory. */
export function unitSquare(network: ExportedNetwork): (position: Position) => Position {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { position } of network.nodes()) {
    if (position === null) continue;
    left = Math.min(left, position.x);
    right = Math.max(right, position.x);
    bottom = Math.min(bottom, position.y);
    top = Math.max(top, position.y);
  }
  const span = Math.max(right - left, top - bottom);
  const scale = span > 0 ? (1 - 2 * MARGIN) / span : 0;
  return ({ x, y }) => ({ x: 0.5 + (x - (left + right) / 2) * scale, y: 0.5 - (y - (bottom + top) / 2) * scale });
}
