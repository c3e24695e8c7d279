/**
 * Brandes' dependencies of collaborations by hops, on the graph of twin classes (see twin-quotient.ts for why hops
 * survive it, and twin-dependencies.ts for those of authors, whose notation this keeps).
 *
 * Exactness. The dependency of a source s on the edge v–w, w one hop farther than v, is σ(v)/σ(w) · (1 + δ(w)): the
 * share of the shortest paths from s, over all targets, that take the edge (Brandes 2008). Let v ∈ C, w ∈ D.
 * - A source s in neither class: σ and δ are those of the classes, so all m(C)·m(D) edges between C and D have the same
 *   dependency on it, and all m(S) authors of its class S give the same: m(S) · σ(C)/σ(D) · (1 + δ(D)).
 * - A source in C: its own edges to D have 1 + δ(D), since σ = 1 on both ends. The edges of its twins have nothing: no
 *   shortest path from s to another class runs through a twin of s. So an edge gets this once, from its own end in C,
 *   however large C is. The other way round for sources in D.
 * - An edge within a class lies on the path between its own ends alone, as no shortest path holds two of one class
 *   otherwise. Its betweenness is 1, and no search is needed for it.
 */
import { pathCountOverflow } from './path-count.js';
import type { TwinQuotient } from './twin-quotient.js';

/**
 * Makes the function that adds to `sums` (per slot of the quotient: C's slot of D has what flows from C to D) the
 * dependency of each edge between the two classes on all authors of a source class. O(classes reached + their edges)
 * per source class, O(k + edges) memory. It throws a RangeError where a number of shortest paths leaves double precision.
 */
export function twinEdgeDependencies(quotient: TwinQuotient): (source: number, sums: Float64Array) => void {
  const { classCount, classOf, offsets, neighbours, size } = quotient;
  const order = new Uint32Array(classCount);
  const distance = new Int32Array(classCount).fill(-1);
  const pathCount = new Float64Array(classCount);
  // (1 + dependency) / number of paths, of one author of the class.
  const share = new Float64Array(classCount);
  // Slots of the edges that lead away from the source: those of order[i] end before behindStarts[i + 1].
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
      if (pathCount[own] === Infinity) throw pathCountOverflow(classOf.indexOf(source), classOf.indexOf(own));
      const paths = head === 0 ? 1 : size[own] * pathCount[own];
      for (let slot = offsets[own], end = offsets[own + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        const known = distance[neighbour];
        if (known < 0) {
          distance[neighbour] = level;
          pathCount[neighbour] = paths;
          order[reached++] = neighbour;
          behind[recorded++] = slot;
        } else if (known === level) {
          pathCount[neighbour] += paths;
          behind[recorded++] = slot;
        }
      }
      behindStarts[head + 1] = recorded;
    }
    for (let i = reached - 1; i >= 0; i--) {
      const own = order[i];
      const factor = i === 0 ? 1 : size[source] * pathCount[own];
      let shares = 0;
      for (let at = behindStarts[i], end = behindStarts[i + 1]; at < end; at++) {
        const slot = behind[at];
        const further = share[neighbours[slot]];
        shares += size[neighbours[slot]] * further;
        sums[slot] += factor * further;
      }
      share[own] = (1 + pathCount[own] * shares) / pathCount[own];
      distance[own] = -1;
    }
  };
}
