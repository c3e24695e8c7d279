/** A paper ready to be cited: what reference managers ask for, from the records of a snapshot. */
import { parseName, type ParsedName } from '../identity/names.js';
import { dateText } from '../records/dates.js';
import type { PaperType } from '../records/record.js';
import type { AuthorshipRow, PaperRow } from '../snapshot/types.js';

export interface CitedAuthor {
  readonly isGroup: boolean;
  /** As written on the paper. */
  readonly name: string;
  /** The name's parts; null for groups, which have none. */
  readonly parsed: ParsedName | null;
}

export interface CitedPaper {
  readonly row: PaperRow;
  readonly authors: readonly CitedAuthor[];
  readonly abstract: string | null;
}

/** Joins a paper with its author list. O(authors). */
export function citedPaper(row: PaperRow, authorships: readonly AuthorshipRow[], abstract: string | null): CitedPaper {
  const authors = authorships.map(({ rawName, parts, kind }) => ({ isGroup: kind === 'GROUP', name: rawName, parsed: kind === 'GROUP' ? null : parseName(rawName, parts) }));
  return { row, authors, abstract };
}

/** `2024-05-01`, as far as the date is known; null where it is not. */
export function isoDate({ date }: PaperRow): string | null {
  return date === null ? null : dateText(date);
}

/** Each paper type in the vocabularies of reference managers. */
export const TYPE_NAMES: Readonly<Record<PaperType, { readonly bibtex: string; readonly csl: string; readonly venue: 'journal' | 'booktitle' | 'school' | 'institution' | 'series' | 'howpublished' }>> = {
  ARTICLE: { bibtex: 'article', csl: 'article-journal', venue: 'journal' },
  CONFERENCE_PAPER: { bibtex: 'inproceedings', csl: 'paper-conference', venue: 'booktitle' },
  PREPRINT: { bibtex: 'misc', csl: 'article', venue: 'howpublished' },
  BOOK: { bibtex: 'book', csl: 'book', venue: 'series' },
  BOOK_CHAPTER: { bibtex: 'incollection', csl: 'chapter', venue: 'booktitle' },
  DISSERTATION: { bibtex: 'phdthesis', csl: 'thesis', venue: 'school' },
  REPORT: { bibtex: 'techreport', csl: 'report', venue: 'institution' },
  REVIEW: { bibtex: 'article', csl: 'article-journal', venue: 'journal' },
  EDITORIAL: { bibtex: 'article', csl: 'article-journal', venue: 'journal' },
  LETTER: { bibtex: 'article', csl: 'article-journal', venue: 'journal' },
  PROCEEDINGS: { bibtex: 'proceedings', csl: 'book', venue: 'series' },
  REFERENCE_ENTRY: { bibtex: 'incollection', csl: 'entry', venue: 'booktitle' },
  DATASET: { bibtex: 'dataset', csl: 'dataset', venue: 'howpublished' },
  SOFTWARE: { bibtex: 'software', csl: 'software', venue: 'howpublished' },
  STANDARD: { bibtex: 'misc', csl: 'standard', venue: 'howpublished' },
  OTHER: { bibtex: 'misc', csl: 'document', venue: 'howpublished' },
};
