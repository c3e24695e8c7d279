/** What is drawn over sigma's canvases on one of our own: names, rings, and the neighbourhood that is pointed at. */
import { hex, mix, type Rgb } from './colours.js';
import type { Screen } from './hits.js';
import { fontSizeFor, placeLabels, type LabelCandidate, type PlacedLabel } from './labels.js';
import { aroundFocus, labelAt, type Focus, type Looks, type LookState } from './looks.js';
import type { Picture } from './types.js';

export interface OverlayScene {
  readonly picture: Picture;
  readonly incident: ReadonlyArray<readonly number[]>;
  readonly looks: Looks;
  readonly state: LookState;
  readonly focus: Focus | null;
  readonly screen: Screen;
  /** Node indices, most important first. */
  readonly order: readonly number[];
  readonly labels: number;
  readonly width: number;
  readonly height: number;
  readonly font: string;
  /** Reached by keyboard: ringed as the focus of the page is. */
  readonly keyboardNode: number | null;
}

/** At most so many names of a neighbourhood. */
const NEIGHBOURHOOD_LABELS = 40;
const WEIGHT = 500;
const widths = new Map<string, number>();

/** Width of a text; remembered, since measuring is what placing names spends its time on. */
function textWidth(context: CanvasRenderingContext2D, font: string, text: string, fontSize: number): number {
  const key = `${fontSize} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20_000) widths.clear();
    context.font = `${WEIGHT} ${fontSize}px ${font}`;
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

function write(context: CanvasRenderingContext2D, font: string, { text, x, y, fontSize, isForced }: PlacedLabel, ink: Rgb, ground: Rgb): void {
  context.font = `${isForced ? 600 : WEIGHT} ${fontSize}px ${font}`;
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = hex(ground);
  context.strokeText(text, x, y);
  context.fillStyle = hex(ink);
  context.fillText(text, x, y);
}

function circle(context: CanvasRenderingContext2D, screen: Screen, index: number, gap: number): void {
  context.beginPath();
  context.arc(screen.x[index], screen.y[index], Math.max(0, screen.radius[index] + gap), 0, 2 * Math.PI);
}

function ring(context: CanvasRenderingContext2D, screen: Screen, index: number, gap: number, width: number, colour: Rgb, dash: readonly number[] = []): void {
  context.setLineDash([...dash]);
  circle(context, screen, index, gap);
  context.lineWidth = width;
  context.strokeStyle = hex(colour);
  context.stroke();
  context.setLineDash([]);
}

/** The lines and discs that stand out; sigma's own are dimmed meanwhile. */
function drawNeighbourhood(context: CanvasRenderingContext2D, { looks, state, screen }: OverlayScene, nodes: ReadonlySet<number>, edges: readonly number[]): void {
  for (const index of edges) {
    if (!looks.isEdgeShown(index)) continue;
    const [a, b] = [screen.source[index], screen.target[index]];
    context.beginPath();
    context.moveTo(screen.x[a], screen.y[a]);
    context.lineTo(screen.x[b], screen.y[b]);
    context.lineWidth = index === state.selectedEdge ? Math.max(3, screen.width[index] + 1) : Math.max(1.5, screen.width[index]);
    context.strokeStyle = hex(looks.edgeColour(index));
    context.stroke();
  }
  for (const index of nodes) {
    if (!looks.isNodeShown(index)) continue;
    const colour = looks.nodeColour(index);
    circle(context, screen, index, -0.5);
    context.fillStyle = hex(colour);
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = hex(mix([0, 0, 0], colour, looks.inks.rim));
    context.stroke();
  }
}

function drawRings(context: CanvasRenderingContext2D, { picture, looks, state: { selectedNode }, screen, keyboardNode }: OverlayScene): void {
  const { text, accent } = looks.inks;
  picture.nodes.forEach(({ isCentre, isPinned }, index) => {
    if (!looks.isNodeShown(index)) return;
    if (isCentre === true) ring(context, screen, index, 3, 2, text);
    if (isPinned === true) ring(context, screen, index, 3, 2, text, [4, 3]);
  });
  if (selectedNode !== null && looks.isNodeShown(selectedNode)) ring(context, screen, selectedNode, 5, 3, accent);
  if (keyboardNode !== null && looks.isNodeShown(keyboardNode)) ring(context, screen, keyboardNode, 9, 2, accent, [2, 2]);
}

/** Draws everything anew. */
export function drawOverlay(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  const { picture, incident, looks, state: { selectedNode, selectedEdge }, focus, screen, order, width, height, font } = scene;
  const { ground, text, accent } = looks.inks;
  context.clearRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.textAlign = 'left';

  const around = focus === null ? null : aroundFocus(picture, incident, focus);
  if (around !== null) drawNeighbourhood(context, scene, around.nodes, around.edges);
  if (selectedEdge !== null && looks.isEdgeShown(selectedEdge)) drawNeighbourhood(context, scene, aroundFocus(picture, incident, { kind: 'edge', index: selectedEdge }).nodes, [selectedEdge]);
  drawRings(context, scene);

  const marked = new Set([selectedEdge, focus?.kind === 'edge' ? focus.index : null].filter((each): each is number => each !== null && looks.isEdgeShown(each)));
  const ends = new Set([...marked].flatMap((each) => [picture.edges[each].source, picture.edges[each].target]));
  const isDimmed = around !== null && focus?.kind === 'node';
  const isOut = (index: number) => (isDimmed ? around.nodes.has(index) : looks.standsOut(index));
  const candidates: LabelCandidate[] = [];
  for (const index of order) {
    const { label, isCentre, isPinned } = picture.nodes[index];
    const isForced = (focus?.kind === 'node' && focus.index === index) || index === selectedNode || ends.has(index) || ((isCentre === true || isPinned === true) && isOut(index));
    if (!looks.isNodeShown(index) || !(isForced || isOut(index))) continue;
    candidates.push({ index, text: label, x: screen.x[index], y: screen.y[index], radius: screen.radius[index], isForced });
  }
  const limit = isDimmed ? Math.max(scene.labels, NEIGHBOURHOOD_LABELS) : scene.labels;
  const placed = placeLabels(candidates, limit, { width, height }, (name, size) => textWidth(context, font, name, size));
  // The last written lies on top: that should be the most important.
  for (const label of placed.toReversed()) write(context, font, label, text, ground);

  for (const index of marked) {
    const { source, target } = picture.edges[index];
    const label = labelAt(picture.edges[index], scene.state.year);
    const fontSize = fontSizeFor(0);
    const half = textWidth(context, font, label, fontSize) / 2;
    const x = Math.min(width - half * 2 - 2, Math.max(2, (screen.x[source] + screen.x[target]) / 2 - half));
    write(context, font, { index, text: label, x, y: (screen.y[source] + screen.y[target]) / 2, fontSize, isForced: true }, accent, ground);
  }
}
