/**
 * Steps of a walk among co-authors in proportion to strength, along papers instead of edges. With c the strength that a
 * paper gives and u what it credits to each of its authors, the strengths that it adds are c·(u·uᵀ − diag(u²)): a sweep
 * over the authors of each paper and back is a product with them, at the cost of Σk instead of Σk².
 */
import { harmonicCredit, pairStrength } from '../../graph/spec.js';
import type { Counting, Incidence } from '../../graph/types.js';
import type { Relaxation } from '../centrality/relaxation.js';
import type { Walk } from '../centrality/walk.js';
import { paperStrengths } from './collaborators.js';
import type { Papers } from './papers.js';

/** The walk on papers; places are nodes. O(P + Σk) to make and to step; 12 bytes a paper and 16 an author, by HARMONIC counting 8 an authorship more. */
export function paperWalk(papers: Papers): Walk {
  const { incidence, selection: { nodes, paperMask }, counting } = papers;
  const { paperCount, paperOffsets, authorOffsets, authorPapers } = incidence;
  const credit = counting === 'HARMONIC' ? creditsByAuthor(incidence) : null;
  const factor = new Float64Array(paperCount);
  for (let paper = 0; paper < paperCount; paper++) {
    const k = paperOffsets[paper + 1] - paperOffsets[paper];
    if (paperMask[paper] === 1 && k > 1) factor[paper] = factorOf(counting, k);
  }
  // What each author's own part of the papers' sums weighs.
  const own = new Float64Array(nodes.length);
  nodes.forEach((author, node) => {
    for (let slot = authorOffsets[author]; slot < authorOffsets[author + 1]; slot++) {
      const share = credit === null ? 1 : credit[slot];
      own[node] += factor[authorPapers[slot]] * share * share;
    }
  });
  /** [P] c·Σ u·value over the authors of each paper. */
  const sums = new Float64Array(paperCount);

  const gather = (values: Float64Array): void => {
    sums.fill(0);
    for (let node = 0; node < nodes.length; node++) {
      const value = values[node];
      for (let slot = authorOffsets[nodes[node]], end = authorOffsets[nodes[node] + 1]; slot < end; slot++) {
        const paper = authorPapers[slot];
        sums[paper] += factor[paper] * (credit === null ? value : value * credit[slot]);
      }
    }
  };

  const sumAt = (node: number, value: number): number => {
    let sum = -own[node] * value;
    for (let slot = authorOffsets[nodes[node]], end = authorOffsets[nodes[node] + 1]; slot < end; slot++) {
      sum += credit === null ? sums[authorPapers[slot]] : sums[authorPapers[slot]] * credit[slot];
    }
    return sum;
  };

  return {
    totals: paperStrengths(papers),
    nodeAt: (place) => place,
    multiply(values, products) {
      gather(values);
      for (let node = 0; node < nodes.length; node++) products[node] = sumAt(node, values[node]);
    },
    relax(values, { base, factor: walked, diagonal, omega }: Relaxation) {
      gather(values);
      let change = 0;
      for (let node = 0; node < nodes.length; node++) {
        if (diagonal[node] === 0) continue;
        const step = omega * (base + walked * sumAt(node, values[node]) - diagonal[node] * values[node]);
        const moved = step / diagonal[node];
        values[node] += moved;
        change += Math.abs(step);
        // The papers of the author hand the new value on at once.
        for (let slot = authorOffsets[nodes[node]], end = authorOffsets[nodes[node] + 1]; slot < end; slot++) {
          const paper = authorPapers[slot];
          sums[paper] += factor[paper] * (credit === null ? moved : moved * credit[slot]);
        }
      }
      return change;
    },
  };
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
