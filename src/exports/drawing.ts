/** How a network looks on paper: where everything stands, how large and in which colour. Shared by SVG and PNG. */
import { colouring, type ColourLegend } from './drawing-colours.js';
import { labelsOf, type Label } from './drawing-labels.js';
import { sizing, type SizeLegend } from './drawing-sizes.js';
import { sheetOf, type Sheet } from './drawing-sheet.js';
import { yearView, yearWords } from './drawing-year.js';
import { ExportError } from './format.js';
import type { ExportedNetwork, ExportedNode, NetworkMetadata } from './network.js';

export interface DrawingOptions {
  /** Pixels, within DRAWING_BOUNDS as all numbers here. */
  readonly width: number;
  readonly height: number;
  /** Name of the node column whose numbers are the circles' areas; null draws all alike. */
  readonly sizeBy: string | null;
  /** Name of the node column whose values are colours: numbers, groups or text. Null draws all in one. */
  readonly colourBy: string | null;
  /** Year by whose end the network is shown, at the places, sizes and colours that it has as a whole; null for all years. */
  readonly until: number | null;
  /** So many names at most, of the largest nodes, left out where they would cover another. */
  readonly labels: number;
  readonly theme: 'light' | 'dark';
  /** True leaves the paper out, for slides and pages of one's own; the ink is still that of the theme. */
  readonly transparent: boolean;
  /** Pixels of a PNG per pixel of the drawing: 2 for screens, 4 for print. SVG has no pixels. */
  readonly scale: number;
}

export const DEFAULT_DRAWING: DrawingOptions = { width: 1200, height: 900, sizeBy: null, colourBy: null, until: null, labels: 60, theme: 'light', transparent: false, scale: 2 };

/** More than this is a grey cloud, in a file that no program opens with ease. */
export const MAX_DRAWN_NODES = 20_000;
export const MAX_DRAWN_EDGES = 200_000;

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** What each number of a drawing may be, both ends included, wherever it is asked for. */
export const DRAWING_BOUNDS = {
  width: { least: 200, most: 10_000 }, height: { least: 200, most: 10_000 }, labels: { least: 0, most: MAX_DRAWN_NODES }, scale: { least: 0.1, most: 10 },
} as const satisfies Readonly<Partial<Record<keyof DrawingOptions, Bounds>>>;

const NUMBER_TITLES: Readonly<Record<keyof typeof DRAWING_BOUNDS, string>> = { width: 'width', height: 'height', labels: 'number of names', scale: 'scale' };

export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: string;
  readonly node: ExportedNode;
}

export interface Line {
  readonly from: Circle;
  readonly to: Circle;
  readonly width: number;
}

