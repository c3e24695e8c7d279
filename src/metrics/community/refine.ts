/** Leiden's refinement: communities come apart into parts that are well connected, by merging from single nodes anew. */
import type { Level } from './level.js';
import { eachAlone } from './numbering.js';
import type { Workspace } from './workspace.js';
import { shuffleInto } from './workspace.js';

/** Differences beyond this many θ have no chance that a draw of 53 bits could see. */
const NO_CHANCE = 40;
/** Rounding must not make a node badly connected. */
const SLACK = 1 - 1e-12;

export interface Refinery {
  /** θ in units of weight. */
  readonly temperature: number;
  /** Per part: weight to the rest of its community. */
  readonly cut: Float64Array;
  readonly communityMass: Float64Array;
  /** The choices of the node at hand: their gains. */
  readonly gains: Float64Array;
}

export function refinery(nodeCount: number, temperature: number): Refinery {
  return { temperature, cut: new Float64Array(nodeCount), communityMass: new Float64Array(nodeCount), gains: new Float64Array(nodeCount) };
}

/**
 * Parts of the communities (labels 0 … count − 1): nodes in seeded order, while still alone, merge into an adjacent part of
 * their community with probability ∝ exp(gain / θ) among those that lose nothing, staying alone (gain 0) included; both the node
 * and the part must be well connected to the rest of the community: weight ≥ penalty · mass · (mass of the rest). So every
 * part is connected. Labels are below n, not numbered from 0. O(m). Traag et al. 2019, Algorithm A.2.
 */
export function refined(level: Level, community: Int32Array, count: number, penalty: number, space: Workspace, refining: Refinery): Int32Array {
  const { nodeCount: n, offsets, neighbours, weights, mass } = level;
  const { queue, tally, touched, flags: merged, random, pass } = space;
  const { cut, communityMass, gains, temperature } = refining;
  const parts = eachAlone(n);
  communityMass.fill(0, 0, count);
  merged.fill(0, 0, n);
  for (let node = 0; node < n; node++) {
    const own = community[node];
    let inside = 0;
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      if (community[neighbours[slot]] === own) inside += weights === null ? 1 : weights[slot];
    }
    cut[node] = inside;
    communityMass[own] += mass[node];
    tally[2 * node] = 0;
    tally[2 * node + 1] = mass[node];
  }
  shuffleInto(queue, n, random);
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
      tally[at] += weights === null ? 1 : weights[slot];
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
    const chosen = best < 0 ? -1 : drawn(gains, touchedCount, bestGain, best, temperature, random);
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
  return parts;
}

/** One of the choices of gain ≥ 0, or −1 for staying alone, with probability ∝ exp(gain / θ). */
function drawn(gains: Float64Array, count: number, bestGain: number, best: number, temperature: number, random: () => number): number {
  const floor = bestGain - NO_CHANCE * temperature;
  const alone = floor > 0 ? 0 : Math.exp(-bestGain / temperature);
  let sum = alone;
  let choices = 0;
  for (let i = 0; i < count; i++) {
    if (gains[i] < 0 || gains[i] < floor) continue;
    sum += Math.exp((gains[i] - bestGain) / temperature);
    choices++;
  }
  if (choices === 1 && alone === 0) return best;
  let left = random() * sum - alone;
  if (left < 0) return -1;
  for (let i = 0; i < count; i++) {
    if (gains[i] < 0 || gains[i] < floor) continue;
    left -= Math.exp((gains[i] - bestGain) / temperature);
    if (left < 0) return i;
  }
  return best;
}
