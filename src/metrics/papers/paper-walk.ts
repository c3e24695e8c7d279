/**
 * The sums that PageRank is solved by (centrality/walk-system.ts) along papers instead of edges. With c the strength that a
 * paper gives and u what it credits to each of its authors, it adds c·u(a)·u(b) to the strength of a and b. So a paper's own
 * sum of c·u·value over the authors who have been passed serves all who come: a pass costs Σk instead of Σk².
 */
import { harmonicCredit, pairStrength } from '../../graph/spec.js';
import type { Counting, Incidence } from '../../graph/types.js';
import type { WalkSums, WalkSystem } from '../centrality/walk-system.js';
import { walkSystemOf } from '../centrality/walk-system.js';
import { paperStrengths } from './collaborators.js';
import type { Papers } from './papers.js';

/** The walker's system on papers; places are nodes. O(P + Σk) time to make and to pass through; 16 bytes a paper and 64 an author, by HARMONIC counting 8 an authorship more. */
export function paperWalkSystem(papers: Papers, damping: number): WalkSystem {
  return walkSystemOf(paperSums(papers), paperStrengths(papers), damping);
}

function paperSums({ incidence, selection: { nodes, paperMask }, counting }: Papers): WalkSums {
  const { paperCount, paperOffsets, authorOffsets, authorPapers } = incidence;
  const credit = counting === 'HARMONIC' ? creditsByAuthor(incidence) : null;
  /** [P] c; 0 for papers that join nobody. */
  const factor = new Float64Array(paperCount);
  for (let paper = 0; paper < paperCount; paper++) {
    const k = paperOffsets[paper + 1] - paperOffsets[paper];
    if (paperMask[paper] === 1 && k > 1) factor[paper] = factorOf(counting, k);
  }
  /** [P] c·Σ u·value over the authors passed. */
  const passed = new Float64Array(paperCount);
  let last = Infinity;

  const add = (node: number, value: number): void => {
    for (let slot = authorOffsets[nodes[node]], end = authorOffsets[nodes[node] + 1]; slot < end; slot++) {
      const paper = authorPapers[slot];
      passed[paper] += factor[paper] * (credit === null ? value : value * credit[slot]);
    }
  };
  const sumAt = (node: number): number => {
    let sum = 0;
    for (let slot = authorOffsets[nodes[node]], end = authorOffsets[nodes[node] + 1]; slot < end; slot++) {
      sum += credit === null ? passed[authorPapers[slot]] : passed[authorPapers[slot]] * credit[slot];
    }
    return sum;
  };

  // A pass may leave out who has no collaborators: what lies between two calls is passed at the second.
  const below = (place: number, values: Float64Array): number => {
    if (place <= last) {
      passed.fill(0);
      last = 0;
    }
    for (; last < place; last++) add(last, values[last]);
    return sumAt(place);
  };
  let lastFromAbove = -1;
  const above = (place: number, values: Float64Array): number => {
    if (place >= lastFromAbove) {
      passed.fill(0);
      lastFromAbove = nodes.length - 1;
    }
    for (; lastFromAbove > place; lastFromAbove--) add(lastFromAbove, values[lastFromAbove]);
    return sumAt(place);
  };
  /** What each author's own part of the papers' sums is. */
  const ownPart = (node: number): number => {
    let part = 0;
    for (let slot = authorOffsets[nodes[node]]; slot < authorOffsets[nodes[node] + 1]; slot++) {
      const share = credit === null ? 1 : credit[slot];
      part += factor[authorPapers[slot]] * share * share;
    }
    return part;
  };
  const whole = (place: number, values: Float64Array): number => {
    if (place === 0) {
      passed.fill(0);
      for (let node = 0; node < nodes.length; node++) add(node, values[node]);
    }
    return sumAt(place) - ownPart(place) * values[place];
  };
  return { below, above, whole };
}

/** c of a paper of k ≥ 2 authors (see graph/spec.ts); under HARMONIC all is in the credits. */
function factorOf(counting: Counting, k: number): number {
  return counting === 'HARMONIC' ? 1 : pairStrength(counting, k, 1, 2);
}

/** [I] u of each authorship under HARMONIC counting, parallel to authorPapers. O(Σk). */
function creditsByAuthor({ paperCount, paperOffsets, paperAuthors, authorOffsets }: Incidence): Float64Array {
  const credits = new Float64Array(paperAuthors.length);
  const next = authorOffsets.slice();
  for (let paper = 0; paper < paperCount; paper++) {
    const start = paperOffsets[paper];
    const k = paperOffsets[paper + 1] - start;
    for (let rank = 1; rank <= k; rank++) credits[next[paperAuthors[start + rank - 1]]++] = harmonicCredit(rank, k);
  }
  return credits;
}
