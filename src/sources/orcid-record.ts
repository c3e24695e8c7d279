/**
 * The person of an ORCID record, whatever the syntax it was written in (XML, JSON). Documented at
 * https://info.orcid.org/documentation/integration-guide/orcid-record/. The works are mapped in orcid-work.ts.
 */
import { normalizePersonId } from '../records/ids.js';
import type { Affiliation, NameParts, PersonIdScheme, PersonRecord } from '../records/record.js';
import { nameInOrder } from '../records/scripts.js';
import { namePartsOf } from './author-list.js';
import type { RecordNotes } from './record-notes.js';

export interface OrcidExternalId {
  readonly type: string;
  readonly value: string;
  readonly relationship: string;
}
/** What a record says of its owner; texts that are not given (or not public) are empty. */
export interface OrcidOwner {
  readonly orcid: string;
  /** `orcid.org`, or `sandbox.orcid.org`, where the record says it. */
  readonly host: string;
  readonly given: string;
  readonly family: string;
  readonly creditName: string;
  readonly otherNames: readonly string[];
  readonly externalIds: readonly OrcidExternalId[];
  readonly affiliations: readonly Affiliation[];
}
export interface OrcidOrigin {
  /** Id of the source that read the record. */
  readonly format: string;
  readonly file: string;
}

/** `external-id-type` of a person, in lower case without spaces and hyphens. Others (Loop, GND, ISNI, …) have no place in a record. */
const PERSON_IDS: ReadonlyMap<string, PersonIdScheme> = new Map<string, PersonIdScheme>([
  ['scopusauthorid', 'scopus'], ['researcherid', 'researcherid'], ['dblp', 'dblp'], ['dblpauthorid', 'dblp'], ['openalex', 'openalex'],
  ['semanticscholarid', 's2'], ['semanticscholar', 's2'], ['inspire', 'inspire'], ['inspireid', 'inspire'], ['inspirehep', 'inspire'],
]);

/** The person, or null (noted) where the record has no valid ORCID or no public name. Sets the key of `notes`. */
export function orcidPerson(owner: OrcidOwner, origin: OrcidOrigin, notes: RecordNotes): PersonRecord | null {
  const orcid = normalizePersonId('orcid', owner.orcid);
  if (orcid === null) return notes.drop('MISSING_KEY', 'orcid-identifier', owner.orcid, 'A record without a valid ORCID is left out, its works too.');
  notes.key = `orcid:${orcid}`;
  if (/\bsandbox\./.test(owner.host)) {
    notes.add('SANDBOX_RECORD', 'orcid-identifier', orcid, 'The record is from ORCID\'s sandbox, whose iDs are those of nobody, or of somebody else: leave such files out unless you are testing.');
  }
  const externalIds: { [scheme in PersonIdScheme]?: string } = { orcid };
  for (const { type, value } of owner.externalIds) {
    const scheme = PERSON_IDS.get(type.trim().toLowerCase().replace(/[\s-]+/g, ''));
    if (scheme !== undefined) notes.personId(externalIds, scheme, value, type);
  }
  const names: string[] = [];
  for (const written of namesOf(owner)) {
    const name = notes.fold(written.slice(0, 2_000), 'name');
    if (!/[\p{L}\p{N}]/u.test(name)) notes.add('INVALID_NAME', 'name', written, 'This is no name that could be used; the person is kept without it.');
    else if (!names.includes(name)) names.push(name);
  }
  if (names.length === 0) return notes.drop('MISSING_NAME', 'name', null, 'The record shows no name (it is private or closed), so no person can be kept.');
  return {
    key: notes.key, externalIds, names, affiliations: owner.affiliations, fields: [], reported: [],
    source: { format: origin.format, file: origin.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: `https://orcid.org/${orcid}` },
  };
}

/** The names that a record gives its owner, the preferred one first; blank ones left out. At most 1,000. */
export function namesOf(owner: OrcidOwner): string[] {
  return [ownName(owner), nameInOrder(owner.given.trim(), owner.family.trim()), ...owner.otherNames.slice(0, 1_000)].filter((name) => name.trim() !== '');
}

/** The name that the owner prefers, or empty. */
export function ownName({ creditName, given, family }: OrcidOwner): string {
  return creditName.trim() === '' ? nameInOrder(given.trim(), family.trim()) : creditName.trim();
}

/** The parts of that name; null where it is a text of the owner's choice. */
export function ownParts({ creditName, given, family }: OrcidOwner): NameParts | null {
  const isOther = creditName.trim() !== '' && creditName.trim() !== nameInOrder(given.trim(), family.trim());
  return isOther ? null : namePartsOf(given.trim(), family.trim(), '');
}
