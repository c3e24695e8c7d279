/** The inner loop of a projection: gathering, for every author, the co-authors of his papers. */
import { roundedOff } from './compensated-sum.js';
import { harmonicCredit, pairStrength } from './spec.js';
import { sharedArray } from './shared-arrays.js';
import type { Counting, CsrGraph, Incidence } from './types.js';

/**
 * The graph whose node i is author `nodes[i]` (ascending) and whose edges join authors of a kept paper; members with
 * nodeOf −1 are passed over but count in k and in ranks. On SharedArrayBuffers of exactly the needed size.
 *
 * Each pair is summed once, at its larger node, over papers in ascending order, and written to both directions. Rows
 * come out sorted without sorting: nodes are met in ascending order, first as upper then as lower neighbours.
 * O(Σ k²) time; beside the result, O(n) memory.
 */
export function gatherCsr(
  incidence: Incidence,
  paperMask: Uint8Array,
  nodes: Uint32Array,
  nodeOf: Int32Array,
  counting: Counting,
): CsrGraph {
  const n = nodes.length;
  const { lowerCount, upperCount } = countNeighbours(incidence, paperMask, nodes, nodeOf);
  const offsets = sharedArray(Uint32Array, n + 1);
  const upperStart = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) {
    upperStart[i] = offsets[i] + lowerCount[i];
    offsets[i + 1] = upperStart[i] + upperCount[i];
  }
  const entries = offsets[n];
  const graph: CsrGraph = {
    nodeCount: n,
    edgeCount: entries / 2,
    offsets,
    neighbours: sharedArray(Uint32Array, entries),
    paperCount: sharedArray(Uint32Array, entries),
    strength: sharedArray(Float64Array, entries),
  };
  fillUpper(incidence, paperMask, nodes, nodeOf, counting, graph, upperStart.slice());
  mirrorUpper(graph, upperStart);
  return graph;
}

/** How many neighbours of each node have a smaller and a larger number. */
function countNeighbours(
  incidence: Incidence,
  paperMask: Uint8Array,
  nodes: Uint32Array,
  nodeOf: Int32Array,
): { lowerCount: Uint32Array; upperCount: Uint32Array } {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const lowerCount = new Uint32Array(nodes.length);
  const upperCount = new Uint32Array(nodes.length);
  const seenFrom = new Int32Array(nodes.length).fill(-1);
  for (let node = 0; node < nodes.length; node += 1) {
    const lastPaper = authorOffsets[nodes[node] + 1];
    for (let s = authorOffsets[nodes[node]]; s < lastPaper; s += 1) {
      const paper = authorPapers[s];
      if (paperMask[paper] === 0) continue;
      const end = paperOffsets[paper + 1];
      for (let t = paperOffsets[paper]; t < end; t += 1) {
        const other = nodeOf[paperAuthors[t]];
        if (other === -1 || other >= node || seenFrom[other] === node) continue;
        seenFrom[other] = node;
        lowerCount[node] += 1;
        upperCount[other] += 1;
      }
    }
  }
  return { lowerCount, upperCount };
}

/** Sums every pair at its larger node and appends that node to the upper part of the smaller one's row. */
function fillUpper(
  incidence: Incidence,
  paperMask: Uint8Array,
  nodes: Uint32Array,
  nodeOf: Int32Array,
  counting: Counting,
  graph: CsrGraph,
  cursor: Uint32Array,
): void {
  const { authorOffsets, authorPapers, paperOffsets, paperAuthors } = incidence;
  const { neighbours, paperCount, strength } = graph;
  const touched = new Uint32Array(nodes.length);
  const papersWith = new Uint32Array(nodes.length);
  const strengthWith = new Float64Array(nodes.length);
  const lostWith = new Float64Array(nodes.length);
  const ranked = counting === 'HARMONIC';
  for (let node = 0; node < nodes.length; node += 1) {
    const author = nodes[node];
    let touchedCount = 0;
    for (let s = authorOffsets[author]; s < authorOffsets[author + 1]; s += 1) {
      const paper = authorPapers[s];
      const first = paperOffsets[paper];
      const k = paperOffsets[paper + 1] - first;
      if (paperMask[paper] === 0 || k < 2) continue;
      const flat = ranked ? 0 : pairStrength(counting, k, 1, 2);
      const own = ranked ? harmonicCredit(paperAuthors.indexOf(author, first) - first + 1, k) : 0;
      for (let rank = 1; rank <= k; rank += 1) {
        const other = nodeOf[paperAuthors[first + rank - 1]];
        if (other === -1 || other >= node) continue;
        if (papersWith[other] === 0) touched[touchedCount++] = other;
        papersWith[other] += 1;
        const before = strengthWith[other];
        const term = ranked ? own * harmonicCredit(rank, k) : flat;
        strengthWith[other] = before + term;
        lostWith[other] += roundedOff(before, term, strengthWith[other]);
      }
    }
    for (let t = 0; t < touchedCount; t += 1) {
      const other = touched[t];
      const at = cursor[other]++;
      neighbours[at] = node;
      paperCount[at] = papersWith[other];
      strength[at] = strengthWith[other] + lostWith[other];
      papersWith[other] = 0;
      strengthWith[other] = 0;
      lostWith[other] = 0;
    }
  }
}

/** Copies each row's upper part to the lower parts of the rows it names. */
function mirrorUpper({ nodeCount, offsets, neighbours, paperCount, strength }: CsrGraph, upperStart: Uint32Array): void {
  const cursor = offsets.slice(0, nodeCount);
  for (let node = 0; node < nodeCount; node += 1) {
    for (let s = upperStart[node]; s < offsets[node + 1]; s += 1) {
      const at = cursor[neighbours[s]]++;
      neighbours[at] = node;
      paperCount[at] = paperCount[s];
      strength[at] = strength[s];
    }
  }
}
