/**
 * One author list from several. The base is a complete list before a cut one, then the longer, then the preferred
 * record's. Every other list is laid beside it and adds what it knows of the same people:
 * - two complete lists of equal length whose family names agree place by place correspond place by place;
 * - otherwise two names correspond where the whole name occurs once in each list, or the family name does and either
 *   the place is the same ("Xavi" and "Javier" Gonzalvo, both second) or the initials don't contradict.
 * A corresponding mention adds ids, affiliations, structured parts, a place that was unknown, and the fuller given
 * name where the base has initials. Ids of a scheme that the base mention has are not replaced.
 * What corresponds to nobody is appended to a cut base (at its place if that is free), and is set apart as unlisted
 * where the base is complete.
 */
import { titleKey } from '../records/titles.js';
import type { Affiliation, Mention, PaperRecord } from '../records/record.js';
import { familyKeyOf } from './duplicates-authors.js';

export interface MergedMention extends Mention {
  /** Other spellings of this author's name in the paper's other records. */
  readonly alsoWritten: readonly string[];
}

export interface MergedAuthorList {
  readonly mentions: MergedMention[];
  readonly unlistedMentions: Mention[];
  readonly authorListComplete: boolean;
}

/** Merges the author lists of records in order of preference (see the head of this file). Cost: the lists' total length. */
export function mergeAuthorLists(ordered: readonly PaperRecord[]): MergedAuthorList {
  if (ordered.length === 1) return ofOneRecord(ordered[0]);
  const base = ordered.reduce((best, record) => (isBetterList(record, best) ? record : best));
  const merged: MergedMention[] = base.mentions.map((mention) => ({ ...mention, alsoWritten: [] }));
  const unlistedMentions: Mention[] = [];
  for (const record of ordered) {
    if (record === base) continue;
    const counterparts = alignLists(merged, base.authorListComplete, record);
    for (const [at, mention] of record.mentions.entries()) {
      const counterpart = counterparts[at];
      if (counterpart !== -1) merged[counterpart] = enriched(merged[counterpart], mention, merged);
      else if (!base.authorListComplete) merged.push({ ...mention, position: freePosition(mention, merged), alsoWritten: [] });
      else if (!unlistedMentions.some((other) => wholeName(other) === wholeName(mention))) unlistedMentions.push(mention);
    }
  }
  // A stable sort: those without a place stay in the order they came, at the end.
  merged.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
  return { mentions: merged, unlistedMentions, authorListComplete: base.authorListComplete };
}

/** Nearly all papers have one record: its list, in order. */
function ofOneRecord({ mentions: listed, authorListComplete }: PaperRecord): MergedAuthorList {
  const mentions = listed.map((mention): MergedMention => ({ ...mention, alsoWritten: NONE }));
  for (let at = 1; at < mentions.length; at++) {
    if ((mentions[at - 1].position ?? Infinity) <= (mentions[at].position ?? Infinity)) continue;
    mentions.sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || 0);
    break;
  }
  return { mentions, unlistedMentions: [], authorListComplete };
}

const NONE: readonly string[] = [];

function isBetterList(candidate: PaperRecord, best: PaperRecord): boolean {
  // A complete list of nobody is a record without authors, not knowledge.
  const complete = candidate.authorListComplete && candidate.mentions.length > 0;
  const bestComplete = best.authorListComplete && best.mentions.length > 0;
  if (complete !== bestComplete) return complete;
  return candidate.mentions.length > best.mentions.length;
}

