/** What an operation asks for at its root. */
import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsByName } from './fragments.js';

/**
 * Names of the fields at the root of an operation, those within fragments included, whatever `@skip` and `@include` say.
 * Fragments that the document lacks are passed over: validation refuses it. O(selections of the root).
 */
export function rootFieldsOf(document: DocumentNode, { selectionSet }: OperationDefinitionNode): ReadonlySet<string> {
  const fragments = fragmentsByName(document);
  const fields = new Set<string>();
  const seen = new Set<string>();
  const gather = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) fields.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) gather(fragment.selectionSet);
      }
    }
  };
  gather(selectionSet);
  return fields;
}
