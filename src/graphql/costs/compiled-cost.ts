/** The cost of an operation as a function of its variables, made once per document: nothing of the text is walked again. */
import { Kind, valueFromASTUntyped, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { leftOutBy } from '../left-out.js';
import { MAX_COST } from '../limits.js';
import type { Work } from '../work.js';
import { givenArguments } from './arguments.js';
import { ASSUMED_LIST, fieldCost, type ListSize } from './field-cost.js';
import { workOf } from './field-work.js';
import { IntrospectionCost } from './introspection-cost.js';

export type Variables = Readonly<Record<string, unknown>>;

/** What one measuring shares. */
export interface Measuring {
  readonly variables: Variables;
  readonly work: Work | null;
  /** Costs of fragments by their name and the sizes that they stand in. */
  readonly known: Map<string, number>;
  /** Cost of the questions about the schema that have been measured so far. */
  introspected: number;
}

/** How many items those fields of an object carry that its own field was asked for. */
export type Sizes = ReadonlyArray<readonly [field: string, items: number]>;
export type Measure = (measuring: Measuring, sizes: Sizes) => number;

const NO_SIZES: Sizes = [];
/** Such sums are compared and shown: none grows beyond what is exact. */
const capped = (cost: number): number => Math.min(Number.MAX_SAFE_INTEGER, cost);

/** O(document) once; each measuring then takes O(document) additions, and one fragment one measuring for each list size that it stands in. */
export function compiledCost(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>, operation: OperationDefinitionNode): Measure {
  const root = schema.getRootType(operation.operation);
  return root ? new CostCompiler(schema, fragments).set(root.name, operation.selectionSet) : () => 0;
}

class CostCompiler {
  readonly #compiled = new Map<string, Measure>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  /** Of a selection set on one object of a type. */
  set(type: string, { selections }: SelectionSetNode): Measure {
    const parts = selections.map((selection): Measure => {
      const measure =
        selection.kind === Kind.FIELD ? this.#field(type, selection)
        : selection.kind === Kind.INLINE_FRAGMENT ? this.set(selection.typeCondition?.name.value ?? type, selection.selectionSet)
        : this.#fragment(selection.name.value);
      const isLeftOut = leftOutBy(selection);
      return isLeftOut === null ? measure : (measuring, sizes) => (isLeftOut(measuring.variables) ? 0 : measure(measuring, sizes));
    });
    if (parts.length === 1) return parts[0];
    return (measuring, sizes) => {
      let cost = 0;
      for (const part of parts) cost += part(measuring, sizes);
      return cost;
    };
  }

  #fragment(name: string): Measure {
    let compiled = this.#compiled.get(name);
    if (!compiled) {
      const fragment = this.fragments.get(name);
      const measure: Measure = fragment ? this.set(fragment.typeCondition.name.value, fragment.selectionSet) : () => 0;
      compiled = (measuring, sizes) => {
        const key = `${name} ${sizes.map(([field, items]) => `${field}=${items}`).join(' ')}`;
        let cost = measuring.known.get(key);
        if (cost === undefined) {
          cost = capped(measure(measuring, sizes));
          measuring.known.set(key, cost);
        }
        return cost;
      };
      this.#compiled.set(name, compiled);
    }
    return compiled;
  }

  #field(type: string, node: FieldNode): Measure {
    const name = node.name.value;
    if (name === '__typename') return () => 1;
    const field = this.#fieldOf(type, name);
    if (!field) return this.#introspection(name, node);
    const { weight, argumentWeights, isList, sizes: listSizes } = fieldCost(field);
    const given = givenArguments(field, node);
    const work = workOf(type, field, node, this.fragments);
    // `[Author!]!`: the word in it is the type.
    const below = node.selectionSet ? this.set(String(field.type).replace(/\W/g, ''), node.selectionSet) : null;
    const ownSize = listSizes.find(({ sizedFields }) => sizedFields === null);
    const pageSizes = listSizes.filter((size): size is ListSize & { sizedFields: readonly string[] } => size.sizedFields !== null);
    const takesArguments = argumentWeights.length > 0 || listSizes.some(({ slicingArguments }) => slicingArguments.length > 0) || work !== null;

    return (measuring, sizes) => {
      const values = takesArguments ? given(measuring.variables) : {};
      let inside = pageSizes.length === 0 ? NO_SIZES : pageSizes.flatMap((size) => sized(size, values));
      let own = weight;
      for (const [argument, more] of argumentWeights) if (values[argument] !== undefined && values[argument] !== null) own += more;
      if (work !== null && measuring.work !== null) {
        const worked = work(measuring.work, values, measuring.variables);
        own += worked.each;
        if (worked.sizes) inside = worked.sizes;
      }
      const times = isList ? (sizes.find(([sizedField]) => sizedField === name)?.[1] ?? (ownSize ? itemsOf(ownSize, values) : ASSUMED_LIST)) : 1;
      return capped(times * (own + (below === null ? 0 : capped(below(measuring, inside)))));
    };
  }

  /** `__schema`, or `__type` of a name; each is counted once, and none where those before it are too much. Anything else isn't there, which validation says. */
  #introspection(name: string, node: FieldNode): Measure {
    const { selectionSet } = node;
    if (!selectionSet || (name !== '__schema' && name !== '__type')) return () => 0;
    const counted = new Map<unknown, number>();
    return (measuring) => {
      const value = node.arguments?.find((argument) => argument.name.value === 'name')?.value;
      const typeName: unknown = value && valueFromASTUntyped(value, measuring.variables);
      const part = name === '__schema' ? this.schema : this.schema.getType(String(typeName));
      if (!part) return 1;
      let cost = counted.get(part);
      if (cost === undefined) {
        // Counting takes a while, and the operation is refused already: so that of fifty such questions one is counted.
        if (measuring.introspected > MAX_COST) return 0;
        cost = new IntrospectionCost(this.schema, this.fragments).of(name === '__schema' ? '__Schema' : '__Type', selectionSet, part);
        counted.set(part, cost);
      }
      measuring.introspected += cost;
      return capped(cost);
    };
  }

  #fieldOf(type: string, name: string): GraphQLField<unknown, unknown> | undefined {
    const named = this.schema.getType(type);
    return named && 'getFields' in named ? (named.getFields() as Record<string, GraphQLField<unknown, unknown>>)[name] : undefined;
  }
}

function sized(size: ListSize & { readonly sizedFields: readonly string[] }, values: Variables): Sizes {
  const items = itemsOf(size, values);
  return size.sizedFields.map((field) => [field, items]);
}

/** The largest of the slicing arguments that are given; a list counts with its length. */
function itemsOf({ assumed, slicingArguments }: ListSize, values: Variables): number {
  let most: number | null = null;
  for (const argument of slicingArguments) {
    const value = values[argument];
    const items = typeof value === 'number' ? value : Array.isArray(value) ? value.length : null;
    if (items !== null) most = Math.max(most ?? 0, items);
  }
  return most ?? assumed;
}
