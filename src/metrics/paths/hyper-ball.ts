/**
 * Sums over all authors' distances to all others from sketches of the balls around them: HyperBall (Boldi & Vigna 2013,
 * arXiv:1308.2144), on the graph of twin classes (see twin-quotient.ts), whose balls are those of their authors.
 *
 * The ball of radius t + 1 around a class is the union of the balls of radius t around the classes beside it, so a round
 * over all edges takes every ball a step further, however many authors there are. Estimates of their sizes give the
 * number of authors at each distance. Two of those numbers are known exactly and not left to the sketches: the authors
 * at distance 1, and those at any distance (the component); what lies between is scaled to fit. As sketches of large
 * balls err alike, this takes away most of their error.
 */
import { componentSizes } from '../components/component-size.js';
import { checkpoint, degrees } from '../kernel.js';
import type { BlockedKernel, KernelInput, KernelOutput } from '../metric.js';
import { numberOf } from '../parameters.js';
import { requireHops } from './hops-only.js';
import { addToSketch, relativeDeviation, sizeEstimate, uniteSketch } from './size-sketch.js';
import { evenlyCut } from './source-blocks.js';
import { twinQuotient } from './twin-quotient.js';

const BLOCKS = 32;
/** Share of the work that a round does of what is left: it is not known how many there will be, some twenty as a rule. */
const ROUND_SHARE = 0.12;

/**
 * What a round works on: plain data. Each class's row of `next`, `nextChanged`, `ballSize` and `sums` is written by the
 * one block that has the class, in place, since copying all sketches every round would take as long as the rounds; all
 * that blocks read of other classes, `current` and `changed`, is written by none.
 */
export type BallRound = Readonly<{
  /** Radius of the balls that the round makes; 0 before the first. */
  radius: number;
  classOf: Uint32Array;
  offsets: Uint32Array;
  neighbours: Uint32Array;
  /** [33] first class of each block. */
  blockStarts: Uint32Array;
  /** [k · 2^precision / 4] sketches of the balls of the radius before, and room for those of this one. */
  current: Int32Array;
  next: Int32Array;
  /** [k] 1 where a ball grew in the round before, and room for this one. */
  changed: Uint8Array;
  nextChanged: Uint8Array;
  /** [k] estimated authors of the largest ball so far; exact up to radius 1. */
  ballSize: Float64Array;
  /** [k] Σ of the weights of the authors at distance 2 and more, as estimated. */
  sums: Float64Array;
}>;

const byteView = (words: Int32Array): Uint8Array => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

function beforeFirst(input: KernelInput): BallRound {
  const { graph, parameters } = input;
  requireHops(parameters);
  const { classOf, classCount, size, offsets, neighbours } = twinQuotient(graph);
  const [precision, seed] = [numberOf(parameters, 'precision'), numberOf(parameters, 'seed')];
  const words = 2 ** precision / 4;
  const sketches = (): Int32Array => new Int32Array(new SharedArrayBuffer(4 * words * classCount));
  const [current, next] = [sketches(), sketches()];
  const registers = byteView(current);
  for (let node = 0; node < graph.nodeCount; node++) addToSketch(registers, 4 * words * classOf[node], precision, node, seed | 0);
  const work = Float64Array.from({ length: classCount }, (_, own) => 1 + offsets[own + 1] - offsets[own]);
  const blockStarts = Uint32Array.from({ length: BLOCKS + 1 }, (_, block) => (block < BLOCKS ? evenlyCut(work, BLOCKS, block)[0] : classCount));
  const ballSize = new Float64Array(classCount);
  for (let own = 0; own < classCount; own++) {
    ballSize[own] = size[own];
    for (let slot = offsets[own]; slot < offsets[own + 1]; slot++) ballSize[own] += size[neighbours[slot]];
  }
  return {
    radius: 0, classOf, offsets, neighbours, blockStarts, current, next, ballSize,
    changed: new Uint8Array(classCount).fill(1),
    nextChanged: new Uint8Array(classCount),
    sums: new Float64Array(classCount),
  };
}

/** Whether any ball beside a class grew in the round before. */
function isReached({ offsets, neighbours, changed }: BallRound, own: number): boolean {
  for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) if (changed[neighbours[slot]] === 1) return true;
  return false;
}

