/** Affiliations as formats write them, brought into the record's form. */
import type { Affiliation } from '../records/record.js';
import { withoutAddresses } from './email-domains.js';
import { affiliationWithoutFullStop } from './full-stops.js';
import { MAX_NAME_LENGTH } from './record-notes.js';
import type { RecordNotes } from './record-notes.js';

/** The affiliations of one author, each once, and the domain of the first e-mail address found among them. */
export class Affiliations {
  readonly list: Affiliation[] = [];
  emailDomain: string | null = null;
  readonly #known = new Set<string>();

  /** `field` names an affiliation in the format's own words. `areSentences`: the format ends them with full stops, which are taken off. */
  constructor(readonly notes: RecordNotes, readonly field: string, readonly areSentences = false) {}

  /** Adds one as written. Addresses are taken out of it; longer than 2,000 characters it is noted and left out. */
  add(written: string, ror: string | null = null, countryCode: string | null = null): void {
    if (written.length > MAX_NAME_LENGTH * 4) return this.#refuse(written);
    const { text, domains } = withoutAddresses(written);
    this.emailDomain ??= domains[0] ?? null;
    const folded = this.notes.fold(text, this.field);
    const name = this.areSentences ? affiliationWithoutFullStop(folded) : folded;
    if (name.length > MAX_NAME_LENGTH) return this.#refuse(name);
    const key = `${ror ?? ''} ${name}`;
    if (name === '' || this.#known.has(key)) return;
    this.#known.add(key);
    this.list.push({ name, ror, countryCode });
  }

  #refuse(written: string): void {
    this.notes.add('REFUSED', this.field, written, `An affiliation of ${written.length} characters is longer than ${MAX_NAME_LENGTH} and left out.`);
  }
}

/** The ROR id in a stated identifier or address (`https://ror.org/00wry3a77`), or null. */
export function rorOf(text: string): string | null {
  return /^(?:https?:\/\/)?(?:www\.)?(?:ror\.org\/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})\/?$/i.exec(text.trim())?.[1].toLowerCase() ?? null;
}

/** An ISO 3166-1 alpha-2 code in upper case where the text is one, or null. */
export function countryCodeOf(text: string): string | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : null;
}
