/** The person of an ORCID record (https://info.orcid.org/documentation/integration-guide/orcid-record/): names, ids elsewhere, places of work and study. */
import { normalizePersonId } from '../../records/ids.js';
import type { PersonIdScheme, PersonRecord } from '../../records/record.js';
import { foldedWords } from '../../records/words.js';
import { objectOf, objectsOf, textValue, valueAt } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import { MAX_NAME_LENGTH } from '../record-notes.js';
import type { RecordNotes } from '../record-notes.js';
import { AffiliationList, plainText, rorOf } from './json-facts.js';

/** `external-id-type` of a person, in lower case without spaces. Others (Loop, GND, ISNI, …) have no place in a record. */
const ID_SCHEMES: ReadonlyMap<string, PersonIdScheme> = new Map<string, PersonIdScheme>([
  ['scopusauthorid', 'scopus'], ['researcherid', 'researcherid'], ['dblp', 'dblp'], ['dblpauthorid', 'dblp'], ['openalex', 'openalex'],
  ['semanticscholarid', 's2'], ['semanticscholar', 's2'], ['inspire', 'inspire'], ['inspireid', 'inspire'], ['inspire-hep', 'inspire'],
]);

/** Sections with affiliations, the present ones first, and the name of an entry. */
const SECTIONS = [['employments', 'employment-summary'], ['educations', 'education-summary']] as const;

/** Whose record it is, as far as it says. */
export class OrcidOwner {
  readonly #words: readonly (readonly string[])[];

  constructor(
    /** The normalised iD, or null. */
    readonly orcid: string | null,
    /** Every name, the preferred one first; empty where none is public. */
    readonly names: readonly string[] = [],
    /** Parts of the preferred name; null where it is a text of the owner's choice. */
    readonly parts: { readonly given: string | null; readonly family: string | null } | null = null,
  ) {
    this.#words = names.slice(0, MAX_NAMES).map((name) => foldedWords(name));
  }

  /** Whether a name can be the owner's: a name's words in any order, or the same family name and nothing but words and initials of that name. */
  canBe(name: string, how: 'SAME_WORDS' | 'INITIALS'): boolean {
    const words = foldedWords(name.slice(0, MAX_NAME_LENGTH));
    if (words.length === 0) return false;
    const sorted = words.toSorted().join(' ');
    return this.#words.some((own) => (how === 'SAME_WORDS' ? sorted === own.toSorted().join(' ') : isShortened(words, own)));
  }
}

/** Most names of one person that are looked for among contributors. */
const MAX_NAMES = 30;

/** Whether the words can be a shorter writing of a name whose family name stands last; further initials are middle names that it leaves out. */
function isShortened(words: readonly string[], name: readonly string[]): boolean {
  const family = name.at(-1);
  if (family === undefined || name.length < 2 || !words.includes(family)) return false;
  const others = words.filter((word) => word !== family);
  return others.some((word) => isSameOrInitial(word, name[0])) && others.every((word) => word.length === 1 || name.some((own) => isSameOrInitial(word, own)));
}

function isSameOrInitial(word: string, own: string): boolean {
  return word === own || ((word.length === 1 || own.length === 1) && word[0] === own[0]);
}

export const NOBODY = new OrcidOwner(null);

/** The iD at the start of a path such as `/0000-0002-1825-0097/work/1`, or null. */
export function orcidOfPath(path: unknown): string | null {
  const found = /^\/?(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?:\/|$)/.exec(textValue(path)?.trim().slice(0, 200) ?? '');
  return found === null ? null : normalizePersonId('orcid', found[1]);
}

