/** Sigma with everything around it that isn't the page's: places on screen, names, pointers, the camera. */
import { MultiUndirectedGraph } from 'graphology';
import { Sigma } from 'sigma';
import { EdgeLineProgram, EdgeRectangleProgram } from 'sigma/rendering';
import type { Settings } from 'sigma/settings';
import { INKS } from './colours.js';
import { CameraMoves } from './camera-moves.js';
import { graphOf, isSameStructure, moveTo, type DrawnGraph, type Place } from './graph.js';
import { hitAt, nodeTowards, type Screen } from './hits.js';
import { incidentEdges, looksOf, strengthAt, type Focus, type Looks, type LookState } from './looks.js';
import { rimmedNodeProgram } from './node-program.js';
import { drawOverlay } from './overlay.js';
import { listenToPointers } from './pointers.js';
import type { Appearance, Picture } from './types.js';

/** Everything the drawing depends on. */
export interface View {
  readonly picture: Picture;
  readonly appearance: Appearance;
  readonly state: LookState;
  readonly focus: Focus | null;
  readonly keyboardNode: number | null;
  readonly labels: number;
  readonly reducedMotion: boolean;
}

export interface PointerEvents {
  readonly onPoint: (hit: Focus | null) => void;
  readonly onPick: (hit: Focus | null) => void;
  readonly onContextLost: () => void;
  /** What the pixels of the legends are to be multiplied with in this frame. */
  readonly onFactor: (factor: number) => void;
}

/** From so many edges on, one drawing takes longer than a frame in software rendering: measured by test/browser/drawing.test.ts. */
const MANY_EDGES = 4000;
/** Opacity of everything but the neighbourhood of the author who is pointed at. An edge dims nothing: in a dense picture there is one everywhere. */
const DIMMED = '0.2';
/** Narrower than this is drawn one pixel wide in a large picture. */
const HAIRLINE = 1.3;
/** A frame whose shorter side is so long, in CSS pixels, shows sizes as the legend has them; in a smaller one all is smaller. */
const FULL_SIZE = 620;

export class Renderer {
  readonly camera: CameraMoves;
  readonly #container: HTMLElement;
  readonly #sigma: Sigma<Place>;
  readonly #overlay: CanvasRenderingContext2D;
  readonly #font: string;
  readonly #resizes: ResizeObserver;
  readonly #webgl: readonly HTMLCanvasElement[];
  readonly #dimmable: readonly HTMLCanvasElement[];
  readonly #onLost: () => void;
  #view: View;
  #graph: DrawnGraph;
  #incident: ReadonlyArray<readonly number[]>;
  #looks: Looks;
  #order: readonly number[];
  #screen: Screen;

