/** Names as people and exports write them: what their commas and initials mean, and which name no person. */
import { NAME_SUFFIXES } from '../../records/name-suffixes.js';
import type { NameParts } from '../../records/record.js';
import { isGroupName } from '../group-names.js';

/** Initials alone: `J.`, `J.-P.`, `J. P.`, `JP`, `J`. */
const INITIALS = /^\p{Lu}\p{M}*\.?(?:[ -]?\p{Lu}\p{M}*\.?){0,3}$/u;
const PARTICLE = /^((?:\p{Ll}[\p{Ll}'’.]* |[dl]['’](?=\p{Lu}))+)(\P{Ll}.*)$/u;

/** True for initials without a family name (`J.-P.`, `JP`), at most four. */
export function isInitials(text: string): boolean {
  return INITIALS.test(text);
}

/** True for `Jr.`, `III` and their like, however they are capitalised. */
export function isSuffix(text: string): boolean {
  return NAME_SUFFIXES.has(text.replace(/\.$/, '').toLowerCase());
}

/** A family name and the particles before it that are written in lower case (`van de Schoot`, `d'Alembert`). */
function familyParts(text: string): Pick<NameParts, 'family' | 'particle'> {
  const found = PARTICLE.exec(text);
  return found === null ? { particle: null, family: text } : { particle: found[1].trim(), family: found[2] };
}

/**
 * Parts of `Family, Given`, `Family, Given, Jr.` and `Family, Jr., Given`; null for a name without a comma, whose order
 * is not told by its look.
 */
export function invertedParts(name: string): NameParts | null {
  const pieces = name.split(',').map((piece) => piece.trim()).filter((piece) => piece !== '');
  if (pieces.length < 2) return null;
  const [family, ...rest] = pieces;
  if (rest.length === 1 && isSuffix(rest[0])) return suffixedParts(family, rest[0]);
  const own = rest.length > 1 ? rest.find(isSuffix) ?? null : null;
  const given = rest.filter((piece) => piece !== own).join(', ');
  // MEDLINE and Web of Science write `Smith, John A Jr`.
  const trailing = own === null ? /^(.*\S) ((?:Jr|Sr)\.?|2nd|3rd|II|III|IV)$/.exec(given) : null;
  return { given: (trailing?.[1] ?? given) || null, ...familyParts(family), suffix: own ?? trailing?.[2] ?? null };
}

/** Parts of `Cedar J., Jr.` and `Davis, Jr.`; null for `Sammy Davis, Jr.`, of which only the suffix is told. */
function suffixedParts(name: string, suffix: string): NameParts | null {
  if (!/\s/.test(name)) return { given: null, ...familyParts(name), suffix };
  const parts = initialsLastParts(name) ?? bareInitialsParts(name);
  return parts === null ? null : { ...parts, suffix };
}

/** Parts of `Liu R.` and `De Leenheer P.-J.`, as Embase and Scopus write names: dotted initials stand last. Null for any other. */
export function initialsLastParts(name: string): NameParts | null {
  const found = /^(.*\p{L}{2}\.?) ((?:(?!(?<!-)(?:Jr|Sr)\.)\p{Lu}[\p{Ll}\p{M}]?\.[ -]?){1,6})(?: ((?:Jr|Sr)\.?|I{2,3}|IV))?$/u.exec(name);
  return found === null ? null : { given: found[2], ...familyParts(found[1]), suffix: found[3] ?? null };
}

/** Parts of `Mangalam HJ` and `Smith J Jr`, as MEDLINE abbreviates names: one word of initials without dots stands last. */
export function bareInitialsParts(name: string): NameParts | null {
  const found = /^(.*) (\p{Lu}{1,4})(?: (Jr|Sr|2nd|3rd|II|III|IV))?$/u.exec(name);
  return found === null || !/\p{Ll}/u.test(found[1]) ? null : { given: found[2], ...familyParts(found[1]), suffix: found[3] ?? null };
}

/**
 * True where a name as written, possibly inverted, is that of a group. `Group, Anna` and `J. Group` are persons;
 * `Collaboration, ATLAS` is a group that a program took for a person; what follows the name of an institution
 * (`European Association for the Study of the Liver, EASL`) does not make it one.
 */
export function isWrittenGroup(name: string): boolean {
  const [first = '', ...rest] = name.split(',').map((piece) => piece.trim());
  if (/^\p{Lu}\.[ -]?(?:\p{Lu}\.[ -]?)*\p{Lu}\p{Ll}+$/u.test(first)) return false;
  if (/^(?:collaborations?|consortium)$/i.test(first) && rest.some((piece) => piece !== '')) return true;
  return !rest.some(isInitials) && isGroupName(first);
}
