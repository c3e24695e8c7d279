/** A slice of the network with everything needed to draw it. */
import type { AbstractGraph } from 'graphology-types';
import { layout, type Layout } from '../../graph/layout.js';
import { projectAmong } from '../../graph/projection.js';
import type { CsrGraph } from '../../graph/types.js';
import { toGraphology, type ViewNode } from '../../graph/view.js';
import { viewQuality, type ViewQuality } from '../../metrics/network/view-quality.js';
import type { GraphInUse } from '../graph-in-use.js';
import type { ScopeAuthors } from './network-scope.js';

/** A node once its place and community are known. */
interface DrawnNode extends ViewNode {
  x?: number;
  y?: number;
  community?: number | null;
}
type DrawnGraph = AbstractGraph<DrawnNode>;

/** Largest picture whose quality is measured: that takes n·(n + m). */
const MAX_NODES_FOR_QUALITY = 1_000;

export interface PictureOptions {
  readonly maxNodes: number;
  readonly maxEdges: number;
  readonly seed: number;
  /** Rounds of the layout; null for as many as suit the size. */
  readonly iterations: number | null;
}

export interface PictureEdge {
  /** Places in `authors`. */
  readonly source: number;
  readonly target: number;
}

/** Layout and quality are made when first asked for: a table of the nodes needs neither. */
export class NetworkPicture {
  readonly authors: readonly number[];
  readonly distances: readonly number[] | null;
  /** Strongest first. */
  readonly edges: readonly PictureEdge[];
  /** Drawn edges at each place. */
  readonly degrees: Uint32Array;
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly #drawn: CsrGraph;
  readonly #ascending: Uint32Array;
  readonly #options: PictureOptions;
  #view: DrawnGraph | null = null;
  #layout: Layout | null = null;

  constructor(graph: GraphInUse, scope: ScopeAuthors, options: PictureOptions) {
    this.#options = options;
    this.nodeCount = scope.authors.length;
    this.authors = scope.authors.slice(0, options.maxNodes);
    this.distances = scope.distances?.slice(0, options.maxNodes) ?? null;
    this.#ascending = Uint32Array.from(this.authors).toSorted();
    const whole = projectAmong(graph.snapshot.incidence, graph.selection, this.#ascending, graph.spec);
    const entries = strongestEntries(whole, options.maxEdges);
    this.edgeCount = whole.edgeCount;
    this.#drawn = entries.length === whole.edgeCount ? whole : restricted(whole, entries);
    const placeOf = new Map(this.authors.map((author, place) => [author, place]));
    const place = (node: number) => placeOf.get(this.#ascending[node]) ?? 0;
    this.edges = entries.map(([from, slot]) => ({ source: place(from), target: place(whole.neighbours[slot]) }));
    this.degrees = new Uint32Array(this.authors.length);
    for (const { source, target } of this.edges) {
      this.degrees[source] += 1;
      this.degrees[target] += 1;
    }
  }

  position(place: number): { readonly x: number; readonly y: number } {
    const { positions } = this.#layoutOf();
    return positions.get(String(this.authors[place])) ?? { x: 0, y: 0 };
  }

  /** Null for pictures too large to measure. */
  quality(communityOf: (author: number) => number | null): ViewQuality | null {
    if (this.authors.length > MAX_NODES_FOR_QUALITY) return null;
    const view = this.#viewOf();
    const { positions } = this.#layoutOf();
    view.forEachNode((key, { author }) => {
      const { x, y } = positions.get(key) ?? { x: 0, y: 0 };
      view.mergeNodeAttributes(key, { x, y, community: communityOf(author) });
    });
    return viewQuality(view);
  }

  #viewOf(): DrawnGraph {
    return (this.#view ??= toGraphology({ authors: this.#ascending, graph: this.#drawn }) as AbstractGraph<DrawnNode>);
  }

  #layoutOf(): Layout {
    const { seed, iterations } = this.#options;
    return (this.#layout ??= layout(this.#viewOf(), { seed, iterations: iterations ?? suitableIterations(this.authors.length) }));
  }
}

/** Small pictures can afford to settle; a round of large ones costs n². */
function suitableIterations(nodes: number): number {
  return Math.round(Math.min(300, Math.max(30, 2e7 / (nodes * nodes))));
}

/** [node, slot] of every edge once, strongest first, at most `limit`. */
function strongestEntries(graph: CsrGraph, limit: number): Array<readonly [number, number]> {
  const entries: Array<readonly [number, number]> = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    for (let s = graph.offsets[node]; s < graph.offsets[node + 1]; s++) {
      if (graph.neighbours[s] > node) entries.push([node, s]);
    }
  }
  return entries.toSorted(([, s], [, t]) => graph.strength[t] - graph.strength[s] || s - t).slice(0, limit);
}

/** The graph of some of its edges. */
function restricted(graph: CsrGraph, entries: ReadonlyArray<readonly [number, number]>): CsrGraph {
  const rows = Array.from({ length: graph.nodeCount }, (): Array<readonly [number, number]> => []);
  for (const [node, slot] of entries) {
    rows[node].push([graph.neighbours[slot], slot]);
    rows[graph.neighbours[slot]].push([node, slot]);
  }
  const sorted = rows.map((row) => row.toSorted(([a], [b]) => a - b));
  const flat = sorted.flat();
  const offsets = new Uint32Array(graph.nodeCount + 1);
  sorted.forEach((row, node) => (offsets[node + 1] = offsets[node] + row.length));
  return {
    nodeCount: graph.nodeCount,
    edgeCount: entries.length,
    offsets,
    neighbours: Uint32Array.from(flat, ([other]) => other),
    paperCount: Uint32Array.from(flat, ([, slot]) => graph.paperCount[slot]),
    strength: Float64Array.from(flat, ([, slot]) => graph.strength[slot]),
  };
}
