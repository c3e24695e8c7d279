/**
 * The tables that the pipeline reads and makes: the contract with whoever packs them into a snapshot. Each table is a
 * folder of Parquet files (`OUT/papers/part-….parquet`), which in the order of their names hold the rows in the order
 * of `sortedBy`, ascending, texts by their UTF-8 bytes. Beside them lies `OUT/tables.json` (TablesManifest), written
 * last and by rename: where it is missing, the tables are not whole.
 *
 * Authors and papers are dense 0-based indices here, as in a snapshot's arrays. Null means unknown, never zero.
 */
import type { ColumnType } from './column-types.js';
import type { TableFiles } from './table-files.js';

/** Raised where a reader of the last version would misread a table, or misses a column in one of that version. */
export const TABLES_FORMAT = 5;

export interface Column {
  readonly type: ColumnType;
  readonly isNullable: boolean;
  readonly meaning: string;
}

export interface Table {
  readonly meaning: string;
  /** Columns that rows are ordered by, the first of them first. Together they tell every row from every other. */
  readonly sortedBy: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
}

function known(type: ColumnType, meaning: string): Column {
  return { type, isNullable: false, meaning };
}

function nullable(type: ColumnType, meaning: string): Column {
  return { type, isNullable: true, meaning };
}

/** What is known of a work beside its authors: the same columns in the input and in `papers`. */
const WORK_FACTS = {
  work_id: known('TEXT', 'Stable key, no other work has it: a public id (`P` and 12 characters), or a record key such as `openalex:W2741809807`, of which paperIdOf makes the public id.'),
  title: known('TEXT', 'Title, not empty.'),
  abstract: nullable('TEXT', 'Abstract.'),
  year: nullable('INTEGER', 'Publication year, −9,999 to 9,999.'),
  date: nullable('TEXT', 'Publication date as precise as it is known: `2020`, `2020-05`, `2020-05-17`.'),
  venue: nullable('TEXT', 'Journal, proceedings or series.'),
  type: nullable('TEXT', 'One of PAPER_TYPES (records/record.ts).'),
  fields: nullable('TEXT', 'JSON: fields of study, a list of names; from OpenAlex its `topics`, else its `concepts`. Read by fieldsOf (packing/json-columns.ts).'),
  citations: nullable('BIGINT', 'Known citation count, 0 to 2,147,483,647.'),
  citation_source: nullable('TEXT', 'Who counted the citations, such as `openalex`.'),
  citations_as_of: nullable('TEXT', 'ISO date of that count.'),
  external_ids: nullable('TEXT', 'JSON: an object of ids by scheme (`doi`, `arxiv`, `pmid`, …), a text each, normalised as records/ids.ts has them.'),
  author_list_complete: known('BOOLEAN', 'False where the author list is known to be cut ("et al.").'),
  has_code: known('BOOLEAN', 'Whether a link leads to code.'),
  country_count: nullable('BIGINT', 'Different countries that the affiliations on the work name; null where none does.'),
  details: nullable('TEXT', 'JSON: what else is known of the paper, by the names of PaperRow (links, scores, sources, …), `choices`: identityMode and versionMode of the corpus, OpenAlex\'s `abstract_inverted_index`, which goes before `abstract`, and `refused`: what of its ids, date and count can\'t be used, by its names; null where nothing is.'),
} satisfies Readonly<Record<string, Column>>;

