/** What a server can be started without or with: its playground, its schema, its trusted documents, its time for a query. */
import { expect, it } from 'vitest';
import { TrustedDocuments } from '../../src/graphql/trusted-documents.js';
import { startServer } from '../../src/serving/server.js';
import { servedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';

const SERVICE = '{ corpus { service { playground introspection trustedDocuments maxExecutionMs } } }';

it('a server tells what it was started with, has no playground where it shall have none, and answers trusted documents alone where it shall', async () => {
  const { provider } = await servedCorpus(SMALL_CORPUS);
  const server = await startServer({ provider, port: 0, playground: false, introspection: false, executionMs: 5_000, trustedDocuments: new TrustedDocuments('only', new Map([['service', SERVICE]])) });
  const post = (body: unknown) => fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  try {
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([404, 'This server has no playground: its API answers POST requests at this address, and its pages begin at /.']);
    const named = await post({ documentId: 'service' });
    expect([named.status, await named.json()]).toMatchObject([200, { data: { corpus: { service: { playground: false, introspection: false, trustedDocuments: 'ONLY', maxExecutionMs: 5_000 } } } }]);
    const other = await post({ query: '{ corpus { paperCount } }' });
    expect([other.status, await other.json()]).toMatchObject([403, { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] }]);
  } finally {
    await server.close();
  }
}, 60_000);
