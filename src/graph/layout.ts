/**
 * Positions for drawing: ForceAtlas2 (Jacomy et al. 2014, DOI 10.1371/journal.pone.0098679) on each connected
 * component by itself, the components then set side by side, so that none drifts away or lies on another.
 */
import type { AbstractGraph } from 'graphology-types';
import { forceAtlas2, UndirectedGraph } from './graphology-modules.js';
import { hashText, seededRandom } from './prng.js';

/** The layout's own Float32 indices are exact up to 2^24 tenths of a node. */
const MAX_NODES = 1_600_000;
/** Room between components, in the unit in which a component of n nodes is about 2√n wide. */
const GAP = 1;

export interface LayoutOptions {
  /** Any safe integer: equal seeds give equal positions. */
  readonly seed: number;
  /** ForceAtlas2 rounds per component, an integer from 0; 0 keeps the seeded starting places. 100 suits hundreds of nodes. */
  readonly iterations: number;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** By node key. The picture is centred on 0 and its longer side spans [−1, 1]; a single node is at the centre. */
  readonly positions: ReadonlyMap<string, Position>;
  /** Nodes whose component was left at its seeded starting places since the forces diverged; normally 0. */
  readonly diverged: number;
}

interface Placed {
  readonly keys: readonly string[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  width: number;
  height: number;
}

function byCodeUnits(x: string, y: string): number {
  return x < y ? -1 : Number(x > y);
}

/** The components' keys, each sorted, the largest component first, then by smallest key. */
function sortedComponents(graph: AbstractGraph): string[][] {
  const seen = new Set<string>();
  const found: string[][] = [];
  for (const start of graph.nodes().toSorted(byCodeUnits)) {
    if (seen.has(start)) continue;
    seen.add(start);
    const members = [start];
    for (const key of members) {
      graph.forEachNeighbor(key, (other) => {
        if (seen.has(other)) return;
        seen.add(other);
        members.push(other);
      });
    }
    found.push(members.toSorted(byCodeUnits));
  }
  return found.toSorted((x, y) => y.length - x.length);
}

/** ForceAtlas2 on one component, from places that depend on the seed and the component's keys alone. */
function layOut(graph: AbstractGraph, keys: readonly string[], options: LayoutOptions): Placed & { diverged: boolean } {
  const random = seededRandom(options.seed, hashText(keys[0]));
  const spread = Math.sqrt(keys.length);
  const start = keys.map(() => ({ x: (random() * 2 - 1) * spread, y: (random() * 2 - 1) * spread }));
  const coordinates = (at: readonly Position[]): Placed =>
    normalised(keys, Float64Array.from(at, ({ x }) => x), Float64Array.from(at, ({ y }) => y));
  if (keys.length < 3) return { ...coordinates(keys.map((_, i) => ({ x: i, y: 0 }))), diverged: false };
  if (options.iterations === 0) return { ...coordinates(start), diverged: false };

  // A copy whose nodes and edges stand in sorted order: float sums, and so the picture, follow that order.
  const copy = new UndirectedGraph<{ x: number; y: number }, { strength: number }>();
  keys.forEach((key, i) => copy.addNode(key, start[i]));
  for (const key of keys) {
    for (const other of graph.neighbors(key).toSorted(byCodeUnits)) {
      if (key >= other) continue;
      const strength: unknown = graph.getEdgeAttribute(graph.edges(key, other)[0], 'strength');
      copy.addEdge(key, other, { strength: typeof strength === 'number' ? strength : 1 });
    }
  }
  const result = forceAtlas2(copy, {
    iterations: options.iterations,
    settings: forceAtlas2.inferSettings(copy),
    getEdgeWeight: 'strength',
  });
  const placed = coordinates(keys.map((key) => result[key]));
  const finite = placed.xs.every(Number.isFinite) && placed.ys.every(Number.isFinite);
  return finite ? { ...placed, diverged: false } : { ...coordinates(start), diverged: true };
}

/** Moves the lower left corner to 0, 0 and scales the longer side to 2√n (nothing where all nodes coincide). */
function normalised(keys: readonly string[], xs: Float64Array, ys: Float64Array): Placed {
  const left = xs.reduce((x, y) => Math.min(x, y));
  const bottom = ys.reduce((x, y) => Math.min(x, y));
  const width = xs.reduce((x, y) => Math.max(x, y)) - left;
  const height = ys.reduce((x, y) => Math.max(x, y)) - bottom;
  const longer = Math.max(width, height);
  const scale = longer === 0 ? 0 : (2 * Math.sqrt(keys.length)) / longer;
  return {
    keys,
    xs: xs.map((x) => (x - left) * scale),
    ys: ys.map((y) => (y - bottom) * scale),
    width: width * scale,
    height: height * scale,
  };
}

/**
 * Sets the components in rows, the first (largest) on top, each row as wide as the square of all their areas; moves
 * their coordinates there. O(components).
 */
function setInRows(components: readonly Placed[]): void {
  const area = components.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const rowWidth = Math.max(Math.sqrt(area), components[0].width);
  let x = 0;
  let top = 0;
  let rowHeight = 0;
  for (const component of components) {
    if (x > 0 && x + component.width > rowWidth) {
      top -= rowHeight + GAP;
      x = 0;
      rowHeight = 0;
    }
    const bottom = top - component.height;
    component.xs.forEach((at, i) => {
      component.xs[i] = at + x;
      component.ys[i] += bottom;
    });
    x += component.width + GAP;
    rowHeight = Math.max(rowHeight, component.height);
  }
}

/**
 * Positions for every node of a graphology graph whose edges may carry `strength` (1 if absent), pulled together by
 * it. The same for the same seed, keys and edges, whatever order they were added in; a component's shape does not
 * depend on the others. O(iterations · n²) for components up to 2,000 nodes, O(iterations · n log n) above.
 * Throws a RangeError for impossible options or more than 1,600,000 nodes.
 */
export function layout(graph: AbstractGraph, options: LayoutOptions): Layout {
  if (!Number.isInteger(options.iterations) || options.iterations < 0) {
    throw new RangeError(`iterations is ${options.iterations}, which is not an integer from 0 up`);
  }
  if (graph.order > MAX_NODES) throw new RangeError(`the graph has ${graph.order} nodes, more than ${MAX_NODES}`);
  const components = sortedComponents(graph).map((keys) => layOut(graph, keys, options));
  const positions = new Map<string, Position>();
  if (components.length === 0) return { positions, diverged: 0 };
  setInRows(components);

  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { xs, ys } of components) {
    for (const x of xs) [left, right] = [Math.min(left, x), Math.max(right, x)];
    for (const y of ys) [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  const half = Math.max(right - left, top - bottom) / 2 || 1;
  for (const { keys, xs, ys } of components) {
    keys.forEach((key, i) => {
      positions.set(key, { x: (xs[i] - (left + right) / 2) / half, y: (ys[i] - (bottom + top) / 2) / half });
    });
  }
  return { positions, diverged: components.reduce((sum, { keys, diverged }) => sum + (diverged ? keys.length : 0), 0) };
}
