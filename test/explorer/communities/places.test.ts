import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../src/explorer/pages/communities/neighbours.js';
import { circlesOf, labelsOf, LEAST_RADIUS, linkWidth, radiusScale, shortened } from '../../../src/explorer/pages/communities/places.js';

describe('circles of the map', () => {
  it('have areas in proportion to sizes', () => {
    const radiusOf = radiusScale([400, 100, 1], 800, 600);
    expect(radiusOf(400) / radiusOf(100)).toBeCloseTo(2, 10);
    expect(radiusOf(0.0001)).toBe(LEAST_RADIUS);
  });

  it('lie within the picture, upwards where the API’s positions grow, and don’t cover each other where there is room', () => {
    const node = fc.record({ x: fc.double({ min: -1, max: 1, noNaN: true }), y: fc.double({ min: -1, max: 1, noNaN: true }), size: fc.integer({ min: 1, max: 1000 }) });
    fc.assert(fc.property(fc.array(node, { minLength: 1, maxLength: 12 }), (nodes) => {
      const circles = circlesOf(nodes, 800, 600);
      for (const { x, y, radius } of circles) {
        expect(x - radius).toBeGreaterThanOrEqual(0);
        expect(x + radius).toBeLessThanOrEqual(800);
        expect(y - radius).toBeGreaterThanOrEqual(0);
        expect(y + radius).toBeLessThanOrEqual(600);
      }
      expect(circlesOf(nodes, 800, 600)).toEqual(circles);
    }), { numRuns: 60 });
    const [low, high] = circlesOf([{ x: 0, y: -1, size: 1 }, { x: 1, y: 1, size: 1 }], 800, 600);
    expect(low.y).toBeGreaterThan(high.y);
    const same = circlesOf(Array.from({ length: 30 }, () => ({ x: 0, y: 0, size: 10 })), 800, 600);
    for (const [i, a] of same.entries()) for (const b of same.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(a.radius + b.radius);
  });

  it('have one community in the middle, and none of an empty graph', () => {
    expect(circlesOf([{ x: 0.3, y: -0.9, size: 5 }], 400, 300)).toMatchObject([{ x: 200, y: 150 }]);
    expect(circlesOf([], 400, 300)).toEqual([]);
  });
});

describe('names on the map', () => {
  it('stand where they have room, the largest communities’ first', () => {
    const circles = [{ x: 200, y: 100, radius: 30 }, { x: 205, y: 103, radius: 4 }, { x: 50, y: 20, radius: 4 }];
    expect(labelsOf(circles, ['Ada Large', 'Bo Hidden', 'Cy Small'], 400, 300).map(({ text, y }) => [text, y])).toEqual([['Ada Large', 137.5], ['Bo Hidden', 114.5], ['Cy Small', 31.5]]);
    expect(labelsOf([{ x: 60, y: 100, radius: 20 }], ['x'.repeat(20)], 130, 300)).toEqual([]);
  });

  it('are those of the larger communities alone where there are many', () => {
    const circles = Array.from({ length: 100 }, (_, i) => ({ x: 100 + 200 * (i % 10), y: 40 + 80 * Math.floor(i / 10), radius: 3 }));
    expect(labelsOf(circles, circles.map((_, i) => `Name ${i}`), 2000, 900).length).toBe(60);
  });

  it('are shortened by letters, not within one', () => {
    expect(shortened('Maximiliana Wolfeschlegelsteinhausen')).toBe('Maximiliana Wolfeschlegel…');
    expect(shortened('👩‍🔬'.repeat(26))).toBe('👩‍🔬'.repeat(26));
  });
});

describe('links', () => {
  it('are as wide as they are strong', () => {
    expect([linkWidth(10, 10), linkWidth(5, 10), linkWidth(0.01, 10), linkWidth(0, 0)]).toEqual([8, 4, 0.75, 0.75]);
  });

  it('lead to the community at the other end', () => {
    const nodes = [0, 1, 2].map((id) => ({ community: { id, size: 1, topAuthors: [] } }));
    const link = (source: number, target: number) => ({ source, target, collaborationCount: 1, strength: 1, paperCount: 1 });
    expect(neighboursOf(1, { nodes, links: [link(0, 1), link(0, 2), link(1, 2)] }).map(({ other }) => other.id)).toEqual([0, 2]);
  });
});