/** What is known of one name on an author list: the same columns in the input's structs and in `authorships`. */
const MENTION_FACTS = {
  position: nullable('BIGINT', '1-based place on the author list; null where the place is unknown.'),
  raw_name: known('TEXT', 'The name as written.'),
  is_group: known('BOOLEAN', 'True for a collaboration or corporate author.'),
  is_corresponding: nullable('BOOLEAN', 'Whether this is a corresponding author.'),
  affiliations: nullable('TEXT', 'JSON: affiliations, a list of objects with `name` and where known `ror` and `countryCode`, or of names; null from OpenAlex, whose institutions stand in `details`. Read by affiliationsOf (packing/json-columns.ts).'),
  external_ids: nullable('TEXT', 'JSON: an object of the person\'s ids by scheme (`orcid`, `openalex`, …) that stand with the mention.'),
  name_parts: nullable('TEXT', 'JSON: the name as whoever wrote it divides it, an object of `given`, `particle`, `family` and `suffix`, a text each where there is one; null where it is written whole.'),
  details: nullable('TEXT', 'JSON: what else is known of the mention, by the names of AuthorshipRow (alsoWritten), OpenAlex\'s `institutions`, and `refused`: what of an OpenAlex mention can\'t be used; null where nothing is.'),
  author_details: nullable('TEXT', 'JSON: what is known of the author, by the names of AuthorDetails (confidence, ambiguous, evidence, distinctFrom, …), its `displayName` and `disambiguator`. One mention of an author is enough to tell it on; null on the others, and where nothing is known.'),
} satisfies Readonly<Record<string, Column>>;

const AUTHOR_KEY = nullable('TEXT', 'Who this is: an author\'s public id (`A` and 12 characters) or identity key (`openalex:A5023888391`), of which authorIdOf makes one. Null: nobody known, no node of the graph (groups, as a rule).');

function typesOf(columns: Readonly<Record<string, Column>>): Readonly<Record<string, ColumnType>> {
  return Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]));
}

/** Fields of a mention's struct in the input, by type. */
export const MENTION_TYPES: Readonly<Record<string, ColumnType>> = { ...typesOf(MENTION_FACTS), author_key: AUTHOR_KEY.type };
/** Columns of a work beside its mentions, by type. */
export const FACT_TYPES: Readonly<Record<string, ColumnType>> = typesOf(WORK_FACTS);

