/** Sweeps of all distances by hops: beside brute force and closed forms, in WebAssembly and plain, on any number of workers. */
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { ComputePool } from '../../src/compute/pool.js';
import { seededRandom } from '../../src/graph/prng.js';
import type { CsrGraph } from '../../src/graph/types.js';
import { CancelledError } from '../../src/metrics/metric.js';
import { decidedParameters } from '../../src/metrics/parameters.js';
import { extremeEccentricities } from '../../src/metrics/paths/extreme-eccentricities.js';
import { plainSweeper } from '../../src/metrics/paths/hop-sweep-plain.js';
import { wasmSweeper } from '../../src/metrics/paths/hop-sweep-wasm.js';
import type { DistanceFolds, Sweeper } from '../../src/metrics/paths/hop-sweep.js';
import { combinedSweep, prepareSweep, sweepBlock, sweepBlockCount } from '../../src/metrics/paths/hop-sweep.js';
import { sweepGraph } from '../../src/metrics/paths/sweep-graph.js';
import { metricById } from '../../src/metrics/registry.js';
import { runMetric } from '../../src/metrics/run.js';
import { deviations } from '../helpers/deviations.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges, graphFromEdges, valueOf } from '../helpers/graphs.js';
import { allPairs } from './brute-force.js';
import type { PlainHops } from './plain-searches.js';
import { plainHops } from './plain-searches.js';
import { HANGING_SECONDS, processorSeconds } from '../helpers/processor-time.js';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const chain = (n: number): Edge[] => upTo(n - 1).map((i): Edge => [i, i + 1]);
const ring = (n: number): Edge[] => [...chain(n), [0, n - 1]];
const star = (n: number): Edge[] => upTo(n - 1).map((i): Edge => [0, i + 1]);
const cliqueEdges = (authors: readonly number[]): Edge[] => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b]));

/** Papers of few regular authors and of newcomers: twins of both kinds, simplicial authors, several components. */
const papers = fc
  .integer({ min: 1, max: 45 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { minLength: 1, maxLength: 6 }), { maxLength: 30 })));
const edgesOf = (lists: readonly (readonly number[])[]): Edge[] => lists.flatMap((list) => cliqueEdges(list));

/** A network of many batches whose authors mostly wrote once, with pieces beside the giant component. */
function manyPapers(authors: number, seed: number): CsrGraph {
  const random = seededRandom(seed);
  const lists = upTo(Math.floor(authors * 0.8)).map(() => upTo(1 + Math.floor(random() * 4)).map(() => Math.floor(authors * random() ** 1.6)));
  return csrFromEdges(authors, edgesOf(lists));
}

function swept(graph: CsrGraph, make?: (...prepared: Parameters<typeof plainSweeper>) => Sweeper): DistanceFolds {
  const prepared = prepareSweep({ graph });
  const partials = upTo(sweepBlockCount(prepared)).map((block) =>
    make === undefined ? sweepBlock({}, block, prepared) : sweepBlock({}, block, prepared, make(prepared.graph, prepared.batches)),
  );
  return combinedSweep(partials, prepared);
}

let searchedOnce: PlainHops | undefined;
/** What plain searches find in manyPapers(2500, 3): slow, so once. */
const searched = (): PlainHops => (searchedOnce ??= plainHops(manyPapers(2500, 3)));

const engines = [['WebAssembly', wasmSweeper], ['plain TypeScript', plainSweeper]] as const;

