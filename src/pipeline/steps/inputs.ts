/** Works from their files: the facts of each, and the names on its author list. */
import type { ColumnType } from '../column-types.js';
import { EngineError } from '../engine.js';
import { isOpenalex, namedFiles, refuseColumns, type NamedFiles, type WorksInput } from '../named-works.js';
import { countWhere } from '../sql.js';
import { FACT_TYPES, MENTION_TYPES } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { openalexId } from './openalex-ids.js';
import { openalexFacts, openalexFromParquet, openalexMentions, OPENALEX_COLUMNS } from './openalex.js';

/** Columns of the facts of a work. */
export const FACTS = Object.keys(FACT_TYPES);
/** Columns of a mention. */
export const MENTION = Object.keys(MENTION_TYPES);

/** Columns of a table or struct `alias` in the types that they are to have. */
function castTo(work: Workspace, alias: string, columns: Readonly<Record<string, ColumnType>>): string {
  return Object.entries(columns).map(([name, type]) => `CAST(${alias}.${name} AS ${work.engine.dialect.typeName(type)}) AS ${name}`).join(', ');
}

/** A work can be kept where it has a title, as the import has it. */
export const HAS_TITLE = '(title IS NOT NULL AND trim(title) <> \'\')';
/** An entry of an author list that names somebody. */
export const HAS_NAME = '(raw_name IS NOT NULL AND trim(raw_name) <> \'\')';

/** Columns of a table with their types, in the engine's words. */
async function columnsIn(work: Workspace, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await work.during('work_facts', () => work.engine.rows(`DESCRIBE SELECT * FROM ${table}`));
  return new Map(rows.map((row) => Object.values(row)).map(([name, type]) => [String(name), String(type)]));
}

/** OpenAlex's works in Parquet, of which some files may lack what others have. @throws EngineError where works of ours lie among them */
async function fromParquet(work: Workspace, path: string, named: NamedFiles): Promise<string> {
  const { dialect } = work.engine;
  const table = dialect.parquetFiles(named, true);
  const columns = await columnsIn(work, table);
  if (columns.has('mentions')) throw new EngineError(`${path} holds works of \`coterie works\` and of OpenAlex together: put them into folders of their own, and name both`);
  return openalexFromParquet(dialect, table, columns);
}

/** Works as they are read, in a FROM, with where they lie. */
interface Source {
  readonly from: string;
  readonly path: string;
  readonly kind: 'WORKS' | 'OPENALEX_LINES' | 'OPENALEX_PARQUET';
}

/** The first place of records without the id that makes them works. @throws EngineError in any case */
async function refuseWithoutId(work: Workspace, sources: readonly Source[], count: number): Promise<never> {
  const { dialect } = work.engine;
  const remedy = 'bring other formats to works by `coterie import` and `coterie works`, leave out what is none, and begin anew with --restart';
  for (const { from, path, kind } of sources) {
    const file = kind === 'OPENALEX_LINES' ? dialect.lineFile : dialect.text(path);
    const id = kind === 'WORKS' ? 'nullif(work_id, \'\')' : openalexId(dialect);
    const [found] = await work.during('work_facts', () => work.engine.rows(`SELECT file, count(*) AS records FROM (SELECT ${file} AS file FROM ${from} AS works WHERE ${id} IS NULL) AS others GROUP BY file ORDER BY file LIMIT 1`));
    if (found === undefined) continue;
    const what = kind === 'WORKS' ? 'without a work_id' : 'of no OpenAlex works (their ids begin with W; authors, institutions, other entities and other formats are not read)';
    throw new EngineError(`${String(found.file)} holds ${Number(found.records) === 1 ? '1 record' : `${String(found.records)} records`} ${what}: ${remedy}`);
  }
  throw new EngineError(`${count} records had no id when the works were read: begin anew with --restart`);
}

/** What can't be kept of the works. */
export interface LeftOut {
  readonly untitled: number;
  readonly unnamed: number;
}

/**
 * `work_facts` (a row per work) and `mention_facts` (a row per name: work_id, list_place, the columns of a mention), as
 * they are read: those without title or name are in them, and left out by who reads them.
 * @throws EngineError for records that are no works, and where no work has a title
 */
export async function readWorks(work: Workspace, inputs: readonly WorksInput[]): Promise<LeftOut> {
  const { dialect } = work.engine;
  const sources: Source[] = [];
  for (const input of inputs.filter(({ kind }) => kind === 'WORKS')) {
    const { path } = input;
    const named = namedFiles(input);
    const files = dialect.parquetFiles(named);
    const columns = [...(await columnsIn(work, files)).keys()];
    refuseColumns(path, columns);
    sources.push(isOpenalex(columns) ? { from: await fromParquet(work, path, named), path, kind: 'OPENALEX_PARQUET' } : { from: files, path, kind: 'WORKS' });
  }
  for (const input of inputs.filter(({ kind }) => kind === 'OPENALEX')) {
    const { path } = input;
    const view = `openalex_works_${sources.length}`;
    await work.engine.run(dialect.jsonLinesView(view, namedFiles(input), OPENALEX_COLUMNS));
    sources.push({ from: view, path, kind: 'OPENALEX_LINES' });
  }
  const own = sources.filter(({ kind }) => kind === 'WORKS').map(({ from }) => from);
  const views = sources.filter(({ kind }) => kind !== 'WORKS').map(({ from }) => from);
  const works = [
    ...own.map((table) => `SELECT ${castTo(work, 'written', FACT_TYPES)} FROM ${table} AS written`),
    ...views.map((view) => `SELECT ${castTo(work, 'mapped', FACT_TYPES)} FROM (${openalexFacts(dialect, view)}) AS mapped`),
  ];
  const { untitled, strangers } = await work.make('work_facts', works.join(' UNION ALL '), { untitled: countWhere(`NOT ${HAS_TITLE}`), strangers: countWhere('nullif(work_id, \'\') IS NULL') });
  if (strangers > 0) await refuseWithoutId(work, sources, strangers);
  if (work.rowsOf('work_facts') === untitled) {
    const places = inputs.map(({ path }) => path).join(', ');
    throw new EngineError(`${places} ${untitled === 0 ? 'holds no works' : `holds no work with a title, and ${untitled} without`}: name files of works, and begin anew with --restart`);
  }
  const mentions = [
    ...own.map((table) => `SELECT exploded.work_id, exploded.list_place, ${castTo(work, 'exploded.mention', MENTION_TYPES)} FROM (${dialect.exploded(`(SELECT work_id, mentions FROM ${table} AS written)`, 'mentions', 'mention', 'list_place')}) AS exploded`),
    ...views.map((view) => `SELECT mapped.work_id, mapped.list_place, ${castTo(work, 'mapped', MENTION_TYPES)} FROM (${openalexMentions(dialect, view)}) AS mapped`),
  ];
  const { unnamed } = await work.make('mention_facts', mentions.join(' UNION ALL '), { unnamed: countWhere(`NOT ${HAS_NAME}`) });
  return { untitled, unnamed };
}
