/** A graph of its strongest edges. */
import type { CsrGraph } from '../../graph/types.js';

/**
 * The same nodes with the `limit` strongest edges; among equals those of the lower nodes stay, as in the pictures of
 * the API. O(m log m) time, 8 bytes an edge and the edges that stay.
 */
export function strongestOnly(graph: CsrGraph, limit: number): CsrGraph {
  const { nodeCount, offsets, neighbours, paperCount, strength } = graph;
  const stays = keptSlots(graph, limit);
  const newOffsets = new Uint32Array(nodeCount + 1);
  let entries = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    for (let slot = offsets[node]; slot < offsets[node + 1]; slot += 1) entries += stays[slot];
    newOffsets[node + 1] = entries;
  }
  const kept: CsrGraph = {
    nodeCount, edgeCount: entries / 2, offsets: newOffsets,
    neighbours: new Uint32Array(entries), paperCount: new Uint32Array(entries), strength: new Float64Array(entries),
  };
  let at = 0;
  for (let slot = 0; slot < neighbours.length; slot += 1) {
    if (stays[slot] === 0) continue;
    kept.neighbours[at] = neighbours[slot];
    kept.paperCount[at] = paperCount[slot];
    kept.strength[at] = strength[slot];
    at += 1;
  }
  return kept;
}

/** 1 for both slots of each edge that stays. */
function keptSlots({ nodeCount, edgeCount, offsets, neighbours, strength }: CsrGraph, limit: number): Uint8Array {
  const stays = new Uint8Array(neighbours.length);
  if (limit === 0) return stays;
  const strengths = new Float64Array(edgeCount);
  let edge = 0;
  forEachEdge((slot) => (strengths[edge++] = strength[slot]));
  strengths.sort();
  const least = strengths[edgeCount - limit];
  let stronger = 0;
  for (let i = edgeCount - 1; i >= 0 && strengths[i] > least; i -= 1) stronger += 1;
  let places = limit - stronger;
  // Rows ascend, so that the other slot of an edge is the next unvisited one of its row.
  const back = offsets.slice(0, -1);
  forEachEdge((slot, node) => {
    const other = neighbours[slot];
    while (neighbours[back[other]] !== node) back[other] += 1;
    if (strength[slot] < least || (strength[slot] === least && places-- <= 0)) return;
    stays[slot] = 1;
    stays[back[other]] = 1;
  });
  return stays;

  function forEachEdge(visit: (slot: number, node: number) => void): void {
    for (let node = 0; node < nodeCount; node += 1) {
      for (let slot = offsets[node]; slot < offsets[node + 1]; slot += 1) if (neighbours[slot] > node) visit(slot, node);
    }
  }
}