/** Takes the balls of a block's classes a step further; the number of them that grew. */
function growBalls(input: KernelInput, block: number, round: BallRound, weight: (distance: number) => number): Float64Array {
  const { radius, offsets, neighbours, blockStarts, current, next, changed, nextChanged, ballSize, sums } = round;
  const precision = numberOf(input.parameters, 'precision');
  const words = 2 ** precision / 4;
  const estimate = sizeEstimate(precision);
  const union = new Int32Array(words);
  const [from, to] = [blockStarts[block], blockStarts[block + 1]];
  const pass = checkpoint(input, to - from);
  let grown = 0;
  for (let own = from; own < to; own++) {
    if ((own & 1023) === 0) pass(own - from);
    nextChanged[own] = 0;
    const at = own * words;
    const isGrowing = isReached(round, own);
    // What did not change in the last two rounds stands in both arrays already.
    if (!isGrowing && changed[own] === 0) continue;
    for (let i = 0; i < words; i++) union[i] = current[at + i];
    if (isGrowing) for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) if (changed[neighbours[slot]] === 1) uniteSketch(union, current, neighbours[slot] * words);
    let differs = 0;
    for (let i = 0; i < words; i++) {
      differs |= union[i] ^ current[at + i];
      next[at + i] = union[i];
    }
    if (differs === 0) continue;
    nextChanged[own] = 1;
    grown++;
    if (radius === 1) continue;
    const found = estimate(union);
    if (found <= ballSize[own]) continue;
    sums[own] += (found - ballSize[own]) * weight(radius);
    ballSize[own] = found;
  }
  pass(to - from);
  return Float64Array.of(grown);
}

function nextRound(partials: readonly Float64Array[], round: BallRound): { readonly prepared: BallRound; readonly share: number } | null {
  if (round.radius > 0 && partials.every(([grown]) => grown === 0)) return null;
  const share = 1 - (1 - ROUND_SHARE) ** round.radius;
  if (round.radius === 0) return { prepared: { ...round, radius: 1 }, share };
  const { current, next, changed, nextChanged } = round;
  return { prepared: { ...round, radius: round.radius + 1, current: next, next: current, changed: nextChanged, nextChanged: changed }, share };
}

/** [n] Σ of the weights of all others per node: exact at distance 1, the rest scaled to the known number of authors beyond. */
function weightSums({ graph }: KernelInput, { classOf, ballSize, sums }: BallRound, weight: (distance: number) => number): Float64Array {
  const adjacent = degrees(graph);
  return componentSizes({ graph }).map((size, node) => {
    const beyond = size - 1 - adjacent[node];
    if (beyond <= 0) return adjacent[node] * weight(1);
    const found = ballSize[classOf[node]] - 1 - adjacent[node];
    // Where the sketches saw nobody beyond, those who are there cannot be nearer than 2.
    const mean = found > 0 ? sums[classOf[node]] / found : weight(2);
    return adjacent[node] * weight(1) + beyond * mean;
  });
}

/**
 * The kernel of a metric that is a sum of `weight(distance)` over all others, by hops; `finish` makes its answer's
 * values of the sums per node, with the normalised form where there is one. Reads `precision` (log2 of the registers)
 * and `seed`. `errorBound` is the relative standard deviation of a ball's estimated size, 1.04 / √(2^precision), which
 * that of the sums stays below in practice (they are at most sums of such sizes; no certainty is meant). `iterations` is
 * the number of rounds, one more than the diameter at most, each O(k + m) and a fraction of it towards the end;
 * 2 · 2^precision bytes per class of twins. Throws a RangeError where `distance` is not hops. The first round has no blocks, so that there is nothing that could be
 * resumed without the sketches.
 */
export function hyperBallKernel(
  weight: (distance: number) => number,
  finish: (sums: Float64Array, input: KernelInput) => Pick<KernelOutput, 'values' | 'normalized'>,
): BlockedKernel<BallRound> {
  return {
    kind: 'blocked',
    prepare: beforeFirst,
    blockCount: (_, { radius }) => (radius === 0 ? 0 : BLOCKS),
    runBlock: (input, block, round) => growBalls(input, block, round, weight),
    nextRound: (_, partials, round) => nextRound(partials, round),
    combine: (input, _, round) => ({
      ...finish(weightSums(input, round, weight), input),
      method: 'SKETCHED',
      iterations: round.radius,
      converged: true,
      errorBound: relativeDeviation(numberOf(input.parameters, 'precision')),
    }),
  };
}
