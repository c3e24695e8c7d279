/** Which names are written, and where: none on another, the more important ones first. Pure. */

export interface LabelCandidate {
  readonly index: number;
  readonly text: string;
  /** Middle and radius of the node, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Written even where that lays it on another. */
  readonly isForced: boolean;
}

export interface PlacedLabel {
  readonly index: number;
  readonly text: string;
  /** Left end of the text and the middle of its height. */
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly isForced: boolean;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const GAP = 4;
const CELL = 64;
/** A picture has room for no more names than these could hide. */
const MAX_DISCS = 400;

/** Text grows a little with the node. In CSS pixels, 12 to 15. */
export function fontSizeFor(radius: number): number {
  return 12 + Math.round(Math.min(3, radius / 8));
}

/** Boxes by cells of the screen, so that a new one is compared with its neighbours alone. */
class Occupied {
  readonly #cells = new Map<string, Box[]>();

  #cellsOf({ left, right, top, bottom }: Box): string[] {
    const keys: string[] = [];
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) keys.push(`${column},${row}`);
    }
    return keys;
  }

  isFree(box: Box): boolean {
    return this.#cellsOf(box).every((key) => (this.#cells.get(key) ?? []).every((other) => box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top));
  }

  add(box: Box): void {
    for (const key of this.#cellsOf(box)) this.#cells.set(key, [...(this.#cells.get(key) ?? []), box]);
  }
}

/** Right of the node, left, under, above, then the corners: the boxes of a text of that width in order of preference. */
function boxesAround({ x, y, radius }: LabelCandidate, width: number, height: number): Box[] {
  const [beside, middle, under, above] = [radius + GAP, y - height / 2, y + radius + 2, y - radius - 2 - height];
  const corner = radius * 0.7;
  const boxAt = (left: number, top: number): Box => ({ left, right: left + width, top, bottom: top + height });
  return [
    boxAt(x + beside, middle), boxAt(x - beside - width, middle), boxAt(x - width / 2, under), boxAt(x - width / 2, above),
    boxAt(x + corner + 2, y + corner), boxAt(x + corner + 2, y - corner - height), boxAt(x - corner - 2 - width, y + corner), boxAt(x - corner - 2 - width, y - corner - height),
  ];
}

function discBox({ x, y, radius }: LabelCandidate): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/**
 * Places names around their nodes within a frame: candidates come most important first, at most `limit` of those that
 * aren't forced are placed, and one that would lie on an earlier name or its node, or reach over the frame's edge, is
 * tried on eight sides and else left out. A forced one is placed in any case. O(candidates · their neighbours).
 */
export function placeLabels(candidates: readonly LabelCandidate[], limit: number, frame: { readonly width: number; readonly height: number }, measure: (text: string, fontSize: number) => number): PlacedLabel[] {
  const occupied = new Occupied();
  // Names keep off the discs of the more important nodes where there is another side for them.
  const discs = new Occupied();
  for (const candidate of candidates.slice(0, MAX_DISCS)) discs.add(discBox(candidate));
  const placed: PlacedLabel[] = [];
  let left = limit;
  const ordered = [...candidates.filter(({ isForced }) => isForced), ...candidates.filter(({ isForced }) => !isForced)];
  for (const candidate of ordered) {
    const { index, text, x, y, radius, isForced } = candidate;
    if (!isForced && left === 0) break;
    if (text === '' || x < -radius || x > frame.width + radius || y < -radius || y > frame.height + radius) continue;
    const fontSize = fontSizeFor(radius);
    const boxes = boxesAround(candidate, measure(text, fontSize), fontSize + 3);
    const inFrame = boxes.filter((each) => each.left >= 0 && each.right <= frame.width && each.top >= 0 && each.bottom <= frame.height);
    const free = inFrame.filter((each) => occupied.isFree(each));
    const box = free.find((each) => discs.isFree(each)) ?? free[0] ?? (isForced ? (inFrame[0] ?? boxes[2]) : undefined);
    // A less important name never hides the disc of a more important node.
    occupied.add(discBox(candidate));
    if (box === undefined) continue;
    occupied.add(box);
    if (!isForced) left -= 1;
    placed.push({ index, text, x: box.left, y: (box.top + box.bottom) / 2, fontSize, isForced });
  }
  return placed;
}
