/** Keywords of a bibliography, which stand in one text and are read as the paper's fields of study. */

/** Most keywords of one record that are kept; people write five, databases up to fifty. */
export const MAX_KEYWORDS = 200;
/** Longest keyword that is kept, in UTF-16 code units: what is longer is a sentence, or lacks its separators. */
export const MAX_KEYWORD_LENGTH = 200;

/**
 * The pieces of a text between its separators, untrimmed: semicolons where it has any (names such as "Ecology, Evolution"
 * hold commas), else commas. The semicolon of an entity (`&amp;`) divides nothing. O(length).
 * @param bracesProtect whether separators within braces divide nothing, as BibTeX has it
 */
export function keywordPieces(text: string, bracesProtect: boolean): string[] {
  const commas: number[] = [];
  const semicolons: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (bracesProtect && character === '{') depth += 1;
    else if (bracesProtect && character === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && character === ',') commas.push(at);
    else if (depth === 0 && character === ';' && !/&#?\w{1,20}$/.test(text.slice(Math.max(0, at - 22), at))) semicolons.push(at);
  }
  const cuts = semicolons.length > 0 ? semicolons : commas;
  return [...cuts, text.length].map((cut, i) => text.slice(i === 0 ? 0 : (cuts[i - 1] ?? 0) + 1, cut));
}

export interface Keywords {
  /** Each once, whatever its capitals, in their order. */
  readonly list: readonly string[];
  /** How many were left out for their length or their number. */
  readonly leftOut: number;
}

/** The keywords that are kept of decoded pieces; empty ones are none. O(pieces). */
export function keywordsOf(pieces: readonly string[]): Keywords {
  const known = new Map<string, string>();
  for (const piece of pieces) {
    const text = piece.replace(/\s+/g, ' ').trim();
    if (text !== '' && !known.has(text.toLowerCase())) known.set(text.toLowerCase(), text);
  }
  const list = [...known.values()].filter((text) => text.length <= MAX_KEYWORD_LENGTH).slice(0, MAX_KEYWORDS);
  return { list, leftOut: known.size - list.length };
}

/** What is said of keywords that were left out. */
export const KEYWORDS_KEPT = `at most ${MAX_KEYWORDS} keywords of up to ${MAX_KEYWORD_LENGTH} characters each are kept`;
