/** What a query may cost: its fields times the sizes of the pages that they stand in, and the work behind them. */
import {
  Kind, valueFromASTUntyped, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLSchema,
  type OperationDefinitionNode, type SelectionSetNode, type ValueNode,
} from 'graphql';
import { needsEdgesMade } from '../metrics/input-size.js';
import { AUTHOR_METRICS } from '../metrics/registry.js';
import type { CorpusSize } from './corpus-size.js';
import { isLeftOut } from './left-out.js';
import { Work, type Arguments } from './work.js';

/** Assumed length of a list without a page size: most have a handful of items. */
const ASSUMED_LIST = 5;
/** Points of a series of years: most corpora have some decades. */
const ASSUMED_YEARS = 40;
/** Page size where none is given or known. */
const ASSUMED_PAGE = 25;
/** Fields that carry the items of the page that their parent was asked for. */
const PAGED_FIELDS: ReadonlySet<string> = new Set(['edges', 'nodes', 'links', 'paths', 'groups']);
/** Arguments that say how many items come. */
const SIZE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last', 'limit', 'maxNodes', 'ids']);

type Variables = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, GraphQLField<unknown, unknown>>>;

/** How many items the paged fields of an object carry: of a page as many edges as nodes, of a picture or map not. */
interface Page {
  readonly nodes: number;
  readonly edges: number;
}

const pageOf = (size: number): Page => ({ nodes: size, edges: size });

const READ_OFF_PAPERS: ReadonlySet<unknown> = new Set(AUTHOR_METRICS.filter((metric) => !needsEdgesMade(metric, 0)).map(({ id }) => id));
const isReadOffPapers = (id: unknown): boolean => READ_OFF_PAPERS.has(id);
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

export interface Cost {
  /** Estimated number of values of the answer. */
  readonly values: number;
  /** What is to be worked out for them, in values that take as long. */
  readonly work: number;
}

