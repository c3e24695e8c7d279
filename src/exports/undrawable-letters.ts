/** Letters that no font at hand can draw, found by drawing them: the renderer alone knows which fonts it falls back upon. */
import { xmlText } from './xml-text.js';

const CELL = 24;
const COLUMNS = 40;
/** A code point that is no character and never will be: it is drawn as what is missing is. */
const NO_LETTER = '\u{10fffd}';
/** Latin, Greek and Cyrillic come with the program's own font; blanks, marks and formatting show nothing by themselves. */
const SURE = /[\u0020-\u024f\u0370-\u052f\p{Z}\p{C}\p{M}]/u;

/**
 * Those letters of the texts that come out blank, or as the box that stands for a missing letter. `pixels` renders SVG to
 * RGBA, one pixel per pixel. One rendering for all letters: O(letters).
 */
export async function undrawable(texts: readonly string[], pixels: (svg: string) => Promise<Uint8Array>): Promise<ReadonlySet<string>> {
  const letters = [...new Set(texts.flatMap((text) => Array.from(text)))].filter((letter) => !SURE.test(letter));
  if (letters.length === 0) return new Set();
  const cells = [NO_LETTER, ...letters];
  const width = COLUMNS * CELL;
  const height = Math.ceil(cells.length / COLUMNS) * CELL;
  const drawn = cells.map((letter, at) => `<text x="${(at % COLUMNS) * CELL + 4}" y="${Math.floor(at / COLUMNS) * CELL + 17}" font-size="14">${xmlText(letter)}</text>`);
  const rgba = await pixels(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="'DejaVu Sans', sans-serif">${drawn.join('')}</svg>`);
  const pictures = cells.map((_, at) => picture(rgba, width, (at % COLUMNS) * CELL, Math.floor(at / COLUMNS) * CELL));
  return new Set(letters.filter((_, at) => pictures[at + 1] === null || pictures[at + 1] === pictures[0]));
}

/** How covered each pixel of a cell is, as text; null for a blank one. */
function picture(rgba: Uint8Array, width: number, left: number, top: number): string | null {
  const alpha: number[] = [];
  for (let y = top; y < top + CELL; y++) for (let x = left; x < left + CELL; x++) alpha.push(rgba[(y * width + x) * 4 + 3]);
  return alpha.some((value) => value > 0) ? alpha.join(',') : null;
}
