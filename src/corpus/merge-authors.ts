/**
 * One author list from several. The base is a complete list before a cut one, then the longer, then the preferred
 * record's. Every other list is laid beside it (align-authors.ts) and adds what it knows of the same people: a
 * corresponding mention adds ids, affiliations, structured parts, a place that was unknown, the fuller given name where the
 * base has initials, and the accents where the base has transcribed them. Ids of a scheme that the base mention has are not replaced.
 * What corresponds to nobody is appended to a cut base (at its place if that is free), and is set apart as unlisted where
 * the base is complete. A group that the base does not name is added at the end: sources list collaborations or not as they
 * like, and who the persons are is no matter of it.
 */
import { titleKey } from '../records/titles.js';
import type { Affiliation, Mention, PaperRecord } from '../records/record.js';
import { alignLists, givenWords, wholeName } from './align-authors.js';
import { familyKeyOf, plainSpelling } from './duplicates-authors.js';

export interface MergedMention extends Mention {
  /** Other spellings of this author's name in the paper's other records. */
  readonly alsoWritten: readonly string[];
  /** Parallel to `alsoWritten`: the first record that writes so, as its place in the order of preference. */
  readonly alsoWrittenIn: readonly number[];
}

/** How far a record's list is from the one shown: persons whom it does not list although it is complete, and those whom it lists besides. */
export interface ListDifference {
  readonly record: number;
  readonly without: readonly string[];
  readonly besides: readonly string[];
}

export interface MergedAuthorList {
  readonly mentions: MergedMention[];
  readonly unlistedMentions: Mention[];
  readonly authorListComplete: boolean;
  /** Records whose persons are others than those shown. */
  readonly listDifferences: readonly ListDifference[];
}

const NONE: readonly never[] = [];
const NOT_ASCII = /\P{ASCII}/u;

/** Merges the author lists of records in order of preference (see the head of this file). Cost: the lists' total length. */
export function mergeAuthorLists(ordered: readonly PaperRecord[]): MergedAuthorList {
  if (ordered.length === 1) return ofOneRecord(ordered[0]);
  const base = ordered.reduce((best, record) => (isBetterList(record, best) ? record : best));
  const list = new GrowingList(base, ordered.indexOf(base));
  for (const [record, each] of ordered.entries()) if (each !== base) list.add(each, record);
  return list.finish();
}

/** Nearly all papers have one record: its list, in order. */
function ofOneRecord({ mentions: listed, authorListComplete }: PaperRecord): MergedAuthorList {
  const mentions = listed.map((mention): MergedMention => ({ ...mention, alsoWritten: NONE, alsoWrittenIn: NONE }));
  return { mentions: inListOrder(mentions), unlistedMentions: [], authorListComplete, listDifferences: NONE };
}

/** A stable sort: those without a place stay in the order they came, at the end. */
function inListOrder<M extends Mention>(mentions: M[]): M[] {
  const place = ({ position }: Mention) => position ?? Infinity;
  for (let at = 1; at < mentions.length; at++) {
    if (place(mentions[at - 1]) > place(mentions[at])) return mentions.sort((a, b) => place(a) - place(b) || 0);
  }
  return mentions;
}

function isBetterList(candidate: PaperRecord, best: PaperRecord): boolean {
  // A complete list of nobody is a record without authors, not knowledge; a list of groups alone says nothing of persons.
  const complete = candidate.authorListComplete && candidate.mentions.length > 0;
  const bestComplete = best.authorListComplete && best.mentions.length > 0;
  const persons = candidate.mentions.some(({ kind }) => kind === 'PERSON');
  const bestPersons = best.mentions.some(({ kind }) => kind === 'PERSON');
  if (persons !== bestPersons) return persons;
  if (complete !== bestComplete) return complete;
  return candidate.mentions.length > best.mentions.length;
}

interface Working {
  readonly mention: Mention;
  /** Every spelling, with the first record that has it. */
  readonly names: Map<string, number>;
}

class GrowingList {
  readonly #complete: boolean;
  readonly #list: Working[];
  readonly #positions: Set<number>;
  readonly #unlisted = new Map<string, Mention>();
  readonly #differences: ListDifference[] = [];

  constructor(base: PaperRecord, record: number) {
    this.#complete = base.authorListComplete;
    this.#list = base.mentions.map((mention) => ({ mention, names: new Map([[mention.rawName, record]]) }));
    this.#positions = new Set(base.mentions.flatMap(({ position }) => position ?? []));
  }

