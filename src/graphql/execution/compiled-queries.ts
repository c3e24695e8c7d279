/** Queries that come again, compiled to functions. An answer is given only where it is whole: all else is executed as ever. */
import { getVariableValues, type DocumentNode, type ExecutionResult, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import type { Logger } from 'pino';
import { WeightedLru } from '../../caches/weighted-lru.js';
import { MetricComputingError } from '../../snapshot/types.js';
import { COERCED, compiledSchema, WATCHED, type Abandonable } from './compiled-schema.js';
import { decisionsOf, documentToCompile, suitabilityOf, type Suitability } from './suitable.js';

/** Fields of the compiled queries that are kept, fragments written out, some kilobytes each: the pages have some fifty queries, each in a few variants. */
const MOST_FIELDS = 20_000;
/** Variable errors that graphql-js collects; with any, nothing is answered here. */
const ONE_ERROR = { maxErrors: 1 };

/** Runs in vain, one after the other, after which a query rests, which is to say is executed as it stands at once: compiled code would only do the work twice. */
const MOST_IN_VAIN = 3;
/** It rests for one coming, and for twice as many after each further run in vain, up to these: what failed may have been the variables. */
const LONGEST_REST = 128;

interface Entry {
  /** Null before the query has come a second time. */
  query: CompiledQuery['query'] | null;
  /** True where it can't be compiled. */
  isHopeless: boolean;
  /** Runs in vain since the last that was not. */
  inVain: number;
  /** Comings that are not tried any more. */
  resting: number;
}

export interface Question {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Names the text of the document. */
  readonly hash: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RunContext;
}

/** What a run needs of the request's context. */
export interface RunContext {
  /** Forgets what a run has left behind, so that the next is as a first one. */
  startAnew(): void;
}

export class CompiledQueries {
  readonly #entries: WeightedLru<Entry>;
  readonly #suitability = new WeakMap<OperationDefinitionNode, { readonly value: Suitability | null }>();
  readonly #schema: GraphQLSchema;
  readonly #compiledSchema: GraphQLSchema;
  readonly #logger: Logger;
  /** Answers given and questions passed back, for whoever watches. */
  readonly counts = { compiled: 0, answered: 0, passedBack: 0 };

  /** @param mostFields of the compiled queries kept, of which those not asked for longest go first */
  constructor(schema: GraphQLSchema, logger: Logger, mostFields = MOST_FIELDS) {
    this.#schema = schema;
    this.#compiledSchema = compiledSchema(schema);
    this.#logger = logger;
    this.#entries = new WeightedLru(mostFields);
  }

  /**
   * The data of a query that has come before; null where the question must be executed as it stands: at its first coming,
   * where the document does not suit, its variables are wrong, or its answer has errors (whose order, wording and places
   * are graphql-js's to say) or has had some several times in a row.
   */
  async answer(question: Question): Promise<NonNullable<ExecutionResult['data']> | null> {
    const data = await this.#answer(question);
    if (data === null) this.counts.passedBack += 1;
    else this.counts.answered += 1;
    return data;
  }

  async #answer({ document, operation, hash, variables, context }: Question): Promise<NonNullable<ExecutionResult['data']> | null> {
    const suitability = this.#suitabilityOf(document, operation);
    if (suitability === null) return null;
    const { coerced } = getVariableValues(this.#schema, operation.variableDefinitions ?? [], variables, ONE_ERROR);
    const decisions = coerced === undefined ? null : decisionsOf(suitability.deciding, coerced);
    if (coerced === undefined || decisions === null) return null;
    const key = `${hash} ${operation.name?.value ?? ''} ${decisions}`;
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#entries.set(key, { query: null, isHopeless: false, inVain: 0, resting: 0 }, suitability.fields);
      return null;
    }
    if (entry.isHopeless) return null;
    if (entry.resting > 0) {
      entry.resting -= 1;
      return null;
    }
    entry.query ??= this.#compile(operation, suitability, coerced);
    if (entry.query === null) {
      entry.isHopeless = true;
      return null;
    }
    const data = await run(entry.query, context, coerced);
    entry.inVain = data === null ? entry.inVain + 1 : 0;
    if (entry.inVain >= MOST_IN_VAIN) entry.resting = Math.min(LONGEST_REST, 2 ** (entry.inVain - MOST_IN_VAIN));
    return data;
  }

  #suitabilityOf(document: DocumentNode, operation: OperationDefinitionNode): Suitability | null {
    const known = this.#suitability.get(operation);
    if (known !== undefined) return known.value;
    const value = suitabilityOf(document, operation);
    this.#suitability.set(operation, { value });
    return value;
  }

  #compile(operation: OperationDefinitionNode, { fragments }: Suitability, variables: Readonly<Record<string, unknown>>): CompiledQuery['query'] | null {
    const compiled = compileQuery(this.#compiledSchema, documentToCompile(operation, fragments, variables, COERCED), operation.name?.value, { disablingCapturingStackErrors: true });
    if (isCompiledQuery(compiled)) {
      this.counts.compiled += 1;
      return compiled.query;
    }
    this.#logger.warn({ operation: operation.name?.value ?? null, errors: compiled.errors?.map(({ message }) => message) }, 'a query can\'t be compiled and is executed as it stands');
    return null;
  }
}

/** The data, or null where anything went wrong: then the context is as it was, or keeps what it has waited for in vain. */
async function run(query: CompiledQuery['query'], context: RunContext, variables: Readonly<Record<string, unknown>>): Promise<NonNullable<ExecutionResult['data']> | null> {
  let abandon: Abandonable['abandon'] = () => undefined;
  const abandoned = new Promise<null>((resolve) => (abandon = () => resolve(null)));
  Object.assign(context, { [WATCHED]: { abandon } satisfies Abandonable });
  const result = await Promise.race([attempt(query, context, variables), abandoned]);
  const errors = result?.errors ?? [];
  if (result !== null && errors.length === 0) return result.data ?? null;
  // Nobody waits twice for a number that is being computed.
  if (!errors.some(({ originalError }) => originalError instanceof MetricComputingError)) context.startAnew();
  return null;
}

async function attempt(query: CompiledQuery['query'], context: RunContext, variables: Readonly<Record<string, unknown>>): Promise<ExecutionResult | null> {
  try {
    return await query(undefined, context, variables);
  } catch {
    return null;
  }
}
