/** The steps of Louvain and Leiden: in WebAssembly as in TypeScript, to the last bit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/graph/prng.js';
import { project } from '../../../src/graph/projection.js';
import { DEFAULT_SPEC } from '../../../src/graph/spec.js';
import type { CsrGraph } from '../../../src/graph/types.js';
import { groundLevel, planGround } from '../../../src/metrics/community/ground.js';
import { aloneEach, numberFromZero } from '../../../src/metrics/community/numbering.js';
import type { Level, Objective } from '../../../src/metrics/community/level.js';
import { ringOf, spaceBytes, spaceOf, makerWithin } from '../../../src/metrics/community/space.js';
import type { Course, Steps } from '../../../src/metrics/community/steps.js';
import { plainSteps } from '../../../src/metrics/community/steps.js';
import { orderOfVisits } from '../../../src/metrics/community/visits.js';
import { wasmSteps } from '../../../src/metrics/community/wasm-steps.js';
import { syntheticIncidence } from '../../../src/synthetic/incidence.js';
import { csrFromEdges } from '../../helpers/graphs.js';

const ORDERS = ['GATHERED', 'SCATTERED', 'ASCENDING'] as const;

interface Choices {
  readonly seed: number;
  readonly weighted: boolean;
  readonly objective: Objective;
  readonly resolution: number;
  readonly theta: number;
}

const contentOf = ({ nodeCount, offsets, neighbours, weights, mass }: Level) => ({
  offsets: [...offsets.subarray(0, nodeCount + 1)],
  neighbours: [...neighbours.subarray(0, offsets[nodeCount])],
  weights: [...weights.subarray(0, offsets[nodeCount])],
  mass: [...mass.subarray(0, nodeCount)],
});

/** Everything that a climb of some levels leaves behind: labels, gains, parts and levels. */
function trace(graph: CsrGraph, makeSteps: (nodeCount: number, entries: number, course: Course) => Steps, choices: Choices): unknown[] {
  const { seed, weighted, objective, resolution, theta } = choices;
  const plan = planGround(graph, weighted, objective, resolution);
  let passes = 0;
  const course = { order: seededRandom(seed), merging: seededRandom(seed, 1), pass: () => void passes++ };
  const steps = makeSteps(plan.nodeCount, plan.entries, course);
  const { ground, above, parts } = steps.space;
  let level = groundLevel(graph, weighted, plan, ground);
  let labels = ground.labels;
  aloneEach(labels, level.nodeCount);
  const found: unknown[] = [contentOf(level)];
  for (let depth = 0; depth < 4; depth++) {
    const gain = steps.moveNodes(level, labels, plan.penalty, ORDERS[depth % 3]);
    const count = numberFromZero(labels, level.nodeCount);
    steps.refined(level, labels, count, plan.penalty, (theta * plan.all) / graph.neighbours.length, parts);
    const partCount = numberFromZero(parts, level.nodeCount);
    found.push(gain, [...labels.subarray(0, level.nodeCount)], [...parts.subarray(0, level.nodeCount)]);
    const room = above[depth % 2];
    level = steps.aggregated(level, parts, partCount, room);
    labels = room.labels;
    aloneEach(labels, level.nodeCount);
    found.push(contentOf(level));
  }
  // Neither is deaf to whoever cancels, and both have drawn the order alike.
  found.push(passes > 0, course.order());
  return found;
}

const choices = {
  seed: fc.nat(1000),
  weighted: fc.boolean(),
  objective: fc.constantFrom('MODULARITY' as const, 'CPM' as const),
  resolution: fc.constantFrom(0.1, 1, 3),
  theta: fc.constantFrom(0.0001, 0.01, 1, 10),
};

describe('the steps in WebAssembly', () => {
  it('do what they do in TypeScript on any small graph', () => {
    const graphs = fc.integer({ min: 2, max: 40 }).chain((n) =>
      fc.record({ n: fc.constant(n), edges: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.constantFrom(1e-9, 0.5, 1, 1, 1, 3, 1e9)), { minLength: 1, maxLength: 4 * n }), ...choices }),
    );
    fc.assert(
      fc.property(graphs, ({ n, edges, ...chosen }) => {
        const graph = csrFromEdges(n, edges);
        fc.pre(graph.neighbours.length > 0);
        expect(trace(graph, wasmSteps, chosen)).toEqual(trace(graph, plainSteps, chosen));
      }),
    );
  });

  it('do so on corpora larger than a chunk of visits and a block of the order', () => {
    const graph = project(syntheticIncidence({ papers: 40_000, seed: 2 }), { ...DEFAULT_SPEC, counting: 'FRACTIONAL' });
    expect(graph.nodeCount).toBeGreaterThan(18_000);
    for (const theta of [0.01, 10]) {
      const chosen = { seed: 5, weighted: true, objective: 'MODULARITY', resolution: 1, theta } as const;
      expect(trace(graph, wasmSteps, chosen)).toEqual(trace(graph, plainSteps, chosen));
    }
  });
});

describe('space', () => {
  it('takes no more than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(2000), (nodeCount, entries) => {
        const bytes = spaceBytes(nodeCount, entries);
        const make = makerWithin(new ArrayBuffer(bytes + 1024), 1024);
        spaceOf(make, nodeCount, entries);
        expect(make.end()).toBeLessThanOrEqual(bytes + 1024);
      }),
    );
  });

  it('has a ring with more places than nodes', () => {
    for (const nodes of [1, 2, 3, 4, 1023, 1024, 1025, 2 ** 31 - 1]) {
      expect(ringOf(nodes)).toBeGreaterThan(nodes);
      expect(ringOf(nodes)).toBeLessThanOrEqual(2 * nodes);
      expect(Math.log2(ringOf(nodes)) % 1).toBe(0);
    }
  });
});

describe('the order of visits', () => {
  it.each(ORDERS)('%s has every node once', (order) => {
    for (const n of [1, 2, 100, 32_768, 32_769, 131_073, 150_000]) {
      const queue = new Uint32Array(ringOf(n));
      orderOfVisits(queue, n, order, seededRandom(1));
      expect(new Set(queue.subarray(0, n)).size).toBe(n);
      expect(queue.subarray(0, n).reduce((most, node) => Math.max(most, node), 0)).toBe(n - 1);
      const isAscending = queue.subarray(0, n).every((node, place) => node === place);
      expect(isAscending).toBe(order === 'ASCENDING' || n === 1);
    }
  });
});
