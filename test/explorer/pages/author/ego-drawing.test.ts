import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawingOf, PICTURE_HEIGHT, PICTURE_WIDTH, type EgoNetwork } from '../../../../src/explorer/pages/author/ego-drawing.js';

const node = (id: string, x: number, y: number, degree = 1, displayName = id): EgoNetwork['nodes'][number] => ({ author: { id, displayName }, x, y, degree });

describe('the small picture of an author’s surroundings', () => {
  it('turns the vertical axis, which grows upwards in the API and downwards in SVG', () => {
    const { nodes } = drawingOf({ nodes: [node('low', 0, -1), node('high', 1, 1)], edges: [] }, 'low');
    expect(nodes[1]?.y).toBeLessThan(nodes[0]?.y ?? 0);
    expect(nodes[1]?.x).toBeGreaterThan(nodes[0]?.x ?? 0);
  });

  it('draws a single author in the middle', () => {
    const { nodes, labels } = drawingOf({ nodes: [node('only', 7, 7)], edges: [] }, 'only');
    expect(nodes).toEqual([{ id: 'only', x: PICTURE_WIDTH / 2, y: PICTURE_HEIGHT / 2, radius: 7 }]);
    expect(labels).toHaveLength(1);
  });

  it('draws the strongest collaboration widest', () => {
    const { edges } = drawingOf({ nodes: [node('a', 0, 0), node('b', 1, 0), node('c', 0, 1)], edges: [{ source: 0, target: 1, strength: 4 }, { source: 0, target: 2, strength: 1 }] }, 'a');
    expect(edges[0]?.width).toBe(3.25);
    expect(edges[1]?.width).toBe(1.375);
  });

  it('names the author in the middle first, and shortens long names at whole characters', () => {
    const { labels } = drawingOf({ nodes: [node('a', 0, 0, 9, 'Busy'), node('b', 1, 1, 1, '👩‍🔬'.repeat(30))], edges: [] }, 'b');
    expect(labels[0]?.id).toBe('b');
    expect(labels[0]?.text).toBe(`${'👩‍🔬'.repeat(21)}…`);
  });

  it('keeps everything within its frame, and names apart', () => {
    const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const nodes = fc.array(fc.record({ x: coordinate, y: coordinate, degree: fc.nat(60), name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }) }), { minLength: 1, maxLength: 60 });
    fc.assert(fc.property(nodes, (all) => {
      const drawing = drawingOf({ nodes: all.map(({ x, y, degree, name }, index) => node(String(index), x, y, degree, name)), edges: [] }, '0');
      for (const { x, y, radius } of drawing.nodes) {
        expect(x - radius).toBeGreaterThanOrEqual(0);
        expect(x + radius).toBeLessThanOrEqual(PICTURE_WIDTH);
        expect(y - radius).toBeGreaterThanOrEqual(0);
        expect(y + radius).toBeLessThanOrEqual(PICTURE_HEIGHT);
      }
      expect(drawing.labels.length).toBeLessThanOrEqual(8);
      // Baselines of names of the same place differ by a line at least.
      const same = drawing.labels.filter(({ x }) => x === drawing.labels[0]?.x).map(({ y }) => y).toSorted((a, b) => a - b);
      for (let i = 1; i < same.length; i++) expect((same[i] ?? 0) - (same[i - 1] ?? 0)).toBeGreaterThanOrEqual(12);
    }));
  });
});