export const TABLES = {
  works: {
    meaning: 'Input: a row per work, in any order. OpenAlex\'s works are brought to the same facts.',
    sortedBy: [],
    columns: {
      ...WORK_FACTS,
      mentions: nullable({ list: { struct: MENTION_TYPES } }, 'The author list, a struct per name; those of one position keep the order of the list, unknown positions come last.'),
    },
  },
  papers: {
    meaning: 'A row per paper, whether or not the graph spec keeps it.',
    sortedBy: ['paper'],
    columns: {
      paper: known('BIGINT', '0 to papers − 1, in the order of work_id.'),
      ...WORK_FACTS,
      mention_count: known('BIGINT', 'Names on the author list.'),
      author_count: known('BIGINT', 'k: different authors on the list; the incidence\'s list has this length.'),
      is_kept: known('BOOLEAN', 'Whether the graph spec keeps the paper: its years, types, venues and fields, then maxAuthors, then its component.'),
    },
  },
  authors: {
    meaning: 'A row per author, of all papers.',
    sortedBy: ['author'],
    columns: {
      author: known('BIGINT', '0 to authors − 1, in the order of author_key.'),
      author_key: { ...AUTHOR_KEY, isNullable: false },
      display_name: known('TEXT', 'The name most often written, the first by text of equally frequent ones. What is shown of an author is decided by whoever packs.'),
      is_group: known('BOOLEAN', 'True where every mention is a group\'s.'),
      external_ids: nullable('TEXT', 'JSON: the ids that most mentions state, the first text of equally frequent ones; all are in author_ids.'),
      mention_count: known('BIGINT', 'Mentions of the author.'),
      author_details: nullable('TEXT', 'JSON: author_details of the mentions, the first by text; null where none has any.'),
    },
  },
  author_names: {
    meaning: 'Every way in which an author\'s name is written. Words for search are folded from these by whoever packs (records/words.ts): Unicode\'s decomposition and transliteration are not SQL\'s.',
    sortedBy: ['author', 'name'],
    columns: {
      author: known('BIGINT', 'Index of the author.'),
      name: known('TEXT', 'The name as written.'),
      mention_count: known('BIGINT', 'Mentions written so.'),
      name_parts: nullable('TEXT', 'JSON: name_parts of the mentions written so, the first by text; null where none has any.'),
    },
  },
  author_ids: {
    meaning: 'Every different set of ids that stands with mentions of an author.',
    sortedBy: ['author', 'external_ids'],
    columns: {
      author: known('BIGINT', 'Index of the author.'),
      external_ids: known('TEXT', 'JSON, as in authors.'),
      mention_count: known('BIGINT', 'Mentions that state so.'),
    },
  },
  authorships: {
    meaning: 'Author lists: a row per name, in list order.',
    sortedBy: ['paper', 'place'],
    columns: {
      paper: known('BIGINT', 'Index of the paper.'),
      place: known('BIGINT', '0-based place in the list as it is stored: by position, unknown positions last.'),
      author: nullable('BIGINT', 'Index of the author; null where author_key is.'),
      rank: nullable('BIGINT', '1-based place among the paper\'s different authors: rows with a rank, in order, are the incidence\'s list. Null without an author, and where the author stood on the list before.'),
      ...MENTION_FACTS,
    },
  },
  pairs: {
    meaning: 'Collaborations under the graph spec: a row per unordered pair of authors.',
    sortedBy: ['a', 'b'],
    columns: {
      a: known('BIGINT', 'The smaller index.'),
      b: known('BIGINT', 'The larger index.'),
      paper_count: known('BIGINT', 'Joint papers that the spec keeps.'),
      strength: known('DOUBLE', 'Sum of what the counting gives for each of them (graph/spec.ts).'),
      first_year: nullable('INTEGER', 'Year of the first joint paper of known year.'),
      last_year: nullable('INTEGER', 'Year of the last joint paper of known year.'),
    },
  },
  author_metrics: {
    meaning: 'A row per node of the graph: every author of a kept paper. Numbers are those of the metrics of the same names (src/metrics).',
    sortedBy: ['author'],
    columns: {
      author: known('BIGINT', 'Index of the author.'),
      degree: known('BIGINT', 'DEGREE: different collaborators.'),
      strength: known('DOUBLE', 'STRENGTH: sum of the strengths of the author\'s pairs.'),
      component: known('BIGINT', 'Smallest author index of the connected component.'),
      component_size: known('BIGINT', 'COMPONENT_SIZE: authors in it.'),
      pagerank: known('DOUBLE', 'PAGERANK: sums to 1.'),
      core_number: known('BIGINT', 'CORE_NUMBER.'),
      triangles: known('BIGINT', 'TRIANGLES: pairs of collaborators who have collaborated.'),
      clustering: known('DOUBLE', 'LOCAL_CLUSTERING: 0 below two collaborators.'),
      label: known('BIGINT', 'Label propagation: smallest author index among those who end with one label. A label\'s authors need not be connected.'),
      paper_count: known('BIGINT', 'PAPER_COUNT, of kept papers, as all that follow.'),
      solo_paper_count: known('BIGINT', 'SOLO_PAPER_COUNT.'),
      first_author_count: known('BIGINT', 'FIRST_AUTHOR_COUNT.'),
      last_author_count: known('BIGINT', 'LAST_AUTHOR_COUNT.'),
      fractional_paper_count: known('DOUBLE', 'FRACTIONAL_PAPER_COUNT.'),
      mean_coauthors_per_paper: known('DOUBLE', 'MEAN_COAUTHORS_PER_PAPER.'),
      citations: nullable('BIGINT', 'CITATION_COUNT; null where no paper has a known count.'),
      fractional_citations: nullable('DOUBLE', 'FRACTIONAL_CITATION_COUNT.'),
      h_index: nullable('BIGINT', 'H_INDEX.'),
      g_index: nullable('BIGINT', 'G_INDEX.'),
      i10_index: nullable('BIGINT', 'I10_INDEX.'),
      m_index: nullable('DOUBLE', 'M_INDEX.'),
      dominance_factor: nullable('DOUBLE', 'DOMINANCE_FACTOR.'),
      international_paper_share: nullable('DOUBLE', 'INTERNATIONAL_PAPER_SHARE.'),
      new_collaborators_per_year: nullable('DOUBLE', 'NEW_COLLABORATORS_PER_YEAR.'),
      first_year: nullable('INTEGER', 'Year of the first paper of known year.'),
      last_year: nullable('INTEGER', 'Year of the last paper of known year.'),
    },
  },
  network: {
    meaning: 'One row: the sizes of the graph.',
    sortedBy: [],
    columns: {
      papers: known('BIGINT', 'Papers in all.'),
      kept_papers: known('BIGINT', 'Papers that the spec keeps.'),
      hyper_authored_excluded: known('BIGINT', 'Papers that only maxAuthors leaves out.'),
      incomplete_author_lists: known('BIGINT', 'Papers whose author list is known to be incomplete.'),
      authors: known('BIGINT', 'Authors in all.'),
      nodes: known('BIGINT', 'Authors of kept papers.'),
      authorships: known('BIGINT', 'Σk: authorships with a rank.'),
      pairs: known('BIGINT', 'Collaborations.'),
      components: known('BIGINT', 'Connected components, single authors included.'),
      largest_component: known('BIGINT', 'Authors in the largest.'),
      triangles: known('BIGINT', 'Triangles of the graph.'),
    },
  },
} as const satisfies Readonly<Record<string, Table>>;