describe.each(engines)('a sweep in %s', (_name, engine) => {
  it('folds the distances of Floyd–Warshall on random papers', () => {
    fc.assert(
      fc.property(papers, ([n, lists]) => {
        const { distance } = allPairs(n, edgesOf(lists));
        const folds = swept(csrFromEdges(n, edgesOf(lists)), engine);
        const finite = distance.map((row, i) => row.filter((d, j) => j !== i && d < Infinity));
        expect([...folds.farness]).toEqual(finite.map((row) => row.reduce((a, b) => a + b, 0)));
        expect([...folds.eccentricity]).toEqual(finite.map((row) => Math.max(0, ...row)));
        expect(deviations([...folds.reciprocals], finite.map((row) => row.reduce((sum, d) => sum + 1 / d, 0)), { tolerance: 1e-12 })).toEqual([]);
        const counts = [0];
        for (const d of finite.flat()) counts[d] = (counts[d] ?? 0) + 1;
        expect([...folds.pairs]).toEqual(counts);
      }),
      { numRuns: 200 },
    );
  });

  it('folds what a search from each of 2,500 authors finds', () => {
    const plain = searched();
    const folds = swept(manyPapers(2500, 3), engine);
    expect(folds.farness).toEqual(plain.farness);
    expect(folds.eccentricity).toEqual(plain.eccentricity);
    expect(deviations([...folds.reciprocals], [...plain.reciprocals], { tolerance: 1e-12 })).toEqual([]);
  });

  // No twins and no leaves: the lanes of one batch, of one less, of one more, of many.
  it.each([4, 5, 63, 65, 511, 512, 513, 1025])('measures a ring of %d', (n) => {
    const folds = swept(csrFromEdges(n, ring(n)), engine);
    expect(new Set(folds.farness)).toEqual(new Set([Math.floor(n / 2) * Math.ceil(n / 2)]));
    expect(new Set(folds.eccentricity)).toEqual(new Set([Math.floor(n / 2)]));
    expect(folds.pairs.slice(1, Math.ceil(n / 2)).every((pairs) => pairs === 2 * n)).toBe(true);
  });

  it('measures a star of 700 in one vertex and its leaf', () => {
    const folds = swept(csrFromEdges(700, star(700)), engine);
    expect([...folds.farness]).toEqual([699, ...upTo(699).map(() => 1 + 2 * 698)]);
    expect([...folds.pairs]).toEqual([0, 2 * 699, 699 * 698]);
  });

  it('counts classes of all sizes: cliques of 1 to 40 that share one author', () => {
    const sizes = upTo(40).map((i) => i + 1);
    let next = 1;
    const lists = sizes.map((size) => [0, ...upTo(size).map(() => next++)]);
    const folds = swept(csrFromEdges(next, edgesOf(lists)), engine);
    const expected = [next - 1];
    for (const size of sizes) for (let i = 0; i < size; i++) expected.push(size + 2 * (next - 1 - size));
    expect([...folds.farness]).toEqual(expected);
  });
});

it('WebAssembly and plain TypeScript give the same bits', () => {
  for (const graph of [manyPapers(4000, 3), manyPapers(2500, 8), csrFromEdges(1500, chain(1400)), csrFromEdges(3, [])]) {
    expect(swept(graph, wasmSweeper)).toEqual(swept(graph, plainSweeper));
    expect(swept(graph)).toEqual(swept(graph, plainSweeper));
  }
});

