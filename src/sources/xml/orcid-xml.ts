/**
 * ORCID records in XML 3.0, as in the public data file and the API's answers; also lists of works, and single works. Here the
 * elements are read, section by section, into what orcid-record.ts and orcid-work.ts map.
 * Memory: what is said of the person, and one group of works, however many there are.
 */
import type { Affiliation, SourceItem } from '../../records/record.js';
import { Affiliations, countryCodeOf, rorOf } from '../affiliation-text.js';
import { orcidPerson } from '../orcid-record.js';
import type { OrcidExternalId, OrcidOrigin, OrcidOwner } from '../orcid-record.js';
import { orcidWorkItems } from '../orcid-work.js';
import type { OrcidWork } from '../orcid-work.js';
import { RecordNotes } from '../record-notes.js';
import type { Source, SourceInput } from '../source.js';
import { readXml, XML_ENDINGS } from '../xml.js';
import type { XmlVocabulary } from '../xml.js';
import { childElements, childNamed, childrenNamed, descend, elementsWithin, textOf, xmlRoot } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';

const VOCABULARY: XmlVocabulary = {
  // Fundings and reviews have groups too: they are taken whole so that these are not taken for works.
  records: new Set(['orcid-identifier', 'person', 'employments', 'educations', 'group', 'work', 'error', 'fundings', 'peer-reviews', 'research-resources']),
  keyOf: () => null,
  skipped: new Set(['source', 'biography', 'keywords', 'researcher-urls', 'emails', 'addresses', 'citation']),
  isPrefixed: true,
};
/** Sections of a record that stand within its activities. */
const ACTIVITIES = new Set(['employments', 'educations']);

/** The sections of a file as they come; the person is told when the works begin, or the record ends. */
class SectionReader {
  readonly #origin: OrcidOrigin;
  /** What came of the record in hand before its works, as if it were one element; null outside of records. */
  #record: { readonly line: number; readonly path: string; readonly sections: XmlElement[]; readonly activities: XmlElement[] } | null = null;
  /** Null while the person of the record in hand is not told yet. */
  #owner: OrcidOwner | null = null;
  /** A record without a valid ORCID is left out with its works. */
  #isLeftOut = false;

  constructor(file: string) {
    this.#origin = { format: 'orcid-xml', file };
  }

