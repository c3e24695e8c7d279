/** A network of the corpus ready to be carried off: what is asked for, in streams. */
import type { ExportedEdge, ExportedNetwork, ExportedNode } from '../../exports/network.js';
import { PairYears } from '../../graph/pair-years.js';
import type { RequestContext } from '../context.js';
import { costLimit } from '../errors.js';
import type { GraphInUse } from '../graph-in-use.js';
import { programVersion } from '../program-version.js';
import { edgeColumns, type EdgeColumn } from './edge-columns.js';
import { leftOutInWords, leftOutOf, strangersInWords } from './graph-leaves-out.js';
import type { NetworkQuestion } from './network-question.js';
import { nodeColumns, type NodeColumn } from './node-columns.js';
import { positionsOf, type Positions } from './positions.js';
import { specInWords, titleOf } from './scope-in-words.js';
import { sliceOf, type NetworkSlice } from './slice.js';

/** Authors read from the store at a time: some milliseconds. */
const READ_AT_ONCE = 500;

export interface NetworkAnswer {
  readonly network: ExportedNetwork;
  /** What is left out of the scope, a sentence each; empty where nothing is. */
  readonly leftOut: readonly string[];
  /** What is to be known of its positions, a sentence each. */
  readonly aboutPositions: readonly string[];
}

/**
 * Works out everything that can fail or has to be waited for; what is left is streamed by the network's nodes() and
 * edges(), each in memory that does not grow with it. The context must not be released before.
 * @throws GraphQLError for what can't be meant or is unknown; ProjectionTooLargeError; MetricComputingError where patience ends
 */
export async function networkOf(context: RequestContext, graph: GraphInUse, question: NetworkQuestion): Promise<NetworkAnswer> {
  const slice = await sliceOf(context, graph, question);
  refuseTooLarge(slice, question);
  const [nodes, edges, positions] = await Promise.all([
    nodeColumns(graph, slice, question),
    edgeColumns(graph, slice, question),
    question.layout === null ? null : positionsOf(graph, slice, question.layout),
  ]);
  const { snapshot: { id, manifest } } = graph;
  const leftOut = [...sentencesOn(graph, slice), ...leftOutInWords(await leftOutOf(graph), graph), ...incompleteLists(graph), ...(positions?.notes ?? [])];
  const network: ExportedNetwork = {
    metadata: {
      title: titleOf(context, question.scope, slice.authors),
      snapshot: id, date: manifest.builtAt, creator: `coterie ${programVersion()}`, graph: specInWords(graph),
      methods: [...nodes.methods, ...edges.methods, ...(positions === null ? [] : [positions.method])],
      notes: leftOut,
    },
    nodeColumns: nodes.columns, edgeColumns: edges.columns,
    nodeCount: slice.authors.length, edgeCount: slice.graph.edgeCount,
    nodes: () => nodesOf(graph, slice, nodes.columns, positions),
    edges: () => edgesOf(graph, slice, edges.columns, question.until ?? null),
  };
  return { network, leftOut, aboutPositions: positions?.notes ?? [] };
}

/** Ids, names and strengths, which stand in every file. */
const VALUES_OF_NODE = 2;
const VALUES_OF_EDGE = 3;

function refuseTooLarge({ authors, graph }: NetworkSlice, { nodeFacts, edgeFacts, authorMetrics, collaborationMetrics, layout, limits }: NetworkQuestion): void {
  if (limits === null) return;
  if (layout !== null && authors.length > limits.authors) {
    const [nodes, most] = [authors.length, limits.authors].map((number) => number.toLocaleString('en'));
    throw costLimit(`These are ${nodes} authors, but at most ${most} are laid out at once: choose a smaller scope or "maxNodes", ask without a layout, or run \`coterie export\` where the corpus lies.`, { cost: authors.length, limit: limits.authors });
  }
  const ofNode = VALUES_OF_NODE + nodeFacts.size + 3 * authorMetrics.length;
  const ofEdge = VALUES_OF_EDGE + edgeFacts.size + collaborationMetrics.length;
  const cost = authors.length * ofNode + graph.edgeCount * ofEdge;
  if (cost <= limits.values) return;
  const [nodes, edges, asked, most] = [authors.length, graph.edgeCount, cost, limits.values].map((number) => number.toLocaleString('en'));
  throw costLimit(`These ${nodes} authors and ${edges} collaborations come to ${asked} values, but at most ${most} are downloaded at once: choose a smaller scope, a narrower graph or fewer columns, or run \`coterie export\` where the corpus lies.`, { cost, limit: limits.values });
}

