/** Leiden's refinement: communities come apart into parts that are well connected, by merging from single nodes anew. */
import type { Level } from './level.js';
import type { Space } from './space.js';
import type { Course } from './steps.js';
import { orderOfVisits } from './visits.js';

/** Differences beyond this many θ have no chance that a draw of 53 bits could see. */
const NO_CHANCE = 40;
/** Rounding must not make a node badly connected. */
const SLACK = 1 - 1e-12;

/**
 * Parts of the communities (labels 0 … count − 1): nodes in seeded order, while still alone, merge into an adjacent part of
 * their community with probability ∝ exp(gain / θ) among those that lose nothing, staying alone (gain 0) included; both the node
 * and the part must be well connected to the rest of the community: weight ≥ penalty · mass · (mass of the rest). So every
 * part is connected. Writes the `parts`: labels below n, not numbered from 0. O(m). Traag et al. 2019, Algorithm A.2.
 */
export function refined(
  level: Level,
  community: Int32Array,
  count: number,
  penalty: number,
  temperature: number,
  parts: Int32Array,
  { queue, tally, touched, flags: merged, cut, communityMass, gains }: Space,
  { order, merging, pass }: Course,
): void {
  const { nodeCount: n, offsets, neighbours, weights, mass } = level;
  communityMass.fill(0, 0, count);
  merged.fill(0, 0, n);
  for (let node = 0; node < n; node++) {
    const own = community[node];
    let inside = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (community[neighbours[slot]] === own) inside += weights[slot];
    }
    cut[node] = inside;
    communityMass[own] += mass[node];
    tally[2 * node] = 0;
    tally[2 * node + 1] = mass[node];
    parts[node] = node;
  }
  orderOfVisits(queue, n, 'SCATTERED', order);
  for (let visit = 0; visit < n; visit++) {
    if ((visit & 1023) === 0) pass(0);
    const node = queue[visit];
    const own = community[node];
    const whole = communityMass[own];
    const heavy = mass[node];
    if (merged[node] === 1 || cut[node] === 0 || cut[node] < penalty * heavy * (whole - heavy) * SLACK) continue;
    let touchedCount = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (community[neighbours[slot]] !== own) continue;
      const at = 2 * parts[neighbours[slot]];
      if (tally[at] === 0) touched[touchedCount++] = at;
      tally[at] += weights[slot];
    }
    let best = -1;
    let bestGain = 0;
    for (let i = 0; i < touchedCount; i++) {
      const at = touched[i];
      const partMass = tally[at + 1];
      const isWellConnected = cut[at >> 1] >= penalty * partMass * (whole - partMass) * SLACK;
      gains[i] = isWellConnected ? tally[at] - penalty * heavy * partMass : -1;
      if (gains[i] < 0 || gains[i] < bestGain) continue;
      best = i;
      bestGain = gains[i];
    }
    const chosen = best < 0 ? -1 : drawn(gains, touchedCount, bestGain, best, temperature, merging);
    if (chosen >= 0) {
      const part = touched[chosen] >> 1;
      cut[part] += cut[node] - 2 * tally[2 * part];
      tally[2 * part + 1] += heavy;
      parts[node] = part;
      merged[node] = 1;
      merged[part] = 1;
    }
    for (let i = 0; i < touchedCount; i++) tally[touched[i]] = 0;
  }
}

/** One of the choices of gain ≥ 0, or −1 for staying alone, with probability ∝ exp(gain / θ). The gains are overwritten. */
function drawn(gains: Float64Array, count: number, bestGain: number, best: number, temperature: number, random: () => number): number {
  const floor = bestGain - NO_CHANCE * temperature;
  const least = Math.max(floor, 0);
  let choices = 0;
  for (let i = 0; i < count; i++) if (gains[i] >= least) choices++;
  if (choices === 1 && floor > 0) return best;
  const alone = floor > 0 ? 0 : decayed(-bestGain / temperature);
  let sum = alone;
  for (let i = 0; i < count; i++) {
    gains[i] = gains[i] >= least ? decayed((gains[i] - bestGain) / temperature) : 0;
    sum += gains[i];
  }
  let left = random() * sum - alone;
  if (left < 0) return -1;
  for (let i = 0; i < count; i++) {
    left -= gains[i];
    if (left < 0) return i;
  }
  return best;
}

/** e^x for x from −40 to 0 to some 8 digits, by steps that every machine rounds alike, which Math.exp does not promise. */
function decayed(x: number): number {
  const y = x / 1024;
  let power = 1 + y * (1 + y * (1 / 2 + y * (1 / 6 + y * (1 / 24 + y / 120))));
  for (let i = 0; i < 10; i++) power *= power;
  return power;
}
