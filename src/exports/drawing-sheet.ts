/** The sheet: title above, legend to the right, caption below, and the plot in what is left. */
import type { ColourLegend } from './drawing-colours.js';
import type { DrawingOptions } from './drawing.js';
import type { SizeLegend } from './drawing-sizes.js';
import { textWidth, wrapped } from './drawing-text.js';
import type { NetworkMetadata } from './network.js';

export const PADDING = 16;
export const TITLE_SIZE = 16;
/** Pixels from one line of the title to the next. */
export const TITLE_LINE = 20;
export const LEGEND_SIZE = 12;
export const CAPTION_SIZE = 10;
/** Pixels from one line of the caption to the next. */
export const CAPTION_LINE = 14;
const GAP = 10;

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Sheet {
  /** One line, or two. */
  readonly title: readonly string[];
  readonly caption: readonly string[];
  /** Where circles and names stand. */
  readonly plot: Box;
  /** Left edge and width of the legend; null without one. */
  readonly legend: { readonly left: number; readonly top: number; readonly width: number } | null;
}

/** Divides the sheet. `shown`: sentences that begin the caption. The legend takes what its texts need, at most a third of the width. */
export function sheetOf(metadata: NetworkMetadata, { width, height }: DrawingOptions, colours: ColourLegend | null, sizes: SizeLegend | null, shown: readonly string[] = []): Sheet {
  const inner = width - 2 * PADDING;
  const caption = wrapped(captionOf(metadata, shown), CAPTION_SIZE, inner, 8);
  const title = wrapped(metadata.title, TITLE_SIZE, inner, 2);
  const top = PADDING + title.length * TITLE_LINE + GAP - 4;
  const texts = [...legendTexts(colours), ...(sizes === null ? [] : [sizes.title, ...sizes.steps.map(({ text }) => text)])];
  const wanted = texts.reduce((widest, text) => Math.max(widest, textWidth(text, LEGEND_SIZE)), 0) + 56;
  const legendWidth = texts.length === 0 ? 0 : Math.min(Math.max(90, wanted), width / 3);
  return {
    title, caption,
    plot: { left: PADDING, right: width - PADDING - (legendWidth === 0 ? 0 : legendWidth + GAP), top, bottom: height - PADDING - caption.length * CAPTION_LINE - GAP },
    legend: legendWidth === 0 ? null : { left: width - PADDING - legendWidth, top, width: legendWidth },
  };
}

function legendTexts(colours: ColourLegend | null): string[] {
  if (colours === null) return [];
  return [colours.title, ...colours.groups.map(groupText), ...(colours.scale === null ? [] : [`${colours.scale.least} ${colours.scale.most}`])];
}

/** A group with how many it has. */
export function groupText({ text, nodes }: { readonly text: string; readonly nodes: number }): string {
  return `${text} (${nodes.toLocaleString('en')})`;
}

function captionOf({ snapshot, graph, creator, date, notes = [] }: NetworkMetadata, shown: readonly string[]): string {
  // A picture has no other place in which everybody sees what is not there.
  const sentences = [...shown, ...notes.map((note) => note[0].toUpperCase() + note.slice(1))];
  return `${sentences.map((sentence) => `${sentence}. `).join('')}Snapshot ${snapshot} of ${date}. Graph: ${graph}. Wider lines are stronger collaborations. Drawn by ${creator}.`;
}
