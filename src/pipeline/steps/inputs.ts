/** Works from their files: the facts of each, and the names on its author list. */
import type { ColumnType } from '../column-types.js';
import { EngineError, WorksError } from '../engine.js';
import { isOpenalex, namedFiles, refuseColumns, type NamedFiles, type WorksInput } from '../named-works.js';
import { countWhere } from '../sql.js';
import { FACT_TYPES, MENTION_TYPES, TABLES } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { namingDamagedFile } from './damaged-files.js';
import { cannotMerge, columnsIn, columnsOfFile, filesByTypes, filesOf, shownFile, type AlikeFiles } from './input-files.js';
import { openalexId } from './openalex-ids.js';
import { openalexFacts, openalexFrom, openalexMentions, OPENALEX_COLUMNS, OPENALEX_LINE_COLUMNS } from './openalex.js';
import { asText, checkedFacts, checkedMentions } from './work-checks.js';
import { refuseFactTypes, refuseLackingFields, refuseMentionsType, refuseMentionTypes, refuseOpenalexId, type WrittenColumns } from './written-types.js';

/** Columns of the facts of a work. */
export const FACTS = Object.keys(FACT_TYPES);
/** Columns of a mention. */
export const MENTION = Object.keys(MENTION_TYPES);

/** Columns of a table or struct `alias` in the types that they are to have. */
function castTo(work: Workspace, alias: string, columns: Readonly<Record<string, ColumnType>>): string {
  return Object.entries(columns).map(([name, type]) => `CAST(${alias}.${name} AS ${work.engine.dialect.typeName(type)}) AS ${name}`).join(', ');
}

/** A work is kept where it has a title: what is none, as the import has it, is null here. */
export const HAS_TITLE = 'title IS NOT NULL';
/** An entry of an author list that names somebody: what is no name, as the import has it, is null here. */
export const HAS_NAME = 'raw_name IS NOT NULL';

function bothTogether(path: string): EngineError {
  return new EngineError(`${path} holds works of \`coterie works\` and of OpenAlex together: put them into folders of their own, and name both`);
}

/**
 * OpenAlex's works in Parquet, of which some files may lack what others have: a FROM, or one for each kind of files where
 * an engine can't merge their types.
 * @throws EngineError where works of ours lie among them
 */
async function fromParquet(work: Workspace, path: string, named: NamedFiles): Promise<string[]> {
  const { dialect } = work.engine;
  const from = (files: NamedFiles, columns: WrittenColumns, isMerged: boolean): string => {
    if (columns.has('mentions')) throw bothTogether(path);
    refuseOpenalexId(dialect, path, columns);
    return openalexFrom(dialect, dialect.parquetFiles(files, isMerged), columns, dialect.text(path));
  };
  let merged: WrittenColumns;
  try {
    merged = await columnsIn(work, dialect.parquetFiles(named, true));
  } catch (error) {
    const files = cannotMerge(error) ? await filesOf(work, path, named) : null;
    if (files === null) throw error;
    const kinds = await filesByTypes(work, files, [...Object.keys(OPENALEX_COLUMNS), 'mentions']);
    return kinds.map((kind) => from(kind.named, kind.columns, false));
  }
  return [from(named, merged, true)];
}

/** OpenAlex's works as JSON lines, in a view named `view`. */
async function fromLines(work: Workspace, input: WorksInput, view: string): Promise<string> {
  const { dialect } = work.engine;
  await work.engine.run(dialect.jsonLinesView(view, namedFiles(input), OPENALEX_LINE_COLUMNS));
  return openalexFrom(dialect, view, await columnsIn(work, view), dialect.lineFile);
}

/** Works as they are read, in a FROM, with where they lie. */
interface Source {
  readonly from: string;
  readonly path: string;
  /** `file` stands in the rows of OpenAlex's. */
  readonly kind: 'WORKS' | 'OPENALEX';
}

/**
 * The files that are named, by the types of their columns: an engine reads several by those of the first, and brings what
 * the others hold to these, 2020.5 to 2020, or takes a column that the first lacks for one of nulls. Of OpenAlex's, whose
 * types are merged, what was named as a whole. O(files).
 */
