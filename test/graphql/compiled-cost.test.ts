/** Compiled costs against a plain walk of the text, on random documents; and that the schema sizes all its lists. */
import fc from 'fast-check';
import {
  buildSchema, getNamedType, getNullableType, isInterfaceType, isLeafType, isListType, isObjectType, isUnionType, Kind, parse, print, type FieldNode, type GraphQLNamedType,
  type GraphQLObjectType, type OperationDefinitionNode, type SelectionSetNode, type ValueNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/graphql/cost.js';
import { schemaText } from '../../src/graphql/schema.js';
import type { CorpusSize } from '../../src/graphql/corpus-size.js';

const schema = buildSchema(schemaText());
const SIZE: CorpusSize = { papers: 1_000, authors: 1_500, authorships: 3_000, keepsGraph: () => false, entries: (maxAuthors) => 26_000 * (maxAuthors === 2 ? 0.1 : 1) };
const composites = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && (isObjectType(type) || isInterfaceType(type)));
const cost = (query: string, variables: Readonly<Record<string, unknown>> = {}, size: CorpusSize | null = null) => {
  const document = parse(query);
  return costOf(schema, document, document.definitions[0] as OperationDefinitionNode, variables, size);
};
const valuesOf = (query: string, variables: Readonly<Record<string, unknown>> = {}) => cost(query, variables).values;

/** `@listSize` as the text applies it. */
function listSizes(type: GraphQLNamedType, field: string): Array<Record<string, string[] | number | boolean | undefined>> {
  const node = (type as GraphQLObjectType).getFields()[field].astNode;
  return (node?.directives ?? []).filter(({ name }) => name.value === 'listSize').map((directive) => {
    const plain = (value: ValueNode): unknown => (value.kind === Kind.LIST ? value.values.map(plain) : value.kind === Kind.INT ? Number(value.value) : 'value' in value ? value.value : null);
    return Object.fromEntries((directive.arguments ?? []).map((argument) => [argument.name.value, plain(argument.value)])) as Record<string, string[] | number>;
  });
}

describe('the schema', () => {
  it('says of every list how long it is taken to be, and of every page which fields carry it', () => {
    const problems: string[] = [];
    for (const type of composites) {
      for (const field of Object.values((type as GraphQLObjectType).getFields())) {
        const where = `${type.name}.${field.name}`;
        const sizes = listSizes(type, field.name);
        const isList = isListType(getNullableType(field.type));
        const argumentNames = field.args.map(({ name }) => name);
        const answered = getNamedType(field.type);
        if (isList && sizes.every(({ sizedFields }) => sizedFields !== undefined)) problems.push(`${where} is a list of unknown size`);
        if (!isList && argumentNames.some((name) => ['first', 'last', 'limit'].includes(name)) && sizes.length === 0) problems.push(`${where} takes a page size that counts for nothing`);
        for (const size of sizes) {
          const slicing = (size['slicingArguments'] ?? []) as string[];
          const sized = (size['sizedFields'] ?? []) as string[];
          if (slicing.some((name) => !argumentNames.includes(name))) problems.push(`${where} is sliced by an argument that it has not`);
          for (const name of sized) {
            const carrier = isObjectType(answered) ? answered.getFields()[name] : undefined;
            if (!carrier || !isListType(getNullableType(carrier.type))) problems.push(`${where} sizes ${name}, which is no list`);
          }
          if (slicing.length === 0 && size['assumedSize'] === undefined) problems.push(`${where} assumes no size`);
          const canDoWithout = slicing.length > 0 && field.args.every(({ name, type: argumentType }) => !slicing.includes(name) || !String(argumentType).endsWith('!'));
          if (canDoWithout && size['requireOneSlicingArgument'] !== false) problems.push(`${where} does without its slicing arguments, but says that one is required`);
        }
        for (const each of isObjectType(type) ? type.getInterfaces() : []) {
          if (each.getFields()[field.name] && JSON.stringify(listSizes(each, field.name)) !== JSON.stringify(sizes)) problems.push(`${where} is sized otherwise in ${each.name}`);
        }
      }
    }
    expect(problems).toEqual([]);
  });

  it('does not show applied directives to clients, and stays one that can be asked for', () => {
    expect(schema.getDirective('listSize')?.locations).toEqual(['FIELD_DEFINITION']);
    // One object and one text, of which each counts for five.
    expect(valuesOf('{ __type(name: "Author") { name } }')).toBe(10);
  });
});

