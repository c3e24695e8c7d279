/**
 * Papers in place of edges: what kernels read where the pairs of collaborators are too many to be made. Any two authors
 * of a selected paper collaborate; to say so, a paper of k authors takes k entries instead of k (k − 1).
 */
import type { Counting, Incidence, Selection } from '../../graph/types.js';
import type { KernelInput } from '../metric.js';

/** Where collaborations are to be read from: a graph's edges, or papers. */
export type EdgeSource = Pick<KernelInput, 'graph'> & Partial<Pick<KernelInput, 'incidence' | 'selection' | 'papersAsEdges'>>;

export interface Papers {
  readonly incidence: Incidence;
  readonly selection: Selection;
  readonly counting: Counting;
}

/** The papers that stand in for edges, or null where the graph has its edges. Throws a TypeError where they are promised but not given. O(1). */
export function papersOf({ incidence, selection, papersAsEdges }: EdgeSource): Papers | null {
  if (papersAsEdges === undefined) return null;
  if (incidence === undefined || selection === undefined) throw new TypeError('papers are to stand in for edges, but no incidence or selection is given');
  return { incidence, selection, counting: papersAsEdges };
}

/** What kernels on papers cost by. */
export interface PaperSizes {
  readonly nodeCount: number;
  /** Selected papers. */
  readonly papers: number;
  /** Σ k over them. */
  readonly authorships: number;
  /** Σ k². */
  readonly squares: number;
}

const sizesOf = new WeakMap<Selection, PaperSizes>();

/** Sizes of a selection's papers. O(P) the first time. */
export function paperSizes({ paperCount, paperOffsets }: Incidence, selection: Selection): PaperSizes {
  const known = sizesOf.get(selection);
  if (known !== undefined) return known;
  const { paperMask, nodes, keptPapers } = selection;
  let authorships = 0;
  let squares = 0;
  for (let paper = 0; paper < paperCount; paper++) {
    if (paperMask[paper] === 0) continue;
    const k = paperOffsets[paper + 1] - paperOffsets[paper];
    authorships += k;
    squares += k * k;
  }
  const sizes = { nodeCount: nodes.length, papers: keptPapers, authorships, squares };
  sizesOf.set(selection, sizes);
  return sizes;
}
