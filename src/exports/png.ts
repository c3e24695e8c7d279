/**
 * The drawing as PNG: the SVG, rendered by resvg (Rust; its binary comes with the package). DejaVu Sans comes with the
 * program, so names in Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian letters look alike on every machine;
 * other letters are drawn with the machine's fonts. Names that no font can draw are written in Latin letters, which is said.
 */
import { createRequire } from 'node:module';
import { renderAsync, type ResvgRenderOptions } from '@resvg/resvg-js';
import anyAscii from 'any-ascii';
import { draw, type Drawing, type DrawingOptions } from './drawing.js';
import { ExportError } from './format.js';
import type { ExportedNetwork } from './network.js';
import { svgOf } from './svg.js';
import { undrawable } from './undrawable-letters.js';

/** 8,000 by 6,250: 200 MB of memory. */
const MAX_PIXELS = 50_000_000;

const { resolve } = createRequire(import.meta.url);
const FONT: ResvgRenderOptions['font'] = {
  fontFiles: ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'].map((file) => resolve(file)),
  loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans',
};

/** Renders SVG to a picture, in a thread of its own. */
async function render(svg: string, scale: number): ReturnType<typeof renderAsync> {
  return renderAsync(svg, { fitTo: { mode: 'zoom', value: scale }, font: FONT });
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
}

/** Renders at `options.scale` pixels per pixel of the drawing. Memory: the drawing and 8 bytes a pixel. Throws ExportError beyond 50 million pixels. */
export async function pngOf(network: ExportedNetwork, options: DrawingOptions): Promise<Picture> {
  const pixels = options.width * options.height * options.scale ** 2;
  if (pixels > MAX_PIXELS) {
    throw new ExportError(`The picture would have ${Math.round(pixels / 1e6).toLocaleString('en')} million pixels, but at most ${MAX_PIXELS / 1e6} million are drawn. Ask for a smaller width, height or scale, or take SVG.`, {
      argument: 'scale', value: options.scale, reason: `which makes ${Math.round(pixels / 1e6).toLocaleString('en')} million pixels, but at most ${MAX_PIXELS / 1e6} million are drawn: ask for a smaller width, height or scale, or take SVG`,
    });
  }
  const drawing = draw(network, options);
  const texts = [...drawing.sheet.title, ...drawing.labels.map(({ text }) => text), ...(drawing.colours?.groups.map(({ text }) => text) ?? [])];
  const missing = await undrawable(texts, async (svg) => (await render(svg, 1)).pixels);
  const { shown, notes } = missing.size === 0 ? { shown: drawing, notes: drawing.notes } : inLatin(network, drawing, missing);
  const picture = await render([...svgOf(shown)].join(''), options.scale);
  return { bytes: picture.asPng(), notes };
}

/** The drawing with every word that has a letter of `missing` in Latin letters, and a note that says so. */
function inLatin(network: ExportedNetwork, { labels, options }: Drawing, missing: ReadonlySet<string>): { shown: Drawing; notes: string[] } {
  const cannot = (text: string): boolean => Array.from(text).some((letter) => missing.has(letter));
  const drawable = (text: string): string => text.replace(/\S+/gu, (word) => (cannot(word) ? anyAscii(word) : word));
  const shown = draw({
    ...network, metadata: { ...network.metadata, title: drawable(network.metadata.title) },
    *nodes() {
      for (const node of network.nodes()) yield { ...node, label: drawable(node.label), values: node.values.map((value) => (typeof value === 'string' ? drawable(value) : value)) };
    },
  }, options);
  const changed = labels.filter(({ text }) => cannot(text)).length;
  const some = Array.from(missing).slice(0, 5).join(' ');
  const which = missing.size === 1 ? `the letter ${some}` : `letters such as ${some}`;
  const what = changed === 0 ? 'the title or the legend is' : changed === 1 ? '1 name is' : `${changed.toLocaleString('en')} names are`;
  return { shown, notes: [...shown.notes, `${what} written in Latin letters, since no font on this machine has ${which}: install one (Debian: fonts-noto-core, fonts-noto-cjk), or take SVG`] };
}
