/** Twin classes, and the kernels that run on them, beside plain searches from every node. */
import * as fc from 'fast-check';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/graph/prng.js';
import type { CsrGraph } from '../../src/graph/types.js';
import { evenlyCut } from '../../src/metrics/paths/source-blocks.js';
import { twinQuotient } from '../../src/metrics/paths/twin-quotient.js';
import type { Edge, MetricInput } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, readEdgeList, readGml, valueOf, valuesOf } from '../helpers/graphs.js';
import { plainHops } from './plain-searches.js';

const cliqueEdges = (authors: readonly number[]): Edge[] => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b]));

/** Papers as author lists: large ones and many of few regular authors, so that twins of all kinds arise. */
const papers = fc
  .integer({ min: 1, max: 90 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { minLength: 1, maxLength: 7 }), { maxLength: 40 })));

/** Where metrics by hops differ from what plain searches say: 1e-12 for sums of fractions, nothing for integers. */
function differencesFromPlain(input: MetricInput): string[] {
  const { graph } = input;
  const plain = plainHops(graph);
  const sizes = valuesOf('COMPONENT_SIZE', input);
  const largest = Math.max(0, ...sizes);
  const members = [...sizes.keys()].filter((node) => sizes[node] === largest);
  const differing = (id: string, expected: ArrayLike<number>, tolerance: number): string[] =>
    relativeDifferences(valuesOf(id, input), expected, tolerance).map((line) => `${id} of ${line}`);
  return [
    ...differing('BETWEENNESS', plain.betweenness, 1e-12),
    ...differing('HARMONIC_CLOSENESS', plain.reciprocals, 1e-12),
    ...differing('CLOSENESS', sizes.map((size, node) => (size > 1 ? (size - 1) ** 2 / plain.farness[node] / (graph.nodeCount - 1) : 0)), 0),
    ...differing('ECCENTRICITY', plain.eccentricity, 0),
    // Of several components of the largest size the first is meant, and `members` holds them all.
    ...(members.length === largest && largest > 1
      ? [
          ...differing('DIAMETER', [Math.max(...members.map((node) => plain.eccentricity[node]))], 0),
          ...differing('RADIUS', [Math.min(...members.map((node) => plain.eccentricity[node]))], 0),
          ...differing('MEAN_DISTANCE', [members.reduce((sum, node) => sum + plain.farness[node], 0) / (largest * (largest - 1))], 0),
        ]
      : []),
  ];
}

/** Unlike `deviations`, relative for values below 1 too: an expected 0 must be 0. */
function relativeDifferences(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): string[] {
  return Array.from(expected).flatMap((value, node) =>
    Math.abs(actual[node] - value) <= tolerance * Math.abs(value) ? [] : [`${node}: ${actual[node]} beside ${value}`],
  );
}

