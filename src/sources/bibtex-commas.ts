/** What the commas and semicolons of one BibTeX name mean: its own parts, a suffix, or names that lack their `and`. */

/** Narrower than in other formats: BibTeX's middle part may as well be a name or initials, which capitals and full stops tell. */
const SUFFIX = /^(?:[Jj]r|[Ss]r|[Jj]nr|[Ss]nr)\.?$|^(?:JR|SR)\.$|^I{2,3}$|^IV$|^(?:2nd|3rd|4th)$/;
const DOCTOR = /^(?:ph\.?\s?d|d\.?\s?phil)\.?$/i;
/** Suffixes and degrees that may as well be initials: only behind "Family, Given". */
const MAYBE_INITIALS = /^(?:JR|SR|M\.?D\.?|M\.?A\.?|B\.?A\.?|M\.?Sc\.?|B\.?Sc\.?)$/;
const OTHERS = /^(?:others|et\.? al\.?|\\emph\{et al\.?\}|\\textit\{et al\.?\}|\.\.\.|…)$/i;
const KEY_VALUE = /^\s*[a-z]+(?:-[a-z]+)?\s*=/i;

/** How a part without `and` was read. */
export type Reading = 'ONE_NAME' | 'AMBIGUOUS_NAME' | 'NAMES' | 'PAIRS';

export interface PartReading {
  /** Raw names in order, without "others". */
  readonly names: readonly string[];
  readonly reading: Reading;
  /** True where "others" or "et al." was among them. */
  readonly others: boolean;
}

/** True for `others`, `et al.` and their like, also in braces. */
export function isOthers(name: string): boolean {
  return OTHERS.test(unwrapped(name));
}

/** A name without the braces and spaces around it. */
export function unwrapped(name: string): string {
  return name.replace(/^[{\s]+/, '').replace(/(?<![}\s])[}\s]+$/, '');
}

/** The pieces of a name between commas outside braces, trimmed, empty ones left out; BibLaTeX's `family=…, given=…` is one piece. */
export function commaPieces(name: string): string[] {
  return !name.includes(',') || KEY_VALUE.test(name) ? [name] : piecesAt(name, ',');
}

/**
 * Reads the part of an author list between two `and`: BibTeX's one name of up to two commas, or several names separated
 * by semicolons (`A. Turing; K. Gödel`) or commas. Of commas, full names (`Alan Turing, Kurt Gödel, Alonzo Church`) and
 * a first name alone inverted (`Turing, A., K. Gödel, A. Church`) are told by their look; else an even number of
 * pieces is taken for pairs of family and given names, an odd one for a name each. Nobody is lost. Linear.
 */
export function readPart(name: string): PartReading {
  if (!/[;,]/.test(name) || KEY_VALUE.test(name)) return one(name);
  const bySemicolon = name.includes(';') ? piecesAt(name, ';') : [];
  if (bySemicolon.length > 1) {
    const names = bySemicolon.filter((piece) => !isOthers(piece));
    return { names, reading: 'NAMES', others: names.length < bySemicolon.length };
  }
  const all = piecesAt(name, ',');
  const pieces = all.filter((piece) => !isOthers(piece));
  const others = pieces.length < all.length;
  if (!others && unitsOf(commaPieces(withoutTail(name).bare)).length < 3) return { names: [name], reading: 'ONE_NAME', others };
  const units = unitsOf(pieces);
  const names = separated(units, others);
  if (names !== null) return { ...names, others };
  const whole = others ? pieces.join(', ') : name;
  return { names: [whole], reading: units.length === 3 ? 'AMBIGUOUS_NAME' : 'ONE_NAME', others };
}

/**
 * A name and what only qualifies its bearer behind the last commas: `Ludwig van Beethoven, Jr.`, `King, Martin Luther,
 * Jr., PhD`. `suffix` is the first generational suffix there, `tail` all of it, as written without braces; null where
 * there is none. What may be initials (`Smith, JR`, `Smith, MD`) counts only behind `Family, Given`.
 */
export function withoutTail(name: string): { bare: string; suffix: string | null; tail: string | null } {
  const pieces = commaPieces(name);
  if (pieces.length === 1) return { bare: name, suffix: null, tail: null };
  let others = pieces.filter((piece) => !isSuffix(unwrapped(piece))).length;
  let end = pieces.length;
  for (; end > 1; end -= 1) {
    const last = unwrapped(pieces[end - 1] ?? '');
    if (isSuffix(last)) continue;
    if (others !== 3 || !MAYBE_INITIALS.test(last)) break;
    others -= 1;
  }
  if (end === pieces.length) return { bare: name, suffix: null, tail: null };
  const tail = pieces.slice(end).map(unwrapped);
  return { bare: pieces.slice(0, end).join(', '), suffix: tail.find((piece) => SUFFIX.test(piece) || /^[JS]R$/.test(piece)) ?? null, tail: tail.join(', ') };
}

