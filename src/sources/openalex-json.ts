/** OpenAlex's mapping reads JSON by these; they belong to no format and live in json-values.ts. */
export { isObject, numberValue, objectOf, objectsOf, textValue } from './json-values.js';
export type { JsonObject } from './json-values.js';
