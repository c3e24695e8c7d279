/** GraphiQL with its panels, the examples, and an address for every query. */
import { HISTORY_PLUGIN, GraphiQL } from 'graphiql';
import type { TabsState } from '@graphiql/react';
import { useMemo, useRef, type ReactNode } from 'react';
import { apiFetcher } from './api-fetcher.js';
import { useChosenOperation } from './chosen-operation.js';
import { CopyLink } from './copy-link.js';
import { editorStorage } from './editor-storage.js';
import type { Opening } from './examples/open-tabs.js';
import { examplesPanel } from './examples-panel.js';
import { FIELD_EXPLORER } from './field-explorer.js';
import { keptStorage } from './kept-storage.js';
import { addressOf, type SharedQuery } from './share.js';
import { withSharedTheme } from './theme-storage.js';

export interface PlaygroundProps {
  readonly api: string;
  readonly opening: Opening;
  /** The query of the address, which opens in a tab of its own and waits to be run; null where there is none. */
  readonly shared: SharedQuery | null;
}

/** Typing changes the address after a pause: browsers allow only so many changes in a time. */
const ADDRESS_PAUSE_MS = 400;

const UNKEPT = 'This browser lets the page store nothing: queries, tabs and history are gone when it is closed or loaded anew.';

function Tools({ prettify, merge, copy, operationName }: { readonly prettify: ReactNode; readonly merge: ReactNode; readonly copy: ReactNode; readonly operationName: string | null }) {
  useChosenOperation(operationName);
  return <>{prettify}{merge}{copy}<CopyLink /></>;
}

export function Playground({ api, opening, shared }: PlaygroundProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { storage: kept, isKept } = useMemo(() => keptStorage(() => window.localStorage), []);
  const { fetcher, storage, plugins, Toolbar } = useMemo(() => ({
    fetcher: apiFetcher(api),
    storage: withSharedTheme(editorStorage(kept, opening.facts?.snapshotId ?? null)),
    plugins: [examplesPanel(opening.facts, opening.problem), FIELD_EXPLORER, HISTORY_PLUGIN],
    Toolbar: (tools: { prettify: ReactNode; merge: ReactNode; copy: ReactNode }) => <Tools {...tools} operationName={shared?.operationName ?? null} />,
  }), [api, opening, shared, kept]);

  /** The address bar follows the open tab, so that what stands there is the link to it. */
  function followTab({ tabs, activeTabIndex }: TabsState): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const tab = tabs[activeTabIndex];
      const address = addressOf({ query: tab?.query ?? '', variables: tab?.variables ?? '', operationName: null });
      window.history.replaceState(null, '', address ?? api);
    }, ADDRESS_PAUSE_MS);
  }

  const given = shared && { initialQuery: shared.query, initialVariables: shared.variables };
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={shared === null ? opening.tabs : [{ query: shared.query, variables: shared.variables }, ...opening.tabs]}
      storage={storage}
      plugins={plugins}
      onTabChange={followTab}
      inputValueDeprecation
      schemaDescription
      {...given}
    >
      <GraphiQL.Logo><a className="playground-home" href="/">Coterie</a></GraphiQL.Logo>
      <GraphiQL.Toolbar>{Toolbar}</GraphiQL.Toolbar>
      {!isKept && <GraphiQL.Footer><p className="playground-unkept" role="note">{UNKEPT}</p></GraphiQL.Footer>}
    </GraphiQL>
  );
}
