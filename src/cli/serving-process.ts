/** One process that serves a corpus: its snapshots, its address, its figures, from start to end. */
import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { AuditLog } from '../callers/audit-log.js';
import { KeyRing } from '../callers/key-ring.js';
import { ServerMetrics } from '../operations/server-metrics.js';
import { startMetricsListener, type Exposition, type MetricsListener } from '../operations/metrics-listener.js';
import type { Traces } from '../operations/traces.js';
import type { ServerLog } from '../operations/logger.js';
import { listenOn } from '../serving/listening.js';
import { startServer, type RunningServer, type ServerState } from '../serving/server.js';
import { programVersion } from '../graphql/program-version.js';
import { CliError, EXIT } from './errors.js';
import { ImportJobs } from '../intake/import-jobs.js';
import { importInProcess } from '../intake/import-in-process.js';
import { curatorOf } from '../snapshot/curator.js';
import type { FollowingProvider } from '../snapshot/following.js';
import { openProvider } from '../snapshot/provider.js';
import { Follower } from '../replication/follower.js';
import { replicaMark } from '../snapshot/replica.js';
import type { MeasuredProvider } from '../snapshot/types.js';
import { warm } from '../snapshot/warming.js';
import type { ServingParts } from './serving-parts.js';
import { logNotes, watchFolders } from './watching.js';

export interface ServingOptions {
  readonly dataDir: string;
  readonly parts: ServingParts;
  readonly log: ServerLog;
  /** Where this is one process of several; null where it is alone. */
  readonly among: Among | null;
}

/** What one process of several shares with the others. */
export interface Among {
  /** How many there are: each takes its part of threads and of memory for what is computed. */
  readonly of: number;
  /** The figures of all. */
  readonly exposition: () => Promise<Exposition>;
  /** Whether it is this one that follows a target. */
  readonly follows: boolean;
  /** To be told that this process has published a snapshot. */
  readonly onPublished: () => void;
}

/** Answers go before computations: a thread of this niceness gets a tenth of the time of one of none, where both want it. */
export const WORKER_NICENESS = 10;

type Corpus = FollowingProvider & MeasuredProvider;

export interface ServingProcess {
  readonly server: RunningServer;
  readonly provider: Corpus;
  /** Of this process alone; empty where none are counted. */
  readonly figures: () => Promise<readonly object[]>;
  /** Lets requests end, then closes everything. @returns requests that were cut */
  end(): Promise<number>;
}

