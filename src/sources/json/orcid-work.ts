/**
 * Works of an ORCID record. A record lists works without their contributors; the owner is then the one author known, at no
 * known place. Works asked for by themselves have contributors, where whoever entered the work gave them.
 */
import type { Mention, PaperIdScheme, PaperRecord, PaperType, PartialDate } from '../../records/record.js';
import { localRecordKey } from '../../records/titles.js';
import { isGroupName } from '../group-names.js';
import { objectOf, objectsOf, textValue, valueAt, writtenOut } from '../json-values.js';
import type { JsonObject } from '../json-values.js';
import type { RecordNotes } from '../record-notes.js';
import { authorsOf, mentionOf, personIds } from './json-authors.js';
import type { AuthorDraft, AuthorsFound } from './json-authors.js';
import { LinkList, PaperIdList, plainAbstract, plainText, plainTitle } from './json-facts.js';
import type { OrcidOwner } from './orcid-owner.js';

/** Work types of version 3, then those of version 2; what is not here is OTHER. */
const TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['journal-article', 'ARTICLE'], ['magazine-article', 'ARTICLE'], ['newspaper-article', 'ARTICLE'], ['newsletter-article', 'ARTICLE'],
  ['conference-paper', 'CONFERENCE_PAPER'], ['conference-abstract', 'CONFERENCE_PAPER'], ['conference-proceedings', 'PROCEEDINGS'], ['preprint', 'PREPRINT'], ['working-paper', 'PREPRINT'],
  ['book', 'BOOK'], ['edited-book', 'BOOK'], ['book-chapter', 'BOOK_CHAPTER'], ['book-review', 'REVIEW'], ['review', 'REVIEW'],
  ['dissertation-thesis', 'DISSERTATION'], ['dissertation', 'DISSERTATION'], ['supervised-student-publication', 'OTHER'],
  ['report', 'REPORT'], ['research-technique', 'OTHER'], ['data-set', 'DATASET'], ['software', 'SOFTWARE'], ['standards-and-policy', 'STANDARD'],
  ['dictionary-entry', 'REFERENCE_ENTRY'], ['encyclopedia-entry', 'REFERENCE_ENTRY'], ['encyclopaedia-entry', 'REFERENCE_ENTRY'],
]);

/** Types of works whose owner need not be an author: the editor, the supervisor. */
const NOT_BY_THE_OWNER: ReadonlySet<string> = new Set(['edited-book', 'supervised-student-publication']);

/** `external-id-type` and its scheme. */
const ID_SCHEMES: ReadonlyMap<string, PaperIdScheme> = new Map<string, PaperIdScheme>([
  ['doi', 'doi'], ['arxiv', 'arxiv'], ['pmid', 'pmid'], ['pmc', 'pmcid'], ['eid', 'scopus'], ['wosuid', 'wos'],
]);

/** Roles of contributors who are no authors. */
const OTHER_ROLES: ReadonlySet<string> = new Set(['editor', 'chair-or-translator', 'assignee', 'support-staff', 'translator', 'chair']);

/**
 * Maps one work of `owner`: `versions` are the same work as several sources entered it, the preferred one first, whose word
 * counts; their identifiers are taken together. Null (and noted) where it has no title.
 */
export function orcidWork(versions: readonly JsonObject[], owner: OrcidOwner, notes: RecordNotes): PaperRecord | null {
  const work = versions[0] ?? {};
  const code = /^\d{1,12}$/.exec(textValue(work['put-code']) ?? '')?.[0] ?? null;
  if (owner.orcid !== null && code !== null) notes.key = `orcid:${owner.orcid}/${code}`;
  const title = titleOf(work, notes);
  if (title === null) return null;
  notes.key ??= localRecordKey('orcid', owner.orcid ?? '', title);
  const type = textValue(work.type)?.toLowerCase().replaceAll('_', '-') ?? null;
  const authors = authorsIn(versions, type, owner, notes);
  if (authors === null) return null;
  const links = new LinkList();
  for (const version of versions) links.add('LANDING_PAGE', valueAt(version.url, 'value'));
  return {
    key: notes.key,
    externalIds: idsOf(versions, notes),
    title,
    abstract: plainAbstract(work['short-description'], notes),
    date: dateOf(work['publication-date'], notes),
    venue: plainText(valueAt(work['journal-title'], 'value'), 'journal-title', notes),
    type: type === null ? null : TYPES.get(type) ?? 'OTHER',
    fields: [],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: links.list,
    scores: [],
    source: { format: 'orcid', file: notes.file, line: notes.line, byte: notes.byte, retrievedAt: null, url: owner.orcid === null ? null : `https://orcid.org/${owner.orcid}` },
  };
}

