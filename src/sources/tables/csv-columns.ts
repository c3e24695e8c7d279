/** Which column of a table holds which field: as the user says, else by the names that such columns usually have. */
import type { ColumnMapping } from '../source.js';

/** Fields that a column can hold, and the usual names of such columns, as they are compared (lower case, letters and digits alone). */
const COLUMN_NAMES = {
  title: ['title', 'papertitle', 'articletitle', 'documenttitle', 'publicationtitle', 'worktitle', 'titre', 'titel', 'titulo', 'titolo'],
  authors: ['authors', 'author', 'authorlist', 'authornames', 'authorname', 'authorfullnames', 'creator', 'creators', 'auteurs', 'auteur', 'autoren', 'autor', 'autores', 'autori', 'verfasser'],
  year: ['year', 'publicationyear', 'pubyear', 'yearpublished', 'py', 'annee', 'jahr', 'ano', 'anno'],
  date: ['date', 'publicationdate', 'pubdate', 'published', 'datepublished', 'releasedate'],
  venue: ['venue', 'journal', 'source', 'sourcetitle', 'journaltitle', 'journalname', 'publication', 'publicationname', 'booktitle', 'conference', 'containertitle', 'revue', 'zeitschrift', 'revista', 'rivista'],
  abstract: ['abstract', 'summary', 'abstractnote', 'resume', 'zusammenfassung', 'resumen'],
  type: ['type', 'documenttype', 'publicationtype', 'itemtype', 'worktype'],
  fields: ['fields', 'field', 'fieldsofstudy', 'fieldofstudy', 'researchareas', 'subjects', 'subject', 'topics'],
  citations: ['citations', 'citationcount', 'citedby', 'citedbycount', 'timescited', 'numberofcitations', 'cites'],
  doi: ['doi'],
  arxiv: ['arxiv', 'arxivid'],
  pmid: ['pmid', 'pubmedid'],
  pmcid: ['pmcid'],
  openalex: ['openalex', 'openalexid'],
  s2: ['s2', 's2id', 'semanticscholarid', 's2paperid'],
  wos: ['wos', 'wosid', 'utuniquewosid'],
  scopus: ['scopus', 'scopusid', 'eid'],
  url: ['url', 'link', 'website', 'landingpage', 'lien'],
  pdf: ['pdf', 'pdfurl', 'pdflink'],
  code: ['code', 'codeurl', 'repository', 'github'],
  orcids: ['orcids', 'orcid', 'authororcids'],
  affiliations: ['affiliations', 'affiliation', 'authoraffiliations', 'institutions'],
  id: ['id', 'key', 'citationkey', 'citekey', 'bibtexkey', 'recordid'],
} as const satisfies Record<string, readonly string[]>;

export type TableField = keyof typeof COLUMN_NAMES;
/** Every field that `--columns` takes, the most usual first. */
export const TABLE_FIELDS = Object.keys(COLUMN_NAMES) as readonly TableField[];

/** True for a field that a column can hold. */
export function isTableField(name: string): name is TableField {
  return Object.hasOwn(COLUMN_NAMES, name);
}

export interface ColumnChoice {
  /** Index of the column of each field that has one. */
  readonly indices: ReadonlyMap<TableField, number>;
  /** Titles of columns that the mapping names and the table does not have. */
  readonly missing: readonly string[];
  /** Titles of columns that hold no field. */
  readonly unread: readonly string[];
}

/** A column's title as it is compared: without accents, case, spaces and punctuation. */
function comparable(title: string): string {
  return title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Chooses columns: those of the mapping by their titles (exactly, else regardless of case and punctuation), then of those
 * left the first that has a usual name of each field.
 */
export function chooseColumns(header: readonly string[], mapping: ColumnMapping = {}): ColumnChoice {
  const titles = header.map((title) => title.trim());
  const plain = titles.map(comparable);
  const indices = new Map<TableField, number>();
  const missing: string[] = [];
  for (const [field, title] of Object.entries(mapping)) {
    const exact = titles.indexOf(title.trim());
    const index = exact >= 0 ? exact : plain.indexOf(comparable(title));
    if (index < 0) missing.push(title);
    else if (isTableField(field)) indices.set(field, index);
  }
  const taken = new Set(indices.values());
  for (const field of TABLE_FIELDS) {
    if (indices.has(field) || Object.hasOwn(mapping, field)) continue;
    const names: readonly string[] = COLUMN_NAMES[field];
    const index = names.map((name) => plain.findIndex((title, at) => title === name && !taken.has(at))).find((at) => at >= 0);
    if (index === undefined) continue;
    indices.set(field, index);
    taken.add(index);
  }
  return { indices, missing, unread: titles.filter((title, index) => title !== '' && !taken.has(index)) };
}
