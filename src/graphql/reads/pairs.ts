/** The facts of collaborations, read off the incidence wherever it knows them, so that no projection is needed. */
import { jointPapers, neighboursOf, type Collaborators } from '../../graph/collaborations.js';
import { pairStrength } from '../../graph/spec.js';
import { UNKNOWN_YEAR, type Projection } from '../../graph/types.js';
import { WeightedLru } from '../../caches/weighted-lru.js';
import type { Snapshot } from '../../snapshot/types.js';
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

/** The collaborations of one author under a graph. */
export class Pairs {
  /** @param authors the collaborators, ascending; empty where the author is no node of the graph */
  constructor(
    readonly graph: GraphInUse,
    readonly author: number,
    readonly authors: Uint32Array,
    private readonly facts: Omit<Collaborators, 'authors'> | null,
    /** Places in the facts; null where these are parallel to `authors`. */
    private readonly places: Uint32Array | null,
  ) {}

  /** Undefined where the two have no paper in common. O(log collaborators) */
  get(other: number): PairFacts | undefined {
    const at = lowerBound(this.authors, other);
    return this.authors[at] === other ? this.#at(at) : undefined;
  }

  /** All, by collaborator ascending. */
  all(): PairFacts[] {
    return Array.from(this.authors, (_, at) => this.#at(at));
  }

  #at(at: number): PairFacts {
    const { paperCount, strength, firstYear, lastYear } = this.facts as Collaborators;
    const place = this.places === null ? at : this.places[at];
    return { a: this.author, b: this.authors[at], graph: this.graph, paperCount: paperCount[place], strength: strength[place], firstYear: firstYear[place], lastYear: lastYear[place] };
  }
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every collaboration of an author under a graph, by collaborator ascending; empty where the author is no node of it. */
export function pairsOf(graph: GraphInUse, author: number): MaybePromise<Pairs> {
  return graph.hasAllEdges ? pairsAmong(graph, author, null) : whenKnown(graph.projection(), (projection) => pairsAmong(graph, author, projection));
}

/** @param edges where some were dropped: those that were kept */
function pairsAmong(graph: GraphInUse, author: number, edges: Projection | null): Pairs {
  if (graph.selection.nodeOf[author] === -1) return new Pairs(graph, author, new Uint32Array(0), null, null);
  const facts = collaboratorsOf(graph, author);
  if (edges === null) return new Pairs(graph, author, facts.authors, facts, null);
  const kept = keptNeighbours(edges, author);
  const places = Uint32Array.from(facts.authors.keys()).filter((place) => kept.has(facts.authors[place]));
  return new Pairs(graph, author, places.map((place) => facts.authors[place]), facts, places);
}

/** Collaborators kept per snapshot: those of some thousand authors with a hundred each, or of some hundred with many. */
const KEPT_BYTES = 8 * 2 ** 20;
const BYTES_OF_EACH = 24;
const collaboratorsKept = new WeakMap<Snapshot, WeightedLru<Collaborators>>();

/** Read off the papers once, as pages of an author come again and go on. */
function collaboratorsOf({ snapshot, spec, selection, key }: GraphInUse, author: number): Collaborators {
  let kept = collaboratorsKept.get(snapshot);
  if (kept === undefined) collaboratorsKept.set(snapshot, (kept = new WeightedLru(KEPT_BYTES)));
  const name = `${author} ${key}`;
  let collaborators = kept.get(name);
  if (collaborators === undefined) {
    collaborators = neighboursOf(snapshot.incidence, selection.paperMask, author, spec.counting);
    kept.set(name, collaborators, 200 + BYTES_OF_EACH * collaborators.authors.length);
  }
  return collaborators;
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
