/** Papers and authors numbered, author lists, and what authors are called. */
import { WorksError } from '../engine.js';
import { columnsOf, countWhere } from '../sql.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { denseIndex } from './dense-index.js';
import { GRAPH } from './graph-tables.js';
import { FACTS, HAS_NAME, HAS_TITLE, MENTION, type LeftOut } from './inputs.js';
import type { Spellings } from './spellings.js';

/** `paper_numbers` (work_id, paper) and `author_numbers` (author_key, author). @throws WorksError for a key that stands twice */
export async function numberAll(work: Workspace): Promise<void> {
  const works = `(SELECT work_id FROM ${work.from('work_facts')} AS facts WHERE ${HAS_TITLE})`;
  const repeated = await work.ask('repeated works', `SELECT work_id FROM ${works} AS works GROUP BY work_id HAVING count(*) > 1 ORDER BY work_id LIMIT 1`);
  if (repeated !== null) throw new WorksError(`the work ${String(repeated.work_id)} stands more than once in the works: give each once, such as the newest of several`);
  await denseIndex(work, 'paper_numbers', works, 'work_id', 'paper');
  await work.make('author_keys', `SELECT DISTINCT author_key FROM ${work.from('mention_facts')} AS mentions WHERE author_key IS NOT NULL AND ${HAS_NAME}`);
  await denseIndex(work, 'author_numbers', work.from('author_keys'), 'author_key', 'author');
  work.drop('author_keys');
}

/** The columns of a mention that stand in the author lists as they are. */
const KEPT_OF_MENTION = MENTION.filter((name) => name !== 'author_key');

/** The names on the author lists of works that are kept, in a FROM. */
function named(work: Workspace): string {
  return (
    `(SELECT * FROM ${work.from('mention_facts')} AS facts WHERE ${HAS_NAME}) AS mentions ` +
    `JOIN ${work.from('paper_numbers')} AS papers ON papers.work_id = mentions.work_id`
  );
}

/** Keys that an author has beyond a corpus (`openalex:A…`). Of a corpus, whose keys are public ids, repetitions were left out before, and what a curator merged is none. */
const IS_OUTSIDE = 'mentions.author_key LIKE \'%:%\'';

/**
 * `authorships`.
 * @param unnamed entries of the lists that name nobody
 * @returns how many entries were left out since their list has the author under that spelling before, as an import leaves
 *   them out (corpus/repeated-authors.ts)
 */
export async function makeAuthorships(work: Workspace, { unnamed }: Pick<LeftOut, 'unnamed'>): Promise<number> {
  const numbered =
    `SELECT papers.paper, authors.author, row_number() OVER (PARTITION BY papers.paper ORDER BY CASE WHEN mentions.position IS NULL THEN 1 ELSE 0 END, mentions.position, mentions.list_place) AS written_place, ` +
    `CASE WHEN ${IS_OUTSIDE} THEN 1 ELSE 0 END AS is_outside, ${columnsOf('mentions', KEPT_OF_MENTION)} FROM ${named(work)} ` +
    `LEFT JOIN ${work.from('author_numbers')} AS authors ON authors.author_key = mentions.author_key`;
  const byAuthor = 'OVER (PARTITION BY paper, author ORDER BY written_place)';
  const counted = `SELECT numbered.*, row_number() ${byAuthor} AS nth, first_value(raw_name) ${byAuthor} AS first_name FROM (${numbered}) AS numbered`;
  const isRepeated = 'author IS NOT NULL AND nth > 1 AND is_outside = 1 AND raw_name = first_name';
  const first = `SELECT counted.*, CASE WHEN author IS NOT NULL AND nth = 1 THEN 1 ELSE 0 END AS is_first FROM (${counted}) AS counted WHERE NOT coalesce(${isRepeated}, false)`;
  await work.make(
    'authorships',
    `SELECT paper, CAST(row_number() OVER (PARTITION BY paper ORDER BY written_place) - 1 AS BIGINT) AS place, author, ` +
      `CASE WHEN is_first = 1 THEN CAST(row_number() OVER (PARTITION BY paper, is_first ORDER BY written_place) AS BIGINT) END AS rank, ${KEPT_OF_MENTION.join(', ')} ` +
      `FROM (${first}) AS firsts ORDER BY paper, place`,
  );
  if (work.rowsOf('authorships') === work.rowsOf('mention_facts') - unnamed) return 0;
  const read = await work.ask('names on author lists', `SELECT count(*) AS names FROM ${named(work)}`);
  return Number(read?.names) - work.rowsOf('authorships');
}

function isOneOf(work: Workspace, names: readonly string[]): string {
  return `IN (${names.map((name) => work.engine.dialect.text(name)).join(', ')})`;
}

