/** Works from their files: the facts of each, and the names on its author list. */
import type { ColumnType } from '../column-types.js';
import { EngineError } from '../engine.js';
import { countWhere } from '../sql.js';
import { FACT_TYPES, MENTION_TYPES } from '../tables.js';
import type { Workspace } from '../workspace.js';
import { openalexFacts, openalexFromParquet, openalexMentions, OPENALEX_COLUMNS } from './openalex.js';

/** A file of works, a folder of them, or a pattern. */
export interface WorksInput {
  readonly path: string;
  /**
   * WORKS: Parquet with the columns of TABLES.works, or of OpenAlex's works, as its columns tell. OPENALEX: JSON lines of
   * OpenAlex's works, as in its snapshot.
   */
  readonly kind: 'WORKS' | 'OPENALEX';
  /** Tells these works from others at the same path, where whoever names them knows; tables begun of others are not continued. */
  readonly version?: string;
}

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
async function fromParquet(work: Workspace, path: string): Promise<string> {
  const { dialect } = work.engine;
  const table = dialect.parquetFiles(path, true);
  const columns = await columnsIn(work, table);
  if (columns.has('mentions')) throw new EngineError(`${path} holds works of \`coterie works\` and of OpenAlex together: put them into folders of their own, and name both`);
  return openalexFromParquet(dialect, table, columns);
}

/** What can't be kept of the works. */
export interface LeftOut {
  readonly untitled: number;
  readonly unnamed: number;
}

/**
 * `work_facts` (a row per work) and `mention_facts` (a row per name: work_id, list_place, the columns of a mention), as
 * they are read: those without title or name are in them, and left out by who reads them.
 */
export async function readWorks(work: Workspace, inputs: readonly WorksInput[]): Promise<LeftOut> {
  const { dialect } = work.engine;
  const own: string[] = [];
  const views: string[] = [];
  for (const { path } of inputs.filter(({ kind }) => kind === 'WORKS')) {
    const files = dialect.parquetFiles(path);
    if ((await columnsIn(work, files)).has('authorships')) views.push(await fromParquet(work, path));
    else own.push(files);
  }
  for (const { path } of inputs.filter(({ kind }) => kind === 'OPENALEX')) {
    const view = `openalex_works_${views.length}`;
    await work.engine.run(dialect.jsonLinesView(view, path, OPENALEX_COLUMNS));
    views.push(view);
  }
  const works = [
    ...own.map((table) => `SELECT ${castTo(work, 'written', FACT_TYPES)} FROM ${table} AS written`),
    ...views.map((view) => `SELECT ${castTo(work, 'mapped', FACT_TYPES)} FROM (${openalexFacts(dialect, view)}) AS mapped`),
  ];
  const { untitled } = await work.make('work_facts', works.join(' UNION ALL '), { untitled: countWhere(`NOT ${HAS_TITLE}`) });
  const mentions = [
    ...own.map((table) => `SELECT exploded.work_id, exploded.list_place, ${castTo(work, 'exploded.mention', MENTION_TYPES)} FROM (${dialect.exploded(`(SELECT work_id, mentions FROM ${table} AS written)`, 'mentions', 'mention', 'list_place')}) AS exploded`),
    ...views.map((view) => `SELECT mapped.work_id, mapped.list_place, ${castTo(work, 'mapped', MENTION_TYPES)} FROM (${openalexMentions(dialect, view)}) AS mapped`),
  ];
  const { unnamed } = await work.make('mention_facts', mentions.join(' UNION ALL '), { unnamed: countWhere(`NOT ${HAS_NAME}`) });
  return { untitled, unnamed };
}
