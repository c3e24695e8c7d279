/** What is told of an operation to log and metrics: written while it is answered, read when its answer has been sent. */
import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { RequestContext } from './context.js';
import { isOfSnapshot } from './execution/lasting-fields.js';

/** How often a store was read, and for how many keys at once. */
export interface Batch {
  /** Method of the record reader. */
  readonly loader: string;
  readonly keys: number;
  /** By performance.now(). */
  readonly startedAt: number;
  readonly endedAt: number;
}

export class OperationNotes {
  /** Of the document; null where it has none or is none. */
  operationName: string | null = null;
  /** SHA-256 of the document's text in hexadecimal; null before it is known. */
  documentHash: string | null = null;
  /** Estimated; null where nothing was estimated. */
  cost: number | null = null;
  /** Of the errors of the answer, each once. */
  codes: readonly string[] = [];
  /** Under which errors inside were logged. */
  errorIds: readonly string[] = [];
  snapshotId: string | null = null;
  /** As sent; logged on demand alone. */
  document: string | null = null;
  variables: Readonly<Record<string, unknown>> | null = null;
  /** Whether the answer is of the snapshot alone and whole, so that it is the same for as long as that is served. */
  isLasting = false;
  /** The same of an answer that the engine's whole pipeline gave: all that is asked for is of the snapshot, and nothing failed. */
  isOfSnapshot = false;
  /** Reads of the store, in order. */
  readonly batches: Batch[] = [];
  /** When its phases began and ended, by performance.now(); null where it did not come to that. */
  begunAt: number | null = null;
  parsedAt: number | null = null;
  validatedAt: number | null = null;
  executionAt: number | null = null;
  answeredAt: number | null = null;
  #isSealed = false;

  /** Whether the answer has been given, so that what its pipeline still says of it is said of none. */
  get isSealed(): boolean {
    return this.#isSealed;
  }

  /** From now on the answer is a refusal of this code, whatever is noted of another. */
  seal(code: string): void {
    this.#isSealed = true;
    this.codes = [code];
    this.errorIds = [];
    this.answeredAt = performance.now();
  }
}

/** Takes the notes of every operation, refused ones included. */
export function takesNotes(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: ({ request, contextValue }) => {
      const { notes } = contextValue;
      noteRequest(contextValue, request);
      return Promise.resolve({
        parsingDidStart: () => Promise.resolve(() => {
          notes.parsedAt = performance.now();
          return Promise.resolve();
        }),
        validationDidStart: () => Promise.resolve(() => {
          notes.validatedAt = performance.now();
          return Promise.resolve();
        }),
        didResolveOperation: ({ operationName, queryHash, document, operation }) => {
          notes.operationName = operationName;
          noteOperation(contextValue, queryHash);
          notes.isOfSnapshot = operation?.operation === OperationTypeNode.QUERY && isOfSnapshot(document, operation);
          return Promise.resolve();
        },
        executionDidStart: () => {
          notes.executionAt = performance.now();
          return Promise.resolve();
        },
        willSendResponse: ({ queryHash, response }) => {
          noteAnswer(contextValue, queryHash ?? null);
          const errors = (response.body.kind === 'single' ? response.body.singleResult.errors : null) ?? [];
          if (errors.length > 0) notes.isOfSnapshot = false;
          if (errors.length > 0 && !notes.isSealed) {
            notes.codes = textsOf(errors.map(({ extensions }) => extensions?.['code']));
            notes.errorIds = textsOf(errors.map(({ extensions }) => extensions?.['errorId']));
          }
          return Promise.resolve();
        },
      });
    },
  };
}

/** To be noted of every request. */
export function noteRequest({ notes, snapshotId }: RequestContext, { query, variables }: Pick<GraphQLRequest, 'query' | 'variables'>): void {
  notes.begunAt = performance.now();
  notes.document = query ?? null;
  notes.variables = variables ?? null;
  notes.snapshotId = snapshotId;
}

/** To be noted of every operation before it is executed, since it may never be answered. @param documentHash null for a document that could not be read */
export function noteOperation({ notes, cost }: RequestContext, documentHash: string | null): void {
  notes.documentHash = documentHash;
  notes.cost = cost;
}

/** To be noted of every answer. @param documentHash null for a document that could not be read */
export function noteAnswer(context: RequestContext, documentHash: string | null): void {
  if (context.notes.isSealed) return;
  noteOperation(context, documentHash);
  context.notes.answeredAt = performance.now();
}

function textsOf(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