/** What the spec keeps of a paper of k authors: its condition without maxAuthors, and the whole. */
function keptBy(work: Workspace, { yearFrom, yearTo, maxAuthors, types }: PipelineParameters, { venues, fields }: Spellings): { readonly byFacts: string; readonly all: string } {
  const byFacts = [
    ...(yearFrom === null && yearTo === null ? [] : ['works.year IS NOT NULL']),
    ...(yearFrom === null ? [] : [`works.year >= ${yearFrom}`]),
    ...(yearTo === null ? [] : [`works.year <= ${yearTo}`]),
    ...(types.length === 0 ? [] : [`coalesce(works.type ${isOneOf(work, types)}, false)`]),
    ...(venues.length === 0 ? [] : [`coalesce(works.venue ${isOneOf(work, venues)}, false)`]),
    ...(fields.length === 0 ? [] : ['of_field.work_id IS NOT NULL']),
  ];
  const all = [...byFacts, ...(maxAuthors === null ? [] : [`coalesce(lists.author_count, 0) <= ${maxAuthors}`])];
  const conjunction = (conditions: readonly string[]): string => (conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')})`);
  return { byFacts: conjunction(byFacts), all: conjunction(all) };
}

/** `papers`. @returns how many papers only maxAuthors leaves out */
export async function makePapers(work: Workspace, parameters: PipelineParameters, spellings: Spellings, { papers } = GRAPH): Promise<number> {
  const { byFacts, all } = keptBy(work, parameters, spellings);
  const lists = `SELECT paper, count(*) AS mention_count, count(rank) AS author_count FROM ${work.from('authorships')} AS listed GROUP BY paper`;
  const ofField = spellings.fields.length === 0 ? '' : ` LEFT JOIN (SELECT DISTINCT work_id FROM ${work.from('work_fields')} AS listed WHERE name ${isOneOf(work, spellings.fields)}) AS of_field ON of_field.work_id = works.work_id`;
  const unnamed = `SELECT work_id, count(*) AS entries FROM ${work.from('mention_facts')} AS mentions WHERE NOT (${HAS_NAME}) GROUP BY work_id`;
  const joined =
    `FROM ${work.from('paper_numbers')} AS numbers JOIN ${work.from('work_facts')} AS works ON works.work_id = numbers.work_id LEFT JOIN (${lists}) AS lists ON lists.paper = numbers.paper ` +
    `LEFT JOIN (${unnamed}) AS unnamed ON unnamed.work_id = numbers.work_id${ofField}`;
  // A list with an entry that names nobody is not whole.
  const facts = FACTS.map((name) => (name === 'author_list_complete' ? 'works.author_list_complete AND unnamed.entries IS NULL AS author_list_complete' : `works.${name}`)).join(', ');
  await work.make(
    papers,
    `SELECT numbers.paper, ${facts}, coalesce(lists.mention_count, 0) AS mention_count, coalesce(lists.author_count, 0) AS author_count, ${all} AS is_kept ${joined} ORDER BY numbers.paper`,
  );
  const left = await work.ask('hyper-authored papers', `SELECT ${countWhere(`${byFacts} AND NOT works.is_kept`)} AS hyper_authored FROM ${work.from(papers)} AS works${ofField}`);
  work.drop('work_fields');
  return Number(left?.hyper_authored);
}

/** The first of each author's texts by frequency, then by text. */
function mostFrequent(counted: string, text: string): string {
  return `SELECT author, ${text} FROM (SELECT author, ${text}, row_number() OVER (PARTITION BY author ORDER BY mention_count DESC, ${text}) AS nth FROM ${counted} AS counted) AS ordered WHERE nth = 1`;
}

/** `author_names`, `author_ids`, `authors`. */
export async function makeAuthors(work: Workspace): Promise<void> {
  const authorships = work.from('authorships');
  await work.make('author_names', `SELECT author, raw_name AS name, count(*) AS mention_count, min(name_parts) AS name_parts FROM ${authorships} AS listed WHERE author IS NOT NULL GROUP BY author, raw_name ORDER BY author, name`);
  await work.make('author_ids', `SELECT author, external_ids, count(*) AS mention_count FROM ${authorships} AS listed WHERE author IS NOT NULL AND external_ids IS NOT NULL GROUP BY author, external_ids ORDER BY author, external_ids`);
  const mentions = `SELECT author, count(*) AS mention_count, min(CASE WHEN is_group THEN 1 ELSE 0 END) AS is_group, min(author_details) AS author_details FROM ${authorships} AS listed WHERE author IS NOT NULL GROUP BY author`;
  await work.make(
    'authors',
    `SELECT numbers.author, numbers.author_key, names.name AS display_name, mentions.is_group = 1 AS is_group, ids.external_ids, mentions.mention_count, mentions.author_details ` +
      `FROM ${work.from('author_numbers')} AS numbers JOIN (${mentions}) AS mentions ON mentions.author = numbers.author ` +
      `JOIN (${mostFrequent(work.from('author_names'), 'name')}) AS names ON names.author = numbers.author ` +
      `LEFT JOIN (${mostFrequent(work.from('author_ids'), 'external_ids')}) AS ids ON ids.author = numbers.author ORDER BY numbers.author`,
  );
  for (const name of ['work_facts', 'mention_facts', 'paper_numbers', 'author_numbers']) work.drop(name);
}
