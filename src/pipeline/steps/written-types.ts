/**
 * Types of the columns that somebody else wrote, before anything is read of them: what no value could be meant in is
 * refused by file, column and type, instead of in an engine's words for a cast that it lacks.
 */
import type { ColumnType } from '../column-types.js';
import type { Dialect } from '../dialect.js';
import { WorksError } from '../engine.js';
import { FACT_TYPES, MENTION_TYPES, TABLES } from '../tables.js';
import { wantedOf } from './work-checks.js';

/** Columns of a table with their types, in the engine's words. */
export type WrittenColumns = ReadonlyMap<string, string>;

const NESTED = /^(?:struct|map|array|list|union)\b|\[\d*\]$/i;
const NUMBER = /^(?:u?(?:tiny|small|big|huge)?int(?:eger)?|float|real|double|decimal\(.*\)|decimal)$/i;
const TEXT = /^(?:varchar|string|json|enum\(.*\)|(?:var)?char\(\d+\))$/i;
/** Of a column of nulls alone, where its writer knew no type. */
const NOTHING = /^(?:"?null"?|void)$/i;

/** Whether values in a type, as an engine writes it, may be what is wanted: numbers are read from texts too, truths from numbers, and texts from all but what is nested. */
function isTaken(wanted: ColumnType, written: string): boolean {
  if (NOTHING.test(written)) return true;
  if (wanted === 'TEXT') return !NESTED.test(written);
  return NUMBER.test(written) || TEXT.test(written) || (wanted === 'BOOLEAN' && /^boolean$/i.test(written));
}

const MOST_SHOWN = 120;

function shown(type: string): string {
  return type.length <= MOST_SHOWN ? type : `${type.slice(0, MOST_SHOWN)} …`;
}

/** Example values of columns whose type alone does not show them. */
const EXAMPLES: Readonly<Record<string, string>> = {
  work_id: 'openalex:W2741809807', author_key: 'openalex:A5023888391', year: '2020', date: '2020-05-17', citations: '12', citations_as_of: '2020-05-17', country_count: '2', position: '1',
  fields: '["Physics"]', affiliations: '[{"name":"MIT"}]', external_ids: '{"doi":"10.1234/x"}', details: '{"mergeReasons":["same DOI"]}', name_parts: '{"given":"Ada","family":"Lovelace"}', author_details: '{"displayName":"Ada Lovelace"}', type: 'ARTICLE',
};

/** @throws WorksError naming the first column of a type that none of its values could be meant in, and how many others are */
function refuseScalars(dialect: Dialect, place: string, kind: 'column' | 'field', types: Readonly<Record<string, ColumnType>>, written: WrittenColumns): void {
  const wrong = Object.entries(types).filter(([name, type]) => !isTaken(type, written.get(name) ?? ''));
  if (wrong.length === 0) return;
  const [[name, type], ...others] = wrong;
  const example = EXAMPLES[name] === undefined ? '' : `, such as ${EXAMPLES[name]}`;
  const also = others.length === 0 ? '' : `; so ${others.length === 1 ? 'is' : 'are'} ${others.map(([other]) => `${other} (${shown(written.get(other) ?? '')})`).join(', ')} of another type than wanted`;
  throw new WorksError(
    `${place}: the ${kind} ${name}${kind === 'field' ? ' of the column mentions' : ''} is of the type ${shown(written.get(name) ?? '')}, and is to hold ${wantedOf(name, type)} ` +
      `(${dialect.typeName(type)}${example})${also}: write the file again with that type`,
  );
}

/** Columns of works beside their author lists. @throws WorksError */
export function refuseFactTypes(dialect: Dialect, place: string, written: WrittenColumns): void {
  refuseScalars(dialect, place, 'column', FACT_TYPES, written);
}

/** What author lists are as a column: a list of structs, or of what else has fields (DuckDB's maps and JSON). */
const LIST_OF_STRUCTS = /^(?:struct\(.*\)\[\d*\]|array<struct<.*>>)$/is;
const LIST_OF_OTHERS_WITH_FIELDS = /^(?:map\(.*\)|json)\[\d*\]$/is;

/** @returns whether the entries are structs, of which each field has its own type @throws WorksError where the column is no list of entries with fields */
export function refuseMentionsType(dialect: Dialect, place: string, written: WrittenColumns): boolean {
  const type = written.get('mentions') ?? '';
  if (LIST_OF_STRUCTS.test(type)) return true;
  if (LIST_OF_OTHERS_WITH_FIELDS.test(type)) return false;
  throw new WorksError(`${place}: the column mentions is of the type ${shown(type)}, and is to be a list of structs, one for each name of the author list (${dialect.typeName(TABLES.works.columns.mentions.type)}): write the file again with that type`);
}

/** Fields of the structs of author lists, by any spelling of their names. @throws WorksError for one that is lacking */
export function refuseLackingFields(dialect: Dialect, place: string, written: WrittenColumns): void {
  const names = new Set([...written.keys()].map((name) => name.toLowerCase()));
  const lacking = Object.keys(MENTION_TYPES).filter((name) => !names.has(name));
  if (lacking.length === 0) return;
  throw new WorksError(`${place}: the structs in the column mentions have no ${lacking.length === 1 ? 'field' : 'fields'} ${lacking.join(', ')}: write the file again (\`coterie works --force\`, of a corpus), or with mentions as ${dialect.typeName(TABLES.works.columns.mentions.type)}, null where nothing is known`);
}

/** Fields of author lists. @throws WorksError */
export function refuseMentionTypes(dialect: Dialect, place: string, written: WrittenColumns): void {
  refuseScalars(dialect, place, 'field', MENTION_TYPES, written);
}

/** OpenAlex's id of a work; its other columns are taken in any type, and what can't be used is noted. @throws WorksError */
export function refuseOpenalexId(dialect: Dialect, place: string, written: WrittenColumns): void {
  const type = written.get('id') ?? '';
  if (isTaken('TEXT', type)) return;
  throw new WorksError(`${place}: the column id is of the type ${shown(type)}, and is to hold the id of an OpenAlex work (${dialect.typeName('TEXT')}, such as https://openalex.org/W2741809807): write the file again with that type`);
}
