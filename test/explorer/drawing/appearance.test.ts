import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupColours, radiiFor, sequentialColours, singleColour, sizeScale, widthScale } from '../../../src/explorer/drawing/appearance.js';
import { hex, INKS, mix, premultiplied, rgb, sequential } from '../../../src/explorer/drawing/colours.js';

/** WCAG 2 relative luminance and contrast. */
function luminance(colour: string): number {
  const [r, g, b] = rgb(colour).map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe('sizes of nodes', () => {
  it('have areas in proportion to the values', () => {
    const { radius, legend, unknown } = sizeScale([4, 16, 100, null], 4);
    expect(radius(100)).toBe(24);
    expect(radius(25)).toBe(12);
    expect((radius(100) / radius(16)) ** 2).toBeCloseTo(100 / 16);
    expect(radius(null)).toBeCloseTo(24 * 0.22);
    expect(legend.map(({ value }) => value)).toEqual([4, 16, 100]);
    expect(unknown).toBe(1);
  });

  it('are smaller in larger pictures', () => {
    expect([1, 10, 100, 500, 5000].map((count) => Math.round(radiiFor(count).most))).toEqual([24, 24, 17, 13, 6]);
  });

  it('grow from the lowest value where one is negative', () => {
    const { radius, legend } = sizeScale([-2, 0, 2], 3);
    expect(radius(2)).toBe(24);
    expect(radius(-2)).toBeCloseTo(24 * 0.22);
    expect((radius(0) / radius(2)) ** 2).toBeCloseTo(0.5);
    expect(legend.map(({ value }) => value)).toEqual([-2, 0, 2]);
  });

  it('are one where values are one, or none is known', () => {
    expect(sizeScale([3, 3], 2).legend).toHaveLength(1);
    expect(sizeScale([3, 3], 2).radius(3)).toBe(sizeScale([null], 2).radius(null));
    expect(sizeScale([null, null], 2)).toMatchObject({ legend: [], unknown: 2 });
  });

  it('are finite, within bounds and rising for any values', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 })), { maxLength: 30 }), fc.integer({ min: 1, max: 10_000 }), (values, count) => {
      const { radius, legend } = sizeScale(values, count);
      const { least, most } = radiiFor(count);
      const radii = values.filter((value) => value !== null).sort((a, b) => a - b).map(radius);
      expect(radii).toEqual(radii.toSorted((a, b) => a - b));
      for (const pixels of [...radii, ...legend.map((mark) => mark.pixels)]) expect(pixels >= least * 0.999 && pixels <= most * 1.001).toBe(true);
      expect(legend.length).toBeLessThanOrEqual(3);
    }));
  });
});

describe('widths of edges', () => {
  it('follow the root of the strength, never too thin to be seen', () => {
    const { width, legend } = widthScale([1, 4, 4, 9]);
    expect(width(9)).toBe(7);
    expect(width(4)).toBeCloseTo((1.3 + 7) / 2);
    expect(width(1)).toBe(1.3);
    expect(width(0.2)).toBe(1);
    expect(legend.map(({ value }) => value)).toEqual([1, 4, 9]);
  });

  it('tell 1, 2 and 3 joint papers apart in a picture of hundreds', () => {
    const { width } = widthScale([1, 2, 3, 20, ...Array<number>(400).fill(1)]);
    expect(width(2) - width(1)).toBeGreaterThan(0.4);
    expect(width(3) - width(2)).toBeGreaterThan(0.3);
  });

  it('have a legend of numbers that occur, also of few', () => {
    expect(widthScale([2, 3]).legend.map(({ value }) => value)).toEqual([2, 3]);
    expect(sizeScale([13, 6, 13, 6, 1], 5).legend.map(({ value }) => value)).toEqual([1, 6, 13]);
  });

  it('are one where strengths are one or there are none', () => {
    expect(widthScale([2, 2]).legend).toEqual([{ value: 2, pixels: 2 }]);
    expect(widthScale([]).legend).toEqual([]);
  });
});

