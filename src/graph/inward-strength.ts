/** How strongly each author that a walk reached is tied to those one step nearer to where it started. */
import { roundedOff } from './compensated-sum.js';
import { harmonicCredit, pairStrength } from './spec.js';
import type { Counting, CsrGraph, Incidence } from './types.js';

/**
 * For each author the sum of the strengths of the collaborations with authors one step nearer: at one step that is the
 * strength of the collaboration with the author in the middle. Like the walk itself it opens each paper once, since
 * authors of one paper are at most one step apart: what a paper gives is found from how much of it is nearer.
 * O(Σk of the kept papers of all authors but the farthest) time, no pair is made.
 *
 * @param distances steps by author, those of everybody within the radius
 * @param radius steps of the farthest: papers without anybody nearer than that give nothing
 */
export function inwardStrengths(incidence: Incidence, paperMask: Uint8Array, counting: Counting, distances: ReadonlyMap<number, number>, radius: number): Map<number, number> {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const sums = new Sums();
  const opened = new Set<number>();
  for (const [author, steps] of distances) {
    if (steps >= radius) continue;
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      if (paperMask[paper] === 0 || opened.has(paper)) continue;
      opened.add(paper);
      const list = paperAuthors.subarray(paperOffsets[paper], paperOffsets[paper + 1]);
      addPaper(list, counting, distances, sums);
    }
  }
  return sums.totals();
}

function addPaper(list: Uint32Array, counting: Counting, distances: ReadonlyMap<number, number>, sums: Sums): void {
  const k = list.length;
  let nearest = Infinity;
  for (const author of list) nearest = Math.min(nearest, distances.get(author) ?? Infinity);
  const isHarmonic = counting === 'HARMONIC';
  let near = 0;
  list.forEach((author, place) => {
    if (distances.get(author) === nearest) near += isHarmonic ? harmonicCredit(place + 1, k) : 1;
  });
  list.forEach((author, place) => {
    if (distances.get(author) === nearest + 1) sums.add(author, near * (isHarmonic ? harmonicCredit(place + 1, k) : pairStrength(counting, k, 1, 2)));
  });
}

/** The same from the collaborations: for graphs that drop some of them. `distances` is by node. O(neighbours of all nodes in it). */
export function inwardStrengthsOnEdges({ offsets, neighbours, strength }: CsrGraph, distances: ReadonlyMap<number, number>): Map<number, number> {
  const sums = new Sums();
  for (const [node, steps] of distances) {
    for (let s = offsets[node]; s < offsets[node + 1]; s += 1) {
      if (distances.get(neighbours[s]) === steps - 1) sums.add(node, strength[s]);
    }
  }
  return sums.totals();
}

/** Compensated, so that the order of the terms does not decide which of two equal sums is the larger. */
class Sums {
  readonly #sum = new Map<number, number>();
  readonly #lost = new Map<number, number>();

  add(key: number, term: number): void {
    const sum = this.#sum.get(key) ?? 0;
    this.#sum.set(key, sum + term);
    this.#lost.set(key, (this.#lost.get(key) ?? 0) + roundedOff(sum, term, sum + term));
  }

  /** To 12 digits: sums that are equal but for rounding are equal. */
  totals(): Map<number, number> {
    return new Map(Array.from(this.#sum, ([key, sum]) => [key, Number((sum + (this.#lost.get(key) ?? 0)).toPrecision(12))]));
  }
}