describe('a size', () => {
  it.each([
    ['literally', '{ papers(first: 10) { nodes { title } } }', {}, 21],
    ['by the default', '{ papers { nodes { title } } }', {}, 51],
    ['by null', '{ papers(first: null) { nodes { title } } }', {}, 51],
    ['by the larger of two', '{ papers(first: 3, last: 10) { nodes { title } } }', {}, 21],
    ['from the end', '{ papers(last: 10) { nodes { title } edges { cursor } } }', {}, 41],
    ['by variable', 'query ($n: Int) { papers(first: $n) { nodes { title } } }', { n: 10 }, 21],
    ['by a null variable', 'query ($n: Int = 10) { papers(first: $n) { nodes { title } } }', { n: null }, 51],
    ['by a variable\'s default', 'query ($n: Int = 10) { papers(first: $n) { nodes { title } } }', {}, 21],
    ['by an argument\'s default, where its variable is not given', 'query ($n: Int) { author(id: "A") { possibleDuplicates(first: $n) { __typename } } }', {}, 1 + 10],
    ['by the length of a list', '{ nodes(ids: ["A", "B", "C"]) { id } }', {}, 6],
    ['by the length of a variable list', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['A', 'B', 'C'] }, 6],
    ['by the length of a list of variables', 'query ($a: ID!) { nodes(ids: [$a, "B", $a]) { id } }', { a: 'A' }, 6],
    ['as nothing', '{ papers(first: 0) { nodes { title authors { totalCount } } totalCount } }', {}, 2],
    ['below what is negative as nothing', '{ papers(first: -7) { nodes { title } totalCount } }', {}, 2],
    ['for nodes and edges apart', '{ network(scope: {}, maxNodes: 10, maxEdges: 100) { nodes { x } edges { source } } }', {}, 1 + 20 + 200],
    ['by what the schema assumes', '{ author(id: "A") { countsByYear { year } } }', {}, 1 + 80],
    ['through fragments', '{ papers(first: 10) { ...P ... { ...P } } } fragment P on PaperConnection { nodes { title } }', {}, 41],
    ['of a change', 'mutation { undoLedgerEntry(input: {}) { snapshotId } }', {}, 50_001],
  ] as const)('is given %s', (_, query, variables, expected) => {
    expect(valuesOf(query, variables)).toBe(expected);
  });

  it('is measured anew for other variables of the same document', () => {
    const document = parse('query ($n: Int) { papers(first: $n) { nodes { title } } }');
    const measured = [1, 10, 200].map((n) => costOf(schema, document, document.definitions[0] as OperationDefinitionNode, { n }, null).values);
    expect(measured).toEqual([3, 21, 401]);
  });

  it('never overflows, and a bomb of fragments is measured at once', () => {
    const bomb = Array.from({ length: 60 }, (_, i) => `fragment F${i} on Author { a: collaborators(first: 200) { nodes { ...F${i + 1} } } b: collaborators(first: 200) { nodes { ...F${i + 1} } } }`).join(' ');
    expect(cost(`{ author(id: "A") { ...F0 } } ${bomb} fragment F60 on Author { id }`, {}, SIZE).values).toBe(Number.MAX_SAFE_INTEGER);
    expect(valuesOf(`{ authors(first: 0) { nodes { ...F0 } } } ${bomb} fragment F60 on Author { id }`)).toBe(1);
  });
});

