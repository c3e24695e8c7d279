/** Serving a corpus over HTTP: starting and stopping. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino, type Logger } from 'pino';
import type { FollowingProvider } from '../snapshot/following.js';
import type { SnapshotProvider } from '../snapshot/types.js';
import type { Curator } from '../snapshot/curator.js';
import type { RequestFacts } from '../graphql/context.js';
import { createEngine } from '../graphql/apollo.js';
import type { TrustedDocuments } from '../graphql/trusted-documents.js';
import { AnswerCache, DEFAULT_ANSWER_CACHE_BYTES, type AnswerCacheCounts } from './answer-cache.js';
import { CuratorToken } from '../callers/curator-token.js';
import { aboutRequest } from '../operations/request-facts.js';
import { RequestLog, type QueryLogging } from '../operations/request-log.js';
import { closeGracefully, connectionsOf } from './closing.js';
import { checkIntervalOf, DEFAULT_CONNECTION_LIMITS, giveUpWhenStalled, keepToLimits, type ConnectionLimits } from './connection-limits.js';
import { Downloads } from './downloads/endpoint.js';
import { Draining } from './draining.js';
import { EventLoopWatch } from './event-loop-watch.js';
import type { DownloadLimits } from './downloads/places.js';
import { Events, type EventCounts } from './events.js';
import { Gate, type GateOptions } from './gate.js';
import { GraphqlEndpoint } from './graphql-endpoint.js';
import { Health } from './health.js';
import { requestListener } from './http.js';
import { listenOn } from './listening.js';
import { Pages } from './pages.js';
import { watched, type OutcomeListener } from './request-watch.js';
import { SAFE_HEADERS } from './responses.js';
import { UnorderedList } from './unordered-list.js';
import { answerUnreadable, MAX_HEADER_BYTES, noteAnswer, noteAnswered, refuseExpectation, refuseTunnel } from './unreadable-requests.js';
import { StaticFiles } from './static-files.js';

export { AddressError } from './listening.js';

/** The state of a server, read at a scrape. */
export interface ServerState {
  readonly inFlight: () => number;
  readonly connections: () => Promise<number>;
  readonly isDraining: () => boolean;
  /** Null where nothing is told of what changes. */
  readonly listeners: () => EventCounts | null;
  /** Null where no answers are kept. */
  readonly answers: () => AnswerCacheCounts | null;
}

/** What is told of requests to whoever counts them. */
export interface Measuring {
  /** Called for every request that has ended. */
  readonly onEnd: OutcomeListener;
  /** Called once with where the server's state can be read. */
  readonly onState?: (state: ServerState) => void;
  /** The figures in Prometheus' form, where they are to be had at /metrics of the same address; null where they are not. */
  readonly exposition: (() => Promise<{ readonly contentType: string; readonly text: string }>) | null;
}

export interface ServerOptions {
  readonly provider: SnapshotProvider;
  /** Default 127.0.0.1: reachable from this machine alone. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether the schema can be asked for; default true. */
  readonly introspection?: boolean;
  /** Whether a browser finds the playground at the API's address; default true. */
  readonly playground?: boolean;
  /** How long an operation is executed before it is given up, in milliseconds; default 20,000. */
  readonly executionMs?: number;
  /** Documents that are answered by their ids, or alone; default none. */
  readonly trustedDocuments?: TrustedDocuments;
  /** Folder of the built pages; null serves none. */
  readonly pagesDir?: string | null;
  readonly logger?: Logger;
  /** The ledger that mutations change; null takes none. */
  readonly curator?: Curator | null;
  /** Imports that admins ask for; null takes none. */
  readonly imports?: RequestFacts['imports'];
  /** Who bears it may change the ledger, besides those who have keys; null for none. */
  readonly curatorToken?: string | null;
  /** Who is let in, and what each may spend; default whoever reads, without end. */
  readonly callers?: Omit<GateOptions, 'token' | 'onError'>;
  /** The provider as one that tells of its snapshots, and how many may listen; null answers nothing at /events. */
  readonly news?: { readonly provider: Pick<FollowingProvider, 'state' | 'subscribe'>; readonly maxListeners: number; readonly maxListenersPerClient: number } | null;
  /** Of a replica: what keeps it from the newest snapshot, and what it waits for before the first. */
  readonly source?: { readonly problem: () => string | null; readonly waitingFor: string } | null;
  /** What downloads must keep to, where other than the usual. */
  readonly downloads?: Partial<DownloadLimits>;
  /** Origins whose pages may show views under /embed/ in a frame, as `embedOrigins` gives them; empty allows none. */
  readonly embedOrigins?: readonly string[];
  /** Whether the X-Request-Id that a proxy sends is taken over; default false. */
  readonly trustsRequestIds?: boolean;
  /** What of queries is logged; default nothing but a hash. */
  readonly queryLogging?: QueryLogging;
  /** Requests that take longer are warned of, in milliseconds; default none. */
  readonly slowMs?: number;
  readonly connections?: ConnectionLimits;
  /** Bytes of whole answers that are kept for questions that come again; null keeps none, default 64 MiB. */
  readonly answerCacheBytes?: number | null;
  /** How long caches that many share, of proxies and networks, may give an answer to a GET without asking again, in milliseconds; default 0: they ask each time. */
  readonly answerMaxAgeMs?: number;
  /** Whether queries that come again are answered without Apollo's pipeline; default true. */
  readonly remembers?: boolean;
  /** Null counts nothing. */
  readonly measuring?: Measuring | null;
}

