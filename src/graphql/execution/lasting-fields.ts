/** Which operations are answered from their snapshot alone, so that the same question has the same answer for as long as it is served. */
import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** Fields of Query that are functions of snapshot, arguments and the server's settings, with all that lies below them. */
export const LASTING_FIELDS: ReadonlySet<string> = new Set([
  '__typename', 'node', 'nodes', 'author', 'authors', 'paper', 'papers', 'venue', 'search', 'collaborationPath', 'network', 'communities', 'communityMap', 'metrics', 'exportFormats', 'possibleDuplicates', 'corpus',
]);
/** Fields of Query whose answers change by themselves or with who asks: the ledger runs ahead of the snapshot, computations and imports go on, budgets are spent. */
export const PASSING_FIELDS: ReadonlySet<string> = new Set(['ledger', 'computation', 'caller', 'importJob', 'importJobs']);

/** Whether all that a query asks for is of the snapshot. What is in neither list is not. O(fields of the root). */
export function isOfSnapshot(document: DocumentNode, { selectionSet }: OperationDefinitionNode): boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const seen = new Set<string>();
  const isLasting = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return LASTING_FIELDS.has(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return isLasting(selection.selectionSet);
      const name = selection.name.value;
      if (seen.has(name)) return true;
      seen.add(name);
      const fragment = fragments.get(name);
      return fragment !== undefined && isLasting(fragment.selectionSet);
    });
  return isLasting(selectionSet);
}
