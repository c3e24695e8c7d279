/**
 * Breadth-first walks on the incidence. A paper is a hyperedge: whoever reaches one of its authors reaches all of
 * them in one hop, and each paper is opened once, so a walk costs Σk where the projection would cost Σk².
 */
import { SparseNumbers } from './sparse-numbers.js';
import type { Incidence } from './types.js';

export interface TraversalOptions {
  /** Authors farther than this many hops are left unreached; unlimited if absent. */
  readonly maxDepth?: number;
}

export interface Traversal {
  /** [A] hops from the source by author, −1 where unreached. */
  readonly distances: SparseNumbers;
  /** The reached authors in the order of reaching, the source first: distances ascend along it. */
  readonly order: Uint32Array;
  /** Mentions read on opened papers: at most the incidence's Σk. */
  readonly mentionsScanned: number;
}

/** Throws a RangeError where `author` is not an author of the incidence. */
export function requireAuthor(incidence: Incidence, author: number): void {
  if (!Number.isInteger(author) || author < 0 || author >= incidence.authorCount) {
    throw new RangeError(`author ${author} is not an integer from 0 to ${incidence.authorCount - 1}`);
  }
}

/**
 * Hops from `source` to every author over the papers whose mask is 1. O(Σk of the opened papers), in memory, too: a walk
 * that ends early touches nothing else. The source is at 0 even where none of its papers is kept. Throws a RangeError for
 * an unknown author.
 */
export function breadthFirst(
  incidence: Incidence,
  paperMask: Uint8Array,
  source: number,
  options: TraversalOptions = {},
): Traversal {
  requireAuthor(incidence, source);
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const maxDepth = options.maxDepth ?? Infinity;
  const distances = new SparseNumbers(incidence.authorCount);
  const opened = new SparseNumbers(incidence.paperCount);
  const queue = [source];
  distances.set(source, 0);
  let mentionsScanned = 0;
  for (let head = 0; head < queue.length; head += 1) {
    const author = queue[head];
    const next = distances.get(author) + 1;
    if (next > maxDepth) break;
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      if (paperMask[paper] === 0 || opened.get(paper) === 1) continue;
      opened.set(paper, 1);
      const end = paperOffsets[paper + 1];
      mentionsScanned += end - paperOffsets[paper];
      for (let t = paperOffsets[paper]; t < end; t += 1) {
        const other = paperAuthors[t];
        if (distances.get(other) !== -1) continue;
        distances.set(other, next);
        queue.push(other);
      }
    }
  }
  return { distances, order: Uint32Array.from(queue), mentionsScanned };
}

/** Connected components of the kept papers' authors. */
export interface AuthorComponents {
  /** [A] component of each author, −1 for authors who are not among `nodes`. */
  readonly componentOf: Int32Array;
  /** Authors per component, descending; equal sizes in the order of their smallest author. */
  readonly sizes: Uint32Array;
  /** Mentions read on opened papers: at most the incidence's Σk. */
  readonly mentionsScanned: number;
}

/**
 * Connected components of `nodes` (a selection's: every author of a kept paper), numbered by size descending, then
 * by smallest author. O(A + P + Σk).
 */
export function components(incidence: Incidence, paperMask: Uint8Array, nodes: Uint32Array): AuthorComponents {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const found = new Int32Array(incidence.authorCount).fill(-1);
  const opened = new Uint8Array(incidence.paperCount);
  const queue = new Uint32Array(incidence.authorCount);
  const foundSizes: number[] = [];
  let mentionsScanned = 0;
  for (const start of nodes) {
    if (found[start] !== -1) continue;
    const id = foundSizes.length;
    found[start] = id;
    queue[0] = start;
    let tail = 1;
    for (let head = 0; head < tail; head += 1) {
      const author = queue[head];
      for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
        const paper = authorPapers[s];
        if (opened[paper] === 1 || paperMask[paper] === 0) continue;
        opened[paper] = 1;
        const end = paperOffsets[paper + 1];
        mentionsScanned += end - paperOffsets[paper];
        for (let t = paperOffsets[paper]; t < end; t += 1) {
          const other = paperAuthors[t];
          if (found[other] !== -1) continue;
          found[other] = id;
          queue[tail++] = other;
        }
      }
    }
    foundSizes.push(tail);
  }
  // Found in the order of smallest authors, since nodes ascend; a stable sort keeps that among equals.
  const bySize = [...foundSizes.keys()].toSorted((x, y) => foundSizes[y] - foundSizes[x]);
  const rank = new Int32Array(foundSizes.length);
  bySize.forEach((id, position) => {
    rank[id] = position;
  });
  return {
    componentOf: found.map((id) => (id === -1 ? -1 : rank[id])),
    sizes: Uint32Array.from(bySize, (id) => foundSizes[id]),
    mentionsScanned,
  };
}

/** The authors within some hops of one, ascending, and how far they are. */
export interface Ego {
  readonly authors: Uint32Array;
  /** Hops from the centre, parallel to authors. */
  readonly distances: Uint32Array;
}

/**
 * Everybody within `radius` hops of `author`, the centre included. Its edges are `projectAmong(…, ego.authors, …)`.
 * O(Σk of the opened papers). Throws a RangeError for an unknown author or a radius that is no integer from 0.
 */
export function ego(incidence: Incidence, paperMask: Uint8Array, author: number, radius: number): Ego {
  if (!Number.isInteger(radius) || radius < 0) throw new RangeError(`the radius is ${radius}, not an integer from 0 up`);
  const { distances, order } = breadthFirst(incidence, paperMask, author, { maxDepth: radius });
  const authors = order.toSorted();
  return { authors, distances: Uint32Array.from(authors, (reached) => distances.get(reached)) };
}
