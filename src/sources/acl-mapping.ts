/**
 * The ACL Anthology's `<paper>` elements to paper records. What is particular: date and venue stand on the volume; venues
 * are ids of which the full names live in other files, so the id in capitals is the venue ("ACL"; of several ids the
 * first, `ws`, "some workshop", last), else the volume's title; links to the Anthology are written as bare ids. The
 * Anthology states no fields. Retracted and removed papers were published and are kept; front matter is no paper.
 */
import { normalizePaperId } from '../records/ids.js';
import type { Affiliation, Link, Mention, PaperIdScheme, PaperRecord, PaperType } from '../records/record.js';
import { nameInOrder } from '../records/scripts.js';
import { addAclPersonId } from './acl-person-ids.js';
import type { RecordNotes } from './record-notes.js';
import { writtenDate } from './written-dates.js';
import { childNamed, childrenNamed, textOf } from './xml-element.js';
import type { XmlElement } from './xml-element.js';

/** What a paper inherits from around it. */
export interface AclVolume {
  /** `2020.acl`, `P19`. */
  readonly collection: string;
  /** `main`, `1`; empty in the oldest files, whose papers stand right in the collection. */
  readonly id: string;
  /** `journal`, `proceedings`, or empty. */
  readonly type: string;
  readonly meta: XmlElement | null;
}

const JOURNALS = new Set(['cl', 'tacl', 'tal', 'lilt', 'ijclclp']);
const SITE = 'https://aclanthology.org';

/**
 * The Anthology id of a paper: `2020.acl-main.1`, or of the scheme before 2020 (`P19-1001`): volume and paper in four
 * digits, one and three, but two and two in W, C69 and the workshop volumes (5 and up) of D19. See
 * https://aclanthology.org/info/ids/. A paper number that already holds the volume's digits is taken as it is.
 * Null where the parts make no id.
 */
export function anthologyId(collection: string, volume: string, paper: string): string | null {
  if (/^\d{4}\.[a-z0-9_]+$/.test(collection)) {
    return /^[a-z0-9_]+$/.test(volume) && /^\d+$/.test(paper) ? `${collection}-${volume}.${Number(paper)}` : null;
  }
  if (!/^[A-Z]\d\d$/.test(collection) || !/^\d{1,5}$/.test(paper) || !/^\d{0,2}$/.test(volume)) return null;
  if (volume === '') return paper.length >= 4 ? `${collection}-${paper}` : null;
  const wide = collection.startsWith('W') || collection === 'C69' || (collection === 'D19' && Number(volume) >= 5);
  const volumeDigits = String(Number(volume)).padStart(wide ? 2 : 1, '0');
  if (paper.length >= 4 && paper.startsWith(volumeDigits)) return `${collection}-${paper}`;
  return `${collection}-${volumeDigits}${String(Number(paper)).padStart(wide ? 2 : 3, '0')}`;
}

/** Maps one paper. Null where it is front or back matter, or (noted) where it has no usable id or no title. */
export function aclPaper(element: XmlElement, volume: AclVolume, notes: RecordNotes): PaperRecord | null {
  if (/^(?:front|back)matter$/.test(element.attributes.type ?? '')) return null;
  const written = `${volume.collection}-${volume.id}.${element.attributes.id ?? ''}`;
  const id = anthologyId(volume.collection, volume.id, element.attributes.id ?? '');
  if (id === null) return notes.drop('MISSING_KEY', 'id', written, 'Collection, volume and number make no Anthology id; the paper is left out.');
  notes.key = `acl:${id}`;
  const title = notes.title(textOf(childNamed(element, 'title')), 'title');
  if (title === null) return null;
  const authors = childrenNamed(element, 'author');
  const mentions: Mention[] = [];
  for (const [index, author] of authors.entries()) {
    const mention = mentionOf(author, index + 1, notes);
    if (mention !== null) mentions.push(mention);
  }
  if (authors.length === 0) notes.missingAuthors('author');
  const abstract = notes.fold(textOf(childNamed(element, 'abstract')), 'abstract');
  return {
    key: notes.key,
    externalIds: paperIds(id, element, notes),
    title,
    abstract: abstract === '' ? null : abstract,
    date: writtenDate(dated(element, volume, 'year'), dated(element, volume, 'month'), dated(element, volume, 'day'), notes),
    venue: venueOf(volume, notes),
    type: typeOf(volume),
    fields: [],
    mentions,
    authorListComplete: mentions.length === authors.length,
    citationCount: null,
    links: linksOf(element, id),
    scores: [],
    source: { format: 'acl', file: notes.file, line: notes.line, byte: null, retrievedAt: null, url: null },
  };
}