  /** Throws where WebGL can't be had. The container must be empty, positioned and of some size. */
  constructor(container: HTMLElement, view: View, events: PointerEvents) {
    this.#container = container;
    this.#view = view;
    this.#graph = graphOf(view.picture, view.appearance);
    this.#incident = incidentEdges(view.picture);
    this.#looks = looksOf(view.picture, view.appearance, view.state);
    this.#order = this.#byImportance();
    this.#screen = this.#emptyScreen();
    this.#font = getComputedStyle(container).fontFamily;
    // Without its graph at first, so that everything is drawn once and not thrice.
    this.#sigma = new Sigma<Place>(new MultiUndirectedGraph<Place>(), container, this.#settings());
    this.camera = new CameraMoves(this.#sigma, () => this.#view.reducedMotion);
    this.#frame();
    this.#sigma.createCanvasContext('names', { style: { pointerEvents: 'none' } });
    const { names, edges, nodes, hoverNodes } = this.#sigma.getCanvases();
    const context = names.getContext('2d');
    if (context === null) throw new Error('there is no 2D canvas');
    this.#overlay = context;
    this.#dimmable = [edges, nodes];
    this.#webgl = [edges, nodes, hoverNodes];
    this.#onLost = () => events.onContextLost();
    for (const canvas of this.#webgl) canvas.addEventListener('webglcontextlost', this.#onLost);
    listenToPointers(this.#sigma, { hit: (x, y, pointer) => hitAt(this.#screen, x, y, pointer), onPoint: events.onPoint, onPick: events.onPick, isLarge: () => this.#isLarge() });
    this.#sigma.resize(true);
    this.#sigma.on('afterRender', this.#afterRender);
    this.#sigma.setGraph(this.#graph);
    let size = '';
    this.#resizes = new ResizeObserver(() => {
      const now = `${container.clientWidth} × ${container.clientHeight}`;
      if (size !== '' && size !== now) this.#sigma.setSetting('stagePadding', this.#padding());
      size = now;
      events.onFactor(this.#factor());
    });
    this.#resizes.observe(container);
  }

  #settings(): Partial<Settings<Place>> {
    const isStill = this.#view.reducedMotion || this.#isLarge();
    return {
      nodeProgramClasses: { circle: rimmedNodeProgram(() => INKS[this.#view.state.theme].rim) },
      edgeProgramClasses: { hairline: EdgeLineProgram, line: EdgeRectangleProgram },
      defaultEdgeType: 'line',
      // What sigma reads from here are looks alone: places are the graph's.
      nodeReducer: (key, place) => ({ ...place, ...this.#looks.node(Number(key)) }),
      edgeReducer: (key) => ({ ...this.#looks.edge(Number(key)), type: this.#isHairline(Number(key)) ? 'hairline' : 'line' }),
      renderLabels: false,
      hideEdgesOnMove: this.#isLarge(),
      allowInvalidContainer: true,
      enableCameraRotation: false,
      minEdgeThickness: 1.3,
      minCameraRatio: 0.01,
      maxCameraRatio: 4,
      stagePadding: this.#padding(),
      zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio) / this.#factor(),
      ...(isStill ? { inertiaRatio: 0, inertiaDuration: 1, zoomDuration: 1, doubleClickZoomingDuration: 1 } : {}),
    };
  }

  /** Shows another view: only what has changed is worked out again. */
  update(view: View): void {
    const before = this.#view;
    this.#view = view;
    const isSame = before.appearance === view.appearance && isSameStructure(before.picture, view.picture);
    if (!isSame) {
      this.#graph = graphOf(view.picture, view.appearance);
      this.#incident = incidentEdges(view.picture);
    }
    this.#looks = looksOf(view.picture, view.appearance, view.state);
    for (const canvas of this.#dimmable) canvas.style.opacity = view.focus?.kind === 'node' ? DIMMED : '';
    this.#container.style.cursor = view.focus === null ? '' : 'pointer';
    if (before.picture !== view.picture || !isSame) {
      this.#order = this.#byImportance();
      this.#screen = this.#emptyScreen();
      this.#frame();
      if (isSame) moveTo(this.#graph, view.picture);
      // Setting settings draws at once: the graph comes first, for the looks are already those of the new picture.
      if (!isSame) this.#sigma.setGraph(this.#graph);
      this.#sigma.setSettings(this.#settings());
      if (isSame) this.#sigma.refresh({ schedule: true });
    } else if (before.state !== view.state) {
      this.#repaint();
    } else {
      this.#drawOverlay();
    }
  }

  /** Looks anew, at the same places. */
  #repaint(): void {
    try {
      this.#sigma.refresh({ partialGraph: { nodes: this.#graph.nodes(), edges: this.#graph.edges() }, skipIndexation: true, schedule: true });
    } catch {
      // Sigma has dropped its indices for a refresh that a resize has scheduled, and can repaint nothing before that.
      this.#sigma.refresh({ schedule: true });
    }
  }

  /** The next node shown in order of importance, or the one before; from the end on to the beginning. Null where none is shown. */
  nodeAfter(index: number | null, step: 1 | -1): number | null {
    const shown = this.#order.filter((each) => this.#looks.isNodeShown(each));
    if (shown.length === 0) return null;
    const at = index === null ? -1 : shown.indexOf(index);
    return shown[at === -1 ? (step === 1 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length];
  }

  /** As `nodeTowards` of hits.ts, from a node or the middle of the frame. */
  nodeTowards(index: number | null, direction: readonly [number, number]): number | null {
    const { width, height } = this.#sigma.getDimensions();
    const from = index === null ? { x: width / 2, y: height / 2 } : { x: this.#screen.x[index], y: this.#screen.y[index] };
    return nodeTowards(this.#screen, from, direction, index);
  }

  /** Releases canvases, contexts and listeners. */
  destroy(): void {
    this.#resizes.disconnect();
    for (const canvas of this.#webgl) canvas.removeEventListener('webglcontextlost', this.#onLost);
    this.#sigma.kill();
  }

  /** What sizes and widths are multiplied with in this frame: 0.45 to 1. */
  #factor(): number {
    return Math.min(1, Math.max(0.45, Math.min(this.#container.clientWidth, this.#container.clientHeight * 1.2) / FULL_SIZE));
  }

  /** In a large picture all but the widest edges are lines of one pixel, which take a fraction of the time. */
  #isHairline(index: number): boolean {
    const { picture, appearance } = this.#view;
    return this.#isLarge() && appearance.width.width(strengthAt(picture.edges[index], this.#view.state.year)) < HAIRLINE;
  }

  #padding(): number {
    return this.#container.clientWidth < FULL_SIZE ? 28 : 48;
  }

  #isLarge(): boolean {
    return this.#view.picture.edges.length > MANY_EDGES;
  }

  #frame(): void {
    const { frame } = this.#view.picture;
    this.#sigma.setCustomBBox(frame === undefined ? null : { x: [...frame.x], y: [...frame.y] });
  }

  /** Middle and pinned nodes, then the largest; names are written, and the keyboard goes, in this order. */
  #byImportance(): number[] {
    const { picture, appearance } = this.#view;
    const rank = picture.nodes.map((node) => (node.isCentre === true || node.isPinned === true ? 1000 : 0) + appearance.size.radius(node.size));
    return picture.nodes.map((_, index) => index).sort((a, b) => rank[b] - rank[a] || a - b);
  }

  #emptyScreen(): Screen {
    const { nodes, edges } = this.#view.picture;
    return {
      x: new Float64Array(nodes.length), y: new Float64Array(nodes.length), radius: new Float64Array(nodes.length), isNodeShown: (index) => this.#looks.isNodeShown(index),
      source: Uint32Array.from(edges, ({ source }) => source), target: Uint32Array.from(edges, ({ target }) => target),
      width: new Float64Array(edges.length), isEdgeShown: (index) => this.#looks.isEdgeShown(index),
    };
  }

  readonly #afterRender = () => {
    const { picture, appearance } = this.#view;
    if (this.#graph.order !== picture.nodes.length) return;
    const scale = this.#sigma.scaleSize();
    for (let i = 0; i < picture.nodes.length; i++) {
      const data = this.#sigma.getNodeDisplayData(String(i));
      if (!data) continue;
      const { x, y } = this.#sigma.framedGraphToViewport(data);
      [this.#screen.x[i], this.#screen.y[i], this.#screen.radius[i]] = [x, y, data.size * scale];
    }
    picture.edges.forEach((edge, i) => (this.#screen.width[i] = appearance.width.width(strengthAt(edge, this.#view.state.year)) * scale));
    this.#drawOverlay();
  };

  #drawOverlay(): void {
    const { picture, state, focus, labels, keyboardNode } = this.#view;
    const { width, height } = this.#sigma.getDimensions();
    drawOverlay(this.#overlay, { picture, incident: this.#incident, looks: this.#looks, state, focus, screen: this.#screen, order: this.#order, labels, width, height, font: this.#font, keyboardNode });
  }
}
