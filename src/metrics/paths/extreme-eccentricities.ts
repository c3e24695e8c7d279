/**
 * The largest and the smallest eccentricity of a component, its diameter and radius, by few searches. A search from w
 * bounds the eccentricity of every v at distance d: max(d, ecc(w) − d) ≤ ecc(v) ≤ ecc(w) + d. Searching by turns from
 * the class whose upper bound is largest and from the one whose lower bound is smallest, the bounds soon leave nothing
 * open on networks with a centre: a few dozen searches for millions of authors.
 * Takes & Kosters 2011, doi:10.1145/2063576.2063748; Borassi et al. 2015, doi:10.1016/j.tcs.2015.02.033.
 */
import type { CsrGraph } from '../../graph/types.js';
import { largestComponentNodes } from '../components/connected.js';
import { checkpoint } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import { twinQuotient } from './twin-quotient.js';

export interface Extremes {
  readonly diameter: number;
  readonly radius: number;
}

/**
 * Diameter and radius, in hops, of the largest component (of equal ones, that of the smallest node); NaN in a graph without
 * nodes. Null where `maxSearches` searches do not settle them, as on a ring, where all eccentricities are alike.
 * O(searches × (n + m)).
 */
export function extremeEccentricities(input: Pick<KernelInput, 'graph' | 'onProgress' | 'isCancelled'>, maxSearches: number): Extremes | null {
  const members = largestComponentNodes(input);
  if (members.length === 0) return { diameter: NaN, radius: NaN };
  const search = classSearch(input.graph, members[0]);
  const { from, to } = search;
  // One class alone is a clique, or one author.
  if (to - from === 1) return { diameter: Math.min(1, members.length - 1), radius: Math.min(1, members.length - 1) };

  const lower = new Float64Array(to - from);
  const upper = new Float64Array(to - from).fill(Infinity);
  const sums = new Float64Array(to - from);
  let [diameter, radius] = [0, Infinity];
  let source = search.hub;
  const pass = checkpoint(input, maxSearches);
  for (let searches = 0; searches < maxSearches; searches++) {
    pass(searches);
    const { distance, eccentricity } = search.run(source);
    diameter = Math.max(diameter, eccentricity);
    radius = Math.min(radius, eccentricity);
    let widest = 0;
    let narrowest = 0;
    for (let own = 0; own < distance.length; own++) {
      lower[own] = Math.max(lower[own], distance[own], eccentricity - distance[own]);
      upper[own] = Math.min(upper[own], eccentricity + distance[own]);
      sums[own] += distance[own];
      if (upper[own] > upper[widest] || (upper[own] === upper[widest] && sums[own] > sums[widest])) widest = own;
      if (lower[own] < lower[narrowest] || (lower[own] === lower[narrowest] && sums[own] < sums[narrowest])) narrowest = own;
    }
    const isDiameterKnown = upper[widest] <= diameter;
    const isRadiusKnown = lower[narrowest] >= radius;
    if (isDiameterKnown && isRadiusKnown) return { diameter, radius };
    source = from + (isRadiusKnown || (!isDiameterKnown && searches % 2 === 0) ? widest : narrowest);
  }
  return null;
}

interface ClassSearch {
  /** The component's classes are from … to − 1. */
  readonly from: number;
  readonly to: number;
  /** The class of most neighbours. */
  readonly hub: number;
  /** Distances of the component's classes from one of them, valid until the next run, and the largest. */
  readonly run: (source: number) => { readonly distance: Int32Array; readonly eccentricity: number };
}

/**
 * Searches breadth first among the twin classes of a node's component: authors are as far apart as their classes, and
 * twins at one hop change no eccentricity where there is more than one class.
 */
function classSearch(graph: CsrGraph, member: number): ClassSearch {
  const { classOf, offsets, neighbours, componentStarts } = twinQuotient(graph);
  const component = componentStarts.findLastIndex((start) => start <= classOf[member]);
  const [from, to] = [componentStarts[component], componentStarts[component + 1]];
  let hub = from;
  for (let own = from; own < to; own++) if (offsets[own + 1] - offsets[own] > offsets[hub + 1] - offsets[hub]) hub = own;
  const distance = new Int32Array(to - from);
  const queue = new Uint32Array(to - from);
  const run: ClassSearch['run'] = (source) => {
    distance.fill(-1);
    distance[source - from] = 0;
    queue[0] = source;
    let length = 1;
    for (let head = 0; head < length; head++) {
      const hops = distance[queue[head] - from] + 1;
      for (let slot = offsets[queue[head]], end = offsets[queue[head] + 1]; slot < end; slot++) {
        if (distance[neighbours[slot] - from] >= 0) continue;
        distance[neighbours[slot] - from] = hops;
        queue[length++] = neighbours[slot];
      }
    }
    return { distance, eccentricity: distance[queue[length - 1] - from] };
  };
  return { from, to, hub, run };
}
