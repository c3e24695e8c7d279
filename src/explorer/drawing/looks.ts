/** How each node and edge looks, as a function of explicit state: what sigma's reducers answer. The graph is never touched. */
import { hex, INKS, mix, premultiplied, rgb, type Rgb } from './colours.js';
import type { Appearance, Picture, Theme } from './types.js';

/** What the reader does and wants; indices into the picture. */
export interface LookState {
  readonly theme: Theme;
  readonly year: number | null;
  /** Pointed at, or reached by keyboard: its neighbourhood stands out, all else fades. */
  readonly focusNode: number | null;
  readonly focusEdge: number | null;
  readonly selectedNode: number | null;
  readonly selectedEdge: number | null;
  readonly highlighted: ReadonlySet<number>;
}

export interface NodeLook {
  readonly color: string;
  readonly size: number;
  readonly hidden: boolean;
}
export type EdgeLook = NodeLook;

export interface Looks {
  node(index: number): NodeLook;
  edge(index: number): EdgeLook;
  isNodeShown(index: number): boolean;
  isEdgeShown(index: number): boolean;
  /** Shown, and not faded. */
  standsOut(index: number): boolean;
  /** Whether anything fades at present. */
  readonly isFading: boolean;
}

/** How much of a faded node's colour is the ground's. */
const FADE = 0.84;

/** Neighbours of each node of a picture, ascending, distinct. O(nodes + edges log degree). */
export function neighboursOf({ nodes, edges }: Picture): ReadonlyArray<ReadonlySet<number>> {
  const lists = nodes.map(() => new Set<number>());
  for (const { source, target } of edges) {
    lists[source].add(target);
    lists[target].add(source);
  }
  return lists;
}

/** Opacity of an edge among so many: many lines on one another would be a blot. */
export function edgeOpacity(edgeCount: number): number {
  return Math.min(0.6, Math.max(0.2, 0.87 - 0.15 * Math.log10(Math.max(1, edgeCount))));
}

/** The looks of a picture in a state. Made anew for each state, O(1); each look O(1). */
export function looksOf(picture: Picture, neighbours: ReadonlyArray<ReadonlySet<number>>, appearance: Appearance, state: LookState): Looks {
  const { nodes, edges } = picture;
  const { ground, text, edge: ink, accent } = INKS[state.theme];
  const { year, focusNode, focusEdge, selectedNode, selectedEdge, highlighted } = state;
  const opacity = edgeOpacity(edges.length);
  const ends = focusEdge === null ? null : edges[focusEdge];
  const isFading = focusNode !== null || ends !== null || highlighted.size > 0;
  const isAt = (firstYear: number | null) => year === null || firstYear === null || firstYear <= year;

  const isNodeShown = (index: number) => isAt(nodes[index].firstYear);
  const isEdgeShown = (index: number) => isAt(edges[index].firstYear) && isNodeShown(edges[index].source) && isNodeShown(edges[index].target);
  const isEmphasised = (index: number) => {
    if (focusNode !== null) return index === focusNode || neighbours[focusNode].has(index);
    if (ends !== null) return index === ends.source || index === ends.target;
    return highlighted.size === 0 || highlighted.has(index);
  };

  const colourOf = (index: number): Rgb => rgb(appearance.colour.colour(nodes[index].colour, state.theme));
  /** Edges within a group carry its colour: groups are seen as such. */
  const inkOf = (index: number): Rgb => {
    const { source, target } = edges[index];
    const isWithin = appearance.colour.kind === 'groups' && nodes[source].colour !== null && nodes[source].colour === nodes[target].colour;
    return isWithin ? mix(colourOf(source), ink, 0.25) : ink;
  };
  const edgeColour = (index: number): string => {
    const { source, target } = edges[index];
    if (index === selectedEdge) return premultiplied(accent, 1);
    if (index === focusEdge || source === focusNode || target === focusNode) return premultiplied(mix(inkOf(index), text, 0.3), 0.85);
    if (isFading && !(focusNode === null && ends === null && isEmphasised(source) && isEmphasised(target))) return premultiplied(ink, opacity * 0.2);
    if (selectedNode !== null && (source === selectedNode || target === selectedNode)) return premultiplied(accent, 0.75);
    return premultiplied(inkOf(index), opacity);
  };

  return {
    isFading,
    isNodeShown,
    isEdgeShown,
    standsOut: (index) => isNodeShown(index) && isEmphasised(index),
    node: (index) => {
      const colour = colourOf(index);
      return { color: hex(isEmphasised(index) ? colour : mix(colour, ground, FADE)), size: appearance.size.radius(nodes[index].size), hidden: !isNodeShown(index) };
    },
    edge: (index) => {
      const size = appearance.width.width(edges[index].strength);
      const isMarked = index === selectedEdge || index === focusEdge;
      return { color: edgeColour(index), size: isMarked ? Math.max(3, size + 1) : size, hidden: !isEdgeShown(index) };
    },
  };
}