export interface CloseOptions {
  /** How long requests go on being taken while /health/ready says that the server ends, in milliseconds; default 0. */
  readonly delayMs?: number;
  /** How long requests in flight may take to end, in milliseconds; then they are cut. */
  readonly graceMs?: number;
}

export interface RunningServer {
  /** Address without a slash at its end, e.g. http://127.0.0.1:4000. */
  readonly url: string;
  readonly port: number;
  /**
   * Says in /health/ready that it ends, takes no more requests after the delay, lets those in flight end, then closes. The
   * provider stays open.
   * @returns how many requests were cut, since they took longer than the grace
   */
  close(options?: CloseOptions): Promise<number>;
}

/** How long requests in flight may take to end when the server closes. */
const GRACE_MS = 5_000;

/** @throws AddressError where host and port can't be listened on, TokenError for a curator's token that can't serve */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { provider, host = '127.0.0.1', port, introspection = true, pagesDir = null, logger = pino({ level: 'silent' }) } = options;
  const { curator = null, imports = null, curatorToken = null, embedOrigins = [], connections = DEFAULT_CONNECTION_LIMITS, measuring = null, news = null, source = null, answerMaxAgeMs = 0, playground = true, executionMs, trustedDocuments, remembers = true, answerCacheBytes = DEFAULT_ANSWER_CACHE_BYTES } = options;
  const draining = new Draining();
  const loop = new EventLoopWatch();
  const token = curatorToken === null ? null : new CuratorToken(curatorToken);
  const gate = new Gate({ ...options.callers, token, onError: (error) => logger.error({ err: error }, 'a refusal could not be written to the audit log') });
  const log = new RequestLog({ logger, queries: options.queryLogging, slowMs: options.slowMs });
  const engine = await createEngine({ logger, introspection, playground, executionMs, trustedDocuments, remembers });
  const answers = answerCacheBytes === null ? null : new AnswerCache(answerCacheBytes);
  const events = news === null ? null : new Events({ ...news, lapseOf: (request) => gate.lapseOf(request) });
  const listener = requestListener({
    graphql: new GraphqlEndpoint({ engine, provider, gate, curator, imports, answers, answerMaxAgeMs }),
    downloads: new Downloads({ provider, gate, logger, headers: SAFE_HEADERS, limits: options.downloads, maxAgeMs: answerMaxAgeMs }),
    pages: new Pages(new StaticFiles(pagesDir), embedOrigins, playground),
    health: new Health({ provider, following: news?.provider ?? null, problemOfCallers: () => gate.problem, ...(source === null ? {} : { problemOfSource: source.problem, waitingFor: source.waitingFor }), isDraining: () => draining.hasBegun, lateMs: () => loop.lateMs }),
    exposition: measuring?.exposition ?? null,
    events,
    gate,
    logger,
  });
  const unended = new UnorderedList<ServerResponse>();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: false, connectionsCheckingInterval: checkIntervalOf(connections) }, watched(listener, {
    trustsRequestIds: options.trustsRequestIds ?? false,
    onStart: (request, response) => {
      giveUpWhenStalled(response);
      noteAnswer(request, response);
      aboutRequest(request).client = gate.addressOf(request);
      unended.add(response);
      if (draining.hasBegun) response.setHeader('connection', 'close');
    },
    onEnd: (request, response, facts, outcome) => {
      unended.remove(response);
      noteAnswered(request, response);
      log.write(facts, outcome);
      measuring?.onEnd(request, facts, outcome);
    },
  }));
  keepToLimits(server, connections);
  const open = connectionsOf(server);
  server.on('clientError', answerUnreadable);
  server.on('checkExpectation', refuseExpectation);
  server.on('connect', refuseTunnel);
  try {
    await listenOn(server, host, port);
  } catch (error) {
    loop.close();
    events?.close();
    await engine.stop();
    throw error;
  }
  // Such as running out of file descriptors: those who are connected go on being answered.
  server.on('error', (error) => logger.error({ err: error }, 'the server\'s socket failed'));
  server.on('drop', () => logger.warn({ limit: connections.maxConnections }, 'a connection was refused, since there are as many as may be'));
  measuring?.onState?.({
    inFlight: () => unended.size,
    connections: () => new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count))),
    isDraining: () => draining.hasBegun,
    listeners: () => events?.counts ?? null,
    answers: () => answers?.counts ?? null,
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    async close({ delayMs = 0, graceMs = GRACE_MS } = {}) {
      draining.begin();
      // Whose answer has not begun is told as well that no other will come on its connection.
      for (const response of unended) if (!response.headersSent) response.setHeader('connection', 'close');
      // Whoever asks meanwhile is answered, and told to connect anew elsewhere.
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      events?.close();
      const cut = await closeGracefully(server, { connections: open, unended, graceMs, askingMs: Math.min(graceMs, connections.headersTimeoutMs) });
      loop.close();
      await engine.stop();
      return cut;
    },
  };
}