describe('graphs that are hard on sweeps', () => {
  it('a clique of 3,000 is one class', { timeout: 20_000 }, () => {
    const n = 3000;
    const graph: CsrGraph = {
      nodeCount: n,
      edgeCount: (n * (n - 1)) / 2,
      offsets: Uint32Array.from({ length: n + 1 }, (_, node) => node * (n - 1)),
      neighbours: Uint32Array.from({ length: n * (n - 1) }, (_, slot) => (slot % (n - 1)) + (slot % (n - 1) >= Math.floor(slot / (n - 1)) ? 1 : 0)),
      paperCount: new Uint32Array(0),
      strength: new Float64Array(0),
    };
    const folds = swept(graph);
    expect(new Set(folds.farness)).toEqual(new Set([n - 1]));
    expect([...folds.pairs]).toEqual([0, n * (n - 1)]);
    expect(extremeEccentricities({ graph }, 1)).toEqual({ diameter: 1, radius: 1 });
  });

  it.each([['bare', 5000, 0], ['with a leaf at every author', 2500, 2500]])('a chain, %s, whose levels are many and small', async (_name, length, leaves) => {
    const n = length + leaves;
    const edges = [...chain(length), ...upTo(leaves).map((i): Edge => [i, length + i])];
    const graph = csrFromEdges(n, edges);
    let given: ReturnType<typeof swept> | undefined;
    // A level that looked at every author would take minutes here.
    expect(await processorSeconds(() => (given = swept(graph)))).toBeLessThan(HANGING_SECONDS);
    const { farness, eccentricity, pairs } = given!;
    const among = (i: number): number => (i * (i + 1) + (length - 1 - i) * (length - i)) / 2;
    const expected = upTo(n).map((node) => {
      if (leaves === 0) return among(node);
      // To the chain, and to the leaves, which are one hop farther; from a leaf all but itself is a hop farther.
      return node < length ? 2 * among(node) + length : 2 * among(node - length) + length + (n - 2);
    });
    expect([...farness]).toEqual(expected);
    expect(eccentricity[0]).toBe(leaves === 0 ? length - 1 : length);
    expect(pairs.length).toBe(leaves === 0 ? length : length + 2);
  });

  it('of two components of equal size the one of the smallest author is meant', () => {
    const input = graphFromEdges(10, [...cliqueEdges([1, 3, 5, 7, 9]), [0, 2], [2, 4], [4, 6], [6, 8]]);
    expect(['DIAMETER', 'RADIUS', 'MEAN_DISTANCE'].map((id) => valueOf(id, input))).toEqual([4, 2, 2]);
    // Of all connected pairs, though: 14 at one hop, 3, 2 and 1 beyond; 18 of 20 is one of two at three hops.
    expect(valueOf('EFFECTIVE_DIAMETER', input)).toBeCloseTo(2.5, 12);
    expect(valueOf('CLOSENESS_CENTRALIZATION', input)).toBeCloseTo((2 * (4 / 6 - 4 / 7) + 2 * (4 / 6 - 4 / 10)) / (12 / 7), 12);
  });

  it('does not depend on how authors are numbered', () => {
    const graph = manyPapers(1500, 4);
    const random = seededRandom(9);
    const order = upTo(1500);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    const edges = upTo(1500).flatMap((a) => [...graph.neighbours.subarray(graph.offsets[a], graph.offsets[a + 1])].map((b): Edge => [order[a], order[b]]));
    const [folds, renumbered] = [swept(graph), swept(csrFromEdges(1500, edges))];
    expect(upTo(1500).map((node) => renumbered.farness[order[node]])).toEqual([...folds.farness]);
    expect(upTo(1500).map((node) => renumbered.eccentricity[order[node]])).toEqual([...folds.eccentricity]);
    expect(deviations(upTo(1500).map((node) => renumbered.reciprocals[order[node]]), [...folds.reciprocals], { tolerance: 1e-12 })).toEqual([]);
    expect(renumbered.pairs).toEqual(folds.pairs);
  });
});

