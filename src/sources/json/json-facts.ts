/** Facts that the JSON vocabularies state alike (identifiers, dates, counts, institutions, addresses), each checked, cleaned and, where it can't be used, noted. */
import { dayAtStart } from '../../records/days.js';
import { arxivIdOfDoi, normalizePaperId, parsePaperId } from '../../records/ids.js';
import type { Affiliation, CitationCount, Link, PaperIdScheme, PaperIds, PartialDate } from '../../records/record.js';
import { Affiliations, countryCodeOf, rorOf as rorOfText } from '../affiliation-text.js';
import { isoDate as isoDateOf } from '../iso-dates.js';
import { MAX_STATED_COUNT } from '../limits.js';
import { abstractText, withoutMarkup } from '../markup.js';
import type { RecordNotes } from '../record-notes.js';
import { isObject, numberValue, textsOf, textValue, writtenOut } from '../json-values.js';

/** Text with markup taken out and white space folded; null where nothing stays. */
export function plainText(value: unknown, field: string, notes: RecordNotes): string | null {
  const text = textValue(value);
  if (text === null) return null;
  const folded = notes.fold(withoutMarkup(text), field);
  return folded === '' ? null : folded;
}

/** The abstract's text without its markup and its heading; null where there is none. */
export function plainAbstract(value: unknown, notes: RecordNotes): string | null {
  const text = typeof value === 'string' ? notes.fold(abstractText(value), 'abstract') : '';
  return text === '' ? null : text;
}

/** The texts of a list, each once. */
export function plainTexts(value: unknown, field: string, notes: RecordNotes): string[] {
  return [...new Set(textsOf(value).map((text) => plainText(text, field, notes)).filter((text) => text !== null))];
}

/** The first of the values that is a title, without markup; null (noted, the record dropped) where none is. */
export function plainTitle(candidates: readonly unknown[], field: string, notes: RecordNotes): string | null {
  for (const candidate of candidates) {
    const text = textsOf(candidate).map(withoutMarkup).find((each) => each.trim() !== '');
    if (text !== undefined) return notes.title(text, field);
  }
  return notes.title('', field);
}

/** Collects identifiers of a paper, at most one per scheme: the first stands. */
export class PaperIdList {
  readonly ids: { [scheme in PaperIdScheme]?: string } = {};

  constructor(private readonly notes: RecordNotes) {}

  /** An identifier that the source says is of `scheme`; noted where it can't be one. */
  add(scheme: PaperIdScheme, value: unknown, field: string): void {
    const text = this.#text(value, field);
    if (text === null) return;
    const id = normalizePaperId(scheme, text);
    if (id !== null) this.ids[scheme] ??= id;
    else this.notes.add('INVALID_IDENTIFIER', field, text, `This is no valid ${scheme} identifier of a paper; the record is kept without it.`);
  }

  /** A text that may hold an identifier (an address, a note); anything else is passed over. With `schemes`, only of these. */
  find(value: unknown, schemes?: readonly PaperIdScheme[]): void {
    const text = typeof value === 'string' && value.length < 2_000 ? value.trim() : '';
    if (text === '' || /\p{Cc}/u.test(text)) return;
    const found = parsePaperId(text);
    if (found !== null && (schemes === undefined || schemes.includes(found.scheme))) this.ids[found.scheme] ??= found.value;
  }

  /** All identifiers, with the arXiv id that an arXiv DOI spells out. */
  all(): PaperIds {
    const arxiv = arxivIdOfDoi(this.ids.doi);
    if (arxiv !== null) this.ids.arxiv ??= arxiv;
    return this.ids;
  }

  #text(value: unknown, field: string): string | null {
    const text = textValue(value);
    if (text === null) return null;
    const folded = this.notes.fold(text, field);
    return folded === '' ? null : folded;
  }
}

/** The date that a text begins with (YYYY, YYYY-MM or YYYY-MM-DD, perhaps with a time); null where there is none, noted where it is another text. */
export function isoDate(value: unknown, field: string, notes: RecordNotes): PartialDate | null {
  return isoDateOf(textValue(value)?.slice(0, 200) ?? '', field, notes);
}