/** The owner of a whole record, or of one of its sections. */
export function ownerOf(record: JsonObject, notes: RecordNotes): OrcidOwner {
  const stated = textValue(valueAt(record, 'orcid-identifier', 'path')) ?? textValue(valueAt(record, 'orcid-identifier', 'uri'));
  const orcid = stated === null ? orcidOfPath(record.path) : normalizePersonId('orcid', stated.replace('://sandbox.', '://').replace(/[\p{Cc}\p{Cs}]/gu, ''));
  if (stated !== null && orcid === null) notes.add('INVALID_IDENTIFIER', 'orcid-identifier', stated, 'This is no valid ORCID iD; the record is read without it.');
  const person = objectOf(record.person) ?? record;
  const name = objectOf(person.name);
  const text = (value: unknown, field: string): string | null => nameIn(valueAt(value, 'value'), field, notes);
  const given = text(name?.['given-names'], 'given-names');
  const family = text(name?.['family-name'], 'family-name');
  const own = [given, family].filter((part) => part !== null).join(' ');
  const others = objectsOf(valueAt(person, 'other-names', 'other-name')).map((other) => nameIn(other.content, 'other-name', notes));
  const credit = text(name?.['credit-name'], 'credit-name');
  const names = [credit, own === '' ? null : own, ...others].filter((each) => each !== null);
  return new OrcidOwner(orcid, [...new Set(names)], own !== '' && (credit ?? own) === own ? { given, family } : null);
}

function nameIn(value: unknown, field: string, notes: RecordNotes): string | null {
  const text = plainText(value, field, notes);
  if (text === null) return null;
  if (text.length <= MAX_NAME_LENGTH && /[\p{L}\p{N}]/u.test(text)) return text;
  notes.add('INVALID_NAME', field, text, 'This is no name that could be used; the person is kept without it.');
  return null;
}

/** The person record; null (and noted) where no iD or no name is public. */
export function orcidPerson(record: JsonObject, owner: OrcidOwner, notes: RecordNotes): PersonRecord | null {
  if (owner.orcid === null) return notes.drop('MISSING_KEY', 'orcid-identifier', null, 'The record does not say whose it is; the person is left out.');
  notes.key = `orcid:${owner.orcid}`;
  if (/^https?:\/\/sandbox\./.test(textValue(valueAt(record, 'orcid-identifier', 'uri')) ?? '')) {
    notes.add('SANDBOX_RECORD', 'orcid-identifier', owner.orcid, 'The record is from ORCID\'s sandbox, whose iDs are those of nobody, or of somebody else: leave such files out unless you are testing.');
  }
  if (owner.names.length === 0) return notes.drop('MISSING_NAME', 'name', null, 'The record makes no name public; the person is left out.');
  const ids: { [scheme in PersonIdScheme]?: string } = { orcid: owner.orcid };
  for (const id of objectsOf(valueAt(record, 'person', 'external-identifiers', 'external-identifier'))) {
    const scheme = ID_SCHEMES.get(textValue(id['external-id-type'])?.toLowerCase().replace(/\s+/g, '') ?? '');
    const value = plainText(id['external-id-value'], 'external-id-value', notes);
    if (scheme !== undefined && value !== null) notes.personId(ids, scheme, value, `external-identifiers.${scheme}`);
  }
  return {
    key: notes.key,
    externalIds: ids,
    names: owner.names,
    affiliations: affiliationsOf(record, notes),
    fields: [],
    reported: [],
    source: { format: 'orcid', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: `https://orcid.org/${owner.orcid}` },
  };
}

/** Employments, then educations; of each those without an end date first. */
function affiliationsOf(record: JsonObject, notes: RecordNotes): AffiliationList['list'] {
  const affiliations = new AffiliationList('organization', notes);
  for (const [section, name] of SECTIONS) {
    const groups = objectsOf(valueAt(record, 'activities-summary', section, 'affiliation-group'));
    // Version 2 of the API has the entries without groups.
    const entries = [...groups.flatMap((group) => objectsOf(group.summaries).map((summary) => objectOf(summary[name]))), ...objectsOf(valueAt(record, 'activities-summary', section, name))];
    const known = entries.filter((entry) => entry !== null);
    for (const entry of [...known.filter((each) => !objectOf(each['end-date'])), ...known.filter((each) => objectOf(each['end-date']))]) {
      const organization = objectOf(entry.organization);
      const identified = objectOf(organization?.['disambiguated-organization']);
      const ror = identified?.['disambiguation-source'] === 'ROR' ? rorOf(identified['disambiguated-organization-identifier']) : null;
      affiliations.add(organization?.name, ror, valueAt(organization, 'address', 'country'));
    }
  }
  return affiliations.list;
}
