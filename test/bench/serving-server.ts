/**
 * One server of the serving benchmark, in a process of its own: `kept`, ours as it comes; `ours`, which works out every answer, since it keeps none; `apollo`, Apollo Server as its documentation starts
 * it, with our schema, resolvers and contexts; or `raw`, a `node:http` server that reads each request's body and returns bytes made beforehand.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { RequestContext } from '../../src/graphql/context.js';
import { resolvers } from '../../src/graphql/resolvers/index.js';
import { schemaText } from '../../src/graphql/schema.js';
import { startServer } from '../../src/serving/server.js';
import { openProvider } from '../../src/snapshot/provider.js';

export const KINDS = ['kept', 'ours', 'apollo', 'raw'] as const;
export type ServerKind = (typeof KINDS)[number];

/** What the parent is told: first, and whenever it asks. */
export interface ServerMessage {
  readonly url: string;
  /** Microseconds of processor time so far, all threads together. */
  readonly cpuUs: number;
}

async function start(kind: ServerKind, folder: string): Promise<string> {
  if (kind === 'raw') return startRaw(folder);
  const provider = await openProvider(folder, { pollMs: 0, threads: 1 });
  if (kind === 'ours' || kind === 'kept') return `${(await startServer({ provider, port: 0, ...(kind === 'ours' ? { answerCacheBytes: null } : {}) })).url}/graphql`;
  const lease = provider.acquire();
  if (lease === null) throw new Error(`${folder} has no snapshot`);
  const shared = { snapshot: lease.snapshot, release: () => undefined };
  const server = new ApolloServer<RequestContext>({ typeDefs: schemaText(), resolvers });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context: () => Promise.resolve(new RequestContext(shared)) });
  return url;
}

/** @param file the body to return */
function startRaw(file: string): Promise<string> {
  const body = readFileSync(file);
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) };
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      response.writeHead(200, headers);
      response.end(body);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
  });
}

const [, , kind = '', folder = ''] = process.argv;
if (process.send !== undefined) {
  const url = await start(kind as ServerKind, folder);
  const tell = (): void => {
    const { user, system } = process.cpuUsage();
    process.send?.({ url, cpuUs: user + system } satisfies ServerMessage);
  };
  tell();
  process.on('message', tell);
  // The parent's end is ours; leaving by exit lets --cpu-prof write its file.
  process.once('disconnect', () => process.exit(0));
}