describe('colours of groups', () => {
  it('go to the seven most frequent; the rest are grey, and the legend says how many', () => {
    const keys = ['b', 'b', 'a', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i', null];
    const scale = groupColours(keys, (key) => `Group ${key}`);
    expect(scale.legend.map(({ label, count }) => [label, count])).toEqual([
      ['Group a', 2], ['Group b', 2], ['Group c', 1], ['Group d', 1], ['Group e', 1], ['Group f', 1], ['Group g', 1], ['2 other groups', 2], ['Unknown', 1],
    ]);
    expect(scale.otherGroups).toBe(2);
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', null].map((key) => scale.colour(key, 'light'))).size).toBe(9);
    expect(scale.colour('h', 'light')).toBe(scale.colour('i', 'light'));
  });

  it('take numbers in their order', () => {
    expect(groupColours(['10', '9', 2]).legend.map(({ label }) => label)).toEqual(['2', '9', '10']);
  });

  it('keep the colour of a numbered group in every picture, and use what is left for those beyond', () => {
    const all = groupColours(['0', '0', '1', '2', '3', '4', '5', '6', '7'], undefined, true);
    const some = groupColours(['40', '40', '40', '2', '1', null], undefined, true);
    for (const key of ['1', '2']) expect(some.colour(key, 'light')).toBe(all.colour(key, 'light'));
    expect(['0', '1', '2'].map((key) => all.colour(key, 'light'))).toEqual(['#0072b2', '#e69f00', '#009e73']);
    expect(some.colour('40', 'light')).toBe('#0072b2');
    expect(some.legend.map(({ label, light }) => [label, light]).slice(0, 3)).toEqual([['40', '#0072b2'], ['1', '#e69f00'], ['2', '#009e73']]);
    expect(all.legend.at(-1)).toMatchObject({ label: '7', count: 1 });
  });

  it('name the eighth by itself', () => {
    expect(groupColours(['1', '2', '3', '4', '5', '6', '7', '8']).legend.at(-1)).toMatchObject({ label: '8', count: 1 });
  });

  it('stand out from the ground by themselves or by their rims, 3 to 1', () => {
    for (const theme of ['light', 'dark'] as const) {
      const { ground, rim } = INKS[theme];
      for (const mark of [...groupColours(['1', '2', '3', '4', '5', '6', '7', '8', null]).legend, ...sequentialColours([0, 1]).legend, ...singleColour(1).legend]) {
        const colour = hex(rgb(mark[theme]).map((channel) => channel * rim) as unknown as ReturnType<typeof rgb>);
        expect.soft(contrast(colour, hex(ground)), `${mark.label} ${mark[theme]} ${theme}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

describe('colours of numbers', () => {
  it('have five stops with their values, whole where all are whole', () => {
    expect(sequentialColours([2000, 2010, null], String).legend.map(({ label }) => label)).toEqual(['2000', '2003', '2005', '2008', '2010', 'Unknown']);
    expect(sequentialColours([0.5, 1.5]).legend.map(({ label }) => label)).toEqual(['0.5', '0.75', '1', '1.25', '1.5']);
    expect(sequentialColours([2001, 2002]).legend).toHaveLength(2);
    expect(sequentialColours([7]).legend).toHaveLength(1);
    expect(sequentialColours([null]).legend.map(({ label, count }) => [label, count])).toEqual([['Unknown', 1]]);
  });

  it.each(['light', 'dark'] as const)('stand out more the higher, on %s ground', (theme) => {
    const ground = hex(INKS[theme].ground);
    const contrasts = [0, 0.25, 0.5, 0.75, 1].map((share) => contrast(sequential(share, theme), ground));
    expect(contrasts).toEqual(contrasts.toSorted((a, b) => a - b));
  });
});

describe('colour arithmetic', () => {
  it('mixes, writes and reads', () => {
    expect(hex(mix(rgb('#000000'), rgb('#ff8000'), 0.5))).toBe('#804000');
    expect(premultiplied([100, 200, 0], 0.5)).toBe('rgba(50,100,0,0.5)');
  });
});
