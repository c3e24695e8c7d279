/** How large, which colour, how wide: scales for one picture, each with its legend. Pure: equal values, equal scales. */
import { measure } from '../design/numbers.js';
import { GROUP_COLOURS, OTHER, sequential, SINGLE, UNKNOWN } from './colours.js';
import type { ColourMark, ColourScale, LegendMark, SizeScale, WidthScale } from './types.js';

const STOPS = 5;

/** A positive value cut to its first digit: 0.37 to 0.3, 120 to 100. */
function roundBelow(value: number): number {
  const [lead, power] = value.toExponential().split('e');
  return Number(`${lead[0]}e${power}`);
}

/** Up to three round values, ascending, that span what lies between two positive values. */
function roundMarks(least: number, most: number): number[] {
  const top = roundBelow(most);
  return [...new Set([roundBelow(Math.max(least, top / 16)), roundBelow(top / 4), top])].filter((value) => value >= least * 0.999).sort((a, b) => a - b);
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
  const marks = zero < 0 ? [low, (low + high) / 2, high] : roundMarks(Math.max(low, high / 1000), high);
  return { radius, legend: marks.map((value): LegendMark => ({ value, pixels: radius(value) })), unknown };
}

/** Width with the square root of the strength, the strongest edge the widest: between 1 and 1.6 to 7 pixels by how many there are. */
export function widthScale(strengths: readonly number[]): WidthScale {
  const high = strengths.reduce((a, b) => Math.max(a, b), 0);
  const low = strengths.reduce((a, b) => Math.min(a, b), Infinity);
  const most = Math.min(7, Math.max(1.6, 9.5 - 2 * Math.log10(Math.max(1, strengths.length))));
  if (high === 0 || low === high) {
    const pixels = Math.min(2, most);
    return { width: () => pixels, legend: high === 0 ? [] : [{ value: high, pixels }] };
  }
  const width = (strength: number) => Math.max(1, most * Math.sqrt(Math.max(0, strength) / high));
  return { width, legend: roundMarks(Math.max(low, high / 1000), high).map((value) => ({ value, pixels: width(value) })) };
}

/** As many nodes as have no group or value; no line where none. */
function unknownMark(count: number): ColourMark[] {
  return count === 0 ? [] : [{ label: 'Unknown', key: null, ...UNKNOWN, count }];
}

/** One colour for all. */
export function singleColour(nodeCount: number, label = 'Authors'): ColourScale {
  return { kind: 'single', colour: (_key, theme) => SINGLE[theme], legend: [{ label, key: undefined, ...SINGLE, count: nodeCount }], otherGroups: 0 };
}

/**
 * Colours of groups: the seven most frequent have one of their own (ties: by key, numbers in their order), all others
 * share a grey, and the legend says of how many. To keep colours while a picture is filtered, give the keys of the
 * unfiltered one. `labelOf` names a group for the legend.
 */
export function groupColours(keys: ReadonlyArray<string | number | null>, labelOf: (key: string) => string = (key) => key): ColourScale {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(String(key), (counts.get(String(key)) ?? 0) + 1);
  const inOrder = new Intl.Collator('en', { numeric: true });
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || inOrder.compare(a, b));
  const coloured = ranked.slice(0, GROUP_COLOURS.length);
  const others = ranked.slice(GROUP_COLOURS.length);
  const colourOf = new Map(coloured.map(([key], i) => [key, GROUP_COLOURS[i]]));
  const otherCount = others.reduce((sum, [, count]) => sum + count, 0);
  const otherMark: ColourMark = {
    label: others.length === 1 ? labelOf(others[0][0]) : `${measure(others.length)} other groups`, key: undefined, ...OTHER, count: otherCount,
  };
  return {
    kind: 'groups',
    colour: (key, theme) => (key === null ? UNKNOWN[theme] : (colourOf.get(String(key)) ?? OTHER[theme])),
    legend: [
      ...coloured.map(([key, count], i): ColourMark => ({ label: labelOf(key), key, light: GROUP_COLOURS[i], dark: GROUP_COLOURS[i], count })),
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