  /** A start tag around sections: another record begins, or a list of works says whose it is. */
  * enter(name: string, path: string, line: number): Generator<SourceItem> {
    if (name !== 'record' && (name !== 'works' || this.#record !== null)) return;
    yield* this.end();
    this.#record = { line, path, sections: [], activities: [] };
    // A list of works names nobody: its owner is known by the path alone.
    if (name === 'works') this.#owner = ownerOf(this.#whole(this.#record), this.#notes(line));
  }

  * section(element: XmlElement): Generator<SourceItem> {
    const { name, line } = element;
    if (name === 'orcid-identifier' || name === 'person') this.#record?.sections.push(element);
    else if (ACTIVITIES.has(name)) this.#record?.activities.push(element);
    else if (name === 'work') yield* orcidWorkItems(workOf(element, 'WHOLE'), ownerOf(element, this.#notes(line)), this.#origin);
    else if (name === 'group') {
      yield* this.#told();
      const work = preferredWork(element);
      if (work !== null && this.#owner !== null && !this.#isLeftOut) yield* orcidWorkItems(work, this.#owner, this.#origin);
    } else if (name === 'error') {
      const notes = this.#notes(line);
      notes.drop('SERVICE_ERROR', 'error', childElements(element).map(textOf).join(' ').trim(), 'ORCID answers with an error instead of a record (it may be locked, closed or not public).');
      yield* problemsOf(notes);
    }
  }

  /** The record in hand is whole: what was not told of it yet. */
  * end(): Generator<SourceItem> {
    yield* this.#told();
    this.#record = null;
    this.#owner = null;
    this.#isLeftOut = false;
  }

  * #told(): Generator<SourceItem> {
    if (this.#record === null || this.#owner !== null) return;
    const notes = this.#notes(this.#record.line);
    this.#owner = ownerOf(this.#whole(this.#record), notes);
    const person = orcidPerson(this.#owner, this.#origin, notes);
    this.#isLeftOut = notes.key === null;
    yield* problemsOf(notes);
    if (person !== null) yield { kind: 'person', record: person };
  }

  #whole({ line, path, sections, activities }: { readonly line: number; readonly path: string; readonly sections: readonly XmlElement[]; readonly activities: readonly XmlElement[] }): XmlElement {
    return { name: 'record', attributes: { path }, line, children: [...sections, { name: 'activities-summary', attributes: {}, line, children: activities }] };
  }

  #notes(line: number): RecordNotes {
    return new RecordNotes(this.#origin.file, line, null);
  }
}

function* problemsOf(notes: RecordNotes): Generator<SourceItem> {
  for (const problem of notes.problems()) yield { kind: 'problem', problem };
}

async function* read(input: SourceInput): AsyncGenerator<SourceItem> {
  const reader = new SectionReader(input.file);
  let isWhole = true;
  let found = false;
  for await (const batch of readXml(input, VOCABULARY)) {
    for (const item of batch) {
      if (item.kind === 'problem') {
        isWhole &&= !XML_ENDINGS.has(item.problem.kind);
        found = true;
        yield item;
        continue;
      }
      for (const made of item.kind === 'open' ? reader.enter(item.name, item.attributes.path ?? '', item.line) : reader.section(item.element)) {
        found = true;
        yield made;
      }
    }
  }
  // Of a record that was cut off before its works began, half of what is said of the person may be missing.
  if (isWhole) {
    for (const made of reader.end()) {
      found = true;
      yield made;
    }
  }
  if (found) return;
  const notes = new RecordNotes(input.file, 1, null);
  notes.add('NO_RECORDS', 'record', null, 'The file holds no ORCID record: expected an element record or work.');
  yield* problemsOf(notes);
}

/** The ORCID of a record, or of the owner of a single work by its path (`/0000-…/work/1`). */
function orcidOf(element: XmlElement): string {
  const stated = textOf(descend(element, 'orcid-identifier', 'path')).trim() || textOf(descend(element, 'orcid-identifier', 'uri')).trim();
  return stated === '' ? /^\/?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])(?:\/|$)/.exec((element.attributes.path ?? '').trim())?.[1] ?? '' : stated;
}

function ownerOf(element: XmlElement, notes: RecordNotes): OrcidOwner {
  const person = childNamed(element, 'person');
  const name = (field: string): string => textOf(descend(person, 'name', field));
  return {
    orcid: orcidOf(element),
    host: textOf(descend(element, 'orcid-identifier', 'host')).trim() || textOf(descend(element, 'orcid-identifier', 'uri')).trim(),
    given: notes.fold(name('given-names').slice(0, 2_000), 'given-names'),
    family: notes.fold(name('family-name').slice(0, 2_000), 'family-name'),
    creditName: notes.fold(name('credit-name').slice(0, 2_000), 'credit-name'),
    otherNames: elementsWithin(descend(person, 'other-names'), 'content').map(textOf),
    externalIds: elementsWithin(descend(person, 'external-identifiers'), 'external-identifier').map(externalId),
    affiliations: affiliationsOf(childNamed(element, 'activities-summary'), notes),
  };
}

/** Where the owner works, then where the owner studied. */
function affiliationsOf(activities: XmlElement | null, notes: RecordNotes): readonly Affiliation[] {
  const affiliations = new Affiliations(notes, 'organization');
  for (const kind of ['employments', 'educations']) {
    for (const organization of elementsWithin(descend(activities, kind), 'organization')) {
      const identified = childNamed(organization, 'disambiguated-organization');
      const isRor = /^ror$/i.test(textOf(identified === null ? null : childNamed(identified, 'disambiguation-source')).trim());
      affiliations.add(
        textOf(childNamed(organization, 'name')),
        isRor ? rorOf(textOf(descend(identified, 'disambiguated-organization-identifier'))) : null,
        countryCodeOf(textOf(descend(organization, 'address', 'country'))),
      );
    }
  }
  return affiliations.list;
}

/** The version of a work that its owner shows first: the one of the highest display-index, of equal ones the first. */
function preferredWork(group: XmlElement): OrcidWork | null {
  let best: XmlElement | null = null;
  let highest = -Infinity;
  for (const summary of childrenNamed(group, 'work-summary')) {
    const index = Number(summary.attributes['display-index'] ?? 0);
    if (best === null || index > highest) {
      best = summary;
      highest = Number.isNaN(index) ? -Infinity : index;
    }
  }
  if (best === null) return null;
  const work = workOf(best, 'SUMMARY');
  // What the versions were grouped by holds for each of them.
  return { ...work, externalIds: [...work.externalIds, ...externalIds(group)] };
}

function workOf(element: XmlElement, layer: OrcidWork['layer']): OrcidWork {
  const date = childNamed(element, 'publication-date');
  const datePart = (name: string): string => textOf(descend(date, name)).trim();
  return {
    layer,
    putCode: element.attributes['put-code'] ?? '',
    line: element.line,
    byte: null,
    title: textOf(descend(element, 'title', 'title')),
    subtitle: textOf(descend(element, 'title', 'subtitle')),
    abstract: textOf(childNamed(element, 'short-description')),
    journalTitle: textOf(childNamed(element, 'journal-title')),
    type: textOf(childNamed(element, 'type')),
    year: datePart('year'),
    month: datePart('month'),
    day: datePart('day'),
    url: textOf(childNamed(element, 'url')),
    externalIds: externalIds(element),
    contributors: childElements(childNamed(element, 'contributors')).map((contributor) => ({
      name: textOf(childNamed(contributor, 'credit-name')),
      orcid: textOf(descend(contributor, 'contributor-orcid', 'path')) || textOf(descend(contributor, 'contributor-orcid', 'uri')),
      role: textOf(descend(contributor, 'contributor-attributes', 'contributor-role')),
    })),
  };
}

function externalIds(element: XmlElement): OrcidExternalId[] {
  const list = childNamed(element, 'external-ids');
  return list === null ? [] : childrenNamed(list, 'external-id').map(externalId);
}

function externalId(element: XmlElement): OrcidExternalId {
  return {
    type: textOf(childNamed(element, 'external-id-type')),
    value: textOf(childNamed(element, 'external-id-value')),
    relationship: textOf(childNamed(element, 'external-id-relationship')),
  };
}

/** The source of ORCID records in XML. Memory: what is said of the person, and one group of works. */
export const orcidXml: Source = {
  id: 'orcid-xml',
  title: 'ORCID record (XML)',
  extensions: ['xml'],
  reads: "records of the public data file and the API: the person's names, ids and employments; works with the co-authors that they state",
  detect(head) {
    const root = xmlRoot(head);
    if (root === null || !/orcid\.org\/ns\//.test(head)) return 0;
    return /^(?:record|work|works|bulk|error|activities-summary)$/.test(root.name.replace(/^.*:/, '')) ? 1 : 0;
  },
  read,
};
