/** How many collaborators authors have, and how much they collaborate, counted on the papers. */
import { roundedOff } from '../../graph/compensated-sum.js';
import { harmonicCredit } from '../../graph/spec.js';
import type { Counting } from '../../graph/types.js';
import { checkpoint } from '../kernel.js';
import type { KernelInput } from '../metric.js';
import { authorClasses } from './author-classes.js';
import type { Papers } from './papers.js';

type Control = Pick<KernelInput, 'onProgress' | 'isCancelled'>;

/** Classes between two looks at whether the answer is still wanted. */
const CLASSES_PER_LOOK = 64;

/**
 * [n] number of different collaborators of each node: the degrees of the projection that was not made. The papers of
 * each class of twins are read once: at worst O(Σ k²), on a corpus of large collaborations far less.
 */
export function collaboratorCounts(papers: Papers, control: Control = {}): Float64Array {
  const { classCount, classOf, size, paperOffsets, paperClasses, classOffsets, classPapers } = authorClasses(papers);
  const pass = checkpoint(control, classCount);
  const counts = new Float64Array(classCount);
  const metBy = new Int32Array(classCount).fill(-1);
  for (let own = 0; own < classCount; own++) {
    if (own % CLASSES_PER_LOOK === 0) pass(own);
    metBy[own] = own;
    let others = size[own] - 1;
    for (let s = classOffsets[own]; s < classOffsets[own + 1]; s++) {
      for (let t = paperOffsets[classPapers[s]], end = paperOffsets[classPapers[s] + 1]; t < end; t++) {
        const met = paperClasses[t];
        if (metBy[met] === own) continue;
        metBy[met] = own;
        others += size[met];
      }
    }
    counts[own] = others;
  }
  pass(classCount);
  return Float64Array.from(classOf, (own) => counts[own]);
}

/** Σ over the others of a paper of k ≥ 2 authors of the strength that it gives their pairs with the author at a 1-based rank (see graph/spec.ts). */
function strengthOnPaper(counting: Counting, k: number, rank: number): number {
  switch (counting) {
    case 'FULL':
      return k - 1;
    case 'FRACTIONAL':
      return 1;
    case 'FRACTIONAL_REFINED':
      return 2 / k;
    default:
      // The credits of a paper sum to 1.
      return harmonicCredit(rank, k) * (1 - harmonicCredit(rank, k));
  }
}

/** [n] total strength of each node, compensated for rounding: what the strengths of the projection's rows sum to. O(P + Σk). */
export function paperStrengths({ incidence: { paperCount, paperOffsets, paperAuthors }, selection: { paperMask, nodes, nodeOf }, counting }: Papers): Float64Array {
  const totals = new Float64Array(nodes.length);
  const lost = new Float64Array(nodes.length);
  for (let paper = 0; paper < paperCount; paper++) {
    const start = paperOffsets[paper];
    const k = paperOffsets[paper + 1] - start;
    if (paperMask[paper] === 0 || k < 2) continue;
    for (let rank = 1; rank <= k; rank++) {
      const node = nodeOf[paperAuthors[start + rank - 1]];
      if (node === -1) continue;
      const before = totals[node];
      const term = strengthOnPaper(counting, k, rank);
      totals[node] = before + term;
      lost[node] += roundedOff(before, term, totals[node]);
    }
  }
  return totals.map((total, node) => total + lost[node]);
}
