/** Which of an author's names is shown. */
import type { NameParts } from '../records/record.js';
import { isInitialsOnly, nameKey, parseName, type ParsedName } from './names.js';

export interface NameCount {
  readonly name: string;
  readonly count: number;
  /** Given where the text alone would be read otherwise. */
  readonly parts?: NameParts;
}

export interface DisplayName {
  readonly displayName: string;
  readonly disambiguator: string | null;
}

interface Candidate extends NameCount {
  readonly parsed: ParsedName;
  readonly key: string;
}

/**
 * The best of an author's names. A name preferred by a curator or a person record wins if a mention bears it; else
 * given names in full before initials, then the name key with most mentions; among its spellings not in capitals,
 * with diacritics, most frequent, longest, first by letters. The homonym number becomes the disambiguator.
 */
export function chooseDisplayName(variants: readonly NameCount[], preferred: readonly string[] = []): DisplayName {
  const single = variants.length === 1 && preferred.length === 0;
  if (single) return shown(parseName(variants[0].name, variants[0].parts));
  const candidates = variants.map((variant): Candidate => {
    const parsed = parseName(variant.name, variant.parts);
    return { ...variant, parsed, key: nameKey(parsed) };
  });
  for (const name of preferred) {
    const parsed = parseName(name);
    const key = nameKey(parsed);
    const borne = candidates.find((candidate) => candidate.count > 0 && (candidate.key === key || candidate.name === name));
    if (borne !== undefined) return shown(borne.key === key ? parsed : borne.parsed);
  }
  const countOfKey = new Map<string, number>();
  for (const { key, count } of candidates) countOfKey.set(key, (countOfKey.get(key) ?? 0) + count);
  const [best] = candidates.toSorted(
    (a, b) =>
      Number(isInitialsOnly(a.parsed)) - Number(isInitialsOnly(b.parsed)) ||
      (countOfKey.get(b.key) ?? 0) - (countOfKey.get(a.key) ?? 0) ||
      byLetters(a.key, b.key) ||
      Number(isShouted(a.name)) - Number(isShouted(b.name)) ||
      Number(hasDiacritics(b.name)) - Number(hasDiacritics(a.name)) ||
      b.count - a.count ||
      b.parsed.display.length - a.parsed.display.length ||
      byLetters(a.parsed.display, b.parsed.display),
  );
  return shown(best.parsed);
}

function shown(parsed: ParsedName): DisplayName {
  return { displayName: parsed.display, disambiguator: parsed.homonym };
}

function isShouted(name: string): boolean {
  return /\p{Lu}{3}/u.test(name) && !/\p{Ll}{2}/u.test(name);
}

function hasDiacritics(name: string): boolean {
  return /[\p{M}\u0180-\u024f\u00df\u00e6\u00f8\u0111\u0142\u0153]/iu.test(name.normalize('NFD'));
}

function byLetters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
