/** Holding queries to their limits before anything is computed for them. */
import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RequestContext } from './context.js';
import { costOf } from './cost.js';
import { noSuchOperation, requestRefused } from './errors.js';
import { MAX_ALIASES, MAX_COST, MAX_DEPTH, MAX_VARIABLE_DEPTH } from './limits.js';

export interface Shape {
  /** Fields nested in each other, fragments included. */
  readonly depth: number;
  /** Aliases as written; a fragment's count once, as costs are counted elsewhere. */
  readonly aliases: number;
}

/**
 * Depth and aliases of a document whose fragments have no cycles (validation has seen to that). Each fragment is
 * measured once, so a fragment bomb costs no more than its text: O(document).
 */
export function shapeOf(document: DocumentNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const depthOfFragment = new Map<string, number>();
  let aliases = 0;
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
  let depth = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) depth = Math.max(depth, depthOf(definition.selectionSet));
  }
  return { depth, aliases };
}

/** Nesting of plain JSON; stops counting one beyond the limit. Not recursive: the sender chooses the depth. */
function nestsDeeperThan(value: unknown, limit: number): boolean {
  let layer: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth++) {
    layer = layer.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (layer.length === 0) return false;
  }
  return true;
}

/** Refuses queries beyond the limits with COST_LIMIT (HTTP 400), and states every answer's estimated cost in `extensions.cost`, its snapshot in `extensions.snapshot`. */
export function queryLimits(): ApolloServerPlugin<RequestContext> {
  const shapes = new WeakMap<DocumentNode, Shape>();
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation, schema, request, contextValue }) {
          if (operation && !schema.getRootType(operation.operation)) throw noSuchOperation(operation.operation);
          const { depth, aliases } = shapes.get(document) ?? shapeOf(document);
          shapes.set(document, { depth, aliases });
          if (depth > MAX_DEPTH) {
            throw requestRefused(`The query is ${depth} levels deep, but at most ${MAX_DEPTH} are answered: ask in several steps.`, { depth, limit: MAX_DEPTH });
          }
          if (aliases > MAX_ALIASES) {
            throw requestRefused(`The query has ${aliases} aliases, but at most ${MAX_ALIASES} are answered: ask in several requests.`, { aliases, limit: MAX_ALIASES });
          }
          const variables = request.variables ?? {};
          if (nestsDeeperThan(variables, MAX_VARIABLE_DEPTH)) {
            throw requestRefused(`The variables nest more than ${MAX_VARIABLE_DEPTH} levels deep: combine conditions in lists.`, { limit: MAX_VARIABLE_DEPTH });
          }
          const { values, work } = operation ? costOf(schema, document, operation, variables, contextValue.corpusSize) : { values: 0, work: 0 };
          const cost = Math.min(Number.MAX_SAFE_INTEGER, values + work);
          contextValue.cost = cost;
          if (cost > MAX_COST) {
            const [asked, limit] = [cost, MAX_COST].map((number) => number.toLocaleString('en'));
            const remedy = work > values ? 'ask for fewer graphs, communities, layout rounds, orders or conditions at once' : 'ask for smaller pages ("first")';
            throw requestRefused(`The query costs an estimated ${asked} values or their like, but at most ${limit} are answered: ${remedy}.`, { cost, work, limit: MAX_COST });
          }
          return Promise.resolve();
        },
        willSendResponse({ response, contextValue: { cost, snapshotId } }) {
          if (response.body.kind === 'single') {
            const result = response.body.singleResult;
            const told = { ...(cost !== null && result.data ? { cost } : {}), ...(snapshotId === null ? {} : { snapshot: snapshotId }) };
            if (Object.keys(told).length > 0) result.extensions = { ...result.extensions, ...told };
          }
          return Promise.resolve();
        },
      }),
  };
}