/** Everything that somebody might take for being there. */
function sentencesOn(graphInUse: GraphInUse, { authors, nodesInScope, cutTie, graph, edgesAmong }: NetworkSlice): string[] {
  const n = (count: number): string => count.toLocaleString('en');
  return [
    ...(authors.length < nodesInScope ? [`only ${n(authors.length)} of the ${n(nodesInScope)} authors of this scope are here, as was asked for`] : []),
    ...(graph.edgeCount < edgesAmong ? [`only the ${n(graph.edgeCount)} strongest of the ${n(edgesAmong)} collaborations among these authors are here, as was asked for`] : []),
    ...(cutTie === null ? [] : [`place ${n(cutTie.rank)} is shared by ${n(cutTie.sharing)} authors, of whom only ${n(cutTie.shown)} ${cutTie.shown === 1 ? 'is' : 'are'} here: the first ${n(cutTie.rank + cutTie.sharing - 1)} authors would be all of them`]),
    ...strangersInWords(graphInUse, authors),
  ];
}

function incompleteLists({ selection: { incompleteAuthorLists: count } }: GraphInUse): string[] {
  if (count === 0) return [];
  return [`${count.toLocaleString('en')} ${count === 1 ? 'paper of the graph has an author list' : 'papers of the graph have author lists'} known to be incomplete: whoever is not listed is not here`];
}

function* nodesOf({ snapshot: { records } }: GraphInUse, { authors }: NetworkSlice, columns: readonly NodeColumn[], positions: Positions | null): Generator<ExportedNode> {
  for (let from = 0; from < authors.length; from += READ_AT_ONCE) {
    const indices = [...authors.subarray(from, from + READ_AT_ONCE)];
    const rows = records.authors(indices);
    const details = records.authorDetails(indices);
    for (const [i, author] of indices.entries()) {
      const subject = { author, place: from + i, row: rows[i], details: details[i] };
      yield {
        id: rows[i].id, label: rows[i].displayName,
        values: columns.map((column) => column.valueOf(subject)),
        position: positions?.at(from + i) ?? null,
      };
    }
  }
}

/** By ascending source, then target. */
function* edgesOf({ snapshot: { incidence }, selection }: GraphInUse, { authors, ascending, graph, placeOf }: NetworkSlice, columns: readonly EdgeColumn[], until: number | null): Generator<ExportedEdge> {
  const { offsets, neighbours, paperCount, strength } = graph;
  const nodeAt = new Uint32Array(placeOf.length);
  placeOf.forEach((place, node) => (nodeAt[place] = node));
  const years = until !== null || columns.some(({ name }) => name === 'first_year' || name === 'last_year') ? new PairYears(incidence, selection.paperMask, until ?? Infinity) : null;
  for (let source = 0; source < authors.length; source += 1) {
    const node = nodeAt[source];
    const row: { readonly target: number; readonly slot: number }[] = [];
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot += 1) {
      const target = placeOf[neighbours[slot]];
      if (target > source) row.push({ target, slot });
    }
    if (row.length === 0) continue;
    years?.turnTo(ascending[node]);
    for (const { target, slot } of row.sort((x, y) => x.target - y.target)) {
      const other = authors[target];
      const [a, b] = authors[source] < other ? [authors[source], other] : [other, authors[source]];
      const subject = { a, b, paperCount: paperCount[slot], firstYear: years?.first(other) ?? null, lastYear: years?.last(other) ?? null, laterPapers: years?.later(other) ?? 0, slot };
      yield { source, target, strength: strength[slot], values: columns.map((column) => column.valueOf(subject)) };
    }
  }
}
