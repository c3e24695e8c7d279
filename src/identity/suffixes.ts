/** Generational suffixes and degrees, and telling them from the initials that look like them. */
import { foldWords } from './fold.js';
import { CREDENTIALS, PARTICLES, ROMAN_SUFFIXES, SUFFIXES } from './name-tables.js';

/** `Jr`, `Sr`, `II`, `III`, `IV` for a word that means it (`jr.`, `Snr`, `3rd`), else null; `J.R.` is two initials. O(length). */
export function suffixOf(word: string): string | null {
  const bare = word.replace(/(?<![.,])[.,]+$/, '');
  return ROMAN_SUFFIXES.has(bare) ? bare : (SUFFIXES.get(bare.toLowerCase()) ?? null);
}

/**
 * What the pieces of a name behind its first comma are: given names, a suffix, degrees (dropped). A piece that may also
 * be a given name or initials (`Li, Ma`, `Smith, JR`, `Smith, M.A.`) is one where no other is found. O(length).
 */
export function afterComma(family: string, pieces: readonly string[]): { given: string[]; suffix: string | null } {
  let suffix: string | null = null;
  const given: string[] = [];
  const doubtful: string[] = [];
  for (const piece of pieces) {
    const found = suffixOf(piece);
    if (found === null && !isCredential(piece)) given.push(piece);
    else if (mayBeGiven(piece)) doubtful.push(piece);
    else suffix ??= found;
  }
  if (given.length === 0 && doubtful.length > 0 && isFamilyAlone(family)) given.push(...doubtful.splice(0, 1));
  for (const piece of doubtful) suffix ??= suffixOf(piece);
  return { given, suffix };
}

/** True for a given name that is only a suffix, as readers give it that take `Sammy Davis, Jr.` by its comma. */
export function isMisplacedSuffix(given: string | null): given is string {
  return given !== null && suffixOf(given) !== null && !mayBeGiven(given);
}

function isCredential(piece: string): boolean {
  return CREDENTIALS.has(piece.replaceAll('.', '').replaceAll(' ', '').toLowerCase());
}

/** Up to three letters in capitals (`JR`, `M.A.`), or a name of two (`Ma`, `Md`); not `Jr`, `II`, `PhD`, `MSc`. */
function mayBeGiven(piece: string): boolean {
  const letters = piece.replace(/[^\p{L}]/gu, '');
  if (letters.length > 3 || ROMAN_SUFFIXES.has(letters) || /^phd$/i.test(letters)) return false;
  return /^\p{Lu}+$/u.test(letters) ? !/^[JS]R\.$/.test(piece) : /^\p{Lu}\p{Ll}$/u.test(piece) && isCredential(piece);
}

/** One word besides particles: what stands before the comma then holds no given name. */
function isFamilyAlone(family: string): boolean {
  return family.split(' ').filter((word) => !PARTICLES.has(foldWords(word))).length < 2;
}
