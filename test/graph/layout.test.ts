import { describe, expect, it } from 'vitest';
import { buildIncidence } from '../../src/graph/incidence.js';
import { layout } from '../../src/graph/layout.js';
import type { Layout } from '../../src/graph/layout.js';
import { seededRandom } from '../../src/graph/prng.js';
import { project } from '../../src/graph/projection.js';
import { toGraphology } from '../../src/graph/view.js';
import type { ViewGraph } from '../../src/graph/view.js';
import { incidenceOf, paper, specWith } from './hypergraphs.js';

const options = { seed: 11, iterations: 60 };

function viewOf(authorCount: number, ...lists: number[][]): ViewGraph {
  const projection = project(incidenceOf(authorCount, ...lists), specWith({ counting: 'FRACTIONAL' }));
  return toGraphology({ authors: projection.nodes, graph: projection });
}

const picture = ({ positions }: Layout): unknown => Object.fromEntries([...positions].toSorted(([a], [b]) => (a < b ? -1 : 1)));
const distance = ({ positions }: Layout, a: string, b: string): number => {
  const [p, q] = [positions.get(a) ?? { x: NaN, y: NaN }, positions.get(b) ?? { x: NaN, y: NaN }];
  return Math.hypot(p.x - q.x, p.y - q.y);
};

describe('toGraphology', () => {
  it('carries authors, paper counts and strengths, each edge once', () => {
    const view = viewOf(5, [4, 1, 3], [4, 1]);
    expect(view.nodes()).toEqual(['1', '3', '4']);
    expect(view.getNodeAttributes('4')).toEqual({ author: 4 });
    expect([view.order, view.size, view.type]).toEqual([3, 3, 'undirected']);
    expect(view.getEdgeAttributes('4', '1')).toEqual({ paperCount: 2, strength: 1.5 });
    expect(view.getEdgeAttributes('4', '3')).toEqual({ paperCount: 1, strength: 0.5 });
  });

  it('takes the caller’s keys, and refuses authors that do not match', () => {
    const projection = project(incidenceOf(2, [0, 1]), specWith({}));
    const view = toGraphology({ authors: projection.nodes, graph: projection }, (author) => `A${author}`);
    expect(view.hasEdge('A0', 'A1')).toBe(true);
    expect(() => toGraphology({ authors: [0], graph: projection })).toThrow('1 authors where its graph has 2 nodes');
    expect(() => toGraphology({ authors: [0, 1], graph: projection }, () => 'same')).toThrow('same');
  });
});

describe('layout', () => {
  it('handles none, one and two nodes', () => {
    expect(layout(viewOf(0), options).positions.size).toBe(0);
    expect(picture(layout(viewOf(1, [0]), options))).toEqual({ 0: { x: 0, y: 0 } });
    expect(picture(layout(viewOf(2, [0, 1]), options))).toEqual({ 0: { x: -1, y: 0 }, 1: { x: 1, y: 0 } });
  });

  it('fills its box, finitely, for any graph', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const random = seededRandom(seed);
      const papers = Array.from({ length: 40 }, () =>
        paper([...new Set(Array.from({ length: 3 }, () => Math.floor(random() * 60)))]),
      );
      const projection = project(buildIncidence(papers, 60), specWith({}));
      const { positions, diverged } = layout(toGraphology({ authors: projection.nodes, graph: projection }), options);
      expect([positions.size, diverged]).toEqual([projection.nodeCount, 0]);
      const xs = [...positions.values()].map(({ x }) => x);
      const ys = [...positions.values()].map(({ y }) => y);
      const extent = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      expect(Math.max(...extent.map(Math.abs))).toBeCloseTo(1, 12);
      expect(extent[0]).toBeCloseTo(-extent[1], 12);
      expect(extent[2]).toBeCloseTo(-extent[3], 12);
    }
  });

  it('is the same for a seed whatever the order, and another for another seed', () => {
    const lists = [[0, 1, 2], [2, 3], [3, 4, 5], [5, 0], [6, 7, 8], [9, 10]];
    const straight = viewOf(11, ...lists);
    const shuffled = straight.emptyCopy();
    straight.forEachNode((key) => shuffled.dropNode(key));
    for (const key of straight.nodes().toReversed()) shuffled.addNode(key, straight.getNodeAttributes(key));
    for (const edge of straight.edges().toReversed()) {
      const [a, b] = straight.extremities(edge);
      shuffled.addEdge(b, a, straight.getEdgeAttributes(edge));
    }
    const expected = picture(layout(straight, options));
    expect(picture(layout(straight, options))).toEqual(expected);
    expect(picture(layout(shuffled, options))).toEqual(expected);
    expect(picture(layout(straight, { ...options, seed: 12 }))).not.toEqual(expected);
  });

  it('draws collaborators nearer than strangers, and leaves the graph as it was', () => {
    const view = viewOf(8, [0, 1, 2, 3], [4, 5, 6, 7], [3, 4]);
    const result = layout(view, options);
    expect(distance(result, '0', '1')).toBeLessThan(distance(result, '0', '6'));
    expect(view.getNodeAttributes('0')).toEqual({ author: 0 });
  });

  it('keeps components apart and their shapes to themselves', () => {
    const alone = layout(viewOf(5, [0, 1], [1, 2], [2, 3], [3, 4]), options);
    const beside = layout(viewOf(9, [0, 1], [1, 2], [2, 3], [3, 4], [5, 6, 7], [8]), options);
    const [shapeAlone, shapeBeside] = [alone, beside].map((of) => distance(of, '0', '2') / distance(of, '0', '4'));
    expect(shapeBeside).toBeCloseTo(shapeAlone, 10);
    const box = (keys: string[]): number[] => {
      const at = keys.map((key) => beside.positions.get(key) ?? { x: NaN, y: NaN });
      return [
        Math.min(...at.map(({ x }) => x)), Math.max(...at.map(({ x }) => x)),
        Math.min(...at.map(({ y }) => y)), Math.max(...at.map(({ y }) => y)),
      ];
    };
    const boxes = [['0', '1', '2', '3', '4'], ['5', '6', '7'], ['8']].map(box);
    for (const [i, a] of boxes.entries()) {
      for (const b of boxes.slice(i + 1)) expect(a[1] < b[0] || b[1] < a[0] || a[3] < b[2] || b[3] < a[2]).toBe(true);
    }
  });

  it('falls back to the starting places where the forces diverge, and says so', () => {
    const view = viewOf(4, [0, 1, 2]);
    view.setEdgeAttribute('0', '1', 'strength', Infinity);
    const result = layout(view, options);
    expect(result.diverged).toBe(3);
    expect([...result.positions.values()].every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });

  it('refuses impossible options', () => {
    expect(() => layout(viewOf(3, [0, 1, 2]), { seed: 1, iterations: -1 })).toThrow('iterations is -1');
    expect(() => layout(viewOf(3, [0, 1, 2]), { seed: 0.1, iterations: 5 })).toThrow('the seed is 0.1');
  });
});
