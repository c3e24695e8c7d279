/** OpenAlex's names of kinds of works. */
import type { PaperType } from './record.js';

/** `type` as OpenAlex names it today, then as its older dumps took it from Crossref. What is not here is OTHER. */
export const OPENALEX_TYPES: ReadonlyMap<string, PaperType> = new Map<string, PaperType>([
  ['article', 'ARTICLE'], ['preprint', 'PREPRINT'], ['book', 'BOOK'], ['book-chapter', 'BOOK_CHAPTER'],
  ['dissertation', 'DISSERTATION'], ['dataset', 'DATASET'], ['editorial', 'EDITORIAL'], ['letter', 'LETTER'],
  ['reference-entry', 'REFERENCE_ENTRY'], ['report', 'REPORT'], ['review', 'REVIEW'], ['standard', 'STANDARD'],
  ['software', 'SOFTWARE'], ['proceedings', 'PROCEEDINGS'], ['conference-paper', 'CONFERENCE_PAPER'],
  ['journal-article', 'ARTICLE'], ['proceedings-article', 'CONFERENCE_PAPER'], ['posted-content', 'PREPRINT'],
  ['monograph', 'BOOK'], ['edited-book', 'BOOK'], ['reference-book', 'BOOK'], ['book-section', 'BOOK_CHAPTER'],
  ['book-part', 'BOOK_CHAPTER'], ['report-series', 'REPORT'], ['database', 'DATASET'],
]);
