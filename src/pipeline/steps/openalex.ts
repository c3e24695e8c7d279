/**
 * OpenAlex's works as JSON lines or Parquet (its snapshot, https://developers.openalex.org/download/snapshot-format),
 * brought to the columns of works as sources/openalex-mapping.ts brings them to records: the same keys, ids, types and
 * dates. Abstracts pass through as they stand, in `details`, since an inverted index can't be put in order by what both engines
 * have; and so does what of ids, dates and counts can't be used, for whoever packs to note it.
 */
import type { ColumnType } from '../column-types.js';
import type { Dialect } from '../dialect.js';
import { jsonText } from '../sql.js';
import { OPENALEX_TYPES } from '../../records/openalex-types.js';
import { withDates } from './openalex-dates.js';
import { openalexId, withIds } from './openalex-ids.js';

/** The columns that are read; a TEXT over a list keeps its JSON. */
export const OPENALEX_COLUMNS: Readonly<Record<string, ColumnType>> = {
  id: 'TEXT',
  doi: 'TEXT',
  title: 'TEXT',
  display_name: 'TEXT',
  publication_year: 'TEXT',
  publication_date: 'TEXT',
  ids: { struct: { openalex: 'TEXT', doi: 'TEXT', pmid: 'TEXT', pmcid: 'TEXT', mag: 'TEXT', arxiv: 'TEXT' } },
  type: 'TEXT',
  type_crossref: 'TEXT',
  primary_location: { struct: { source: { struct: { display_name: 'TEXT', type: 'TEXT' } } } },
  locations: 'TEXT',
  topics: 'TEXT',
  concepts: 'TEXT',
  cited_by_count: 'TEXT',
  updated_date: 'TEXT',
  abstract: 'TEXT',
  abstract_inverted_index: 'TEXT',
  is_authors_truncated: 'BOOLEAN',
  authorships: {
    list: { struct: { author: { struct: { id: 'TEXT', display_name: 'TEXT', orcid: 'TEXT' } }, raw_author_name: 'TEXT', is_corresponding: 'BOOLEAN', institutions: 'TEXT' } },
  },
};

/** The key of a work, null where it has no id of OpenAlex. A work without a title has one too. */
function keyOf(id: string): string {
  return `CASE WHEN ${id} IS NOT NULL THEN concat('openalex:', ${id}) END`;
}

/** The first that is not blank, as the import has it. */
const TITLE = 'coalesce(CASE WHEN trim(title) <> \'\' THEN title END, display_name)';

/** The most that an import takes for a count of citations (MAX_STATED_COUNT there). */
const MOST_CITATIONS = '2147483647';

function paperType(): string {
  const cases = (name: string): string => [...OPENALEX_TYPES].map(([from, to]) => `WHEN lower(${name}) = '${from}' THEN '${to}'`).join(' ');
  const isConference = '(lower(type_crossref) = \'proceedings-article\' OR (type_crossref IS NULL AND primary_location.source.type = \'conference\'))';
  return (
    `CASE WHEN type IS NULL AND type_crossref IS NULL THEN NULL WHEN type IS NULL THEN (CASE ${cases('type_crossref')} ELSE 'OTHER' END) ` +
    `WHEN lower(type) = 'article' AND ${isConference} THEN 'CONFERENCE_PAPER' ${cases('type')} ELSE 'OTHER' END`
  );
}

/** A JSON object of members that are JSON, without those that are null; null where all are. */
function jsonObject(members: Readonly<Record<string, string>>): string {
  const parts = Object.entries(members).map(([name, value]) => `CASE WHEN ${value} IS NULL THEN NULL ELSE concat('"${name}":', ${value}) END`);
  return `CASE WHEN coalesce(${parts.join(', ')}) IS NULL THEN NULL ELSE concat('{', concat_ws(',', ${parts.join(', ')}), '}') END`;
}

