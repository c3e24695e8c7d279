/** Working on a graph in CSR form: proving its invariants, its components, its induced subgraphs. */
import { sharedArray } from './shared-arrays.js';
import type { CsrGraph } from './types.js';
import { validateOffsets } from './validate-incidence.js';

/**
 * Proves the invariants of CsrGraph: offsets, lengths, neighbours ascending and within range, no loops, positive
 * finite strengths, at least one joint paper, and that both directions of an edge agree bit for bit. O(n + m).
 * Throws an Error of one sentence with the offending and the expected value.
 */
export function validateCsr(graph: CsrGraph): void {
  const { nodeCount, edgeCount, offsets, neighbours, paperCount, strength } = graph;
  if (neighbours.length >= 2 ** 31) throw new Error(`neighbours has ${neighbours.length} entries, above the most of ${2 ** 31 - 1}`);
  validateOffsets('offsets', offsets, nodeCount, neighbours.length);
  for (const [name, array] of [['paperCount', paperCount], ['strength', strength]] as const) {
    if (array.length !== neighbours.length) {
      throw new Error(`${name} has ${array.length} entries where neighbours has ${neighbours.length}`);
    }
  }
  if (edgeCount * 2 !== neighbours.length) {
    throw new Error(`edgeCount is ${edgeCount} where neighbours has ${neighbours.length} entries, two per edge`);
  }
  // Rows are walked in ascending order, so if rows ascend and edges stand twice, the entry of (j, i) is the next
  // unvisited one of row j whenever (i, j) comes by.
  const cursor = offsets.slice(0, -1);
  for (let i = 0; i < nodeCount; i += 1) {
    for (let s = offsets[i]; s < offsets[i + 1]; s += 1) {
      const j = neighbours[s];
      if (j >= nodeCount) throw new Error(`node ${i} has neighbour ${j} where there are ${nodeCount} nodes`);
      if (j === i) throw new Error(`node ${i} is its own neighbour at entry ${s}`);
      if (s > offsets[i] && neighbours[s - 1] >= j) {
        throw new Error(`node ${i} has neighbour ${neighbours[s - 1]} before ${j}`);
      }
      const back = cursor[j]++;
      if (back >= offsets[j + 1] || neighbours[back] !== i) {
        throw new Error(`node ${i} has neighbour ${j}, whose row does not have ${i} in its place`);
      }
      if (paperCount[s] < 1) throw new Error(`the edge ${i}–${j} has paperCount ${paperCount[s]}, below 1`);
      if (!(strength[s] > 0) || strength[s] === Infinity) {
        throw new Error(`the edge ${i}–${j} has strength ${strength[s]}, which is not positive and finite`);
      }
      if (paperCount[back] !== paperCount[s] || strength[back] !== strength[s]) {
        throw new Error(
          `the edge ${i}–${j} has ${paperCount[s]} papers and strength ${strength[s]} one way, ` +
            `${paperCount[back]} and ${strength[back]} the other`,
        );
      }
    }
  }
}

/** Connected components of a graph. */
export interface CsrComponents {
  /** [n] component of each node; ids ascend with the component's smallest node. */
  readonly componentOf: Int32Array;
  /** Nodes per component. */
  readonly sizes: readonly number[];
}

/** Labels the connected components, breadth first. O(n + m). */
export function csrComponents(graph: Pick<CsrGraph, 'nodeCount' | 'offsets' | 'neighbours'>): CsrComponents {
  const { nodeCount } = graph;
  // Signed views of the same memory are what the engine indexes fastest; nodes and entries stay below 2^31.
  const offsets = new Int32Array(graph.offsets.buffer, graph.offsets.byteOffset, nodeCount + 1);
  const neighbours = new Int32Array(graph.neighbours.buffer, graph.neighbours.byteOffset, graph.neighbours.length);
  const componentOf = new Int32Array(nodeCount).fill(-1);
  const queue = new Int32Array(nodeCount);
  const sizes: number[] = [];
  for (let start = 0; start < nodeCount; start += 1) {
    if (componentOf[start] !== -1) continue;
    const component = sizes.length;
    componentOf[start] = component;
    queue[0] = start;
    let tail = 1;
    for (let head = 0; head < tail; head += 1) {
      const node = queue[head];
      for (let s = offsets[node], end = offsets[node + 1]; s < end; s += 1) {
        const next = neighbours[s];
        if (componentOf[next] !== -1) continue;
        componentOf[next] = component;
        queue[tail++] = next;
      }
    }
    sizes.push(tail);
  }
  return { componentOf, sizes };
}

/**
 * The graph on the nodes of which `keep` is 1, renumbered in ascending order, with those edges between them whose
 * strength is at least `minStrength`. On shared arrays. O(n + m).
 */
export function filterCsr(graph: CsrGraph, keep: Uint8Array | null, minStrength: number): CsrGraph {
  const { nodeCount, offsets, neighbours, paperCount, strength } = graph;
  const renumbered = new Int32Array(nodeCount).fill(-1);
  let kept = 0;
  for (let i = 0; i < nodeCount; i += 1) if (!keep || keep[i] === 1) renumbered[i] = kept++;
  const stays = (s: number): boolean => renumbered[neighbours[s]] !== -1 && strength[s] >= minStrength;

  const newOffsets = sharedArray(Uint32Array, kept + 1);
  for (let i = 0; i < nodeCount; i += 1) {
    const row = renumbered[i];
    if (row === -1) continue;
    let degree = 0;
    for (let s = offsets[i]; s < offsets[i + 1]; s += 1) if (stays(s)) degree += 1;
    newOffsets[row + 1] = newOffsets[row] + degree;
  }
  const entries = newOffsets[kept];
  const filtered: CsrGraph = {
    nodeCount: kept,
    edgeCount: entries / 2,
    offsets: newOffsets,
    neighbours: sharedArray(Uint32Array, entries),
    paperCount: sharedArray(Uint32Array, entries),
    strength: sharedArray(Float64Array, entries),
  };
  let at = 0;
  for (let i = 0; i < nodeCount; i += 1) {
    if (renumbered[i] === -1) continue;
    for (let s = offsets[i]; s < offsets[i + 1]; s += 1) {
      if (!stays(s)) continue;
      filtered.neighbours[at] = renumbered[neighbours[s]];
      filtered.paperCount[at] = paperCount[s];
      filtered.strength[at] = strength[s];
      at += 1;
    }
  }
  return filtered;
}