function titleOf(work: JsonObject, notes: RecordNotes): string | null {
  const title = plainTitle([valueAt(work.title, 'title', 'value')], 'title', notes);
  const subtitle = plainText(valueAt(work.title, 'subtitle', 'value'), 'subtitle', notes);
  if (title === null || subtitle === null || title.toLowerCase().includes(subtitle.toLowerCase())) return title;
  return notes.title(`${title}: ${subtitle}`, 'subtitle');
}

/** Null (and noted) where nobody who wrote the work is known by name. */
function authorsIn(versions: readonly JsonObject[], type: string | null, owner: OrcidOwner, notes: RecordNotes): AuthorsFound | null {
  const listed = versions.map((version) => valueAt(version.contributors, 'contributor')).find((list) => Array.isArray(list) && list.length > 0);
  const found = authorsOf(listed, 'contributors', notes, authorOf);
  const isOwners = !NOT_BY_THE_OWNER.has(type ?? '');
  if (found.mentions.length === 0 && !isOwners) {
    if (!found.hasEditors) notes.missingAuthors('contributors');
    return { ...found, complete: found.complete && found.hasEditors };
  }
  if (owner.orcid === null) {
    if (found.mentions.length === 0) notes.missingAuthors('contributors');
    return found;
  }
  const { orcid } = owner;
  if (!isOwners || found.mentions.some(({ externalIds }) => externalIds.orcid === orcid)) return found;
  const at = placeOfOwner(found.mentions, owner);
  if (at !== null) return { ...found, mentions: found.mentions.map((mention, index) => (index === at ? { ...mention, externalIds: { ...mention.externalIds, orcid } } : mention)) };
  const [name] = owner.names;
  if (name === undefined) {
    if (found.mentions.length > 0) return { ...found, complete: false };
    return notes.drop('MISSING_AUTHORS', 'contributors', writtenOut(orcid), 'The work names no contributors and the file does not name its owner: it is left out; import the owner\'s whole record, which has the work and the name.');
  }
  const added = mentionOf({ name: owner.parts === null ? { whole: name, kind: 'PERSON' } : owner.parts, externalIds: { orcid } }, null, 'owner', notes);
  return { ...found, mentions: added === null || added === 'OTHERS' ? found.mentions : [...found.mentions, added], complete: false };
}

/** The contributor without an iD of another who can only be the owner; null where none or several can. */
function placeOfOwner(mentions: readonly Mention[], owner: OrcidOwner): number | null {
  for (const how of ['SAME_WORDS', 'INITIALS'] as const) {
    const places = mentions.flatMap((mention, index) => (mention.externalIds.orcid === undefined && mention.kind === 'PERSON' && owner.canBe(mention.rawName, how) ? [index] : []));
    if (places.length === 1) return places[0];
    if (places.length > 1) return null;
  }
  return null;
}

function authorOf(entry: JsonObject, field: string, notes: RecordNotes): AuthorDraft | 'EDITOR' {
  const role = textValue(valueAt(entry['contributor-attributes'], 'contributor-role'))?.toLowerCase().replaceAll('_', '-') ?? null;
  if (role !== null && OTHER_ROLES.has(role)) return 'EDITOR';
  const name = textValue(valueAt(entry['credit-name'], 'value')) ?? '';
  const id = objectOf(entry['contributor-orcid']);
  return {
    name: { whole: name, kind: isGroupName(name) ? 'GROUP' : 'PERSON' },
    externalIds: personIds(notes, field, { orcid: textValue(id?.path) ?? textValue(id?.uri) }),
  };
}

/** Identifiers of the work itself; those of what it is part of, of other versions and of funders are not its own. */
function idsOf(versions: readonly JsonObject[], notes: RecordNotes): PaperRecord['externalIds'] {
  const ids = new PaperIdList(notes);
  for (const version of versions) {
    for (const id of objectsOf(valueAt(version['external-ids'], 'external-id'))) {
      const relationship = textValue(id['external-id-relationship'])?.toLowerCase() ?? 'self';
      const scheme = ID_SCHEMES.get(textValue(id['external-id-type'])?.toLowerCase() ?? '');
      if (relationship !== 'self' || scheme === undefined) continue;
      const value = textValue(valueAt(id['external-id-normalized'], 'value')) ?? textValue(id['external-id-value']);
      ids.add(scheme, scheme === 'pmcid' && value !== null && /^\d+$/.test(value) ? `PMC${value}` : value, `external-ids.${scheme}`);
    }
  }
  return ids.all();
}

function dateOf(value: unknown, notes: RecordNotes): PartialDate | null {
  const [year, month, day] = ['year', 'month', 'day'].map((part) => textValue(valueAt(value, part, 'value')));
  if (year === null) return null;
  return notes.date(Number(year), month === null ? null : Number(month), month === null || day === null ? null : Number(day), 'publication-date', [year, month, day].filter((part) => part !== null).join('-'));
}
