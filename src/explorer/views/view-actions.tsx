/** What can be done with a view: see the query behind it, copy its address, take it along as a file. */
import type { TypedDocumentString } from '../generated/graphql.js';
import { addressOf } from '../playground/share.js';
import { CopyLink } from './copy-link.js';
import { EmbedSnippet } from './embed-snippet.js';
import type { ExportOffer } from './export-address.js';
import { ExportMenu } from './export-menu.js';
import './view-actions.css';

export interface ViewActionsProps<V> {
  /** The operation that the page asked. */
  readonly query: TypedDocumentString<unknown, V>;
  readonly variables: V;
  /** What can be taken along as a file, in this order. */
  readonly exports?: readonly ExportOffer[];
}

/** The address of the playground with an operation and its variables filled in; those that are long stand after a `#`, which no server or proxy refuses. */
export function playgroundAddress<V>(query: TypedDocumentString<unknown, V>, variables: V): string {
  const shared = { query: query.toString().trim(), variables: JSON.stringify(variables, null, 2) };
  // A link that is followed at once may be longer than one that is sent.
  return addressOf({ ...shared, operationName: null }) ?? `/graphql#${new URLSearchParams(shared)}`;
}

export function ViewActions<V>({ query, variables, exports }: ViewActionsProps<V>) {
  return (
    <div class="view-actions" role="group" aria-label="This view">
      <a class="button" href={playgroundAddress(query, variables)}>Show the query</a>
      <CopyLink />
      {exports !== undefined && exports.length > 0 && <ExportMenu exports={exports} />}
      <EmbedSnippet />
    </div>
  );
}
