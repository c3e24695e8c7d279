/**
 * OpenAlex's works as JSON lines or Parquet (its snapshot, https://developers.openalex.org/download/snapshot-format),
 * brought to the columns of works as sources/openalex-mapping.ts brings them to records: the same keys, ids, types and
 * dates. Abstracts and institutions pass through as they stand, in `details`, since an inverted index can't be put in order by
 * what both engines have, nor a list of objects be read; and so does what of ids, dates and counts can't be used, for whoever
 * packs to note it.
 */
import type { ColumnType } from '../column-types.js';
import type { Dialect } from '../dialect.js';
import { isOfForm, jsonText } from '../sql.js';
import { MAX_AUTHORS, MAX_STATED_COUNT } from '../../records/bounds.js';
import { EXISTING_DAY } from '../../records/days.js';
import { OPENALEX_TYPES } from '../../records/openalex-types.js';
import { withDates } from './openalex-dates.js';
import { firstText, openalexAuthorId, openalexId, orcidDigits, orcidOf, withIds } from './openalex-ids.js';
import { cleaned, hasControls, nameOf, titleOf } from './texts.js';

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
  host_venue: { struct: { display_name: 'TEXT', type: 'TEXT' } },
  locations: 'TEXT',
  primary_topic: 'TEXT',
  topics: 'TEXT',
  concepts: 'TEXT',
  cited_by_count: 'JSON',
  updated_date: 'TEXT',
  abstract: 'TEXT',
  abstract_inverted_index: 'TEXT',
  is_authors_truncated: 'JSON',
  authorships: {
    list: { struct: { author: { struct: { id: 'TEXT', display_name: 'TEXT', orcid: 'TEXT' } }, raw_author_name: 'TEXT', is_corresponding: 'TEXT', institutions: 'TEXT' } },
  },
};

/** The same for a view of JSON lines: columns that must be objects or lists are text, so that what is neither can be told. */
export const OPENALEX_LINE_COLUMNS: Readonly<Record<string, ColumnType>> = Object.fromEntries(Object.entries(OPENALEX_COLUMNS).map(([name, type]) => [name, typeof type === 'string' ? type : 'TEXT']));

/** The key of a work, null where it has no id of OpenAlex. A work without a title has one too. */
function keyOf(id: string): string {
  return `CASE WHEN ${id} IS NOT NULL THEN concat('openalex:', ${id}) END`;
}

/** A title as it is written. */
function writtenTitle(dialect: Dialect): string {
  return firstText(dialect, 'title', 'display_name');
}

/** Of older dumps, where the primary location has no source. */
const ofSource = (fact: 'display_name' | 'type'): string => `CASE WHEN primary_location.source IS NULL THEN host_venue.${fact} ELSE primary_location.source.${fact} END`;

