/** Queries in addresses: `/graphql?query=…&variables=…&operationName=…`, or the same after a `#` where they are long. */

export interface SharedQuery {
  readonly query: string;
  /** JSON text as in the editor; empty where there is none. */
  readonly variables: string;
  /** Which operation of several is meant; null where it does not matter. */
  readonly operationName: string | null;
}

const PATH = '/graphql';
/** Servers and proxies refuse request lines of more than 8 kB; what stands after a `#` is not sent at all. */
const LONGEST_SENT = 6000;
/** Beyond this, programs that pass links on cut them. */
const LONGEST_LINK = 64_000;

/** The query that an address carries; null where it carries none. */
export function readShared({ search, hash }: { readonly search: string; readonly hash: string }): SharedQuery | null {
  for (const part of [search, hash.replace(/^#/, '?')]) {
    const params = new URLSearchParams(part);
    const query = params.get('query');
    if (query === null || query.trim() === '') continue;
    const variables = params.get('variables') ?? '';
    return { query, variables: variables === 'null' || variables === '{}' ? '' : variables, operationName: params.get('operationName') };
  }
  return null;
}

/** Path and query that open `shared`; null where they would be longer than links can be. An empty query is the bare page. */
export function addressOf({ query, variables, operationName }: SharedQuery): string | null {
  if (query.trim() === '') return PATH;
  const params = new URLSearchParams({ query });
  if (variables.trim() !== '') params.set('variables', variables);
  if (operationName !== null) params.set('operationName', operationName);
  const written = params.toString();
  if (written.length > LONGEST_LINK) return null;
  return written.length > LONGEST_SENT ? `${PATH}#${written}` : `${PATH}?${written}`;
}