describe('metrics by hops are those of plain searches, to 1e-12', () => {
  it('on random papers, with many twins and more authors than a word has bits', () => {
    fc.assert(
      fc.property(papers, ([n, lists]) => {
        expect(differencesFromPlain(graphFromEdges(n, lists.flatMap((list) => cliqueEdges(list))))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('on random graphs without regard to papers', () => {
    const random = seededRandom(11);
    for (const [n, m] of [[40, 30], [70, 90], [200, 260], [120, 2000]] as const) {
      const edges = Array.from({ length: m }, (): Edge => [Math.floor(random() * n), Math.floor(random() * n)]);
      expect(differencesFromPlain(graphFromEdges(n, edges))).toEqual([]);
    }
  });

  // Only above a thousand authors does a block hold several batches, which must leave nothing behind for each other.
  it('on 2,500 papers of 3,000 authors', () => {
    const random = seededRandom(5);
    const lists = Array.from({ length: 2500 }, () => Array.from({ length: 1 + Math.floor(random() * 4) }, () => Math.floor(3000 * random() ** 2)));
    const input = graphFromEdges(3000, lists.flatMap((list) => cliqueEdges(list)));
    expect(valueOf('GIANT_COMPONENT_SIZE', input)).toBeGreaterThan(1000);
    expect(differencesFromPlain(input)).toEqual([]);
  });

  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  // Cliques of 3, 1, 40, 2, 7 and 33 in a row, each wholly linked to the next.
  const beads = [upTo(3), [3], upTo(40).map((i) => 4 + i), [44, 45], upTo(7).map((i) => 46 + i), upTo(33).map((i) => 53 + i)];

  it.each([
    ['a row of cliques', 86, beads.slice(1).flatMap((bead, i) => cliqueEdges([...beads[i], ...bead]))],
    ['a long chain', 70, upTo(69).map((i): Edge => [i, i + 1])],
    ['a clique', 45, cliqueEdges(upTo(45))],
    ['a star', 50, upTo(49).map((i): Edge => [0, i + 1])],
    ['authors without collaborators', 3, []],
    ['nobody', 0, []],
  ])('on %s', (_name, n, edges) => {
    expect(differencesFromPlain(graphFromEdges(n, edges))).toEqual([]);
  });

  const NETSCIENCE = '../shared/data/graphs/netscience.gml';
  it.skipIf(!existsSync(NETSCIENCE))('on netscience', () => {
    const gml = readGml(NETSCIENCE);
    expect(differencesFromPlain(graphFromEdges(gml.labels.length, gml.edges))).toEqual([]);
  });

  const GR_QC = '../shared/data/graphs/snap-CA-GrQc.txt';
  it.skipIf(!existsSync(GR_QC))('on ca-GrQc', { timeout: 60_000 }, () => {
    const list = readEdgeList(GR_QC);
    expect(differencesFromPlain(graphFromEdges(list.nodeCount, list.edges))).toEqual([]);
  });
});

function closedNeighbourhood({ offsets, neighbours }: CsrGraph, node: number): string {
  return [...neighbours.subarray(offsets[node], offsets[node + 1]), node].toSorted((a, b) => a - b).join();
}

describe('twinQuotient', () => {
  it('has the classes of equal closed neighbourhoods, adjacent as their members are, component by component', () => {
    fc.assert(
      fc.property(papers, ([n, lists]) => {
        const graph = csrFromEdges(n, lists.flatMap((list) => cliqueEdges(list)));
        const { classCount, classOf, size, offsets, neighbours, componentStarts } = twinQuotient(graph);
        const circles = Array.from({ length: n }, (_, node) => closedNeighbourhood(graph, node));
        for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) expect(classOf[a] === classOf[b]).toBe(circles[a] === circles[b]);
        expect([...size]).toEqual(Array.from({ length: classCount }, (_, own) => classOf.filter((other) => other === own).length));
        for (let node = 0; node < n; node++) {
          const own = classOf[node];
          const expected = new Set([...graph.neighbours.subarray(graph.offsets[node], graph.offsets[node + 1])].map((other) => classOf[other]));
          expected.delete(own);
          const found = [...neighbours.subarray(offsets[own], offsets[own + 1])];
          expect(new Set(found)).toEqual(expected);
          expect(found.length).toBe(expected.size);
        }
        const componentOf = (own: number): number => componentStarts.findLastIndex((start) => start <= own);
        for (let own = 0; own < classCount; own++) {
          for (const other of neighbours.subarray(offsets[own], offsets[own + 1])) expect(componentOf(other)).toBe(componentOf(own));
        }
        expect(componentStarts.length - 1).toBe(valueOf('COMPONENT_COUNT', graphFromEdges(n, lists.flatMap((list) => cliqueEdges(list)))));
        expect(componentStarts.at(-1)).toBe(classCount);
      }),
      { numRuns: 100 },
    );
  });
});

describe('evenlyCut', () => {
  it('gives each item to one block, in order, none more than its share and an item', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 })), fc.integer({ min: 1, max: 40 }), (items, blocks) => {
        const work = Float64Array.from(items);
        const total = items.reduce((a, b) => a + b, 0);
        let next = 0;
        for (let block = 0; block < blocks; block++) {
          const [from, to] = evenlyCut(work, blocks, block);
          expect(from).toBe(next);
          expect(to).toBeGreaterThanOrEqual(from);
          next = to;
          expect(items.slice(from, to).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(total / blocks + 1 + Math.max(0, ...items));
        }
        expect(next).toBe(items.length);
        expect(() => evenlyCut(work, blocks, blocks)).toThrow(`block ${blocks} does not exist: the metric has ${blocks} blocks, numbered from 0.`);
      }),
    );
  });
});
