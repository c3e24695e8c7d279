/** Names and rings, written on a canvas of their own over sigma's. */
import { hex, INKS, type Rgb } from './colours.js';
import { fontSizeFor, placeLabels, type LabelCandidate, type PlacedLabel } from './labels.js';
import type { Screen } from './hits.js';
import type { LookState, Looks } from './looks.js';
import type { Picture } from './types.js';

export interface OverlayScene {
  readonly picture: Picture;
  readonly looks: Looks;
  readonly state: LookState;
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

function ring(context: CanvasRenderingContext2D, screen: Screen, index: number, gap: number, width: number, colour: Rgb, dash: readonly number[] = []): void {
  context.beginPath();
  context.setLineDash([...dash]);
  context.arc(screen.x[index], screen.y[index], screen.radius[index] + gap, 0, 2 * Math.PI);
  context.lineWidth = width;
  context.strokeStyle = hex(colour);
  context.stroke();
  context.setLineDash([]);
}

/** Draws everything anew and answers which names were written. */
export function drawOverlay(context: CanvasRenderingContext2D, scene: OverlayScene): PlacedLabel[] {
  const { picture, looks, state, screen, order, width, height, font, keyboardNode } = scene;
  const { ground, text, accent } = INKS[state.theme];
  context.clearRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.textAlign = 'left';

  picture.nodes.forEach(({ isCentre, isPinned }, index) => {
    if (!looks.isNodeShown(index)) return;
    if (isCentre === true) ring(context, screen, index, 3, 2, text);
    if (isPinned === true) ring(context, screen, index, 3, 2, text, [4, 3]);
  });
  const { selectedNode, selectedEdge, focusNode, focusEdge } = state;
  if (selectedNode !== null && looks.isNodeShown(selectedNode)) ring(context, screen, selectedNode, 5, 3, accent);
  if (keyboardNode !== null && looks.isNodeShown(keyboardNode)) ring(context, screen, keyboardNode, 9, 2, accent, [2, 2]);

  const markedEdges = [selectedEdge, focusEdge].filter((each): each is number => each !== null && looks.isEdgeShown(each));
  const ends = new Set(markedEdges.flatMap((each) => [picture.edges[each].source, picture.edges[each].target]));
  const isForced = (index: number) => {
    const { isCentre, isPinned } = picture.nodes[index];
    return index === focusNode || index === selectedNode || ends.has(index) || ((isCentre === true || isPinned === true) && looks.standsOut(index));
  };
  const candidates: LabelCandidate[] = [];
  for (const index of order) {
    const forced = isForced(index);
    if (!looks.isNodeShown(index) || !(forced || looks.standsOut(index))) continue;
    candidates.push({ index, text: picture.nodes[index].label, x: screen.x[index], y: screen.y[index], radius: screen.radius[index], isForced: forced });
  }
  const limit = looks.isFading ? Math.max(scene.labels, NEIGHBOURHOOD_LABELS) : scene.labels;
  const placed = placeLabels(candidates, limit, { width, height }, (name, size) => textWidth(context, font, name, size));
  // The last written lies on top: that should be the most important.
  for (const label of placed.toReversed()) write(context, font, label, text, ground);

  for (const index of new Set(markedEdges)) {
    const { source, target, label } = picture.edges[index];
    const fontSize = fontSizeFor(0);
    const half = textWidth(context, font, label, fontSize) / 2;
    const x = Math.min(width - half * 2 - 2, Math.max(2, (screen.x[source] + screen.x[target]) / 2 - half));
    write(context, font, { index, text: label, x, y: (screen.y[source] + screen.y[target]) / 2, fontSize, isForced: true }, accent, ground);
  }
  return placed;
}
