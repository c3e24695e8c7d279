/** ORCID's JSON (version 3 of the API, and 2 where it is alike) read into what orcid-record.ts and orcid-work.ts map. */
import type { Affiliation } from '../../records/record.js';
import { objectOf, objectsOf, textValue, valueAt } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import { abstractText, withoutMarkup } from '../markup.js';
import type { OrcidExternalId, OrcidOwner } from '../orcid-record.js';
import type { OrcidWork } from '../orcid-work.js';
import type { RecordNotes } from '../record-notes.js';
import { AffiliationList, rorOf } from './json-facts.js';
import type { JsonPlace } from './json-records.js';

/** Sections with affiliations and the name of an entry. */
const SECTIONS = [['employments', 'employment-summary'], ['educations', 'education-summary']] as const;

export const NOBODY: OrcidOwner = { orcid: '', host: '', given: '', family: '', creditName: '', otherNames: [], externalIds: [], affiliations: [] };

/** The iD at the start of a path such as `/0000-0002-1825-0097/work/1`, or empty. */
export function orcidOfPath(path: unknown): string {
  return /^\/?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?:\/|$)/.exec(textValue(path)?.trim().slice(0, 200) ?? '')?.[1] ?? '';
}

/** The text at a path of names, or empty. */
function textIn(value: unknown, ...names: readonly string[]): string {
  return textValue(valueAt(value, ...names)) ?? '';
}

/** The owner of a whole record. */
export function ownerOf(record: JsonObject, notes: RecordNotes): OrcidOwner {
  const person = objectOf(record.person);
  const name = (field: string): string => notes.fold(withoutMarkup(textIn(person, 'name', field, 'value')).slice(0, 2_000), field);
  return {
    orcid: textIn(record, 'orcid-identifier', 'path') || textIn(record, 'orcid-identifier', 'uri').replace('://sandbox.', '://') || orcidOfPath(record.path),
    host: textIn(record, 'orcid-identifier', 'host') || textIn(record, 'orcid-identifier', 'uri'),
    given: name('given-names'),
    family: name('family-name'),
    creditName: name('credit-name'),
    otherNames: objectsOf(valueAt(person, 'other-names', 'other-name')).map((other) => withoutMarkup(textIn(other, 'content'))),
    externalIds: externalIdsOf(valueAt(person, 'external-identifiers', 'external-identifier')),
    affiliations: affiliationsOf(valueAt(record, 'activities-summary'), notes),
  };
}

/** Employments, then educations; of each those without an end first. */
function affiliationsOf(activities: unknown, notes: RecordNotes): readonly Affiliation[] {
  const affiliations = new AffiliationList('organization', notes);
  for (const [section, name] of SECTIONS) {
    const groups = objectsOf(valueAt(activities, section, 'affiliation-group'));
    // Version 2 of the API has the entries without groups.
    const entries = [...groups.flatMap((group) => objectsOf(group.summaries).map((summary) => objectOf(summary[name]))), ...objectsOf(valueAt(activities, section, name))].filter((entry) => entry !== null);
    for (const entry of [...entries.filter((each) => !objectOf(each['end-date'])), ...entries.filter((each) => objectOf(each['end-date']))]) {
      const organization = objectOf(entry.organization);
      const identified = objectOf(organization?.['disambiguated-organization']);
      const ror = identified?.['disambiguation-source'] === 'ROR' ? rorOf(identified['disambiguated-organization-identifier']) : null;
      affiliations.add(organization?.name, ror, valueAt(organization, 'address', 'country'));
    }
  }
  return affiliations.list;
}

/** The versions of a work in a group, the one that its owner prefers first: that of the highest display-index, of equal ones the first. */
export function versionsInOrder(group: JsonObject): JsonObject[] {
  const index = (version: JsonObject): number => Number(textValue(version['display-index']) ?? 0) || 0;
  return objectsOf(group['work-summary']).toSorted((a, b) => index(b) - index(a));
}

/** A work, whole or in summary; with further versions of it, which count for their identifiers alone. */
export function workOf([work = {}, ...others]: readonly JsonObject[], place: JsonPlace, isWhole: boolean, ofGroup: unknown = null): OrcidWork {
  const date = (part: string): string => textIn(work, 'publication-date', part, 'value');
  return {
    // Answers put together have whole works in the place of summaries, which never name contributors.
    layer: isWhole || work.contributors !== undefined ? 'WHOLE' : 'SUMMARY',
    putCode: textIn(work, 'put-code'),
    line: place.line,
    byte: place.byte,
    title: withoutMarkup(textIn(work, 'title', 'title', 'value')),
    subtitle: withoutMarkup(textIn(work, 'title', 'subtitle', 'value')),
    abstract: abstractText(textIn(work, 'short-description')),
    journalTitle: withoutMarkup(textIn(work, 'journal-title', 'value')),
    type: textIn(work, 'type'),
    year: date('year'),
    month: date('month'),
    day: date('day'),
    url: textIn(work, 'url', 'value'),
    externalIds: [...[work, ...others].flatMap((version) => externalIdsOf(valueAt(version, 'external-ids', 'external-id'))), ...externalIdsOf(valueAt(ofGroup, 'external-ids', 'external-id'))].filter(isNew()),
    contributors: objectsOf(valueAt(work, 'contributors', 'contributor')).map((contributor) => ({
      name: withoutMarkup(textIn(contributor, 'credit-name', 'value')),
      orcid: textIn(contributor, 'contributor-orcid', 'path') || textIn(contributor, 'contributor-orcid', 'uri'),
      role: textIn(contributor, 'contributor-attributes', 'contributor-role'),
    })),
  };
}

/** Identifiers as ORCID normalised them, else as written. */
function externalIdsOf(list: unknown): OrcidExternalId[] {
  return objectsOf(list).map((id) => ({
    type: textIn(id, 'external-id-type'),
    value: textIn(id, 'external-id-normalized', 'value') || textIn(id, 'external-id-value'),
    relationship: textIn(id, 'external-id-relationship'),
  }));
}

/** A filter that lets each identifier pass once: versions and their group repeat them. */
function isNew(): (id: OrcidExternalId) => boolean {
  const seen = new Set<string>();
  return ({ type, value, relationship }) => {
    const key = JSON.stringify([type, value, relationship]);
    return !seen.has(key) && seen.add(key).size > 0;
  };
}
