/** The argument `graph`: names become indices, and what was not given its neutral default. */
import { DEFAULT_SPEC, validateSpec } from '../../graph/spec.js';
import type { GraphSpec } from '../../graph/types.js';
import type { MaybePromise } from '../../snapshot/when-known.js';
import type { RequestContext } from '../context.js';
import { badUserInput } from '../errors.js';
import type { GraphSpec as GraphSpecInput } from '../generated/resolvers.js';
import { graphInUse, type GraphInUse } from '../graph-in-use.js';
import { authorByAnyId } from './ids.js';
import { termIndices } from './terms.js';

type MaybeSpec = GraphSpecInput | null | undefined;

/**
 * The graph that an argument means: one object for equal arguments of a request, itself where the request has it.
 * @throws GraphQLError BAD_USER_INPUT, NOT_FOUND, as a rejection
 */
export function graphOf(context: RequestContext, input: MaybeSpec, argument = 'graph'): MaybePromise<GraphInUse> {
  const key = input ? JSON.stringify(input) : '{}';
  const known = context.graphs.get(key);
  if (known !== undefined) return known;
  const graph = parse(context, input ?? {}, argument);
  context.graphs.set(key, graph);
  // After all who wait for it already: they go on in the order in which they asked.
  graph.then((value) => context.graphs.set(key, value), () => undefined);
  return graph;
}

async function parse(context: RequestContext, input: Partial<GraphSpecInput>, argument: string): Promise<GraphInUse> {
  const { snapshot } = context;
  if (Object.keys(input).length === 0) return graphInUse(snapshot, DEFAULT_SPEC, [], context.patience);
  const { vocabulary } = snapshot;
  const types = input.types ?? [];
  const names = (list: readonly string[] | null | undefined, terms: readonly string[], field: string, what: string) =>
    (list ?? []).flatMap((name) => termIndices(terms, name, `${argument}.${field}`, what));
  const spec: GraphSpec = {
    counting: input.counting ?? DEFAULT_SPEC.counting,
    maxAuthors: input.maxAuthors ?? null,
    yearFrom: input.years?.from ?? null,
    yearTo: input.years?.to ?? null,
    types: types.map((type) => vocabulary.types.indexOf(type)),
    venues: names(input.venues, vocabulary.venues, 'venues', 'venue'),
    fields: names(input.fields, vocabulary.fields, 'fields', 'field'),
    minStrength: input.minStrength ?? 0,
    component: input.component ?? 'ALL',
    componentOf: typeof input.componentOf === 'string' ? (await authorByAnyId(context, input.componentOf, `${argument}.componentOf`)).index : null,
  };
  try {
    validateSpec(spec, snapshot.incidence.authorCount);
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput(argument, input, `but ${error.message}`);
    throw error;
  }
  return graphInUse(snapshot, spec, types, context.patience);
}