/** @throws AddressError, TokenError, SnapshotError, ManifestError */
export async function startServing({ dataDir, parts, log, among }: ServingOptions): Promise<ServingProcess> {
  const { logger } = log;
  const follows = parts.following !== null;
  // In a replica there is nothing to change: who wants to is told so.
  const isReplica = follows || replicaMark(dataDir) !== null;
  const sayFault = (sentence: string): void => logger.error(sentence);
  const provider = await openProvider(dataDir, {
    ...(among === null ? {} : { threads: threadsOf(among.of) }),
    provesRecords: true,
    warm,
    beginsWithout: follows,
    niceness: WORKER_NICENESS,
    onSwap: (id, { bytes, isMapped, whyNotMapped }) => {
      logger.info({ snapshot: id, arrays: isMapped ? 'mapped' : 'in memory', arrayBytes: bytes }, 'now serving another snapshot');
      if (whyNotMapped !== null) logger.warn({ snapshot: id, arrayBytes: bytes }, `every process holds the snapshot's arrays in its own memory: ${whyNotMapped}`);
    },
    capacity: { ...parts.capacity, cacheBytes: partOf(parts.capacity.cacheBytes, among) },
    computed: { onNotice: (sentence) => logger.warn(sentence) },
    onError: (error) => logger.error({ err: error }, 'a new snapshot could not be opened; the old one goes on serving'),
  });
  const onPublished = async (): Promise<void> => {
    among?.onPublished();
    await provider.refresh();
  };
  const imports = new ImportJobs({ dataDir, folder: parts.importFolder, runImport: importInProcess, onPublished, onNotice: (sentence) => logger.warn(sentence), ...(among === null ? {} : { threads: threadsOf(among.of) }) });
  const follower = followerOf(dataDir, parts, among, logger, onPublished);
  let listener: MetricsListener | null = null;
  let traces: Traces | null = null;
  try {
    const tracing = (traces = await tracesOf(parts.tracing, logger));
    const metrics = parts.figures.areKept ? measuredBy(provider, log) : null;
    if (metrics !== null && parts.figures.port !== null && among === null) {
      listener = await startMetricsListener(parts.figures.port, metrics.exposition, listenOn);
      logger.info({ url: listener.url }, 'figures for Prometheus');
    }
    const server = await startServer({
      ...parts.server,
      answerCacheBytes: parts.server.answerCacheBytes === null ? null : partOf(parts.server.answerCacheBytes, among),
      logger,
      provider,
      news: { provider, ...parts.listeners },
      curator: isReplica ? null : curatorOf(dataDir, { onPublished }),
      imports: isReplica ? null : imports,
      source: follows ? { problem: () => follower?.problem ?? null, waitingFor: 'a first snapshot' } : null,
      callers: { ...parts.callers, keys: new KeyRing(dataDir, { onFault: sayFault }), trail: new AuditLog(dataDir, sayFault) },
      measuring: {
        onEnd(request, facts, outcome) {
          metrics?.metrics.count(facts, outcome);
          tracing?.record(request, facts, outcome);
        },
        ...(metrics === null ? {} : { onState: metrics.onState }),
        exposition: metrics !== null && parts.figures.atServer ? among?.exposition ?? metrics.exposition : null,
      },
    });
    const watching = new AbortController();
    const watched = parts.watching.folders.length === 0 ? null : watchFolders(dataDir, parts.watching, logNotes(logger), watching.signal, () => provider.refresh());
    return {
      server,
      provider,
      figures: () => metrics?.metrics.data() ?? Promise.resolve([]),
      async end() {
        watching.abort();
        const followed = follower?.end();
        const imported = imports.end();
        const cut = await server.close(parts.ending);
        await watched;
        await imported;
        await followed;
        await listener?.close();
        await tracing?.close();
        await provider.close();
        return cut;
      },
    };
  } catch (error) {
    await follower?.end();
    await imports.end();
    await listener?.close();
    await traces?.close();
    await provider.close();
    throw error;
  }
}

/** Null where no target is followed, or another of several processes does. */
function followerOf(dataDir: string, { following }: ServingParts, among: Among | null, logger: Logger, onPublished: () => Promise<void>): Follower | null {
  if (following === null || among?.follows === false) return null;
  return new Follower({
    dataDir, ...following,
    say: (note) => {
      logger[note.kind === 'trouble' ? 'warn' : 'info'](`follow: ${note.sentence}`);
      if (note.kind === 'taken') onPublished().catch((error: unknown) => logger.error({ err: error }, 'a new snapshot could not be opened; the old one goes on serving'));
    },
  });
}

/** Loaded where it is asked for alone. The variables are OpenTelemetry's own. */
async function tracesOf({ endpoint: set, sampled }: ServingParts['tracing'], logger: Logger): Promise<Traces | null> {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces, OTEL_EXPORTER_OTLP_ENDPOINT: ofAll } = process.env;
  const endpoint = set ?? (ofTraces || (ofAll ? `${ofAll.replace(/\/$/, '')}/v1/traces` : null));
  if (endpoint === null) return null;
  if (!URL.canParse(endpoint)) throw new CliError(`$OTEL_EXPORTER_OTLP_ENDPOINT is "${endpoint}", which is no address: give one such as http://127.0.0.1:4318, or --traces-endpoint.`, EXIT.usage);
  const { Traces: Implementation } = await import('../operations/traces.js');
  return new Implementation({ endpoint, sampled, version: programVersion(), onFault: (sentence) => logger.warn(sentence) });
}

/** What one process has of memory that is meant for all together. */
function partOf(bytes: number, among: Among | null): number {
  return Math.ceil(bytes / (among?.of ?? 1));
}

/** One processor is left for answering, as a process alone does it. */
function threadsOf(processes: number): number {
  return Math.max(1, Math.floor((availableParallelism() - 1) / processes));
}

interface Measured {
  readonly metrics: ServerMetrics;
  readonly onState: (state: ServerState) => void;
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
    answers: () => state?.answers() ?? null,
    droppedLogLines: () => log.dropped(),
  });
  return {
    metrics,
    onState: (given) => (state = given),
    exposition: async () => ({ contentType: metrics.contentType, text: await metrics.text() }),
  };
}
