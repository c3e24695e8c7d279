import { matchedPieces } from './folding.js';

const AROUND = 110;

/** The stretch of a text around its first matched word, with dots where it was cut; null where nothing matches. */
export function snippet(text: string, query: string): string | null {
  let at = 0;
  for (const piece of matchedPieces(text, query)) {
    if (piece.isMatch) return cut(text, Math.max(0, at - AROUND), Math.min(text.length, at + piece.text.length + AROUND));
    at += piece.text.length;
  }
  return null;
}

/** Cuts at spaces where there are any near. */
function cut(text: string, from: number, to: number): string {
  const space = from === 0 ? -1 : text.indexOf(' ', from);
  const start = from === 0 ? 0 : space === -1 || space > from + 20 ? from : space + 1;
  const lastSpace = to === text.length ? -1 : text.lastIndexOf(' ', to);
  const end = to === text.length || lastSpace < to - 20 ? to : lastSpace;
  return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`;
}
