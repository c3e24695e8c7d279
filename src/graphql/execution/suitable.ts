/** What of a document can be compiled: plain queries of a modest size, with `@skip` and `@include` decided beforehand. */
import { Kind, OperationTypeNode, type DocumentNode, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode, type VariableDefinitionNode } from 'graphql';
import { fragmentsByName, type Fragments } from '../fragments.js';
import { isPassing } from './lasting-fields.js';

export type Variables = Readonly<Record<string, unknown>>;

/** Fields with every fragment written out where it is spread: compiling takes about 50 µs for each, and some kilobytes. */
const MAX_EXPANDED_FIELDS = 1_000;
/** As an answer's key it would set the prototype of the object that compiled code makes. */
const FORBIDDEN_NAME = '__proto__';

export interface Suitability {
  /** Variables that decide what is left out, sorted; each must be a boolean. */
  readonly deciding: readonly string[];
  readonly fragments: Fragments;
  /** Fields and fragments of the operation, with every fragment written out where it is spread. */
  readonly fields: number;
}

/**
 * How an operation of a valid document can be compiled; null where it is to be executed as it stands: mutations, what is
 * waited for or whose refusals are written down (neither may happen twice), questions about the schema (which is another
 * one in compiled code), and documents that grow large when their fragments are written out. O(limit).
 */
export function suitabilityOf(document: DocumentNode, operation: OperationDefinitionNode): Suitability | null {
  if (operation.operation !== OperationTypeNode.QUERY || isPassing(document, operation)) return null;
  if ((operation.variableDefinitions ?? []).some(({ variable }) => variable.name.value === FORBIDDEN_NAME)) return null;
  const fragments = fragmentsByName(document);
  const deciding = new Set<string>();
  let steps = 0;
  const isFit = (set: SelectionSetNode): boolean =>
    set.selections.every((selection) => {
      steps += 1;
      if (steps > MAX_EXPANDED_FIELDS) return false;
      for (const { arguments: given = [] } of selection.directives ?? []) {
        for (const { value } of given) if (value.kind === Kind.VARIABLE) deciding.add(value.name.value);
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return isFit(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        return fragment !== undefined && isFit(fragment.selectionSet);
      }
      const { name, alias, selectionSet } = selection;
      if (name.value === '__schema' || name.value === '__type' || alias?.value === FORBIDDEN_NAME) return false;
      return selectionSet === undefined || isFit(selectionSet);
    });
  return isFit(operation.selectionSet) ? { deciding: [...deciding].toSorted(), fragments, fields: steps } : null;
}

/** `10` for two variables, the first true; null where one of them is no boolean, which execution refuses. */
export function decisionsOf(deciding: readonly string[], variables: Variables): string | null {
  let decisions = '';
  for (const name of deciding) {
    const value = variables[name];
    if (typeof value !== 'boolean') return null;
    decisions += value ? '1' : '0';
  }
  return decisions;
}

function isLeftOut({ directives = [] }: SelectionNode, variables: Variables): boolean {
  return directives.some(({ name, arguments: given = [] }) => {
    const value = given.find((argument) => argument.name.value === 'if')?.value;
    const condition = value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN ? value.value : null;
    return name.value === 'skip' ? condition === true : name.value === 'include' && condition !== true;
  });
}

function decided(set: SelectionSetNode, variables: Variables): SelectionSetNode {
  const selections = set.selections
    .filter((selection) => !isLeftOut(selection, variables))
    .map((selection): SelectionNode => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return { ...selection, directives: [] };
      if (selection.kind === Kind.INLINE_FRAGMENT) return { ...selection, directives: [], selectionSet: decided(selection.selectionSet, variables) };
      return { ...selection, directives: [], ...(selection.selectionSet ? { selectionSet: decided(selection.selectionSet, variables) } : {}) };
    });
  return { ...set, selections };
}

/**
 * A copy of an operation and its fragments, for compiling: without what `@skip` and `@include` leave out under these
 * variables, and with every variable of type `variableType`, which takes what is given as it is. A copy, since the compiler
 * writes on the nodes.
 */
export function documentToCompile(operation: OperationDefinitionNode, fragments: Fragments, variables: Variables, variableType: string): DocumentNode {
  const variableDefinitions = (operation.variableDefinitions ?? []).map(
    ({ kind, variable }): VariableDefinitionNode => ({ kind, variable, type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: variableType } } }),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, directives: [], variableDefinitions, selectionSet: decided(operation.selectionSet, variables) },
      ...Array.from(fragments.values(), (fragment) => ({ ...fragment, directives: [], selectionSet: decided(fragment.selectionSet, variables) })),
    ],
  };
}
