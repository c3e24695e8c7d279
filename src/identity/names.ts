/**
 * A name as written, taken apart once. Splitting is a guess where the source gives no parts ("Gabriel García Márquez"),
 * so the key is made not to depend on it: given names, particles and family names in this order, whichever side
 * of a comma they stood on.
 */
import type { NameParts } from '../records/record.js';
import { isUnspacedScript, splitUnspaced } from './cjk.js';
import { composed, foldWords } from './fold.js';
import {
  CAPITALISED_PARTICLES, HONORIFICS, NOBODY, PARTICLES, VIETNAMESE_FAMILIES,
} from './name-tables.js';
import { isAllCapitals, isCapitalFamily, recased } from './capitals.js';
import { afterComma, isMisplacedSuffix, suffixOf } from './suffixes.js';

export interface ParsedName {
  /** Given names and initials as written ("Jean-Pierre", "J.-P.", "X."). */
  readonly given: readonly string[];
  /** van, de la, … as written. */
  readonly particles: readonly string[];
  readonly family: readonly string[];
  /** Jr, Sr, II, III, IV in this spelling, or null. */
  readonly suffix: string | null;
  /** The four digits by which DBLP tells namesakes apart, or null. */
  readonly homonym: string | null;
  /** The name for people: given, particles, family, suffix; capitals alone are recased. Never empty. */
  readonly display: string;
}

/** What is longer is a list or an accident, not a name: it is kept whole, unsplit. */
const MAX_SPLIT_LENGTH = 1_000;

/** Soft hyphens, zero-width spaces and marks of writing direction. Joiners stay: Persian and Indic names are written with them. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

interface Words {
  given: string[];
  particles: string[];
  family: string[];
  suffix: string | null;
}

/**
 * Parses a name as written, or its parts where the source gives them. Understands "Family, Given", "Family, Jr, Given",
 * "Given Family, Jr.", particles on either side, suffixes, DBLP's homonym numbers, names in capitals, capital family
 * names first ("DUPONT Jean"), unspaced scripts, titles, degrees and nicknames in brackets or quotes. Text of more than
 * 1,000 characters is taken for one family name. O(length).
 */
export function parseName(raw: string, parts: NameParts | null = null): ParsedName {
  const text = composed(raw).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  if (text.length > MAX_SPLIT_LENGTH) return { given: [], particles: [], family: [text], suffix: null, homonym: null, display: text };
  const [bare, homonym] = splitHomonym(text);
  const hasParts = parts !== null && parts.family !== null && !/^\d{4}$/.test(parts.family.trim());
  const words = hasParts ? wordsOfParts(composedParts(parts)) : wordsOf(withoutAsides(bare));
  // "Wang 0001, Wei"
  const [family, numberInFamily] = splitHomonym(words.family.join(' '));
  if (numberInFamily !== null) words.family = spaced(family);
  return { ...words, homonym: homonym ?? numberInFamily, display: displayOf(words, bare) };
}

/**
 * The identity of a name: folded given names, particles, family names and suffix in this order; `#0001` behind it for a
 * homonym number. "Gonzalvo, Javier" and "Javier Gonzalvo" have one key; "J. Gonzalvo", "van der Berg" against
 * "Berg", "Müller" against "Mueller" have different ones. Names without a letter keep their own characters.
 */
export function nameKey(parsed: ParsedName): string {
  const unspaced = isUnspacedScript([...parsed.family, ...parsed.given].join(''));
  const pieces = unspaced ? [...parsed.family, ...parsed.given] : [...parsed.given, ...parsed.particles, ...parsed.family];
  const folded = foldWords(pieces.join(' '));
  const key = (unspaced ? folded.replaceAll(' ', '') : folded) || parsed.display.toLowerCase();
  return key + (parsed.suffix === null ? '' : ` ${parsed.suffix.toLowerCase()}`) + (parsed.homonym === null ? '' : ` #${parsed.homonym}`);
}

/** True for what stands where a name should ("Anonymous", "n/a", "???"): equal keys are then no evidence of one person. */
export function isNobody(key: string): boolean {
  return NOBODY.has(key) || !/\p{L}/u.test(key);
}

/** True where every given name is an initial, or there is none beside a family name: many persons share such a key. */
export function isInitialsOnly(parsed: ParsedName): boolean {
  return parsed.given.every((word) => foldWords(word).split(' ').every((part) => part.length <= 1)) && !isUnspacedScript(parsed.family.join(''));
}

function splitHomonym(text: string): [string, string | null] {
  if (!/\d$/.test(text)) return [text, null];
  const found = /^(.*\S) (\d{4})$/.exec(text);
  return found ? [found[1], found[2]] : [text, null];
}

