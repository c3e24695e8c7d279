import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf, setBeside } from '../../../src/explorer/drawing/layout/components.js';
import { layOut, layOutAtOnce, roundsFor, type LayoutInput } from '../../../src/explorer/drawing/layout/layout.js';
import { layoutMadeBy, MAX_BROWSER_NODES } from '../../../src/explorer/drawing/layout/layout-choice.js';
import { moveApart } from '../../../src/explorer/drawing/layout/overlaps.js';

const edge = (source: number, target: number, strength = 1) => ({ source, target, strength });

/** Two cliques of five with one bridge, a pair, a triangle, and one alone. */
const NETWORK: LayoutInput = {
  ids: Array.from({ length: 16 }, (_, i) => `A${i}`),
  edges: [
    ...[0, 5].flatMap((base) => [0, 1, 2, 3, 4].flatMap((i) => [0, 1, 2, 3, 4].filter((j) => j > i).map((j) => edge(base + i, base + j, 1 + (i % 3))))),
    edge(4, 5), edge(10, 11), edge(12, 13), edge(13, 14), edge(14, 12),
  ],
  seed: 7,
  start: null,
};

function distances(xs: Float64Array, ys: Float64Array): number[] {
  return [...xs].flatMap((x, i) => [...xs].slice(i + 1).map((other, j) => Math.hypot(other - x, ys[i + 1 + j] - ys[i])));
}

describe('the layout', () => {
  it('gives the same bits for the same input', () => {
    expect(layOutAtOnce(NETWORK)).toEqual(layOutAtOnce(structuredClone(NETWORK)));
  });

  it('does not depend on the order of nodes and edges, nor on which end comes first', () => {
    const expected = layOutAtOnce(NETWORK);
    fc.assert(fc.property(fc.shuffledSubarray(NETWORK.ids.map((_, i) => i), { minLength: 16 }), (order) => {
      const at = new Map(order.map((old, now) => [old, now]));
      const edges = NETWORK.edges.map(({ source, target, strength }) => edge(at.get(target) ?? 0, at.get(source) ?? 0, strength)).toReversed();
      const places = layOutAtOnce({ ...NETWORK, ids: order.map((old) => NETWORK.ids[old]), edges });
      expect(order.map((old) => [places.xs[at.get(old) ?? 0], places.ys[at.get(old) ?? 0]])).toEqual(order.map((old) => [expected.xs[old], expected.ys[old]]));
    }), { numRuns: 10 });
  });

  it('is another one for another seed', () => {
    expect(layOutAtOnce({ ...NETWORK, seed: 8 }).xs).not.toEqual(layOutAtOnce(NETWORK).xs);
  });

  it('keeps the cliques together and all nodes apart', () => {
    const { xs, ys } = layOutAtOnce(NETWORK);
    const between = (a: number, b: number) => Math.hypot(xs[a] - xs[b], ys[a] - ys[b]);
    expect(between(0, 1)).toBeLessThan(between(0, 9));
    expect(between(6, 7)).toBeLessThan(between(1, 7));
    expect(Math.min(...distances(xs, ys))).toBeGreaterThan(0.75);
  });

  it('lets no component drift away: everything lies within a frame that suits its nodes', () => {
    const { xs, ys } = layOutAtOnce(NETWORK);
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThan(20);
    expect(Math.max(...ys) - Math.min(...ys)).toBeLessThan(20);
  });

  it('answers step by step, its last step being that of the run without a break', () => {
    const steps = layOut(NETWORK);
    const between: boolean[] = [];
    let step = steps.next();
    while (step.done !== true) {
      between.push(step.value().xs.every(Number.isFinite));
      step = steps.next();
    }
    expect(step.value).toEqual(layOutAtOnce(NETWORK));
    expect(between).toEqual(Array.from({ length: roundsFor(10) / 10 }, () => true));
  });

  it('begins where it is told to', () => {
    const start = { xs: Float64Array.from(NETWORK.ids, (_, i) => i % 4), ys: Float64Array.from(NETWORK.ids, (_, i) => Math.floor(i / 4)) };
    expect(layOutAtOnce({ ...NETWORK, start })).not.toEqual(layOutAtOnce(NETWORK));
    expect(layOutAtOnce({ ...NETWORK, start })).toEqual(layOutAtOnce({ ...NETWORK, start, seed: 99 }));
  });

  it.each<[string, LayoutInput, number]>([
    ['nothing', { ids: [], edges: [], seed: 1, start: null }, 0],
    ['one', { ids: ['A'], edges: [], seed: 1, start: null }, 1],
    ['loops, weightless and duplicate edges', { ids: ['A', 'B', 'C'], edges: [edge(0, 0), edge(0, 1, 0), edge(1, 2), edge(1, 2)], seed: 1, start: null }, 3],
    ['all starting on one spot', { ids: ['A', 'B', 'C'], edges: [edge(0, 1), edge(1, 2)], seed: 1, start: { xs: new Float64Array(3), ys: new Float64Array(3) } }, 3],
  ])('takes %s', (_name, input, count) => {
    const { xs, ys } = layOutAtOnce(input);
    expect(xs).toHaveLength(count);
    expect([...xs, ...ys].every(Number.isFinite)).toBe(true);
    expect(distances(xs, ys).every((distance) => distance > 0.5)).toBe(true);
  });

  it('is left to the server for large networks', () => {
    expect([layoutMadeBy(MAX_BROWSER_NODES), layoutMadeBy(MAX_BROWSER_NODES + 1)]).toEqual(['browser', 'server']);
  });
});

describe('components', () => {
  it('come largest first, then by their first node', () => {
    expect(componentsOf(7, [edge(5, 6), edge(2, 0), edge(3, 2)])).toEqual([[0, 2, 3], [5, 6], [1], [4]]);
  });

  it('are set beside one another without touching, the middle at 0', () => {
    const square = { xs: Float64Array.of(0, 4), ys: Float64Array.of(0, 4) };
    const { xs, ys } = setBeside([[0, 1], [2, 3], [4]], [square, square, { xs: Float64Array.of(9), ys: Float64Array.of(9) }], 5);
    expect([...xs]).toEqual([-5.2, -1.2, 1.2, 5.2, -5.2].map((x) => expect.closeTo(x)));
    expect([...ys]).toEqual([-0.8, 3.2, -0.8, 3.2, -3.2].map((y) => expect.closeTo(y)));
  });
});

describe('points too near one another', () => {
  it('are moved apart, and others stay', () => {
    const [xs, ys] = [Float64Array.of(0, 0, 5), Float64Array.of(0, 0, 5)];
    moveApart(xs, ys, 1);
    expect(Math.hypot(xs[0] - xs[1], ys[0] - ys[1])).toBeCloseTo(1, 2);
    expect([xs[2], ys[2]]).toEqual([5, 5]);
  });

  it('part wherever they begin', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 2, maxLength: 25 }), (points) => {
      const [xs, ys] = [Float64Array.from(points, ([x]) => x), Float64Array.from(points, ([, y]) => y)];
      moveApart(xs, ys, 1);
      expect(Math.min(...distances(xs, ys))).toBeGreaterThan(0.6);
    }));
  });
});
