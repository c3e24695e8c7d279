/**
 * The graph of any window of years without gathering it anew: every pair of co-authors is found once, with the year
 * and the strength of each of its papers, and a window's graph is read off by one pass over them.
 */
import { roundedOff } from './compensated-sum.js';
import { finishProjection, refuseIfTooLarge } from './projection.js';
import { select } from './selection.js';
import { pairStrength } from './spec.js';
import { GrowableArray, sharedArray } from './shared-arrays.js';
import { UNKNOWN_YEAR } from './types.js';
import type { CsrGraph, GraphSpec, Incidence, Projection, Selection } from './types.js';

/** Pairs ascend by their smaller author, then by the other; the papers of a pair ascend by index. All arrays are shared. */
export interface PairHistory {
  /** [A+1] first pair of each author as the smaller one; the last entry is the number of pairs. */
  readonly pairOffsets: Uint32Array;
  /** [pairs] the larger author. */
  readonly others: Uint32Array;
  /** [pairs+1] into years and terms. */
  readonly paperOffsets: Uint32Array;
  /** Publication year of each paper of each pair; papers of unknown year are in no window. */
  readonly years: Int16Array;
  /** What that paper adds to the pair's strength; empty where each adds 1 (FULL). */
  readonly terms: Float64Array;
}

/**
 * The pairs of the papers that a spec keeps, whatever their year. O(Σ k²) time; 2 to 10 bytes per pair and joint paper,
 * 8 per pair. Throws ProjectionTooLargeError as `project` does.
 */
export function pairHistory(incidence: Incidence, spec: GraphSpec): PairHistory {
  const selection = select(incidence, { ...spec, yearFrom: null, yearTo: null });
  refuseIfTooLarge(incidence, selection);
  const isFull = spec.counting === 'FULL';
  const total = jointPapers(incidence, selection.paperMask);
  const years = sharedArray(Int16Array, total);
  const terms = sharedArray(Float64Array, isFull ? 0 : total);
  const pairOffsets = sharedArray(Uint32Array, incidence.authorCount + 1);
  const others = new GrowableArray(Uint32Array, Math.max(16, Math.ceil(total / 2)));
  const paperOffsets = new GrowableArray(Uint32Array, Math.max(16, Math.ceil(total / 2)));
  paperOffsets.push(0);
  const next = new Uint32Array(incidence.authorCount);
  const met = new Uint32Array(incidence.authorCount);
  let end = 0;
  for (let author = 0; author < incidence.authorCount; author += 1) {
    let metCount = 0;
    forEachJoint(incidence, selection.paperMask, author, (other) => {
      if (next[other]++ === 0) met[metCount++] = other;
    });
    const row = met.subarray(0, metCount).sort();
    for (const other of row) {
      others.push(other);
      const start = end;
      end += next[other];
      next[other] = start;
      paperOffsets.push(end);
    }
    forEachJoint(incidence, selection.paperMask, author, (other, paper, i, j, k) => {
      const at = next[other]++;
      years[at] = incidence.paperYear[paper];
      if (!isFull) terms[at] = pairStrength(spec.counting, k, i, j);
    });
    for (const other of row) next[other] = 0;
    pairOffsets[author + 1] = others.length;
  }
  return { pairOffsets, others: others.finish(), paperOffsets: paperOffsets.finish(), years, terms };
}

/** Papers that belong to a window of some kind: kept, and of known year. */
function isDated({ paperYear }: Incidence, paperMask: Uint8Array, paper: number): boolean {
  return paperMask[paper] === 1 && paperYear[paper] !== UNKNOWN_YEAR;
}

/** Σ k(k − 1)/2 over them. */
function jointPapers(incidence: Incidence, paperMask: Uint8Array): number {
  let total = 0;
  for (let paper = 0; paper < incidence.paperCount; paper += 1) {
    if (!isDated(incidence, paperMask, paper)) continue;
    const k = incidence.paperOffsets[paper + 1] - incidence.paperOffsets[paper];
    total += (k * (k - 1)) / 2;
  }
  return total;
}