function one(name: string): PartReading {
  const others = isOthers(name);
  return { names: others ? [] : [name], reading: 'ONE_NAME', others };
}

function isSuffix(piece: string): boolean {
  return SUFFIX.test(piece) || DOCTOR.test(piece);
}

/** A piece and the suffixes behind it. */
interface Unit {
  readonly text: string;
  readonly suffixes: string[];
}

function unitsOf(pieces: readonly string[]): Unit[] {
  const units: Unit[] = [];
  for (const piece of pieces) {
    const before = units.at(-1);
    if (before !== undefined && isSuffix(unwrapped(piece))) before.suffixes.push(piece);
    else units.push({ text: piece, suffixes: [] });
  }
  return units;
}

/** The several names of a part, or null where it is one. `listed`: an "others" among the pieces tells that they are names. */
function separated(units: readonly Unit[], listed: boolean): { names: string[]; reading: Reading } | null {
  const count = units.length;
  if (count < (listed ? 2 : 3)) return null;
  const shapes = units.map((unit) => shapeOf(unit.text));
  const inInitials = shapes.filter((shape) => shape.endsInInitial).length;
  if (shapes.every((shape) => shape.isFull) && (inInitials === 0 || inInitials === count)) return { names: units.map(nameOf), reading: 'NAMES' };
  if (count < 3) return null;
  const later = shapes.slice(2);
  const givenAreInitials = shapes[1]?.isInitials ?? false;
  const firstInverted = (shapes[0]?.words === 1 || givenAreInitials) && later.every((shape) => shape.isFull && !shape.endsInInitial);
  // No family name begins with an initial, so that such a piece in a family name's place tells against pairs.
  const againstPairs = count % 2 === 1 ? count > 3 || givenAreInitials : later.some((shape, index) => index % 2 === 0 && shape.beginsWithInitial);
  if (firstInverted && againstPairs) return { names: [pairOf(units[0], units[1]), ...units.slice(2).map(nameOf)], reading: 'NAMES' };
  if (count === 3 && units.every((unit) => unit.suffixes.length === 0)) return null;
  if (count % 2 === 1) return { names: units.map(nameOf), reading: 'NAMES' };
  return { names: units.flatMap((unit, at) => (at % 2 === 0 ? [pairOf(unit, units[at + 1])] : [])), reading: 'PAIRS' };
}

interface Shape {
  readonly words: number;
  /** Two words or more, not all of them initials. */
  readonly isFull: boolean;
  readonly isInitials: boolean;
  readonly beginsWithInitial: boolean;
  readonly endsInInitial: boolean;
}

function shapeOf(piece: string): Shape {
  const words = piece.replace(/\\[A-Za-z]+\s*|[{}\\]/g, '').split(/\s+/).filter((word) => word !== '');
  const initials = words.map((word) => /^(?:\p{Lu}\.?-?){1,3}$/u.test(word));
  const isInitials = initials.every(Boolean);
  return { words: words.length, isFull: words.length > 1 && !isInitials, isInitials, beginsWithInitial: initials[0] ?? false, endsInInitial: initials.at(-1) ?? false };
}

function nameOf(unit: Unit): string {
  return [unit.text, ...unit.suffixes].join(', ');
}

/** `Family, Jr, Given`, whichever of the two the suffix stood behind. */
function pairOf(family: Unit | undefined, given: Unit | undefined): string {
  return [family?.text, ...(family?.suffixes ?? []), ...(given?.suffixes ?? []), given?.text].filter((text) => text !== undefined).join(', ');
}

function piecesAt(name: string, separator: ',' | ';'): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < name.length; at += 1) {
    const c = name[at];
    if (c === '\\') at += 1;
    else if (c === '{') depth += 1;
    else if (c === '}') depth = Math.max(0, depth - 1);
    // The semicolon of an entity (`M&uuml;ller`) separates nothing.
    else if (c === separator && depth === 0 && !(c === ';' && /&#?\w{1,31}$/.test(name.slice(Math.max(from, at - 33), at)))) {
      pieces.push(name.slice(from, at));
      from = at + 1;
    }
  }
  pieces.push(name.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}
