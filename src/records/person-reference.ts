/**
 * How a person is meant in a way that outlives imports: by a prefixed id (`orcid:…`), by a full name as written, or by
 * a name on a paper (`Wei Wang @ doi:10.1/x`), which also tells namesakes apart who have no id.
 */
import { parsePaperId, parsePersonId } from './ids.js';
import { paperIdOf } from './public-ids.js';
import { PERSON_ID_SCHEMES, type PersonIdScheme } from './record.js';

export type PersonReference =
  | { readonly kind: 'ID'; readonly scheme: PersonIdScheme; readonly value: string }
  | { readonly kind: 'MENTION'; readonly name: string; readonly paper: string }
  | { readonly kind: 'NAME'; readonly name: string };

const ON_PAPER = ' @ ';
const PUBLIC_PAPER_ID = /^P[0-9A-HJKMNP-TV-Z]{12}$/i;
const PERSON_PREFIX = new RegExp(`^(?:${PERSON_ID_SCHEMES.join('|')}):`, 'i');

/** Reads a reference. Never fails: what is neither an id nor a name on a paper is a name. See referenceProblem. */
export function parsePersonReference(text: string): PersonReference {
  const id = parsePersonId(text);
  if (id !== null) return { kind: 'ID', ...id };
  const at = text.lastIndexOf(ON_PAPER);
  if (at > 0) return { kind: 'MENTION', name: text.slice(0, at).trim(), paper: text.slice(at + ON_PAPER.length).trim() };
  return { kind: 'NAME', name: text.trim() };
}

/** The reference to a name on a paper. */
export function mentionReference(name: string, paper: string): string {
  return `${name}${ON_PAPER}${paper}`;
}

/** What is wrong with a reference, as the end of a sentence; null where nothing is. */
export function referenceProblem(text: string): string | null {
  if (PERSON_PREFIX.test(text) && parsePersonId(text) === null) return `holds "${text}", which is no valid id of a person`;
  const reference = parsePersonReference(text);
  if (reference.kind === 'ID') return null;
  if (!/\p{L}/u.test(reference.name)) return `holds "${text}", in which there is no name`;
  return reference.kind === 'MENTION' && reference.paper === '' ? `holds "${text}", which names no paper` : null;
}

/**
 * The keys by which a paper is known that was referred to by `text`: its public id, an id of any scheme, or the key of
 * one of its records. The first one that is known is meant.
 */
export function paperKeysOf(text: string): string[] {
  const trimmed = text.trim();
  const id = parsePaperId(trimmed);
  return [
    ...(PUBLIC_PAPER_ID.test(trimmed) ? [trimmed.toUpperCase()] : []),
    ...(id === null ? [] : [`${id.scheme}:${id.value}`]),
    paperIdOf(trimmed),
  ];
}

/** A text under which equal references agree whatever their spelling, for names only as far as case and marks go. */
export function referenceKey(text: string): string {
  const reference = parsePersonReference(text);
  if (reference.kind === 'ID') return `${reference.scheme}:${reference.value}`;
  const name = foldedName(reference.name);
  return reference.kind === 'NAME' ? name : mentionReference(name, paperKeysOf(reference.paper)[0]);
}

/** Letters and digits alone, lower case, without accents, given names first. */
export function foldedName(name: string): string {
  const [family, given, ...more] = name.split(',');
  const ordered = given === undefined || more.length > 0 ? name : `${given} ${family}`;
  return ordered.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Han, kana or Hangul, in which names are written without spaces. */
const UNSPACED_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・·‧]{2,}$/u;

/**
 * Whether a text is a full name: two words or more, one of them of two letters or more, or a name in a script written
 * without spaces. A word alone ("in", "Lee") stands in many texts and names.
 */
export function isFullName(text: string): boolean {
  const words = foldedName(text).split(' ').filter((word) => /\p{L}/u.test(word));
  const isUnspaced = UNSPACED_NAME.test(text.normalize('NFC').replaceAll(/[\s,，]/g, ''));
  return isUnspaced || (words.length >= 2 && words.some((word) => [...word].length >= 2));
}
