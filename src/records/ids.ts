/** Identifiers as people paste them, normalised once: one canonical spelling per scheme, so that equality is identity. */
import { PERSON_ID_SCHEMES, type PaperIdScheme, type PersonIdScheme } from './record.js';

export interface PaperId {
  readonly scheme: PaperIdScheme;
  readonly value: string;
}
export interface PersonId {
  readonly scheme: PersonIdScheme;
  readonly value: string;
}

const PAPER_PATTERNS: ReadonlyArray<readonly [PaperIdScheme, RegExp, (m: RegExpMatchArray) => string]> = [
  ['doi', /^(?:https?:\/\/(?:dx\.|www\.)?doi\.(?:org|acm\.org)\/|doi:\s*|urn:doi:)?(10\.\d{4,9}\/\S+)$/i, (m) => m[1].toLowerCase()],
  ['arxiv', /^(?:https?:\/\/(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?$/i, (m) => m[1].toLowerCase()],
  ['openalex', /^(?:https?:\/\/(?:api\.)?openalex\.org\/(?:works\/)?|openalex:\s*)?(W\d{4,})$/i, (m) => m[1].toUpperCase()],
  ['dblp', /^(?:https?:\/\/dblp\.(?:org|uni-trier\.de)\/rec\/(?:bibtex\/|html\/)?|dblp:\s*)((?:journals|conf|books|phd|series|reference|tr|persons|data|ms)\/[^\s?#]+?)(?:\.html|\.bib|\.xml)?$/i, (m) => m[1]],
  ['acl', /^(?:https?:\/\/(?:www\.)?aclanthology\.org\/|acl:\s*)([A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)(?:\.pdf|\/)?$/i, (m) => m[1].replace(/^[a-z](?=\d{2}-)/, (c) => c.toUpperCase())],
  ['s2', /^(?:https?:\/\/www\.semanticscholar\.org\/paper\/(?:[^/\s]+\/)?|s2:\s*)([0-9a-f]{40})$/i, (m) => m[1].toLowerCase()],
  ['pmcid', /^(?:https?:\/\/(?:www\.ncbi\.nlm\.nih\.gov\/pmc\/articles|pmc\.ncbi\.nlm\.nih\.gov\/articles)\/|pmcid:\s*)?(PMC\d+)\/?$/i, (m) => m[1].toUpperCase()],
  ['pmid', /^(?:https?:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/|pmid:\s*)(\d{1,9})\/?$/i, (m) => m[1]],
  ['inspire', /^(?:https?:\/\/(?:www\.)?inspirehep\.net\/(?:api\/)?(?:literature|record)\/|inspire:\s*)(\d{1,9})\/?$/i, (m) => m[1]],
  ['wos', /^(?:https?:\/\/(?:www\.|gateway\.)?webofscience\.com\/wos\/[a-z]+\/full-record\/|wos:\s*|ut:\s*wos:\s*)((?:WOS:)?[A-Z0-9]{15})$/i, (m) => m[1].toUpperCase().replace(/^WOS:/, '')],
  ['scopus', /^(?:https?:\/\/www\.scopus\.com\/\S*[?&]eid=|scopus:\s*|eid:\s*)?(2-s2\.0-\d{5,15})(?:&\S*)?$/i, (m) => m[1].toLowerCase()],
  ['mag', /^mag:\s*(\d+)$/i, (m) => m[1]],
];

const PERSON_PATTERNS: ReadonlyArray<readonly [PersonIdScheme, RegExp, (m: RegExpMatchArray) => string]> = [
  ['orcid', /^(?:https?:\/\/(?:www\.)?orcid\.org\/|orcid:\s*)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dx])\/?$/i, (m) => `${m[1]}-${m[2]}-${m[3]}-${m[4].toUpperCase()}`],
  ['openalex', /^(?:https?:\/\/(?:api\.)?openalex\.org\/(?:authors\/|people\/)?|openalex:\s*)?(A\d{4,})$/i, (m) => m[1].toUpperCase()],
  ['dblp', /^(?:https?:\/\/dblp\.(?:org|uni-trier\.de)\/pid\/|dblp:\s*|homepages\/)([a-z0-9]+\/[^\s?#]+?)(?:\.html|\.xml|\.rdf)?$/i, (m) => m[1]],
  ['acl', /^(?:https?:\/\/(?:www\.)?aclanthology\.org\/people\/(?:[a-z]\/)?|acl:\s*)([a-z0-9-]+)\/?$/i, (m) => m[1].toLowerCase()],
  ['s2', /^(?:https?:\/\/www\.semanticscholar\.org\/author\/(?:[^/\s]+\/)?|s2:\s*)(\d+)$/i, (m) => m[1]],
  ['inspire', /^(?:inspire:\s*)?(INSPIRE-\d{6,9})$/i, (m) => m[1].toUpperCase()],
  ['researcherid', /^(?:https?:\/\/(?:www\.)?(?:researcherid\.com\/rid|webofscience\.com\/wos\/author\/(?:record|rid))\/|researcherid:\s*)?([A-Z]{1,3}-\d{4}-20\d{2})\/?$/i, (m) => m[1].toUpperCase()],
  ['scopus', /^(?:https?:\/\/www\.scopus\.com\/authid\/detail\.uri\?authorId=|scopus:\s*)(\d{8,12})$/i, (m) => m[1]],
];

function match<S extends string>(
  patterns: ReadonlyArray<readonly [S, RegExp, (m: RegExpMatchArray) => string]>,
  text: string,
): { scheme: S; value: string } | null {
  const trimmed = text.trim();
  // No identifier has control characters or halves of surrogate pairs, and neither could be stored or shown.
  if (/[\p{Cc}\p{Cs}]/u.test(trimmed)) return null;
  for (const [scheme, pattern, pick] of patterns) {
    const found = trimmed.match(pattern);
    if (found) return { scheme, value: pick(found) };
  }
  return null;
}

/** The value under the one scheme that the text is known to be of, with or without its prefix. */
function matchAs<S extends string>(patterns: ReadonlyArray<readonly [S, RegExp, (m: RegExpMatchArray) => string]>, scheme: S, text: string): string | null {
  const trimmed = text.trim();
  for (const [known, pattern, pick] of patterns) {
    if (known !== scheme) continue;
    const found = pattern.exec(trimmed) ?? pattern.exec(`${scheme}:${trimmed}`);
    if (found !== null) return pick(found);
  }
  return null;
}

/** Reads any spelling of a paper's identifier (URL, `doi:…`, bare where unambiguous); null when it is none. */
export function parsePaperId(text: string): PaperId | null {
  return match(PAPER_PATTERNS, text);
}

/** Reads any spelling of a person's identifier; null when it is none. An ORCID must pass its checksum (ISO 7064 mod 11-2). */
export function parsePersonId(text: string): PersonId | null {
  const found = match(PERSON_PATTERNS, text);
  return found?.scheme === 'orcid' && !orcidChecksumHolds(found.value) ? null : found;
}

/** Normalises a value known to be of `scheme`, with or without its prefix or URL; null when it can't be one. */
export function normalizePaperId(scheme: PaperIdScheme, text: string): string | null {
  return matchAs(PAPER_PATTERNS, scheme, text);
}

/** The arXiv id that a DOI of arXiv's own spells out (`10.48550/arxiv.1706.03762`, lower case), without its version; null for any other. */
export function arxivIdOfDoi(doi: string | undefined): string | null {
  const written = doi === undefined ? undefined : /^10\.48550\/arxiv\.(.+)$/.exec(doi)?.[1];
  return written === undefined ? null : normalizePaperId('arxiv', written);
}

/** Normalises a value known to be a person's identifier of `scheme`; null when it can't be one. */
export function normalizePersonId(scheme: PersonIdScheme, text: string): string | null {
  const value = matchAs(PERSON_PATTERNS, scheme, text);
  return scheme === 'orcid' && value !== null && !orcidChecksumHolds(value) ? null : value;
}

function orcidChecksumHolds(orcid: string): boolean {
  let total = 0;
  for (const digit of orcid.replaceAll('-', '').slice(0, 15)) total = (total + Number(digit)) * 2;
  const check = (12 - (total % 11)) % 11;
  return orcid.at(-1) === (check === 10 ? 'X' : String(check));
}

/** The same by scheme, the schemes in their fixed order, the strongest first, whatever order they were met in. O(1). */
export function inOrderOfSchemes<T>(byScheme: { readonly [scheme in PersonIdScheme]?: T }): { readonly [scheme in PersonIdScheme]?: T } {
  return Object.fromEntries(PERSON_ID_SCHEMES.filter((scheme) => byScheme[scheme] !== undefined).map((scheme) => [scheme, byScheme[scheme]]));
}
