/** From the API's positions to a small drawing: fitted to its frame, with as many names as have room. */

export const PICTURE_WIDTH = 360;
export const PICTURE_HEIGHT = 250;
const MARGIN_X = 46;
const MARGIN_Y = 22;
const MOST_LABELS = 8;
const LABEL_HEIGHT = 13;
/** Mean width of a letter at 11 px; East Asian characters are twice as wide. */
const LETTER_WIDTH = 6.3;
const LONGEST_LABEL = 22;

export interface EgoNetwork {
  readonly nodes: ReadonlyArray<{ readonly author: { readonly id: string; readonly displayName: string }; readonly x: number; readonly y: number; readonly degree: number }>;
  readonly edges: ReadonlyArray<{ readonly source: number; readonly target: number; readonly strength: number }>;
}

export interface EgoDrawing {
  readonly nodes: ReadonlyArray<{ readonly id: string; readonly x: number; readonly y: number; readonly radius: number }>;
  readonly edges: ReadonlyArray<{ readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly width: number }>;
  readonly labels: ReadonlyArray<{ readonly id: string; readonly x: number; readonly y: number; readonly text: string }>;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Puts values between two bounds; all in the middle where they are equal. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  return (value) => (largest === least ? (from + to) / 2 : from + ((value - least) / (largest - least)) * (to - from));
}

const GRAPHEMES = new Intl.Segmenter('en');

/** `…` for what is longer than there is room for; characters stay whole with their accents. */
function shortened(name: string): string {
  const characters = Array.from(GRAPHEMES.segment(name), ({ segment }) => segment);
  return characters.length <= LONGEST_LABEL ? name : `${characters.slice(0, LONGEST_LABEL - 1).join('').trimEnd()}…`;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 * LETTER_WIDTH : LETTER_WIDTH;
  return width;
}

/** @param centre id of the author in the middle, who is named first. Linear in nodes and edges, but for the names. */
export function drawingOf({ nodes, edges }: EgoNetwork, centre: string): EgoDrawing {
  const toX = scale(nodes.map(({ x }) => x), MARGIN_X, PICTURE_WIDTH - MARGIN_X);
  // The API's vertical axis grows upwards, SVG's downwards.
  const toY = scale(nodes.map(({ y }) => -y), MARGIN_Y, PICTURE_HEIGHT - MARGIN_Y);
  const mostDegree = Math.max(1, ...nodes.map(({ degree }) => degree));
  const drawn = nodes.map(({ author, x, y, degree }) => ({ id: author.id, name: author.displayName, degree, x: toX(x), y: toY(-y), radius: author.id === centre ? 7 : 3 + 3 * Math.sqrt(degree / mostDegree) }));
  const strongest = Math.max(...edges.map(({ strength }) => strength), Number.MIN_VALUE);
  const lines = edges.flatMap(({ source, target, strength }) => {
    const [from, to] = [drawn[source], drawn[target]];
    return from && to ? [{ x1: from.x, y1: from.y, x2: to.x, y2: to.y, width: 0.75 + 2.5 * (strength / strongest) }] : [];
  });

  const taken: Box[] = [];
  const labels: Array<EgoDrawing['labels'][number]> = [];
  for (const { id, name, x, y, radius } of drawn.toSorted((a, b) => Number(b.id === centre) - Number(a.id === centre) || b.degree - a.degree)) {
    if (labels.length === MOST_LABELS) break;
    const text = shortened(name);
    const half = widthOf(text) / 2;
    const middle = Math.max(half + 2, Math.min(PICTURE_WIDTH - half - 2, x));
    for (const baseline of [y - radius - 4, y + radius + LABEL_HEIGHT - 2]) {
      const box = { left: middle - half, right: middle + half, top: baseline - LABEL_HEIGHT + 2, bottom: baseline + 2 };
      if (box.top < 0 || box.bottom > PICTURE_HEIGHT || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      labels.push({ id, x: middle, y: baseline, text });
      break;
    }
  }
  return { nodes: drawn.map(({ id, x, y, radius }) => ({ id, x, y, radius })), edges: lines, labels };
}
