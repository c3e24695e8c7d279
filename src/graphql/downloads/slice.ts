/** The part of the graph that is carried off: its authors in their order, and the edges among them. */
import { ROUTINES, unlessRefused } from '../../compute/routines.js';
import type { CsrGraph } from '../../graph/types.js';
import type { RequestContext } from '../context.js';
import type { GraphInUse } from '../graph-in-use.js';
import { someAuthors } from '../ordering/author-order.js';
import type { CutTie } from '../reads/network-scope.js';
import { scopeAuthors } from '../resolvers/network.js';
import type { NetworkQuestion } from './network-question.js';
import { strongestOnly } from './strongest.js';

/** Up to so many authors, the edges among them are made in place. */
const INLINE_AUTHORS = 100;

export interface NetworkSlice {
  /** Author at each place, in the order of the file. */
  readonly authors: Uint32Array;
  /** Steps from the author in the middle or at the start, by place; null where there is no such author. */
  readonly distances: ReadonlyArray<number | null> | null;
  /** The edges among the authors; its node i is the author `ascending[i]`. */
  readonly graph: CsrGraph;
  readonly ascending: Uint32Array;
  /** Place of each node of `graph`. */
  readonly placeOf: Uint32Array;
  /** Where a ranking was cut among equals; null where it was not, and for other scopes. */
  readonly cutTie: CutTie | null;
  /** Authors of the whole scope, and edges among the authors taken, also those left out. */
  readonly nodesInScope: number;
  readonly edgesAmong: number;
  /** True where `graph` is the whole projection, so that its slots are those of collaboration metrics. */
  readonly isProjection: boolean;
}

/**
 * Chooses what is carried off. Memory: a few numbers per author and, unless it is the whole graph, the edges.
 * @throws GraphQLError as scopeAuthors does, ProjectionTooLargeError, MetricComputingError
 */
export async function sliceOf(context: RequestContext, graph: GraphInUse, question: NetworkQuestion): Promise<NetworkSlice> {
  const { scope, maxNodes, maxEdges } = question;
  const { nodes } = graph.selection;
  const isWhole = scope === null && (maxNodes === null || maxNodes >= nodes.length);
  const chosen: Claimants = isWhole ? { authors: nodes, distances: null } : await claimants(context, graph, question);
  const authors = isWhole ? nodes : Uint32Array.from(maxNodes === null ? chosen.authors : chosen.authors.slice(0, maxNodes));
  const ascending = isWhole ? nodes : authors.toSorted();
  const whole = isWhole ? await graph.projection() : await among(graph, ascending);
  const isCut = maxEdges !== null && maxEdges < whole.edgeCount;
  return {
    authors,
    distances: chosen.distances?.slice(0, authors.length) ?? null,
    graph: isCut ? strongestOnly(whole, maxEdges) : whole,
    ascending,
    placeOf: placesOf(authors, ascending),
    cutTie: chosen.cutTie ?? null,
    nodesInScope: chosen.authors.length,
    edgesAmong: whole.edgeCount,
    isProjection: isWhole && !isCut,
  };
}

interface Claimants {
  readonly authors: ArrayLike<number> & { slice(from: number, to: number): ArrayLike<number> };
  readonly distances: ReadonlyArray<number | null> | null;
  readonly cutTie?: CutTie | null;
}

/** Everybody of the scope in the order of their claim; of the whole graph, those with most collaborators first. */
async function claimants(context: RequestContext, graph: GraphInUse, { scope, maxNodes, limits }: NetworkQuestion): Promise<Claimants> {
  if (scope !== null) return scopeAuthors(context, graph, scope, maxNodes ?? Infinity, limits?.authors ?? Infinity);
  const list = await someAuthors(context, graph, 'everybody', graph.selection.nodes, [{ field: 'COLLABORATOR_COUNT', direction: 'DESC' }]);
  return { authors: Uint32Array.from({ length: list.length }, (_, position) => list.at(position)), distances: null };
}

async function among({ snapshot: { incidence, analytics }, selection, spec, patience }: GraphInUse, authors: Uint32Array): Promise<CsrGraph> {
  const { counting, minStrength } = spec;
  const given = { incidence, selection, authors, spec: { counting, minStrength } };
  return unlessRefused(authors.length <= INLINE_AUTHORS ? ROUTINES.AMONG(given) : await analytics.perform('AMONG', given, patience));
}

function placesOf(authors: Uint32Array, ascending: Uint32Array): Uint32Array {
  const places = Uint32Array.from(authors, (_, place) => place);
  // Sorting the places by their authors gives the place of each node in turn.
  return authors === ascending ? places : places.sort((p, q) => authors[p] - authors[q]);
}
