/** Drawing a part of the network: its strongest edges, places for its nodes, and how good the drawing is. */
import { layout } from '../../graph/layout.js';
import { projectAmong } from '../../graph/projection.js';
import type { CsrGraph, GraphSpec, Incidence, Selection } from '../../graph/types.js';
import { toGraphology } from '../../graph/view.js';
import { viewQuality, type ViewQuality } from '../../metrics/network/view-quality.js';

export interface SliceRequest {
  readonly incidence: Incidence;
  readonly selection: Selection;
  /** Ascending, distinct. */
  readonly authors: Uint32Array;
  readonly spec: Pick<GraphSpec, 'counting' | 'minStrength'>;
  /** At most so many edges are kept, the strongest first. */
  readonly maxEdges: number;
}

export interface SliceFacts {
  /** Edges among the authors, before any were left out. */
  readonly edgeCount: number;
  /** The graph of those kept; node i is authors[i]. */
  readonly graph: CsrGraph;
  /** The two nodes of each kept edge, strongest edge first, the lower node as source. */
  readonly sources: Uint32Array;
  readonly targets: Uint32Array;
}

/** The graph among some authors, or its strongest edges. O(Σ over their papers of k, and m log m). */
export function sliceOf({ incidence, selection, authors, spec, maxEdges }: SliceRequest): SliceFacts {
  const whole = projectAmong(incidence, selection, authors, spec);
  const entries = strongestEntries(whole, maxEdges);
  return {
    edgeCount: whole.edgeCount,
    graph: entries.length === whole.edgeCount ? whole : restricted(whole, entries),
    sources: Uint32Array.from(entries, ([node]) => node),
    targets: Uint32Array.from(entries, ([, slot]) => whole.neighbours[slot]),
  };
}

type Entry = readonly [node: number, slot: number];

/** Every edge once, strongest first, at most `limit`. */
function strongestEntries(graph: CsrGraph, limit: number): Entry[] {
  const entries: Entry[] = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    for (let slot = graph.offsets[node]; slot < graph.offsets[node + 1]; slot++) {
      if (graph.neighbours[slot] > node) entries.push([node, slot]);
    }
  }
  return entries.toSorted(([, s], [, t]) => graph.strength[t] - graph.strength[s] || s - t).slice(0, limit);
}

/** The graph of some of its edges. */
function restricted(graph: CsrGraph, entries: readonly Entry[]): CsrGraph {
  const rows = Array.from({ length: graph.nodeCount }, (): Entry[] => []);
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

export interface LayoutRequest {
  readonly authors: Uint32Array;
  readonly graph: CsrGraph;
  readonly seed: number;
  readonly iterations: number;
}

/** Places on the plane, parallel to the authors. */
export interface Places {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** ForceAtlas2 as graph/layout.ts describes it. */
export function placesOf({ authors, graph, seed, iterations }: LayoutRequest): Places {
  const { positions } = layout(toGraphology({ authors, graph }), { seed, iterations });
  const placeOf = (author: number) => positions.get(String(author)) ?? { x: 0, y: 0 };
  return { xs: Float64Array.from(authors, (author) => placeOf(author).x), ys: Float64Array.from(authors, (author) => placeOf(author).y) };
}

export interface QualityRequest extends Places {
  readonly authors: Uint32Array;
  readonly graph: CsrGraph;
  /** Community of each author, −1 for none. */
  readonly communities: Int32Array;
}

/** As metrics/network/view-quality.ts describes it. */
export function qualityOf({ authors, graph, xs, ys, communities }: QualityRequest): ViewQuality {
  const view = toGraphology({ authors, graph });
  authors.forEach((author, i) => {
    view.mergeNodeAttributes(String(author), { x: xs[i], y: ys[i], community: communities[i] === -1 ? null : communities[i] } as object);
  });
  return viewQuality(view);
}