/** A random document, what stands for its variables, and the same with nothing but literals, without fragments or what is left out. */
class RandomDocument {
  readonly #fragments: Array<{ readonly name: string; readonly type: string; readonly text: string; readonly plain: string }> = [];
  readonly #declared: string[] = [];
  readonly variables: Record<string, unknown> = {};
  readonly text: string;
  readonly plain: string;

  constructor(readonly g: fc.GeneratorValue) {
    const { text, plain } = this.#set(schema.getQueryType() as GraphQLObjectType, 5);
    const declared = this.#declared.length === 0 ? '' : ` (${this.#declared.join(', ')})`;
    this.text = `query${declared} ${text} ${this.#fragments.map((fragment) => `fragment ${fragment.name} on ${fragment.type} ${fragment.text}`).join(' ')}`;
    this.plain = `query ${plain}`;
  }

  #upTo(most: number): number {
    return this.g(fc.integer, { min: 0, max: most });
  }

  #set(type: GraphQLNamedType, depth: number): { text: string; plain: string } {
    const parts = Array.from({ length: depth <= 0 ? 1 : 1 + this.#upTo(2) }, () => this.#part(type, depth));
    return { text: `{ __typename ${parts.map(({ text }) => text).join(' ')} }`, plain: `{ __typename ${parts.map(({ plain }) => plain).join(' ')} }` };
  }

  #part(type: GraphQLNamedType, depth: number): { text: string; plain: string } {
    const { directive, isLeftOut } = this.#directive();
    const { text, plain } = this.#undirected(type, depth, directive);
    return { text, plain: isLeftOut ? '' : plain };
  }

  #undirected(type: GraphQLNamedType, depth: number, directive: string): { text: string; plain: string } {
    const kind = depth <= 0 ? 5 : this.#upTo(5);
    if (isUnionType(type) || kind === 0) {
      const inner = isUnionType(type) ? type.getTypes()[this.#upTo(type.getTypes().length - 1)] : type;
      const { text, plain } = this.#set(inner, depth - 1);
      return { text: `... on ${inner.name} ${directive} ${text}`, plain: `... on ${inner.name} ${plain}` };
    }
    if (kind === 1) {
      let fragment = this.#fragments.find((each) => each.type === type.name);
      if (!fragment) {
        const { text, plain } = this.#set(type, depth - 1);
        fragment = { name: `F${this.#fragments.length}`, type: type.name, text, plain };
        this.#fragments.push(fragment);
      }
      return { text: `...${fragment.name} ${directive}`, plain: `... on ${type.name} ${fragment.plain}` };
    }
    const fields = Object.values((type as GraphQLObjectType).getFields()).filter((field) => isLeafType(getNamedType(field.type)) || depth > 0);
    if (fields.length === 0) return { text: '', plain: '' };
    const field = fields[this.#upTo(fields.length - 1)];
    const given = field.args.map(({ name, type: argument }) => this.#argument(name, String(argument)));
    const [text, plain] = (['text', 'plain'] as const).map((form) => given.map((each) => each[form]).filter(Boolean).join(', '));
    const inner = isLeafType(getNamedType(field.type)) ? { text: '', plain: '' } : this.#set(getNamedType(field.type), depth - 1);
    const called = (values: string) => `${field.name}${values && `(${values})`}`;
    return { text: `${called(text)} ${directive} ${inner.text}`, plain: `${called(plain)} ${inner.plain}` };
  }

  #directive(): { directive: string; isLeftOut: boolean } {
    const choice = this.#upTo(9);
    if (choice > 3) return { directive: '', isLeftOut: false };
    const condition = choice % 2 === 0;
    const given = choice < 2 ? String(condition) : this.#variable('Boolean!', String(condition));
    const isSkip = this.#upTo(1) === 0;
    return { directive: `@${isSkip ? 'skip' : 'include'}(if: ${given})`, isLeftOut: condition === isSkip };
  }

  /** A variable that stands for a literal: told, or by its default. */
  #variable(type: string, literal: string): string {
    const name = `v${this.#declared.length}`;
    const isDefault = this.#upTo(1) === 0;
    this.#declared.push(`$${name}: ${type}${isDefault ? ` = ${literal}` : ''}`);
    if (!isDefault) this.variables[name] = JSON.parse(literal.replace(/(\w+):/g, '"$1":').replace(/: ([A-Z_]+)/g, ': "$1"')) as unknown;
    return `$${name}`;
  }

  #argument(name: string, type: string): { text: string; plain: string } {
    const literals: Readonly<Record<string, readonly string[]>> = {
      'Int': ['0', '1', '7', '30', 'null'], 'Int!': ['1', '2'], '[ID!]!': ['["A"]', '["A", "B", "C"]', '[]'], 'GraphSpec': ['{ counting: HARMONIC }', '{ maxAuthors: 2 }', '{ minStrength: 2 }', 'null'],
    };
    const choices = literals[type];
    if (!choices || this.#upTo(2) === 0) return { text: '', plain: '' };
    const literal = choices[this.#upTo(choices.length - 1)];
    return { text: `${name}: ${this.#upTo(1) === 0 ? literal : this.#variable(type, literal)}`, plain: `${name}: ${literal}` };
  }
}