/** Visits each co-author of a larger index on each paper, papers ascending; i and j are the 1-based ranks of the two among k. */
function forEachJoint(
  incidence: Incidence,
  paperMask: Uint8Array,
  author: number,
  visit: (other: number, paper: number, i: number, j: number, k: number) => void,
): void {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
    const paper = authorPapers[s];
    if (!isDated(incidence, paperMask, paper)) continue;
    const first = paperOffsets[paper];
    const k = paperOffsets[paper + 1] - first;
    const own = paperAuthors.indexOf(author, first) - first + 1;
    for (let rank = 1; rank <= k; rank += 1) {
      const other = paperAuthors[first + rank - 1];
      if (other > author) visit(other, paper, own, rank, k);
    }
  }
}

/**
 * The projection of a window: that of `project(incidence, spec)`, bit for bit, where the history is that of the spec
 * without its years, and at least one bound of the years is set. O(P + Σk + pairs and their papers), all in sequence.
 * Throws a RangeError for a spec without bounds, whose graph has papers of unknown year too.
 */
export function windowProjection(history: PairHistory, incidence: Incidence, spec: GraphSpec): Projection {
  if (spec.yearFrom === null && spec.yearTo === null) {
    throw new RangeError('the graph spec has neither yearFrom nor yearTo, but a window of years needs at least one of them');
  }
  const selection = select(incidence, spec);
  return finishProjection(incidence, spec, selection, windowCsr(history, selection, spec));
}

function windowCsr(history: PairHistory, selection: Selection, spec: GraphSpec): CsrGraph {
  const { papersOf, strengthOf } = windowSums(history, spec.yearFrom ?? -Infinity, spec.yearTo ?? Infinity);
  const offsets = rowOffsets(history, selection, papersOf);
  const nodeCount = selection.nodes.length;
  const entries = offsets[nodeCount];
  const neighbours = sharedArray(Uint32Array, entries);
  const paperCount = sharedArray(Uint32Array, entries);
  const strength = sharedArray(Float64Array, entries);
  const { pairOffsets, others } = history;
  const { nodes, nodeOf } = selection;
  const cursor = offsets.slice(0, nodeCount);
  // Rows come out sorted: a node is met as the higher one of its pairs, in ascending order of the lower, before its own pairs come.
  for (let low = 0; low < nodeCount; low += 1) {
    const end = pairOffsets[nodes[low] + 1];
    let own = cursor[low];
    for (let pair = pairOffsets[nodes[low]]; pair < end; pair += 1) {
      const papers = papersOf[pair];
      if (papers === 0) continue;
      const high = nodeOf[others[pair]];
      const mirrored = cursor[high]++;
      neighbours[own] = high;
      paperCount[own] = papers;
      strength[own] = strengthOf[pair];
      own += 1;
      neighbours[mirrored] = low;
      paperCount[mirrored] = papers;
      strength[mirrored] = strengthOf[pair];
    }
  }
  return { nodeCount, edgeCount: entries / 2, offsets, neighbours, paperCount, strength };
}

/** [n+1] where each node's row begins. */
function rowOffsets({ pairOffsets, others }: PairHistory, { nodes, nodeOf }: Selection, papersOf: Uint32Array): Uint32Array {
  const offsets = sharedArray(Uint32Array, nodes.length + 1);
  for (let low = 0; low < nodes.length; low += 1) {
    const end = pairOffsets[nodes[low] + 1];
    for (let pair = pairOffsets[nodes[low]]; pair < end; pair += 1) {
      if (papersOf[pair] === 0) continue;
      offsets[low + 1] += 1;
      offsets[nodeOf[others[pair]] + 1] += 1;
    }
  }
  for (let node = 0; node < nodes.length; node += 1) offsets[node + 1] += offsets[node];
  return offsets;
}

/** Papers and strength of every pair in the years, summed in the order and with the compensation of a projection. */
function windowSums({ paperOffsets, years, terms }: PairHistory, from: number, to: number): { papersOf: Uint32Array; strengthOf: Float64Array } {
  const pairs = paperOffsets.length - 1;
  const papersOf = new Uint32Array(pairs);
  const strengthOf = new Float64Array(pairs);
  const isFull = terms.length === 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    let papers = 0;
    let sum = 0;
    let lost = 0;
    for (let at = paperOffsets[pair]; at < paperOffsets[pair + 1]; at += 1) {
      if (years[at] < from || years[at] > to) continue;
      papers += 1;
      if (isFull) continue;
      const before = sum;
      sum = before + terms[at];
      lost += roundedOff(before, terms[at], sum);
    }
    papersOf[pair] = papers;
    strengthOf[pair] = isFull ? papers : sum + lost;
  }
  return { papersOf, strengthOf };
}
