/**
 * The graphology graph that sigma draws: places alone, no looks. Keys are the indices of the picture, as text; edges are
 * in order of strength and nodes in order of size, since what comes later is drawn over what came before.
 */
import { MultiUndirectedGraph } from 'graphology';
import type { Appearance, Picture } from './types.js';

export interface Place {
  x: number;
  y: number;
}

export type DrawnGraph = MultiUndirectedGraph<Place>;

/** Indices in order of a number, falling or rising; equal ones as they stand. */
function inOrder(count: number, value: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => index).sort((a, b) => value(a) - value(b));
}

/** O(n log n + m log m). */
export function graphOf(picture: Picture, appearance: Appearance): DrawnGraph {
  const graph: DrawnGraph = new MultiUndirectedGraph<Place>();
  const { nodes, edges } = picture;
  for (const index of inOrder(nodes.length, (each) => -appearance.size.radius(nodes[each].size))) graph.addNode(String(index), { x: nodes[index].x, y: nodes[index].y });
  for (const index of inOrder(edges.length, (each) => edges[each].strength)) {
    graph.addUndirectedEdgeWithKey(String(index), String(edges[index].source), String(edges[index].target));
  }
  return graph;
}

/** Whether two pictures differ in places alone, so that the graph of one serves for the other. O(n + m). */
export function isSameStructure(a: Picture, b: Picture): boolean {
  if (a === b) return true;
  const areNodesSame = a.nodes === b.nodes || (a.nodes.length === b.nodes.length && a.nodes.every((node, i) => node.id === b.nodes[i].id && node.size === b.nodes[i].size));
  const areEdgesSame = () => a.edges === b.edges || (a.edges.length === b.edges.length && a.edges.every(({ source, target, strength }, i) => source === b.edges[i].source && target === b.edges[i].target && strength === b.edges[i].strength));
  return areNodesSame && areEdgesSame();
}

/** Moves the nodes to the places of a picture of the same structure. */
export function moveTo(graph: DrawnGraph, { nodes }: Picture): void {
  graph.updateEachNodeAttributes((key, place) => {
    const { x, y } = nodes[Number(key)];
    place.x = x;
    place.y = y;
    return place;
  }, { attributes: ['x', 'y'] });
}
