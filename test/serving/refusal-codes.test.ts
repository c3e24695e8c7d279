/** The log says of every refusal which it was, whoever refused it, and when. */
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TrustedDocuments } from '../../src/graphql/trusted-documents.js';
import { startServer, type RunningServer } from '../../src/serving/server.js';
import { SMALL_CORPUS } from '../graphql/small-corpus.js';
import { servedCorpus } from '../helpers/served-corpus.js';

const lines: Array<Record<string, unknown>> = [];
const logger = pino({ level: 'info', base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
let server: RunningServer;

beforeAll(async () => {
  const { provider } = await servedCorpus(SMALL_CORPUS);
  const trustedDocuments = new TrustedDocuments('only', new Map([['wrong', '{ nothing }'], ['changes', 'mutation { __typename }'], ['fine', '{ corpus { paperCount } }']]));
  server = await startServer({ provider, port: 0, logger, trustedDocuments });
}, 60_000);
afterAll(() => server.close());

it.each<[string, string, Record<string, unknown> | null, Record<string, string>, number]>([
  ['DOCUMENT_NOT_TRUSTED', '/graphql', { query: '{ __typename }' }, {}, 403],
  ['PERSISTED_QUERY_NOT_FOUND', '/graphql', { documentId: 'unknown' }, {}, 400],
  ['BAD_REQUEST', '/graphql', {}, {}, 400],
  ['FORBIDDEN', '/graphql', { documentId: 'changes' }, {}, 403],
  ['GRAPHQL_VALIDATION_FAILED', '/graphql', { documentId: 'wrong' }, { accept: 'application/graphql-response+json' }, 400],
  ['BAD_USER_INPUT', '/export/network.nothing', null, {}, 400],
])('%s is the code in the line of %s %j', async (code, path, body, headers, status) => {
  const answer = await fetch(`${server.url}${path}`, body === null ? {} : { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  const { errors } = (await answer.json()) as { errors: ReadonlyArray<{ extensions: { code: string } }> };
  expect([answer.status, errors[0].extensions.code]).toEqual([status, code]);
  const id = answer.headers.get('x-request-id');
  await expect.poll(() => lines.find(({ requestId }) => requestId === id)?.['codes']).toEqual([code]);
});
