/** The facts of collaborations, read off the incidence wherever it knows them, so that no projection is needed. */
import { jointPapers, neighboursOf } from '../../graph/collaborations.js';
import { pairStrength } from '../../graph/spec.js';
import { UNKNOWN_YEAR, type Projection } from '../../graph/types.js';
import { whenKnown, type MaybePromise } from '../../snapshot/when-known.js';
import type { GraphInUse } from '../graph-in-use.js';
import type { PairFacts } from '../parents.js';

/** The joint papers of two authors under a graph, ascending. O(papers of both). */
export function papersOfPair(graph: GraphInUse, a: number, b: number): Uint32Array {
  return jointPapers(graph.snapshot.incidence, graph.selection.paperMask, a, b);
}

/** The facts of one pair; its strength has the projection's bits. O(papers of both), under HARMONIC plus their Σk. */
export function pairFacts(graph: GraphInUse, a: number, b: number): PairFacts {
  const { paperOffsets, paperAuthors, paperYear } = graph.snapshot.incidence;
  const { counting } = graph.spec;
  const papers = papersOfPair(graph, a, b);
  let strength = 0;
  let firstYear = UNKNOWN_YEAR;
  let lastYear = UNKNOWN_YEAR;
  for (const paper of papers) {
    const start = paperOffsets[paper];
    const rank = (author: number) => (counting === 'HARMONIC' ? paperAuthors.indexOf(author, start) - start + 1 : 1);
    strength += pairStrength(counting, paperOffsets[paper + 1] - start, rank(a), rank(b));
    const year = paperYear[paper];
    if (year === UNKNOWN_YEAR) continue;
    if (firstYear === UNKNOWN_YEAR || year < firstYear) firstYear = year;
    if (year > lastYear) lastYear = year;
  }
  return { a, b, graph, paperCount: papers.length, strength, firstYear, lastYear };
}

/** Every collaboration of an author under a graph, by collaborator ascending; empty where the author is no node of it. */
export function pairsOf(graph: GraphInUse, author: number): MaybePromise<Map<number, PairFacts>> {
  return graph.hasAllEdges ? pairsAmong(graph, author, null) : whenKnown(graph.projection(), (projection) => pairsAmong(graph, author, projection));
}

/** @param edges where some were dropped: those that were kept */
function pairsAmong(graph: GraphInUse, author: number, edges: Projection | null): Map<number, PairFacts> {
  const { selection, spec, snapshot } = graph;
  const pairs = new Map<number, PairFacts>();
  const node = selection.nodeOf[author];
  if (node === -1) return pairs;
  const { authors, paperCount, strength, firstYear, lastYear } = neighboursOf(snapshot.incidence, selection.paperMask, author, spec.counting);
  const kept = edges === null ? null : keptNeighbours(edges, author);
  authors.forEach((b, i) => {
    if (kept !== null && !kept.has(b)) return;
    pairs.set(b, { a: author, b, graph, paperCount: paperCount[i], strength: strength[i], firstYear: firstYear[i], lastYear: lastYear[i] });
  });
  return pairs;
}

function keptNeighbours({ nodes, nodeOf, offsets, neighbours }: Projection, author: number): Set<number> {
  const node = nodeOf[author];
  return new Set(Array.from(neighbours.subarray(offsets[node], offsets[node + 1]), (other) => nodes[other]));
}

/** Place of a pair in the projection's parallel arrays, or −1 where it is no edge. O(log degree). */
export function slotOfPair({ nodeOf, offsets, neighbours }: Projection, a: number, b: number): number {
  const [from, to] = [nodeOf[a], nodeOf[b]];
  if (from === -1 || to === -1) return -1;
  let low = offsets[from];
  let high = offsets[from + 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (neighbours[middle] < to) low = middle + 1;
    else high = middle;
  }
  return low < offsets[from + 1] && neighbours[low] === to ? low : -1;
}