/** For each mention of `other` the index of its counterpart in `base`, or −1; no counterpart twice. */
function alignLists(base: readonly Mention[], baseComplete: boolean, other: PaperRecord): number[] {
  const listed = other.mentions;
  const placeByPlace =
    baseComplete && other.authorListComplete && base.length === listed.length &&
    base.every((mention, at) => mention.kind === listed[at].kind && familyKeyOf(mention) === familyKeyOf(listed[at]));
  if (placeByPlace) return listed.map((_, at) => at);
  const byWhole = uniquePlaces(base, wholeName);
  const byFamily = uniquePlaces(base, familyOf);
  const ownWhole = uniquePlaces(listed, wholeName);
  const ownFamily = uniquePlaces(listed, familyOf);
  const taken = new Set<number>();
  const take = (place: number | undefined): number => {
    if (place === undefined || taken.has(place)) return -1;
    taken.add(place);
    return place;
  };
  const found = listed.map((mention) => {
    const whole = wholeName(mention);
    return ownWhole.has(whole) ? take(byWhole.get(whole)) : -1;
  });
  return found.map((place, at) => {
    const mention = listed[at];
    const family = familyOf(mention);
    const candidate = byFamily.get(family);
    if (place !== -1 || !ownFamily.has(family) || candidate === undefined) return place;
    const samePlace = mention.position !== null && mention.position === base[candidate].position;
    return samePlace || initialsAgree(mention, base[candidate]) ? take(candidate) : -1;
  });
}

/** Places of the keys that occur once. */
function uniquePlaces(mentions: readonly Mention[], keyOf: (mention: Mention) => string): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, mention] of mentions.entries()) {
    const key = keyOf(mention);
    if (places.has(key)) repeated.add(key);
    else places.set(key, at);
  }
  for (const key of repeated) places.delete(key);
  return places;
}

function familyOf(mention: Mention): string {
  return `${mention.kind} ${familyKeyOf(mention)}`;
}

/** The words of the name in sorted order, "Gonzalvo, Javier" and "Javier Gonzalvo" agree; no person is a group. */
function wholeName(mention: Mention): string {
  return mention.kind + ' ' + titleKey(mention.rawName.replace(/\s+\d{4}$/, '')).split(' ').toSorted().join(' ');
}

function givenWords(mention: Mention): string[] {
  const family = familyKeyOf(mention);
  const raw = mention.rawName.replace(/\s+\d{4}$/, '');
  const comma = raw.indexOf(',');
  const given = mention.parts?.given ?? (comma > 0 ? raw.slice(comma + 1) : raw);
  return titleKey(given).split(' ').filter((word) => word !== '' && word !== family);
}

function initialsAgree(a: Mention, b: Mention): boolean {
  const left = givenWords(a)[0];
  const right = givenWords(b)[0];
  return left === undefined || right === undefined || left[0] === right[0];
}

function freePosition(mention: Mention, merged: readonly Mention[]): number | null {
  return mention.position !== null && !merged.some((other) => other.position === mention.position) ? mention.position : null;
}

function enriched(base: MergedMention, other: Mention, merged: readonly Mention[]): MergedMention {
  const fuller = isFuller(other, base) ? other : base;
  const spellings = [base.rawName, ...base.alsoWritten, other.rawName].filter((name) => name !== fuller.rawName);
  return {
    ...base,
    rawName: fuller.rawName,
    parts: fuller.parts ?? (wholeName(base) === wholeName(other) ? (base.parts ?? other.parts) : null),
    position: base.position ?? freePosition(other, merged),
    externalIds: { ...other.externalIds, ...base.externalIds },
    affiliations: withOtherAffiliations(base.affiliations, other.affiliations),
    isCorresponding: base.isCorresponding ?? other.isCorresponding,
    alsoWritten: [...new Set(spellings)],
  };
}

/** True where `other` writes out a given name of which `base` has the initial alone. */
function isFuller(other: Mention, base: Mention): boolean {
  const own = givenWords(base);
  const written = givenWords(other);
  if (own.length === 0 || written.length === 0 || familyKeyOf(base) !== familyKeyOf(other)) return false;
  return own.every((word) => word.length === 1) && written[0].length > 1 && own[0] === written[0][0];
}

function withOtherAffiliations(own: readonly Affiliation[], others: readonly Affiliation[]): readonly Affiliation[] {
  const added = others.filter(
    (other) => !own.some((known) => (known.ror !== null && known.ror === other.ror) || titleKey(known.name) === titleKey(other.name)),
  );
  return added.length === 0 ? own : [...own, ...added];
}
