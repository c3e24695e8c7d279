/** What a query may cost: its fields times the sizes of the lists that they stand in, and the work behind them. */
import { valueFromASTUntyped, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { CorpusSize } from './corpus-size.js';
import { compiledCost, type Measure, type Variables } from './costs/compiled-cost.js';
import { fragmentsByName } from './fragments.js';
import { Work } from './work.js';

export interface Cost {
  /** Estimated number of values of the answer. */
  readonly values: number;
  /** What is to be worked out for them, in values that take as long. */
  readonly work: number;
}

interface CompiledOperation {
  readonly schema: GraphQLSchema;
  readonly measure: Measure;
  readonly defaults: Variables;
}

const compiled = new WeakMap<DocumentNode, Map<OperationDefinitionNode, CompiledOperation>>();

/**
 * The estimated cost of an operation, each part capped at Number.MAX_SAFE_INTEGER, as the schema's `@cost` and
 * `@listSize` have it: a page counts with its `first`, `last`, `limit` or `maxNodes`, given literally, by variable or by
 * default. The document is compiled once. Each fragment is measured once per list size that it stands in, so a fragment
 * bomb takes no longer to count than its text. `__schema` and `__type` are counted on the schema itself. What `@skip` and
 * `@include` leave out costs nothing. Fields of several types of a union or interface add up, though one object answers
 * those of one type only. Without a corpus there is no work.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables, size: CorpusSize | null): Cost {
  const { measure, defaults } = compiledOperation(schema, document, operation);
  const work = size && new Work(size);
  const values = measure({ variables: { ...defaults, ...variables }, work, known: new Map(), introspected: 0 }, []);
  return { values: Math.min(Number.MAX_SAFE_INTEGER, values), work: Math.min(Number.MAX_SAFE_INTEGER, work?.total ?? 0) };
}

function compiledOperation(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): CompiledOperation {
  const operations = compiled.get(document) ?? new Map<OperationDefinitionNode, CompiledOperation>();
  compiled.set(document, operations);
  let known = operations.get(operation);
  if (known?.schema !== schema) {
    const defaults = Object.fromEntries(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => (defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [])),
    );
    known = { schema, measure: compiledCost(schema, fragmentsByName(document), operation), defaults };
    operations.set(operation, known);
  }
  return known;
}
