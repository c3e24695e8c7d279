/** Components, core numbers, triangles, the walker's system and the leading pair: WebAssembly, the plain path and brute force are one, on one memory after another. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrComponents } from '../../src/graph/csr.js';
import { project } from '../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../src/graph/spec.js';
import type { CsrGraph } from '../../src/graph/types.js';
import { totalStrengths } from '../../src/metrics/centrality/degree.js';
import { leadingPair } from '../../src/metrics/centrality/leading-pair.js';
import { localGraph } from '../../src/metrics/centrality/local-graph.js';
import type { PairPasses } from '../../src/metrics/centrality/pair-passes.js';
import { plainPairPasses, wasmPairPasses } from '../../src/metrics/centrality/pair-passes.js';
import { plainWalkSystem, wasmWalkSystem } from '../../src/metrics/centrality/walk-system.js';
import type { WalkSystem } from '../../src/metrics/centrality/walk-system.js';
import { plainTrianglesPerSlot, trianglesPerSlot } from '../../src/metrics/cohesion/edge-triangles.js';
import { plainCoreNumbers, wasmCoreNumbers } from '../../src/metrics/cohesion/peeling.js';
import { plainCounter, wasmCounter } from '../../src/metrics/cohesion/triangle-counter.js';
import type { TriangleCounter } from '../../src/metrics/cohesion/triangle-counter.js';
import { componentSizes } from '../../src/metrics/components/component-size.js';
import { plainRoots, wasmRoots } from '../../src/metrics/components/roots.js';
import { syntheticIncidence } from '../../src/synthetic/incidence.js';
import type { Edge } from '../helpers/graphs.js';
import { csrFromEdges } from '../helpers/graphs.js';

/** Papers of up to nine authors among up to sixty: cliques that overlap, isolated nodes, none at all. */
const graphs: fc.Arbitrary<CsrGraph> = fc
  .integer({ min: 0, max: 60 })
  .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.uniqueArray(fc.integer({ min: 0, max: Math.max(0, n - 1) }), { maxLength: 9 }), { maxLength: n === 0 ? 0 : 25 })))
  .map(([n, papers]) => csrFromEdges(n, papers.flatMap((authors) => authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b])))));

const rows = ({ nodeCount, offsets, neighbours }: CsrGraph): number[][] => Array.from({ length: nodeCount }, (_, node) => [...neighbours.subarray(offsets[node], offsets[node + 1])]);

function counted(counter: TriangleCounter, nodeCount: number, atOnce: number): { triangles: number[]; steps: number } {
  let steps = 0;
  for (let place = 0; place < nodeCount; place += atOnce) steps += counter.count(place, Math.min(nodeCount, place + atOnce));
  return { triangles: Array.from({ length: nodeCount }, (_, node) => counter.at(node)), steps };
}

function smallestOfComponents(graph: CsrGraph): number[] {
  const { componentOf } = csrComponents(graph);
  return Array.from(componentOf, (component) => componentOf.indexOf(component));
}

/** Largest k at which a node stays when whoever has fewer than k neighbours left goes. */
function coresByDefinition(graph: CsrGraph): number[] {
  const circles = rows(graph);
  const core = circles.map(() => 0);
  let left = new Set(circles.keys());
  for (let k = 1; left.size > 0; k++) {
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      left = new Set([...left].filter((node) => circles[node].filter((other) => left.has(other)).length >= k));
    }
    for (const node of left) core[node] = k;
  }
  return core;
}

/** Conjugate gradients for the right side 1, with all numbers that come up. */
function walked(system: WalkSystem): number[] {
  const { diagonal, solution, residual } = system;
  for (let place = 0; place < residual.length; place++) residual[place] = diagonal[place] === 0 ? 0 : 1;
  const numbers = [system.begin()];
  for (let [squares, beta, passes] = [numbers[0], 0, 0]; squares > 1e-26 && passes < 150; passes++) {
    system.turn(beta);
    const product = system.product();
    const left = system.step(squares / product);
    numbers.push(product, left, system.lastMoved());
    beta = left / squares;
    squares = left;
  }
  return [...numbers, ...solution, ...residual];
}

