/**
 * The tokens by which authors stand in each other's lists of co-authors. Nobody is resolved here: "M. K. Mohania" and
 * "Mukesh Mohania" are one token where no other first name goes with that family name and initial, and two where one does.
 */
import { foldWords } from '../fold.js';
import type { NameFeatures } from './features.js';

export interface CoauthorTokens {
  /** [names] */
  readonly ofName: Uint32Array;
  readonly texts: readonly string[];
  /** Per token the longest of its names as people write it (of equally long ones the first in the order of letters). */
  readonly displays: readonly string[];
}

/** A token per name: family name (its block) and first given name, or the initial where the given name is unknown. O(names). */
export function coauthorTokens(names: readonly NameFeatures[], nameBlock: Uint32Array, blockKeys: readonly string[]): CoauthorTokens {
  const firstOf = names.map(({ parsed }) => foldWords(parsed.given.join(' ')).split(' ')[0] + (parsed.homonym === null ? '' : `#${parsed.homonym}`));
  /** Per block its one full given name, undefined before any, null where there are several. */
  const only: (string | null | undefined)[] = [];
  for (const [name, first] of firstOf.entries()) {
    if (first.length < 2) continue;
    const block = nameBlock[name];
    if (only[block] === undefined) only[block] = first;
    else if (only[block] !== first) only[block] = null;
  }
  const numbers = new Map<string, number>();
  const displays: string[] = [];
  const ofName = Uint32Array.from(names, ({ parsed: { display } }, name) => {
    const block = nameBlock[name];
    const first = firstOf[name].length < 2 ? (only[block] ?? firstOf[name]) : firstOf[name];
    const text = `${blockKeys[block]}|${first}`;
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    const shown = displays[number];
    if (shown === undefined || display.length > shown.length || (display.length === shown.length && display < shown)) displays[number] = display;
    return number;
  });
  return { ofName, texts: [...numbers.keys()], displays };
}

/** Of longer author lists so many authors stand for all: those whose tokens hash lowest, the same on every paper (min-wise sampling; Broder 1997, doi:10.1109/SEQUEN.1997.666900). */
export const LARGEST_TEAM = 100;

/** Picks the tokens that stand for an author list: distinct, ascending, LARGEST_TEAM at most. O(k log k). */
export function teamOf(tokens: Iterable<number>, hashes: Uint32Array): number[] {
  const distinct = [...new Set(tokens)];
  if (distinct.length <= LARGEST_TEAM) return distinct.toSorted((a, b) => a - b);
  return distinct.toSorted((a, b) => hashes[a] - hashes[b] || a - b).slice(0, LARGEST_TEAM).toSorted((a, b) => a - b);
}

/** FNV-1a of a text, mixed (public domain; the finaliser of MurmurHash3). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
