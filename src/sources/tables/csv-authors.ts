/** Author lists in one cell: by the separator that the user names, else by what parts the names most plainly. */
import { isOthersName } from '../group-names.js';
import { isInitials, isSuffix } from '../people/written-names.js';

export interface AuthorCell {
  readonly names: readonly string[];
  /** Why the reading may be wrong, as the end of a sentence; null where it is plain. */
  readonly doubt: string | null;
}

/**
 * The names in a cell. Without a separator of the user's: line ends, semicolons, bars, slashes; else " and " and "&"; else commas,
 * where they part whole names (`Ada One, Bo Two`) and not a family name from a given one (`One, Ada`). Linear.
 */
export function authorsOfCell(cell: string, separator?: string): AuthorCell {
  const text = cell.replace(/[^\S\n]+/g, ' ').trim();
  if (text === '') return plain([]);
  if (separator !== undefined && separator !== '') return plain(parted(text, separator));
  for (const sign of ['\n', ';', '|', ' / ']) if (text.includes(sign)) return plain(parted(text, sign));
  const byWord = text.split(/ and | ?(?<!\p{L})&(?!\p{L}) ?| und | et (?!al\b)/iu).map((name) => trimmed(name, ' \n,')).filter((name) => name !== '');
  if (byWord.length > 1) {
    const pieces = byWord.map(byCommas);
    return { names: pieces.flatMap(({ names }) => names), doubt: pieces.map(({ doubt }) => doubt).find((doubt) => doubt !== null) ?? null };
  }
  return byCommas(text);
}

function plain(names: readonly string[]): AuthorCell {
  return { names, doubt: null };
}

function parted(text: string, separator: string): string[] {
  return text.split(separator).map((name) => trimmed(name, ' \n,;|')).filter((name) => name !== '');
}

/** The text without any of these signs at its ends. Linear, which a pattern that ends in `$` is not on long runs. */
function trimmed(text: string, signs: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && signs.includes(text[start])) start += 1;
  while (end > start && signs.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** True for what reads as a whole name, given and family: two words or more, the last no initial. */
function isWhole(piece: string): boolean {
  const words = piece.split(/\s+/);
  return words.length > 1 && !isInitials(words.at(-1) ?? '');
}

/** `Liu R`, `Smith J.A.`: a family name with its initials behind it. */
function isAbbreviated(piece: string): boolean {
  const words = piece.split(/\s+/);
  return words.length > 1 && isInitials(words.at(-1) ?? '') && !isInitials(words[0] ?? '');
}

function byCommas(text: string): AuthorCell {
  const all = text.split(',').map((piece) => piece.trim()).filter((piece) => piece !== '');
  const others = all.filter(isOthersName);
  const pieces = all.filter((piece) => !isOthersName(piece));
  const names = joinedSuffixes(pieces);
  const reading = (found: readonly string[], doubt: string | null): AuthorCell => ({ names: [...found, ...others], doubt });
  if (names.length < 2) return reading(names, null);
  if (names.length === 2) {
    // `Ada One, Bo Two` against `One, Ada` and `van den Berg, Jan Piet`: a family name in two words is the rarer.
    const areTwo = pieces.length === 2 && pieces.every(isWhole) && !/^\p{Ll}/u.test(pieces[0]);
    return areTwo ? reading(names, 'was read as two names parted by a comma') : reading([pieces.join(', ')], null);
  }
  if (names.every((name) => isWhole(name) || isAbbreviated(name))) return reading(names, null);
  const given = pieces.filter((_, index) => index % 2 === 1);
  const family = pieces.filter((_, index) => index % 2 === 0);
  if (family.length === given.length && given.every(mayBeGiven) && !family.some(isInitials)) {
    const pairs = family.map((name, index) => `${name}, ${given[index]}`);
    return reading(pairs, given.every(isInitials) ? null : 'was read as pairs of family and given names');
  }
  return reading(names, 'was read as one name between two commas');
}

/** Initials, or a given name with or without them. */
function mayBeGiven(piece: string): boolean {
  return isInitials(piece) || !/\s/.test(piece) || piece.split(/\s+/).some(isInitials);
}

/** `Jr.` belongs to the name before it. */
function joinedSuffixes(pieces: readonly string[]): string[] {
  const names: string[] = [];
  for (const piece of pieces) {
    if (isSuffix(piece) && names.length > 0) names[names.length - 1] = `${names.at(-1)}, ${piece}`;
    else names.push(piece);
  }
  return names;
}