async function alike(work: Workspace, path: string, named: NamedFiles): Promise<AlikeFiles[]> {
  const files = await filesOf(work, path, named);
  if (files === null) return [{ place: path, named, columns: await columnsIn(work, work.engine.dialect.parquetFiles(named)) }];
  const [first] = files;
  const columns = await columnsOfFile(work, first);
  if (isOpenalex([...columns.keys()])) return [{ place: shownFile(first), named, columns }];
  const kinds = await filesByTypes(work, files, Object.keys(TABLES.works.columns), new Map([[first, columns]]));
  return kinds.length === 1 ? [{ ...kinds[0], named }] : kinds;
}

/** Works in files that are alike, with their mentions: two queries. @throws WorksError for columns of types that can't be meant, naming the first of the files */
async function checkedWorks(work: Workspace, { place, named, columns }: AlikeFiles): Promise<{ readonly facts: string; readonly mentions: string }> {
  const { dialect } = work.engine;
  const files = dialect.parquetFiles(named);
  refuseFactTypes(dialect, place, columns);
  const areStructs = refuseMentionsType(dialect, place, columns);
  const list = dialect.exploded(`(SELECT ${asText(dialect, 'written.work_id', columns.get('work_id') ?? '')} AS work_id, written.mentions FROM ${files} AS written)`, 'mentions', 'mention', 'list_place');
  if (areStructs) refuseLackingFields(dialect, place, await columnsIn(work, `(SELECT mention.* FROM (${list}) AS exploded)`));
  const listed = `(SELECT exploded.work_id, exploded.list_place, ${MENTION.map((name) => `exploded.mention.${name} AS ${name}`).join(', ')} FROM (${list}) AS exploded)`;
  const fields = await columnsIn(work, listed);
  refuseMentionTypes(dialect, place, fields);
  return { facts: checkedFacts(dialect, files, columns), mentions: checkedMentions(dialect, listed, fields) };
}

/** How works are given that are no lines of OpenAlex. */
const LINES_WANTED = 'works of OpenAlex are read one a line: of a page or list of its API make lines (`jq -c \'.results[]\' page.json > works.jsonl`), bring other formats to works by `coterie import` and `coterie works`, leave out what is none, and begin anew with --restart';

/** The first place of records without the id that makes them works. @throws WorksError in any case */
async function refuseWithoutId(work: Workspace, sources: readonly Source[], count: number): Promise<never> {
  const { dialect } = work.engine;
  for (const { from, path, kind } of sources) {
    const [file, id] = kind === 'WORKS' ? [dialect.text(path), workId(work, 'works')] : ['file', openalexId(dialect)];
    const [found] = await work.during('work_facts', () => work.engine.rows(`SELECT file, count(*) AS records FROM (SELECT ${file} AS file FROM ${from} AS works WHERE ${id} IS NULL) AS others GROUP BY file ORDER BY file LIMIT 1`));
    if (found === undefined) continue;
    const records = Number(found.records) === 1 ? '1 record' : `${String(found.records)} records`;
    if (kind === 'WORKS') throw new WorksError(`${path} holds ${records} without a work_id: give each work a key of its own, and begin anew with --restart`);
    throw new WorksError(`${String(found.file)} holds ${records} of no OpenAlex works (their ids are W and four digits or more; authors, institutions, other entities and other formats are not read): ${LINES_WANTED}`);
  }
  throw new WorksError(`${count} records had no id when the works were read: begin anew with --restart`);
}

/** A work's key in a table that another wrote; null where it is blank. */
function workId(work: Workspace, alias: string): string {
  const { dialect } = work.engine;
  return `nullif(${dialect.folded(`CAST(${alias}.work_id AS ${dialect.typeName('TEXT')})`)}, '')`;
}

/** The first fault of a table by its work. @throws WorksError in any case */
async function refuseFaults(work: Workspace, table: 'work_facts' | 'mention_facts', places: string, count: number): Promise<never> {
  const what = table === 'work_facts' ? '' : 'an entry of its author list with ';
  const found = await work.ask(`faults of ${table}`, `SELECT work_id, fault FROM ${work.from(table)} AS faulty WHERE fault IS NOT NULL ORDER BY work_id, fault LIMIT 1`);
  const others = count === 1 ? '' : ` (and ${count - 1} more such)`;
  throw new WorksError(`${places}: the work ${String(found?.work_id)} has ${what}${String(found?.fault)}${others}: correct the works, and begin anew with --restart`);
}