const ASIDE_OR_MARK = /[([（"“„'‘*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]/;

/** Without nicknames and second spellings in brackets or quotes, and without footnote marks, if a name remains. */
function withoutAsides(text: string): string {
  if (!ASIDE_OR_MARK.test(text)) return text;
  const bare = text
    .replace(/(?<!\s)\s*(?:\([^()]*\)|\[[^[\]]*\]|（[^（）]*）|["“„][^"“”„]*["”“]|(?<=\s)['‘][^'’‘]+['’](?=\s))/gu, ' ')
    .replace(/[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]+/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /\p{L}/u.test(bare) ? bare : text;
}

function spaced(text: string | null): string[] {
  return text === null ? [] : text.split(/[\s_]+/).filter((word) => word !== '');
}

function composedParts(parts: NameParts): NameParts {
  const part = (text: string | null): string | null => (text === null ? null : composed(text));
  return { given: part(parts.given), particle: part(parts.particle), family: part(parts.family), suffix: part(parts.suffix) };
}

function wordsOfParts(parts: NameParts): Words {
  const { given, suffix } = parts;
  if (isMisplacedSuffix(given)) {
    // "Ludwig van Beethoven, Jr.": all names stand before the comma.
    if (suffix === null) return wordsOfSegment([parts.particle, parts.family].filter((part) => part !== null).join(' '), suffixOf(given));
    // "Davis, Sammy, Jr.", read in the order "Davis, Jr., Sammy".
    if (suffixOf(suffix) === null) return wordsOfParts({ ...parts, given: suffix, suffix: given });
  }
  const words: Words = { given: spaced(given), particles: spaced(parts.particle), family: spaced(parts.family), suffix: null };
  if (suffix !== null) words.suffix = suffixOf(suffix) ?? suffix.trim();
  return settled(words);
}

function wordsOf(text: string): Words {
  if (!/[,，]/.test(text)) return wordsOfSegment(text, null);
  const [first, ...rest] = text.split(/[,，]/).map((segment) => segment.trim()).filter((segment) => segment !== '');
  if (first === undefined) return wordsOfSegment(text, null);
  const { given, suffix } = afterComma(first, rest);
  if (given.length > 0) return settled({ given: spaced(given.join(' ')), particles: [], family: spaced(first), suffix });
  return wordsOfSegment(first, suffix);
}

function wordsOfSegment(text: string, suffix: string | null): Words {
  const words = withoutHonorifics(spaced(text));
  if (words.length === 1 && isUnspacedScript(words[0])) return { ...splitUnspaced(words[0]), particles: [], suffix };
  if (words.length > 1 && isUnspacedScript(words.join(''))) return { family: [words[0]], given: words.slice(1), particles: [], suffix };
  return inNaturalOrder(words, suffix);
}

function withoutHonorifics(words: string[]): string[] {
  let at = 0;
  while (words.length - at > 1 && HONORIFICS.has(words[at].replaceAll(/[.-]/g, '').toLowerCase()) && (words[at].endsWith('.') || words.length - at > 2)) at++;
  return words.slice(at);
}

function inNaturalOrder(words: string[], suffix: string | null): Words {
  let end = words.length;
  let found = suffix;
  if (end > 2 && suffixOf(words[end - 1]) !== null) found = suffixOf(words[--end]);
  const rest = words.slice(0, end);
  if (isCapitalFamily(rest)) {
    const split = rest.findIndex((word) => !isAllCapitals(word));
    return settled({ family: rest.slice(0, split), given: rest.slice(split), particles: [], suffix: found });
  }
  const from = particlesFrom(rest);
  if (from !== -1) return settled({ given: rest.slice(0, from), particles: [], family: rest.slice(from), suffix: found });
  return { given: rest.slice(0, -1), particles: [], family: rest.slice(-1), suffix: found };
}

/** Where the particles begin in a name written given name first, or −1. */
function particlesFrom(words: readonly string[]): number {
  for (let at = 1; at < words.length - 1; at++) if (isParticle(words, at)) return at;
  return words.length > 1 && isParticle(words, 0) && /^\p{Ll}/u.test(words[0]) ? 0 : -1;
}

function isParticle(words: readonly string[], at: number): boolean {
  const folded = foldWords(words[at]);
  if (/^\p{Ll}/u.test(words[at])) return PARTICLES.has(folded);
  if (!CAPITALISED_PARTICLES.has(folded)) return false;
  return at === 0 || ![words[at + 1] ?? '', words[0]].some((word) => VIETNAMESE_FAMILIES.has(foldWords(word)));
}

/** Moves particles before the family name and behind the given names, and a suffix behind either, to their places. */
function settled(words: Words): Words {
  const { given, family } = words;
  const leading: string[] = [];
  while (family.length > 1 && isParticle(family, 0)) leading.push(...family.splice(0, 1));
  const trailing: string[] = [];
  while (given.length > 1 && /^\p{Ll}/u.test(given[given.length - 1]) && PARTICLES.has(foldWords(given[given.length - 1]))) {
    trailing.unshift(...given.splice(-1));
  }
  let { suffix } = words;
  for (const list of [family, given]) {
    const last = list.length > 1 ? suffixOf(list[list.length - 1]) : null;
    if (suffix === null && last !== null) {
      suffix = last;
      list.pop();
    }
  }
  return { given, particles: [...trailing, ...words.particles, ...leading], family, suffix };
}

function displayOf(words: Words, bare: string): string {
  const all = [...words.given, ...words.particles, ...words.family];
  const unspaced = isUnspacedScript(all.join(''));
  const ordered = unspaced ? [...words.family, ...words.given].join('') : recased(all, new Set(words.particles)).join(' ');
  return [ordered, ...(words.suffix === null ? [] : [words.suffix])].join(' ').trim() || bare || '?';
}
