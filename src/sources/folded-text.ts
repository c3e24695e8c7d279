/** How the texts of records are cleaned, whatever their format: white space folded, control characters taken out. The pipeline has the same rule in SQL (pipeline/steps/texts.ts). */
import { inPieces, isPrintableAscii, withoutControls } from './decode.js';

export interface FoldedText {
  readonly text: string;
  /** How many control characters were taken out. */
  readonly removed: number;
}

/**
 * `text` with its white space folded to single spaces, none at its ends, and without control characters; folding the
 * result again changes nothing. O(length).
 */
export function foldedText(text: string): FoldedText {
  if (isFolded(text)) return { text, removed: 0 };
  const folded = spacesFolded(text);
  const { text: cleaned, removed } = withoutControls(folded);
  // Spaces on both sides of what was taken out stand together now.
  return { text: removed === 0 ? folded : spacesFolded(cleaned), removed };
}

/** Whether folding would change nothing, told in one pass for the ASCII texts that most are. */
function isFolded(text: string): boolean {
  return isPrintableAscii(text) && !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ');
}

function spacesFolded(text: string): string {
  let endsInSpace = true;
  const folded = inPieces(text, (piece) => {
    const spaced = piece.replace(/\s+/g, ' ');
    const joined = endsInSpace && spaced.startsWith(' ') ? spaced.slice(1) : spaced;
    if (joined !== '') endsInSpace = joined.endsWith(' ');
    return joined;
  });
  return folded.endsWith(' ') ? folded.slice(0, -1) : folded;
}
