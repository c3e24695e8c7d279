/** Names beside their circles: the largest nodes' first, none over another, none beyond the edge of the plot. */
import type { Box } from './drawing-sheet.js';
import { shortened, textWidth } from './drawing-text.js';
import type { Circle } from './drawing.js';

/** No name takes more of the sheet than this: about forty letters. */
const MAX_WIDTH_IN_SIZES = 24;

export interface Label {
  readonly circle: Circle;
  /** What is written: the name, shortened where it is very long. */
  readonly text: string;
  readonly fontSize: number;
  /** Middle of the text's left edge. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Circles that a box covers, but its own. */
function covered(box: Box, own: Circle, circles: readonly Circle[]): number {
  let count = 0;
  for (const circle of circles) {
    if (circle === own) continue;
    const dx = circle.x - Math.min(box.right, Math.max(box.left, circle.x));
    const dy = circle.y - Math.min(box.bottom, Math.max(box.top, circle.y));
    if (dx * dx + dy * dy < circle.radius * circle.radius) count += 1;
  }
  return count;
}

/** Places beside a circle, the best first: right, left, below, above, and the four corners. */
function candidates({ x, y, radius }: Circle, width: number, fontSize: number): { x: number; y: number }[] {
  const aside = radius + 3;
  const away = radius + 2 + fontSize / 2;
  const slant = radius * 0.75 + 2;
  return [
    { x: x + aside, y }, { x: x - aside - width, y }, { x: x - width / 2, y: y + away }, { x: x - width / 2, y: y - away },
    { x: x + slant, y: y + slant + fontSize / 4 }, { x: x + slant, y: y - slant - fontSize / 4 },
    { x: x - slant - width, y: y + slant + fontSize / 4 }, { x: x - slant - width, y: y - slant - fontSize / 4 },
  ];
}

/**
 * Names at most `limit` circles, given the largest first. Each takes the place where it covers no name and the fewest
 * circles; one that has no place is left out, and the next gets its chance. O(limit · (circles + limit)) where few are
 * left out.
 */
export function labelsOf(bySize: readonly Circle[], plot: Box, limit: number): { readonly labels: readonly Label[]; readonly notes: readonly string[] } {
  const taken: Box[] = [];
  const labels: Label[] = [];
  let crowded = 0;
  let cut = 0;
  for (const circle of bySize) {
    // Where three names in four find no place, the rest won't.
    if (labels.length >= limit || crowded > 200 + 3 * limit) break;
    const fontSize = 10 + circle.radius / 4;
    const text = shortened(circle.node.label, fontSize, Math.min(MAX_WIDTH_IN_SIZES * fontSize, plot.right - plot.left));
    if (text === '' || text === '…') continue;
    const width = textWidth(text, fontSize);
    const boxOf = (place: { x: number; y: number }): Box => ({ left: place.x, right: place.x + width, top: place.y - fontSize * 0.6, bottom: place.y + fontSize * 0.6 });
    const free = candidates(circle, width, fontSize).filter((place) => {
      const box = boxOf(place);
      return box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom && !taken.some((other) => overlaps(box, other));
    });
    const best = fewest(free, (place) => covered(boxOf(place), circle, bySize));
    if (best === null) {
      crowded += 1;
      continue;
    }
    taken.push(boxOf(best));
    labels.push({ circle, text, fontSize, width, ...best });
    if (text.endsWith('…') && !circle.node.label.trim().endsWith('…')) cut += 1;
  }
  return { labels, notes: notesOn(labels.length, bySize.length, limit, crowded, cut) };
}

/** The first with the least cost; null of none. Looks no further than a cost of 0. */
function fewest<T>(items: readonly T[], costOf: (item: T) => number): T | null {
  let best: T | null = null;
  let least = Infinity;
  for (const item of items) {
    if (least === 0) break;
    const cost = costOf(item);
    if (cost >= least) continue;
    best = item;
    least = cost;
  }
  return best;
}

function notesOn(drawn: number, all: number, limit: number, crowded: number, cut: number): string[] {
  const notes: string[] = [];
  if (drawn < all) {
    const why = crowded > 0 ? 'those of the largest circles that find room' : `the ${limit.toLocaleString('en')} largest circles`;
    notes.push(`${drawn.toLocaleString('en')} of ${all.toLocaleString('en')} names are written: ${crowded > 0 ? why : `those of ${why}`}`);
  }
  if (cut > 0) notes.push(`${cut.toLocaleString('en')} long ${cut === 1 ? 'name is' : 'names are'} shortened`);
  return notes;
}
