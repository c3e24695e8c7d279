/** Which selections of a query are not answered at all: those that `@skip` or `@include` leave out. */
import { Kind, valueFromASTUntyped, type SelectionNode } from 'graphql';

/**
 * True where a directive leaves the selection out under these variables. A condition that is no boolean leaves nothing
 * out: execution refuses it, and until then it counts as asked for.
 */
export function isLeftOut({ directives = [] }: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  return directives.some(({ name, arguments: given = [] }) => {
    const leavesOutIf = name.value === 'skip' ? true : name.value === 'include' ? false : null;
    const condition = given.find((argument) => argument.name.value === 'if');
    return leavesOutIf !== null && condition?.value !== undefined && condition.value.kind !== Kind.NULL && valueFromASTUntyped(condition.value, variables) === leavesOutIf;
  });
}
