/** A slice of the network with everything needed to draw it: in place where it is small, else in the worker pool. */
import { ROUTINES } from '../../compute/routines.js';
import type { Places, SliceFacts } from '../../compute/routines/picture.js';
import { csrComponents } from '../../graph/csr.js';
import type { CsrGraph } from '../../graph/types.js';
import type { ViewQuality } from '../../metrics/network/view-quality.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import { tooManyRounds } from '../errors.js';
import type { GraphInUse } from '../graph-in-use.js';
import { mostRounds, roundNs, setupNs, suitableRounds } from './layout-rounds.js';
import type { CutTie, ScopeAuthors } from './network-scope.js';

/** Largest picture whose quality is measured: that takes n·(n + m). */
const MAX_NODES_FOR_QUALITY = 1_000;
/** Up to so many nodes, the slice and the quality of a picture are made in place; and a layout of so many nanoseconds. */
const INLINE_NODES = 100;
const INLINE_LAYOUT_NS = 5e6;

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

/** Where each place of a picture is drawn. */
export type Positions = (place: number) => { readonly x: number; readonly y: number };

/** Chooses what is drawn. Fails with a GraphQLError COST_LIMIT where a picture of this size can't have so many rounds. */
export async function drawnPicture(graph: GraphInUse, scope: ScopeAuthors, options: PictureOptions): Promise<NetworkPicture> {
  const ascending = Uint32Array.from(scope.authors.slice(0, options.maxNodes)).toSorted();
  const { snapshot: { incidence, analytics }, selection, spec, patience } = graph;
  const { counting, minStrength } = spec;
  const given = { incidence, selection, authors: ascending, spec: { counting, minStrength }, maxEdges: options.maxEdges };
  const slice = ascending.length <= INLINE_NODES ? ROUTINES.SLICE(given) : await analytics.perform('SLICE', given, patience);
  return new NetworkPicture(graph, scope, options, ascending, slice);
}

/** Layout and quality are made when first asked for: a table of the nodes needs neither. */
export class NetworkPicture {
  readonly authors: readonly number[];
  readonly distances: ReadonlyArray<number | null> | null;
  /** Strongest first. */
  readonly edges: readonly PictureEdge[];
  /** Drawn edges at each place. */
  readonly degrees: Uint32Array;
  /** Where the ranking that is drawn ends among equals; null where it doesn't. */
  readonly cutTie: CutTie | null;
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly #graph: GraphInUse;
  readonly #drawn: CsrGraph;
  readonly #ascending: Uint32Array;
  readonly #seed: number;
  readonly #rounds: number;
  #places: MaybePromise<Places> | null = null;
  #positions: MaybePromise<Positions> | null = null;

  constructor(graph: GraphInUse, scope: ScopeAuthors, options: PictureOptions, ascending: Uint32Array, slice: SliceFacts) {
    this.#graph = graph;
    this.#seed = options.seed;
    this.cutTie = scope.cutTie ?? null;
    this.nodeCount = scope.authors.length;
    this.authors = scope.authors.slice(0, options.maxNodes);
    this.distances = scope.distances?.slice(0, options.maxNodes) ?? null;
    this.#ascending = ascending;
    this.edgeCount = slice.edgeCount;
    this.#drawn = slice.graph;
    this.#rounds = roundsOf(this.#drawn, options.iterations);
    const placeOf = new Map(this.authors.map((author, place) => [author, place]));
    const place = (node: number) => placeOf.get(ascending[node]) ?? 0;
    this.edges = Array.from(slice.sources, (source, i) => ({ source: place(source), target: place(slice.targets[i]) }));
    this.degrees = new Uint32Array(this.authors.length);
    for (const { source, target } of this.edges) {
      this.degrees[source] += 1;
      this.degrees[target] += 1;
    }
  }

  /** Made once, however many nodes ask while the layout is on its way. */
  positions(): MaybePromise<Positions> {
    if (this.#positions !== null) return this.#positions;
    const positions = whenKnown(this.#layOut(), ({ xs, ys }) => {
      const nodeOf = new Map(Array.from(this.#ascending, (author, node) => [author, node]));
      const nodes = this.authors.map((author) => nodeOf.get(author) ?? 0);
      return (this.#positions = (place: number) => ({ x: xs[nodes[place]], y: ys[nodes[place]] }));
    });
    return (this.#positions ??= positions);
  }

  /** Null for pictures too large to measure. */
  quality(communityOf: (author: number) => number | null): MaybePromise<ViewQuality | null> {
    if (this.authors.length > MAX_NODES_FOR_QUALITY) return null;
    const communities = Int32Array.from(this.#ascending, (author) => communityOf(author) ?? -1);
    return whenKnown(this.#layOut(), ({ xs, ys }): MaybePromise<ViewQuality> => {
      const given = { authors: this.#ascending, graph: this.#drawn, xs, ys, communities };
      return this.authors.length <= INLINE_NODES ? ROUTINES.QUALITY(given) : this.#graph.snapshot.analytics.perform('QUALITY', given, this.#graph.patience);
    });
  }

  #layOut(): MaybePromise<Places> {
    if (this.#places) return this.#places;
    const given = { authors: this.#ascending, graph: this.#drawn, seed: this.#seed, iterations: this.#rounds };
    const { nodeCount, edgeCount } = this.#drawn;
    const ns = setupNs(nodeCount, edgeCount) + this.#rounds * roundNs(csrComponents(this.#drawn).sizes, edgeCount);
    if (ns <= INLINE_LAYOUT_NS) return (this.#places = ROUTINES.LAYOUT(given));
    const places = this.#graph.snapshot.analytics.perform('LAYOUT', given, this.#graph.patience);
    this.#places = places;
    places.then((known) => (this.#places = known), () => undefined);
    return places;
  }
}

/** As many rounds as are asked for, or as suit the picture. */
function roundsOf(drawn: CsrGraph, asked: number | null): number {
  const perRound = roundNs(csrComponents(drawn).sizes, drawn.edgeCount);
  if (asked === null) return suitableRounds(drawn.nodeCount, perRound);
  const most = mostRounds(perRound);
  if (asked > most) throw tooManyRounds(drawn.nodeCount, asked, most);
  return asked;
}
