/** What the answers of arXiv have in common, whatever their format: ids, names, the record that is made of them. */
import { normalizePaperId } from '../../records/ids.js';
import type { Link, NameParts, PaperIds, PaperRecord, PartialDate } from '../../records/record.js';
import type { Affiliations } from '../affiliation-text.js';
import type { AuthorList } from '../author-list.js';
import { withoutDoubleEncoding } from '../double-encoding.js';
import { isGroupName, isOthersName } from '../group-names.js';
import type { RecordNotes } from '../record-notes.js';
import { RelatedIdList } from '../related-ids.js';

/** An arXiv id without version in any spelling (address, `oai:arXiv.org:…`, bare), or null. */
export function arxivId(text: string): string | null {
  return normalizePaperId('arxiv', text.trim().replace(/^oai:arXiv\.org:/i, '').replace(/^arXiv:/i, ''));
}

/** The texts of one record; those that were encoded twice are put right, which is noted once. */
export class ArxivText {
  #isNoted = false;

  constructor(readonly notes: RecordNotes) {}

  of(written: string): string {
    const text = withoutDoubleEncoding(written);
    if (text !== written && !this.#isNoted) {
      this.#isNoted = true;
      this.notes.add('DOUBLE_ENCODED', 'text', written.replace(/\s+/g, ' ').trim(), 'The text was encoded as UTF-8 twice, as in "JosÃ©"; it is read as what was meant.');
    }
    return text;
  }
}

/** Adds a name of an author list: a person, a collaboration, or the words that stand for those left out. */
export function addArxivName(authors: AuthorList, name: string, parts: NameParts | null, affiliations: Affiliations | null): void {
  // "ATLAS Collaboration: A. One" leaves a colon as if it were an author.
  if (/^[\s:;,.]+$/.test(name)) return;
  if (isOthersName(name.slice(0, 200))) {
    authors.complete = false;
    return;
  }
  const isGroup = isGroupName(name.slice(0, 2_000));
  authors.add(name, {
    kind: isGroup ? 'GROUP' : 'PERSON', parts: isGroup ? null : parts,
    affiliations: affiliations?.list ?? [], emailDomain: affiliations?.emailDomain ?? null,
  });
}

/** The abstract's page and the PDF, at the address given where one of these is arXiv's. */
export function arxivLinks(id: string, pdfs: readonly string[]): Link[] {
  const pdf = pdfs.map((url) => url.trim()).find((url) => /^https?:\/\//.test(url)) ?? `https://arxiv.org/pdf/${id}`;
  return [{ kind: 'LANDING_PAGE', url: `https://arxiv.org/abs/${id}` }, { kind: 'PDF', url: pdf }];
}

export interface ArxivFacts {
  readonly abstract: string;
  readonly date: PartialDate | null;
  /** Categories, the primary one first; repeated and empty ones are passed over. */
  readonly fields: readonly string[];
  /** DOI of the published version as written, several separated by spaces, or empty. */
  readonly doi: string;
  readonly links: readonly Link[];
  readonly retrievedAt: string | null;
}

/** The paper record. Authors that are missing altogether are noted. */
export function arxivRecord(id: string, title: string, authors: AuthorList, text: ArxivText, notes: RecordNotes, facts: ArxivFacts): PaperRecord {
  if (authors.listed === 0 && authors.complete) notes.missingAuthors('author');
  const externalIds: PaperIds = { arxiv: id };
  // The DOI is the published version's, not the preprint's.
  const related = new RelatedIdList();
  for (const written of facts.doi.trim().split(/(?<![\s;,])[\s;,]+(?=10\.|doi:|http)/i)) {
    if (written === '') continue;
    const doi = normalizePaperId('doi', written);
    if (doi === null) notes.add('INVALID_IDENTIFIER', 'doi', written, 'This is no DOI; the paper is kept without it.');
    else related.add(`doi:${doi}`, 'PUBLISHED');
  }
  const abstract = notes.fold(text.of(facts.abstract), 'summary');
  return {
    key: `arxiv:${id}`,
    externalIds,
    title,
    abstract: abstract === '' ? null : abstract,
    date: facts.date,
    venue: 'arXiv',
    type: 'PREPRINT',
    fields: [...new Set(facts.fields.map((field) => notes.fold(field, 'category')).filter((field) => field !== ''))],
    mentions: authors.mentions,
    authorListComplete: authors.complete,
    citationCount: null,
    links: facts.links,
    scores: [],
    ...related.fieldBeside(externalIds),
    source: { format: 'arxiv', file: notes.file, line: notes.line, byte: null, retrievedAt: facts.retrievedAt, url: `https://arxiv.org/abs/${id}` },
  };
}
