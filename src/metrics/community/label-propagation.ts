/** Communities by label propagation, seeded: everybody takes the label that most of their collaboration has. */
import { randomBelow, seededRandom } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import { checkpoint } from '../kernel.js';
import type { Communities, CommunityOptions, Control } from './communities.js';
import { communitiesOf } from './communities.js';
import { connectedParts } from './connected-parts.js';
import { eachAlone } from './numbering.js';
import { orderOfVisits } from './visits.js';

/** Another label must weigh more by this share: anything less is rounding. */
const LEAST_LEAD = 1e-12;

/**
 * Asynchronous label propagation: nodes in seeded order take the label with the largest total strength among their
 * neighbours, one at random of equal ones, and keep their own where it is among the largest; a node is looked at again
 * once a neighbour has changed. Every change adds to the strength within labels, so it ends. Groups of one label that are
 * not connected count as several communities. O(m) per round, a few rounds.
 * Raghavan, Albert & Kumara 2007, doi:10.1103/PhysRevE.76.036106. Throws a CancelledError when asked to stop.
 */
export function labelPropagation(graph: CsrGraph, { seed, weighted }: Pick<CommunityOptions, 'seed' | 'weighted'>, control: Control = {}): Communities {
  const labels = propagated(graph, seed, weighted, control);
  return communitiesOf(graph, connectedParts(graph, labels).parts, { weighted, resolution: 1 });
}

function propagated({ nodeCount: n, offsets, neighbours, strength }: CsrGraph, seed: number, weighted: boolean, control: Control): Int32Array {
  const random = seededRandom(seed);
  const pass = checkpoint(control, 1);
  const labels = eachAlone(n);
  const weightOf = new Float64Array(n);
  const touched = new Int32Array(n);
  const queued = new Uint8Array(n).fill(1);
  const queue = new Uint32Array(n);
  orderOfVisits(queue, n, 'GATHERED', random);
  let head = 0;
  let length = n;
  for (let visits = 0; length > 0; visits++) {
    if ((visits & 1023) === 0) pass(0);
    const node = queue[head];
    head = head + 1 === n ? 0 : head + 1;
    length--;
    queued[node] = 0;
    let touchedCount = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const label = labels[neighbours[slot]];
      if (weightOf[label] === 0) touched[touchedCount++] = label;
      weightOf[label] += weighted ? strength[slot] : 1;
    }
    const choice = heaviest(weightOf, touched, touchedCount, labels[node], random);
    for (let i = 0; i < touchedCount; i++) weightOf[touched[i]] = 0;
    if (choice === labels[node]) continue;
    labels[node] = choice;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      if (queued[neighbour] === 1 || labels[neighbour] === choice) continue;
      queue[(head + length) % n] = neighbour;
      length++;
      queued[neighbour] = 1;
    }
  }
  pass(1);
  return labels;
}

/** The label of largest weight; its own where none leads it, else one at random of those equal but for rounding. */
function heaviest(weightOf: Float64Array, touched: Int32Array, count: number, own: number, random: () => number): number {
  let most = 0;
  for (let i = 0; i < count; i++) most = Math.max(most, weightOf[touched[i]]);
  const enough = most * (1 - LEAST_LEAD);
  if (count === 0 || weightOf[own] >= enough) return own;
  let equals = 0;
  for (let i = 0; i < count; i++) {
    const label = touched[i];
    if (weightOf[label] < enough) continue;
    // Swapped to the front, so that the list stays complete.
    touched[i] = touched[equals];
    touched[equals++] = label;
  }
  return touched[equals > 1 ? randomBelow(random, equals) : 0];
}
