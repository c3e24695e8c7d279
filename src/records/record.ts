/**
 * The record model: what every source yields and the corpus stores, before anybody has decided who is who.
 *
 * Null always means "the source does not say", never zero. All types are plain JSON so that a record can be
 * stored, hashed and compared as text.
 */

import type { LedgerEntry } from './ledger-entry.js';

export type { LedgerEntry } from './ledger-entry.js';

/** Identifier schemes of papers that the product normalises and resolves. */
export const PAPER_ID_SCHEMES = [
  'doi', 'arxiv', 'openalex', 'dblp', 'acl', 's2', 'pmid', 'pmcid', 'inspire', 'wos', 'scopus', 'mag',
] as const;
export type PaperIdScheme = (typeof PAPER_ID_SCHEMES)[number];
/** Normalised values (see ids.ts), at most one per scheme. */
export type PaperIds = { readonly [scheme in PaperIdScheme]?: string };

/**
 * Identifier schemes of persons, the strongest first. `dblp` is a pid such as `m/HMazzawi`, `inspire` an id such as
 * `INSPIRE-00123456`, `researcherid` Web of Science's (`A-1234-2010`), `scopus` the numeric author id.
 */
export const PERSON_ID_SCHEMES = ['orcid', 'openalex', 'dblp', 'acl', 's2', 'inspire', 'researcherid', 'scopus'] as const;
export type PersonIdScheme = (typeof PERSON_ID_SCHEMES)[number];
export type PersonIds = { readonly [scheme in PersonIdScheme]?: string };

/** Kinds of papers, named as OpenAlex and Crossref name them. */
export const PAPER_TYPES = [
  'ARTICLE', 'CONFERENCE_PAPER', 'PREPRINT', 'BOOK', 'BOOK_CHAPTER', 'DISSERTATION', 'REPORT',
  'REVIEW', 'EDITORIAL', 'LETTER', 'PROCEEDINGS', 'REFERENCE_ENTRY', 'DATASET', 'SOFTWARE', 'STANDARD', 'OTHER',
] as const;
export type PaperType = (typeof PAPER_TYPES)[number];

