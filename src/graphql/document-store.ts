/**
 * Documents that have been read and validated, and those whose one fault validation took its time to find: neither is done
 * again when the same text comes again. Bounded by what syntax trees take, not by their texts.
 */
import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, Kind, OperationTypeNode, type DocumentNode } from 'graphql';
import { WeightedLru } from '../caches/weighted-lru.js';

/** Tokens of all that is kept: some 400 bytes each with what is worked out of them, so 32 MB in all, or 32 of the longest documents. */
const MOST_TOKENS = 80_000;

/** Tokens of a document that was parsed, by which its weight in memory is told. O(tokens). */
export function tokensOf({ loc }: DocumentNode): number {
  let tokens = 0;
  for (let token = loc?.startToken ?? null; token !== null; token = token.next) tokens += 1;
  return tokens;
}

export class DocumentStore {
  readonly #documents: WeightedLru<DocumentNode>;
  readonly #refusals = new WeakMap<DocumentNode, GraphQLError>();

  /** @param mostTokens of all documents, of which those not asked for longest go first */
  constructor(mostTokens = MOST_TOKENS) {
    this.#documents = new WeightedLru(mostTokens);
  }

  /** Tokens of what is kept. */
  get weight(): number {
    return this.#documents.weight;
  }

  /** @param key ends with the hash of the document's text */
  get(key: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.#documents.get(hashIn(key)));
  }

  set(key: string, document: DocumentNode): Promise<void> {
    this.#documents.set(hashIn(key), document, tokensOf(document));
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    this.#documents.delete(hashIn(key));
    return Promise.resolve(true);
  }

  /**
   * Remembers that a document is refused, if by one error alone: several are told one after the other, and found anew. Of
   * mutations nothing is remembered: how they came is looked at before what is wrong with them.
   */
  refuse(hash: string, document: DocumentNode, errors: readonly GraphQLError[]): void {
    const isOfQueries = document.definitions.every((definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY);
    if (errors.length !== 1 || !isOfQueries) return;
    const [{ message, nodes, extensions, originalError }] = errors;
    // As Apollo words it the first time.
    const http = { status: 400, headers: new HeaderMap() };
    this.#refusals.set(document, new GraphQLError(message, { nodes: nodes ?? null, originalError: originalError ?? errors[0], extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http, ...extensions } }));
    void this.set(hash, document);
  }

  /** Why a document is refused; null for one that is not. */
  refusalOf(document: DocumentNode): GraphQLError | null {
    return this.#refusals.get(document) ?? null;
  }
}

const HASH_LENGTH = 64;
/** Before the hash of a text stands that of the schema, of which there is one. */
const hashIn = (key: string): string => key.slice(-HASH_LENGTH);

/** Has refusals of documents remembered, and told again. To stand before what looks at a document that is taken to be valid. */
export function remembersRefusals(store: DocumentStore): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        validationDidStart: ({ document, queryHash }) => Promise.resolve((errors) => {
          if (errors !== undefined && queryHash !== undefined) store.refuse(queryHash, document, errors as readonly GraphQLError[]);
          return Promise.resolve();
        }),
        didResolveOperation({ document }) {
          const refusal = store.refusalOf(document);
          if (refusal !== null) throw refusal;
          return Promise.resolve();
        },
      }),
  };
}
