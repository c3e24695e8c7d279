/**
 * An entry of arXiv's Atom feed to a paper record. `published` is the day of the first version. A journal reference is a
 * citation and no venue's name: the venue of a preprint is arXiv. Comments are remarks and not kept.
 */
import type { PaperRecord } from '../../records/record.js';
import { Affiliations } from '../affiliation-text.js';
import { AuthorList } from '../author-list.js';
import { isoDate } from '../iso-dates.js';
import type { RecordNotes } from '../record-notes.js';
import { childNamed, childrenNamed, textOf } from '../xml-element.js';
import type { XmlElement } from '../xml-element.js';
import { namesInText } from './arxiv-raw-authors.js';
import { addArxivName, ArxivText, arxivId, arxivLinks, arxivRecord } from './arxiv-record.js';

/** The id of an entry without its version, or null. */
export function arxivIdOfEntry(entry: XmlElement): string | null {
  return arxivId(textOf(childNamed(entry, 'id')));
}

/** Maps one entry. Null (and noted) for the feed's own errors and for entries without an arXiv id or title. */
export function arxivEntry(entry: XmlElement, retrievedAt: string | null, notes: RecordNotes): PaperRecord | null {
  const written = textOf(childNamed(entry, 'id')).trim();
  if (/\/api\/errors\b/.test(written)) {
    return notes.drop('SERVICE_ERROR', 'summary', textOf(childNamed(entry, 'summary')).trim(), 'arXiv answered with an error instead of a paper: correct the request and ask again.');
  }
  const id = arxivId(written);
  if (id === null) return notes.drop('MISSING_KEY', 'id', written, 'An entry without an arXiv identifier can\'t be told apart from others and is left out.');
  notes.key = `arxiv:${id}`;
  const text = new ArxivText(notes);
  const title = notes.title(text.of(textOf(childNamed(entry, 'title'))), 'title');
  if (title === null) return null;
  const authors = new AuthorList(notes, 'author');
  for (const author of childrenNamed(entry, 'author')) {
    const affiliations = new Affiliations(notes, 'affiliation');
    for (const affiliation of childrenNamed(author, 'affiliation')) affiliations.add(text.of(textOf(affiliation)));
    addArxivName(authors, text.of(textOf(childNamed(author, 'name'))), null, affiliations);
  }
  if (authors.listed === 0) {
    // The daily feeds have all names in one text, and announce what the entry is before the abstract.
    for (const { name } of namesInText(text.of(textOf(childNamed(entry, 'creator'))))) addArxivName(authors, name, null, null);
  }
  const categories = [childNamed(entry, 'primary_category'), ...childrenNamed(entry, 'category')].map((category) => (category?.attributes.term ?? '').trim());
  const published = textOf(childNamed(entry, 'published'));
  return arxivRecord(id, title, authors, text, notes, {
    abstract: textOf(childNamed(entry, 'summary')).replace(/^\s*arXiv:\S+\s+Announce Type: \S+\s+Abstract:/, ''),
    date: isoDate(published.trim() === '' ? textOf(childNamed(entry, 'updated')) : published, 'published', notes),
    fields: categories,
    doi: textOf(childNamed(entry, 'doi')),
    links: arxivLinks(id, childrenNamed(entry, 'link').map(({ attributes }) => (attributes.title === 'pdf' ? attributes.href ?? '' : ''))),
    retrievedAt,
  });
}
