/** What a query may ask for: its fields times the sizes of the pages that they stand in. */
import {
  Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLSchema,
  type OperationDefinitionNode, type SelectionSetNode, type ValueNode,
} from 'graphql';

/** Assumed length of a list without a page size: most have a handful of items. */
const ASSUMED_LIST = 5;
/** Page size where none is given or known. */
const ASSUMED_PAGE = 25;
/** Fields that carry the items of the page that their parent was asked for. */
const PAGED_FIELDS: ReadonlySet<string> = new Set(['edges', 'nodes', 'paths', 'groups']);
/** Arguments that say how many items come. */
const SIZE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last', 'limit', 'maxNodes', 'ids']);

type Variables = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, GraphQLField<unknown, unknown>>>;

/**
 * Estimated number of values that an operation answers with, capped at Number.MAX_SAFE_INTEGER. A page counts with
 * its `first`, `last`, `limit` or `maxNodes`, given literally, by variable or by default. Each fragment is measured
 * once per page size that it stands in, so a fragment bomb costs no more than its text. `__schema` and `__type` are
 * free: they are bounded by the schema.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const walk = new CostWalk(schema, fragments, { ...defaults, ...variables });
  return Math.min(Number.MAX_SAFE_INTEGER, walk.set(root.name, operation.selectionSet, ASSUMED_PAGE));
}

class CostWalk {
  readonly #known = new Map<string, number>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    readonly variables: Variables,
  ) {}

  /** Cost of a selection set on one object of a type, whose paged fields carry `page` items. */
  set(type: string, set: SelectionSetNode, page: number): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cost += this.#field(type, selection, page);
      else if (selection.kind === Kind.INLINE_FRAGMENT) cost += this.set(selection.typeCondition?.name.value ?? type, selection.selectionSet, page);
      else cost += this.#fragment(selection.name.value, page);
    }
    return cost;
  }

  #fragment(name: string, page: number): number {
    const key = `${name} ${page}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const cost = fragment ? this.set(fragment.typeCondition.name.value, fragment.selectionSet, page) : 0;
    this.#known.set(key, cost);
    return cost;
  }

  #field(type: string, node: FieldNode, page: number): number {
    const name = node.name.value;
    if (name === '__typename') return 1;
    const field = this.#fieldsOf(type)[name];
    if (!field) return 0;
    const asked = this.#pageSize(field, node);
    // `[Author!]!`: brackets make a list, the word in it is the type.
    const typeText = String(field.type);
    const times = !typeText.startsWith('[') ? 1 : PAGED_FIELDS.has(name) ? page : (asked ?? ASSUMED_LIST);
    const each = node.selectionSet ? this.set(typeText.replace(/\W/g, ''), node.selectionSet, asked ?? page) : 0;
    return times * (1 + each);
  }

  #fieldsOf(type: string): Fields {
    const named = this.schema.getType(type);
    return named && 'getFields' in named ? (named.getFields() as Fields) : {};
  }

  /** What the field's page size is given as, or its default; null for fields that have none. */
  #pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode): number | null {
    let size: number | null = null;
    for (const { name, defaultValue } of field.args) {
      if (!SIZE_ARGUMENTS.has(name)) continue;
      const given = node.arguments?.find((argument) => argument.name.value === name);
      const value = given ? this.#sizeOf(given.value) : typeof defaultValue === 'number' ? defaultValue : null;
      if (value !== null) size = Math.max(size ?? 0, value);
      else if (name === 'first') size ??= ASSUMED_PAGE;
    }
    return size;
  }

  #sizeOf(value: ValueNode): number | null {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind === Kind.LIST) return value.values.length;
    if (value.kind !== Kind.VARIABLE) return null;
    const given = this.variables[value.name.value];
    if (Array.isArray(given)) return given.length;
    return typeof given === 'number' ? given : null;
  }
}
