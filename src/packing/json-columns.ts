/**
 * Columns that hold JSON, read. OpenAlex's topics and concepts pass through the engines as they stand, since taking them apart
 * there would need functions that no two engines share; here they become names of fields, as works of ours have them.
 */
import type { Affiliation } from '../records/record.js';
import { isObject, textValue, type JsonObject } from '../sources/json-values.js';

/** Folds a text's white space, and takes out of it what no text may hold. `field` names it in OpenAlex's words. */
export type Fold = (text: string, field: string) => string;

const FOLDED: Fold = (text) => text.replace(/\s+/g, ' ').trim();

function textIn(value: unknown, fold: Fold, field = ''): string | null {
  const written = textValue(value);
  if (written === null) return null;
  const folded = fold(written, field);
  return folded === '' ? null : folded;
}

const ANEW = 'correct the works, and make the tables of them anew (coterie pipeline … --restart)';

/** The list in a column; empty for null. @throws Error naming the column where it holds no JSON list */
function listIn(column: string, json: string | null): readonly unknown[] {
  if (json === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  if (!Array.isArray(value)) throw new Error(`the column ${column} holds ${json.slice(0, 80)}, which is no JSON list: ${ANEW}`);
  return value;
}

/** A field's name: as it stands, of a topic of OpenAlex its field, of its older concepts those of level 0. */
function fieldIn(each: unknown, fold: Fold): string | null {
  if (typeof each === 'string') return textIn(each, fold, 'fields');
  if (!isObject(each)) return null;
  return isObject(each.field) ? textIn(each.field.display_name, fold, 'topics.field.display_name') : each.level === 0 ? textIn(each.display_name, fold, 'concepts.display_name') : null;
}

/** Fields of study of the column `fields`: names, or OpenAlex's topics or concepts. Each once, in order. O(length of the text). */
export function fieldsOf(json: string | null, fold: Fold = FOLDED): string[] {
  return [...new Set(listIn('fields', json).map((each) => fieldIn(each, fold)).filter((name) => name !== null))];
}

/** Keys of which an affiliation has one. */
const AFFILIATION_KEYS: ReadonlySet<string> = new Set(['name', 'ror', 'countryCode']);

/**
 * Affiliations of the column `affiliations`: records, or names. Each once, in order. O(length of the text).
 * @param onNameless told each that has no name and is left out, as JSON
 * @throws Error naming the column where it holds no JSON list, or an object that is no affiliation
 */
export function affiliationsOf(json: string | null, fold: Fold = FOLDED, onNameless: (affiliation: string) => void = () => undefined): Affiliation[] {
  const found = new Map<string, Affiliation>();
  for (const each of listIn('affiliations', json)) {
    if (typeof each !== 'string' && !isObject(each)) continue;
    const told: JsonObject = typeof each === 'string' ? { name: each } : each;
    const keys = Object.keys(told);
    if (keys.length > 0 && !keys.some((key) => AFFILIATION_KEYS.has(key))) throw new Error(`the column affiliations holds ${JSON.stringify(each).slice(0, 80)}, which has no name: ${ANEW}`);
    const name = textIn(told.name, fold);
    if (name === null) {
      if (keys.length > 0) onNameless(JSON.stringify(each));
      continue;
    }
    const ror = /^(?:https?:\/\/ror\.org\/)?(0[a-z0-9]{8})$/i.exec(textIn(told.ror, FOLDED) ?? '')?.[1].toLowerCase() ?? null;
    const country = (textIn(told.countryCode, FOLDED) ?? '').toUpperCase();
    const affiliation = { name, ror, countryCode: /^[A-Z]{2}$/.test(country) ? country : null };
    const key = `${ror ?? ''} ${name}`;
    if (!found.has(key)) found.set(key, affiliation);
  }
  return [...found.values()];
}
