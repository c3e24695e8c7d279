/** Holding queries to their limits before anything is computed for them. */
import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { chargeCost } from './client-budgets.js';
import type { RequestContext } from './context.js';
import { costOf } from './cost.js';
import { noSuchOperation, requestRefused } from './errors.js';
import { fragmentsByName } from './fragments.js';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH, MAX_DIRECTIVES, MAX_RECURSION, MAX_ROOT_FIELDS, MAX_VARIABLE_DEPTH, MAX_VARIABLE_VALUES } from './limits.js';
import { deepestRecursion, type Recursion } from './recursion.js';

export interface Shape {
  /** Fields nested in each other, fragments included. */
  readonly depth: number;
  /** Aliases as written; a fragment's count once, as costs are counted elsewhere. */
  readonly aliases: number;
  /** Directives as written. */
  readonly directives: number;
  /** Fields of the root of that operation which has most of them, each fragment's as often as it is spread there; capped at Number.MAX_SAFE_INTEGER. */
  readonly rootFields: number;
}

/**
 * Depth, aliases, directives and root fields of a document whose fragments have no cycles (validation has seen to that). Each fragment is
 * measured once, so a fragment bomb costs no more than its text: O(document).
 */
export function shapeOf(document: DocumentNode): Shape {
  const fragments = fragmentsByName(document);
  const depthOfFragment = new Map<string, number>();
  const rootFieldsOfFragment = new Map<string, number>();
  const rootFieldsOf = ({ selections }: SelectionSetNode): number => {
    let fields = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields += 1;
      else if (selection.kind === Kind.INLINE_FRAGMENT) fields += rootFieldsOf(selection.selectionSet);
      else {
        const { value: name } = selection.name;
        const fragment = fragments.get(name);
        const ofFragment = rootFieldsOfFragment.get(name) ?? (fragment ? rootFieldsOf(fragment.selectionSet) : 0);
        rootFieldsOfFragment.set(name, ofFragment);
        fields += ofFragment;
      }
    }
    return Math.min(Number.MAX_SAFE_INTEGER, fields);
  };
  let [aliases, directives] = [0, 0];
  visit(document, { Directive: () => void (directives += 1) });
  const depthOf = (set: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.alias) aliases += 1;
        deepest = Math.max(deepest, 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        deepest = Math.max(deepest, depthOf(selection.selectionSet));
      } else {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        let depth = depthOfFragment.get(name);
        if (depth === undefined) {
          depth = fragment ? depthOf(fragment.selectionSet) : 0;
          depthOfFragment.set(name, depth);
        }
        deepest = Math.max(deepest, depth);
      }
    }
    return deepest;
  };
  let [depth, rootFields] = [0, 0];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    depth = Math.max(depth, depthOf(definition.selectionSet));
    rootFields = Math.max(rootFields, rootFieldsOf(definition.selectionSet));
  }
  return { depth, aliases, directives, rootFields };
}

/** Refuses a document by what stands in it, whatever its variables are. @throws GraphQLError COST_LIMIT naming the limit, the value and the remedy */
function refuseShape({ depth, aliases, directives, rootFields, recursion }: Shape & { readonly recursion: Recursion }): void {
  const refuse = (measured: string, value: number, limit: number, has: string, remedy: string): void => {
    if (value > limit) throw requestRefused(`The query ${has}, but at most ${limit.toLocaleString('en')} are answered: ${remedy}.`, { [measured]: value, limit });
  };
  refuse('depth', depth, MAX_DEPTH, `is ${depth} levels deep`, 'ask in several steps');
  refuse('aliases', aliases, MAX_ALIASES, `has ${aliases} aliases`, 'ask in several requests');
  refuse('directives', directives, MAX_DIRECTIVES, `has ${directives} directives`, 'put what is skipped or included together into one fragment');
  refuse('rootFields', rootFields, MAX_ROOT_FIELDS, `has ${rootFields.toLocaleString('en')} fields at its root`, 'ask in several requests');
  const { field, times } = recursion;
  refuse('recursion', times, MAX_RECURSION, `asks for ${field ?? ''} within itself, ${times} times on one way down`, 'ask for the inner ones by their ids in another request');
}

