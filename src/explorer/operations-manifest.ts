/** Every operation of the pages by its name: what a server that answers trusted documents alone must know to serve them. */
import * as documents from './generated/graphql.js';

/** Texts exactly as they are sent. Fragments stand in the operations that use them. */
export function operationsManifest(): Readonly<Record<string, string>> {
  const texts = Object.values(documents).flatMap((exported) => (exported instanceof documents.TypedDocumentString ? [exported.toString()] : []));
  return Object.fromEntries(
    texts.flatMap((text) => {
      const name = /^\s*(?:query|mutation) (\w+)/m.exec(text)?.[1];
      return name === undefined ? [] : [[`explorer:${name}`, text]];
    }),
  );
}
