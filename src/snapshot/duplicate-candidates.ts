/** Which authors are compared at all, so that the work stays near linear in their number. */
import { hashText } from '../graph/prng.js';
import { PairSet } from '../identity/pair-set.js';
import type { AuthorProfiles, ProfiledName } from './duplicate-profiles.js';

/** Up to so many authors of a block every pair is compared; of larger ones those that a co-author or an equal name links. */
export const ALL_PAIRS_LIMIT = 60;
/** A co-author, or a name, of more members of a large block links none of them. */
const LONGEST_LINK = 30;
/** A family name borne by at most so many authors is rare: given names that only look different are compared, too. */
const RARE_FAMILY = 4;

export interface DuplicateCandidates {
  readonly pairCount: number;
  /** Author indices, the smaller first, each pair once, block after block: whoever looks at them one after the other meets the same authors again soon. */
  readonly pairs: Iterable<readonly [number, number]>;
  readonly uncompared: number;
  /** How many authors here have a family name, as far as blocks tell. */
  readonly familySize: (names: readonly ProfiledName[]) => number;
}

/** Maps among which texts are parted: one alone ends at 2^24 keys, which the names of five million authors reach. */
const MAPS = 64;

/** Members of groups by text; most groups have one, which costs a number. */
class Groups {
  readonly #maps = Array.from({ length: MAPS }, () => new Map<string, number | number[]>());

  #mapOf(key: string): Map<string, number | number[]> {
    return this.#maps[(hashText(key) >>> 16) % MAPS];
  }

  add(key: string, author: number): void {
    const map = this.#mapOf(key);
    const known = map.get(key);
    if (known === undefined) map.set(key, author);
    else if (typeof known !== 'number') {
      if (known.at(-1) !== author) known.push(author);
    } else if (known !== author) map.set(key, [known, author]);
  }

  membersOf(key: string): readonly number[] {
    const known = this.#mapOf(key).get(key);
    return typeof known === 'object' ? known : known === undefined ? [] : [known];
  }

  *all(): Generator<readonly [key: string, members: readonly number[]]> {
    for (const map of this.#maps) for (const [key, members] of map) yield [key, typeof members === 'number' ? [members] : members];
  }

  /** Groups of two or more. */
  *shared(): Generator<readonly [key: string, members: readonly number[]]> {
    for (const map of this.#maps) for (const [key, members] of map) if (typeof members !== 'number') yield [key, members];
  }
}

/** Pairs of authors, each once, in the order in which they were chosen. 24 to 40 bytes a pair. */
class ChosenPairs {
  readonly #known = new PairSet(1_024);
  #authors = new Uint32Array(2_048);

  get size(): number {
    return this.#known.size;
  }

  add(a: number, b: number): void {
    if (a === b || !this.#known.add(Math.min(a, b), Math.max(a, b))) return;
    const at = 2 * (this.size - 1);
    if (at === this.#authors.length) {
      const longer = new Uint32Array(2 * at);
      longer.set(this.#authors);
      this.#authors = longer;
    }
    this.#authors[at] = Math.min(a, b);
    this.#authors[at + 1] = Math.max(a, b);
  }

  *[Symbol.iterator](): Generator<readonly [number, number]> {
    for (let at = 0; at < 2 * this.size; at += 2) yield [this.#authors[at], this.#authors[at + 1]];
  }
}

/** Authors whose names are looked at between two words of how far it is. */
const NAMED_BETWEEN_TELLING = 1_024;

/**
 * O(names), and per block its pairs, or O(members · links) where it is large.
 * @param onNames told now and then which share of the authors has been sorted into blocks
 */
export function duplicateCandidates(profiles: AuthorProfiles, authorCount: number, onNames: (share: number) => void = () => undefined): DuplicateCandidates {
  const blocks = new Groups();
  const families = new Groups();
  /** By family name those who are known by it alone: they may be anybody of that name. */
  const bare = new Groups();
  for (let author = 0; author < authorCount; author++) {
    if (author % NAMED_BETWEEN_TELLING === 0) onNames(author / authorCount);
    for (const { keys: { home, others, families: forms }, words } of profiles.namesOf(author)) {
      for (const key of [home, ...others]) blocks.add(key, author);
      for (const family of forms) {
        families.add(family, author);
        if (home.endsWith('|')) bare.add(family, author);
      }
      // "Wang Wei" and "Wei Wang": nobody can tell which is the family name.
      if (words.length >= 2) blocks.add(`words ${words.join(' ')}`, author);
    }
  }
  const chosen = new ChosenPairs();
  let uncompared = 0;
  const choose = (a: number, b: number): void => chosen.add(a, b);
  const chooseAll = (members: readonly number[]): void => {
    for (const [at, a] of members.entries()) for (const b of members.slice(at + 1)) choose(a, b);
  };
  for (const [, members] of blocks.shared()) {
    if (members.length <= ALL_PAIRS_LIMIT) chooseAll(members);
    else uncompared += linkedPairs(members, profiles, choose);
  }
  for (const [family, members] of families.shared()) if (family !== '' && members.length <= RARE_FAMILY) chooseAll(members);
  for (const [family, known] of bare.all()) {
    const members = families.membersOf(family);
    if (known.length * members.length <= ALL_PAIRS_LIMIT * ALL_PAIRS_LIMIT) for (const a of known) for (const b of members) choose(a, b);
    else uncompared += linkedPairs(members, profiles, choose);
  }
  return {
    pairCount: chosen.size,
    pairs: chosen,
    uncompared,
    familySize: (names) => Math.max(1, ...names.map(({ keys }) => families.membersOf(keys.families[0]).length)),
  };
}

/** Chooses the pairs of a large block that something links; answers how many it did not. */
function linkedPairs(members: readonly number[], profiles: AuthorProfiles, choose: (a: number, b: number) => void): number {
  const links = new Map<string, number[]>();
  const add = (key: string, author: number): void => {
    const linked = links.get(key);
    if (linked === undefined) links.set(key, [author]);
    else linked.push(author);
  };
  for (const author of members) {
    for (const coauthor of profiles.of(author).coauthors) add(`${coauthor}`, author);
    for (const { comparable: { family, given } } of profiles.of(author).names) add(`${given.join('')} ${family}`, author);
  }
  const seen = new Set<string>();
  for (const linked of links.values()) {
    if (linked.length < 2 || linked.length > LONGEST_LINK) continue;
    for (const [at, a] of linked.entries()) {
      for (const b of linked.slice(at + 1)) {
        if (a === b) continue;
        seen.add(a < b ? `${a} ${b}` : `${b} ${a}`);
        choose(a, b);
      }
    }
  }
  return (members.length * (members.length - 1)) / 2 - seen.size;
}