/** Layers of plain JSON are counted one after the other, up to one beyond the limits. Not recursive: the sender chooses the depth. @throws GraphQLError COST_LIMIT */
function refuseVariables(variables: Readonly<Record<string, unknown>>): void {
  let layer: unknown[] = Object.values(variables);
  let values = 0;
  for (let depth = 1; layer.length > 0; depth++) {
    if (depth > MAX_VARIABLE_DEPTH) {
      throw requestRefused(`The variables nest more than ${MAX_VARIABLE_DEPTH} levels deep: combine conditions in lists.`, { limit: MAX_VARIABLE_DEPTH });
    }
    values += layer.length;
    if (values > MAX_VARIABLE_VALUES) {
      throw requestRefused(`The variables hold more than ${MAX_VARIABLE_VALUES.toLocaleString('en')} values: ask in several requests.`, { limit: MAX_VARIABLE_VALUES });
    }
    layer = layer.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
}

/** What each answer tells in its `extensions`: cost, where there is data, and snapshot, where there is one. */
export function toldOf({ cost, costParts, snapshotId }: Pick<RequestContext, 'cost' | 'costParts' | 'snapshotId'>, hasData: boolean): Record<string, unknown> {
  const costs = cost !== null && hasData ? { cost, costParts: { ...costParts, limit: MAX_COST } } : {};
  return { ...costs, ...(snapshotId === null ? {} : { snapshot: snapshotId }) };
}

/**
 * What every operation must pass each time that it is asked for, its document being within the limits: those that depend on
 * the variables and, once they are kept to, its client's budget. The context is told the cost.
 * @throws GraphQLError COST_LIMIT, RATE_LIMITED
 */
export function admitOperation(asked: Asked, context: RequestContext): void {
  refuseVariables(asked.variables);
  refuseCost(asked, context);
  chargeCost(context);
}

interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @throws GraphQLError COST_LIMIT */
function refuseCost({ schema, document, operation, variables }: Asked, context: RequestContext): void {
  const { values, work } = costOf(schema, document, operation, variables, context.corpusSize);
  const cost = Math.min(Number.MAX_SAFE_INTEGER, values + work);
  context.cost = cost;
  context.costParts = { values, work };
  if (cost <= MAX_COST) return;
  const [asked, limit] = [cost, MAX_COST].map((number) => number.toLocaleString('en'));
  const remedy = work > values ? 'ask for fewer graphs, communities, layout rounds, orders or conditions at once' : 'ask for smaller pages ("first"), or less of the schema at once';
  throw requestRefused(`The query costs an estimated ${asked} values or their like, but at most ${limit} are answered: ${remedy}.`, { cost, work, limit: MAX_COST });
}

/**
 * Refuses queries beyond the limits with COST_LIMIT (HTTP 400), and states every answer's estimated cost in
 * `extensions.cost`, with its parts and the limit in `extensions.costParts`, and its snapshot in `extensions.snapshot`.
 */
export function queryLimits(): ApolloServerPlugin<RequestContext> {
  const shapes = new WeakMap<DocumentNode, Shape & { readonly recursion: Recursion }>();
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation, schema, request, contextValue }) {
          if (operation && !schema.getRootType(operation.operation)) throw noSuchOperation(operation.operation);
          const shape = shapes.get(document) ?? { ...shapeOf(document), recursion: deepestRecursion(schema, document) };
          shapes.set(document, shape);
          refuseShape(shape);
          const variables = request.variables ?? {};
          if (operation) admitOperation({ schema, document, operation, variables }, contextValue);
          else refuseVariables(variables);
          return Promise.resolve();
        },
        willSendResponse({ response, contextValue }) {
          if (response.body.kind === 'single') {
            const result = response.body.singleResult;
            const told = toldOf(contextValue, Boolean(result.data));
            if (Object.keys(told).length > 0) result.extensions = { ...result.extensions, ...told };
          }
          return Promise.resolve();
        },
      }),
  };
}
