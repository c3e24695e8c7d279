/**
 * OpenAlex's works as JSON lines or Parquet (its snapshot, https://developers.openalex.org/download/snapshot-format),
 * brought to the columns of works as sources/openalex-mapping.ts brings them to records: the same keys, ids, types and
 * dates. Abstracts pass through as they stand, in `details`: an inverted index can't be put in order by what both engines have.
 */
import type { ColumnType } from '../column-types.js';
import type { Dialect } from '../dialect.js';
import { OPENALEX_TYPES } from '../../records/openalex-types.js';

/** The columns that are read; a TEXT over a list keeps its JSON. */
export const OPENALEX_COLUMNS: Readonly<Record<string, ColumnType>> = {
  id: 'TEXT',
  doi: 'TEXT',
  title: 'TEXT',
  display_name: 'TEXT',
  publication_year: 'BIGINT',
  publication_date: 'TEXT',
  ids: { struct: { pmid: 'TEXT', pmcid: 'TEXT', mag: 'TEXT' } },
  type: 'TEXT',
  type_crossref: 'TEXT',
  primary_location: { struct: { source: { struct: { display_name: 'TEXT', type: 'TEXT' } } } },
  topics: 'TEXT',
  concepts: 'TEXT',
  cited_by_count: 'BIGINT',
  updated_date: 'TEXT',
  abstract: 'TEXT',
  abstract_inverted_index: 'TEXT',
  is_authors_truncated: 'BOOLEAN',
  countries_distinct_count: 'BIGINT',
  authorships: {
    list: { struct: { author: { struct: { id: 'TEXT', display_name: 'TEXT', orcid: 'TEXT' } }, raw_author_name: 'TEXT', is_corresponding: 'BOOLEAN', institutions: 'TEXT' } },
  },
};

/** What stands after the last slash of an address. */
function lastPart(address: string): string {
  return `regexp_replace(${address}, '^.*/', '')`;
}

const WORK_ID = `concat('openalex:', upper(${lastPart('coalesce(id, \'\')')}))`;

function paperType(): string {
  const cases = (name: string): string => [...OPENALEX_TYPES].map(([from, to]) => `WHEN lower(${name}) = '${from}' THEN '${to}'`).join(' ');
  const isConference = '(lower(type_crossref) = \'proceedings-article\' OR (type_crossref IS NULL AND primary_location.source.type = \'conference\'))';
  return (
    `CASE WHEN type IS NULL AND type_crossref IS NULL THEN NULL WHEN type IS NULL THEN (CASE ${cases('type_crossref')} ELSE 'OTHER' END) ` +
    `WHEN lower(type) = 'article' AND ${isConference} THEN 'CONFERENCE_PAPER' ${cases('type')} ELSE 'OTHER' END`
  );
}

/** A JSON object of texts that need no escaping, without those that are null; null where all are. */
function jsonObject(members: Readonly<Record<string, string>>): string {
  const parts = Object.entries(members).map(([name, value]) => `CASE WHEN ${value} IS NULL THEN NULL ELSE concat('"${name}":"', ${value}, '"') END`);
  return `CASE WHEN coalesce(${parts.join(', ')}) IS NULL THEN NULL ELSE concat('{', concat_ws(',', ${parts.join(', ')}), '}') END`;
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

/** The inverted index as a member of `details`; what is no object is none. */
const ABSTRACT_INDEX = 'CASE WHEN abstract_inverted_index LIKE \'{%\' THEN concat(\'{"abstract_inverted_index":\', abstract_inverted_index, \'}\') END';

/** A query of the facts of the works in a view or in brackets. */
export function openalexFacts(dialect: Dialect, view: string): string {
  const ids = jsonObject({
    openalex: ofForm(`upper(${lastPart('id')})`, '^W[0-9]+$'),
    // DOIs with quotes or backslashes are none that resolve.
    doi: ofForm('lower(regexp_replace(doi, \'^https?://(dx[.])?doi[.]org/\', \'\'))', '^10[.][0-9]+/[^" ]+$'),
    pmid: ofForm(lastPart('ids.pmid'), '^[0-9]+$'),
    mag: ofForm('ids.mag', '^[0-9]+$'),
  });
  return (
    `SELECT ${WORK_ID} AS work_id, ${dialect.folded('coalesce(title, display_name)')} AS title, nullif(${dialect.folded('abstract')}, '') AS abstract, publication_year AS year, substring(publication_date, 1, 10) AS date, ` +
    `nullif(${dialect.folded('primary_location.source.display_name')}, '') AS venue, ${paperType()} AS type, CASE WHEN topics IS NULL OR topics = '[]' THEN concepts ELSE topics END AS fields, cited_by_count AS citations, ` +
    `CASE WHEN cited_by_count IS NOT NULL THEN 'openalex' END AS citation_source, CASE WHEN cited_by_count IS NOT NULL THEN substring(updated_date, 1, 10) END AS citations_as_of, ` +
    `${ids} AS external_ids, coalesce(NOT is_authors_truncated, true) AS author_list_complete, false AS has_code, ` +
    `CASE WHEN countries_distinct_count > 0 THEN countries_distinct_count END AS country_count, ${ABSTRACT_INDEX} AS details FROM ${view} AS works`
  );
}

/** A query of the mentions of the works in a view that have a title: work_id, list_place, and the columns of a mention. */
export function openalexMentions(dialect: Dialect, view: string): string {
  const author = 'upper(regexp_replace(listed.authorship.author.id, \'^.*/\', \'\'))';
  const authorId = ofForm(author, '^A[0-9]+$');
  const orcid = ofForm('upper(regexp_replace(listed.authorship.author.orcid, \'^.*/\', \'\'))', '^[0-9X-]+$');
  const works = `(SELECT ${WORK_ID} AS work_id, authorships FROM ${view} AS works WHERE trim(coalesce(title, display_name, '')) <> '')`;
  return (
    `SELECT listed.work_id, listed.list_place, listed.list_place + 1 AS position, ${dialect.folded('coalesce(listed.authorship.raw_author_name, listed.authorship.author.display_name)')} AS raw_name, ` +
    `false AS is_group, listed.authorship.is_corresponding AS is_corresponding, listed.authorship.institutions AS affiliations, ` +
    `${jsonObject({ openalex: authorId, orcid })} AS external_ids, CAST(NULL AS ${dialect.typeName('TEXT')}) AS details, ` +
    `CASE WHEN ${authorId} IS NOT NULL THEN concat('openalex:', ${author}) END AS author_key ` +
    `FROM (${dialect.exploded(works, 'authorships', 'authorship', 'list_place')}) AS listed`
  );
}
