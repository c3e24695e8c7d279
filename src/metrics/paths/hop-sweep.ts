/**
 * Breadth-first search from every author at once, 32 to a word (multi-source BFS: Then et al. 2014,
 * doi:10.14778/2735496.2735507), on the graph of twin classes (see twin-quotient.ts).
 *
 * A batch holds up to 32 authors of one connected component, neighbours in breadth-first order so that their searches
 * overlap. Author i is bit i of a word per class: which of the batch have reached the class. A level of the search
 * hands each word on to the adjacent classes. Since hops are the same both ways, it is enough to count at each class how
 * many of the batch arrive at each level, and no search needs to be told from another: a class that c of them reach at
 * level d has c authors at d hops.
 */
import type { KernelInput } from '../metric.js';
import { checkpoint } from '../kernel.js';
import type { DistanceFold } from './distance-fold.js';
import { evenlyCut, twinBlockCount } from './source-blocks.js';
import type { TwinQuotient } from './twin-quotient.js';
import { twinQuotient } from './twin-quotient.js';

const LANES = 32;

/** Batches of sources: batch b holds the authors starts[b] … starts[b+1] − 1 in the order of their classes. */
interface Batches {
  /** [authors] class of each source. */
  readonly classOfSource: Uint32Array;
  readonly starts: Uint32Array;
  /** [batches] share of the work: what a search of the batch's component touches. */
  readonly work: Float64Array;
}

function batchesOf(quotient: TwinQuotient): Batches {
  const { size, offsets, componentStarts } = quotient;
  const sources: number[] = [];
  const starts = [0];
  const work: number[] = [];
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    // A component of one class is a clique: there is nowhere to go.
    if (to - from === 1) continue;
    const before = sources.length;
    for (let own = from; own < to; own++) for (let i = 0; i < size[own]; i++) sources.push(own);
    for (let at = before; at < sources.length; at += LANES) {
      starts.push(Math.min(at + LANES, sources.length));
      work.push(to - from + offsets[to] - offsets[from]);
    }
  }
  return { classOfSource: Uint32Array.from(sources), starts: Uint32Array.from(starts), work: Float64Array.from(work) };
}

/**
 * One block's fold of the distances to every class: [classes] what `fold` makes of the batches of the block.
 * O(batches × levels × (classes + edges of their component)) at worst; most levels touch few of them.
 * Throws a RangeError for a block that does not exist.
 */
export function sweepBlock(input: KernelInput, block: number, fold: DistanceFold): Float64Array {
  const quotient = twinQuotient(input.graph);
  const { classCount, offsets, neighbours } = quotient;
  const { classOfSource, starts, work } = batchesOf(quotient);
  const [from, to] = evenlyCut(work, twinBlockCount(input.graph.nodeCount), block);
  const values = new Float64Array(classCount);
  const seen = new Int32Array(classCount);
  const arrived = new Int32Array(classCount);
  const arriving = new Int32Array(classCount);
  const touched = new Uint32Array(classCount);
  let frontier = new Uint32Array(classCount);
  let next = new Uint32Array(classCount);
  const pass = checkpoint(input, to - from);
  for (let batch = from; batch < to; batch++) {
    pass(batch - from);
    let length = 0;
    let touchedCount = 0;
    for (let source = starts[batch]; source < starts[batch + 1]; source++) {
      const own = classOfSource[source];
      if (seen[own] === 0) {
        frontier[length++] = own;
        touched[touchedCount++] = own;
      }
      seen[own] |= 1 << (source - starts[batch]);
      arrived[own] = seen[own];
    }
    for (let level = 1; length > 0; level++) {
      let found = 0;
      for (let i = 0; i < length; i++) {
        const word = arrived[frontier[i]];
        for (let slot = offsets[frontier[i]], end = offsets[frontier[i] + 1]; slot < end; slot++) {
          const neighbour = neighbours[slot];
          const fresh = word & ~seen[neighbour];
          if (fresh === 0) continue;
          if (arriving[neighbour] === 0) next[found++] = neighbour;
          arriving[neighbour] |= fresh;
        }
      }
      for (let i = 0; i < found; i++) {
        const reached = next[i];
        const word = arriving[reached];
        arriving[reached] = 0;
        if (seen[reached] === 0) touched[touchedCount++] = reached;
        seen[reached] |= word;
        arrived[reached] = word;
        values[reached] = fold.add(values[reached], bitCount(word), level);
      }
      [frontier, next, length] = [next, frontier, found];
    }
    for (let i = 0; i < touchedCount; i++) seen[touched[i]] = 0;
  }
  pass(to - from);
  return values;
}

/** Blocks' folds put together in block order, with the twins of each author at one hop: [n] a value per node. O(blocks × n). */
export function combinedSweep({ graph }: Pick<KernelInput, 'graph'>, partials: readonly Float64Array[], fold: DistanceFold): Float64Array {
  const { classOf, classCount, size } = twinQuotient(graph);
  const values = new Float64Array(classCount);
  for (const partial of partials) for (let own = 0; own < classCount; own++) values[own] = fold.merge(values[own], partial[own]);
  for (let own = 0; own < classCount; own++) if (size[own] > 1) values[own] = fold.add(values[own], size[own] - 1, 1);
  return Float64Array.from(classOf, (own) => values[own]);
}

/** Number of bits set in a 32-bit word. */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
