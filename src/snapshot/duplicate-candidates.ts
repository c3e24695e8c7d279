/** Which authors are compared at all, so that the work stays near linear in their number. */
import type { AuthorProfile } from './duplicate-profiles.js';
import type { DuplicateInput } from './possible-duplicates.js';

/** Up to so many authors of a block every pair is compared; of larger ones those that a co-author or an equal name links. */
export const ALL_PAIRS_LIMIT = 60;
/** A co-author, or a name, of more members of a large block links none of them. */
const LONGEST_LINK = 30;
/** A family name borne by at most so many authors is rare: given names that only look different are compared, too. */
const RARE_FAMILY = 4;

export interface DuplicateCandidates {
  /** Author indices, the smaller first, ascending, each pair once. */
  readonly pairs: ReadonlyArray<readonly [number, number]>;
  readonly uncompared: number;
  /** How many authors here have the family name of an author, as far as blocks tell. */
  readonly familySize: (author: number) => number;
}

/** O(names), and per block its pairs, or O(members · links) where it is large. */
export function duplicateCandidates(profiles: readonly AuthorProfile[], { authors }: DuplicateInput): DuplicateCandidates {
  const blocks = new Map<string, Set<number>>();
  const families = new Map<string, Set<number>>();
  const add = (map: Map<string, Set<number>>, key: string, author: number): void => {
    const members = map.get(key);
    if (members === undefined) map.set(key, new Set([author]));
    else members.add(author);
  };
  for (const [author, { names }] of profiles.entries()) {
    for (const { block, family, given } of names) {
      add(blocks, block, author);
      add(families, block.split('|')[0], author);
      // "Wang Wei" and "Wei Wang": nobody can tell which is the family name.
      const words = [family, ...given].filter((word) => word.length > 1);
      if (words.length >= 2) add(blocks, `words ${words.toSorted().join(' ')}`, author);
    }
  }
  for (const [family, members] of families) if (members.size > 1 && members.size <= RARE_FAMILY && family !== '') for (const author of members) add(blocks, `rare ${family}`, author);
  const chosen = new Set<number>();
  let uncompared = 0;
  const choose = (a: number, b: number): void => {
    if (a !== b) chosen.add(Math.min(a, b) * authors.length + Math.max(a, b));
  };
  for (const members of blocks.values()) {
    if (members.size < 2) continue;
    const list = [...members];
    if (list.length <= ALL_PAIRS_LIMIT) for (const [at, a] of list.entries()) for (const b of list.slice(at + 1)) choose(a, b);
    else uncompared += linkedPairs(list, profiles, choose);
  }
  const sizes = new Map<number, number>();
  return {
    pairs: [...chosen].toSorted((x, y) => x - y).map((pair) => [Math.floor(pair / authors.length), pair % authors.length] as const),
    uncompared,
    familySize: (author) => {
      let size = sizes.get(author);
      if (size === undefined) sizes.set(author, (size = Math.max(...profiles[author].names.map(({ block }) => families.get(block.split('|')[0])?.size ?? 1))));
      return size;
    },
  };
}

/** Chooses the pairs of a large block that something links; answers how many it did not. */
function linkedPairs(members: readonly number[], profiles: readonly AuthorProfile[], choose: (a: number, b: number) => void): number {
  const links = new Map<string, number[]>();
  const add = (key: string, author: number): void => {
    const linked = links.get(key);
    if (linked === undefined) links.set(key, [author]);
    else linked.push(author);
  };
  for (const author of members) {
    for (const coauthor of profiles[author].coauthors) add(`${coauthor}`, author);
    for (const { family, given } of profiles[author].names) add(`${given.join('')} ${family}`, author);
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
