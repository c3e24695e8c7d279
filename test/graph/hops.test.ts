/** Everybody by hops: on the incidence and on a graph alike, and as all pairs have it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorHopLevels, nodeHopLevels, type HopLevels } from '../../src/graph/hops.js';
import type { Edge } from '../helpers/graphs.js';
import { graphFromEdges, inputFromPapers } from '../helpers/graphs.js';
import { allPairs } from '../metrics/brute-force.js';
import { chain, randomEdges } from '../metrics/named-graphs.js';

/** The levels that a walk returns. */
function levels(walk: Generator<void, HopLevels, void>): number[][] {
  let step = walk.next();
  while (step.done !== true) step = walk.next();
  const { order, starts } = step.value;
  return Array.from({ length: starts.length - 1 }, (_, d) => [...order.subarray(starts[d], starts[d + 1])]);
}

describe('levels', () => {
  const path = graphFromEdges(5, chain(5)).graph;

  it('of a path, a star and a lonely node', () => {
    expect(levels(nodeHopLevels(path, 1))).toEqual([[1], [0, 2], [3], [4]]);
    expect(levels(nodeHopLevels(graphFromEdges(4, [[3, 0], [3, 1], [3, 2]] as Edge[]).graph, 0))).toEqual([[0], [3], [1, 2]]);
    expect(levels(nodeHopLevels(graphFromEdges(2, []).graph, 1))).toEqual([[1]]);
  });

  it('end where they are told to', () => {
    expect(levels(nodeHopLevels(path, 0, 2))).toEqual([[0], [1], [2]]);
    expect(levels(nodeHopLevels(path, 0, 0))).toEqual([[0]]);
  });

  it('refuse a node that there is not', () => {
    expect(() => levels(nodeHopLevels(path, 5))).toThrow(RangeError);
    expect(() => levels(nodeHopLevels(path, -1))).toThrow('node -1 is not an integer from 0 to 4');
  });

  it('pause on the way through a large network', () => {
    const { incidence, selection } = graphFromEdges(20, chain(20));
    const team = { ...incidence, paperOffsets: Uint32Array.of(0, 600_000), paperCount: 1, paperAuthors: new Uint32Array(600_000).map((_, i) => i % 20), authorPapers: new Uint32Array(38) };
    const walk = authorHopLevels(team, selection.paperMask, 0);
    expect([walk.next().done, walk.next().done]).toEqual([false, false]);
    expect(levels(walk)).toEqual([[0], Array.from({ length: 19 }, (_, i) => i + 1)]);
    expect(() => levels(authorHopLevels(incidence, selection.paperMask, 20))).toThrow('author 20 is not an integer from 0 to 19');
  });

  it('on the incidence leave out papers that are masked, and take a paper as one hop', () => {
    const { incidence, selection } = inputFromPapers(6, [{ authors: [0, 3, 4] }, { authors: [4, 1] }, { authors: [1, 5], kept: false }]);
    expect(levels(authorHopLevels(incidence, selection.paperMask, 0))).toEqual([[0], [3, 4], [1]]);
    expect(levels(authorHopLevels(incidence, selection.paperMask, 0, 1))).toEqual([[0], [3, 4]]);
  });

  it('are those of all pairs, on either', () => {
    fc.assert(
      fc.property(randomEdges(12), ({ n, edges }) => {
        fc.pre(n > 0);
        const { graph, incidence, selection } = graphFromEdges(n, edges);
        const { distance } = allPairs(n, edges);
        const expected: number[][] = [];
        distance[0].forEach((d, node) => d < Infinity && (expected[d] ??= []).push(node));
        expect(levels(nodeHopLevels(graph, 0))).toEqual(expected);
        expect(levels(authorHopLevels(incidence, selection.paperMask, 0))).toEqual(expected);
      }),
    );
  });
});
