/** Reading the JSON of services, of which nothing is known beforehand. */
import { UnusableAnswer } from './errors.js';

export { isObject, numberValue, objectOf, objectsOf, textValue, type JsonObject } from '../sources/json-values.js';

/** Reads JSON. @throws UnusableAnswer where it is none */
export function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    const isPage = body.toString('utf8', 0, 200).trimStart().startsWith('<');
    throw new UnusableAnswer(isPage ? 'a web page instead of JSON' : 'JSON that breaks off or is damaged');
  }
}