/** Counts the values of a document of literals field by field, without sharing anything. */
function plainWalk(type: GraphQLNamedType, set: SelectionSetNode | undefined, page: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('a fragment was left');
    if (selection.kind === Kind.INLINE_FRAGMENT) sum += plainWalk(schema.getType(selection.typeCondition?.name.value ?? type.name) as GraphQLNamedType, selection.selectionSet, page);
    else sum += selection.name.value === '__typename' ? 1 : plainField(type, selection, page);
  }
  return sum;
}

function plainField(type: GraphQLNamedType, node: FieldNode, page: Readonly<Record<string, number>>): number {
  const field = (type as GraphQLObjectType).getFields()[node.name.value];
  const itemsOf = (size: ReturnType<typeof listSizes>[number]) => {
    const counts = ((size['slicingArguments'] ?? []) as string[]).flatMap((name) => {
      const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
      const value = given ?? field.args.find((argument) => argument.name === name)?.astNode?.defaultValue;
      return value?.kind === Kind.INT ? [Number(value.value)] : value?.kind === Kind.LIST ? [value.values.length] : [];
    });
    return counts.length > 0 ? Math.max(...counts) : ((size['assumedSize'] ?? 5) as number);
  };
  const sizes = listSizes(type, field.name);
  const inside = Object.fromEntries(sizes.flatMap((size) => ((size['sizedFields'] ?? []) as string[]).map((name) => [name, itemsOf(size)])));
  const own = sizes.find((size) => size['sizedFields'] === undefined);
  const times = isListType(getNullableType(field.type)) ? (page[field.name] ?? (own ? itemsOf(own) : NaN)) : 1;
  return times * (1 + plainWalk(getNamedType(field.type), node.selectionSet, inside));
}

describe('a compiled cost', () => {
  it('is that of a plain walk, whatever fragments, variables, defaults and directives say', () => {
    let fragments = 0;
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const { text, plain, variables } = new RandomDocument(g);
        const document = parse(plain);
        const walked = plainWalk(schema.getQueryType() as GraphQLObjectType, (document.definitions[0] as OperationDefinitionNode).selectionSet, {});
        if (text.includes('fragment F')) fragments += 1;
        expect([text, cost(text, variables).values]).toEqual([text, walked]);
        expect(cost(print(document), {}, null).values).toBe(walked);
        expect([text, cost(text, variables, SIZE)]).toEqual([text, cost(plain, {}, SIZE)]);
      }),
      { numRuns: 300 },
    );
    expect(fragments).toBeGreaterThan(30);
  });
});
