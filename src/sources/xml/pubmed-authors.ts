/**
 * PubMed's AuthorList to mentions. An entry with ValidYN="N" is a name as it was printed wrongly; the corrected one stands
 * beside it, and what was left out is noted. CompleteYN="N" says that PubMed cut the list (10 names in 1996 to 1999, 25 in 2000 to 2005).
 */
import { nameInOrder } from '../../records/scripts.js';
import { Affiliations, rorOf } from '../affiliation-text.js';
import { AuthorList, namePartsOf } from '../author-list.js';
import type { RecordNotes } from '../record-notes.js';
import { childNamed, childrenNamed, textOf } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';

/** The authors of these lists (a record may have one of authors and one of editors). That it has nobody, or editors alone, is noted. */
export function pubmedAuthors(lists: readonly XmlElement[], notes: RecordNotes): AuthorList {
  const authors = new AuthorList(notes, 'Author');
  const hasEditors = lists.some(isOfEditors);
  for (const list of lists) {
    if (isOfEditors(list)) continue;
    if (list.attributes.CompleteYN === 'N') authors.complete = false;
    const entries = childrenNamed(list, 'Author');
    const hasValid = entries.some(({ attributes }) => attributes.ValidYN !== 'N');
    for (const entry of entries) {
      if (entry.attributes.ValidYN !== 'N' || !hasValid) addAuthor(entry, authors, notes);
      else notes.add('CORRECTED_AUTHOR', 'Author/@ValidYN', misprintOf(entry), 'PubMed marks this name as printed wrongly (ValidYN="N") and lists the corrected one beside it: this one is left out.');
    }
  }
  if (authors.listed === 0) notes.missingAuthors('AuthorList', hasEditors);
  return authors;
}

function isOfEditors({ attributes }: XmlElement): boolean {
  return /^editors?$/i.test(attributes.Type ?? '');
}

/** A name that is not taken, for its report. */
function misprintOf(entry: XmlElement): string {
  const parts = ['ForeName', 'LastName', 'Suffix', 'CollectiveName'].map((name) => textOf(childNamed(entry, name)).slice(0, 4_000).trim());
  return parts.filter((text) => text !== '').join(' ');
}

function addAuthor(entry: XmlElement, authors: AuthorList, notes: RecordNotes): void {
  const affiliations = affiliationsOf(entry, notes);
  const shared = { affiliations: affiliations.list, emailDomain: affiliations.emailDomain };
  const collective = textOf(childNamed(entry, 'CollectiveName'));
  if (collective.trim() !== '') {
    authors.add(collective, { ...shared, kind: 'GROUP' });
    return;
  }
  const part = (name: string): string => notes.fold(textOf(childNamed(entry, name)).slice(0, 4_000), name);
  const given = part('ForeName') || part('FirstName') || part('Initials');
  const family = part('LastName');
  const suffix = part('Suffix');
  const externalIds = {};
  for (const id of childrenNamed(entry, 'Identifier')) {
    if (/^orcid$/i.test(id.attributes.Source ?? '')) notes.personId(externalIds, 'orcid', orcidAsWritten(textOf(id)), 'Author/Identifier');
  }
  authors.add([nameInOrder(given, family), suffix].filter((text) => text !== '').join(' '), { ...shared, parts: namePartsOf(given, family, suffix), externalIds });
}

/** PubMed has ORCIDs as addresses, bare, without hyphens, and with an address that lacks its last slash. */
function orcidAsWritten(text: string): string {
  return text.trim().replace(/^https?:\/\/orcid\.org\/?/i, '');
}

function affiliationsOf(entry: XmlElement, notes: RecordNotes): Affiliations {
  const affiliations = new Affiliations(notes, 'Affiliation', true);
  for (const info of childrenNamed(entry, 'AffiliationInfo')) {
    const ror = childrenNamed(info, 'Identifier').map((id) => (/^ror$/i.test(id.attributes.Source ?? '') ? rorOf(textOf(id)) : null)).find((id) => id !== null) ?? null;
    affiliations.add(textOf(childNamed(info, 'Affiliation')), ror);
  }
  // Records of before 2014 had the affiliation right in the author.
  for (const affiliation of childrenNamed(entry, 'Affiliation')) affiliations.add(textOf(affiliation));
  return affiliations;
}
