/**
 * The graph on which shortest paths between sampled authors are searched: twin classes (see twin-quotient.ts), of which
 * a search visits the core alone.
 *
 * The *leaves* are the simplicial classes (see simplicial-classes.ts) and those without neighbours: no shortest path runs
 * through one. So leaves begin and end paths but need never be walked into. The rest is the core. sweep-graph.ts has the same
 * core and leaves for sweeps from everybody, which reach into leaves too and draw those of the same neighbours together.
 */
import { ascendingRows, simplicialClasses } from './simplicial-classes.js';
import type { TwinQuotient } from './twin-quotient.js';

/** Plain data. Classes are renumbered: 0 … coreCount − 1 are the core's, breadth first, then come the leaves. */
export interface SearchCore {
  readonly classCount: number;
  readonly coreCount: number;
  /** [k] the number here of each class of the quotient. */
  readonly numberOf: Uint32Array;
  /** [k] authors per class. */
  readonly size: Uint32Array;
  /** [k+1] into `targets`. */
  readonly offsets: Uint32Array;
  /** The core classes adjacent to each class, leaves among them. */
  readonly targets: Uint32Array;
}

/** Parts the classes into core and leaves. O(k + edges) and see simplicialClasses. */
export function searchCore(quotient: TwinQuotient): SearchCore {
  const { classCount, offsets, neighbours, size } = quotient;
  const isLeaf = simplicialClasses(quotient, ascendingRows(quotient));
  for (let own = 0; own < classCount; own++) if (offsets[own] === offsets[own + 1]) isLeaf[own] = 1;
  const numberOf = new Uint32Array(classCount);
  let coreCount = 0;
  for (let own = 0; own < classCount; own++) if (isLeaf[own] === 0) numberOf[own] = coreCount++;
  let numbered = coreCount;
  for (let own = 0; own < classCount; own++) if (isLeaf[own] === 1) numberOf[own] = numbered++;

  const core: SearchCore = {
    classCount,
    coreCount,
    numberOf,
    size: new Uint32Array(classCount),
    offsets: new Uint32Array(classCount + 1),
    targets: new Uint32Array(countCoreTargets(quotient, isLeaf)),
  };
  for (let own = 0; own < classCount; own++) {
    core.size[numberOf[own]] = size[own];
    let degree = 0;
    for (let slot = offsets[own]; slot < offsets[own + 1]; slot++) degree += 1 - isLeaf[neighbours[slot]];
    core.offsets[numberOf[own] + 1] = degree;
  }
  for (let own = 0; own < classCount; own++) core.offsets[own + 1] += core.offsets[own];
  for (let own = 0; own < classCount; own++) {
    let at = core.offsets[numberOf[own]];
    for (let slot = offsets[own]; slot < offsets[own + 1]; slot++) {
      if (isLeaf[neighbours[slot]] === 0) core.targets[at++] = numberOf[neighbours[slot]];
    }
  }
  return core;
}

function countCoreTargets({ neighbours }: TwinQuotient, isLeaf: Uint8Array): number {
  let count = 0;
  for (let slot = 0; slot < neighbours.length; slot++) count += 1 - isLeaf[neighbours[slot]];
  return count;
}
