/**
 * Where the contributors of one article work, and how they are reached: `aff` elements stand within a contributor, are
 * referred to by `xref`, or stand beside a group of contributors and hold for all of it.
 */
import { Affiliations, countryCodeOf, rorOf } from '../affiliation-text.js';
import { emailDomain } from '../email-domains.js';
import type { RecordNotes } from '../record-notes.js';
import { childElements, childNamed, childrenNamed, elementsWithin, readableText, textOf } from '../xml-element.js';
import type { TextRules, XmlElement } from '../xml-element.js';

const NOT_THE_NAME = new Set(['label', 'institution-id', 'email', 'phone', 'fax', 'uri', 'ext-link', 'sup', 'xref', 'fn']);
const AFFILIATION: TextRules = { without: NOT_THE_NAME, blocks: new Set(['break']) };
/** In running text an address stays, to be taken out together with the words before it ("E-mail:"). */
const RUNNING: TextRules = { without: new Set([...NOT_THE_NAME].filter((name) => name !== 'email')), blocks: AFFILIATION.blocks };

export class JatsAffiliations {
  readonly #byId = new Map<string, XmlElement>();
  readonly #correspondence: XmlElement[];
  readonly #shared = new Map<XmlElement, readonly XmlElement[]>();
  /** Affiliations of the article as a whole that nobody refers to. */
  readonly #ofAll: readonly XmlElement[];

  constructor(readonly meta: XmlElement, readonly notes: RecordNotes) {
    const all = elementsWithin(meta, 'aff');
    for (const aff of all) if (aff.attributes.id !== undefined && !this.#byId.has(aff.attributes.id)) this.#byId.set(aff.attributes.id, aff);
    this.#correspondence = elementsWithin(childNamed(meta, 'author-notes'), 'corresp');
    const referred = elementsWithin(meta, 'xref').some((xref) => xref.attributes['ref-type'] === 'aff');
    this.#ofAll = referred ? [] : affsOf(meta);
  }

  /** The affiliations of a contributor of this group. What `xref` points to in vain is noted. */
  of(contrib: XmlElement, group: XmlElement): Affiliations {
    const affiliations = new Affiliations(this.notes, 'aff');
    const own = affsOf(contrib);
    const missing: string[] = [];
    const referred = references(contrib, 'aff').flatMap((id) => {
      const aff = this.#byId.get(id);
      if (aff === undefined) missing.push(id);
      return aff === undefined ? [] : [aff];
    });
    if (missing.length > 0) this.notes.add('UNKNOWN_REFERENCE', 'xref/@rid', missing.join(' '), 'The article has no affiliation with this id; the author is kept without it.');
    const stated = [...own, ...referred];
    for (const aff of stated.length > 0 || missing.length > 0 ? stated : this.#sharedBy(group)) addTo(affiliations, aff);
    return affiliations;
  }

  /** Affiliations that hold for all of a group: only where none of its contributors has one of their own. */
  #sharedBy(group: XmlElement): readonly XmlElement[] {
    let shared = this.#shared.get(group);
    if (shared === undefined) {
      const hasOwn = childrenNamed(group, 'contrib').some((contrib) => references(contrib, 'aff').length > 0 || affsOf(contrib).length > 0);
      const beside = affsOf(group);
      shared = hasOwn ? [] : beside.length > 0 ? beside : this.#ofAll;
      this.#shared.set(group, shared);
    }
    return shared;
  }

  isCorresponding(contrib: XmlElement): boolean {
    return /^(?:yes|y|true|1)$/i.test(contrib.attributes.corresp ?? '') || references(contrib, 'corresp').length > 0;
  }

  /** Domain of the address in the notes on correspondence that this contributor refers to, or of the one address where there is one corresponding author. */
  domainOfCorrespondence(contrib: XmlElement, corresponding: number): string | null {
    const ids = references(contrib, 'corresp');
    const referred = this.#correspondence.filter(({ attributes }) => attributes.id !== undefined && ids.includes(attributes.id));
    const noted = referred.length > 0 ? referred : corresponding === 1 ? this.#correspondence : [];
    const emails = noted.flatMap((corresp) => elementsWithin(corresp, 'email'));
    // One note may hold the addresses of several authors: then none is this one's for certain.
    const domains = new Set(emails.map((email) => emailDomain(textOf(email))));
    if (domains.size === 1) return [...domains][0];
    return emails.length === 0 && noted.length === 1 ? emailDomain(textOf(noted[0]).slice(0, 1_000)) : null;
  }
}

function affsOf(element: XmlElement): XmlElement[] {
  return childElements(element).flatMap((child) => (child.name === 'aff' ? [child] : child.name === 'aff-alternatives' ? childrenNamed(child, 'aff').slice(0, 1) : []));
}

function references(contrib: XmlElement, type: string): string[] {
  return childrenNamed(contrib, 'xref')
    .filter(({ attributes }) => attributes['ref-type'] === type)
    .flatMap(({ attributes }) => (attributes.rid ?? '').split(/\s+/).filter((id) => id !== ''));
}

function addTo(affiliations: Affiliations, aff: XmlElement): void {
  const ror = elementsWithin(aff, 'institution-id').map((id) => rorOf(textOf(id))).find((id) => id !== null) ?? null;
  const country = elementsWithin(aff, 'country').map(({ attributes }) => countryCodeOf(attributes.country ?? '')).find((code) => code !== null) ?? null;
  affiliations.add(nameOf(aff), ror, country);
  for (const email of elementsWithin(aff, 'email')) affiliations.emailDomain ??= emailDomain(textOf(email));
}

/** Running text as written; where only elements stand side by side, with commas between them. */
function nameOf(aff: XmlElement): string {
  const parts = aff.children.filter((child) => typeof child === 'string' || !NOT_THE_NAME.has(child.name));
  const isRunning = parts.some((part) => typeof part === 'string' && /[\p{L}\p{N},;]/u.test(part));
  if (isRunning) return readableText(aff, RUNNING).replace(/(?<!\s)\s+([,;.])/g, '$1').replace(/^[\s,;.]+/, '').replace(/(?<![\s,;])[\s,;]+$/, '');
  return parts
    .flatMap((part) => (typeof part === 'string' ? [] : part.name === 'institution-wrap' || part.name === 'addr-line' || part.name === 'address' ? innerParts(part) : [readableText(part, AFFILIATION)]))
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join(', ');
}

function innerParts(element: XmlElement): string[] {
  const inner = childElements(element).filter(({ name }) => !NOT_THE_NAME.has(name));
  const isRunning = element.children.some((child) => typeof child === 'string' && /[\p{L}\p{N}]/u.test(child));
  return isRunning || inner.length === 0 ? [readableText(element, AFFILIATION)] : inner.map((part) => readableText(part, AFFILIATION));
}
