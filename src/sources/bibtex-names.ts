/** BibTeX author lists: where one name ends and the next begins, and what each is made of. */
import type { Mention, NameParts } from '../records/record.js';
import { foldSpace } from './bibtex-latex.js';
import type { LatexDecoder } from './bibtex-latex.js';

export interface AuthorList {
  /** Raw names in order, without "others". */
  readonly names: readonly string[];
  /** False for "and others" and its like. */
  readonly complete: boolean;
  /** Names that hold several, separated by commas or semicolons instead of `and`: they were split there. */
  readonly misseparated: readonly string[];
}

const OTHERS = /^(?:others|et\.? al\.?|\\emph\{et al\.?\}|\\textit\{et al\.?\}|\.\.\.|…)$/i;

/**
 * Splits an author field at each `and` outside braces, as BibTeX does. Empty names are dropped; `others` (`et al.`) is
 * no name but makes the list incomplete, also where it trails the last name (`Smith, J. et al.`). Linear.
 */
export function splitAuthors(field: string): AuthorList {
  const names: string[] = [];
  const misseparated: string[] = [];
  let complete = true;
  for (const part of partsBetweenAnd(field)) {
    let name = foldSpace(part).replace(/^,+\s*|\s*,+$/g, '');
    if (OTHERS.test(unwrapped(name))) {
      complete = false;
      continue;
    }
    const trailing = /^(.+?)[\s,]+et\.? al\.?$/i.exec(name);
    if (trailing !== null) {
      complete = false;
      name = (trailing[1] ?? '').replace(/,+$/, '');
    }
    if (unwrapped(name) === '') continue;
    const several = severalNames(name);
    if (several.length > 1) misseparated.push(name);
    names.push(...several);
  }
  return { names, complete, misseparated };
}

const SUFFIX = /^(?:jr|sr|i{1,3}|iv|vi{0,3}|phd|md)\.?$/i;

/** The names in a part that has no `and`: `A. Turing; K. Gödel`, or `Alan Turing, Kurt Gödel, Alonzo Church`; usually the one. */
function severalNames(name: string): string[] {
  if (!/[;,]/.test(name) || /[{}=\\]/.test(name)) return [name];
  const bySemicolon = name.split(';').map((part) => part.trim()).filter((part) => part !== '');
  if (bySemicolon.length > 1) return bySemicolon;
  const byComma = name.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const fullNames = byComma.length >= 3 && byComma.every((part) => part.includes(' ') && !SUFFIX.test(part));
  return fullNames ? byComma : [name];
}

function unwrapped(name: string): string {
  return name.replace(/^[{\s]+|[}\s]+$/g, '');
}

const AND = /\band(?=\s)/gi;

function partsBetweenAnd(field: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let counted = 0;
  let from = 0;
  const countTo = (end: number): void => {
    for (; counted < end; counted += 1) {
      const c = field.charCodeAt(counted);
      if (c === 0x5c) counted += 1;
      else if (c === 0x7b) depth += 1;
      else if (c === 0x7d && depth > 0) depth -= 1;
    }
  };
  const text = `${field} `;
  AND.lastIndex = 0;
  for (let found = AND.exec(text); found !== null; found = AND.exec(text)) {
    const before = found.index === 0 ? ' ' : text[found.index - 1] ?? ' ';
    countTo(found.index);
    if (depth > 0 || !/[\s}]/.test(before)) continue;
    parts.push(field.slice(from, found.index));
    from = found.index + 3;
  }
  parts.push(field.slice(from));
  return parts;
}

/** Asks the decoder for what `mentionOf` will need. */
export function wantName(name: string, decoder: LatexDecoder): void {
  if (plainParts(name) === null) decoder.wantName(name);
}

// Letters, marks, initials and hyphens: for these the library's rules are followed here, 20 times as fast (a test holds the two equal).
const PLAIN_NAME = /^[\p{L}\p{M}.'’-]+(?: [\p{L}\p{M}.'’-]+)*(?:, [\p{L}\p{M}.'’-]+(?: [\p{L}\p{M}.'’-]+)*)?$/u;