export interface Drawing {
  readonly options: DrawingOptions;
  readonly metadata: NetworkMetadata;
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly sheet: Sheet;
  /** Largest first, so that small ones lie on top. */
  readonly circles: readonly Circle[];
  /** Weakest first. */
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
  readonly colours: ColourLegend | null;
  readonly sizes: SizeLegend | null;
  /** What the picture doesn't show, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Lays a network out on a sheet. Nodes without a position stand on a circle. Throws ExportError for a network too large to
 * draw and for options out of range. O(n log n + m log m + labels · (n + labels)).
 */
export function draw(network: ExportedNetwork, options: DrawingOptions): Drawing {
  assertDrawable(network, options);
  const { nodeColumns, metadata, nodeCount } = network;
  const nodes = [...network.nodes()];
  const sizes = sizing(nodes, columnAt(network, options, 'sizeBy'), nodeColumns, options);
  const colours = colouring(nodes, columnAt(network, options, 'colourBy'), nodeColumns, options.theme, sizes.radiusOf);
  const year = yearView(network, options.until);
  const allEdges = [...network.edges()];
  const edges = allEdges.filter((edge) => options.until === null || (year.strengthOf(edge) > 0 && year.isNodeThere(nodes[edge.source]) && year.isNodeThere(nodes[edge.target]))).toSorted((a, b) => year.strengthOf(a) - year.strengthOf(b));
  const later = { nodes: nodes.filter((node) => !year.isNodeThere(node)).length, edges: allEdges.length - edges.length };
  const ofYear = options.until === null ? [] : [yearWords(options.until, later)];
  const sheet = sheetOf(metadata, options, colours.legend, sizes.legend, ofYear);
  const place = placing(nodes, sheet, nodes.reduce((largest, _, at) => Math.max(largest, sizes.radiusOf(at)), 0));
  const circles = nodes.map((node, at): Circle => ({ ...place(node, at), radius: sizes.radiusOf(at), colour: colours.colourOf(at), node }));
  // The strongest of all years, so that widths of two years can be compared.
  const strongest = allEdges.reduce((most, { strength }) => Math.max(most, strength), allEdges.length === 0 ? 1 : 0);
  // Thousands of lines are thinner, and lines on small sheets, so that they don't become one grey.
  const widest = 3.5 * Math.min(1, Math.sqrt(1500 / Math.max(1, allEdges.length))) * Math.min(1, Math.sqrt(options.width * options.height) / 1000);
  const lines = edges.map((edge): Line => ({ from: circles[edge.source], to: circles[edge.target], width: 0.2 + widest / 10 + widest * Math.sqrt(strongest > 0 ? Math.max(0, year.strengthOf(edge)) / strongest : 0) }));
  const bySize = circles.filter(({ node }) => year.isNodeThere(node)).toSorted((a, b) => b.radius - a.radius);
  const { labels, notes } = labelsOf(bySize, sheet.plot, options.labels);
  const unplaced = nodes.filter(({ position }) => position === null).length;
  return {
    options, metadata, nodeCount: nodeCount - later.nodes, edgeCount: edges.length, sheet, circles: bySize, lines, labels, colours: colours.legend, sizes: sizes.legend,
    notes: [...ofYear, ...notes, ...colours.notes, ...sizes.notes, ...(unplaced === 0 ? [] : [`${unplaced.toLocaleString('en')} of ${nodeCount.toLocaleString('en')} authors have no position and stand on a circle`])],
  };
}

function assertDrawable({ nodeCount, edgeCount }: ExportedNetwork, options: DrawingOptions): void {
  if (nodeCount > MAX_DRAWN_NODES || edgeCount > MAX_DRAWN_EDGES) {
    throw new ExportError(`A drawing shows at most ${MAX_DRAWN_NODES.toLocaleString('en')} authors and ${MAX_DRAWN_EDGES.toLocaleString('en')} collaborations; this network has ${nodeCount.toLocaleString('en')} and ${edgeCount.toLocaleString('en')}. Ask for fewer authors, or take GEXF and draw it in Gephi.`);
  }
  for (const argument of ['width', 'height', 'labels', 'scale'] as const) {
    const [value, { least, most }] = [options[argument], DRAWING_BOUNDS[argument]];
    if (value >= least && value <= most) continue;
    const reason = `but must be from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
    throw new ExportError(`The drawing's ${NUMBER_TITLES[argument]} is ${value}, ${reason}.`, { argument, value, reason });
  }
}

/** Place of a column that is drawn by; −1 for none. @throws ExportError where the network has no such column */
export function columnAt({ nodeColumns }: ExportedNetwork, options: Pick<DrawingOptions, 'sizeBy' | 'colourBy'>, argument: 'sizeBy' | 'colourBy'): number {
  const name = options[argument];
  if (name === null) return -1;
  const at = nodeColumns.findIndex((column) => column.name === name);
  if (at < 0) {
    const there = nodeColumns.length === 0 ? 'it has no columns' : `its columns are ${nodeColumns.map((column) => column.name).join(', ')}`;
    const how = argument === 'sizeBy' ? 'sized' : 'coloured';
    throw new ExportError(`The network can't be ${how} by "${name}": ${there}.`, { argument, value: name, reason: `but the network has no such column: ${there}` });
  }
  return at;
}

/** Fits the positions into the plot, keeping their proportions; y grows upwards in a layout and downwards on a sheet. */
function placing(nodes: readonly ExportedNode[], { plot }: Sheet, radius: number): (node: ExportedNode, at: number) => { x: number; y: number } {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { position } of nodes) {
    if (position === null) continue;
    left = Math.min(left, position.x);
    right = Math.max(right, position.x);
    bottom = Math.min(bottom, position.y);
    top = Math.max(top, position.y);
  }
  const width = Math.max(1, plot.right - plot.left - 2 * (radius + 2));
  const height = Math.max(1, plot.bottom - plot.top - 2 * (radius + 2));
  const scale = Math.min(right > left ? width / (right - left) : Infinity, top > bottom ? height / (top - bottom) : Infinity);
  const fit = Number.isFinite(scale) ? scale : 0;
  const centre = { x: (plot.left + plot.right) / 2, y: (plot.top + plot.bottom) / 2 };
  return ({ position }, at) => {
    if (position !== null) return { x: centre.x + (position.x - (left + right) / 2) * fit, y: centre.y - (position.y - (bottom + top) / 2) * fit };
    const angle = (2 * Math.PI * at) / nodes.length;
    return nodes.length === 1 ? centre : { x: centre.x + (width / 2) * Math.cos(angle), y: centre.y + (height / 2) * Math.sin(angle) };
  };
}
