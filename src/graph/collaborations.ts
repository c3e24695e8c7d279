/** The collaborations of one author and the papers of one pair, read off the incidence. */
import { roundedOff } from './compensated-sum.js';
import { pairStrength } from './spec.js';
import { requireAuthor } from './traverse.js';
import { UNKNOWN_YEAR } from './types.js';
import type { Counting, Incidence } from './types.js';

/** The kept papers of both authors, ascending: a merge of two sorted lists, O(papers of a + papers of b). */
export function jointPapers(incidence: Incidence, paperMask: Uint8Array, a: number, b: number): Uint32Array {
  requireAuthor(incidence, a);
  requireAuthor(incidence, b);
  const { authorOffsets, authorPapers } = incidence;
  const joint: number[] = [];
  let s = authorOffsets[a];
  let t = authorOffsets[b];
  while (s < authorOffsets[a + 1] && t < authorOffsets[b + 1]) {
    const ofA = authorPapers[s];
    const ofB = authorPapers[t];
    if (ofA === ofB && paperMask[ofA] === 1) joint.push(ofA);
    if (ofA <= ofB) s += 1;
    if (ofB <= ofA) t += 1;
  }
  return Uint32Array.from(joint);
}

/** One author's collaborators, ascending by author, with the facts of each collaboration in parallel arrays. */
export interface Collaborators {
  readonly authors: Uint32Array;
  readonly paperCount: Uint32Array;
  /** The same bits as in the projection under that counting. */
  readonly strength: Float64Array;
  /** Years of the first and last joint paper of known year; UNKNOWN_YEAR where none is known. */
  readonly firstYear: Int16Array;
  readonly lastYear: Int16Array;
}

/**
 * The distinct collaborators of `author` on the kept papers, without a projection (and so without its minStrength
 * and component). O(Σk over the author's papers + c log c), c collaborators. Throws a RangeError for an unknown author.
 */
export function neighboursOf(
  incidence: Incidence,
  paperMask: Uint8Array,
  author: number,
  counting: Counting,
): Collaborators {
  requireAuthor(incidence, author);
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors, paperYear } = incidence;
  const slotOf = new Map<number, number>();
  const papers: number[] = [];
  const strengths: number[] = [];
  const lost: number[] = [];
  const first: number[] = [];
  const last: number[] = [];
  for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
    const paper = authorPapers[s];
    if (paperMask[paper] === 0) continue;
    const start = paperOffsets[paper];
    const k = paperOffsets[paper + 1] - start;
    const ownRank = paperAuthors.indexOf(author, start) - start + 1;
    const year = paperYear[paper];
    for (let rank = 1; rank <= k; rank += 1) {
      if (rank === ownRank) continue;
      const other = paperAuthors[start + rank - 1];
      let slot = slotOf.get(other);
      if (slot === undefined) {
        slot = papers.length;
        slotOf.set(other, slot);
        papers.push(0);
        strengths.push(0);
        lost.push(0);
        first.push(UNKNOWN_YEAR);
        last.push(UNKNOWN_YEAR);
      }
      papers[slot] += 1;
      const before = strengths[slot];
      const term = pairStrength(counting, k, ownRank, rank);
      strengths[slot] = before + term;
      lost[slot] += roundedOff(before, term, strengths[slot]);
      if (year === UNKNOWN_YEAR) continue;
      if (first[slot] === UNKNOWN_YEAR || year < first[slot]) first[slot] = year;
      if (year > last[slot]) last[slot] = year;
    }
  }
  const authors = Uint32Array.from(slotOf.keys()).toSorted();
  const slots = Array.from(authors, (other) => slotOf.get(other) ?? 0);
  return {
    authors,
    paperCount: Uint32Array.from(slots, (slot) => papers[slot]),
    strength: Float64Array.from(slots, (slot) => strengths[slot] + lost[slot]),
    firstYear: Int16Array.from(slots, (slot) => first[slot]),
    lastYear: Int16Array.from(slots, (slot) => last[slot]),
  };
}
