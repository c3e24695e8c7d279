/** Pieces of named graphs, and random ones, as lists of edges. */
import * as fc from 'fast-check';
import type { Edge } from '../helpers/graphs.js';

/** 0 – 1 – … – n−1. */
export const chain = (n: number): Edge[] => Array.from({ length: n - 1 }, (_, i): Edge => [i, i + 1]);

/** Everybody with everybody. */
export const clique = (nodes: readonly number[]): Edge[] => nodes.flatMap((a) => nodes.filter((b) => a < b).map((b): Edge => [a, b]));

export interface RandomGraph {
  readonly n: number;
  /** [smaller, larger, strength]. */
  readonly edges: readonly Edge[];
  /** A renumbering of the nodes. */
  readonly order: readonly number[];
}

/** Strengths whose costs 1 … 5 sixtieths tie often and are exact in integers for an oracle. */
const STRENGTHS = [60, 30, 20, 15, 12];

/** The cost of an edge of `randomEdges` in sixtieths. */
export const sixtieths = ([, , strength = 1]: Edge): number => Math.round(60 / strength);

/** Any graph on at most `most` nodes, many of them in pieces. */
export function randomEdges(most: number): fc.Arbitrary<RandomGraph> {
  return fc.integer({ min: 0, max: most }).chain((n) => {
    const pairs = Array.from({ length: n }, (_, a) => Array.from({ length: a }, (__, b) => [b, a] as const)).flat();
    return fc.record({
      n: fc.constant(n),
      edges: fc
        .tuple(fc.subarray(pairs), fc.infiniteStream(fc.constantFrom(...STRENGTHS)))
        .map(([chosen, strengths]) => chosen.map(([a, b]): Edge => [a, b, Number(strengths.next().value)])),
      order: fc.shuffledSubarray(Array.from({ length: n }, (_, i) => i), { minLength: n, maxLength: n }),
    });
  });
}

/** Graphs of overlapping teams, as co-authors make them: many twins. At most `most` nodes. */
export function randomTeams(most: number): fc.Arbitrary<RandomGraph> {
  return fc
    .tuple(
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: most - 1 }), { minLength: 1, maxLength: 6 }), { maxLength: 6 }),
      fc.shuffledSubarray(Array.from({ length: most }, (_, i) => i), { minLength: most, maxLength: most }),
    )
    .map(([teams, order]) => {
      const edges = new Map<string, Edge>();
      for (const team of teams) for (const [a, b] of clique(team.toSorted((x, y) => x - y))) edges.set(`${a} ${b}`, [a, b, STRENGTHS[(a + b) % STRENGTHS.length]]);
      return { n: most, edges: [...edges.values()], order };
    });
}
