/**
 * Venues and fields that a graph spec names, as the works spell them: every spelling that differs in case, accents and
 * punctuation alone is meant, which is told here, since no two engines fold texts alike.
 */
import { titleKey } from '../../records/titles.js';
import type { ColumnType } from '../column-types.js';
import type { PipelineParameters } from '../tables.js';
import type { Workspace } from '../workspace.js';

/** Names that are looked at together. */
const PAGE = 50_000;

export interface Spellings {
  readonly venues: readonly string[];
  readonly fields: readonly string[];
}

/** A field as OpenAlex has it: a topic with its field, or an older concept, of which those of level 0 are fields. */
const TOPIC: ColumnType = { struct: { display_name: 'TEXT', level: 'BIGINT', field: { struct: { display_name: 'TEXT' } } } };

/** `work_fields`: work_id, name, a row per field of a work, by the rules of fieldsOf (packing/json-columns.ts). */
async function makeFields(work: Workspace): Promise<void> {
  const { dialect } = work.engine;
  const text = dialect.typeName('TEXT');
  const lists = `(SELECT facts.work_id, ${dialect.reshaped('facts.fields', text, { list: 'TEXT' })} AS names FROM ${work.from('work_facts')} AS facts WHERE facts.fields IS NOT NULL)`;
  const each = `SELECT exploded.work_id, exploded.field, CASE WHEN exploded.field LIKE '{%' THEN ${dialect.reshaped('exploded.field', text, TOPIC)} END AS topic FROM (${dialect.exploded(lists, 'names', 'field', 'list_place')}) AS exploded`;
  const name = dialect.folded('CASE WHEN field LIKE \'{%\' THEN coalesce(topic.field.display_name, CASE WHEN topic.level = 0 THEN topic.display_name END) ELSE field END');
  await work.make('work_fields', `SELECT work_id, ${name} AS name FROM (${each}) AS listed`);
}

/**
 * The spellings of the venues and fields that the parameters name; `work_fields` is there afterwards where fields are.
 * A pass over their different names, a page at a time.
 * @throws RangeError for a name that no work has
 */
export async function spellingsOf(work: Workspace, { venues, fields }: PipelineParameters): Promise<Spellings> {
  if (fields.length > 0) await makeFields(work);
  return {
    venues: await spelt(work, 'venue', venues, `SELECT DISTINCT venue AS name FROM ${work.from('work_facts')} AS facts WHERE venue IS NOT NULL`),
    fields: await spelt(work, 'field', fields, `SELECT DISTINCT name FROM ${work.from('work_fields')} AS listed WHERE name IS NOT NULL`),
  };
}

async function spelt(work: Workspace, kind: 'venue' | 'field', wanted: readonly string[], names: string): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  await work.make(`${kind}_names`, names);
  const answer = await work.remember(`spellings of ${kind}s`, async () => {
    const keys = new Set(wanted.map(titleKey));
    const spellings: string[] = [];
    for await (const name of namesIn(work, `${kind}_names`)) if (keys.has(titleKey(name))) spellings.push(name);
    const found = new Set(spellings.map(titleKey));
    const missing = wanted.find((name) => !found.has(titleKey(name)));
    if (missing !== undefined) throw new RangeError(`no work has the ${kind} ${JSON.stringify(missing)}: name one that works have`);
    return { names: JSON.stringify(spellings) };
  });
  work.drop(`${kind}_names`);
  return JSON.parse(String(answer?.names)) as string[];
}

/** A table's names in their order. Memory: a page. */
async function* namesIn(work: Workspace, table: string): AsyncGenerator<string> {
  const { dialect } = work.engine;
  for (let last: string | null = null, isMore = true; isMore; ) {
    const beyond: string = last === null ? '' : ` WHERE name > ${dialect.text(last)}`;
    const page = await work.engine.rows(`SELECT name FROM ${work.from(table)} AS names${beyond} ORDER BY name LIMIT ${PAGE}`);
    for (const { name } of page) yield (last = String(name));
    isMore = page.length === PAGE;
  }
}
