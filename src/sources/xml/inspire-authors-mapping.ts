/**
 * author.xml to one paper record. The file states no title: the paper is called after the first publicationReference that is
 * no identifier ("BPHY-2018-08 (ATLAS)"), else after the collaboration. References that are identifiers (arXiv, DOI) become
 * the paper's, so that it joins the records of other sources, whose titles are the real ones. The dates in the file are those
 * of the list, not of the paper, which stays undated. Collaborations are groups beside the list. That somebody is deceased,
 * and the names in native script and as printed, have no place in the record.
 */
import { normalizePaperId, parsePaperId } from '../../records/ids.js';
import type { Affiliation, Link, PaperIdScheme, PaperRecord } from '../../records/record.js';
import { nameInOrder } from '../../records/scripts.js';
import { localRecordKey } from '../../records/titles.js';
import { rorOf } from '../affiliation-text.js';
import { AuthorList, namePartsOf } from '../author-list.js';
import { monthOfName } from '../dates.js';
import { MAX_NAME_LENGTH, RecordNotes } from '../record-notes.js';
import { childElements, childNamed, childrenNamed, textOf } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { plainTex } from './plain-tex.js';

/** Most organizations of a list; the longest real ones have about 300. */
export const MAX_ORGANIZATIONS = 20_000;

/** authorid's source → scheme. */
const PERSON_IDS = new Map([['inspire', 'inspire'], ['orcid', 'orcid']] as const);

export class CollaborationPaper {
  readonly notes: RecordNotes;
  readonly #authors: AuthorList;
  readonly #references: string[] = [];
  readonly #collaborations: string[] = [];
  readonly #organizations = new Map<string, Affiliation>();
  /** Affiliations of authors with the ids that they are filled from at the end: organizations may stand behind the authors. */
  readonly #awaited: { readonly affiliations: Affiliation[]; readonly ids: readonly string[] }[] = [];
  #retrievedAt: string | null = null;

  constructor(readonly file: string, line: number) {
    this.notes = new RecordNotes(file, line, null);
    this.#authors = new AuthorList(this.notes, 'Person');
  }

  /** Takes one of the elements of the file; what is wrong with it goes to `notes`, which have its place. */
  take(element: XmlElement, notes: RecordNotes): void {
    switch (element.name) {
      case 'publicationReference': this.#addOnce(this.#references, notes.fold(textOf(element).slice(0, MAX_NAME_LENGTH), element.name)); break;
      case 'collaboration': this.#addOnce(this.#collaborations, notes.fold(textOf(childNamed(element, 'name')).slice(0, MAX_NAME_LENGTH), 'collaboration/name')); break;
      case 'creationDate': this.#retrievedAt = isoDay(textOf(element)); break;
      case 'Organization': this.#takeOrganization(element, notes); break;
      default: this.#takePerson(element, notes);
    }
  }

