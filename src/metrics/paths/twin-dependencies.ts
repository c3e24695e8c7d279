/**
 * Brandes' dependencies by hops, on the graph of twin classes (see twin-quotient.ts for why hops survive it; the idea
 * is that of identical vertices in Sariyüce et al. 2012, arXiv:1209.6007).
 *
 * Exactness. Let m(C) be the size of class C, and search from one author s of class S. Every author of C ≠ S has the
 * same number σ(C) of shortest paths from s: the sum over the classes B before C of m(B) σ(B), or 1 where B = S, since a
 * path from s to another class never runs through a twin of s. All of C also have the same dependency, the share of the
 * paths from s, over all targets, that run through one of them: Brandes' recursion δ(v) = Σ σ(v)/σ(w) · (1 + δ(w)) over
 * the authors w behind v becomes δ(C) = σ(C) · Σ m(D) (1 + δ(D)) / σ(D) over the classes D behind C. Twins of s as
 * targets are adjacent to s, so that nobody lies between them and s, and they lie between nobody and s. As twins of s
 * see the same classes at the same hops, their dependencies are the same and one search with the factor m(S) serves
 * them all. Nothing here is approximated: sums have fewer, larger addends than the plain form, and differ from it by
 * rounding alone.
 */
import { pathCountOverflow } from './path-count.js';
import type { TwinQuotient } from './twin-quotient.js';

/**
 * Makes the function that adds to `sums` (per class) the dependency of each of its authors on all authors of a source
 * class. O(classes reached + their edges) per source class, O(k + edges) memory. It throws a RangeError where a number
 * of shortest paths leaves double precision (above 1.8e308).
 */
export function twinDependencies(quotient: TwinQuotient): (source: number, sums: Float64Array) => void {
  const { classCount, offsets, neighbours, size } = quotient;
  const multiplicity = Float64Array.from(size);
  const order = new Uint32Array(classCount);
  const distance = new Int32Array(classCount).fill(-1);
  const pathCount = new Float64Array(classCount);
  // Σ over the authors of a class of (1 + dependency) / number of paths: what the classes before it take up.
  const share = new Float64Array(classCount);
  // The classes behind order[i] are behind[behindStarts[i]] … behind[behindStarts[i + 1] − 1]: an edge leads away from
  // the source in one direction at most, and most edges of a clique in none, so going back reads far less than going out.
  const behind = new Uint32Array(neighbours.length / 2);
  const behindStarts = new Uint32Array(classCount + 1);

  return (source, sums) => {
    order[0] = source;
    distance[source] = 0;
    pathCount[source] = 1;
    let reached = 1;
    let recorded = 0;
    for (let head = 0; head < reached; head++) {
      const own = order[head];
      const level = distance[own] + 1;
      if (pathCount[own] === Infinity) throw overflow(quotient, source, own);
      const paths = head === 0 ? 1 : multiplicity[own] * pathCount[own];
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        const known = distance[neighbour];
        if (known < 0) {
          distance[neighbour] = level;
          pathCount[neighbour] = paths;
          order[reached++] = neighbour;
          behind[recorded++] = neighbour;
        } else if (known === level) {
          pathCount[neighbour] += paths;
          behind[recorded++] = neighbour;
        }
      }
      behindStarts[head + 1] = recorded;
    }
    for (let i = reached - 1; i > 0; i--) {
      const own = order[i];
      let shares = 0;
      for (let at = behindStarts[i], end = behindStarts[i + 1]; at < end; at++) shares += share[behind[at]];
      const dependency = pathCount[own] * shares;
      share[own] = (multiplicity[own] * (1 + dependency)) / pathCount[own];
      sums[own] += multiplicity[source] * dependency;
    }
    for (let i = 0; i < reached; i++) distance[order[i]] = -1;
  };
}

function overflow({ classOf }: TwinQuotient, source: number, target: number): RangeError {
  return pathCountOverflow(classOf.indexOf(source), classOf.indexOf(target));
}

/** Work of a search from each class: [k] what its component holds, so that blocks can be cut evenly. O(k). */
export function searchWork({ classCount, offsets, componentStarts }: Pick<TwinQuotient, 'classCount' | 'offsets' | 'componentStarts'>): Float64Array {
  const work = new Float64Array(classCount);
  for (let component = 0; component + 1 < componentStarts.length; component++) {
    const [from, to] = [componentStarts[component], componentStarts[component + 1]];
    work.fill(to - from + offsets[to] - offsets[from], from, to);
  }
  return work;
}