/**
 * Parts of a name without LaTeX and with at most one comma; null for any other, which the library is to read.
 * `von` parts are words that begin in lower case, before the family name.
 */
export function plainParts(name: string): NameParts | null {
  if (!PLAIN_NAME.test(name) || name.includes("''")) return null;
  const comma = name.indexOf(',');
  if (comma >= 0) {
    const last = name.slice(0, comma);
    const von = /^([a-z'. ]+) (.+)/.exec(last);
    return { given: name.slice(comma + 2), particle: von?.[1] ?? null, family: von?.[2] ?? last, suffix: null };
  }
  const words = name.split(' ');
  const von = words.findIndex((word) => /^[a-z]/.test(word));
  const family = von < 0 ? words.length - 1 : words.findIndex((word, index) => index > von && !/^[a-z]/.test(word));
  // A name of particles alone, or one whose last word is one, is left to the common rule: the last word is the family name.
  if (von < 0 || family < 0) return { given: words.slice(0, -1).join(' ') || null, particle: null, family: words.at(-1) ?? null, suffix: null };
  return {
    given: words.slice(0, von).join(' ') || null,
    particle: words.slice(von, family).join(' '),
    family: words.slice(family).join(' '),
    suffix: null,
  };
}

/** The mention of one raw name; null where it holds no name at all. A name in braces as a whole is a GROUP. */
export function mentionOf(name: string, position: number, decoder: LatexDecoder): Mention | null {
  const plain = plainParts(name);
  if (plain !== null) return mention(name, plain, 'PERSON', position);
  const creator = decoder.name(name).value;
  if (creator === null) return null;
  if (creator.name !== undefined) {
    return isOneWordOfPerson(creator.name)
      ? mention(creator.name, null, 'PERSON', position)
      : mention(creator.name, null, 'GROUP', position);
  }
  const given = creator.firstName ?? null;
  const family = creator.lastName ?? null;
  const suffix = creator.suffix ?? null;
  const parts = particles(given, creator.prefix ?? null, family, suffix);
  const lastName = [parts.particle, parts.family].filter((part) => part !== null).join(' ');
  const rawName = hasOuterComma(name)
    ? [lastName, suffix, given].filter((part) => part !== null && part !== '').join(', ')
    : [parts.given, lastName].filter((part) => part !== null && part !== '').join(' ');
  return rawName === '' ? null : mention(rawName, parts, 'PERSON', position);
}

/** `van der Berg` without a given name: the library takes the particles for the given name. */
function particles(given: string | null, particle: string | null, family: string | null, suffix: string | null): NameParts {
  if (particle === null && given !== null && /^[a-z][a-z' .]*$/.test(given) && /^\p{Lu}/u.test(family ?? '')) {
    return { given: null, particle: given, family, suffix };
  }
  return { given, particle, family, suffix };
}

/** `{Plato}` and `{Müller}` protect a person's only name or its spelling; institutions have more words, or capitals inside. */
function isOneWordOfPerson(name: string): boolean {
  return /^\p{Lu}[\p{Ll}\p{M}'’-]+$/u.test(name) || /^[^\s,]+(?: [^\s,]+)?, \p{Lu}(?:\.|\p{Ll}+)(?:[ -]?\p{Lu}(?:\.|\p{Ll}+))*$/u.test(name);
}

function hasOuterComma(name: string): boolean {
  let depth = 0;
  for (const c of name) {
    if (c === '{') depth += 1;
    else if (c === '}') depth -= 1;
    else if (c === ',' && depth === 0) return !/^\s*[a-z]+(?:-[a-z]+)?\s*=/i.test(name);
  }
  return false;
}

function mention(rawName: string, parts: NameParts | null, kind: Mention['kind'], position: number): Mention {
  return { rawName, parts, position, kind, externalIds: {}, affiliations: [], isCorresponding: null };
}
