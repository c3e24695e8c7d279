/**
 * All shortest paths between two authors at once, searched from both ends in balance (Borassi & Natale 2019,
 * doi:10.1145/3284359), on the core of the graph of twin classes (see search-core.ts).
 *
 * The side whose frontier has the fewer edges goes on by a level until an edge leads from it to the other side's
 * frontier; the edges of that kind, all found by ending the level, carry all shortest paths. Instead of drawing one path
 * of them at random, each class gets what such a draw would give its authors on average, the share of the paths that
 * run through an author of it: the same expectation with less variance, and still within 0 … 1.
 *
 * With m(C) authors in class C and σ(C) the number of paths from an end to an author of C, a path through the classes
 * C₁ … Cᵢ stands for m(C₁) … m(Cᵢ) paths of authors; σ at each end is 1.
 */
import { pathCountOverflow } from './path-count.js';
import type { SearchCore } from './search-core.js';

/** Sums of shares, of which only the classes listed in `touched` are other than 0. */
export interface ShareSums {
  /** [coreCount] */
  readonly sums: Float64Array;
  /** [coreCount] the first `touchedCount` are the classes met, in that order. */
  readonly touched: Uint32Array;
  touchedCount: number;
}

/** Empty sums for a core. O(coreCount). */
export function shareSums({ coreCount }: Pick<SearchCore, 'coreCount'>): ShareSums {
  return { sums: new Float64Array(coreCount), touched: new Uint32Array(coreCount), touchedCount: 0 };
}

/** Marks are kept below this, so that they never leave 32 bits. */
const LAST_EPOCH = 2 ** 30;

/**
 * Makes the function that adds to `into`, for each core class, the share of the shortest paths between an author of class
 * `source` and another of class `target` (numbers of the core) that run through an author of it, ends excluded. Nothing
 * where both are of one class (they are adjacent), adjacent, or not connected. A call costs what it visits: for two
 * authors of a network of n about √n rather than n. O(k) memory. Throws a RangeError where a number of paths leaves
 * double precision.
 */
export function pathShares({ classCount, coreCount, offsets, targets, size }: SearchCore): (source: number, target: number, into: ShareSums) => void {
  // What a class was last marked with: epoch + 2 · level + side; older epochs are smaller, so nothing need be wiped.
  const mark = new Int32Array(classCount).fill(-1);
  const pathCount = new Float64Array(classCount);
  const queues = [new Uint32Array(coreCount + 1), new Uint32Array(coreCount + 1)] as const;
  // Frontier of each side: queues[side][starts[side]] … queues[side][ends[side] − 1], at level levels[side].
  const starts = [0, 0];
  const ends = [0, 0];
  const levels = [0, 0];
  const edgesAhead = [0, 0];
  // Paths that lead on from an author of a class to the other end; 0 between calls.
  const onward = new Float64Array(classCount);
  const onPaths = [new Uint32Array(coreCount + 1), new Uint32Array(coreCount + 1)] as const;
  const onPathCount = [0, 0];
  const ending = [0, 0];
  let epoch = 0;

  function begin(side: 0 | 1, end: number): void {
    ending[side] = end;
    queues[side][0] = end;
    starts[side] = 0;
    ends[side] = 1;
    levels[side] = 0;
    edgesAhead[side] = offsets[end + 1] - offsets[end];
    onPathCount[side] = 0;
    mark[end] = epoch + side;
    pathCount[end] = 1;
  }

  /** Takes one side a level on; the number of shortest paths found, 0 while the sides have not met. */
  function advance(side: 0 | 1): number {
    const queue = queues[side];
    const other = (1 - side) as 0 | 1;
    const otherEnd = ending[other];
    const here = epoch + 2 * levels[side] + side;
    const ahead = here + 2;
    const to = ends[side];
    let filled = to;
    let edges = 0;
    let total = 0;
    for (let i = starts[side]; i < to; i++) {
      const own = queue[i];
      const paths = here < epoch + 2 ? 1 : size[own] * pathCount[own];
      let leading = 0;
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const next = targets[slot];
        const known = mark[next];
        if (known < epoch) {
          mark[next] = ahead;
          pathCount[next] = paths;
          queue[filled++] = next;
          edges += offsets[next + 1] - offsets[next];
        } else if (known === ahead) {
          pathCount[next] += paths;
        } else if (((known ^ side) & 1) === 1) {
          leading += next === otherEnd ? 1 : size[next] * pathCount[next];
          if (onward[next] === 0) onPaths[other][onPathCount[other]++] = next;
          onward[next] += paths;
        }
      }
      if (leading > 0) {
        onward[own] = leading;
        onPaths[side][onPathCount[side]++] = own;
        total += paths * leading;
      }
    }
    if (total > 0) return total;
    starts[side] = to;
    ends[side] = filled;
    levels[side] += 1;
    edgesAhead[side] = edges;
    return 0;
  }

  /** From where the sides met back to an end: hands on the number of onward paths and adds the shares. */
  function settle(side: 0 | 1, total: number, into: ShareSums): void {
    const list = onPaths[side];
    const { sums, touched } = into;
    let from = 0;
    for (let level = levels[side]; level > 0; level--) {
      const to = onPathCount[side];
      const before = epoch + 2 * (level - 1) + side;
      for (let i = from; i < to; i++) {
        const own = list[i];
        const leading = onward[own];
        if (sums[own] === 0) touched[into.touchedCount++] = own;
        sums[own] += (pathCount[own] * leading) / total;
        if (level === 1) continue;
        const passedOn = size[own] * leading;
        for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
          const previous = targets[slot];
          if (mark[previous] !== before) continue;
          if (onward[previous] === 0) list[onPathCount[side]++] = previous;
          onward[previous] += passedOn;
        }
      }
      from = to;
    }
    for (let i = 0; i < onPathCount[side]; i++) onward[list[i]] = 0;
  }

  return (source, target, into) => {
    if (source === target) return;
    if (epoch > LAST_EPOCH) {
      mark.fill(-1);
      epoch = 0;
    }
    begin(0, source);
    begin(1, target);
    // Nothing leads into a leaf, so it has to come out by itself before the other side may look for it.
    let total = source >= coreCount ? advance(0) : 0;
    if (total === 0 && target >= coreCount) total = advance(1);
    while (total === 0 && edgesAhead[0] > 0 && edgesAhead[1] > 0) total = advance(edgesAhead[0] <= edgesAhead[1] ? 0 : 1);
    if (total === Infinity) throw pathCountOverflow(source, target);
    if (total > 0) {
      settle(0, total, into);
      settle(1, total, into);
    }
    epoch += 2 * (levels[0] + levels[1] + 3);
  };
}
