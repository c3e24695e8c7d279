/** What a walk in proportion to strength is computed with: along the edges of a graph, or along papers in their place. */
import type { CsrGraph } from '../../graph/types.js';
import { paperWalk } from '../papers/paper-walk.js';
import type { EdgeSource } from '../papers/papers.js';
import { papersOf } from '../papers/papers.js';
import { totalStrengths } from './degree.js';
import { localGraph, multiply } from './local-graph.js';
import type { Relaxation } from './relaxation.js';
import { relax } from './relaxation.js';

/** Nodes have places of their own, so that those near each other lie near each other in memory. */
export interface Walk {
  /** [n] total strength by place: the sums that `STRENGTH` gives. */
  readonly totals: Float64Array;
  nodeAt(place: number): number;
  /** Writes Σ strength · value over the collaborators of each place. */
  multiply(values: Float64Array, sums: Float64Array): void;
  /** One sweep of over-relaxation in place; see relaxation.ts. */
  relax(values: Float64Array, relaxation: Relaxation): number;
}

/** The walk of a kernel's input. O(n + m), on papers O(P + Σk). */
export function walkOn(source: EdgeSource): Walk {
  const papers = papersOf(source);
  return papers === null ? edgeWalk(source.graph) : paperWalk(papers);
}

/** The walk along a graph's edges. O(n + m) to make and to step. */
export function edgeWalk(graph: CsrGraph): Walk {
  const local = localGraph(graph, true);
  const strengths = totalStrengths(graph);
  return {
    totals: Float64Array.from(local.nodeAt, (node) => strengths[node]),
    nodeAt: (place) => local.nodeAt[place],
    multiply: (values, sums) => multiply(local, values, sums),
    relax: (values, relaxation) => relax(local, values, relaxation),
  };
}
