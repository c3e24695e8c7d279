/** What colours stand for: groups in colours that can be told apart, numbers on a scale from dark to light. */
import type { Column, ExportedNode, Value } from './network.js';

/**
 * Seven colours that people with any common colour blindness can tell apart (M. Okabe, K. Ito 2008, "Color Universal
 * Design", https://jfly.uni-koeln.de/color/), without their black; further groups are grey.
 */
export const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442'] as const;
export const OTHER_COLOUR = '#999999';
const UNKNOWN_COLOUR = { light: '#dddddd', dark: '#4d4d4d' } as const;
/** Stops of viridis (N. Smith, S. van der Walt 2015), without the end that the paper would swallow. */
const SCALES = { light: ['#440154', '#3b528b', '#21918c', '#5ec962'], dark: ['#4a6fb5', '#21a08c', '#5ec962', '#fde725'] } as const;

export interface ColourLegend {
  readonly title: string;
  /** Groups with what they stand for, most frequent first; on a scale, only what is unknown. */
  readonly groups: readonly { readonly colour: string; readonly text: string; readonly nodes: number }[];
  /** The scale's colours from least to most, with its ends; null for groups. */
  readonly scale: { readonly stops: readonly string[]; readonly least: string; readonly most: string } | null;
}

export interface Colouring {
  readonly colourOf: (at: number) => string;
  readonly legend: ColourLegend | null;
  readonly notes: readonly string[];
}

export type Theme = 'light' | 'dark';

/**
 * Colours by the column at `column`, −1 for none. Numbered groups, such as communities, keep their colours in every drawing
 * and are named after their largest circle; `radiusOf` says how large one is. O(n log n).
 */
export function colouring(nodes: readonly ExportedNode[], column: number, columns: readonly Column[], theme: Theme, radiusOf: (at: number) => number = () => 0): Colouring {
  if (column < 0) return { colourOf: () => PALETTE[0], legend: null, notes: [] };
  const values = nodes.map(({ values: all }) => all[column]);
  if (isScale(columns[column], values)) return scaled(values, columns[column], theme);
  return grouped(values, columns[column], theme, isNumbered(columns[column]) ? heads(nodes, values, radiusOf) : null);
}

/** True where whole numbers are names of groups. */
function isNumbered({ type, isLabel = false }: Column): boolean {
  return type === 'INTEGER' && isLabel;
}

/** The name of each group's largest circle, of equal ones the first. O(n). */
function heads(nodes: readonly ExportedNode[], values: readonly Value[], radiusOf: (at: number) => number): ReadonlyMap<string, string> {
  const largest = new Map<string, number>();
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const head = largest.get(String(value));
    if (head === undefined || radiusOf(at) > radiusOf(head)) largest.set(String(value), at);
  }
  return new Map(Array.from(largest, ([key, at]) => [key, nodes[at].label]));
}

/** 0 to 6 have the palette's colours in their order in every drawing; what is left goes to the others, most frequent first. */
function coloursByNumber(ranked: readonly string[]): ReadonlyMap<string, string> {
  const colours = new Map<string, string>();
  for (const key of ranked) if (Number(key) in PALETTE) colours.set(key, PALETTE[Number(key)]);
  const taken = new Set(colours.values());
  const left = PALETTE.filter((colour) => !taken.has(colour));
  for (const [at, key] of ranked.filter((each) => !colours.has(each)).slice(0, left.length).entries()) colours.set(key, left[at]);
  return colours;
}

/** Whole numbers are groups where they name some, or are so few that each has a colour. */
function isScale(column: Column, values: readonly Value[]): boolean {
  if (column.type === 'DOUBLE') return true;
  if (column.type !== 'INTEGER' || isNumbered(column)) return false;
  return new Set(values).size > PALETTE.length;
}

/** A number as people read it: years and counts whole, measures with three digits. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 10_000 ? String(value) : value.toLocaleString('en');
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function unknownGroup(count: number, theme: Theme): ColourLegend['groups'] {
  return count === 0 ? [] : [{ colour: UNKNOWN_COLOUR[theme], text: 'unknown', nodes: count }];
}

function scaled(values: readonly Value[], { title }: Column, theme: Theme): Colouring {
  const numbers = values.map((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null));
  const known = numbers.filter((value) => value !== null).toSorted((a, b) => a - b);
  const [least, most] = [known.at(0) ?? 0, known.at(-1) ?? 0];
  const stops = SCALES[theme];
  const colourOf = (at: number): string => {
    const value = numbers[at];
    if (value === null) return UNKNOWN_COLOUR[theme];
    return mixed(stops, most > least ? (value - least) / (most - least) : 1);
  };
  const scale = known.length === 0 ? null : { stops, least: figure(least), most: figure(most) };
  return { colourOf, legend: { title, groups: unknownGroup(values.length - known.length, theme), scale }, notes: [] };
}

/** The colour at `share` (0 to 1) of the way along the stops. */
function mixed(stops: readonly string[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const from = Math.min(stops.length - 2, Math.floor(place));
  const channel = (colour: string, at: number): number => Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);
  const mix = [0, 1, 2].map((at) => Math.round(channel(stops[from], at) + (channel(stops[from + 1], at) - channel(stops[from], at)) * (place - from)));
  return `#${mix.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** @param names of numbered groups' largest circles; null where the groups' values are their names */
function grouped(values: readonly Value[], { title, type }: Column, theme: Theme, names: ReadonlyMap<string, string> | null): Colouring {
  const keys = values.map((value) => (value === null ? null : type === 'BOOLEAN' ? (value === true ? 'yes' : 'no') : String(value)));
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  const groups = [...counts].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b, 'en', { numeric: true }));
  const colourOfKey: ReadonlyMap<string, string> = names === null ? new Map(groups.slice(0, PALETTE.length).map(([key], at) => [key, PALETTE[at]])) : coloursByNumber(groups.map(([key]) => key));
  const named = groups.flatMap(([key, nodes]) => {
    const colour = colourOfKey.get(key);
    return colour === undefined ? [] : [{ colour, text: names === null ? key : `${key}: ${names.get(key) ?? ''}`, nodes }];
  });
  const rest = groups.filter(([key]) => !colourOfKey.has(key));
  const others = rest.length === 0 ? [] : [{ colour: OTHER_COLOUR, text: `${rest.length.toLocaleString('en')} more`, nodes: rest.reduce((sum, [, count]) => sum + count, 0) }];
  return {
    colourOf: (at) => (keys[at] === null ? UNKNOWN_COLOUR[theme] : (colourOfKey.get(keys[at]) ?? OTHER_COLOUR)),
    legend: { title, groups: [...named, ...others, ...unknownGroup(keys.filter((key) => key === null).length, theme)], scale: null },
    notes: rest.length === 0 ? [] : [`only ${named.length} of ${groups.length.toLocaleString('en')} groups have a colour of their own: the others are grey`],
  };
}
