/** Chooses the operation that an address names, once the editor knows the document's operations. */
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** @param name null chooses nothing */
export function useChosenOperation(name: string | null): void {
  const { operations, queryEditor } = useGraphiQL(pick('operations', 'queryEditor'));
  const actions = useGraphiQLActions();
  const isDone = useRef(name === null);

  useEffect(() => {
    const chosen = operations?.find((operation) => operation.name?.value === name);
    if (isDone.current || chosen === undefined || name === null) return;
    isDone.current = true;
    actions.setOperationName(name);
    // The keyboard's way to run takes the operation at the cursor.
    const position = queryEditor?.getModel()?.getPositionAt(chosen.loc?.start ?? 0);
    if (position) queryEditor?.setPosition(position);
  }, [name, operations, queryEditor, actions]);
}
