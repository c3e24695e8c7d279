/** Manifests of trusted documents, as GraphQL Code Generator, Relay and Apollo make them, read and checked. */
import { readFileSync } from 'node:fs';
import { buildSchema, GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { isRecord } from './json-object.js';
import { variablesOfOneOf } from './one-of-variables.js';
import { schemaText } from './schema.js';

/** A manifest that can't serve; the message names the file, what is wrong and what to do. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/**
 * Texts by their ids: of `{"id": "text"}` (Code Generator's `persistedDocuments`, Relay) or of Apollo's
 * `{"format": "apollo-persisted-query-manifest", "operations": [{"id", "body"}]}`. Each text is parsed, and checked
 * against the schema of this version.
 * @throws ManifestError
 */
export function readManifest(path: string): ReadonlyMap<string, string> {
  const documents = new Map(entriesOf(path, contentOf(path)));
  const schema = buildSchema(schemaText());
  for (const [id, text] of documents) {
    const fault = faultOf(schema, text);
    if (fault !== null) throw new ManifestError(`the manifest ${path} has a document "${id.slice(0, 100)}" that this version can't answer: ${fault} Make the manifest anew from this version's schema`);
  }
  return documents;
}

function contentOf(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ManifestError(`the manifest ${path} can't be read (${(error as Error).message}): name the file of trusted documents`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ManifestError(`the manifest ${path} is not JSON: ${(error as Error).message}`);
  }
}

function entriesOf(path: string, content: unknown): Array<readonly [id: string, text: string]> {
  if (!isRecord(content)) throw new ManifestError(`the manifest ${path} must be a JSON object of documents by their ids, such as {"sha256:…": "query …"}`);
  const isApollos = content['format'] === 'apollo-persisted-query-manifest';
  const operations = content['operations'];
  if (isApollos && !Array.isArray(operations)) throw new ManifestError(`the manifest ${path} is Apollo's, but its "operations" is no list`);
  const entries = isApollos ? (operations as unknown[]).map((operation): [unknown, unknown] => (isRecord(operation) ? [operation['id'], operation['body']] : [undefined, undefined])) : Object.entries(content);
  return entries.map(([id, text], at) => {
    if (typeof id !== 'string' || id === '') throw new ManifestError(`the manifest ${path} has an operation without an id: number ${at + 1} of ${entries.length}`);
    if (typeof text !== 'string') throw new ManifestError(`the manifest ${path} has something that is no text under "${id.slice(0, 100)}"`);
    return [id, text] as const;
  });
}

function faultOf(schema: ReturnType<typeof buildSchema>, text: string): string | null {
  try {
    return validate(schema, parse(text), [...specifiedRules, variablesOfOneOf]).at(0)?.message ?? null;
  } catch (error) {
    if (error instanceof GraphQLError) return `${error.message}.`;
    throw error;
  }
}
