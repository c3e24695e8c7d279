/** Ids of OpenAlex's works in the one spelling that records/ids.ts has of each; a scheme's forms here are those there. */
import type { Dialect } from '../dialect.js';
import { isOfForm } from '../sql.js';

/** What an id may begin and end with, and what it is without: regular expressions that RE2 and Java read alike. */
interface Form {
  readonly before: string;
  readonly id: string;
  readonly after?: string;
}

/** White space as JavaScript has it; no backslash may stand in a literal but by `dialect.text`. */
const NO_SPACE = '[^\\t\\n\\x0B\\f\\r\\p{Z}\\x{FEFF}]';
const ARXIV_ADDRESS = 'https?://(?:www[.]|export[.])?arxiv[.]org/(?:abs|pdf)/';
const ARXIV_ID = '[0-9]{4}[.][0-9]{4,5}|[a-z-]+(?:[.][a-z]{2})?/[0-9]{7}';
const ARXIV_END = '(?:v[0-9]+)?(?:[.]pdf)?';

const OPENALEX: Form = { before: 'https?://(?:api[.])?openalex[.]org/(?:works/)?|openalex: ?', id: 'W[0-9]{4,}' };
const DOI: Form = { before: 'https?://(?:dx[.]|www[.])?doi[.](?:org|acm[.]org)/|doi: ?|urn:doi:', id: `10[.][0-9]{4,9}/${NO_SPACE}+` };
const PMID: Form = { before: 'https?://pubmed[.]ncbi[.]nlm[.]nih[.]gov/|pmid: ?', id: '[0-9]{1,9}', after: '/?' };
/** OpenAlex writes these as addresses, with and without PMC before the number. */
const PMCID: Form = { before: 'pmcid: ?PMC|https?://(?:www[.]ncbi[.]nlm[.]nih[.]gov/pmc|pmc[.]ncbi[.]nlm[.]nih[.]gov)/articles/PMC|https?://[^ ]+/|PMC', id: '[0-9]+', after: '/?' };
const MAG: Form = { before: 'mag: ?', id: '[0-9]+' };
/** Of persons. */
const OPENALEX_AUTHOR: Form = { before: 'https?://(?:api[.])?openalex[.]org/(?:authors/|people/)?|openalex: ?', id: 'A[0-9]{4,}' };
const ORCID: Form = { before: 'https?://(?:www[.])?orcid[.]org/|orcid: ?', id: '[0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9X]', after: '/?' };
const ARXIV: Form = { before: `${ARXIV_ADDRESS}|arxiv: ?`, id: ARXIV_ID, after: ARXIV_END };

/** What is left of a text without its ends, where that is an id; else null. */
function bareId(dialect: Dialect, written: string, { before, id, after = '' }: Form): string {
  const folded = dialect.folded(written);
  const trimmed = after === '' ? folded : `regexp_replace(${folded}, ${dialect.text(`(?i)${after}$`)}, '')`;
  const bare = `regexp_replace(${trimmed}, ${dialect.text(`(?i)^(?:${before})`)}, '')`;
  return `CASE WHEN ${isOfForm(dialect, bare, `(?i)^(?:${id})$`)} THEN ${bare} END`;
}

/** The first of texts that is not blank. */
export function firstText(dialect: Dialect, ...texts: readonly string[]): string {
  return `coalesce(${texts.map((each) => `CASE WHEN ${dialect.folded(each)} <> '' THEN ${each} END`).join(', ')})`;
}

/** The work's own id, `W` and digits, or null: what has none is no work of OpenAlex. */
export function openalexId(dialect: Dialect): string {
  return `upper(${bareId(dialect, firstText(dialect, 'id', 'ids.openalex'), OPENALEX)})`;
}

/** An author's id at OpenAlex, `A` and digits, or null. */
export function openalexAuthorId(dialect: Dialect, written: string): string {
  return `upper(${bareId(dialect, written, OPENALEX_AUTHOR)})`;
}

/** The sixteen characters of what is written as an ORCID, or null. */
export function orcidDigits(dialect: Dialect, written: string): string {
  return `replace(upper(${bareId(dialect, written, ORCID)}), '-', '')`;
}

/** The ORCID of these characters (a column, since it is named often); null where its checksum (ISO 7064 mod 11-2) fails. */
export function orcidOf(dialect: Dialect, digits: string): string {
  const weighted = Array.from({ length: 15 }, (_, at) => `${2 ** (15 - at) % 11} * CAST(substring(${digits}, ${at + 1}, 1) AS INTEGER)`).join(' + ');
  const check = `(12 - (${weighted}) % 11) % 11`;
  const holds = `substring(${digits}, 16, 1) = CASE WHEN ${check} = 10 THEN 'X' ELSE CAST(${check} AS ${dialect.typeName('TEXT')}) END`;
  return `CASE WHEN ${holds} THEN concat(${[1, 5, 9, 13].map((from) => `substring(${digits}, ${from}, 4)`).join(', \'-\', ')}) END`;
}

/** A query of a view's works with, for each scheme, the id (`id_doi`) and, where that is null, what is written for one (`refused_doi`). */
export function withIds(dialect: Dialect, view: string): string {
  const written = { doi: firstText(dialect, 'doi', 'ids.doi'), pmid: firstText(dialect, 'ids.pmid'), pmcid: firstText(dialect, 'ids.pmcid'), mag: firstText(dialect, 'ids.mag'), arxiv: firstText(dialect, 'ids.arxiv') };
  const ids = {
    openalex: openalexId(dialect),
    doi: `lower(${bareId(dialect, 'works.written_doi', DOI)})`,
    pmid: bareId(dialect, 'works.written_pmid', PMID),
    pmcid: bareId(dialect, 'works.written_pmcid', PMCID),
    mag: bareId(dialect, 'works.written_mag', MAG),
    arxiv: `lower(${bareId(dialect, 'works.written_arxiv', ARXIV)})`,
  };
  const texts = Object.entries(written).map(([scheme, value]) => `${value} AS written_${scheme}`);
  const found = Object.entries(ids).map(([scheme, value]) => `${value} AS stated_${scheme}`);
  const ofDoi = `lower(${bareId(dialect, 'regexp_extract(stated.stated_doi, \'^10[.]48550/arxiv[.](.+)$\', 1)', ARXIV)})`;
  // Addresses of other schemes may be those of another version of the work.
  const address = dialect.text(`(?i)"(?:landing_page_url|pdf_url)" *: *"${ARXIV_ADDRESS}(${ARXIV_ID})${ARXIV_END}"`);
  const ofLocation = `nullif(lower(regexp_extract(stated.locations, ${address}, 1)), '')`;
  const kept = Object.keys(ids).map((scheme) => {
    const own = `stated.stated_${scheme}`;
    if (scheme === 'pmcid') return `CASE WHEN ${own} IS NOT NULL THEN concat('PMC', ${own}) END AS id_pmcid`;
    return `${scheme === 'arxiv' ? `coalesce(${own}, ${ofDoi}, ${ofLocation})` : own} AS id_${scheme}`;
  });
  const refused = Object.keys(written).map((scheme) => `CASE WHEN stated.stated_${scheme} IS NULL THEN stated.written_${scheme} END AS refused_${scheme}`);
  return `SELECT stated.*, ${[...kept, ...refused].join(', ')} FROM (SELECT works.*, ${found.join(', ')} FROM (SELECT works.*, ${texts.join(', ')} FROM ${view} AS works) AS works) AS stated`;
}
