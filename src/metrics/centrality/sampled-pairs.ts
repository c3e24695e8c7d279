/** What sampled betweenness draws from: which authors may be the ends of a path, and which need no sampling at all. */
import type { Random } from '../../graph/prng.js';
import { randomBelow } from '../../graph/prng.js';
import type { CsrGraph } from '../../graph/types.js';
import { pathCountOverflow } from '../paths/path-count.js';
import { hopSearch } from '../paths/plan-searches.js';
import type { SearchCore } from '../paths/search-core.js';
import { searchCore } from '../paths/search-core.js';
import type { TwinQuotient } from '../paths/twin-quotient.js';
import { twinQuotient } from '../paths/twin-quotient.js';

/** Components of up to so many twin classes are counted exactly: all of them together cost less than a few hundred samples. */
const EXACT_CLASSES = 32;

/** Plain data. */
export interface SampledPairs {
  readonly core: SearchCore;
  /** [n] class of each node, as numbered in the core. */
  readonly classOf: Uint32Array;
  /** [k] betweenness of an author of each class of the small components, over unordered pairs; 0 elsewhere. */
  readonly exact: Float64Array;
  /** [k] 1 where `exact` holds the answer: the small components, and the leaves, through which no path runs. */
  readonly isExact: Uint8Array;
  /** Class of each author of the other components, component after component. */
  readonly ends: Uint32Array;
  /** [components+1] into `ends`. */
  readonly componentStarts: Uint32Array;
  /** [components+1] pairs of the components before each: the last is the number of pairs that are drawn from. */
  readonly pairsBefore: Float64Array;
}

/** Sorts out what is sampled: pairs of authors of one component of more than 32 twin classes. O(n + m) and see searchCore. */
export function sampledPairs(graph: CsrGraph): SampledPairs {
  const quotient = twinQuotient(graph);
  const core = searchCore(quotient);
  const { classCount, componentStarts, size } = quotient;
  const exact = new Float64Array(classCount);
  const isExact = new Uint8Array(classCount).fill(1, core.coreCount);
  const ends = new Uint32Array(graph.nodeCount);
  const starts = [0];
  const pairsBefore = [0];
  let filled = 0;
  const small: number[] = [];
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    if (to - from <= EXACT_CLASSES) {
      for (let own = from; own < to; own++) small.push(own);
      continue;
    }
    const before = filled;
    for (let own = from; own < to; own++) {
      ends.fill(core.numberOf[own], filled, filled + size[own]);
      filled += size[own];
    }
    const authors = filled - before;
    starts.push(filled);
    pairsBefore.push(pairsBefore[pairsBefore.length - 1] + (authors * (authors - 1)) / 2);
  }
  countExactly(quotient, core, small, exact, isExact);
  return {
    core,
    classOf: quotient.classOf.map((own) => core.numberOf[own]),
    exact,
    isExact,
    ends: ends.slice(0, filled),
    componentStarts: Uint32Array.from(starts),
    pairsBefore: Float64Array.from(pairsBefore),
  };
}

function countExactly(quotient: TwinQuotient, { numberOf }: SearchCore, sources: readonly number[], exact: Float64Array, isExact: Uint8Array): void {
  const { classCount, classOf, offsets, neighbours } = quotient;
  // Classes as nodes of a plan of which all stay: `size` authors are located at each and stand for one another. Those of
  // one class are adjacent, and have nobody between them.
  const size = Float64Array.from(quotient.size);
  const search = hopSearch({ nodeCount: classCount, offsets, neighbours, multiplicity: size, batchOf: null, edges: null }, (source, target) =>
    pathCountOverflow(classOf.indexOf(source), classOf.indexOf(target)),
  );
  const sums = new Float64Array(classCount);
  for (const source of sources) search({ source, factor: size[source], batch: 0, weight: size, sums });
  for (const own of sources) {
    exact[numberOf[own]] = sums[own] / 2;
    isExact[numberOf[own]] = 1;
  }
}

/** Draws two different authors of one component, every such pair as likely as any other: the classes of the two. */
export function drawPair({ ends, componentStarts, pairsBefore }: SampledPairs, random: Random): readonly [number, number] {
  let component = 0;
  if (pairsBefore.length > 2) {
    const pair = random() * pairsBefore[pairsBefore.length - 1];
    while (pairsBefore[component + 1] <= pair) component++;
  }
  const from = componentStarts[component];
  const authors = componentStarts[component + 1] - from;
  const source = randomBelow(random, authors);
  const other = randomBelow(random, authors - 1);
  return [ends[from + source], ends[from + (other < source ? other : other + 1)]];
}
