/** How each node and edge looks, as a function of explicit state: what sigma's reducers answer. The graph is never touched. */
import { hex, INKS, mix, premultiplied, rgb, type Inks, type Rgb } from './colours.js';
import type { Appearance, Picture, PictureEdge, Theme } from './types.js';

/** What the reader wants to see; indices into the picture. */
export interface LookState {
  readonly theme: Theme;
  readonly year: number | null;
  readonly selectedNode: number | null;
  readonly selectedEdge: number | null;
  /** Stand out while all others fade; empty: nothing does. */
  readonly highlighted: ReadonlySet<number>;
}

/** What is pointed at, or reached by keyboard: it and what it touches stand out while all else fades. */
export interface Focus {
  readonly kind: 'node' | 'edge';
  readonly index: number;
}

export interface Look {
  /** As sigma's blending wants it: translucent ones are multiplied with their opacity. */
  readonly color: string;
  /** Radius or width in CSS pixels at the first zoom. */
  readonly size: number;
  readonly hidden: boolean;
}

export interface Looks {
  readonly inks: Inks;
  readonly node: (index: number) => Look;
  readonly edge: (index: number) => Look;
  readonly isNodeShown: (index: number) => boolean;
  readonly isEdgeShown: (index: number) => boolean;
  /** Shown, and not faded. */
  readonly standsOut: (index: number) => boolean;
  readonly nodeColour: (index: number) => Rgb;
  /** Of an edge that stands out. */
  readonly edgeColour: (index: number) => Rgb;
}

/** How much of a faded node's colour is the ground's. */
const FADE = 0.84;

/** Indices of the edges of each node. O(n + m). */
export function incidentEdges({ nodes, edges }: Picture): ReadonlyArray<readonly number[]> {
  const lists: number[][] = nodes.map(() => []);
  edges.forEach(({ source, target }, index) => {
    lists[source].push(index);
    if (target !== source) lists[target].push(index);
  });
  return lists;
}

/** The nodes and edges that stand out with a focus. O(edges of the node). */
export function aroundFocus({ edges }: Picture, incident: ReadonlyArray<readonly number[]>, { kind, index }: Focus): { readonly nodes: ReadonlySet<number>; readonly edges: readonly number[] } {
  const touched = kind === 'edge' ? [index] : incident[index];
  const nodes = new Set(touched.flatMap((each) => [edges[each].source, edges[each].target]));
  if (kind === 'node') nodes.add(index);
  return { nodes, edges: touched };
}

/** Strength by the end of a year; null means all years. */
export function strengthAt({ strength, shareBy }: Pick<PictureEdge, 'strength' | 'shareBy'>, year: number | null): number {
  return year === null || shareBy === undefined ? strength : strength * shareBy(year);
}

/** What an edge is called by the end of a year; null means all years. */
export function labelAt({ label, labelBy }: Pick<PictureEdge, 'label' | 'labelBy'>, year: number | null): string {
  return year === null || labelBy === undefined ? label : labelBy(year);
}

/** Opacity of an edge among so many: many lines on one another would be a blot. */
export function edgeOpacity(edgeCount: number): number {
  return Math.min(0.6, Math.max(0.2, 0.87 - 0.15 * Math.log10(Math.max(1, edgeCount))));
}

/** The looks of a picture in a state. Made anew for each state, O(1); each look O(1). */
export function looksOf({ nodes, edges }: Picture, appearance: Appearance, state: LookState): Looks {
  const inks = INKS[state.theme];
  const { ground, text, edge: ink, accent } = inks;
  const { year, selectedNode, selectedEdge, highlighted } = state;
  const opacity = edgeOpacity(edges.length);
  const isAt = (firstYear: number | null) => year === null || firstYear === null || firstYear <= year;
  const isNodeShown = (index: number) => isAt(nodes[index].firstYear);
  const isEdgeShown = (index: number) => isAt(edges[index].firstYear) && isNodeShown(edges[index].source) && isNodeShown(edges[index].target);
  const isEmphasised = (index: number) => highlighted.size === 0 || highlighted.has(index);

  const nodeColour = (index: number): Rgb => rgb(appearance.colour.colour(nodes[index].colour, state.theme));
  /** Edges within a group carry its colour: groups are seen as such. */
  const inkOf = (index: number): Rgb => {
    const { source, target } = edges[index];
    const isWithin = appearance.colour.kind === 'groups' && nodes[source].colour !== null && nodes[source].colour === nodes[target].colour;
    return isWithin ? mix(nodeColour(source), ink, 0.25) : ink;
  };
  const translucent = (index: number): string => {
    const { source, target } = edges[index];
    if (index === selectedEdge) return premultiplied(accent, 1);
    if (!isEmphasised(source) || !isEmphasised(target)) return premultiplied(ink, opacity * 0.2);
    if (selectedNode !== null && (source === selectedNode || target === selectedNode)) return premultiplied(accent, 0.75);
    return premultiplied(inkOf(index), opacity);
  };

  return {
    inks, isNodeShown, isEdgeShown, nodeColour,
    edgeColour: (index) => (index === selectedEdge ? accent : mix(inkOf(index), text, 0.3)),
    standsOut: (index) => isNodeShown(index) && isEmphasised(index),
    node: (index) => {
      const colour = nodeColour(index);
      return { color: hex(isEmphasised(index) ? colour : mix(colour, ground, FADE)), size: appearance.size.radius(nodes[index].size), hidden: !isNodeShown(index) };
    },
    edge: (index) => {
      const size = appearance.width.width(strengthAt(edges[index], year));
      return { color: translucent(index), size: index === selectedEdge ? Math.max(3, size + 1) : size, hidden: !isEdgeShown(index) };
    },
  };
}