describe('sweepGraph', () => {
  it('has every author once, and as leaves exactly the classes whose neighbours are a clique', () => {
    fc.assert(
      fc.property(papers, ([n, lists]) => {
        const graph = csrFromEdges(n, edgesOf(lists));
        const { vertexCount, classOf, vertexOf, weight, offsets, coreEnds, neighbours, componentStarts, leafStarts } = sweepGraph(graph);
        const vertexOfNode = upTo(n).map((node) => vertexOf[classOf[node]]);
        expect([...weight]).toEqual(upTo(vertexCount).map((vertex) => vertexOfNode.filter((own) => own === vertex).length));
        const linked = (a: number, b: number): boolean => graph.neighbours.subarray(graph.offsets[a], graph.offsets[a + 1]).includes(b);
        for (let node = 0; node < n; node++) {
          const circle = [...graph.neighbours.subarray(graph.offsets[node], graph.offsets[node + 1])];
          const isSimplicial = circle.every((a) => circle.every((b) => a === b || linked(a, b)));
          const component = componentStarts.findLastIndex((start) => start <= vertexOfNode[node]);
          const isAlone = componentStarts[component + 1] - componentStarts[component] === 1;
          expect(vertexOfNode[node] >= leafStarts[component]).toBe(isSimplicial && !isAlone);
        }
        for (let vertex = 0; vertex < vertexCount; vertex++) {
          const leafFrom = leafStarts[componentStarts.findLastIndex((start) => start <= vertex)];
          expect([...neighbours.subarray(offsets[vertex], coreEnds[vertex])].every((other) => other < leafFrom)).toBe(true);
          expect([...neighbours.subarray(coreEnds[vertex], offsets[vertex + 1])].every((other) => other >= leafFrom)).toBe(true);
          expect(vertex < leafFrom || coreEnds[vertex] === offsets[vertex + 1]).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('extreme eccentricities', () => {
  it('are those of Floyd–Warshall, whatever the number of searches that was allowed', () => {
    fc.assert(
      fc.property(papers, fc.integer({ min: 0, max: 60 }), ([n, lists], searches) => {
        const graph = csrFromEdges(n, edgesOf(lists));
        const found = extremeEccentricities({ graph }, searches);
        if (found === null) return;
        const { distance } = allPairs(n, edgesOf(lists));
        const reach = distance.map((row) => row.filter((d) => d < Infinity));
        const largest = reach.findIndex((row) => row.length === Math.max(...reach.map(({ length }) => length)));
        const members = upTo(n).filter((node) => distance[largest][node] < Infinity);
        const eccentricities = members.map((node) => Math.max(...reach[node]));
        expect(found).toEqual({ diameter: Math.max(...eccentricities), radius: Math.min(...eccentricities) });
      }),
      { numRuns: 300 },
    );
  });

  it('give up on a ring, where a sweep of all authors answers', () => {
    const input = graphFromEdges(700, ring(700));
    expect(extremeEccentricities(input, 60)).toBeNull();
    expect([valueOf('DIAMETER', input), valueOf('RADIUS', input)]).toEqual([350, 350]);
  });

  it('need no search from most authors, even where eccentricities are much alike', () => {
    const graph = manyPapers(2500, 3);
    const { eccentricity } = searched();
    const members = upTo(2500).filter((node) => eccentricity[node] > 4);
    expect(extremeEccentricities({ graph }, 500)).toEqual({
      diameter: Math.max(...members.map((node) => eccentricity[node])),
      radius: Math.min(...members.map((node) => eccentricity[node])),
    });
  });

  it('can be stopped', () => {
    expect(() => extremeEccentricities({ graph: csrFromEdges(9, ring(9)), isCancelled: () => true }, 8)).toThrow(CancelledError);
  });
});

describe('on workers', () => {
  const pools = [1, 2, 4].map((threads) => new ComputePool({ threads }));
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.close()));
  });

  it.each(['CLOSENESS', 'HARMONIC_CLOSENESS', 'ECCENTRICITY', 'DIAMETER', 'MEAN_DISTANCE', 'EFFECTIVE_DIAMETER', 'CLOSENESS_CENTRALIZATION'])(
    '%s has the same bits on one, two and four',
    { timeout: 60_000 },
    async (id) => {
      const graph = manyPapers(9000, 3);
      const input = { ...graphFromEdges(0, []), graph, parameters: decidedParameters(metricById(id), graph, {}) };
      const { kernel } = metricById(id);
      const blocks = kernel.kind === 'blocked' ? kernel.blockCount(input, kernel.prepare?.(input) ?? {}) : 0;
      expect(blocks > 4 || id === 'DIAMETER').toBe(true);
      const expected = runMetric(metricById(id), input);
      for (const pool of pools) expect(await pool.run(id, input)).toEqual(expected);
    },
  );
});
