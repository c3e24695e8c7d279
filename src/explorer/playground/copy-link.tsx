/** A button of the editor's toolbar: the open query's address, to be sent to somebody. */
import { pick, ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { addressOf } from './share.js';

const SAID_FOR_MS = 6000;

/** Copies, or says why there is nothing to copy or no way to. */
async function copyLink(address: string | null): Promise<string> {
  if (address === null) return 'This query is too long for a link: send its text instead.';
  try {
    // Absent on pages that came over plain HTTP from another machine.
    await navigator.clipboard.writeText(new URL(address, window.location.href).href);
    return 'Link copied. It opens this query, and does not run it.';
  } catch {
    window.history.replaceState(null, '', address);
    return 'This browser lets no page copy here: the link stands in the address bar.';
  }
}

export function CopyLink() {
  const { queryEditor, variableEditor, operationName, operations } = useGraphiQL(pick('queryEditor', 'variableEditor', 'operationName', 'operations'));
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy(): Promise<void> {
    const isOneOfSeveral = (operations?.length ?? 0) > 1;
    setSaid(await copyLink(addressOf({
      query: queryEditor?.getValue() ?? '',
      variables: variableEditor?.getValue() ?? '',
      operationName: isOneOfSeveral ? (operationName ?? null) : null,
    })));
  }

  return (
    <>
      <ToolbarButton label="Copy link to this query" onClick={() => void copy()}>
        <svg className="graphiql-toolbar-icon" aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round">
          <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3.2-3.2a4.5 4.5 0 0 0-6.4-6.4L12 5.6" />
          <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3.2 3.2a4.5 4.5 0 0 0 6.4 6.4l1.2-1.2" />
        </svg>
      </ToolbarButton>
      <p className="playground-said" role="status">{said}</p>
    </>
  );
}
