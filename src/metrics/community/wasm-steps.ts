/**
 * The steps of Louvain and Leiden in WebAssembly, on levels that lie within its memory: a level's arrays are handed on as their
 * addresses. Our own because it is the hot path; measured against NetworKit and igraph by
 * `npm run bench -- metrics --metric louvain leiden`.
 */
import { WASM_BASE64 as LEVELS } from '../generated/community-levels.js';
import { WASM_BASE64 as MOVES } from '../generated/community-moves.js';
import { WASM_BASE64 as REFINEMENT } from '../generated/community-refinement.js';
import type { KernelMemory } from '../paths/wasm-memory.js';
import { instanceIn, memoryOf } from '../paths/wasm-memory.js';
import type { Level } from './level.js';
import { makerWithin, ringOf, spaceBytes, spaceOf } from './space.js';
import type { Course, Steps } from './steps.js';
import { orderOfVisits } from './visits.js';

interface Exports {
  place(...addresses: number[]): void;
  stand(nodeCount: number, ...addresses: number[]): void;
}

interface Moves extends Exports {
  beginMoves(ring: number): void;
  moveNodes(visits: number): number;
  gained(): number;
}

interface Levels extends Exports {
  aggregate(labelCount: number, offsets: number, neighbours: number, weights: number, mass: number): number;
}

interface Refinement extends Exports {
  beginRefining(parts: number, count: number, temperature: number): void;
  refineNodes(from: number, to: number): number;
}

/** Above, levels do not fit into what WebAssembly can address. */
export const MOST_BYTES = 2 ** 32 - 2 ** 20;
/** The first bytes stay free: address 0 is nobody's. */
const START = 1024;
/** Visits between two questions whether the answer is still wanted; a draw each at most. */
const VISITS = 1024;

/** Smaller memories serve the next search of this thread too, unless they have been collected: pages that the machine has given once need not be cleared again. */
const KEPT_BYTES = 2 ** 28;

interface Engine {
  readonly memory: KernelMemory;
  readonly moves: Moves;
  readonly levels: Levels;
  readonly refinement: Refinement;
}

let kept: WeakRef<Engine> | null = null;

/** The kernels with a memory of at least so many bytes, with whatever the last search left in it. */
function engine(bytes: number): Engine {
  const known = kept?.deref();
  if (known !== undefined && known.memory.buffer.byteLength >= bytes) return known;
  const memory = memoryOf(bytes);
  const [moves, levels, refinement] = [MOVES, LEVELS, REFINEMENT].map((kernel) => instanceIn(memory, kernel)) as [Moves, Levels, Refinement];
  const made = { memory, moves, levels, refinement };
  if (bytes <= KEPT_BYTES) kept = new WeakRef(made);
  return made;
}

const addresses = (arrays: readonly ArrayBufferView[]): number[] => arrays.map(({ byteOffset }) => byteOffset);

const placeOf = ({ nodeCount, offsets, neighbours, weights, mass }: Level): [number, ...number[]] => [nodeCount, ...addresses([offsets, neighbours, weights, mass])];

/** See Steps: until the next call in this thread, which may have the same memory. Throws a RangeError where the machine gives no such memory. */
export function wasmSteps(nodeCount: number, entries: number, course: Course): Steps {
  const { memory, moves, levels, refinement } = engine(START + 8 * VISITS + spaceBytes(nodeCount, entries));
  const make = makerWithin(memory.buffer, START);
  const draws = make.doubles(VISITS);
  const space = spaceOf(make, nodeCount, entries);
  const { queue, flags, tally, touched, counts, free, cut, communityMass, gains } = space;
  moves.place(...addresses([queue, flags, tally, touched, counts, free]));
  levels.place(...addresses([queue, touched, counts, free, gains]));
  refinement.place(...addresses([queue, flags, tally, touched, free, cut, communityMass, gains, draws]));
  let drawsLeft = 0;

  /** Draws come from the stream one after the other, wherever a chunk of visits ends. */
  function draw(): void {
    draws.copyWithin(0, VISITS - drawsLeft);
    while (drawsLeft < VISITS) draws[drawsLeft++] = course.merging();
  }

  return {
    space,
    moveNodes(level, community, penalty, order) {
      orderOfVisits(queue, level.nodeCount, order, course.order);
      moves.stand(...placeOf(level), community.byteOffset, penalty);
      moves.beginMoves(ringOf(level.nodeCount));
      do course.pass(0);
      while (moves.moveNodes(VISITS) !== 0);
      return moves.gained();
    },
    aggregated(level, labels, labelCount, room) {
      levels.stand(...placeOf(level), labels.byteOffset);
      levels.aggregate(labelCount, room.offsets.byteOffset, room.neighbours.byteOffset, room.weights.byteOffset, room.mass.byteOffset);
      return { ...room, nodeCount: labelCount };
    },
    refined(level, community, count, penalty, temperature, parts) {
      refinement.stand(...placeOf(level), community.byteOffset, penalty);
      refinement.beginRefining(parts.byteOffset, count, temperature);
      orderOfVisits(queue, level.nodeCount, 'SCATTERED', course.order);
      for (let from = 0; from < level.nodeCount; from += VISITS) {
        course.pass(0);
        draw();
        drawsLeft -= refinement.refineNodes(from, Math.min(level.nodeCount, from + VISITS));
      }
    },
  };
}
