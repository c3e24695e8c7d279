/** All shortest paths between two authors in hops, on the incidence. */
import { NO_PATH, pathDag } from './path-dag.js';
import type { PathDag } from './path-dag.js';
import { SparseNumbers } from './sparse-numbers.js';
import { requireAuthor } from './traverse.js';
import type { Incidence } from './types.js';

/** One end's breadth-first search, advanced a whole level at a time. */
class Wave {
  readonly distances: SparseNumbers;
  depth = 0;
  frontier: number[];
  readonly #incidence: Incidence;
  readonly #paperMask: Uint8Array;
  readonly #opened: SparseNumbers;

  constructor(incidence: Incidence, paperMask: Uint8Array, source: number) {
    this.#incidence = incidence;
    this.#paperMask = paperMask;
    this.#opened = new SparseNumbers(incidence.paperCount);
    this.distances = new SparseNumbers(incidence.authorCount);
    this.distances.set(source, 0);
    this.frontier = [source];
  }

  /** Reaches everybody one hop farther; true where one of them is known to the other end. */
  advance(other: Wave): boolean {
    const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = this.#incidence;
    const reached: number[] = [];
    let met = false;
    this.depth += 1;
    for (const author of this.frontier) {
      for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
        const paper = authorPapers[s];
        if (this.#paperMask[paper] === 0 || this.#opened.get(paper) === 1) continue;
        this.#opened.set(paper, 1);
        for (let t = paperOffsets[paper]; t < paperOffsets[paper + 1]; t += 1) {
          const member = paperAuthors[t];
          if (this.distances.get(member) !== -1) continue;
          this.distances.set(member, this.depth);
          reached.push(member);
          if (other.distances.get(member) !== -1) met = true;
        }
      }
    }
    this.frontier = reached;
    return met;
  }
}

/**
 * The layers (authors by hops from the source) that lie on shortest paths, given the meeting authors of two waves:
 * walked from the meeting layer down to either end, level by level. O(Σk of the layers' papers).
 */
function layersTowards(incidence: Incidence, paperMask: Uint8Array, wave: Wave, meeting: number[]): number[][] {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const opened = new SparseNumbers(incidence.paperCount);
  const layers = [meeting];
  for (let depth = wave.depth - 1; depth >= 0; depth -= 1) {
    const taken = new Set<number>();
    for (const author of layers[layers.length - 1]) {
      for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
        const paper = authorPapers[s];
        if (paperMask[paper] === 0 || opened.get(paper) === 1) continue;
        opened.set(paper, 1);
        for (let t = paperOffsets[paper]; t < paperOffsets[paper + 1]; t += 1) {
          if (wave.distances.get(paperAuthors[t]) === depth) taken.add(paperAuthors[t]);
        }
      }
    }
    layers.push([...taken].toSorted((x, y) => x - y));
  }
  return layers;
}

/**
 * All shortest paths between the authors `a` and `b` over the papers whose mask is 1: two breadth-first waves, the
 * smaller advanced first, each paper opened once per wave; then the authors between them, layer by layer. Successors
 * are found through the papers when asked for, so no pair is ever stored.
 *
 * O(Σk of the papers that the waves open) for the distance, in memory, too; counting adds, for each author on a path, the next layer's members of his papers.
 * From an author to himself there is one path of no hops. Throws a RangeError for an unknown author.
 */
export function shortestPathDag(incidence: Incidence, paperMask: Uint8Array, a: number, b: number): PathDag {
  requireAuthor(incidence, a);
  requireAuthor(incidence, b);
  if (a === b) return pathDag(0, Uint32Array.of(a), () => new Uint32Array(0));
  const fromA = new Wave(incidence, paperMask, a);
  const fromB = new Wave(incidence, paperMask, b);
  for (let met = false; !met; ) {
    if (fromA.frontier.length === 0 || fromB.frontier.length === 0) return NO_PATH;
    met = fromA.frontier.length <= fromB.frontier.length ? fromA.advance(fromB) : fromB.advance(fromA);
  }
  // Levels were completed and had not met before, so every shortest path passes exactly one author who is
  // fromA.depth hops from a and fromB.depth from b.
  const smaller = fromA.frontier.length <= fromB.frontier.length ? fromA : fromB;
  const meeting = smaller.frontier
    .filter((v) => fromA.distances.get(v) === fromA.depth && fromB.distances.get(v) === fromB.depth)
    .toSorted((x, y) => x - y);
  const layers = [
    ...layersTowards(incidence, paperMask, fromA, meeting).toReversed(),
    ...layersTowards(incidence, paperMask, fromB, meeting).slice(1),
  ];
  return pathDag(layers.length - 1, Uint32Array.from(layers.flat()), successorsIn(incidence, paperMask, layers));
}

/** Successors of an author on the layers: the next layer's members of his papers. */
function successorsIn(
  incidence: Incidence,
  paperMask: Uint8Array,
  layers: readonly number[][],
): (author: number) => Uint32Array {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const layerOf = new Map<number, number>();
  layers.forEach((layer, depth) => layer.forEach((author) => layerOf.set(author, depth)));
  // A paper's members on the paths lie on one layer or on two consecutive ones: the farther of them are its heads.
  const headsOf = new Map<number, { depth: number; members: number[] }>();
  const heads = (paper: number): { depth: number; members: number[] } => {
    const known = headsOf.get(paper);
    if (known) return known;
    let depth = -1;
    let members: number[] = [];
    for (let t = paperOffsets[paper]; t < paperOffsets[paper + 1]; t += 1) {
      const layer = layerOf.get(paperAuthors[t]) ?? -1;
      if (layer > depth) [depth, members] = [layer, []];
      if (layer === depth && layer !== -1) members.push(paperAuthors[t]);
    }
    headsOf.set(paper, { depth, members });
    return { depth, members };
  };
  return (author) => {
    const depth = layerOf.get(author) ?? layers.length;
    if (depth + 1 >= layers.length) return new Uint32Array(0);
    const found = new Set<number>();
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      if (paperMask[paper] === 0) continue;
      const { depth: headDepth, members } = heads(paper);
      if (headDepth !== depth + 1) continue;
      for (const member of members) found.add(member);
      // Papers of one large team repeat it: once the whole layer is found, no paper can add to it.
      if (found.size === layers[depth + 1].length) break;
    }
    return Uint32Array.from(found).toSorted();
  };
}
