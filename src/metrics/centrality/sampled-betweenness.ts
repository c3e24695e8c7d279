/**
 * Betweenness from sampled shortest paths, with a guarantee: adaptive sampling after KADABRA (Borassi & Natale 2019,
 * doi:10.1145/3284359). With probability at least 1 − delta, every author's normalised value is within errorBound of the
 * exact one, where errorBound ≤ epsilon; with `k`, sampling ends as soon as the k highest are certain.
 *
 * What differs from the paper, and why it holds:
 * - A sample is what a random path would do on average: by hops, the shares of all shortest paths between a random pair
 *   (path-shares.ts); by cost, those of all paths from a random author. The mean is the same, a value stays in 0 … 1,
 *   and Chernoff's bound asks for no more (mean-confidence.ts).
 * - Instead of the paper's martingale bound, which has to hold after every sample up to a limit taken from the diameter,
 *   the bound is asked at a few sample sizes fixed after a first look, with half of the remaining chance of failing
 *   each. On generated co-authorship graphs it took an eighth to a half of the samples,
 *   and it needs neither a diameter nor an uncertain constant.
 * - Pairs of different components, components of few classes and authors through whom no path can run are not sampled:
 *   their values are exact (sampled-pairs.ts).
 */
import { seededRandom } from '../../graph/prng.js';
import { checkpoint, dividedBy, exact } from '../kernel.js';
import type { BlockedKernel, KernelInput, KernelOutput } from '../metric.js';
import { distanceOf, numberOf } from '../parameters.js';
import { blockRange } from '../paths/source-blocks.js';
import type { CheckSchedule } from './check-schedule.js';
import { deltaAt, earlyChecks, plannedDelta, samplesAt } from './check-schedule.js';
import type { Check } from './mean-confidence.js';
import { achievedError, areWithin, plannedConfidence } from './mean-confidence.js';
import { drawing, gathered, sparse } from './sampled-draws.js';
import type { SampledPairs } from './sampled-pairs.js';
import { sampledPairs } from './sampled-pairs.js';
import { areTopCertain } from './sampled-top.js';

/** Blocks of a round; fewer only where a round has fewer samples. */
const ROUND_BLOCKS = 16;
/** Samples of the first look, beside the least number that any bound takes. */
const FIRST_LOOK = 0.25;

/** What a round of sampling works on: plain data. */
export type BetweennessRound = Readonly<{
  /** Null by cost: then pairs of all authors are drawn from, and "class" below means node. */
  pairs: SampledPairs | null;
  /** Classes whose value is sampled. */
  sampled: Uint32Array;
  /** Unordered pairs that are drawn from: what a mean of 1 is worth. */
  pairCount: number;
  /** −1 for the first look, then the number of the check that follows the round. */
  check: number;
  /** Samples taken before the round (since the first look), and those of the round. */
  taken: number;
  samples: number;
  /** Random streams used up by earlier rounds. */
  streams: number;
  /** [classes] sums over the samples taken before the round. */
  sums: Float64Array;
  /** Samples of the first look: they count as work, not for the answer. */
  looked: number;
  schedule: CheckSchedule;
  /** Shares of the chance of failing, parallel to `sampled`. */
  above: Float64Array;
  below: Float64Array;
}>;

function firstRound(input: KernelInput): BetweennessRound {
  const { graph, parameters } = input;
  const { nodeCount, offsets } = graph;
  const pairs = distanceOf(parameters) === 'UNWEIGHTED' ? sampledPairs(graph) : null;
  const classCount = pairs?.core.coreCount ?? nodeCount;
  const isSampled = (own: number): boolean => (pairs ? pairs.isExact[own] === 0 : offsets[own + 1] - offsets[own] > 1);
  const sampled = Uint32Array.from({ length: classCount }, (_, own) => own).filter(isSampled);
  const pairCount = pairs ? pairs.pairsBefore[pairs.pairsBefore.length - 1] : (nodeCount * (nodeCount - 1)) / 2;
  const least = Math.log((2 * sampled.length) / numberOf(parameters, 'delta')) / marginOf(input, pairCount);
  const looked = sampled.length === 0 ? 0 : Math.ceil(Math.max(ROUND_BLOCKS, FIRST_LOOK * least));
  const none = new Float64Array(0);
  const schedule = { delta: numberOf(parameters, 'delta'), planned: 0, early: 0 };
  return { pairs, sampled, pairCount, check: -1, taken: 0, samples: looked, streams: 0, sums: new Float64Array(classCount), looked, schedule, above: none, below: none };
}

/** Number that normalised values are divided by. */
function normalizer(nodeCount: number): number {
  return ((nodeCount - 1) * (nodeCount - 2)) / 2;
}

/** `epsilon` in units of the mean over the pairs that are drawn from. */
function marginOf({ graph, parameters }: KernelInput, pairCount: number): number {
  return (numberOf(parameters, 'epsilon') * normalizer(graph.nodeCount)) / pairCount;
}

function blockCountOf({ samples }: BetweennessRound): number {
  return Math.min(ROUND_BLOCKS, samples);
}

