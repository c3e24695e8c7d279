/** The three steps that Louvain and Leiden climb by, and who carries them out. */
import type { Random } from '../../graph/prng.js';
import type { Level } from './level.js';
import { aggregated } from './level.js';
import { moveNodes } from './local-moves.js';
import { refined } from './refine.js';
import type { Room, Space } from './space.js';
import { ORDINARY, spaceBytes, spaceOf } from './space.js';
import type { Order } from './visits.js';
import { MOST_BYTES, wasmSteps } from './wasm-steps.js';

/** What chance decides, and the word of whoever waits. */
export interface Course {
  /** In which order nodes are visited. */
  readonly order: Random;
  /** What refinement merges. */
  readonly merging: Random;
  /** Reports progress and throws once the answer is no longer wanted. */
  readonly pass: (done: number) => void;
}

/** Levels and labels handed in must be of `space`. */
export interface Steps {
  readonly space: Space;
  /** See local-moves.ts. */
  moveNodes(level: Level, community: Int32Array, penalty: number, order: Order): number;
  /** See level.ts. */
  aggregated(level: Level, labels: Int32Array, labelCount: number, room: Room): Level;
  /** See refine.ts. */
  refined(level: Level, community: Int32Array, count: number, penalty: number, temperature: number, parts: Int32Array): void;
}

/** Smaller grounds are done before WebAssembly has begun. */
const WASM_SIZE = 2_000;

/** The steps on a ground of so many nodes and entries at most; both ways give the same bits. */
export function stepsFor(nodeCount: number, entries: number, course: Course): Steps {
  const isLarge = nodeCount + entries >= WASM_SIZE && spaceBytes(nodeCount, entries) <= MOST_BYTES;
  return isLarge ? wasmSteps(nodeCount, entries, course) : plainSteps(nodeCount, entries, course);
}

/** The steps in TypeScript. */
export function plainSteps(nodeCount: number, entries: number, course: Course): Steps {
  const space = spaceOf(ORDINARY, nodeCount, entries);
  return {
    space,
    moveNodes: (level, community, penalty, order) => moveNodes(level, community, penalty, order, space, course),
    aggregated: (level, labels, labelCount, room) => aggregated(level, labels, labelCount, room, space),
    refined: (level, community, count, penalty, temperature, parts) => refined(level, community, count, penalty, temperature, parts, space, course),
  };
}
