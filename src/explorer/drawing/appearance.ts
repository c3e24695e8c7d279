/** How large, which colour, how wide: scales for one picture, each with its legend. Pure: equal values, equal scales. */
import { measure } from '../design/numbers.js';
import { GROUP_COLOURS, OTHER, sequential, SINGLE, UNKNOWN } from './colours.js';
import type { ColourMark, ColourScale, LegendMark, SizeScale, WidthScale } from './types.js';

const STOPS = 5;
/** CSS pixels of the weakest edge. */
const THINNEST = 1.3;

/** The least, the largest, and of what lies between them the value that looks most like half-way: all of them occur. */
function occurringMarks(values: readonly number[], looks: (value: number) => number): number[] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const half = (looks(low) + looks(high)) / 2;
  const between = values.reduce<number | null>((best, value) => (value > low && value < high && (best === null || Math.abs(looks(value) - half) < Math.abs(looks(best) - half)) ? value : best), null);
  return [low, ...(between === null ? [] : [between]), high];
}

/** Radii, in CSS pixels, of the smallest and the largest node of a picture of so many. */
export function radiiFor(nodeCount: number): { readonly least: number; readonly most: number } {
  const most = Math.min(24, Math.max(6, 30 - 6.4 * Math.log10(Math.max(1, nodeCount))));
  return { least: most * 0.22, most };
}

/**
 * Area in proportion to the value, the largest value having the largest radius, none smaller than the smallest radius.
 * Where a value is negative the area grows with its distance from the lowest value instead. Values that are all the same
 * or all unknown have one radius in between. `nodeCount`: of the picture; 1 to any.
 */
export function sizeScale(values: ReadonlyArray<number | null>, nodeCount: number): SizeScale {
  const { least, most } = radiiFor(nodeCount);
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const unknown = values.length - known.length;
  if (known.length === 0 || low === high) {
    const pixels = (least + most) / 2;
    return { radius: (value) => (value === null && known.length > 0 ? least : pixels), legend: known.length === 0 ? [] : [{ value: low, pixels }], unknown };
  }
  const zero = Math.min(0, low);
  const radius = (value: number | null) => (value === null || !Number.isFinite(value) ? least : Math.max(least, most * Math.sqrt(Math.max(0, value - zero) / (high - zero))));
  return { radius, legend: occurringMarks(known, radius).map((value): LegendMark => ({ value, pixels: radius(value) })), unknown };
}

/**
 * Width with the square root of the strength, from 1.3 pixels of the weakest edge to 3 to 7 of the strongest by how many
 * there are: one joint paper is told from two, also where somebody has a hundred. Below the weakest, in earlier years, 1.
 */
export function widthScale(strengths: readonly number[]): WidthScale {
  const high = strengths.reduce((a, b) => Math.max(a, b), 0);
  const low = strengths.reduce((a, b) => Math.min(a, b), Infinity);
  const most = Math.min(7, Math.max(3, 9.5 - 1.6 * Math.log10(Math.max(1, strengths.length))));
  if (high === 0 || low === high) {
    const pixels = Math.min(2, most);
    return { width: () => pixels, legend: high === 0 ? [] : [{ value: high, pixels }] };
  }
  const [from, to] = [Math.sqrt(Math.max(0, low)), Math.sqrt(high)];
  const width = (strength: number) => Math.max(1, THINNEST + ((most - THINNEST) * (Math.sqrt(Math.max(0, strength)) - from)) / (to - from));
  return { width, legend: occurringMarks(strengths, width).map((value) => ({ value, pixels: width(value) })) };
}

/** As many nodes as have no group or value; no line where none. */
function unknownMark(count: number): ColourMark[] {
  return count === 0 ? [] : [{ label: 'Unknown', key: null, ...UNKNOWN, count }];
}

/** One colour for all. */
export function singleColour(nodeCount: number, label = 'Authors'): ColourScale {
  return { kind: 'single', colour: (_key, theme) => SINGLE[theme], legend: [{ label, key: undefined, ...SINGLE, count: nodeCount }], otherGroups: 0 };
}

/** The number that a key of a community is; null for any other key. */
function numberOf(key: string): number | null {
  return /^\d{1,15}$/.test(key) ? Number(key) : null;
}