/** A calendar date as precise as the source gives it: month and day may be unknown; a day implies a month. */
export interface PartialDate {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

export interface Affiliation {
  /** As written, or the institution's display name where the source only gives that. */
  readonly name: string;
  /** ROR id such as `00wry3a77`, or null. */
  readonly ror: string | null;
  /** ISO 3166-1 alpha-2, upper case, or null. */
  readonly countryCode: string | null;
}

/** One name on one paper's author list. */
export interface Mention {
  /** The name exactly as written, white space folded, LaTeX and entities decoded. */
  readonly rawName: string;
  /**
   * The structured parts where the source gives them (BibTeX's von/last/first/jr, ACL's first/last); else null.
   * Splitting an unstructured name is identity's business.
   */
  readonly parts: NameParts | null;
  /** 1-based place on the author list; null where the person is known to be an author but the place is not. */
  readonly position: number | null;
  /** GROUP for corporate authors and collaborations: kept on the paper, no node of the graph. */
  readonly kind: 'PERSON' | 'GROUP';
  readonly externalIds: PersonIds;
  readonly affiliations: readonly Affiliation[];
  /**
   * Domain of the e-mail address that stands with the name (`example.ac.uk`, lower case); absent where none does. The
   * address itself is kept nowhere: the domain is what tells persons apart, the rest is private.
   */
  readonly emailDomain?: string;
  readonly isCorresponding: boolean | null;
}

export interface NameParts {
  readonly given: string | null;
  /** von, de la, … as written. */
  readonly particle: string | null;
  readonly family: string | null;
  readonly suffix: string | null;
}

export interface Link {
  readonly kind: 'CODE' | 'PDF' | 'LANDING_PAGE';
  /** Null where the source marks that such a thing exists but gives no address. */
  readonly url: string | null;
}

/** A number that a source states about a paper or a person (novelty 53 %, h-index 32). Never computed by us. */
export interface ReportedFigure {
  /** Upper-case identifier: H_INDEX, PAPER_COUNT, CITATION_COUNT, NOVELTY, AI_SCORE, … */
  readonly name: string;
  readonly value: number;
  /** `percent`, `points`, `papers`, …; null where the source gives none. */
  readonly unit: string | null;
}

export interface CitationCount {
  readonly value: number;
  /** Who counted, e.g. `openalex`. */
  readonly source: string;
  /** ISO date of the count, or null. */
  readonly asOf: string | null;
}

/** Where a record came from. */
export interface RecordSource {
  /** Id of the source format, as in the registry of sources: `bibtex`, `openalex`, … */
  readonly format: string;
  /** File name without its folders (folders are private to the machine). */
  readonly file: string;
  /** 1-based line of the record's start, or null where the format has no useful lines. */
  readonly line: number | null;
  /** Byte offset of the record in the (uncompressed) file, or null. */
  readonly byte: number | null;
  /** ISO date when the record was retrieved from its origin, where the file says so; else null. */
  readonly retrievedAt: string | null;
  /** Address of the origin where the file says so; else null. */
  readonly url: string | null;
}

export interface PaperRecord {
  /**
   * Identity of the record, stable when the same record is read again: `openalex:W123`, `dblp:journals/x/Y99`,
   * `acl:2020.acl-main.1`; for formats without global keys, format + local key + normalised title
   * (see localRecordKey in titles.ts), so that an edited field updates the record and an edited title makes another,
   * save where the file's own key shows that it is the same.
   */
  readonly key: string;
  /** Keys that the record had before its title was corrected; absent where it had none. The corpus knows them, no source. */
  readonly formerKeys?: readonly string[];
  readonly externalIds: PaperIds;
  readonly title: string;
  readonly abstract: string | null;
  readonly date: PartialDate | null;
  /** Journal, proceedings or series as the source displays it. */
  readonly venue: string | null;
  readonly type: PaperType | null;
  /** Fields of study as the source names them (arXiv `LG`, OpenAlex topics' display names, the keywords of BibTeX and CSL-JSON). */
  readonly fields: readonly string[];
  readonly mentions: readonly Mention[];
  /** False for "et al.", "and others", lists that an API cut, and lists whose owner had to be added. */
  readonly authorListComplete: boolean;
  readonly citationCount: CitationCount | null;
  readonly links: readonly Link[];
  readonly scores: readonly ReportedFigure[];
  /**
   * Ids of *other versions* of this paper, where the source states the relation (arXiv's `doi`, Crossref's
   * `is-preprint-of`, OpenAlex's locations): what they name is the same paper, under whatever title, but the id is not
   * this record's own. Absent where the source states none.
   */
  readonly relatedIds?: readonly RelatedId[];
  readonly source: RecordSource;
}

/** An id of another version of a paper, and what that version is to the record that states it. */
export interface RelatedId {
  readonly scheme: PaperIdScheme;
  /** Normalised (ids.ts). */
  readonly value: string;
  /** PUBLISHED: the record is a preprint of it. PREPRINT: it is a preprint of the record. VERSION: which came first is not said. */
  readonly relation: 'PUBLISHED' | 'PREPRINT' | 'VERSION';
}

/** A source's own statement about a person: a profile header, a DBLP `<www>` record, an ACL name variant. */
export interface PersonRecord {
  /** `dblp:m/HMazzawi`, `acl:felicia-koerner`, `profile:<normalised name>`. */
  readonly key: string;
  readonly externalIds: PersonIds;
  /** Every name the source says belongs to this person, the preferred one first. */
  readonly names: readonly string[];
  readonly affiliations: readonly Affiliation[];
  readonly fields: readonly string[];
  readonly reported: readonly ReportedFigure[];
  readonly source: RecordSource;
}

/** Why a record, or a part of one, could not be taken as it stands. */
export interface ImportProblem {
  readonly file: string;
  readonly line: number | null;
  readonly byte: number | null;
  /** Stable upper-case kind for counting: MISSING_TITLE, MISSING_AUTHORS, INVALID_DATE, INVALID_UTF8, … */
  readonly kind: string;
  /** Key of the record concerned where known. */
  readonly record: string | null;
  /** Name of the field concerned, in the source's own vocabulary, where known. */
  readonly field: string | null;
  /** The offending value, cut to 200 characters, where there is one. */
  readonly value: string | null;
  /** One sentence: what is wrong and what was done or can be done about it. */
  readonly reason: string;
  /** True where the whole record was left out, false where it was kept without the bad part. */
  readonly recordDropped: boolean;
}

/** What a source yields, in file order. */
export type SourceItem =
  | { readonly kind: 'paper'; readonly record: PaperRecord }
  | { readonly kind: 'person'; readonly record: PersonRecord }
  | { readonly kind: 'ledger'; readonly entry: LedgerEntry }
  | { readonly kind: 'problem'; readonly problem: ImportProblem };