function paperType(): string {
  const [type, crossref] = ['type', 'type_crossref'].map((name) => `nullif(lower(trim(${name})), '')`);
  const cases = (name: string): string => [...OPENALEX_TYPES].map(([from, to]) => `WHEN ${name} = '${from}' THEN '${to}'`).join(' ');
  const isConference = `(${crossref} = 'proceedings-article' OR (${crossref} IS NULL AND ${ofSource('type')} = 'conference'))`;
  return (
    `CASE WHEN ${type} IS NULL AND ${crossref} IS NULL THEN NULL WHEN ${type} IS NULL THEN (CASE ${cases(crossref)} ELSE 'OTHER' END) ` +
    `WHEN ${type} = 'article' AND ${isConference} THEN 'CONFERENCE_PAPER' ${cases(type)} ELSE 'OTHER' END`
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

/** The value where it is of a form, else null. */
function ofForm(dialect: Dialect, value: string, form: string): string {
  return `CASE WHEN ${isOfForm(dialect, value, form)} THEN ${value} END`;
}

/**
 * A query of OPENALEX_COLUMNS from a table or view of works (nested columns, or columns of JSON text), with `file`, and in
 * `other_authorships` what stands for an author list and is none.
 * @param written types of the table's columns, by name
 * @param file what tells the file of a row
 */
export function openalexFrom(dialect: Dialect, table: string, written: ReadonlyMap<string, string>, file: string): string {
  const columns = Object.entries(OPENALEX_COLUMNS).map(([name, type]) => {
    const own = written.get(name);
    return `${own === undefined ? `CAST(NULL AS ${dialect.typeName(type === 'JSON' ? 'TEXT' : type)})` : dialect.reshaped(`written.${name}`, own, type)} AS ${name}`;
  });
  const list = written.get('authorships');
  const text = list === undefined ? `CAST(NULL AS ${dialect.typeName('TEXT')})` : dialect.reshaped('written.authorships', list, 'TEXT');
  const read = `SELECT ${columns.join(', ')}, ${text} AS authorships_text, ${file} AS file FROM ${table} AS written`;
  return `(SELECT works.*, CASE WHEN authorships IS NULL AND authorships_text <> 'null' THEN authorships_text END AS other_authorships FROM (${read}) AS works)`;
}

/** What is no object is no inverted index. */
const ABSTRACT_INDEX = 'CASE WHEN abstract_inverted_index LIKE \'{%\' THEN abstract_inverted_index END';

/** Texts that may hold anything, of which `json_…` are made; the first are ids, the others what can't be used. */
const TO_ESCAPE = ['id_doi', 'refused_doi', 'refused_pmid', 'refused_pmcid', 'refused_mag', 'refused_arxiv', 'refused_date', 'refused_year', 'refused_title', 'refused_venue', 'refused_abstract'];

/** What a work states that can't be used, or not as it stands, by OpenAlex's own names: whoever packs notes it as the import does. */
const REFUSED = {
  doi: 'json_refused_doi',
  ids: 'refused_ids',
  publication_date: 'json_refused_date',
  publication_year: 'json_refused_year',
  cited_by_count: 'json_refused_citations',
  title: 'json_refused_title',
  venue: 'json_refused_venue',
  abstract: 'json_refused_abstract',
  authorships: 'json_authorships',
};

/** Whether JSON is a number, a text or a truth: engines write numbers too that are none (NaN), and so no JSON. */
function isScalar(json: string): string {
  return `(${json} LIKE '"%' OR ${json} IN ('true', 'false') OR regexp_replace(${json}, '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$', '') = '')`;
}

/** A text as it stands where it is a JSON object or list, else as a JSON string. */
function jsonOrText(dialect: Dialect, text: string): string {
  const isJson = (kind: 'list' | 'object'): string => `WHEN ${text} LIKE '${kind === 'list' ? '[' : '{'}%' AND ${dialect.isJson(text, kind)} THEN ${text}`;
  return `CASE WHEN ${text} IS NULL THEN NULL ${isJson('object')} ${isJson('list')} ELSE ${jsonText(dialect, text)} END`;
}

const VENUE = ofSource('display_name');

/** A query of a view's works with what is known of them, and what of them can't be used as JSON. */
function known(dialect: Dialect, view: string): string {
  const count = 'regexp_replace(cited_by_count, \'[.]0+$\', \'\')';
  // Longer ones are beyond 64 bits.
  const counted = `CASE WHEN ${isOfForm(dialect, count, '^[0-9]{1,18}$')} THEN CAST(${count} AS BIGINT) END`;
  const dated = withDates(dialect, withIds(dialect, view));
  const works = `SELECT dated.*, CASE WHEN ${counted} <= ${MAX_STATED_COUNT} THEN ${counted} END AS known_citations, ${writtenTitle(dialect)} AS written_title FROM (${dated}) AS dated`;
  const unclean = (text: string): string => `CASE WHEN ${hasControls(dialect, text)} THEN ${text} END`;
  const refused =
    `SELECT works.*, CASE WHEN known_citations IS NULL AND cited_by_count <> 'null' THEN cited_by_count END AS refused_citations, CASE WHEN is_date_refused THEN publication_date END AS refused_date, ` +
    `CASE WHEN is_date_refused THEN publication_year END AS refused_year, ${unclean('written_title')} AS refused_title, ${unclean(VENUE)} AS refused_venue, ` +
    `CASE WHEN ${ABSTRACT_INDEX} IS NULL THEN ${unclean('abstract')} END AS refused_abstract FROM (${works}) AS works`;
  const escaped = TO_ESCAPE.map((name) => `${jsonText(dialect, name)} AS json_${name}`).join(', ');
  const citations = `CASE WHEN ${isScalar('refused_citations')} THEN refused_citations ELSE ${jsonOrText(dialect, 'refused_citations')} END`;
  const ids = jsonObject({ pmid: 'json_refused_pmid', pmcid: 'json_refused_pmcid', mag: 'json_refused_mag', arxiv: 'json_refused_arxiv' });
  return (
    `SELECT listed.*, ${jsonObject(REFUSED)} AS refused FROM (SELECT escaped.*, ${ids} AS refused_ids FROM ` +
    `(SELECT refused.*, ${escaped}, ${citations} AS json_refused_citations, ${jsonOrText(dialect, 'other_authorships')} AS json_authorships FROM (${refused}) AS refused) AS escaped) AS listed`
  );
}

/** The name of an entry of an author list, as it is written. */
function nameIn(dialect: Dialect, authorship: string): string {
  return firstText(dialect, `${authorship}.raw_author_name`, `${authorship}.author.display_name`);
}

/** Of a column what is a JSON list. */
function listIn(dialect: Dialect, column: string): string {
  return `CASE WHEN ${column} LIKE '[%' AND ${dialect.isJson(column, 'list')} THEN ${column} END`;
}

/** A topic's field that has a name: an object within which no other stands. */
const NAMED_FIELD = '"field"\\s*:\\s*[{][^{}]*"display_name"\\s*:\\s*"[^"]*[^"\\s\\p{Z}\uFEFF]';

/** The primary topic and the others where any names a field, else concepts. */
function fieldsOf(dialect: Dialect): string {
  const primary = `CASE WHEN primary_topic LIKE '{%' AND ${dialect.isJson('primary_topic', 'object')} THEN primary_topic END`;
  const others = `nullif(trim(${dialect.withoutAll(listIn(dialect, 'topics'), '^\\[|\\]\\s*$')}), '')`;
  const topics = `CASE WHEN coalesce(${primary}, ${others}) IS NOT NULL THEN concat('[', concat_ws(',', ${primary}, ${others}), ']') END`;
  return `CASE WHEN ${dialect.withoutAll(topics, NAMED_FIELD)} <> ${topics} THEN ${topics} ELSE ${listIn(dialect, 'concepts')} END`;
}

/**
 * Different countries of the institutions of everybody who is named, as the metric defines it: `countries_distinct_count` has
 * those of affiliations too in which OpenAlex found no institution.
 */
function countryCount(dialect: Dialect): string {
  const institutions = (each: string): string => `CASE WHEN ${nameOf(dialect, nameIn(dialect, each))} IS NOT NULL AND ${each}.institutions LIKE '[%' THEN upper(${each}.institutions) ELSE '' END`;
  return `nullif(CAST(${dialect.differentMatches('authorships', institutions, '"COUNTRY_CODE" *: *"([A-Z]{2})"')} AS BIGINT), 0)`;
}

/** A query of the facts of the works in a view or in brackets, and whether control characters were taken out of its texts (`is_cleaned`). */
export function openalexFacts(dialect: Dialect, view: string): string {
  const ids = jsonObject({
    openalex: quoted('id_openalex'), doi: 'json_id_doi', pmid: quoted('id_pmid'), pmcid: quoted('id_pmcid'), mag: quoted('id_mag'), arxiv: quoted('id_arxiv'),
  });
  const asOf = ofForm(dialect, 'substring(updated_date, 1, 10)', `^${EXISTING_DAY}$`);
  return (
    `SELECT ${keyOf('id_openalex')} AS work_id, ${titleOf(dialect, 'written_title')} AS title, ${cleaned(dialect, 'abstract')} AS abstract, known_year AS year, known_date AS date, ` +
    `${cleaned(dialect, VENUE)} AS venue, ${paperType()} AS type, ${fieldsOf(dialect)} AS fields, known_citations AS citations, ` +
    `CASE WHEN known_citations IS NOT NULL THEN 'openalex' END AS citation_source, CASE WHEN known_citations IS NOT NULL THEN ${asOf} END AS citations_as_of, ` +
    `${ids} AS external_ids, other_authorships IS NULL AND coalesce(is_authors_truncated <> 'true', true) AS author_list_complete, false AS has_code, ` +
    `${countryCount(dialect)} AS country_count, ${jsonObject({ abstract_inverted_index: ABSTRACT_INDEX, refused: 'refused' })} AS details, ` +
    `coalesce(refused_title, refused_venue, refused_abstract) IS NOT NULL AS is_cleaned FROM (${known(dialect, view)}) AS works`
  );
}

/** A query of the mentions of the works in a view that have a title: work_id, list_place, the columns of a mention, and `is_cleaned` as of facts. */
export function openalexMentions(dialect: Dialect, view: string): string {
  const works = `(SELECT ${keyOf(openalexId(dialect))} AS work_id, authorships FROM ${view} AS works WHERE ${titleOf(dialect, writtenTitle(dialect))} IS NOT NULL)`;
  const author = 'exploded.authorship.author';
  const listed =
    `SELECT exploded.work_id, exploded.list_place, CASE exploded.authorship.is_corresponding WHEN 'true' THEN true WHEN 'false' THEN false END AS is_corresponding, ${listIn(dialect, 'exploded.authorship.institutions')} AS institutions, ${nameIn(dialect, 'exploded.authorship')} AS name, ` +
    `${firstText(dialect, `${author}.id`)} AS written_id, ${openalexAuthorId(dialect, `${author}.id`)} AS id, ${firstText(dialect, `${author}.orcid`)} AS written_orcid, ${orcidDigits(dialect, `${author}.orcid`)} AS digits ` +
    `FROM (${dialect.exploded(works, 'authorships', 'authorship', 'list_place')}) AS exploded`;
  // Of a list beyond the bound the rest counts as entries that name nobody, so that it is known to be incomplete.
  const named = `SELECT listed.*, CASE WHEN list_place < ${MAX_AUTHORS} THEN ${nameOf(dialect, 'name')} END AS raw_name, ${orcidOf(dialect, 'digits')} AS orcid, coalesce(${hasControls(dialect, 'name')}, false) AS is_cleaned FROM (${listed}) AS listed`;
  const refused = { name: 'CASE WHEN is_cleaned THEN name END', openalex: 'CASE WHEN id IS NULL THEN written_id END', orcid: 'CASE WHEN orcid IS NULL THEN written_orcid END' };
  const escaped = `SELECT named.*, ${Object.entries(refused).map(([name, text]) => `${jsonText(dialect, `(${text})`)} AS refused_${name}`).join(', ')} FROM (${named}) AS named`;
  const noted = `SELECT escaped.*, ${jsonObject({ name: 'refused_name', openalex: 'refused_openalex', orcid: 'refused_orcid' })} AS refused FROM (${escaped}) AS escaped`;
  return (
    `SELECT work_id, list_place, list_place + 1 AS position, raw_name, false AS is_group, is_corresponding, CAST(NULL AS ${dialect.typeName('TEXT')}) AS affiliations, ` +
    `${jsonObject({ openalex: quoted('id'), orcid: quoted('orcid') })} AS external_ids, CAST(NULL AS ${dialect.typeName('TEXT')}) AS name_parts, ${jsonObject({ institutions: 'institutions', refused: 'refused' })} AS details, ` +
    `CAST(NULL AS ${dialect.typeName('TEXT')}) AS author_details, CASE WHEN id IS NOT NULL THEN concat('openalex:', id) END AS author_key, is_cleaned FROM (${noted}) AS noted`
  );
}
