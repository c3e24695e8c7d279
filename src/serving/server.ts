/** Serving a corpus over HTTP: starting, stopping, and what can go wrong with an address. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import type { FollowingProvider } from '../snapshot/following.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import type { Curator } from '../snapshot/curator.js';
import { createEngine } from '../graphql/apollo.js';
import { Curators } from '../graphql/curators.js';
import { Downloads } from './downloads/endpoint.js';
import { Events } from './events.js';
import { GraphqlEndpoint } from './graphql-endpoint.js';
import { Health } from './health.js';
import { requestListener } from './http.js';
import { Pages } from './pages.js';
import { SAFE_HEADERS } from './responses.js';
import { answerUnreadable, MAX_HEADER_BYTES } from './unreadable-requests.js';
import { StaticFiles } from './static-files.js';

export interface ServerOptions {
  readonly provider: SnapshotProvider;
  /** Default 127.0.0.1: reachable from this machine alone. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether the schema can be asked for; default true. */
  readonly introspection?: boolean;
  /** Folder of the built pages; null serves none. */
  readonly pagesDir?: string | null;
  readonly logger?: Logger;
  /** The ledger that mutations change; null takes none. */
  readonly curator?: Curator | null;
  /** Who bears it may change the ledger; null lets nobody. */
  readonly curatorToken?: string | null;
  /** The provider as one that tells of its snapshots, and how many may listen; null answers nothing at /events. */
  readonly news?: { readonly provider: Pick<FollowingProvider, 'state' | 'subscribe'>; readonly maxListeners: number; readonly maxListenersPerClient: number } | null;
  /** Origins whose pages may show views under /embed/ in a frame, as `embedOrigins` gives them; empty allows none. */
  readonly embedOrigins?: readonly string[];
}

export interface RunningServer {
  /** Address without a slash at its end, e.g. http://127.0.0.1:4000. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those in flight end, then closes. The provider stays open. */
  close(): Promise<void>;
}

/** An address that can't be listened on; the message names it and what to do. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
  constructor(
    message: string,
    /** A port that is free, where another one helps. */
    readonly suggestedPort: number | null,
  ) {
    super(message);
  }
}

const REQUEST_TIMEOUT_MS = 30_000;
/** How long requests in flight may take to end when the server closes. */
const GRACE_MS = 5_000;
const SWEEP_MS = 20;
const PORTS_TRIED = 20;

/** @throws AddressError where host and port can't be listened on, TokenError for a curator's token that can't serve */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { provider, host = '127.0.0.1', port, introspection = true, pagesDir = null, logger = pino({ level: 'silent' }) } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new AddressError(`Port ${port} is not a whole number from 0 to 65535.`, null);
  const { curator = null, curatorToken = null, embedOrigins = [], news = null } = options;
  const curators = new Curators(curatorToken);
  const engine = await createEngine({ logger, introspection });
  const events = news === null ? null : new Events(news);
  const listener = requestListener({
    graphql: new GraphqlEndpoint({ engine, provider, curators, curator }),
    downloads: new Downloads({ provider, logger, headers: SAFE_HEADERS }),
    pages: new Pages(new StaticFiles(pagesDir), embedOrigins),
    health: new Health(provider, news?.provider ?? null),
    events,
    logger,
  });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, listener);
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.on('clientError', answerUnreadable);
  try {
    await listen(server, host, port);
  } catch (error) {
    events?.close();
    await engine.stop();
    throw await addressError(error as NodeJS.ErrnoException, host, port);
  }
  // Such as running out of file descriptors: those who are connected go on being answered.
  server.on('error', (error) => logger.error({ err: error }, 'the server\'s socket failed'));
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    async close() {
      events?.close();
      await closeGracefully(server);
      await engine.stop();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function closeGracefully(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A connection falls idle when its last answer is sent: kept alive, it would hold the server open.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(impatience);
  clearInterval(sweep);
}

async function addressError(error: NodeJS.ErrnoException, host: string, port: number): Promise<Error> {
  switch (error.code) {
    case 'EADDRINUSE': {
      const free = await freePort(host, port);
      const remedy = free === null ? 'choose another with PORT or --port' : `try PORT=${free} or --port ${free}`;
      return new AddressError(`Port ${port} on ${host} is already in use: ${remedy}.`, free);
    }
    case 'EACCES':
      return new AddressError(`Port ${port} on ${host} needs more rights than this user has: choose one above 1023.`, null);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AddressError(`"${host}" is no address of this machine: use 127.0.0.1, or 0.0.0.0 for all networks.`, null);
    default:
      return error;
  }
}

/** The next port that can be listened on; null where the following ones are all taken. */
async function freePort(host: string, port: number): Promise<number | null> {
  for (let candidate = port + 1; candidate <= Math.min(65_535, port + PORTS_TRIED); candidate++) {
    const probe = createServer();
    try {
      await listen(probe, host, candidate);
      return candidate;
    } catch {
      continue;
    } finally {
      probe.close();
    }
  }
  return null;
}
