/** Which selections of a query are not answered at all: those that `@skip` or `@include` leave out. */
import { Kind, valueFromASTUntyped, type SelectionNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * True where a directive leaves the selection out under these variables. A condition that is no boolean leaves nothing
 * out: execution refuses it, and until then it counts as asked for.
 */
export function isLeftOut(selection: SelectionNode, variables: Variables): boolean {
  return leftOutBy(selection)?.(variables) ?? false;
}

/** The same as a function of the variables; null where no directive could leave it out. */
export function leftOutBy({ directives = [] }: SelectionNode): ((variables: Variables) => boolean) | null {
  const conditions = directives.flatMap(({ name, arguments: given = [] }) => {
    const leavesOutIf = name.value === 'skip' ? true : name.value === 'include' ? false : null;
    const condition = given.find((argument) => argument.name.value === 'if')?.value;
    return leavesOutIf === null || condition === undefined || condition.kind === Kind.NULL ? [] : [{ leavesOutIf, condition }];
  });
  if (conditions.length === 0) return null;
  return (variables) => conditions.some(({ leavesOutIf, condition }) => valueFromASTUntyped(condition, variables) === leavesOutIf);
}