describe('kernels in WebAssembly and in TypeScript', () => {
  it('find the same components', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const smallest = smallestOfComponents(graph);
        expect([...wasmRoots(graph)]).toEqual(smallest);
        expect([...plainRoots(graph)]).toEqual(smallest);
        expect([...componentSizes({ graph })]).toEqual(smallest.map((root) => smallest.filter((other) => other === root).length));
      }),
      { numRuns: 300 },
    );
  });

  it('find the same core numbers', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const cores = coresByDefinition(graph);
        expect([...wasmCoreNumbers(graph)]).toEqual(cores);
        expect([...plainCoreNumbers(graph)]).toEqual(cores);
      }),
      { numRuns: 300 },
    );
  });

  it('count the same triangles in the same steps, however many nodes come by at once', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 70 }), (graph, atOnce) => {
        const circles = rows(graph).map((row) => new Set(row));
        const triangles = circles.map((circle) => [...circle].reduce((sum, a) => sum + [...circle].filter((b) => a < b && circles[a].has(b)).length, 0));
        const fast = counted(wasmCounter(graph), graph.nodeCount, atOnce);
        expect(fast.triangles).toEqual(triangles);
        expect(counted(plainCounter(graph), graph.nodeCount, atOnce)).toEqual(fast);
      }),
      { numRuns: 300 },
    );
  });

  it('count the same triangles on each edge', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const circles = rows(graph).map((row) => new Set(row));
        const onEdges = rows(graph).flatMap((row) => row.map((other) => row.filter((third) => circles[other].has(third)).length));
        expect(onEdges).toHaveLength(2 * graph.edgeCount);
        expect([...trianglesPerSlot(graph)]).toEqual(onEdges);
        expect([...plainTrianglesPerSlot(graph)]).toEqual(onEdges);
      }),
      { numRuns: 300 },
    );
  });

  it('pass over the walker’s system with the same bits, and find its solution', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(0, 0.3, 0.85, 0.99), (graph, damping) => {
        const signed = { ...graph, offsets: new Int32Array(graph.offsets), neighbours: new Int32Array(graph.neighbours) };
        const [fast, plain] = [wasmWalkSystem(signed, totalStrengths(graph), damping), plainWalkSystem(signed, totalStrengths(graph), damping)];
        expect(walked(fast)).toEqual(walked(plain));
        // (D − d·W)·x = 1 where there is anybody, by a product of its own.
        fast.multiply();
        const { diagonal, solution, products } = fast;
        rows(graph).forEach((row, node) => {
          const product = row.reduce((sum, other, i) => sum + graph.strength[graph.offsets[node] + i] * solution[other], 0);
          expect(products[node]).toBeCloseTo(product, 9);
          expect(diagonal[node] * solution[node] - damping * product).toBeCloseTo(row.length > 0 ? 1 : 0, 6);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('find the leading pair of any component with the same bits', () => {
    fc.assert(
      fc.property(graphs, fc.boolean(), fc.nat(), (graph, weighted, any) => {
        const local = localGraph(graph, weighted);
        const starts = local.componentStarts;
        const component = starts.length < 2 ? 0 : any % (starts.length - 1);
        const [from, to] = any % 3 === 0 || starts.length < 2 ? [0, local.nodeCount] : [starts[component], starts[component + 1]];
        const of = (passes: PairPasses) => leadingPair(local, [from, to], { tolerance: 1e-12, maxIterations: 400 }, () => undefined, passes);
        const fast = of(wasmPairPasses(local, from, to));
        expect(fast).toEqual(of(plainPairPasses(local, from, to)));
        expect(fast.residual).toBeLessThanOrEqual(1e-12);
      }),
      { numRuns: 200 },
    );
  });

  it('agree on a corpus, in the memory that a larger graph and other kernels have left', () => {
    for (const papers of [4000, 300, 9000]) {
      const graph = project(syntheticIncidence({ papers, shape: 'CONDMAT' }), DEFAULT_SPEC);
      expect([...wasmRoots(graph)]).toEqual([...plainRoots(graph)]);
      expect([...wasmCoreNumbers(graph)]).toEqual([...plainCoreNumbers(graph)]);
      expect(counted(wasmCounter(graph), graph.nodeCount, 64)).toEqual(counted(plainCounter(graph), graph.nodeCount, 64));
      expect([...trianglesPerSlot(graph)]).toEqual([...plainTrianglesPerSlot(graph)]);
    }
  });

  it('need no more steps than pairs at the corner of least degree: one for each triangle of a clique', () => {
    const authors = Array.from({ length: 40 }, (_, i) => i);
    const graph = csrFromEdges(40, authors.flatMap((a) => authors.filter((b) => a < b).map((b): Edge => [a, b])));
    const { triangles, steps } = counted(wasmCounter(graph), 40, 64);
    expect(steps).toBe((40 * 39 * 38) / 6);
    expect(new Set(triangles)).toEqual(new Set([(39 * 38) / 2]));
  });

  it('walk components of any shape: a path whose every edge leads far, two interleaved ones', () => {
    const n = 3000;
    // 0, n − 1, 1, n − 2, ….
    const zigzag = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? i / 2 : n - 1 - (i - 1) / 2));
    const path = csrFromEdges(n, zigzag.slice(1).map((node, i): Edge => [Math.min(node, zigzag[i]), Math.max(node, zigzag[i])]));
    expect(new Set(plainRoots(path))).toEqual(new Set([0]));
    expect(new Set(wasmRoots(path))).toEqual(new Set([0]));
    const halves = csrFromEdges(n, Array.from({ length: n - 2 }, (_, i): Edge => [i, i + 2]));
    expect([...wasmRoots(halves)]).toEqual(Array.from({ length: n }, (_, i) => i % 2));
    expect([...plainRoots(halves)]).toEqual([...wasmRoots(halves)]);
  });
});
