import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './playground.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { apiFetcher } from './api-fetcher.js';
import { ask } from './ask.js';
import { editorStorage } from './editor-storage.js';
import { findExamples } from './examples.js';

const API = '/graphql';

const { snapshotId, tabs } = await findExamples((query) => ask(API, query));

const place = document.getElementById('playground');
if (place === null) throw new Error('the page has no place for the playground');
place.removeAttribute('role');
createRoot(place).render(
  <GraphiQL
    fetcher={apiFetcher(API)}
    defaultTabs={tabs}
    storage={editorStorage(window.localStorage, snapshotId)}
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>Coterie</GraphiQL.Logo>
  </GraphiQL>,
);
