/** The step that Louvain and Leiden share: single nodes move to a better community as long as one is to be had. */
import type { Level } from './level.js';
import type { Space } from './space.js';
import { ringOf } from './space.js';
import type { Course } from './steps.js';
import type { Order } from './visits.js';
import { orderOfVisits } from './visits.js';

/** A move must gain at least this share of the weights it weighs up: anything less is rounding, and could go back and forth. */
const LEAST_GAIN = 1e-12;
/** After so many visits per node a move must gain ten times as much, and so on: whatever rounding does, it ends. */
const PATIENCE = 64;

/**
 * Nodes, first in the given order, move to the neighbouring community, or to one of their own, where the gain is largest; a node is
 * looked at again once a neighbour has moved elsewhere (the queue of Traag et al. 2019). `community` (labels below n) is
 * changed in place. Returns the gain in units of weight, 0 where nothing moved. Leaves the tally's weights at 0 and
 * its masses those of the communities. O(m) per round, a few rounds.
 */
export function moveNodes(
  level: Level,
  community: Int32Array,
  penalty: number,
  order: Order,
  space: Space,
  { order: random, pass }: Pick<Course, 'order' | 'pass'>,
): number {
  const { nodeCount: n, offsets, neighbours, weights, mass } = level;
  const { queue, flags, tally, touched, counts, free } = space;
  const lastPlace = ringOf(n) - 1;
  let freeCount = takeStock(level, community, space);
  orderOfVisits(queue, n, order, random);
  flags.fill(1, 0, n);
  let head = 0;
  let tail = n;
  let total = 0;
  let least = LEAST_GAIN;
  for (let visits = 0, limit = PATIENCE * n; head !== tail; visits++) {
    if ((visits & 1023) === 0) pass(0);
    if (visits === limit) [limit, least] = [limit + PATIENCE * n, least * 10];
    const node = queue[head];
    head = (head + 1) & lastPlace;
    flags[node] = 0;
    const own = community[node];
    const start = offsets[node];
    const end = offsets[node + 1];
    let touchedCount = 0;
    for (let slot = start; slot < end; slot++) {
      const at = 2 * community[neighbours[slot]];
      if (tally[at] === 0) touched[touchedCount++] = at;
      tally[at] += weights[slot];
    }
    const heavy = mass[node];
    const expected = penalty * heavy;
    const ownWeight = tally[2 * own];
    const stay = ownWeight - expected * (tally[2 * own + 1] - heavy);
    let best = -1;
    let bestGain = stay;
    let bestWeight = 0;
    for (let i = 0; i < touchedCount; i++) {
      const at = touched[i];
      const weight = tally[at];
      tally[at] = 0;
      const gain = weight - expected * tally[at + 1];
      // The own community gains less than staying there, as its mass counts the node itself.
      if (gain <= bestGain) continue;
      best = at >> 1;
      bestGain = gain;
      bestWeight = weight;
    }
    if (bestGain - stay <= least * (bestWeight + ownWeight)) {
      best = -1;
      bestGain = stay;
    }
    if (bestGain < 0 && freeCount > 0 && -stay > least * ownWeight && counts[own] > 1) {
      best = free[--freeCount];
      bestGain = 0;
    }
    if (best < 0) continue;
    total += bestGain - stay;
    tally[2 * own + 1] = counts[own] === 1 ? 0 : tally[2 * own + 1] - heavy;
    if (--counts[own] === 0) free[freeCount++] = own;
    tally[2 * best + 1] += heavy;
    counts[best]++;
    community[node] = best;
    for (let slot = start; slot < end; slot++) {
      const neighbour = neighbours[slot];
      if (flags[neighbour] === 1 || community[neighbour] === best) continue;
      queue[tail] = neighbour;
      tail = (tail + 1) & lastPlace;
      flags[neighbour] = 1;
    }
  }
  return total;
}

/** Members and mass of each community, weights cleared, empty labels put by. Returns how many labels are empty. */
function takeStock({ nodeCount: n, mass }: Level, community: Int32Array, { tally, counts, free }: Space): number {
  tally.fill(0, 0, 2 * n);
  counts.fill(0, 0, n);
  for (let node = 0; node < n; node++) {
    tally[2 * community[node] + 1] += mass[node];
    counts[community[node]]++;
  }
  let freeCount = 0;
  for (let label = n - 1; label >= 0; label--) if (counts[label] === 0) free[freeCount++] = label;
  return freeCount;
}
