/**
 * Whether two author lists can be of one paper, told by family names alone: initials, missing accents and
 * transposed order of given and family name with a comma don't matter; who the persons are is identity's business.
 */
import { NAME_SUFFIXES } from '../records/name-suffixes.js';
import { titleKey } from '../records/titles.js';
import type { Mention } from '../records/record.js';

const SUFFIXES = new Set([...NAME_SUFFIXES.keys(), 'phd', 'md']);
const UNSPACED_SCRIPT = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\s]+$/u;
/** How many leading names two cut lists must have in common. */
const LEADING_NAMES = 3;

/** How two author lists agree: not at all, as far as the shown names go, or name by name with both lists complete. */
export type AuthorAgreement = 'NONE' | 'PARTIAL' | 'FULL';

/**
 * A folded word as it stays whichever way its letters were transcribed: "Müller" is typed "Muller" and "Mueller", "Ångström"
 * "Angstrom" and "Aangstrom", "Søren" "Soren" and "Soeren".
 */
export function plainSpelling(word: string): string {
  return word.replace(/([aou])e|aa/g, (found, vowel: string | undefined) => vowel ?? found[0]);
}

/**
 * The last word of the family name, folded as titles are: `van der Berg, J.` and `Jan van der Berg` → `berg`; `Müller` and `Mueller` → `muller`.
 * Unspaced scripts give the whole name. Cheap on purpose: two different names may share a key.
 */
export function familyKeyOf(mention: Pick<Mention, 'rawName' | 'parts'>): string {
  const stated = mention.parts?.family ?? null;
  // A BibTeX reader takes DBLP's homonym number in "Wei Wang 0001" for the family name.
  const family = stated === null || /^\d{4}$/.test(stated) ? familySideOf(mention.rawName) : stated;
  if (UNSPACED_SCRIPT.test(family)) return titleKey(family.replace(/\s+/g, ''));
  const words = titleKey(family).split(' ');
  while (words.length > 1 && SUFFIXES.has(words[words.length - 1])) words.pop();
  return plainSpelling(words[words.length - 1]);
}

function familySideOf(rawName: string): string {
  const name = rawName.replace(/(?<!\s)\s+\d{4}$/, '');
  const comma = name.indexOf(',');
  return comma > 0 ? name.slice(0, comma) : name;
}

/** Family keys of the persons on a list, in order; groups are left out, since sources list them or not as they like. */
export function authorKeysOf(mentions: readonly Mention[]): string[] {
  const keys: string[] = [];
  for (const mention of mentions) if (mention.kind === 'PERSON') keys.push(familyKeyOf(mention));
  return keys;
}

/** What `authorAgreement` needs of a record. */
export interface ListedAuthors {
  readonly authorKeys: readonly string[];
  readonly authorListComplete: boolean;
}

/**
 * FULL: both complete, same number, same family names however ordered. PARTIAL: one list is cut and what it shows
 * is part of the other, or both are cut and their leading three names agree. An empty list agrees with nothing: it
 * is no evidence. Cost: the lists' lengths.
 */
export function authorAgreement(a: ListedAuthors, b: ListedAuthors): AuthorAgreement {
  if (a.authorKeys.length === 0 || b.authorKeys.length === 0) return 'NONE';
  if (a.authorListComplete && b.authorListComplete) {
    return a.authorKeys.length === b.authorKeys.length && isPartOf(a.authorKeys, b.authorKeys) ? 'FULL' : 'NONE';
  }
  if (!a.authorListComplete && isPartOf(a.authorKeys, b.authorKeys)) return 'PARTIAL';
  if (!b.authorListComplete && isPartOf(b.authorKeys, a.authorKeys)) return 'PARTIAL';
  if (a.authorListComplete || b.authorListComplete) return 'NONE';
  const leading = Math.min(LEADING_NAMES, a.authorKeys.length, b.authorKeys.length);
  for (let at = 0; at < leading; at++) if (a.authorKeys[at] !== b.authorKeys[at]) return 'NONE';
  return 'PARTIAL';
}

/** Every name of `part`, as often as it stands there, is in `whole`. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  if (part.length > whole.length) return false;
  const left = new Map<string, number>();
  for (const key of whole) left.set(key, (left.get(key) ?? 0) + 1);
  for (const key of part) {
    const count = left.get(key) ?? 0;
    if (count === 0) return false;
    left.set(key, count - 1);
  }
  return true;
}
