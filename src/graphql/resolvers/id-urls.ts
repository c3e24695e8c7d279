/** Addresses of identifiers' own pages. */
import type { PaperIdScheme, PersonIdScheme } from '../../records/record.js';

const PAPER_URLS: Readonly<Record<PaperIdScheme, ((value: string) => string) | null>> = {
  doi: (value) => `https://doi.org/${value}`,
  arxiv: (value) => `https://arxiv.org/abs/${value}`,
  openalex: (value) => `https://openalex.org/${value}`,
  dblp: (value) => `https://dblp.org/rec/${value}`,
  acl: (value) => `https://aclanthology.org/${value}`,
  s2: (value) => `https://www.semanticscholar.org/paper/${value}`,
  pmid: (value) => `https://pubmed.ncbi.nlm.nih.gov/${value}/`,
  pmcid: (value) => `https://pmc.ncbi.nlm.nih.gov/articles/${value}/`,
  inspire: (value) => `https://inspirehep.net/literature/${value}`,
  wos: (value) => `https://www.webofscience.com/wos/woscc/full-record/WOS:${value}`,
  scopus: (value) => `https://www.scopus.com/record/display.uri?eid=${value}`,
  mag: null,
};

const PERSON_URLS: Readonly<Record<PersonIdScheme, (value: string) => string>> = {
  orcid: (value) => `https://orcid.org/${value}`,
  openalex: (value) => `https://openalex.org/${value}`,
  dblp: (value) => `https://dblp.org/pid/${value}`,
  acl: (value) => `https://aclanthology.org/people/${value}/`,
  s2: (value) => `https://www.semanticscholar.org/author/${value}`,
  inspire: (value) => `https://inspirehep.net/authors?q=${encodeURIComponent(value)}`,
  researcherid: (value) => `https://www.webofscience.com/wos/author/rid/${value}`,
  scopus: (value) => `https://www.scopus.com/authid/detail.uri?authorId=${value}`,
};

/** Null where the scheme has no pages. */
export function paperUrl(scheme: PaperIdScheme, value: string): string | null {
  return PAPER_URLS[scheme]?.(value) ?? null;
}

export function personUrl(scheme: PersonIdScheme, value: string): string {
  return PERSON_URLS[scheme](value);
}
