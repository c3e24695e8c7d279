/** How the playground sends what stands in the editor. */
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';
import { authorization } from '../api/kept-key.js';

/** True for a document that needs no operation name; one that can't be parsed is for the server to explain. */
export function hasOneOperation(query: string): boolean {
  try {
    return parse(query, { noLocation: true }).definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length === 1;
  } catch {
    return true;
  }
}

/**
 * A fetcher for the API at `url`. The editor learns an operation's name only a moment after its text has changed, so
 * that running a tab right after opening it would send the name of the tab before: where there is but one operation,
 * no name is sent. The key that the reader gave to the explorer is sent, unless the headers editor has another.
 */
export function apiFetcher(url: string): Fetcher {
  const send = createGraphiQLFetcher({ url, enableIncrementalDelivery: false });
  return ({ query, variables, operationName }, options) =>
    send(hasOneOperation(query) ? { query, variables } : { query, variables, operationName }, withKey(options));
}

function withKey(options: Parameters<Fetcher>[1]): Parameters<Fetcher>[1] {
  const written: Readonly<Record<string, unknown>> = options?.headers ?? {};
  return Object.keys(written).some((name) => name.toLowerCase() === 'authorization') ? options : { ...options, headers: { ...written, ...authorization() } };
}