function meansOf({ sampled }: BetweennessRound, sums: Float64Array, samples: number): Float64Array {
  return Float64Array.from(sampled, (own) => sums[own] / samples);
}

function checkOf(round: BetweennessRound, sums: Float64Array): Check {
  const samples = round.taken + round.samples;
  return { means: meansOf(round, sums, samples), samples, plan: round, delta: deltaAt(round.schedule, round.check) };
}

/** After the first look: how the chance of failing is spread, and how many samples are expected to do. */
function plannedRound(input: KernelInput, round: BetweennessRound, sums: Float64Array): BetweennessRound {
  const { samples, sampled, pairCount, looked } = round;
  const { parameters } = input;
  const delta = numberOf(parameters, 'delta');
  const hasEarly = numberOf(parameters, 'k') > 0;
  // One more than was seen: most have not been met at all yet, but some of those will be.
  const means = Float64Array.from(sampled, (own) => Math.min(1, (sums[own] + 1) / samples));
  const { above, below, samples: planned } = plannedConfidence(means, marginOf(input, pairCount), plannedDelta(delta, hasEarly));
  const schedule = { delta, planned, early: hasEarly ? earlyChecks(planned, looked) : 0 };
  const streams = blockCountOf(round);
  return { ...round, check: 0, taken: 0, samples: samplesAt(schedule, 0), schedule, streams, sums: new Float64Array(sums.length), above, below };
}

function nextRound(input: KernelInput, partials: readonly Float64Array[], round: BetweennessRound) {
  if (round.sampled.length === 0) return null;
  const sums = gathered(round.sums, partials);
  if (round.check < 0) {
    const prepared = plannedRound(input, round, sums);
    return { prepared, share: round.samples / (round.samples + prepared.samples) };
  }
  const check = checkOf(round, sums);
  if (areWithin(check, marginOf(input, round.pairCount)) || areTopCertain(input, round, check)) return null;
  const samples = samplesAt(round.schedule, round.check + 1) - check.samples;
  const prepared = { ...round, check: round.check + 1, taken: check.samples, samples, streams: round.streams + blockCountOf(round), sums };
  return { prepared, share: (round.looked + check.samples) / (round.looked + check.samples + prepared.samples) };
}

function runBlock(input: KernelInput, block: number, round: BetweennessRound): Float64Array {
  const [from, to] = blockRange(round.samples, blockCountOf(round), block);
  const { draw, into } = drawing(input, round.pairs);
  const random = seededRandom(numberOf(input.parameters, 'seed'), round.streams + block);
  const pass = checkpoint(input, to - from);
  for (let sample = from; sample < to; sample++) {
    pass(sample - from);
    draw(random, into);
  }
  pass(to - from);
  return sparse(into);
}

function combine(input: KernelInput, partials: readonly Float64Array[], round: BetweennessRound): KernelOutput {
  const { pairs, sampled, pairCount } = round;
  const { nodeCount } = input.graph;
  const taken = round.taken + round.samples;
  const sums = gathered(round.sums, partials);
  const perClass = pairs ? pairs.exact.slice() : new Float64Array(nodeCount);
  for (const own of sampled) perClass[own] = (sums[own] / taken) * pairCount;
  const values = pairs ? Float64Array.from(pairs.classOf, (own) => perClass[own]) : perClass;
  const normalized = dividedBy(values, normalizer(nodeCount));
  // Where nobody was left to be estimated, all has been counted.
  if (sampled.length === 0) return exact(values, normalized);
  const check = checkOf(round, sums);
  return {
    values,
    normalized,
    method: 'SAMPLED',
    iterations: taken,
    converged: numberOf(input.parameters, 'k') === 0 || areTopCertain(input, round, check),
    errorBound: (achievedError(check) * pairCount) / normalizer(nodeCount),
  };
}

/**
 * Sampled betweenness. Reads `distance`, `epsilon` (of the normalised value), `delta`, `seed` and `k` (0 for none).
 *
 * `errorBound` is in units of the normalised value and holds for all authors at once with probability ≥ 1 − delta: at
 * most epsilon, or whatever was reached when the k highest became certain. `iterations` is the number of samples behind
 * the answer. Where nothing is left to be estimated everything is counted, and the answer is EXACT. `converged` says that epsilon was reached, or
 * with `k` that the authors with the k highest values are the right ones with probability ≥ 1 − delta: false where they
 * could not be told apart before all values were within epsilon.
 *
 * About (ln(classes / delta) + b ln(1 / delta) / epsilon) / epsilon samples for a largest normalised value of b, each
 * about √n of the edges by hops, and a search from one author, O((n + m) log n), by cost. O(n + m) memory.
 * Throws a RangeError where a number of shortest paths leaves double precision.
 */
export const sampledBetweennessKernel: BlockedKernel<BetweennessRound> = {
  kind: 'blocked',
  prepare: firstRound,
  blockCount: (_, round) => blockCountOf(round),
  runBlock,
  nextRound,
  combine,
};
