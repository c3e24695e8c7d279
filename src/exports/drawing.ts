/** How a network looks on paper: sizes by one column, colours by another, labels of the largest. Shared by SVG and PNG. */
import type { ExportedEdge, ExportedNetwork, ExportedNode } from './network.js';

export interface DrawingOptions {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Name of the node column whose numbers are the circles' areas; null draws all alike. */
  readonly sizeBy: string | null;
  /** Name of the node column whose values are colours: numbers of groups, or text. Null draws all in one. */
  readonly colourBy: string | null;
  /** So many labels at most, of the largest nodes, left out where they would cover another. */
  readonly labels: number;
  readonly theme: 'light' | 'dark';
  /** True leaves the paper out, for slides and pages of one's own; the ink is still that of the theme. */
  readonly transparent: boolean;
  /** Pixels of a PNG per pixel of the drawing: 2 for screens, 4 for print. SVG has no pixels. */
  readonly scale: number;
}

export const DEFAULT_DRAWING: DrawingOptions = { width: 1200, height: 900, sizeBy: null, colourBy: null, labels: 60, theme: 'light', transparent: false, scale: 2 };

/**
 * Eight colours that people with any common colour blindness can tell apart (Okabe and Ito 2008,
 * https://jfly.uni-koeln.de/color/), without their black; further groups are grey.
 */
export const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442'] as const;
export const OTHER_COLOUR = '#999999';

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
  readonly edge: ExportedEdge;
}

export interface Label {
  readonly circle: Circle;
  readonly fontSize: number;
}

export interface Drawing {
  /** Largest first, so that small ones lie on top. */
  readonly circles: readonly Circle[];
  /** Weakest first. */
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
  /** Colours with what they stand for, most frequent first; empty where there is one colour. */
  readonly legend: readonly { readonly colour: string; readonly text: string; readonly nodes: number }[];
}

const MARGIN = 60;
const MIN_RADIUS = 3;
const MAX_RADIUS = 22;

/** Lays a network out on a sheet. Nodes without a position stand on a circle around it. O(n log n + m + labels²). */
export function draw(network: ExportedNetwork, options: DrawingOptions): Drawing {
  const nodes = [...network.nodes()];
  const columnAt = (name: string | null): number => (name === null ? -1 : network.nodeColumns.findIndex((column) => column.name === name));
  const radiusOf = radii(nodes, columnAt(options.sizeBy));
  const { colourOf, legend } = colours(nodes, columnAt(options.colourBy));
  const place = placing(nodes, options);
  const circles = nodes.map((node, at): Circle => ({ ...place(node, at), radius: radiusOf(at), colour: colourOf(at), node }));
  const edges = [...network.edges()].toSorted((a, b) => a.strength - b.strength);
  const strongest = edges.at(-1)?.strength ?? 1;
  const lines = edges.map((edge): Line => ({ from: circles[edge.source], to: circles[edge.target], width: 0.5 + 3.5 * Math.sqrt(edge.strength / strongest), edge }));
  const bySize = circles.toSorted((a, b) => b.radius - a.radius);
  return { circles: bySize, lines, labels: labelsOf(bySize, options.labels), legend };
}

function radii(nodes: readonly ExportedNode[], column: number): (at: number) => number {
  const values = nodes.map(({ values: all }) => (column < 0 || typeof all[column] !== 'number' ? 0 : Math.max(0, all[column])));
  const largest = values.reduce((x, y) => Math.max(x, y), 0);
  // The area, not the radius, is what the eye compares.
  return (at) => (column < 0 || largest === 0 ? 6 : MIN_RADIUS + (MAX_RADIUS - MIN_RADIUS) * Math.sqrt(values[at] / largest));
}

function colours(nodes: readonly ExportedNode[], column: number): { colourOf: (at: number) => string; legend: Drawing['legend'] } {
  if (column < 0) return { colourOf: () => PALETTE[0], legend: [] };
  const keys = nodes.map(({ values }) => (values[column] === null ? null : String(values[column])));
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  const groups = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const colourOfKey = new Map(groups.map(([key], at) => [key, PALETTE[at] ?? OTHER_COLOUR]));
  const legend = groups.slice(0, PALETTE.length).map(([text, count], at) => ({ colour: PALETTE[at], text, nodes: count }));
  const others = nodes.length - legend.reduce((sum, group) => sum + group.nodes, 0);
  return {
    colourOf: (at) => (keys[at] === null ? OTHER_COLOUR : (colourOfKey.get(keys[at]) ?? OTHER_COLOUR)),
    legend: others > 0 ? [...legend, { colour: OTHER_COLOUR, text: 'other', nodes: others }] : legend,
  };
}

/** Fits the positions into the sheet, keeping their proportions; y grows upwards in a layout and downwards on a sheet. */
function placing(nodes: readonly ExportedNode[], { width, height }: DrawingOptions): (node: ExportedNode, at: number) => { x: number; y: number } {
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { position } of nodes) {
    if (position === null) continue;
    left = Math.min(left, position.x);
    right = Math.max(right, position.x);
    bottom = Math.min(bottom, position.y);
    top = Math.max(top, position.y);
  }
  const spanX = right - left;
  const spanY = top - bottom;
  const scale = Math.min(spanX > 0 ? (width - 2 * MARGIN) / spanX : Infinity, spanY > 0 ? (height - 2 * MARGIN) / spanY : Infinity);
  const fit = Number.isFinite(scale) ? scale : 0;
  return ({ position }, at) => {
    if (position !== null) return { x: width / 2 + (position.x - (left + right) / 2) * fit, y: height / 2 - (position.y - (bottom + top) / 2) * fit };
    const angle = (2 * Math.PI * at) / nodes.length;
    return { x: width / 2 + (width / 2 - MARGIN) * Math.cos(angle), y: height / 2 + (height / 2 - MARGIN) * Math.sin(angle) };
  };
}

/** About the width of a character in a sans-serif font, as a share of its size; full-width scripts take a whole one. */
function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/u.test(character) ? 1 : 0.55;
  return width * fontSize;
}

function labelsOf(bySize: readonly Circle[], limit: number): Label[] {
  const placed: { left: number; right: number; top: number; bottom: number }[] = [];
  const labels: Label[] = [];
  for (const circle of bySize) {
    if (labels.length >= limit) break;
    const fontSize = 10 + circle.radius / 4;
    const left = circle.x + circle.radius + 2;
    const box = { left, right: left + textWidth(circle.node.label, fontSize), top: circle.y - fontSize / 2, bottom: circle.y + fontSize / 2 };
    if (placed.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) continue;
    placed.push(box);
    labels.push({ circle, fontSize });
  }
  return labels;
}
