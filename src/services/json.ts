/** Reading the JSON of services, of which nothing is known beforehand. */
import { textValue } from '../sources/json-values.js';
import { UnusableAnswer } from './errors.js';

export { isObject, numberValue, objectOf, objectsOf, textValue, type JsonObject } from '../sources/json-values.js';

/** The year at the beginning of the first of these values that states one (`2018`, `2018-05-01`); null where none does. */
export function firstYear(...values: readonly unknown[]): number | null {
  for (const value of values) {
    const year = /^\s*(\d{4})(?!\d)/.exec(textValue(value) ?? '')?.[1];
    if (year !== undefined) return Number(year);
  }
  return null;
}

/** Reads JSON. @throws UnusableAnswer where it is none */
export function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    const isPage = body.toString('utf8', 0, 200).trimStart().startsWith('<');
    throw new UnusableAnswer(isPage ? 'a web page instead of JSON' : 'JSON that breaks off or is damaged');
  }
}
