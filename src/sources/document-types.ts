/** What indexes call a document (Scopus, Web of Science, Embase, MEDLINE), in lower case, and the paper type each stands for. */
import type { PaperType } from '../records/record.js';

const DOCUMENT_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['article', 'ARTICLE'], ['journal article', 'ARTICLE'], ['article in press', 'ARTICLE'], ['data paper', 'ARTICLE'], ['software paper', 'ARTICLE'],
  ['review', 'REVIEW'], ['short survey', 'REVIEW'], ['systematic review', 'REVIEW'], ['review article', 'REVIEW'],
  ['conference paper', 'CONFERENCE_PAPER'], ['proceedings paper', 'CONFERENCE_PAPER'], ['meeting abstract', 'CONFERENCE_PAPER'], ['conference abstract', 'CONFERENCE_PAPER'],
  ['conference proceeding', 'CONFERENCE_PAPER'], ['congress', 'CONFERENCE_PAPER'],
  // Scopus calls the record of a whole volume of proceedings a "conference review".
  ['conference review', 'PROCEEDINGS'],
  ['book', 'BOOK'], ['monograph', 'BOOK'], ['book chapter', 'BOOK_CHAPTER'], ['chapter', 'BOOK_CHAPTER'],
  ['editorial', 'EDITORIAL'], ['editorial material', 'EDITORIAL'], ['letter', 'LETTER'],
  ['preprint', 'PREPRINT'], ['dissertation', 'DISSERTATION'], ['thesis', 'DISSERTATION'], ['dissertation thesis', 'DISSERTATION'], ['dissertation/thesis', 'DISSERTATION'], ['report', 'REPORT'], ['technical report', 'REPORT'],
  ['data set', 'DATASET'], ['dataset', 'DATASET'], ['software', 'SOFTWARE'], ['standard', 'STANDARD'],
  ['note', 'OTHER'], ['erratum', 'OTHER'], ['correction', 'OTHER'], ['retracted', 'OTHER'], ['retracted publication', 'OTHER'], ['book review', 'OTHER'], ['news item', 'OTHER'],
  ['early access', 'ARTICLE'],
]);

/** The paper type of a document type, case-insensitive; null for a word that is none (RIS files put anything into `M3`). */
export function documentType(name: string): PaperType | null {
  return DOCUMENT_TYPES.get(name.trim().toLowerCase()) ?? null;
}