/**
 * Colours of groups whose numbers mean the same in every picture: 0 to 6 have the palette's in their order wherever they
 * appear; colours that are then left go to the others, the most frequent first.
 * @param ranked keys, most frequent first
 */
function coloursByNumber(ranked: readonly string[]): ReadonlyMap<string, string> {
  const colours = new Map<string, string>();
  for (const key of ranked) {
    const colour = GROUP_COLOURS[numberOf(key) ?? -1];
    if (colour !== undefined) colours.set(key, colour);
  }
  const taken = new Set(colours.values());
  const left = GROUP_COLOURS.filter((colour) => !taken.has(colour));
  ranked.filter((key) => !colours.has(key)).slice(0, left.length).forEach((key, i) => colours.set(key, left[i]));
  return colours;
}

/**
 * Colours of groups: the seven most frequent have one of their own (ties: by key, numbers in their order), all others
 * share a grey, and the legend says of how many. To keep colours while a picture is filtered, give the keys of the
 * unfiltered one. `labelOf` names a group for the legend. `isNumbered`: keys are numbers by which a group keeps its colour
 * in every picture, as communities do.
 */
export function groupColours(keys: ReadonlyArray<string | number | null>, labelOf: (key: string) => string = (key) => key, isNumbered = false): ColourScale {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(String(key), (counts.get(String(key)) ?? 0) + 1);
  const inOrder = new Intl.Collator('en', { numeric: true });
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || inOrder.compare(a, b));
  const colourOf = isNumbered ? coloursByNumber(ranked.map(([key]) => key)) : new Map(ranked.slice(0, GROUP_COLOURS.length).map(([key], i) => [key, GROUP_COLOURS[i]]));
  const coloured = ranked.filter(([key]) => colourOf.has(key));
  const others = ranked.filter(([key]) => !colourOf.has(key));
  const otherCount = others.reduce((sum, [, count]) => sum + count, 0);
  const otherMark: ColourMark = {
    label: others.length === 1 ? labelOf(others[0][0]) : `${measure(others.length)} other groups`, key: undefined, ...OTHER, count: otherCount,
  };
  return {
    kind: 'groups',
    colour: (key, theme) => (key === null ? UNKNOWN[theme] : (colourOf.get(String(key)) ?? OTHER[theme])),
    legend: [
      ...coloured.map(([key, count]): ColourMark => ({ label: labelOf(key), key, light: colourOf.get(key)!, dark: colourOf.get(key)!, count })),
      ...(others.length === 0 ? [] : [otherMark]),
      ...unknownMark(keys.filter((key) => key === null).length),
    ],
    otherGroups: others.length,
  };
}

/** Five values from the lowest to the highest, whole ones where all are whole. */
function stopsBetween(low: number, high: number, whole: boolean): number[] {
  const stops = Array.from({ length: STOPS }, (_, i) => low + ((high - low) * i) / (STOPS - 1));
  return low === high ? [low] : [...new Set(whole ? stops.map((stop) => Math.round(stop)) : stops)];
}

/** Colours of numbers, from the lowest to the highest, evenly. `labelOf` writes a value for the legend; years want no thousands' comma. */
export function sequentialColours(values: ReadonlyArray<string | number | null>, labelOf: (value: number) => string = (value) => measure(value, 3)): ColourScale {
  const known = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const shareOf = (value: number) => (low === high ? 1 : Math.min(1, Math.max(0, (value - low) / (high - low))));
  const stops = known.length === 0 ? [] : stopsBetween(low, high, known.every((value) => Number.isInteger(value)));
  return {
    kind: 'sequential',
    colour: (key, theme) => (typeof key === 'number' && Number.isFinite(key) && known.length > 0 ? sequential(shareOf(key), theme) : UNKNOWN[theme]),
    legend: [
      ...stops.map((value): ColourMark => ({ label: labelOf(value), key: value, light: sequential(shareOf(value), 'light'), dark: sequential(shareOf(value), 'dark'), count: null })),
      ...unknownMark(values.length - known.length),
    ],
    otherGroups: 0,
  };
}
