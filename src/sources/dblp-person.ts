/**
 * DBLP's person records (`<www key="homepages/…">`, `<person>` on person pages): all names of one person, the preferred
 * one first. Redirects from an old pid (`<crossref>`) state nothing about a person and are passed over. Web pages of
 * other titles, and disambiguation pages (the papers of several people of one name), are no persons: they are noted.
 */
import type { Affiliation, PersonRecord } from '../records/record.js';
import type { RecordNotes } from './record-notes.js';
import { childNamed, childrenNamed, textOf } from './xml-element.js';
import type { XmlElement } from './xml-element.js';

/** Maps one person element; null where it describes no person (see the file's head), with a note where facts are left out. */
export function dblpPerson(element: XmlElement, notes: RecordNotes): PersonRecord | null {
  const key = notes.fold(element.attributes.key ?? '', 'key');
  if (childNamed(element, 'crossref') !== null) return null;
  const title = textOf(childNamed(element, 'title')).trim();
  if (element.name === 'www' && title !== 'Home Page') {
    notes.key = key === '' ? null : `dblp:${key}`;
    return notes.drop('UNSUPPORTED_RECORD', 'title', title, 'This web page is neither a paper nor the page of a person and is left out.');
  }
  if (key === '') return notes.drop('MISSING_KEY', 'key', null, "A DBLP person without a key can't be identified and is left out.");
  const pid = key.replace(/^homepages\//, '');
  notes.key = `dblp:${pid}`;
  if (/\bdisambiguation\b/.test(element.attributes.publtype ?? '')) {
    return notes.drop('DISAMBIGUATION_PAGE', 'publtype', key, 'This page gathers the papers of several people of one name; it is not taken for a person.');
  }
  const names: string[] = [];
  const ids = {};
  notes.personId(ids, 'dblp', pid, 'key');
  for (const author of childrenNamed(element, 'author')) {
    const name = notes.name(textOf(author), 'author');
    if (name !== null && !names.includes(name)) names.push(name);
    notes.personId(ids, 'orcid', author.attributes.orcid, 'author/@orcid');
  }
  if (names.length === 0) return notes.drop('MISSING_NAME', 'author', null, 'The person record names nobody and is left out.');
  for (const url of childrenNamed(element, 'url')) {
    const address = textOf(url).trim();
    if (/^https?:\/\/(?:www\.)?orcid\.org\//i.test(address)) notes.personId(ids, 'orcid', address, 'url');
  }
  return {
    key: notes.key,
    externalIds: ids,
    names,
    affiliations: affiliationsOf(element, notes),
    fields: [],
    reported: [],
    source: { format: 'dblp', file: notes.file, line: notes.line, byte: null, retrievedAt: null, url: null },
  };
}

function isFormer({ attributes }: XmlElement): boolean {
  return (attributes.label ?? '').startsWith('former');
}

/** Present affiliations first, then those marked as former. */
function affiliationsOf(element: XmlElement, notes: RecordNotes): Affiliation[] {
  const stated = childrenNamed(element, 'note').filter(({ attributes }) => attributes.type === 'affiliation');
  return [...stated.filter((note) => !isFormer(note)), ...stated.filter(isFormer)]
    .map((note) => notes.fold(textOf(note), 'note'))
    .filter((name) => name !== '')
    .map((name) => ({ name, ror: null, countryCode: null }));
}
