/** BibTeX author lists: where one name ends and the next begins, and what each is made of. */
import type { Mention, NameParts } from '../records/record.js';
import { nameInOrder } from '../records/scripts.js';
import { commaPieces, isOthers, readPart, unwrapped, withoutTail } from './bibtex-commas.js';
import type { Reading } from './bibtex-commas.js';
import { composed, foldSpace } from './bibtex-latex.js';
import type { LatexDecoder } from './bibtex-latex.js';
import { rewrittenNames } from './bibtex-rewriting.js';

export interface AuthorList {
  /** Raw names in order, without "others". */
  readonly names: readonly string[];
  /** False for "and others" and its like. */
  readonly complete: boolean;
  /** Parts between two `and` that are more or less than one plain name, and how they were read. */
  readonly doubtful: readonly DoubtfulPart[];
}

export interface DoubtfulPart {
  readonly part: string;
  readonly reading: Exclude<Reading, 'ONE_NAME'>;
}

/**
 * Splits an author field at each `and` outside braces, as BibTeX does, and where names are separated by semicolons or
 * commas instead, at those (see readPart). Empty names are dropped; `others` (`et al.`) is no name but makes the list
 * incomplete, also where it trails the last name (`Smith, J. et al.`). Linear.
 */
export function splitAuthors(field: string): AuthorList {
  const names: string[] = [];
  const doubtful: DoubtfulPart[] = [];
  let complete = true;
  for (const part of partsBetweenAnd(rewrittenNames(field))) {
    let name = foldSpace(part).replace(/^,+\s*/, '').replace(/(?<!\s)\s*(?<!,),+$/, '');
    const trailing = isOthers(name) ? -1 : name.search(/[\s,]et\.? al\.?$/i);
    if (trailing > 0) {
      complete = false;
      name = name.slice(0, trailing).replace(/(?<![\s,])[\s,]+$/, '');
    }
    if (unwrapped(name) === '') continue;
    const read = readPart(name);
    if (read.reading !== 'ONE_NAME') doubtful.push({ part: name, reading: read.reading });
    if (read.others) complete = false;
    for (const found of read.names) if (unwrapped(found) !== '') names.push(found);
  }
  return { names, complete, doubtful };
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
  const { bare } = withoutTail(name);
  if (plainParts(bare) === null) decoder.wantName(bare);
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

/**
 * The mention of one raw name; null where it holds no name at all. A name in braces as a whole is a GROUP. A suffix that
 * stands last is one whatever BibTeX makes of its place: `Ludwig van Beethoven, Jr.` is `van Beethoven, Jr., Ludwig`.
 */
export function mentionOf(name: string, position: number, decoder: LatexDecoder): Mention | null {
  const { bare, suffix, tail } = withoutTail(name);
  const found = mentionOfBare(bare, position, decoder);
  if (found === null || tail === null) return found;
  return { ...found, rawName: `${found.rawName}, ${tail}`, parts: found.parts === null ? null : { ...found.parts, suffix: found.parts.suffix ?? suffix } };
}

function mentionOfBare(name: string, position: number, decoder: LatexDecoder): Mention | null {
  const plain = plainParts(name);
  if (plain !== null) return mention(composed(name), composedParts(plain), 'PERSON', position);
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
  const rawName = commaPieces(name).length > 1
    ? [lastName, suffix, given].filter((part) => part !== null && part !== '').join(', ')
    : nameInOrder(parts.given, lastName);
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

function composedParts(parts: NameParts): NameParts {
  const part = (text: string | null): string | null => (text === null ? null : composed(text));
  return { given: part(parts.given), particle: part(parts.particle), family: part(parts.family), suffix: part(parts.suffix) };
}

function mention(rawName: string, parts: NameParts | null, kind: Mention['kind'], position: number): Mention {
  return { rawName, parts, position, kind, externalIds: {}, affiliations: [], isCorresponding: null };
}
