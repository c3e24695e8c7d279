/** What passes between the drawing of a network and the pages that show one. The drawing knows no API and no address. */

/** A node of the picture. Pictures are immutable: a new one is a new object. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** Position in the layout's own units, y upwards. Only proportions matter: the picture is fitted to its frame. */
  readonly x: number;
  readonly y: number;
  /** Value of the size scale's metric, shown as area; null: unknown, drawn smallest. */
  readonly size: number | null;
  /** Key of a group (a string) or value on a sequential scale (a number), as `Appearance.colour` expects; null: unknown. */
  readonly colour: string | number | null;
  /** Year from which the node is shown by the year slider; null: unknown, always shown. */
  readonly firstYear: number | null;
  /** The author in the middle of an ego network, or an end of a path: ringed, and always labelled. */
  readonly isCentre?: boolean;
  /** Pinned by the reader: ringed, and always labelled. */
  readonly isPinned?: boolean;
}

export interface PictureEdge {
  /** Indices into `Picture.nodes`. */
  readonly source: number;
  readonly target: number;
  /** Larger is closer; shown as width. At least 0. */
  readonly strength: number;
  /** As with nodes. */
  readonly firstYear: number | null;
  /** Share of the strength that is there by the end of a year, 0 to 1; without it all of it is there from the first year. */
  readonly shareBy?: (year: number) => number;
  /** What the edge is called when it is pointed at, such as `3 papers, 2019–2024`. */
  readonly label: string;
  /** The same by the end of a year, where that differs. */
  readonly labelBy?: (year: number) => string;
}

/** What part of the plane is fitted to the frame at the first zoom, in the layout's units. */
export interface Frame {
  readonly x: readonly [least: number, most: number];
  readonly y: readonly [least: number, most: number];
}

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Given where a picture is filtered, so that what remains stays where it was; else the extent of the nodes. */
  readonly frame?: Frame;
}

export type Theme = 'light' | 'dark';

/** One line of a legend for sizes or widths. */
export interface LegendMark {
  readonly value: number;
  /** Radius of a node or width of an edge, in CSS pixels at the first zoom in a frame of a desk's size; see `CanvasProps.onSizes`. */
  readonly pixels: number;
}

/** Areas of nodes. */
export interface SizeScale {
  /** Radius in CSS pixels at the first zoom; null (unknown) has the smallest. */
  readonly radius: (value: number | null) => number;
  /** Up to three round values with their radii, smallest first; none where all nodes have one size. */
  readonly legend: readonly LegendMark[];
  /** Nodes whose value isn't known. */
  readonly unknown: number;
}

/** Widths of edges. */
export interface WidthScale {
  /** Width in CSS pixels at the first zoom. */
  readonly width: (strength: number) => number;
  readonly legend: readonly LegendMark[];
}

/** One line of a legend for colours. */
export interface ColourMark {
  /** The group's name, or the value as it is written. */
  readonly label: string;
  /** As in `PictureNode.colour`; null for the line of the unknown, undefined for that of all other groups. */
  readonly key: string | number | null | undefined;
  readonly light: string;
  readonly dark: string;
  /** Nodes of this colour; null for values on a sequential scale. */
  readonly count: number | null;
}

/** Colours of nodes, the same for colour-blind readers, in both themes. */
export interface ColourScale {
  readonly kind: 'groups' | 'sequential' | 'single';
  readonly colour: (key: string | number | null, theme: Theme) => string;
  /** Groups by frequency, then all other groups, then the unknown; or five stops of a sequential scale, then the unknown. */
  readonly legend: readonly ColourMark[];
  /** Groups that share the grey of "other"; 0 where each has a colour of its own. */
  readonly otherGroups: number;
}

/** Scales made by `appearance.ts` for one picture; the legend is read from them. */
export interface Appearance {
  readonly size: SizeScale;
  readonly colour: ColourScale;
  readonly width: WidthScale;
}

/**
 * Why there is no picture, or a plainer one: no WebGL here, or its context was taken away by the browser.
 * `isDrawn`: a plain SVG drawing stands in; false where the network is too large for that.
 */
export interface DrawingTrouble {
  readonly kind: 'NO_WEBGL' | 'CONTEXT_LOST';
  readonly isDrawn: boolean;
  /** To be shown as it is. */
  readonly message: string;
}

export interface CanvasProps {
  readonly picture: Picture;
  readonly appearance: Appearance;
  /** What the picture shows, for those who don't see it: `Collaborators of Jane Doe, 14 authors`. */
  readonly description: string;
  /** Nodes and edges first seen later than this are hidden; null shows all. */
  readonly year: number | null;
  /** Id of a node. */
  readonly selectedNode: string | null;
  /** Index of an edge. */
  readonly selectedEdge: number | null;
  /** Ids of nodes to stand out, such as those a search found; the others fade. Empty: nothing does. */
  readonly highlighted: readonly string[];
  /** How many labels at most, the largest nodes first; further ones come with zooming in. 0: only those pointed at, selected, pinned or in the middle. */
  readonly labels: number;
  readonly onSelectNode: (id: string | null) => void;
  readonly onSelectEdge: (index: number | null) => void;
  /** A node to bring to the middle; a new object each time. */
  readonly flyTo: { readonly id: string } | null;
  /** No animation: camera moves arrive at once. */
  readonly reducedMotion: boolean;
  /** Told, now and when the frame's size changes, what the pixels of the legends are to be multiplied with: 1 on a desk, less in a small frame. */
  readonly onSizes?: (factor: number) => void;
  /** Told when there is trouble and when it has passed (null). */
  readonly onTrouble?: (trouble: DrawingTrouble | null) => void;
}