/**
 * The estimated cost of an operation, each part capped at Number.MAX_SAFE_INTEGER. A page counts with its `first`,
 * `last`, `limit` or `maxNodes`, given literally, by variable or by default. Each fragment is measured once per page
 * size that it stands in, so a fragment bomb costs no more than its text. `__schema` and `__type` are free: they are
 * bounded by the schema. What `@skip` and `@include` leave out costs nothing. Without a corpus there is no work.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables, size: CorpusSize | null): Cost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return { values: 0, work: 0 };
  const work = size && new Work(size);
  const walk = new CostWalk(schema, fragments, { ...defaults, ...variables }, work);
  const values = Math.min(Number.MAX_SAFE_INTEGER, walk.set(root.name, operation.selectionSet, pageOf(ASSUMED_PAGE)));
  return { values, work: Math.min(Number.MAX_SAFE_INTEGER, work?.total ?? 0) };
}

class CostWalk {
  readonly #known = new Map<string, number>();

  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    readonly variables: Variables,
    readonly work: Work | null,
  ) {}

  /** Cost of a selection set on one object of a type, whose paged fields carry `page` items. */
  set(type: string, set: SelectionSetNode, page: Page): number {
    let cost = 0;
    for (const selection of set.selections) {
      if (isLeftOut(selection, this.variables)) continue;
      if (selection.kind === Kind.FIELD) cost += this.#field(type, selection, page);
      else if (selection.kind === Kind.INLINE_FRAGMENT) cost += this.set(selection.typeCondition?.name.value ?? type, selection.selectionSet, page);
      else cost += this.#fragment(selection.name.value, page);
    }
    return cost;
  }

  #fragment(name: string, page: Page): number {
    const key = `${name} ${page.nodes} ${page.edges}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fragment = this.fragments.get(name);
    const cost = fragment ? this.set(fragment.typeCondition.name.value, fragment.selectionSet, page) : 0;
    this.#known.set(key, cost);
    return cost;
  }

  #field(type: string, node: FieldNode, page: Page): number {
    const name = node.name.value;
    if (name === '__typename') return 1;
    const field = this.#fieldsOf(type)[name];
    if (!field) return 0;
    const asked = this.#pageSize(field, node);
    const inside = this.#work(type, field, node) ?? (asked === null ? page : pageOf(asked));
    // `[Author!]!`: brackets make a list, the word in it is the type.
    const typeText = String(field.type);
    const items = name === 'edges' || name === 'links' ? page.edges : page.nodes;
    const times = !typeText.startsWith('[') ? 1 : PAGED_FIELDS.has(name) ? items : (asked ?? (name === 'metricSeries' ? ASSUMED_YEARS : ASSUMED_LIST));
    const each = node.selectionSet ? this.set(typeText.replace(/\W/g, ''), node.selectionSet, inside) : 0;
    const own = this.work?.ofEach(type, name, this.#argumentsOf(field, node)) ?? 0;
    return times * (1 + Math.round(own) + each);
  }

  /** Counts what a field that takes a graph, a filter or an order sets to work; the size of the page below it, where that follows from it. */
  #work(type: string, field: GraphQLField<unknown, unknown>, node: FieldNode): Page | null {
    if (!this.work) return null;
    const spec = field.args.find((argument) => String(argument.type) === 'GraphSpec');
    const isList = field.args.some(({ name }) => name === 'where' || name === 'orderBy');
    if (!spec && !isList) return null;
    const given = this.#argumentsOf(field, node);
    if (isList) this.work.list(type === 'Query' ? field.name : null, node.alias?.value ?? field.name, given);
    if (!spec) return null;
    this.work.graph(given[spec.name], this.#needsEdges(type, field.name, given, node));
    if ('algorithm' in given) this.work.communities(given[spec.name], given);
    if (type !== 'Query') return null;
    const answerName = node.alias?.value ?? field.name;
    if (field.name === 'collaborationPath') this.work.path(answerName, given);
    if (field.name === 'communityMap') return this.work.communityMap(given);
    if (field.name !== 'network') return null;
    const below = new Set<string>();
    if (node.selectionSet) this.#namesBelow(node.selectionSet, below);
    this.work.picture(answerName, given, { positions: below.has('x') || below.has('y'), quality: below.has('quality'), communities: below.has('community'), components: below.has('component') });
    return this.work.pictureSize(given);
  }

  /** Whether what a field asks for takes a graph's edges: an author's collaborators, and some metrics, are read off papers. */
  #needsEdges(type: string, field: string, given: Arguments, node: FieldNode): boolean {
    if (type !== 'Author') return true;
    if (field === 'metric' || field === 'metrics') return [given['id'] ?? given['ids']].flat().some((id) => !isReadOffPapers(id));
    if (field !== 'collaborators') return true;
    const orders = [given['orderBy'] ?? []].flat().map((order) => (typeof order === 'object' && order !== null ? (order as Arguments)['metric'] : null));
    if (isGiven(given['where']) || orders.some((metric) => isGiven(metric) && !isReadOffPapers(metric))) return true;
    const below = new Set<string>();
    if (node.selectionSet) this.#namesBelow(node.selectionSet, below);
    return below.has('similarity') || below.has('metric');
  }

  #argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Arguments {
    return Object.fromEntries(
      field.args.map(({ name, defaultValue }) => {
        const given = node.arguments?.find((argument) => argument.name.value === name);
        const value: unknown = given && valueFromASTUntyped(given.value, this.variables);
        return [name, value === undefined ? defaultValue : value];
      }),
    );
  }

  /** Names of all fields below; each fragment is entered once. Fragments go by `...name`, which no field can. */
  #namesBelow(set: SelectionSetNode, names: Set<string>): void {
    for (const selection of set.selections) {
      if (isLeftOut(selection, this.variables)) continue;
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      let inner = selection.kind === Kind.FRAGMENT_SPREAD ? undefined : selection.selectionSet;
      if (selection.kind === Kind.FRAGMENT_SPREAD && !names.has(`...${selection.name.value}`)) {
        names.add(`...${selection.name.value}`);
        inner = this.fragments.get(selection.name.value)?.selectionSet;
      }
      if (inner) this.#namesBelow(inner, names);
    }
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
