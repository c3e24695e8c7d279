/**
 * Queries that have been validated, held to their limits, compiled and answered before: when they come again they need
 * nothing of Apollo's pipeline. Whatever is unusual about a request, or goes wrong with it, is left to Apollo, which
 * says what it always says.
 */
import { HeaderMap, type GraphQLRequest, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { WeightedLru } from '../../caches/weighted-lru.js';
import type { RequestContext } from '../context.js';
import { tokensOf } from '../document-store.js';
import { isRecord } from '../json-object.js';
import { noteAnswer, noteOperation, noteRequest } from '../operation-notes.js';
import { admitOperation, toldOf } from '../query-limits.js';
import { answerText } from '../response-size.js';
import type { CompiledQueries } from './compiled-queries.js';
import { isOfSnapshot } from './lasting-fields.js';

/** Tokens of the documents that are remembered: with their texts some 450 bytes each, so 36 MB in all. */
const MOST_TOKENS = 80_000;
/** What clients accept comes in few forms; of more, the ones beyond go Apollo's way. */
const MOST_ACCEPTED = 50;
const LONGEST_ACCEPTED = 200;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

interface KnownOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly hash: string;
  readonly isLasting: boolean;
}

/** A request whose operation is known. */
export interface KnownQuestion {
  readonly known: KnownOperation;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly contentType: string;
}

type Learnt = Pick<KnownOperation, 'document' | 'operation' | 'hash'>;

export class KnownOperations {
  readonly #maxBytes: number;
  readonly #operations = new WeightedLru<KnownOperation>(MOST_TOKENS);
  /** Content types of answers by what was accepted, as Apollo chose them. */
  readonly #contentTypes = new Map<string, string>();
  #running: { readonly schema: GraphQLSchema; readonly queries: CompiledQueries } | null = null;
  /** Questions answered here, for whoever watches. */
  answered = 0;

  /** @param maxBytes bytes that an answer may have */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  begin(schema: GraphQLSchema, queries: CompiledQueries): void {
    this.#running = { schema, queries };
  }

  /** From now on nothing is known. */
  end(): void {
    this.#running = null;
  }

  /** Null where the engine does not run. */
  get queries(): CompiledQueries | null {
    return this.#running?.queries ?? null;
  }

  /** Remembers an operation that Apollo let pass and compiled code has answered. */
  learn({ query, operationName }: GraphQLRequest, { document, operation, hash }: Learnt): void {
    if (query === undefined) return;
    const key = keyOf(query, operationName);
    this.#operations.set(key, { document, operation, hash, isLasting: isOfSnapshot(document, operation) }, tokensOf(document));
  }

  /** Remembers what type Apollo gave to an answer with data. */
  learnType(request: HTTPGraphQLRequest, { headers }: HTTPGraphQLResponse): void {
    const accepted = request.headers.get('accept') ?? '';
    const type = headers.get('content-type');
    if (type !== undefined && accepted.length <= LONGEST_ACCEPTED && this.#contentTypes.size < MOST_ACCEPTED) this.#contentTypes.set(accepted, type);
  }

  /** The question of a request that Apollo would take as it is, and whose operation and type of answer are known; null for all others. */
  questionOf({ method, headers, body, search }: HTTPGraphQLRequest): KnownQuestion | null {
    if (this.#running === null || method !== 'POST' || search !== '' || !isRecord(body) || !JSON_TYPE.test(headers.get('content-type') ?? '')) return null;
    const { query, operationName, variables, extensions } = body;
    if (typeof query !== 'string' || (operationName !== undefined && operationName !== null && typeof operationName !== 'string')) return null;
    if ((variables !== undefined && variables !== null && !isRecord(variables)) || (extensions !== undefined && extensions !== null && !isRecord(extensions))) return null;
    if (operationName === ' ' || extensions?.['persistedQuery'] !== undefined) return null;
    const contentType = this.#contentTypes.get(headers.get('accept') ?? '');
    const known = contentType === undefined ? undefined : this.#operations.get(keyOf(query, operationName ?? undefined));
    return known === undefined || contentType === undefined ? null : { known, query, variables: variables ?? undefined, contentType };
  }

  /** The answer, if it is whole; null where Apollo must be asked, which then does nothing for a second time. */
  async answer({ known, query, variables, contentType }: KnownQuestion, context: RequestContext): Promise<HTTPGraphQLResponse | null> {
    const running = this.#running;
    if (running === null) return null;
    const { document, operation, hash, isLasting } = known;
    const { notes, progress } = context;
    noteRequest(context, variables === undefined ? { query } : { query, variables });
    try {
      admitOperation({ schema: running.schema, document, operation, variables: variables ?? {} }, context);
    } catch {
      // Nothing has been taken: Apollo meets the same refusal, and words it.
      return null;
    }
    notes.operationName = operation.name?.value ?? null;
    noteOperation(context, hash);
    notes.executionAt = performance.now();
    const data = await running.queries.answer({ document, operation, hash, variables: variables ?? {}, context });
    progress.compiledData = data;
    if (data === null) return null;
    let text: string;
    try {
      const told = toldOf(context, true);
      text = answerText(Object.keys(told).length > 0 ? { data, extensions: told } : { data }, this.#maxBytes);
    } catch {
      // Too long, as Apollo will find.
      return null;
    }
    noteAnswer(context, hash);
    notes.isLasting = isLasting;
    this.answered += 1;
    return { headers: new HeaderMap([['content-type', contentType]]), body: { kind: 'complete', string: text } };
  }
}

function keyOf(query: string, operationName: string | undefined): string {
  // A name that is a space is none, and none holds a line break, so no two pairs have one key; an empty name names no operation.
  return `${operationName ?? ' '}\n${query}`;
}
