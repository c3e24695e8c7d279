/** Where the map draws each community: circles of true area that don't cover each other, and names where there is room. */

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Circle extends Place {
  readonly radius: number;
}

export interface Label extends Place {
  /** Index of the community. */
  readonly index: number;
  readonly text: string;
}

const MARGIN = 14;
const GAP = 2;
/** Smaller circles are not seen; only these are larger than their area says. */
export const LEAST_RADIUS = 2.5;
/** Part of the picture that circles cover at most. */
const COVERED = 0.16;
const LARGEST_SHARE = 0.11;
const ROUNDS = 60;

/** Pixels of a community's radius by its size: area is proportional to size. */
export function radiusScale(sizes: readonly number[], width: number, height: number): (size: number) => number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const largest = Math.max(1, ...sizes);
  const byCover = Math.sqrt((COVERED * width * height) / (Math.PI * Math.max(1, total)));
  const byLargest = (LARGEST_SHARE * Math.min(width, height)) / Math.sqrt(largest);
  const unit = Math.min(byCover, byLargest);
  return (size) => Math.max(LEAST_RADIUS, unit * Math.sqrt(size));
}

/** Moves circles that cover each other apart, the smaller one more; the same input gives the same output. O(rounds · n²). */
function apart(circles: readonly Circle[], width: number, height: number): Circle[] {
  const [xs, ys] = [circles.map(({ x }) => x), circles.map(({ y }) => y)];
  for (let round = 0; round < ROUNDS; round++) {
    let isMoved = false;
    for (let a = 0; a < circles.length; a++) {
      for (let b = a + 1; b < circles.length; b++) {
        const least = circles[a].radius + circles[b].radius + GAP;
        let [dx, dy] = [xs[b] - xs[a], ys[b] - ys[a]];
        let distance = Math.hypot(dx, dy);
        if (distance >= least) continue;
        if (distance < 1e-6) {
          // On one spot: each leaves in a direction of its own.
          [dx, dy, distance] = [Math.cos(b), Math.sin(b), 1];
        }
        const push = (least - Math.min(distance, least)) / distance;
        const share = circles[b].radius ** 2 / (circles[a].radius ** 2 + circles[b].radius ** 2);
        xs[a] -= dx * push * share;
        ys[a] -= dy * push * share;
        xs[b] += dx * push * (1 - share);
        ys[b] += dy * push * (1 - share);
        isMoved = true;
      }
    }
    circles.forEach(({ radius }, i) => {
      xs[i] = Math.min(width - radius - GAP, Math.max(radius + GAP, xs[i]));
      ys[i] = Math.min(height - radius - GAP, Math.max(radius + GAP, ys[i]));
    });
    if (!isMoved) break;
  }
  return circles.map(({ radius }, i) => ({ x: xs[i], y: ys[i], radius }));
}

/** Circles that fill a picture of so many pixels. Vertical positions come growing upwards, and leave growing downwards. */
export function circlesOf(nodes: ReadonlyArray<Place & { readonly size: number }>, width: number, height: number): Circle[] {
  const radiusOf = radiusScale(nodes.map(({ size }) => size), width, height);
  const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const most = Math.max(0, ...nodes.map(({ size }) => radiusOf(size)));
  const inset = Math.min(MARGIN + most, width / 2, height / 2);
  const along = (value: number, least: number, largest: number, length: number): number => (largest === least ? length / 2 : inset + ((value - least) / (largest - least)) * (length - 2 * inset));
  return apart(nodes.map(({ x, y, size }) => ({ x: along(x, left, right, width), y: height - along(y, bottom, top, height), radius: radiusOf(size) })), width, height);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const TEXT_HEIGHT = 15;
const LETTER_WIDTH = 6.7;
const LONGEST = 26;
/** Names of smaller communities than the first so many would be taken for those of larger ones nearby. */
const MOST_NAMED = 60;

const crosses = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Shortened where it is long, by what readers see as letters. */
export function shortened(name: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return letters.length <= LONGEST ? name : `${letters.slice(0, LONGEST - 1).join('').trimEnd()}…`;
}

/**
 * Names where they have room, the first communities' first: on their circle, below or above it, within the picture, not
 * over another name, and not over the middle of another circle.
 */
export function labelsOf(circles: readonly Circle[], names: readonly string[], width: number, height: number): Label[] {
  const taken: Box[] = [];
  const labels: Label[] = [];
  circles.forEach(({ x, y, radius }, index) => {
    const text = shortened(names[index] ?? '');
    if (text === '' || index >= MOST_NAMED) return;
    const half = (LETTER_WIDTH * text.length) / 2;
    const spots: readonly Place[] = [{ x, y }, { x, y: y + radius + TEXT_HEIGHT / 2 }, { x, y: y - radius - TEXT_HEIGHT / 2 }];
    for (const spot of radius * 2 > TEXT_HEIGHT ? spots : spots.slice(1)) {
      const place = { x: Math.min(width - half - 1, Math.max(half + 1, spot.x)), y: spot.y };
      const box = { left: place.x - half, right: place.x + half, top: place.y - TEXT_HEIGHT / 2, bottom: place.y + TEXT_HEIGHT / 2 };
      const isWithin = box.top >= 0 && box.bottom <= height && 2 * half + 2 <= width;
      const isFree = !taken.some((other) => crosses(box, other));
      // A name may lie over the edge of another circle, never over its middle.
      const isClear = !circles.some((circle, other) => other !== index && crosses(box, { left: circle.x - 2, right: circle.x + 2, top: circle.y - 2, bottom: circle.y + 2 }));
      if (!isWithin || !isFree || !isClear) continue;
      taken.push(box);
      labels.push({ index, text, ...place });
      break;
    }
  });
  return labels;
}

/** Pixels of a link's width by its strength, 0.75 to 8: proportional, so that twice as wide is twice as strong. */
export function linkWidth(strength: number, strongest: number): number {
  return strongest <= 0 ? 0.75 : Math.max(0.75, (8 * strength) / strongest);
}
