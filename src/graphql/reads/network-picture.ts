/** A slice of the network with everything needed to draw it. */
import type { AbstractGraph } from 'graphology-types';
import { csrComponents } from '../../graph/csr.js';
import { layout, type Layout } from '../../graph/layout.js';
import { projectAmong } from '../../graph/projection.js';
import type { CsrGraph } from '../../graph/types.js';
import { toGraphology, type ViewNode } from '../../graph/view.js';
import { viewQuality, type ViewQuality } from '../../metrics/network/view-quality.js';
import { costLimit } from '../errors.js';
import type { GraphInUse } from '../graph-in-use.js';
import { mostRounds, roundNs, suitableRounds } from './layout-rounds.js';
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
  readonly #seed: number;
  readonly #rounds: number;
  #view: DrawnGraph | null = null;
  #layout: Layout | null = null;

  /** @throws GraphQLError COST_LIMIT where a picture of this size can't have so many rounds */
  constructor(graph: GraphInUse, scope: ScopeAuthors, options: PictureOptions) {
    this.#seed = options.seed;
    this.nodeCount = scope.authors.length;
    this.authors = scope.authors.slice(0, options.maxNodes);
    this.distances = scope.distances?.slice(0, options.maxNodes) ?? null;
    this.#ascending = Uint32Array.from(this.authors).toSorted();
    const whole = projectAmong(graph.snapshot.incidence, graph.selection, this.#ascending, graph.spec);
    const entries = strongestEntries(whole, options.maxEdges);
    this.edgeCount = whole.edgeCount;
    this.#drawn = entries.length === whole.edgeCount ? whole : restricted(whole, entries);
    this.#rounds = roundsOf(this.#drawn, options.iterations);
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
    return (this.#layout ??= layout(this.#viewOf(), { seed: this.#seed, iterations: this.#rounds }));
  }
}

/** As many rounds as are asked for, or as suit the picture. */
function roundsOf(drawn: CsrGraph, asked: number | null): number {
  const perRound = roundNs(csrComponents(drawn).sizes, drawn.edgeCount);
  if (asked === null) return suitableRounds(drawn.nodeCount, perRound);
  const most = mostRounds(perRound);
  if (asked > most) {
    const nodes = drawn.nodeCount.toLocaleString('en');
    throw costLimit(`A picture of these ${nodes} authors may have ${most} rounds of layout, but ${asked} are asked for: set "layout.iterations" to ${most} or less, or "maxNodes" lower.`, {
      iterations: asked,
      limit: most,
    });
  }
  return asked;
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
