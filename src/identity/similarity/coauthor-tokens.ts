/**
 * The tokens by which authors stand in each other's lists of co-authors. Nobody is resolved here, but names that can't be one
 * person's are never one token: Jin Bae Kim is not Jin-Dong Kim. A name that says less ("M. K. Mohania", "Mukesh Mohania") is
 * one token with the fuller one it may be where the corpus has one such name, and a token of its own where it has several.
 */
import type { NameFeatures } from './features.js';
import { EAST_ASIAN_FAMILIES } from './common-names-table.js';
import { comparable, compareNames, type ComparableName } from './name-compatibility.js';

export interface CoauthorTokens {
  /** [names] */
  readonly ofName: Uint32Array;
  readonly texts: readonly string[];
}

/** Of full given names that differ in their first letters none are compared: a nickname is another name here. */
const PREFIX = 2;

/** A fullest name that stands for those that may be it. */
interface Leader {
  readonly name: ComparableName;
  readonly token: number;
}

/**
 * A token per name. The fullest names come first; each other one goes with the one leader that it may be. O(names · names of
 * a block alike in their first letters).
 */
export function coauthorTokens(names: readonly NameFeatures[], nameBlock: Uint32Array, blockKeys: readonly string[]): CoauthorTokens {
  const ofName = new Uint32Array(names.length);
  const texts: string[] = [];
  const comparables = names.map(({ parsed }) => comparable(parsed));
  const said = comparables.map((name) => fullness(name));
  const order = [...names.keys()].toSorted((x, y) => said[y] - said[x] || (comparables[x].key < comparables[y].key ? -1 : 1));
  const leaders = new Map<string, Leader[]>();
  for (const at of order) {
    const name = comparables[at];
    const block = String(nameBlock[at]);
    const first = name.given[0] ?? '';
    const bucket = first.length < PREFIX ? block : `${block} ${first.slice(0, PREFIX)}`;
    const possible = firstTwo(leaders.get(bucket) ?? [], name);
    ofName[at] = possible.length === 1 ? possible[0].token : texts.push(`${blockKeys[nameBlock[at]]}|${name.given.join(' ')}|${name.key}`) - 1;
    if (possible.length > 0) continue;
    for (const place of new Set([bucket, block])) {
      const list = leaders.get(place);
      if (list === undefined) leaders.set(place, [{ name, token: ofName[at] }]);
      else list.push({ name, token: ofName[at] });
    }
  }
  return { ofName, texts };
}

/** How much of a name is written: words in full, then initials. */
function fullness({ given, family, particles }: ComparableName): number {
  const full = given.filter((word) => word.length > 1);
  return (full.length > 0 ? 1000 : 0) + full.join('').length * 10 + given.length + family.length + particles.length;
}

/** The leaders that the name may be, two at most: more make no difference. */
function firstTwo(leaders: readonly Leader[], name: ComparableName): Leader[] {
  const found: Leader[] = [];
  for (const leader of leaders) {
    if (!mayBeOne(leader.name, name)) continue;
    if (found.push(leader) === 2) break;
  }
  return found;
}

function mayBeOne(a: ComparableName, b: ComparableName): boolean {
  // DBLP numbers a name where it knows several persons of it: without the number it may be any of them.
  if (a.homonym !== b.homonym) return false;
  // First names in full of which neither begins the other are told apart without more ado, as most of a block are.
  const [left, right] = [a, b].map(({ given }) => given.at(0) ?? '');
  if (left.length > 1 && right.length > 1 && !left.startsWith(right) && !right.startsWith(left) && left.slice(0, 3) !== right.slice(0, 3)) return false;
  // Jin and Jin Bae are two given names where names have one or two syllables, and no middle name was left out.
  if (EAST_ASIAN_FAMILIES.has(a.family) && areFull(a) && areFull(b) && a.given.join('') !== b.given.join('')) return false;
  return compareNames(a, b).verdict !== 'INCOMPATIBLE';
}

function areFull({ given }: ComparableName): boolean {
  return given.length > 0 && given.every((word) => word.length > 1);
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