  add(other: PaperRecord, record: number): void {
    const counterparts = alignLists(this.#list.map(({ mention }) => mention), this.#complete, other);
    const besides: string[] = [];
    const known = this.#list.length;
    for (const [at, mention] of other.mentions.entries()) {
      const counterpart = counterparts[at];
      if (counterpart !== -1) this.#enrich(counterpart, mention, record);
      else if (mention.kind === 'GROUP') this.#append({ ...mention, position: null }, record);
      else if (!this.#complete) this.#append({ ...mention, position: this.#freePosition(mention) }, record);
      else {
        besides.push(mention.rawName);
        const name = wholeName(mention);
        if (!this.#unlisted.has(name)) this.#unlisted.set(name, mention);
      }
    }
    if (!this.#complete || !other.mentions.some(({ kind }) => kind === 'PERSON')) return;
    const met = new Set(counterparts);
    const without = other.authorListComplete
      ? this.#list.slice(0, known).flatMap(({ mention }, at) => (mention.kind === 'PERSON' && !met.has(at) ? [mention.rawName] : []))
      : [];
    if (without.length + besides.length > 0) this.#differences.push({ record, without, besides });
  }

  finish(): MergedAuthorList {
    const mentions = this.#list.map(({ mention, names }): MergedMention => {
      const others = [...names].filter(([name]) => name !== mention.rawName);
      return { ...mention, alsoWritten: others.map(([name]) => name), alsoWrittenIn: others.map(([, record]) => record) };
    });
    return { mentions: inListOrder(mentions), unlistedMentions: [...this.#unlisted.values()], authorListComplete: this.#complete, listDifferences: this.#differences };
  }

  #append(mention: Mention, record: number): void {
    if (mention.position !== null) this.#positions.add(mention.position);
    this.#list.push({ mention, names: new Map([[mention.rawName, record]]) });
  }

  #freePosition({ position }: Mention): number | null {
    return position !== null && !this.#positions.has(position) ? position : null;
  }

  #enrich(at: number, other: Mention, record: number): void {
    const { mention: base, names } = this.#list[at];
    if (!names.has(other.rawName)) names.set(other.rawName, record);
    const fuller = isFuller(other, base) || isAccented(other, base) ? other : base;
    const position = base.position ?? this.#freePosition(other);
    if (position !== null) this.#positions.add(position);
    const mention: Mention = {
      ...base,
      rawName: fuller.rawName,
      parts: fuller.parts ?? (wholeName(base) === wholeName(other) ? (base.parts ?? other.parts) : null),
      position,
      externalIds: { ...other.externalIds, ...base.externalIds },
      affiliations: withOtherAffiliations(base.affiliations, other.affiliations),
      isCorresponding: base.isCorresponding ?? other.isCorresponding,
    };
    const domain = base.emailDomain ?? other.emailDomain;
    this.#list[at] = { mention: domain === undefined ? mention : { ...mention, emailDomain: domain }, names };
  }
}

/** True where `other` writes out a given name of which `base` has the initial alone. */
function isFuller(other: Mention, base: Mention): boolean {
  if (other.kind === 'GROUP') return false;
  const own = givenWords(base);
  const written = givenWords(other);
  if (own.length === 0 || written.length === 0 || familyKeyOf(base) !== familyKeyOf(other)) return false;
  return own.every((word) => word.length === 1) && written[0].length > 1 && own[0] === written[0][0];
}

/** True where `other` is the same name with the letters that `base` has transcribed: "Jürgen Müller" for "Juergen Mueller". */
function isAccented(other: Mention, base: Mention): boolean {
  return other.kind === 'PERSON' && !NOT_ASCII.test(base.rawName) && NOT_ASCII.test(other.rawName) && !/\d/.test(other.rawName) && plainName(other) === plainName(base);
}

function plainName(mention: Mention): string {
  return wholeName(mention).split(' ').map(plainSpelling).toSorted().join(' ');
}

function withOtherAffiliations(own: readonly Affiliation[], others: readonly Affiliation[]): readonly Affiliation[] {
  if (others.length === 0) return own;
  const rors = new Set(own.flatMap(({ ror }) => ror ?? []));
  const names = new Set(own.map(({ name }) => titleKey(name)));
  const added = others.filter(({ ror, name }) => !(ror !== null && rors.has(ror)) && !names.has(titleKey(name)));
  return added.length === 0 ? own : [...own, ...added];
}