/** A text that needs no escaping, as JSON. */
function quoted(value: string): string {
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE concat('"', ${value}, '"') END`;
}

/** The value where it is of a form, else null: such a text needs no escaping. */
function ofForm(value: string, form: string): string {
  return `CASE WHEN regexp_replace(${value}, '${form}', '') = '' THEN ${value} END`;
}

/**
 * A query of OPENALEX_COLUMNS from a Parquet table of works: nested columns, or columns of JSON text.
 * @param written types of the table's columns, by name
 */
export function openalexFromParquet(dialect: Dialect, table: string, written: ReadonlyMap<string, string>): string {
  const columns = Object.entries(OPENALEX_COLUMNS).map(([name, type]) => {
    const own = written.get(name);
    return `${own === undefined ? `CAST(NULL AS ${dialect.typeName(type)})` : dialect.reshaped(`written.${name}`, own, type)} AS ${name}`;
  });
  return `(SELECT ${columns.join(', ')} FROM ${table} AS written)`;
}

/** What is no object is no inverted index. */
const ABSTRACT_INDEX = 'CASE WHEN abstract_inverted_index LIKE \'{%\' THEN abstract_inverted_index END';

/** Texts that may hold anything, of which `json_…` are made; the first are ids, the others what can't be used. */
const TO_ESCAPE = ['id_doi', 'refused_doi', 'refused_pmid', 'refused_pmcid', 'refused_mag', 'refused_arxiv', 'refused_date', 'refused_year', 'refused_citations'];

/** What a work states that can't be used, by OpenAlex's own names: whoever packs notes it as the import does. */
const REFUSED = {
  doi: 'json_refused_doi',
  ids: 'refused_ids',
  publication_date: 'json_refused_date',
  publication_year: 'json_refused_year',
  cited_by_count: 'CASE WHEN regexp_replace(refused_citations, \'^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$\', \'\') = \'\' THEN refused_citations ELSE json_refused_citations END',
};

/** A query of a view's works with what is known of them, and what of them can't be used as JSON. */
function known(dialect: Dialect, view: string): string {
  const count = 'regexp_replace(cited_by_count, \'[.]0+$\', \'\')';
  // Longer ones are beyond 64 bits.
  const counted = `CASE WHEN regexp_replace(${count}, '^[0-9]{1,18}$', '') = '' AND ${count} <> '' THEN CAST(${count} AS BIGINT) END`;
  const dated = withDates(dialect, withIds(dialect, view));
  const works = `SELECT dated.*, CASE WHEN ${counted} <= ${MOST_CITATIONS} THEN ${counted} END AS known_citations FROM (${dated}) AS dated`;
  const refused =
    `SELECT works.*, CASE WHEN known_citations IS NULL THEN nullif(cited_by_count, '') END AS refused_citations, CASE WHEN is_date_refused THEN publication_date END AS refused_date, ` +
    `CASE WHEN is_date_refused THEN publication_year END AS refused_year FROM (${works}) AS works`;
  const escaped = `SELECT refused.*, ${TO_ESCAPE.map((name) => `${jsonText(dialect, name)} AS json_${name}`).join(', ')} FROM (${refused}) AS refused`;
  const ids = jsonObject({ pmid: 'json_refused_pmid', pmcid: 'json_refused_pmcid', mag: 'json_refused_mag', arxiv: 'json_refused_arxiv' });
  return `SELECT listed.*, ${jsonObject(REFUSED)} AS refused FROM (SELECT escaped.*, ${ids} AS refused_ids FROM (${escaped}) AS escaped) AS listed`;
}

/** The name of an entry of an author list. */
function nameIn(authorship: string): string {
  return `coalesce(${authorship}.raw_author_name, ${authorship}.author.display_name)`;
}

/**
 * Different countries of the institutions of everybody who is named, as the metric defines it: `countries_distinct_count` has
 * those of affiliations too in which OpenAlex found no institution.
 */
function countryCount(dialect: Dialect): string {
  const institutions = (each: string): string => `CASE WHEN trim(${nameIn(each)}) <> '' THEN coalesce(upper(${each}.institutions), '') ELSE '' END`;
  return `nullif(CAST(${dialect.differentMatches('authorships', institutions, '"COUNTRY_CODE" *: *"([A-Z]{2})"')} AS BIGINT), 0)`;
}

/** A query of the facts of the works in a view or in brackets. */
export function openalexFacts(dialect: Dialect, view: string): string {
  const ids = jsonObject({
    openalex: quoted('id_openalex'), doi: 'json_id_doi', pmid: quoted('id_pmid'), pmcid: quoted('id_pmcid'), mag: quoted('id_mag'), arxiv: quoted('id_arxiv'),
  });
  return (
    `SELECT ${keyOf('id_openalex')} AS work_id, ${dialect.folded(TITLE)} AS title, nullif(${dialect.folded('abstract')}, '') AS abstract, known_year AS year, known_date AS date, ` +
    `nullif(${dialect.folded('primary_location.source.display_name')}, '') AS venue, ${paperType()} AS type, CASE WHEN topics IS NULL OR topics = '[]' THEN concepts ELSE topics END AS fields, known_citations AS citations, ` +
    `CASE WHEN known_citations IS NOT NULL THEN 'openalex' END AS citation_source, CASE WHEN known_citations IS NOT NULL THEN substring(updated_date, 1, 10) END AS citations_as_of, ` +
    `${ids} AS external_ids, coalesce(NOT is_authors_truncated, true) AS author_list_complete, false AS has_code, ` +
    `${countryCount(dialect)} AS country_count, ${jsonObject({ abstract_inverted_index: ABSTRACT_INDEX, refused: 'refused' })} AS details FROM (${known(dialect, view)}) AS works`
  );
}

/** A query of the mentions of the works in a view that have a title: work_id, list_place, and the columns of a mention. */
export function openalexMentions(dialect: Dialect, view: string): string {
  const author = 'upper(regexp_replace(listed.authorship.author.id, \'^.*/\', \'\'))';
  const authorId = ofForm(author, '^A[0-9]+$');
  const orcid = ofForm('upper(regexp_replace(listed.authorship.author.orcid, \'^.*/\', \'\'))', '^[0-9X-]+$');
  const works = `(SELECT ${keyOf(openalexId(dialect))} AS work_id, authorships FROM ${view} AS works WHERE trim(${TITLE}) <> '')`;
  return (
    `SELECT listed.work_id, listed.list_place, listed.list_place + 1 AS position, ${dialect.folded(nameIn('listed.authorship'))} AS raw_name, ` +
    `false AS is_group, listed.authorship.is_corresponding AS is_corresponding, listed.authorship.institutions AS affiliations, ` +
    `${jsonObject({ openalex: quoted(authorId), orcid: quoted(orcid) })} AS external_ids, CAST(NULL AS ${dialect.typeName('TEXT')}) AS details, ` +
    `CASE WHEN ${authorId} IS NOT NULL THEN concat('openalex:', ${author}) END AS author_key ` +
    `FROM (${dialect.exploded(works, 'authorships', 'authorship', 'list_place')}) AS listed`
  );
}
