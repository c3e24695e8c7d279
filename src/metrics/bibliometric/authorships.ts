/** Walks over the authorships of a selection: the ground of everything that counts papers. */
import type { KernelInput } from '../metric.js';
import { FLAG_AUTHOR_LIST_COMPLETE, UNKNOWN } from '../../graph/types.js';

type Selected = Pick<KernelInput, 'incidence' | 'selection'>;

/** One author on one kept paper. */
export interface Authorship {
  readonly paper: number;
  /** Listed authors (persons) of the paper. */
  readonly authorCount: number;
  /** 0-based place on the list. */
  readonly place: number;
}

/**
 * Sums a contribution per authorship for each node; a NaN contribution says "unknown" and adds nothing. Nodes that
 * nothing was added to keep `initial`. O(papers + authorships).
 */
export function sumOverAuthorships(
  { incidence, selection }: Selected,
  initial: number,
  contribution: (authorship: Authorship) => number,
): Float64Array {
  const { paperOffsets, paperAuthors, paperCount } = incidence;
  const values = new Float64Array(selection.nodes.length).fill(initial);
  for (let paper = 0; paper < paperCount; paper++) {
    if (selection.paperMask[paper] === 0) continue;
    const first = paperOffsets[paper];
    const authorCount = paperOffsets[paper + 1] - first;
    for (let place = 0; place < authorCount; place++) {
      const node = selection.nodeOf[paperAuthors[first + place]];
      if (node < 0) continue;
      const added = contribution({ paper, authorCount, place });
      if (!Number.isNaN(added)) values[node] = (Number.isNaN(values[node]) ? 0 : values[node]) + added;
    }
  }
  return values;
}

/** A value per node from the indices of the node's kept papers, ascending. O(authorships + Σ value). */
export function overPapersOf({ incidence, selection }: Selected, value: (papers: readonly number[]) => number): Float64Array {
  const { authorOffsets, authorPapers } = incidence;
  return Float64Array.from(selection.nodes, (author) => {
    const papers: number[] = [];
    for (let i = authorOffsets[author]; i < authorOffsets[author + 1]; i++) {
      if (selection.paperMask[authorPapers[i]] !== 0) papers.push(authorPapers[i]);
    }
    return value(papers);
  });
}

/** Citation count of a paper, NaN where unknown. */
export function citationsOf({ incidence }: Pick<Selected, 'incidence'>, paper: number): number {
  const citations = incidence.paperCitations[paper];
  return citations === UNKNOWN ? NaN : citations;
}

/** Whether the paper's author list is known to be whole. */
export function hasCompleteList({ incidence }: Pick<Selected, 'incidence'>, paper: number): boolean {
  return (incidence.paperFlags[paper] & FLAG_AUTHOR_LIST_COMPLETE) !== 0;
}

/** Estimated elementary steps of a walk: an author network has about as many authorships as collaborations, or fewer. */
export function authorshipCost(nodeCount: number, edgeCount: number): number {
  return nodeCount + 2 * edgeCount;
}
