/** What the settings of a server are to its parts: nowhere else do settings become options. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ManifestError } from '../graphql/document-manifest.js';
import type { LogOptions } from '../operations/logger.js';
import { ProxyError, Proxies } from '../serving/client-address.js';
import type { FollowTask } from '../replication/follow-thread.js';
import { trustedDocumentsOf } from '../serving/explorer-documents.js';
import { EmbedOriginError, embedOrigins } from '../serving/framing.js';
import type { GateOptions } from '../serving/gate.js';
import type { CloseOptions, ServerOptions } from '../serving/server.js';
import type { Settings } from '../settings/table.js';
import type { CapacityOptions } from '../snapshot/capacity.js';
import { defaultCacheBytes } from '../snapshot/memory-budget.js';
import { CliError, EXIT } from './errors.js';

/** The built pages, beside `src` and `dist`. */
const PAGES_DIR = fileURLToPath(new URL('../../dist/explorer/', import.meta.url));

/** Everything that a server is told of its settings. Bytes and threads are those of all processes together. */
export interface ServingParts {
  readonly log: Pick<LogOptions, 'level' | 'format'>;
  /** How many processes answer. */
  readonly workers: number;
  readonly server: Required<Pick<ServerOptions,
    'port' | 'host' | 'introspection' | 'playground' | 'executionMs' | 'trustedDocuments' | 'pagesDir' | 'curatorToken' | 'embedOrigins' | 'trustsRequestIds' | 'queryLogging' | 'slowMs' | 'connections' | 'answerCacheBytes' | 'answerMaxAgeMs'>>;
  /** How many may listen to what changes. */
  readonly listeners: Pick<NonNullable<ServerOptions['news']>, 'maxListeners' | 'maxListenersPerClient'>;
  /** Who is let in, and what each may spend; keys and log lie with the corpus. */
  readonly callers: Required<Pick<GateOptions, 'access' | 'budgets' | 'proxies' | 'failedAttempts'>>;
  /** What is computed at a time and kept. */
  readonly capacity: Required<Pick<CapacityOptions, 'maxRunning' | 'maxQueued' | 'cacheBytes' | 'arraysInMemory'>>;
  /** From where files are imported over the API; null from nowhere. */
  readonly importFolder: string | null;
  readonly watching: { readonly folders: readonly string[]; readonly settleMs: number; readonly pollMs: number };
  /** Of a replica: where its snapshots come from; null for a server with a corpus of its own. */
  readonly following: Omit<FollowTask, 'dataDir'> | null;
  /** Figures for Prometheus: whether they are kept, told at the server's own address, and at which port of this machine alone. */
  readonly figures: { readonly areKept: boolean; readonly atServer: boolean; readonly port: number | null };
  /** Where traces go, unless OpenTelemetry's own variables say so, and of which share of requests. */
  readonly tracing: { readonly endpoint: string | null; readonly sampled: number };
  readonly ending: Required<CloseOptions>;
}

/**
 * Reads the files that settings name (the curator's token, trusted documents), and nothing of the corpus.
 * @throws CliError (usage) for origins, proxies and manifests that are none
 */
export function servingPartsOf(settings: Settings): ServingParts {
  const {
    port, host, introspection, playground, executionTimeout, trustedDocuments, trustedDocumentsFile, embedOrigins: origins, eventListeners, eventListenersPerClient,
    watch, watchSettle, watchPoll, follow, followEndpoint, followPoll, followKeep, importFolder, curatorTokenFile, curatorToken, access, budget, keyBudget, budgetWindow, clientRequests, failedAttempts, trustProxy, proxyHeader,
    logLevel, logFormat, logQueries, slowRequest, trustRequestId, maxComputations, maxQueuedComputations, cacheMemory, arraysInMemory, answerCache, answerMaxAge, metrics, tracesEndpoint, traceSampling,
    headersTimeout, requestTimeout, keepAliveTimeout, stalledTimeout, maxConnections, maxRequestsPerConnection, workers, drainDelay, drainTimeout, ...others
  } = settings;
  // A setting that has no place here is refused by the compiler.
  others satisfies Record<string, never>;
  return {
    log: { level: logLevel, format: logFormat },
    workers,
    server: {
      port, host: host ?? '127.0.0.1', introspection, playground, executionMs: executionTimeout, pagesDir: PAGES_DIR,
      trustedDocuments: asUsage(ManifestError, '', () => trustedDocumentsOf(trustedDocuments, trustedDocumentsFile, PAGES_DIR)),
      curatorToken: curatorTokenFile === null ? curatorToken?.trim() ?? null : readFileSync(curatorTokenFile, 'utf8').trim(),
      embedOrigins: origins.length === 0 ? [] : asUsage(EmbedOriginError, '--embed-origin (or $COTERIE_EMBED_ORIGINS, or "embed-origin" in the settings file): ', () => embedOrigins(origins.join(' '))),
      trustsRequestIds: trustRequestId, queryLogging: logQueries, slowMs: slowRequest,
      connections: { headersTimeoutMs: headersTimeout, requestTimeoutMs: requestTimeout, keepAliveTimeoutMs: keepAliveTimeout, stalledTimeoutMs: stalledTimeout, maxConnections, maxRequestsPerConnection },
      answerCacheBytes: answerCache,
      answerMaxAgeMs: answerMaxAge,
    },
    listeners: { maxListeners: eventListeners, maxListenersPerClient: eventListenersPerClient },
    callers: {
      access, failedAttempts,
      budgets: { points: budget, keyPoints: keyBudget, windowMs: budgetWindow, atOnce: clientRequests },
      proxies: asUsage(ProxyError, '--trust-proxy (or $COTERIE_TRUST_PROXY, or "trust-proxy" in the settings file): ', () => new Proxies({ trusted: trustProxy, header: proxyHeader })),
    },
    capacity: { maxRunning: maxComputations, maxQueued: maxQueuedComputations, cacheBytes: cacheMemory === 'auto' ? defaultCacheBytes() : cacheMemory, arraysInMemory },
    importFolder,
    watching: { folders: watch, settleMs: watchSettle, pollMs: watchPoll },
    following: follow === null ? null : { target: follow, endpoint: followEndpoint, pollMs: followPoll, keep: followKeep },
    figures: { areKept: metrics !== 'off', atServer: metrics === 'open', port: typeof metrics === 'number' ? metrics : null },
    tracing: { endpoint: tracesEndpoint, sampled: traceSampling },
    ending: { delayMs: drainDelay, graceMs: drainTimeout },
  };
}

/** What `read` gives; faults of the kind are the caller's, in one sentence after where the value may stand. */
function asUsage<T>(kind: new (...given: never[]) => Error, where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof kind) throw new CliError(`${where}${error.message}${where === '' ? '.' : ''}`, EXIT.usage);
    throw error;
  }
}
