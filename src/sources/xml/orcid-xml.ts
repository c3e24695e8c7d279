/**
 * ORCID records in XML 3.0, as in the public data file and the API's answers; also single works. Here the elements are read
 * into what orcid-record.ts and orcid-work.ts map. Memory: one record.
 */
import type { Affiliation, SourceItem } from '../../records/record.js';
import { Affiliations, countryCodeOf, rorOf } from '../affiliation-text.js';
import { orcidPerson } from '../orcid-record.js';
import type { OrcidExternalId, OrcidOrigin, OrcidOwner } from '../orcid-record.js';
import { orcidWorkItems } from '../orcid-work.js';
import type { OrcidWork } from '../orcid-work.js';
import type { RecordNotes } from '../record-notes.js';
import type { Source } from '../source.js';
import type { XmlVocabulary } from '../xml.js';
import { childElements, childNamed, childrenNamed, descend, elementsWithin, textOf, xmlRoot } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { readXmlRecords } from './xml-records.js';

const VOCABULARY: XmlVocabulary = {
  records: new Set(['record', 'work', 'error']),
  keyOf(element) {
    const orcid = orcidOf(element);
    return orcid === '' ? null : `orcid:${orcid}`;
  },
  skipped: new Set(['source', 'history', 'preferences', 'biography', 'keywords', 'researcher-urls', 'emails', 'addresses', 'fundings', 'peer-reviews', 'research-resources', 'citation', 'short-description']),
  isPrefixed: true,
};

function itemsOf(element: XmlElement, notes: RecordNotes): SourceItem[] {
  const origin: OrcidOrigin = { format: 'orcid-xml', file: notes.file };
  if (element.name === 'error') {
    notes.drop('SERVICE_ERROR', 'error', childElements(element).map(textOf).join(' ').trim(), 'ORCID answers with an error instead of a record (it may be locked, closed or not public).');
    return [];
  }
  if (element.name === 'work') return orcidWorkItems(workOf(element, 'WHOLE'), ownerOf(element, notes), origin);
  const owner = ownerOf(element, notes);
  const person = orcidPerson(owner, origin, notes);
  if (notes.key === null) return [];
  const works = descend(element, 'activities-summary', 'works');
  return [
    ...(person === null ? [] : [{ kind: 'person', record: person } as const]),
    ...(works === null ? [] : childrenNamed(works, 'group')).flatMap((group) => {
      const work = preferredWork(group);
      return work === null ? [] : orcidWorkItems(work, owner, origin);
    }),
  ];
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
    abstract: '',
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

/** The source of ORCID records in XML. Memory: one record with its works. */
export const orcidXml: Source = {
  id: 'orcid-xml',
  title: 'ORCID record (XML)',
  extensions: ['xml'],
  detect(head) {
    const root = xmlRoot(head);
    if (root === null || !/orcid\.org\/ns\//.test(head)) return 0;
    return /^(?:record|work|works|bulk|error|activities-summary)$/.test(root.name.replace(/^.*:/, '')) ? 1 : 0;
  },
  read: (input) => readXmlRecords(input, VOCABULARY, itemsOf, { field: 'record', reason: 'The file holds no ORCID record: expected an element record or work.' }),
};
