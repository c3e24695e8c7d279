/**
 * Which names on two author lists of one paper are the same person's:
 * - persons of two complete lists of equal length whose family names agree place by place correspond place by place, also
 *   where up to a fifth of the family names are spelled differently and the initials agree;
 * - otherwise two names correspond where the whole name occurs once in each list, or the family name does and either the
 *   place is the same ("Xavi" and "Javier" Gonzalvo, both second) or the initials don't contradict.
 * Groups correspond by name alone. Cost: the lists' lengths.
 */
import { groupNameKey } from '../records/group-names.js';
import { titleKey } from '../records/titles.js';
import type { Mention, PaperRecord } from '../records/record.js';
import { familyKeyOf, plainSpelling } from './duplicates-authors.js';

/** Share of places at which family names must agree for lists to correspond place by place. */
const AGREEING_SHARE = 0.8;

/** For each mention of `other` the place of its counterpart in `base`, or −1; no counterpart twice. */
export function alignLists(base: readonly Mention[], baseComplete: boolean, other: PaperRecord): number[] {
  const listed = other.mentions;
  const found = listed.map(() => -1);
  const taken = new Set<number>();
  const take = (at: number, place: number | undefined): void => {
    if (found[at] !== -1 || place === undefined || taken.has(place)) return;
    taken.add(place);
    found[at] = place;
  };
  const persons = baseComplete && other.authorListComplete ? placeByPlace(base, listed) : null;
  if (persons !== null) for (const [at, place] of persons) take(at, place);
  const byWhole = uniquePlaces(base, wholeName);
  const ownWhole = uniquePlaces(listed, wholeName);
  for (const [name, at] of ownWhole) take(at, byWhole.get(name));
  if (persons !== null) return found;
  const byFamily = uniquePlaces(base, familyOf);
  for (const [family, at] of uniquePlaces(listed, familyOf)) {
    const place = byFamily.get(family);
    if (place === undefined) continue;
    const samePlace = listed[at].position !== null && listed[at].position === base[place].position;
    if (samePlace || initialsAgree(listed[at], base[place])) take(at, place);
  }
  return found;
}

/** Pairs of places of the persons, or null where the lists don't run alike. */
function placeByPlace(base: readonly Mention[], listed: readonly Mention[]): [at: number, place: number][] | null {
  const own = personsOf(listed);
  const places = personsOf(base);
  if (own.length !== places.length || own.length === 0) return null;
  let agreeing = 0;
  for (const [nth, at] of own.entries()) {
    if (familyKeyOf(base[places[nth]]) === familyKeyOf(listed[at])) agreeing += 1;
    else if (!initialsAgree(base[places[nth]], listed[at])) return null;
  }
  return agreeing >= AGREEING_SHARE * own.length ? own.map((at, nth) => [at, places[nth]]) : null;
}

function personsOf(mentions: readonly Mention[]): number[] {
  const places: number[] = [];
  for (const [at, { kind }] of mentions.entries()) if (kind === 'PERSON') places.push(at);
  return places;
}

/** Places of the keys that occur once. */
function uniquePlaces(mentions: readonly Mention[], keyOf: (mention: Mention) => string | null): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, mention] of mentions.entries()) {
    const key = keyOf(mention);
    if (key === null) continue;
    if (places.has(key)) repeated.add(key);
    else places.set(key, at);
  }
  for (const key of repeated) places.delete(key);
  return places;
}

/** A group has no family name. */
function familyOf(mention: Mention): string | null {
  return mention.kind === 'GROUP' ? null : familyKeyOf(mention);
}

/** The words of the name in sorted order, "Gonzalvo, Javier" and "Javier Gonzalvo" agree; no person is a group. */
export function wholeName(mention: Mention): string {
  if (mention.kind === 'GROUP') return `GROUP ${groupNameKey(mention.rawName)}`;
  return `PERSON ${titleKey(mention.rawName.replace(/(?<!\s)\s+\d{4}$/, '')).split(' ').toSorted().join(' ')}`;
}

/** The words of the name but the family name's last. */
export function givenWords(mention: Mention): string[] {
  const family = familyKeyOf(mention);
  const raw = mention.rawName.replace(/(?<!\s)\s+\d{4}$/, '');
  const comma = raw.indexOf(',');
  const given = mention.parts?.given ?? (comma > 0 ? raw.slice(comma + 1) : raw);
  return titleKey(given).split(' ').filter((word) => word !== '' && plainSpelling(word) !== family);
}

function initialsAgree(a: Mention, b: Mention): boolean {
  const left = givenWords(a)[0];
  const right = givenWords(b)[0];
  return left === undefined || right === undefined || left[0] === right[0];
}
