import { describe, expect, it } from 'vitest';
import { frameAround, frameOf, isMostlyAmong, placeAmong } from '../../../src/explorer/drawing/layout/placement.js';

const base = new Map([['A', { x: 0, y: 0 }], ['B', { x: 10, y: 0 }], ['C', { x: 0, y: 20 }]]);
const edge = (source: number, target: number, strength = 1) => ({ source, target, strength });
/** How far aside newcomers are set: 3 % of the frame's longer side. */
const ASIDE = 0.6;

describe('places of a filtered picture', () => {
  it('are those of the unfiltered one, whatever is left', () => {
    expect(placeAmong(base, ['C', 'A'], [edge(0, 1)])).toEqual([{ x: 0, y: 20 }, { x: 0, y: 0 }]);
  });

  it('are, for a newcomer, at the middle of its neighbours weighted by strength', () => {
    const [, , place] = placeAmong(base, ['A', 'B', 'N'], [edge(0, 2, 3), edge(2, 1, 1)]);
    expect(Math.hypot(place.x - 2.5, place.y)).toBeCloseTo(ASIDE);
  });

  it('reach newcomers known through newcomers alone', () => {
    const places = placeAmong(base, ['A', 'N', 'M'], [edge(0, 1), edge(1, 2)]);
    expect(Math.hypot(places[2].x - places[1].x, places[2].y - places[1].y)).toBeCloseTo(ASIDE);
  });

  it('lie under the frame for those whom nothing joins to it, in order of id', () => {
    const places = placeAmong(base, ['Z', 'Y'], []);
    expect(places.every(({ y }) => y < 0)).toBe(true);
    expect(places[1].x).toBeLessThan(places[0].x);
  });

  it('keep those together who are joined to one another alone', () => {
    const places = placeAmong(base, ['A', 'W', 'X', 'Y', 'Z'], [edge(1, 3), edge(3, 4)]);
    const [, w, x, y, z] = places;
    expect([w, x, y, z].every((place) => place.y < 0)).toBe(true);
    expect(Math.hypot(w.x - y.x, w.y - y.y)).toBeCloseTo(ASIDE);
    expect(Math.hypot(z.x - y.x, z.y - y.y)).toBeCloseTo(ASIDE);
    expect(x.x - w.x).toBeGreaterThan(2 * ASIDE);
  });

  it('do not depend on the order of nodes and edges', () => {
    const forwards = placeAmong(base, ['A', 'B', 'N', 'M', 'Z'], [edge(0, 2, 0.1), edge(1, 2, 0.7), edge(2, 3), edge(0, 3, 0.2)]);
    const backwards = placeAmong(base, ['Z', 'M', 'N', 'B', 'A'], [edge(4, 1, 0.2), edge(2, 1), edge(2, 3, 0.7), edge(2, 4, 0.1)]);
    expect(backwards.toReversed()).toEqual(forwards);
  });

  it('are found without any base', () => {
    const places = placeAmong(new Map(), ['A', 'B', 'C'], []);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
  });
});

describe('the frame of places', () => {
  it('holds all of them', () => {
    expect(frameOf(base.values())).toEqual({ x: [0, 10], y: [0, 20] });
    expect(frameOf([])).toBeNull();
  });

  it('grows around what lies outside of it', () => {
    expect(frameAround({ x: [0, 10], y: [0, 20] }, { x: [3, 12], y: [-4, 5] })).toEqual({ x: [0, 12], y: [-4, 20] });
    expect(frameAround(null, { x: [3, 12], y: [-4, 5] })).toEqual({ x: [3, 12], y: [-4, 5] });
  });
});

describe('a filtered picture', () => {
  it.each([[['A', 'N'], true], [['A', 'M', 'N'], false], [[], true]] as const)('of %j stands as the unfiltered one: %j', (ids, stands) => {
    expect(isMostlyAmong(base, ids)).toBe(stands);
  });
});
