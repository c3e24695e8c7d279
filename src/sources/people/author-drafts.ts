/** The author list of one record while it is being read: names first, then what other fields say of them. */
import type { Mention, NameParts, PersonIdScheme } from '../../records/record.js';
import { Affiliations } from '../affiliation-text.js';
import { withoutAddresses } from '../email-domains.js';
import { isOthersName } from '../group-names.js';
import { MAX_AUTHORS } from '../limits.js';
import { MAX_NAME_LENGTH } from '../record-notes.js';
import type { RecordNotes } from '../record-notes.js';

/** One author of whom more may become known. */
export class AuthorDraft {
  readonly ids: { [scheme in PersonIdScheme]?: string } = {};
  readonly #affiliations: Affiliations;
  isCorresponding: boolean | null = null;
  #emailDomain: string | null = null;

  /** `field` names an affiliation in the format's own words. */
  constructor(
    readonly rawName: string,
    readonly parts: NameParts | null,
    readonly position: number,
    readonly kind: Mention['kind'],
    notes: RecordNotes,
    field: string,
  ) {
    this.#affiliations = new Affiliations(notes, field, true);
  }

  /** Keeps the domain of the first address in `text`, where none is known yet. */
  addEmail(text: string): void {
    this.#emailDomain ??= withoutAddresses(text).domains[0] ?? null;
  }

  /** Adds an affiliation as written, once; an address within it gives its domain and is taken out, and so is a full stop at its end. */
  addAffiliation(text: string): void {
    const { text: bare, domains } = withoutAddresses(text);
    this.#emailDomain ??= domains[0] ?? null;
    this.#affiliations.add(bare);
  }

  mention(): Mention {
    const { rawName, parts, position, kind, ids: externalIds, isCorresponding } = this;
    const base = { rawName, parts, position, kind, externalIds, affiliations: this.#affiliations.list };
    return this.#emailDomain === null ? { ...base, isCorresponding } : { ...base, emailDomain: this.#emailDomain, isCorresponding };
  }
}

/** How a format takes one written name apart. */
export interface NameReading {
  readonly parts: NameParts | null;
  readonly kind: Mention['kind'];
}

export class AuthorDrafts {
  readonly list: AuthorDraft[] = [];
  /** False for "et al." and where names had to be left out. */
  complete = true;
  #position = 0;

  constructor(
    private readonly notes: RecordNotes,
    /** What the format calls its authors, and their affiliations. */
    private readonly field: string,
    private readonly affiliationField: string,
  ) {}

  /**
   * Adds a name; null where it is none ("et al.", nothing but signs), which makes the list incomplete, or where the list
   * is longer than 20,000 names, which is noted once.
   */
  add(written: string, read: (name: string) => NameReading): AuthorDraft | null {
    if (isOthersName(written)) {
      this.complete = false;
      return null;
    }
    this.#position += 1;
    if (this.#position > MAX_AUTHORS) {
      if (this.#position === MAX_AUTHORS + 1) this.notes.add('REFUSED', this.field, written, `The list has more than ${MAX_AUTHORS} authors: those beyond are left out and the list is marked incomplete.`);
      this.complete = false;
      return null;
    }
    const trailing = written.length <= MAX_NAME_LENGTH ? written.search(/[\s,;]et\.? al\.?$/i) : -1;
    const before = written.slice(0, Math.max(0, trailing)).trimEnd();
    if (before !== '') this.complete = false;
    const name = this.notes.name(before === '' ? written : before, this.field);
    if (name === null) {
      this.complete = false;
      return null;
    }
    const rawName = name.replace(/(?<![\s,;])[\s,;]+$/, '');
    const { parts, kind } = read(name);
    const draft = new AuthorDraft(rawName, kind === 'GROUP' ? null : parts, this.#position, kind, this.notes, this.affiliationField);
    this.list.push(draft);
    return draft;
  }

  mentions(): Mention[] {
    return this.list.map((draft) => draft.mention());
  }
}
