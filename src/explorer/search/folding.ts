/** Text as the search compares it: case, accents and the usual spellings of special letters do not matter. */

/** Letters that Unicode does not take apart into a letter and a mark. */
const SPECIAL: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', ß: 'ss', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe', þ: 'th', ð: 'd', ħ: 'h' };
const MARKS = /\p{M}/gu;
const WORD = /[\p{L}\p{N}]+/gu;

function foldCharacter(character: string): string {
  const plain = character.normalize('NFKD').replaceAll(MARKS, '').toLowerCase();
  return Array.from(plain, (letter) => SPECIAL[letter] ?? letter).join('');
}

/** `Łukasz Müller` becomes `lukasz muller`. */
export function fold(text: string): string {
  return Array.from(text, foldCharacter).join('');
}

/** A stretch of a text, and whether it was matched. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/**
 * Cuts `label` where its words begin with a word of `query`, accents and case aside; the pieces make up the label.
 * O(label × words of the query).
 */
export function matchedPieces(label: string, query: string): Piece[] {
  const wanted = (fold(query).match(WORD) ?? []).toSorted((a, b) => b.length - a.length);
  const characters = Array.from(label);
  const folded = characters.map(foldCharacter);
  const isWordAt = folded.map((letters) => /[\p{L}\p{N}]/u.test(letters));
  const isMatched: boolean[] = characters.map(() => false);
  for (let at = 0; at < characters.length; at += 1) {
    // A mark of its own (a decomposed accent) belongs to the letter before it.
    const isBeginning = isWordAt[at] && (at === 0 || (!isWordAt[at - 1] && folded[at - 1] !== ''));
    const rest = isBeginning ? folded.slice(at, at + 80).join('') : '';
    const found = isBeginning ? wanted.find((word) => rest.startsWith(word)) : undefined;
    if (found === undefined) continue;
    let length = 0;
    for (let end = at; end < characters.length && (length < found.length || folded[end] === ''); end += 1) {
      length += (folded[end] ?? '').length;
      isMatched[end] = true;
    }
  }
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 1; at <= characters.length; at += 1) {
    if (at < characters.length && isMatched[at] === isMatched[from]) continue;
    pieces.push({ text: characters.slice(from, at).join(''), isMatch: isMatched[from] });
    from = at;
  }
  return pieces;
}
