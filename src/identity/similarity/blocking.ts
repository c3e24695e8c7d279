/**
 * Which names are compared at all: those with a block key in common. Keys are coarser than compareNames: any two names that
 * it calls compatible share one, and most names have a single one, so that blocks stay small.
 */
import type { ParsedName } from '../names.js';
import { comparable, type ComparableName } from './name-compatibility.js';
import { FULL_NAMES } from './nicknames-table.js';
import { isPinyin, transliterated } from './transliteration.js';

const NONE: readonly string[] = [];
/** What stands in place of an initial in the key of a block where names without a given name meet those with one. */
const ANY = '*';

export interface BlockKeys {
  /** The key of the block in which the name is at home: family name and first initial. */
  readonly home: string;
  /** Keys of blocks in which it is a guest: another spelling, the name that a short form stands for, the other of two family names. */
  readonly others: readonly string[];
  /** The forms of its family name, the home's first: by these it meets names without a given name. */
  readonly families: readonly string[];
}

/**
 * The keys of a name. A family name stands in them in one form for all transliterations; a double one goes with its first,
 * which is the one that is kept when it is shortened (García Márquez, García), and is a guest with the second. O(length).
 */
export function blockKeysOf(parsed: ParsedName): BlockKeys {
  const name = comparable(parsed);
  const [family, ...otherFamilies] = familyForms(name);
  const [initial, ...otherInitials] = initialsOf(name);
  const home = `${family}|${initial}`;
  if (otherFamilies.length === 0 && otherInitials.length === 0) return { home, others: NONE, families: [family] };
  const families = [...new Set([family, ...otherFamilies])];
  const all = families.flatMap((form) => [initial, ...otherInitials].map((letter) => `${form}|${letter}`));
  return { home, others: [...new Set(all)].filter((key) => key !== home), families };
}

/** The key of the block in which a name is at home. O(length). */
export function blockKeyOf(parsed: ParsedName): string {
  return blockKeysOf(parsed).home;
}

/** The family name, each of two, and with its particles, as transliterations share them. A name without letters is no one's but its own. */
function familyForms({ family, familyWords, particles, key }: ComparableName): string[] {
  if (family === '') return [key];
  const forms = familyWords.length === 2 ? [...familyWords, family] : [family];
  return (particles === '' ? forms : [...forms, particles + family]).map(transliterated);
}

/**
 * The initial, also as a transliteration might write it (Yury, Iurii, Jurij), and those of the names for which a short form
 * stands (Bob: b and r; Hans: h and j). A Chinese given name has one spelling, and initials beside a Chinese family name, too.
 */
function initialsOf({ family, given: [first] }: ComparableName): string[] {
  if (first === undefined) return [''];
  const own = [first, ...(FULL_NAMES.get(first) ?? NONE)];
  const isChinese = isPinyin(family);
  const spelled = own.flatMap((name) => (isChinese && (name.length === 1 || isPinyin(name)) ? [name[0]] : [name[0], transliterated(name)[0] ?? name[0]]));
  return [...new Set(spelled)];
}

export interface KeysOfNames {
  /** [names] */
  readonly homes: readonly string[];
  /** By name the keys of blocks where it meets names that are at home elsewhere; those that nobody else has are left out. */
  readonly others: ReadonlyMap<number, readonly string[]>;
}

/** The block keys of all names of a corpus. O(names). */
export function keysOfNames(names: readonly ParsedName[]): KeysOfNames {
  const guests = new Map<number, BlockKeys>();
  const bare = new Set<string>();
  const homes = names.map((parsed, name) => {
    const keys = blockKeysOf(parsed);
    if (keys.others.length > 0) guests.set(name, keys);
    if (keys.home.endsWith('|')) for (const family of keys.families) bare.add(family);
    return keys.home;
  });
  const others = new Map<number, readonly string[]>();
  // Whoever is at home where a guest comes has the guest's key, too.
  const visited = new Set(Array.from(guests.values(), (keys) => keys.others).flat());
  for (const [name, home] of homes.entries()) {
    const keys = guests.get(name);
    const families = (keys?.families ?? [home.slice(0, home.lastIndexOf('|'))]).filter((family) => bare.has(family));
    const found = [...(visited.has(home) ? [home] : []), ...(keys?.others ?? NONE), ...families.map((family) => `${family}|${ANY}`)];
    if (found.length > 0) others.set(name, found);
  }
  return { homes, others };
}

/** True for the key of a block where names without a given name meet those that have one, and no others. */
export function isFamilyKey(key: string): boolean {
  return key.endsWith(`|${ANY}`);
}
