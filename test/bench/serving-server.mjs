/**
 * One server of the serving benchmark, in a process of its own: `kept`, ours as it comes; `ours`, which works out every answer, since it keeps none; `apollo`, Apollo Server as its documentation starts
 * it, with our schema, resolvers and contexts; or `raw`, a `node:http` server that reads each request's body and returns bytes made beforehand.
 *
 * Plain JavaScript on the built program (`dist`), as it is served: a loader of TypeScript wraps every function, which costs a server of microseconds a third of its time.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

/** @param {string} module of the built program */
const built = (module) => import(new URL(`../../dist/${module}`, import.meta.url).href);

/**
 * @param {string} kind one of KINDS (serving-kinds.ts)
 * @param {string} folder of data; the file with the bytes for `raw`
 * @returns {Promise<string>} its address
 */
async function start(kind, folder) {
  if (kind === 'raw') return startRaw(folder);
  const { openProvider } = await built('snapshot/provider.js');
  const provider = await openProvider(folder, { pollMs: 0, threads: 1 });
  if (kind === 'ours' || kind === 'kept') {
    const [{ startServer }, { DEFAULT_CONNECTION_LIMITS }] = await Promise.all([built('serving/server.js'), built('serving/connection-limits.js')]);
    // The load does not heed that a connection is to be closed after so many requests, and counts what is refused on it.
    const connections = { ...DEFAULT_CONNECTION_LIMITS, maxRequestsPerConnection: 0 };
    return `${(await startServer({ provider, port: 0, connections, ...(kind === 'ours' ? { answerCacheBytes: null } : {}) })).url}/graphql`;
  }
  const [{ RequestContext }, { resolvers }, { schemaText }] = await Promise.all([built('graphql/context.js'), built('graphql/resolvers/index.js'), built('graphql/schema.js')]);
  const lease = provider.acquire();
  if (lease === null) throw new Error(`${folder} has no snapshot`);
  const shared = { snapshot: lease.snapshot, release: () => undefined };
  const server = new ApolloServer({ typeDefs: schemaText(), resolvers });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context: () => Promise.resolve(new RequestContext(shared)) });
  return url;
}

/**
 * @param {string} file the body to return
 * @returns {Promise<string>}
 */
function startRaw(file) {
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
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}/`);
    });
  });
}

const [, , kind = '', folder = ''] = process.argv;
const url = await start(kind, folder);
const tell = () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ url, cpuUs: user + system });
};
tell();
process.on('message', tell);
// The parent's end is ours; leaving by exit lets --cpu-prof write its file.
process.once('disconnect', () => process.exit(0));
