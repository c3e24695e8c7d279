/**
 * What the schema's directives `@cost` and `@listSize` say of a field. Types are read as text (`[Author!]!`), since a
 * schema may have been made by another copy of the library than this room's, which its own checks refuse.
 */
import { valueFromASTUntyped, type GraphQLArgument, type GraphQLField } from 'graphql';

/** Items of a list of which the schema says nothing: most have a handful. A test sees to it that ours say something. */
export const ASSUMED_LIST = 5;

/** One `@listSize`. */
export interface ListSize {
  /** Items where no slicing argument says how many. */
  readonly assumed: number;
  readonly slicingArguments: readonly string[];
  /** Fields of the answered object that carry the items; null where the field itself is the list. */
  readonly sizedFields: readonly string[] | null;
}

export interface FieldCost {
  /** Of the field itself, once for each object that it stands on. */
  readonly weight: number;
  /** Added where the argument is given and not null. */
  readonly argumentWeights: ReadonlyArray<readonly [name: string, weight: number]>;
  readonly isList: boolean;
  readonly sizes: readonly ListSize[];
}

const known = new WeakMap<GraphQLField<unknown, unknown>, FieldCost>();

/** O(directives of the field) once per field. @throws Error for a weight that is no number from 0 up: a fault of the schema's text */
export function fieldCost(field: GraphQLField<unknown, unknown>): FieldCost {
  let cost = known.get(field);
  if (!cost) {
    cost = readCost(field);
    known.set(field, cost);
  }
  return cost;
}

function readCost(field: GraphQLField<unknown, unknown>): FieldCost {
  const sizes = applied(field, 'listSize').map((given) => ({
    assumed: typeof given['assumedSize'] === 'number' ? given['assumedSize'] : ASSUMED_LIST,
    slicingArguments: (given['slicingArguments'] ?? []) as readonly string[],
    sizedFields: (given['sizedFields'] ?? null) as readonly string[] | null,
  }));
  const argumentWeights = field.args.flatMap((argument) => {
    const weight = weightOf(argument);
    return weight === null ? [] : [[argument.name, weight] as const];
  });
  return { weight: weightOf(field) ?? 1, argumentWeights, isList: String(field.type).startsWith('['), sizes };
}

function weightOf(weighed: GraphQLField<unknown, unknown> | GraphQLArgument): number | null {
  const [given] = applied(weighed, 'cost');
  if (!given) return null;
  const weight = Number(given['weight']);
  if (!Number.isFinite(weight) || weight < 0) throw new Error(`@cost(weight: "${String(given['weight'])}") of ${weighed.name} is no number from 0 up`);
  return weight;
}

function applied({ astNode }: GraphQLField<unknown, unknown> | GraphQLArgument, name: string): ReadonlyArray<Readonly<Record<string, unknown>>> {
  return (astNode?.directives ?? [])
    .filter((directive) => directive.name.value === name)
    .map((directive) => Object.fromEntries((directive.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])));
}