/** The date of `{"date-parts":[[2019,5,1]]}`, the first of a range; null where no year is given (`[[null]]`), noted where it is no date. */
export function datePartsDate(value: unknown, field: string, notes: RecordNotes): PartialDate | null {
  const list: unknown = isObject(value) ? value['date-parts'] : undefined;
  if (!Array.isArray(list)) return null;
  const first: unknown = (list as unknown[])[0];
  const stated: readonly unknown[] = Array.isArray(first) ? first : list;
  const [year = null, month = null, day = null] = stated.map((part) => (part === '' ? null : part));
  if (year === null) return null;
  const [y, m, d] = [year, month, day].map((part) => (part === null ? null : wholeNumber(part)));
  if (y === undefined || y === null || Number.isNaN(y)) {
    notes.add('INVALID_DATE', field, writtenOut(stated), 'The year is no number; the date is left unknown.');
    return null;
  }
  return notes.date(y, m ?? null, m === null ? null : d ?? null, field, writtenOut(stated) ?? '');
}

function wholeNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*\d{1,5}\s*$/.test(value) ? Number(value) : Number.NaN;
}

/** A citation count; null where none is stated, or (noted) where it is no whole number from 0 to 2,147,483,647. `asOf`: text that begins with the ISO date of the count. */
export function citationCount(value: unknown, field: string, source: string, asOf: unknown, notes: RecordNotes): CitationCount | null {
  if (value === undefined || value === null) return null;
  const count = numberValue(value);
  if (count === null || !Number.isInteger(count) || count < 0 || count > MAX_STATED_COUNT) {
    notes.add('INVALID_VALUE', field, writtenOut(value), `This is no whole number from 0 to ${MAX_STATED_COUNT}; the citation count is taken as unknown.`);
    return null;
  }
  return { value: count, source, asOf: dayAtStart(textValue(asOf) ?? '') };
}

/** The id of an institution in ROR (`00wry3a77`) in any of its spellings, or null. */
export function rorOf(value: unknown): string | null {
  return rorOfText(textValue(value) ?? '');
}

/** Collects affiliations, each once, free of markup and of e-mail addresses (of which the first one's domain is kept); names longer than 2,000 characters are noted and left out. */
export class AffiliationList {
  readonly #affiliations: Affiliations;

  constructor(field: string, private readonly notes: RecordNotes) {
    this.#affiliations = new Affiliations(notes, field);
  }

  get list(): readonly Affiliation[] {
    return this.#affiliations.list;
  }

  /** What an author draft takes from here: the affiliations, and the domain of the first address that stood in one. */
  get facts(): { readonly affiliations: readonly Affiliation[]; readonly emailDomain?: string } {
    const { list, emailDomain } = this.#affiliations;
    return emailDomain === null ? { affiliations: list } : { affiliations: list, emailDomain };
  }

  /** `countryCode`: ISO 3166-1 alpha-2 as stated, anything else is passed over. Without a name the ROR id stands for it. */
  add(name: unknown, ror: string | null = null, countryCode: unknown = null): void {
    const written = plainText(name, this.#affiliations.field, this.notes) ?? (ror === null ? null : `https://ror.org/${ror}`);
    if (written !== null) this.#affiliations.add(written, ror, countryCodeOf(textValue(countryCode) ?? ''));
  }
}

/** Collects web addresses, each once per kind; what is no http(s) address is passed over. */
export class LinkList {
  readonly list: Link[] = [];
  readonly #known = new Set<string>();

  add(kind: Link['kind'], value: unknown): void {
    const url = typeof value === 'string' ? value.trim() : '';
    if (!/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/iu.test(url) || url.length > 4_000) return;
    if (this.#known.has(`${kind} ${url}`)) return;
    this.#known.add(`${kind} ${url}`);
    this.list.push({ kind, url });
  }
}
