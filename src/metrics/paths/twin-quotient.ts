/**
 * The graph with its closed twins drawn together: what every exact search by hops runs on.
 *
 * Two authors are closed twins when they have the same closed neighbourhood, that is, they are collaborators and have
 * the same further collaborators. Whoever wrote one paper together and nothing else are twins, so a co-authorship graph
 * shrinks to about half its authors. Being twins is an equivalence; its classes C, D, … form the quotient graph, in
 * which C and D are adjacent when some (hence every) author of C has written with some (hence every) author of D.
 *
 * Why hops survive it exactly:
 * - Twins are at distance 1 of each other and at the same distance from everybody else, and a shortest path of authors
 *   never holds two of one class: the step after them could have been taken from the first. So the distance between
 *   authors of different classes is that of their classes in the quotient.
 * - For the same reason each shortest path between authors of classes C ≠ D runs through one author of each class along
 *   a shortest path of the quotient, any one of them: a path C, E₁, …, Eᵢ, D stands for |E₁| · … · |Eᵢ| paths.
 * Strengths play no part here, so this holds for hops alone.
 */
import type { CsrGraph } from '../../graph/types.js';
import { firstClosedTwins } from './closed-twins.js';

export interface TwinQuotient {
  /** Number of classes, k. */
  readonly classCount: number;
  /** [n] class of each node. */
  readonly classOf: Uint32Array;
  /** [k] nodes per class. */
  readonly size: Uint32Array;
  /** [k+1] into `neighbours`. */
  readonly offsets: Uint32Array;
  /** Adjacent classes of each class, twice per edge, none adjacent to itself. */
  readonly neighbours: Uint32Array;
  /** [components+1] first class of each connected component: classes are numbered component by component, each breadth first. */
  readonly componentStarts: Uint32Array;
}

/** Draws closed twins together. Every class is proven member by member; O(n + m) unless hashes collide, O(n + m) memory. */
export function twinQuotient(graph: CsrGraph): TwinQuotient {
  const { nodeCount, offsets, neighbours } = graph;
  const first = firstClosedTwins({ nodeCount, offsets, neighbours, costs: null });
  const classOf = new Uint32Array(nodeCount);
  const representatives = new Uint32Array(nodeCount);
  const componentStarts = [0];
  let classCount = 0;
  // Breadth first, so that searches meet classes that lie close together in memory.
  const numbered = new Uint8Array(nodeCount);
  for (let root = 0; root < nodeCount; root++) {
    if (first[root] !== root || numbered[root] === 1) continue;
    numbered[root] = 1;
    representatives[classCount++] = root;
    for (let head = classCount - 1; head < classCount; head++) {
      const node = representatives[head];
      classOf[node] = head;
      for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
        const neighbour = neighbours[slot];
        if (first[neighbour] !== neighbour || numbered[neighbour] === 1) continue;
        numbered[neighbour] = 1;
        representatives[classCount++] = neighbour;
      }
    }
    componentStarts.push(classCount);
  }

  const size = new Uint32Array(classCount);
  for (let node = 0; node < nodeCount; node++) {
    classOf[node] = classOf[first[node]];
    size[classOf[node]]++;
  }
  const classOffsets = new Uint32Array(classCount + 1);
  const classNeighbours = new Uint32Array(neighbours.length);
  let filled = 0;
  for (let own = 0; own < classCount; own++) {
    const node = representatives[own];
    for (let slot = offsets[node], end = offsets[node + 1]; slot < end; slot++) {
      const neighbour = neighbours[slot];
      // Each adjacent class once, by its representative; the own one has no other representative.
      if (first[neighbour] === neighbour) classNeighbours[filled++] = classOf[neighbour];
    }
    classOffsets[own + 1] = filled;
  }
  return {
    classCount,
    classOf,
    size,
    offsets: classOffsets,
    neighbours: classNeighbours.slice(0, filled),
    componentStarts: Uint32Array.from(componentStarts),
  };
}