function mentionOf(author: XmlElement, position: number, notes: RecordNotes): Mention | null {
  const part = (name: string): string | null => {
    const text = notes.fold(textOf(childNamed(author, name)), name);
    return text === '' ? null : text;
  };
  const length = textOf(author).length;
  const isStructured = childNamed(author, 'last') !== null || childNamed(author, 'first') !== null;
  // Only the length of the whole is known to be harmless before it is looked at.
  const whole = isStructured && length <= 2_000 ? [nameInOrder(part('first'), part('last')), part('suffix')].filter((text) => text !== null).join(' ') : textOf(author);
  const rawName = notes.name(whole, 'author');
  if (rawName === null) return null;
  const ids = {};
  addAclPersonId(ids, author.attributes.id?.replace(/\/unverified$/, ''), 'author/@id', notes);
  notes.personId(ids, 'orcid', author.attributes.orcid, 'author/@orcid');
  return {
    rawName,
    parts: isStructured ? { given: part('first'), particle: null, family: part('last'), suffix: part('suffix') } : null,
    position,
    kind: 'PERSON',
    externalIds: ids,
    affiliations: affiliationsOf(author, notes),
    isCorresponding: null,
  };
}

function affiliationsOf(author: XmlElement, notes: RecordNotes): Affiliation[] {
  return childrenNamed(author, 'affiliation')
    .map((affiliation) => notes.fold(textOf(affiliation), 'affiliation'))
    .filter((name) => name !== '')
    .map((name) => ({ name, ror: null, countryCode: null }));
}

/** A paper's own year, month or day where it has one, else its volume's. */
function dated(element: XmlElement, { meta }: AclVolume, field: string): string {
  const own = childNamed(element, 'year') === null ? null : childNamed(element, field);
  if (childNamed(element, 'year') !== null) return textOf(own);
  return meta === null ? '' : textOf(childNamed(meta, field));
}

function venueOf({ meta }: AclVolume, notes: RecordNotes): string | null {
  if (meta === null) return null;
  const ids = childrenNamed(meta, 'venue').map((venue) => textOf(venue).trim()).filter((id) => id !== '');
  const id = ids.find((candidate) => candidate !== 'ws');
  if (id !== undefined) return notes.fold(id, 'venue').toUpperCase();
  const title = notes.fold(textOf(childNamed(meta, 'journal-title') ?? childNamed(meta, 'booktitle')), 'booktitle');
  if (title !== '') return title;
  return ids.length > 0 ? ids[0].toUpperCase() : null;
}

function typeOf({ collection, type }: AclVolume): PaperType {
  if (type === 'journal' || /^[JQ]\d\d$/.test(collection) || JOURNALS.has(collection.split('.')[1] ?? '')) return 'ARTICLE';
  return 'CONFERENCE_PAPER';
}

function paperIds(id: string, element: XmlElement, notes: RecordNotes): PaperRecord['externalIds'] {
  const ids: { [scheme in PaperIdScheme]?: string } = { acl: normalizePaperId('acl', id) ?? id };
  const written = textOf(childNamed(element, 'doi')).trim();
  const doi = written === '' ? null : normalizePaperId('doi', written);
  if (doi !== null) ids.doi = doi;
  else if (written !== '') notes.add('INVALID_IDENTIFIER', 'doi', written, 'This is no DOI; the paper is kept without it.');
  return ids;
}

function linksOf(element: XmlElement, id: string): Link[] {
  const links: Link[] = [{ kind: 'LANDING_PAGE', url: `${SITE}/${id}/` }];
  const url = textOf(childNamed(element, 'url')).trim();
  if (/^https?:\/\//.test(url)) links.push({ kind: /\.pdf$/i.test(url) ? 'PDF' : 'LANDING_PAGE', url });
  else if (url !== '') links.push({ kind: 'PDF', url: `${SITE}/${url}.pdf` });
  for (const code of childrenNamed(element, 'pwccode')) {
    const address = (code.attributes.url ?? '').trim();
    links.push({ kind: 'CODE', url: address === '' ? null : address });
  }
  return links;
}