/** What can't be kept of the works. */
export interface LeftOut {
  readonly untitled: number;
  readonly unnamed: number;
  /** Works and entries of author lists of which control characters alone were left out. */
  readonly cleaned: number;
}

/**
 * `work_facts` (a row per work) and `mention_facts` (a row per name: work_id, list_place, the columns of a mention), as
 * they are read: those without title or name are in them, and left out by who reads them.
 * @throws WorksError for columns of another type, records that are no works or hold what can't be meant, and where no work
 * has a title; EngineError naming a damaged file
 */
export async function readWorks(work: Workspace, inputs: readonly WorksInput[]): Promise<LeftOut> {
  return namingDamagedFile(work, inputs, () => readAll(work, inputs));
}

async function readAll(work: Workspace, inputs: readonly WorksInput[]): Promise<LeftOut> {
  const { dialect } = work.engine;
  const places = inputs.map(({ path }) => path).join(', ');
  const sources: Source[] = [];
  const works: string[] = [];
  const mentions: string[] = [];
  const ofOpenalex = (from: string, path: string): void => {
    sources.push({ from, path, kind: 'OPENALEX' });
    const noFault = `CAST(NULL AS ${dialect.typeName('TEXT')}) AS fault`;
    works.push(`SELECT ${castTo(work, 'mapped', FACT_TYPES)}, ${noFault}, mapped.is_cleaned FROM (${openalexFacts(dialect, from)}) AS mapped`);
    mentions.push(`SELECT ${castTo(work, 'mapped', MENTION_TYPES)}, mapped.work_id, mapped.list_place, ${noFault}, mapped.is_cleaned FROM (${openalexMentions(dialect, from)}) AS mapped`);
  };
  for (const input of inputs.filter(({ kind }) => kind === 'WORKS')) {
    const { path } = input;
    const named = namedFiles(input);
    const groups = await alike(work, path, named);
    const areOpenalex = groups.map(({ place, columns }) => {
      const names = [...columns.keys()];
      refuseColumns(place, names);
      return isOpenalex(names);
    });
    if (areOpenalex[0]) {
      for (const from of await fromParquet(work, path, named)) ofOpenalex(from, path);
      continue;
    }
    if (areOpenalex.includes(true)) throw bothTogether(path);
    for (const group of groups) {
      const { facts, mentions: listed } = await checkedWorks(work, group);
      sources.push({ from: dialect.parquetFiles(group.named), path, kind: 'WORKS' });
      works.push(facts);
      mentions.push(listed);
    }
  }
  for (const [at, input] of inputs.filter(({ kind }) => kind === 'OPENALEX').entries()) {
    // Where an engine looks for them by itself, that there are any is asked first.
    await filesOf(work, input.path, namedFiles(input));
    ofOpenalex(await fromLines(work, input, `openalex_works_${at}`), input.path);
  }
  const asked = { faults: countWhere('fault IS NOT NULL'), cleaned: countWhere('is_cleaned') };
  const facts = await work.make('work_facts', works.join(' UNION ALL '), { untitled: countWhere(`NOT (${HAS_TITLE})`), strangers: countWhere('nullif(trim(work_id), \'\') IS NULL'), ...asked });
  if (facts.strangers > 0) await refuseWithoutId(work, sources, facts.strangers);
  if (facts.faults > 0) await refuseFaults(work, 'work_facts', places, facts.faults);
  if (work.rowsOf('work_facts') === facts.untitled) {
    throw new WorksError(`${places} ${facts.untitled === 0 ? 'holds no works' : `holds no work with a title, and ${facts.untitled} without`}: name files of works, and begin anew with --restart`);
  }
  const names = await work.make('mention_facts', mentions.join(' UNION ALL '), { unnamed: countWhere(`NOT (${HAS_NAME})`), ...asked });
  if (names.faults > 0) await refuseFaults(work, 'mention_facts', places, names.faults);
  return { untitled: facts.untitled, unnamed: names.unnamed, cleaned: facts.cleaned + names.cleaned };
}
