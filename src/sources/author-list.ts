/** The author list of one record while it is read: places, bounds, and whether it is whole. */
import type { Affiliation, Mention, NameParts, PersonIds } from '../records/record.js';
import { MAX_AUTHORS } from './limits.js';
import type { RecordNotes } from './record-notes.js';

/** What is known of one author; everything left out is unknown. */
export interface AuthorFacts {
  readonly kind?: Mention['kind'];
  readonly parts?: NameParts | null;
  readonly externalIds?: PersonIds;
  readonly affiliations?: readonly Affiliation[];
  readonly emailDomain?: string | null;
  readonly isCorresponding?: boolean | null;
}

export class AuthorList {
  readonly mentions: Mention[] = [];
  /** False as soon as somebody is known or must be feared to be missing. */
  complete = true;
  #listed = 0;

  /** `field` names an author in the format's own words. */
  constructor(readonly notes: RecordNotes, readonly field: string) {}

  /** How many entries the list had so far, usable or not. */
  get listed(): number {
    return this.#listed;
  }

  /** Adds the next entry of the list. A name that can't be used is noted, and the list then incomplete; its place stays free. */
  add(name: string, facts: AuthorFacts = {}): void {
    this.#listed += 1;
    if (this.#listed > MAX_AUTHORS) {
      if (this.#listed === MAX_AUTHORS + 1) {
        this.notes.add('REFUSED', this.field, String(this.#listed), `More than ${MAX_AUTHORS} authors: those beyond are left out and the list is marked incomplete.`);
      }
      this.complete = false;
      return;
    }
    this.#push(name, this.#listed, facts);
  }

  /** Adds somebody who is an author without a place on the list (a collaboration that stands beside it). */
  addBeside(name: string, facts: AuthorFacts = {}): void {
    if (this.mentions.length >= MAX_AUTHORS) this.complete = false;
    else if (!this.mentions.some((mention) => mention.rawName === name)) this.#push(name, null, facts);
  }

  #push(name: string, position: number | null, facts: AuthorFacts): void {
    const rawName = this.notes.name(name, this.field);
    if (rawName === null) {
      this.complete = false;
      return;
    }
    const { emailDomain } = facts;
    this.mentions.push({
      rawName,
      parts: facts.parts ?? null,
      position,
      kind: facts.kind ?? 'PERSON',
      externalIds: facts.externalIds ?? {},
      affiliations: facts.affiliations ?? [],
      ...(emailDomain === undefined || emailDomain === null ? {} : { emailDomain }),
      isCorresponding: facts.isCorresponding ?? null,
    });
  }
}

/** The parts of a name of which some may be empty; null where all are. */
export function namePartsOf(given: string, family: string, suffix: string): NameParts | null {
  if (given === '' && family === '' && suffix === '') return null;
  return { given: given === '' ? null : given, particle: null, family: family === '' ? null : family, suffix: suffix === '' ? null : suffix };
}
