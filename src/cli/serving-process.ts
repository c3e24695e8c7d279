/** One process that serves a corpus: its snapshots, its address, its figures, from start to end. */
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { ServerMetrics } from '../operations/server-metrics.js';
import { startMetricsListener, type Exposition, type MetricsListener } from '../operations/metrics-listener.js';
import type { ServerLog } from '../operations/logger.js';
import { listenOn } from '../serving/listening.js';
import { startServer, type Measuring, type RunningServer, type ServerState } from '../serving/server.js';
import type { Settings } from '../settings/table.js';
import { curatorOf } from '../snapshot/curator.js';
import type { FollowingProvider } from '../snapshot/following.js';
import { openProvider } from '../snapshot/provider.js';
import type { MeasuredProvider } from '../snapshot/types.js';

/** The built pages, beside `src` and `dist`. */
const PAGES_DIR = fileURLToPath(new URL('../../dist/explorer/', import.meta.url));

export interface ServingOptions {
  readonly dataDir: string;
  readonly settings: Settings;
  readonly log: ServerLog;
  readonly origins: readonly string[];
  readonly curatorToken: string | null;
  /** Who is let in. */
  readonly callers: NonNullable<Parameters<typeof startServer>[0]['callers']>;
}

type Corpus = FollowingProvider & MeasuredProvider;

export interface ServingProcess {
  readonly server: RunningServer;
  readonly provider: Corpus;
  /** Lets requests end, then closes everything. @returns connections that were cut */
  end(): Promise<number>;
}

/** @throws AddressError, TokenError, SnapshotError */
export async function startServing({ dataDir, settings, log, origins, curatorToken, callers }: ServingOptions): Promise<ServingProcess> {
  const { logger } = log;
  const provider = await openProvider(dataDir, {
    provesRecords: true,
    onSwap: (id) => logger.info({ snapshot: id }, 'now serving another snapshot'),
    capacity: { maxRunning: settings.maxComputations, maxQueued: settings.maxQueuedComputations, ...(settings.cacheMemory === 'auto' ? {} : { cacheBytes: settings.cacheMemory }) },
    computed: { onNotice: (sentence) => logger.warn(sentence) },
    onError: (error) => logger.error({ err: error }, 'a new snapshot could not be opened; the old one goes on serving'),
  });
  let listener: MetricsListener | null = null;
  try {
    const metrics = settings.metrics === 'off' ? null : measuredBy(provider, log);
    if (metrics !== null && typeof settings.metrics === 'number') {
      listener = await startMetricsListener(settings.metrics, metrics.exposition, listenOn);
      logger.info({ url: listener.url }, 'figures for Prometheus');
    }
    const server = await startServer({
      ...httpOptions(settings, logger),
      provider,
      news: { provider, maxListeners: settings.eventListeners, maxListenersPerClient: settings.eventListenersPerClient },
      pagesDir: PAGES_DIR,
      curator: curatorOf(dataDir, { onPublished: () => provider.refresh() }),
      curatorToken,
      callers,
      embedOrigins: origins,
      measuring: metrics === null ? null : { ...metrics.measuring, exposition: settings.metrics === 'open' ? metrics.exposition : null },
    });
    return {
      server,
      provider,
      async end() {
        const cut = await server.close({ delayMs: settings.drainDelay, graceMs: settings.drainTimeout });
        await listener?.close();
        await provider.close();
        return cut;
      },
    };
  } catch (error) {
    await listener?.close();
    await provider.close();
    throw error;
  }
}

function httpOptions(settings: Settings, logger: Logger): Omit<Parameters<typeof startServer>[0], 'provider'> {
  const { port, host, introspection, trustRequestId, logQueries, slowRequest } = settings;
  return {
    port, introspection, logger,
    ...(host === null ? {} : { host }),
    trustsRequestIds: trustRequestId,
    queryLogging: logQueries,
    slowMs: slowRequest,
    connections: {
      headersTimeoutMs: settings.headersTimeout,
      requestTimeoutMs: settings.requestTimeout,
      keepAliveTimeoutMs: settings.keepAliveTimeout,
      stalledTimeoutMs: settings.stalledTimeout,
      maxConnections: settings.maxConnections,
      maxRequestsPerConnection: settings.maxRequestsPerConnection,
    },
  };
}

interface Measured {
  readonly metrics: ServerMetrics;
  readonly measuring: Omit<Measuring, 'exposition'>;
  readonly exposition: () => Promise<Exposition>;
}

function measuredBy(provider: Corpus, log: ServerLog): Measured {
  let state: ServerState | null = null;
  const metrics = new ServerMetrics({
    corpus: () => {
      const lease = provider.acquire();
      const manifest = lease?.snapshot.manifest ?? null;
      lease?.release();
      return { snapshotId: manifest?.id ?? null, snapshotMadeAt: manifest === null ? null : Date.parse(manifest.builtAt), capacity: provider.stats(), state: provider.state() };
    },
    inFlight: () => state?.inFlight() ?? 0,
    connections: () => state?.connections() ?? Promise.resolve(0),
    isDraining: () => state?.isDraining() ?? false,
    listeners: () => state?.listeners() ?? null,
    droppedLogLines: () => log.dropped(),
  });
  return {
    metrics,
    measuring: { onEnd: (_request, facts, outcome) => metrics.count(facts, outcome), onState: (given) => (state = given) },
    exposition: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
  };
}
