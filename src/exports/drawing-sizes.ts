/** How large circles are: their areas are the numbers, since areas are what the eye compares. */
import { figure } from './drawing-colours.js';
import { ExportError } from './format.js';
import type { Column, ExportedNode } from './network.js';

/** Shares of the largest radius. */
const LEAST = 1 / 7;
const EQUAL = 2 / 7;

/** Pixels: 22 on the usual sheet, less on smaller ones and where there are more than 300 circles, so that they leave room. */
function largestRadius(nodes: number, { width, height }: { readonly width: number; readonly height: number }): number {
  return Math.max(2, (22 * Math.sqrt((width * height) / (1200 * 900))) * Math.min(1, Math.sqrt(300 / Math.max(1, nodes))));
}

export interface SizeLegend {
  readonly title: string;
  /** Some sizes with what they stand for, largest first. */
  readonly steps: readonly { readonly radius: number; readonly text: string }[];
}

export interface Sizing {
  readonly radiusOf: (at: number) => number;
  readonly legend: SizeLegend | null;
  readonly notes: readonly string[];
}

/** Radii by the column at `column`, −1 for none; what is unknown or negative is as small as 0. O(n log n). */
export function sizing(nodes: readonly ExportedNode[], column: number, columns: readonly Column[], sheet: { readonly width: number; readonly height: number }): Sizing {
  const most = largestRadius(nodes.length, sheet);
  if (column < 0) return { radiusOf: () => most * EQUAL, legend: null, notes: [] };
  const { name, title, type } = columns[column];
  if (type !== 'INTEGER' && type !== 'DOUBLE') throw new ExportError(`The network can't be sized by "${name}": it holds no numbers.`, { argument: 'sizeBy', value: name, reason: 'but holds no numbers: choose a column that does, or none' });
  const numbers = nodes.map(({ values }) => (typeof values[column] === 'number' && Number.isFinite(values[column]) ? values[column] : null));
  const largest = numbers.reduce((sofar: number, value) => Math.max(sofar, value ?? 0), 0);
  const radius = (value: number): number => (most * (largest === 0 ? EQUAL : LEAST + (1 - LEAST) * Math.sqrt(Math.max(0, value) / largest)));
  const lost = numbers.filter((value) => value === null || value < 0).length;
  return {
    radiusOf: (at) => radius(numbers[at] ?? 0),
    legend: largest === 0 ? null : { title, steps: steps(numbers, radius).map((value) => ({ radius: radius(value), text: figure(value) })) },
    notes: lost === 0 ? [] : lost === nodes.length ? [`nobody here has a ${title.toLowerCase()} above or equal to 0: all circles are alike`] : [`${lost.toLocaleString('en')} of ${nodes.length.toLocaleString('en')} authors have no ${title.toLowerCase()} above or equal to 0 and are drawn as small as 0`],
  };
}

/** The largest number that occurs, the least, and of those between them the one whose circle looks most like half-way. O(n log n). */
function steps(numbers: ReadonlyArray<number | null>, radius: (value: number) => number): number[] {
  const there = [...new Set(numbers.filter((value): value is number => value !== null && value >= 0))].toSorted((a, b) => b - a);
  const [most, least] = [there[0], there.at(-1) ?? there[0]];
  if (most === least) return [most];
  const half = (radius(most) + radius(least)) / 2;
  const between = there.slice(1, -1).toSorted((a, b) => Math.abs(radius(a) - half) - Math.abs(radius(b) - half)).slice(0, 1);
  return [most, ...between, least];
}