export type TableName = keyof typeof TABLES;

/** The tables that the pipeline makes: all but its input. */
export const MADE_TABLES = ['papers', 'authors', 'author_names', 'author_ids', 'authorships', 'pairs', 'author_metrics', 'network'] as const satisfies readonly TableName[];
export type MadeTable = (typeof MADE_TABLES)[number];

/** Name of the file that says the tables are whole. */
export const TABLES_MANIFEST = 'tables.json';

/** `tables.json`. The same works and parameters give the same manifest on every engine, but for `engine` and `files`. */
export interface TablesManifest {
  readonly format: number;
  readonly engine: 'duckdb' | 'spark';
  /** What the graph and its numbers were made with. */
  readonly parameters: PipelineParameters;
  /** Rows per table. */
  readonly rows: Readonly<Record<MadeTable, number>>;
  /** Size and sha256 of each table's files, by name: whoever reads them can prove them. Null where an engine wrote them to an address. */
  readonly files: Readonly<Record<MadeTable, TableFiles | null>>;
  /** Rounds that each iterative step took. */
  readonly rounds: Readonly<Record<string, number>>;
  /** Authors who wanted another label when label propagation came to its most rounds; 0 where it ended by itself. */
  readonly unsettledLabels: number;
  /** What of the works was left out: works without a title, list entries that name nobody, those of an author whom the list has under that spelling before, and control characters of so many works and entries. */
  readonly leftOut: { readonly untitled: number; readonly unnamed: number; readonly repeated: number; readonly cleaned: number };
}

/** The graph spec as far as the pipeline has it, and the numbers of the iterative steps. */
export interface PipelineParameters {
  readonly counting: 'FULL' | 'FRACTIONAL' | 'FRACTIONAL_REFINED' | 'HARMONIC';
  /** Papers with more authors are left out of the graph; null leaves none out. */
  readonly maxAuthors: number | null;
  /** Inclusive bounds; with any set, papers of unknown year are left out. */
  readonly yearFrom: number | null;
  readonly yearTo: number | null;
  /** Papers of any of these: types of PAPER_TYPES, venues and fields by name, in whatever case, accents and punctuation; empty keeps all. */
  readonly types: readonly string[];
  readonly venues: readonly string[];
  readonly fields: readonly string[];
  /** Pairs of less strength are dropped; 0 keeps all. */
  readonly minStrength: number;
  /** GIANT: only the largest component, after minStrength; its papers alone are kept. */
  readonly component: 'ALL' | 'GIANT';
  /** PageRank's, 0 to 0.99. */
  readonly damping: number;
  /** PageRank's: most that one more step would change the ranks by, in sum; 1e-10 in the metric. */
  readonly tolerance: number;
  /** Most rounds of label propagation, 1 to 1,000: it is stopped there if labels still change, see unsettledLabels. */
  readonly labelRounds: number;
}
