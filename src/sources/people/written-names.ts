/** Names as people and exports write them: what their commas and initials mean, and which name no person. */
import type { NameParts } from '../../records/record.js';

const SUFFIX = /^(?:jr|sr|jnr|snr)\.?$|^(?:II|III|IV)$|^(?:2nd|3rd|4th)$/i;
/** Initials alone: `J.`, `J.-P.`, `J. P.`, `JP`, `J`. */
const INITIALS = /^\p{Lu}\p{M}*\.?(?:[ -]?\p{Lu}\p{M}*\.?){0,3}$/u;
const DOTTED_INITIALS = /^(?:\p{Lu}[\p{Ll}\p{M}]?\.[ -]?){1,6}$/u;
const PARTICLE = /^((?:\p{Ll}[\p{Ll}'’.]* |[dl]['’](?=\p{Lu}))+)(\P{Ll}.*)$/u;
const OTHERS = /^[([]?(?:others|et\.? al(?:ii|ia|\.)?|and others|\.\.\.|…)[\])]?\.?$/i;

/** True for what stands for authors who are not named: `et al.`, `others`, `…`. */
export function isOthers(name: string): boolean {
  return OTHERS.test(name.trim());
}

/** True for initials without a family name (`J.-P.`, `JP`), at most four. */
export function isInitials(text: string): boolean {
  return INITIALS.test(text);
}

/** True for `Jr.`, `III` and their like. */
export function isSuffix(text: string): boolean {
  return SUFFIX.test(text);
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
  const found = /^(.*\p{L}{2,}\.?) ((?:(?!(?:Jr|Sr)\.)\S{1,3}\.[ -]?)+?)(?: ((?:Jr|Sr)\.?|I{2,3}|IV))?$/u.exec(name);
  if (found === null || !DOTTED_INITIALS.test(found[2])) return null;
  return { given: found[2], ...familyParts(found[1]), suffix: found[3] ?? null };
}

/** Parts of `Mangalam HJ` and `Smith J Jr`, as MEDLINE abbreviates names: one word of initials without dots stands last. */
export function bareInitialsParts(name: string): NameParts | null {
  const found = /^(.*\p{Ll}.*) (\p{Lu}{1,4})(?: (Jr|Sr|2nd|3rd|II|III|IV))?$/u.exec(name);
  return found === null ? null : { given: found[2], ...familyParts(found[1]), suffix: found[3] ?? null };
}

const GROUP_WORDS = new RegExp(
  String.raw`(?<!\p{L})(?:${[
    'collaborations?', 'consorti(?:um|a)', 'collaborators', 'investigators', 'contributors', '(?:working|study|research|writing|steering|task) (?:group|party|force)s?', 'group', 'task force',
    'committee', 'commission', 'council', 'association', 'society', 'societies', 'organi[sz]ation', 'institut(?:e|es|ion|o|et)', 'universit(?:y|ies|ät|é|à|ad|eit)', 'ministry', 'ministries',
    'department', 'foundation', 'cent(?:er|re)s? (?:for|of)', 'agency', 'federation', 'initiative', 'network', 'alliance', 'academy', 'bureau', 'team', 'project', 'programme', 'inc\\.?', 'ltd\\.?', 'gmbh',
    'corporation', 'united nations', 'european union', 'world bank',
  ].join('|')})(?!\p{L})`,
  'iu',
);

/**
 * True where a name is that of a collaboration, committee, institution: it holds a word that only such names have, and is
 * neither inverted (`Group, Anna`) nor begun by initials. `Collaboration, ATLAS` is one that a program took for a person.
 */
export function isGroupName(name: string): boolean {
  const [first, ...rest] = name.split(',').map((piece) => piece.trim());
  if (/^\p{Lu}\.[ -]?(?:\p{Lu}\.[ -]?)*\p{Lu}\p{Ll}+$/u.test(first)) return false;
  if (/^(?:collaborations?|consortium)$/i.test(first) && rest.some((piece) => piece !== '')) return true;
  if (rest.some(isInitials)) return false;
  return GROUP_WORDS.test(first) && /\s/.test(first);
}
