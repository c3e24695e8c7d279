/** Taking fields and arguments into a query and out of it, by where they stand. Nothing is changed in place. */
import {
  getNamedType, isCompositeType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, isObjectType, Kind, parseValue, print,
  type ArgumentNode, type DocumentNode, type FieldNode, type GraphQLArgument, type GraphQLField, type GraphQLInputType, type GraphQLNamedType, type InlineFragmentNode,
  type OperationDefinitionNode, type SelectionNode,
} from 'graphql';

/** A field by its name, or a type that narrows an interface or union, as `... on Author`. */
export interface Step {
  readonly kind: 'field' | 'type';
  readonly name: string;
}
export type Path = readonly Step[];

type Branch = FieldNode | InlineFragmentNode;

function isAt(selection: SelectionNode, { kind, name }: Step): selection is Branch {
  if (selection.kind === Kind.FIELD) return kind === 'field' && selection.name.value === name;
  return selection.kind === Kind.INLINE_FRAGMENT && kind === 'type' && selection.typeCondition?.name.value === name;
}

const selectionsOf = (node: OperationDefinitionNode | Branch): readonly SelectionNode[] => node.selectionSet?.selections ?? [];

/** What stands at a path, the first where a field is asked for several times; null where nothing does. */
export function selectedAt(operation: OperationDefinitionNode, path: Path): Branch | null {
  let node: OperationDefinitionNode | Branch = operation;
  for (const step of path) {
    const next: Branch | undefined = selectionsOf(node).find((selection): selection is Branch => isAt(selection, step));
    if (next === undefined) return null;
    node = next;
  }
  return node === operation ? null : (node as Branch);
}

/** The node with what `edit` makes of the branch at a path; null takes it out. */
function edited<T extends OperationDefinitionNode | Branch>(node: T, [step, ...rest]: Path, edit: (branch: Branch | null) => Branch | null): T {
  const selections = selectionsOf(node);
  const index = selections.findIndex((selection) => isAt(selection, step));
  const found = index < 0 ? null : (selections[index] as Branch);
  const next = rest.length === 0 ? edit(found) : found && edited(found, rest, edit);
  const changed = index < 0 ? [...selections, ...(next === null ? [] : [next])] : selections.flatMap((selection, i) => (i !== index ? [selection] : next === null ? [] : [next]));
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections: changed } };
}

/** A value that fits a type well enough to be written over. */
function placeholder(type: GraphQLInputType): string {
  if (isNonNullType(type)) return placeholder(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0].name;
  if (isInputObjectType(type)) return '{}';
  return { Int: '0', Float: '0', Boolean: 'true' }[(type as GraphQLNamedType).name] ?? '""';
}

const argumentOf = ({ name, type }: GraphQLArgument): ArgumentNode => ({ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value: parseValue(placeholder(type)) });
const fieldNode = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } });

/** The field of an object that is asked for first: its id, its name, or whatever needs no more. */
function firstField(type: GraphQLNamedType): FieldNode {
  const fields = isObjectType(type) ? Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)) && field.args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined)) : [];
  return fieldNode((fields.find(({ name }) => name === 'id') ?? fields.at(0))?.name ?? '__typename');
}

/** A field as it is taken in: with the arguments that it can't do without, and something to ask of its object. */
export function newField(field: GraphQLField<unknown, unknown>): FieldNode {
  const type = getNamedType(field.type);
  return {
    ...fieldNode(field.name),
    arguments: field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined).map(argumentOf),
    ...(isCompositeType(type) ? { selectionSet: { kind: Kind.SELECTION_SET, selections: [firstField(type)] } } : {}),
  };
}

/** `... on Author { id }`. */
export function newBranch(type: GraphQLNamedType): InlineFragmentNode {
  return { kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } }, selectionSet: { kind: Kind.SELECTION_SET, selections: [firstField(type)] } };
}

/** The query's text with an operation changed. Comments are lost. */
export function withOperation(document: DocumentNode, index: number, operation: OperationDefinitionNode): string {
  return print({ ...document, definitions: document.definitions.map((definition, i) => (i === index ? operation : definition)) });
}

/** The operation with what stands at a path taken out, or `fresh` put there. */
export function toggled(operation: OperationDefinitionNode, path: Path, fresh: Branch): OperationDefinitionNode {
  return edited(operation, path, (branch) => (branch === null ? fresh : null));
}

/**
 * The operation with an argument of the field at a path set, or taken out where `text` is null.
 * @param text a value as GraphQL writes it
 * @throws GraphQLError where the text is none
 */
export function withArgument(operation: OperationDefinitionNode, path: Path, argument: GraphQLArgument, text: string | null): OperationDefinitionNode {
  const value = text === null ? null : parseValue(text.trim() === '' ? placeholder(argument.type) : text);
  return edited(operation, path, (branch) => {
    if (branch === null || branch.kind !== Kind.FIELD) return branch;
    const others = (branch.arguments ?? []).filter(({ name }) => name.value !== argument.name);
    return { ...branch, arguments: value === null ? others : [...others, { ...argumentOf(argument), value }] };
  });
}