  /** The paper of all that was taken, or null (noted) where nobody is named. */
  record(): PaperRecord | null {
    const externalIds: { [scheme in PaperIdScheme]?: string } = {};
    const links: Link[] = [];
    const names: string[] = [];
    for (const reference of this.#references) {
      const id = parsePaperId(reference) ?? arxivNumber(reference);
      if (id !== null) externalIds[id.scheme] ??= id.value;
      else if (/^https?:\/\//.test(reference)) links.push({ kind: 'LANDING_PAGE', url: reference });
      else names.push(reference);
    }
    const collaborations = this.#collaborations.join(', ');
    const reference = names[0] ?? this.#references[0] ?? '';
    const title = reference === '' ? `Author list of ${collaborations === '' ? 'a collaboration' : collaborations}` : collaborations === '' ? reference : `${reference} (${collaborations})`;
    if (this.#authors.listed === 0 && this.#collaborations.length === 0) {
      return this.notes.drop('MISSING_AUTHORS', 'Person', null, 'The author list names nobody; without a title of its own there is no paper to keep.');
    }
    this.notes.key = localRecordKey('inspire-authors', reference, title);
    this.notes.add('MISSING_TITLE', 'publicationReference', title, 'An author list does not state its paper\'s title: the paper is called after its reference and collaboration.');
    this.#fillAffiliations();
    for (const name of this.#collaborations) this.#authors.addBeside(name, { kind: 'GROUP' });
    return {
      key: this.notes.key,
      externalIds,
      title,
      abstract: null,
      date: null,
      venue: null,
      type: null,
      fields: [],
      mentions: this.#authors.mentions,
      authorListComplete: this.#authors.complete,
      citationCount: null,
      links,
      scores: [],
      source: { format: 'inspire-authors', file: this.file, line: this.notes.line, byte: null, retrievedAt: this.#retrievedAt, url: null },
    };
  }

  #addOnce(list: string[], text: string): void {
    if (text !== '' && list.length < 1_000 && !list.includes(text)) list.push(text);
  }

  #takeOrganization(element: XmlElement, notes: RecordNotes): void {
    const id = (element.attributes.id ?? '').trim();
    const written = textOf(childNamed(element, 'name'));
    const named = childrenNamed(element, 'orgName');
    const stated = written.trim() === '' ? textOf(named.find(({ attributes }) => attributes.source !== 'ROR') ?? null) : written;
    // The lists are made for LaTeX: "Universit\\'e".
    const name = notes.fold(plainTex(stated.slice(0, MAX_NAME_LENGTH + 1)), 'Organization/name');
    if (id === '' || name === '') {
      notes.add('MALFORMED_AFFILIATION', 'Organization', id === '' ? name : id, 'An organization without an id or a name is left out.');
    } else if (name.length > MAX_NAME_LENGTH || this.#organizations.size >= MAX_ORGANIZATIONS) {
      notes.add('REFUSED', 'Organization', name, `An organization with a name longer than ${MAX_NAME_LENGTH} characters, or beyond the ${MAX_ORGANIZATIONS} that a list may have, is left out.`);
    } else if (this.#organizations.has(id)) {
      notes.add('DUPLICATE_ID', 'Organization/@id', id, 'A second organization has this id; authors who refer to it are taken to mean the first.');
    } else {
      const ror = named.map((other) => (/^ror$/i.test(other.attributes.source ?? '') ? rorOf(textOf(other)) : null)).find((known) => known !== null) ?? null;
      this.#organizations.set(id, { name, ror, countryCode: null });
    }
  }

  #takePerson(element: XmlElement, notes: RecordNotes): void {
    const part = (name: string): string => notes.fold(plainTex(textOf(childNamed(element, name)).slice(0, MAX_NAME_LENGTH + 1)), name);
    const given = part('givenName');
    const family = part('familyName');
    const suffix = part('authorSuffix');
    const name = part('name') || nameInOrder(given, family) || part('authorNamePaper');
    const externalIds = {};
    for (const id of childElements(childNamed(element, 'authorids'))) {
      const scheme = PERSON_IDS.get((id.attributes.source ?? '').trim().toLowerCase() as 'inspire' | 'orcid');
      if (scheme !== undefined) notes.personId(externalIds, scheme, textOf(id), `authorid[@source="${id.attributes.source}"]`);
    }
    const ids = childElements(childNamed(element, 'authorAffiliations')).map((affiliation) => (affiliation.attributes.organizationid ?? '').trim()).filter((id) => id !== '');
    const affiliations: Affiliation[] = [];
    if (ids.length > 0) this.#awaited.push({ affiliations, ids });
    const isSuffixed = suffix !== '' && name !== '' && !name.endsWith(suffix);
    this.#authors.add(isSuffixed ? `${name} ${suffix}` : name, { parts: namePartsOf(given, family, suffix), externalIds, affiliations });
  }

  #fillAffiliations(): void {
    const unknown = new Set<string>();
    for (const { affiliations, ids } of this.#awaited) {
      for (const id of new Set(ids)) {
        const organization = this.#organizations.get(id);
        if (organization === undefined) unknown.add(id);
        else affiliations.push(organization);
      }
    }
    if (unknown.size > 0) {
      this.notes.add('UNKNOWN_REFERENCE', 'authorAffiliation/@organizationid', [...unknown].join(' '), `${unknown.size} organization(s) that authors refer to are not in the file; these authors are kept without them.`);
    }
  }
}

/** arXiv's numbers stand in references without a prefix. */
function arxivNumber(reference: string): { scheme: 'arxiv'; value: string } | null {
  const value = /^\d{4}\.\d{4,5}(?:v\d+)?$/.test(reference) ? normalizePaperId('arxiv', reference) : null;
  return value === null ? null : { scheme: 'arxiv', value };
}

/** `2022-03-03` and `03-Mar-2022` as an ISO date; null for anything else. */
function isoDay(written: string): string | null {
  const text = written.trim();
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const found = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(text);
  const month = found === null ? null : monthOfName(found[2]);
  return found === null || month === null ? null : `${found[3]}-${String(month).padStart(2, '0')}-${found[1].padStart(2, '0')}`;
}
