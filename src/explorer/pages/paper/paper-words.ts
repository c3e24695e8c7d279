/** A paper's facts in words. */
import type { DatePrecision, PaperItemFragment, PaperType } from '../../generated/graphql.js';
import { count } from '../../design/numbers.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const TYPES: Readonly<Record<PaperType, string>> = {
  ARTICLE: 'Journal article', CONFERENCE_PAPER: 'Conference paper', PREPRINT: 'Preprint', BOOK: 'Book', BOOK_CHAPTER: 'Book chapter', DISSERTATION: 'Dissertation', REPORT: 'Report', REVIEW: 'Review',
  EDITORIAL: 'Editorial', LETTER: 'Letter', PROCEEDINGS: 'Proceedings', REFERENCE_ENTRY: 'Reference entry', DATASET: 'Data set', SOFTWARE: 'Software', STANDARD: 'Standard', OTHER: 'Other',
};

/** `9 October 2025`, `October 2025`, `2025`: as precise as known, and no more. */
export function dateWords(date: string): string {
  const [, year, month, day] = /^(-?\d{1,6})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? [];
  const name = MONTHS[Number(month ?? 0) - 1];
  if (year === undefined || name === undefined) return date;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

/** What a date leaves open; null for a whole one. */
export function precisionWords(precision: DatePrecision | null): string | null {
  return precision === 'YEAR' ? 'only the year is known' : precision === 'MONTH' ? 'the day is not known' : null;
}

/** Null where no record says. */
export function typeWords(type: PaperType | null): string | null {
  return type === null ? null : TYPES[type];
}

/** `145 citations`; null where no source says. */
export function citationWords({ citedByCount }: Pick<PaperItemFragment, 'citedByCount'>): string | null {
  return citedByCount === null ? null : `${count(citedByCount)} ${citedByCount === 1 ? 'citation' : 'citations'}`;
}

/** `counted by openalex, 2024-05-01`; null where nobody counted. */
export function countedByWords({ citationSource }: Pick<PaperItemFragment, 'citationSource'>): string | null {
  if (citationSource === null) return null;
  return `counted by ${citationSource.source === 'works' ? 'the works given to the pipeline' : citationSource.source}, ${citationSource.asOf ?? 'undated'}`;
}
