/**
 * The graph of a sweep by hops (paths/sweep-graph.ts) where papers stand in for edges: authors are joined to their
 * papers, and a hop is two steps. A paper of k authors is handed on by 2k entries instead of k (k − 1).
 *
 * Papers are vertices without authors: no search starts there, and what arrives there counts for nobody. Authors on the
 * same papers are one vertex; those on one paper only (beside papers of twins alone) are leaves.
 */
import type { SweepGraph } from '../paths/sweep-graph.js';
import { authorClasses, type AuthorClasses } from './author-classes.js';
import type { Papers } from './papers.js';

/** Makes the graph of a sweep over papers. O(P + Σk). */
export function paperSweepGraph(papers: Papers): SweepGraph {
  const classes = authorClasses(papers);
  const { classCount, classOf, size, paperCount } = classes;
  const { order, starts, leafStarts } = numbered(classes);
  const vertexOf = new Uint32Array(classCount + paperCount);
  order.forEach((node, vertex) => {
    vertexOf[node] = vertex;
  });
  const weight = Uint32Array.from(order, (node) => (node < classCount ? size[node] : 0));
  const offsets = new Uint32Array(order.length + 1);
  const coreEnds = new Uint32Array(order.length);
  const neighbours = new Uint32Array(2 * classes.paperClasses.length);
  let filled = 0;
  order.forEach((node, vertex) => {
    const [list, from, to, shift] = rowOf(classes, node);
    for (let slot = from; slot < to; slot++) if (!isLeaf(classes, list[slot] + shift)) neighbours[filled++] = vertexOf[list[slot] + shift];
    coreEnds[vertex] = filled;
    for (let slot = from; slot < to; slot++) if (isLeaf(classes, list[slot] + shift)) neighbours[filled++] = vertexOf[list[slot] + shift];
    offsets[vertex + 1] = filled;
  });
  return {
    vertexCount: order.length, stepsPerHop: 2, classOf, classSize: size, vertexOf: vertexOf.slice(0, classCount), weight, offsets, coreEnds,
    neighbours, componentStarts: Uint32Array.from(starts), leafStarts: Uint32Array.from(leafStarts),
  };
}

/** Classes are 0 … classCount − 1 here and papers follow them: the row of either, and what to add to its entries. */
function rowOf({ classCount, paperOffsets, paperClasses, classOffsets, classPapers }: AuthorClasses, node: number): [list: Uint32Array, from: number, to: number, shift: number] {
  if (node < classCount) return [classPapers, classOffsets[node], classOffsets[node + 1], classCount];
  return [paperClasses, paperOffsets[node - classCount], paperOffsets[node - classCount + 1], 0];
}

/** Authors of one paper are in no shortest path: they receive, and send once, what starts at them. */
function isLeaf({ classCount, classOffsets }: AuthorClasses, node: number): boolean {
  return node < classCount && classOffsets[node + 1] - classOffsets[node] === 1;
}

interface Numbering {
  /** What stands at each vertex. */
  readonly order: Uint32Array;
  readonly starts: readonly number[];
  readonly leafStarts: readonly number[];
}

/** Component by component breadth first, the leaves of each behind its core. */
function numbered(classes: AuthorClasses): Numbering {
  const { classCount, paperCount } = classes;
  const order = new Uint32Array(classCount + paperCount);
  const queue = new Uint32Array(classCount + paperCount);
  const isFound = new Uint8Array(classCount + paperCount);
  const starts = [0];
  const leafStarts: number[] = [];
  let placed = 0;
  for (let root = 0; root < classCount; root++) {
    if (isFound[root] === 1) continue;
    isFound[root] = 1;
    queue[0] = root;
    let length = 1;
    for (let head = 0; head < length; head++) {
      const [list, from, to, shift] = rowOf(classes, queue[head]);
      for (let slot = from; slot < to; slot++) {
        const other = list[slot] + shift;
        if (isFound[other] === 1) continue;
        isFound[other] = 1;
        queue[length++] = other;
      }
    }
    for (let i = 0; i < length; i++) if (!isLeaf(classes, queue[i])) order[placed++] = queue[i];
    leafStarts.push(placed);
    for (let i = 0; i < length; i++) if (isLeaf(classes, queue[i])) order[placed++] = queue[i];
    starts.push(placed);
  }
  return { order, starts, leafStarts };
}
