/**
 * Every setting of a server, once: `coterie serve --help`, the environment, the settings file and `coterie config` follow
 * from this table. A new one is a line here and its place in cli/serving-parts.ts.
 */
import { bytesOrAll, bytesOrAuto, bytesOrOff, countOrOff, duration, listOf, oneOf, onOff, path, paths, SettingError, share, text, url, wholeNumber, wordOrNumber, type Setting } from './setting.js';
import { effective, type Effective, type SettingsFile } from './sources.js';

function setting<T>(name: string, kind: Setting<T>['kind'], standard: T, about: string, more: Partial<Pick<Setting<T>, 'variable' | 'isSecret'>> = {}): Setting<T> {
  return { name, kind, default: standard, about, variable: `COTERIE_${name.toUpperCase().replaceAll('-', '_')}`, ...more };
}

export const SETTINGS = {
  port: setting('port', wholeNumber(0, 65_535), 4000, 'port to listen on; 0 takes any free one', { variable: 'PORT' }),
  host: setting('host', text('<address>'), '127.0.0.1', 'address to listen on; 0.0.0.0 for all networks', { variable: 'HOST' }),
  introspection: setting('introspection', onOff, true, 'tell the schema to whoever asks'),
  playground: setting('playground', onOff, true, 'show browsers a playground at the API\'s address'),
  executionTimeout: setting('execution-timeout', duration(100, 600_000), 20_000, 'how long a query is executed before it is given up'),
  trustedDocuments: setting('trusted-documents', oneOf(['off', 'allow', 'only']), 'off', 'answer documents by their ids (allow), and no others (only)'),
  trustedDocumentsFile: setting('trusted-documents-file', path(), null, 'manifest of trusted documents, beside the explorer\'s own'),
  embedOrigins: setting('embed-origin', listOf('<origin>', 'origins such as https://example.org, or *', (origin) => origin), [], 'let pages of this origin show views under /embed/ in a frame, such as https://example.org; repeatable, * for all', { variable: 'COTERIE_EMBED_ORIGINS' }),
  eventListeners: setting('event-listeners', wholeNumber(0, 100_000), 1_000, 'most listeners at /events, where each new snapshot is announced'),
  eventListenersPerClient: setting('event-listeners-per-client', wholeNumber(1, 100_000), 32, 'most of them of one client'),
  watch: setting('watch', paths('<dir>'), [], 'import what appears and changes in this folder; repeatable'),
  watchSettle: setting('watch-settle', duration(0, 3_600_000), 2_000, 'how long a file of a watched folder must have stayed as it is'),
  watchPoll: setting('watch-poll', duration(100, 86_400_000), 5_000, 'time between two looks at watched folders, for file systems that tell of no change'),
  follow: setting('follow', text('<target>'), null, 'be a replica of this target of `coterie snapshot push`: s3://bucket/prefix, a directory, or https://host/path; each snapshot that it points to is fetched, proved and served'),
  followEndpoint: setting('follow-endpoint', url(), null, 'the S3 server of the target; else $AWS_ENDPOINT_URL, else Amazon\'s'),
  followPoll: setting('follow-poll', duration(100, 86_400_000), 10_000, 'time between two looks at the target'),
  followKeep: setting('follow-keep', wholeNumber(0, 1_000), 1, 'snapshots kept beside the current one, to go back to'),
  importFolder: setting('import-folder', path('<dir>'), null, 'let whoever has a key of the role admin import files of this folder over the API (importFiles)'),
  curatorTokenFile: setting('curator-token-file', path(), null, 'let whoever sends the token in this file ("Authorization: Bearer …") change the ledger; else $COTERIE_CURATOR_TOKEN'),
  access: setting('access', oneOf(['open', 'key']), 'open', 'who may read: everybody, or whoever has a key of `coterie keys`'),
  budget: setting('budget', countOrOff(1_000, 2_000_000_000), 20_000_000, 'points of estimated cost that a client without a key, known by its address, may spend in each window; off for no end'),
  keyBudget: setting('key-budget', countOrOff(1_000, 2_000_000_000), 100_000_000, 'points that a key may spend in each window; off for no end'),
  budgetWindow: setting('budget-window', duration(1_000, 86_400_000), 60_000, 'length of a window, after which all points are there again'),
  clientRequests: setting('client-requests', countOrOff(1, 100_000), 64, 'requests of one client that are answered at the same time; off for no end'),
  failedAttempts: setting('failed-attempts', wholeNumber(1, 1_000_000), 20, 'wrong credentials that an address may send in a minute before more are not looked at'),
  trustProxy: setting('trust-proxy', listOf('<network>', 'loopback, private, addresses, networks such as 192.0.2.0/24, or one number of proxies', (item) => item), [], 'believe proxies of this network who a request comes from: loopback, private, an address, 192.0.2.0/24, repeatable; or how many stand in a row', { variable: 'COTERIE_TRUST_PROXY' }),
  proxyHeader: setting('proxy-header', oneOf(['x-forwarded-for', 'forwarded']), 'x-forwarded-for', 'the header in which trusted proxies say so; the other is never read'),
  curatorToken: setting('curator-token', text(), null, 'the curator\'s token itself', { isSecret: true }),
  logLevel: setting('log-level', oneOf(['debug', 'info', 'warn', 'error', 'silent']), 'info', 'least grave lines of the log; requests are info, those for health, metrics and pages\' files debug'),
  logFormat: setting('log-format', oneOf(['auto', 'json', 'text']), 'auto', 'a JSON object per line, or text; auto is text where stderr is a terminal'),
  logQueries: setting('log-queries', oneOf(['off', 'text', 'variables']), 'off', 'log documents\' text, or that with its variables, beside their hash'),
  slowRequest: setting('slow-request', duration(1, 3_600_000), 5_000, 'warn of requests that take longer'),
  trustRequestId: setting('trust-request-id', onOff, false, 'take over the X-Request-Id that a proxy sends'),
  maxComputations: setting('max-computations', wholeNumber(1, 1_000), 8, 'metrics and graphs computed at a time, of each worker process'),
  maxQueuedComputations: setting('max-queued-computations', wholeNumber(0, 100_000), 32, 'those that wait for their turn; beyond that they are refused (TOO_MANY_COMPUTATIONS)'),
  cacheMemory: setting('cache-memory', bytesOrAuto(1024 ** 2), 'auto', 'memory for what has been computed, of all worker processes together, each of which has its part; auto is a quarter of the machine\'s or container\'s'),
  arraysInMemory: setting('arrays-in-memory', bytesOrAll, 256 * 1024 ** 2, 'size of a snapshot\'s arrays up to which every process reads them into its own memory; larger ones are mapped and read through the page cache, which all share; all maps none'),
  answerCache: setting('answer-cache', bytesOrOff(1024 ** 2), 64 * 1024 ** 2, 'memory for whole answers to queries that come again, of all worker processes together; off keeps none'),
  answerMaxAge: setting('answer-max-age', duration(0, 86_400_000), 0, 'how long proxies and content networks may give an answer to a GET without asking whether its snapshot is still served; 0 has them ask each time'),
  metrics: setting('metrics', wordOrNumber(['off', 'open'], 1, 65_535), 'off', 'figures for Prometheus: at /metrics for whoever may read (open), or on a port of its own that this machine alone reaches'),
  tracesEndpoint: setting('traces-endpoint', url(), null, 'send traces to this address of a collector (OTLP over HTTP, JSON), such as http://127.0.0.1:4318/v1/traces; else $OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, else $OTEL_EXPORTER_OTLP_ENDPOINT with /v1/traces'),
  traceSampling: setting('trace-sampling', share(), 0.1, 'share of requests that are traced; what comes with a traceparent follows the decision in it'),
  headersTimeout: setting('headers-timeout', duration(100, 600_000), 10_000, 'a request\'s headers must have come within this'),
  requestTimeout: setting('request-timeout', duration(100, 3_600_000), 30_000, 'a whole request must have come within this'),
  keepAliveTimeout: setting('keep-alive-timeout', duration(100, 3_600_000), 65_000, 'close connections that have been idle for so long; keep it above that of a proxy in front'),
  stalledTimeout: setting('stalled-timeout', duration(100, 3_600_000), 60_000, 'close connections that take nothing of their answer for so long'),
  maxConnections: setting('max-connections', wholeNumber(1, 1_000_000), 5_000, 'connections at a time, of each worker process'),
  maxRequestsPerConnection: setting('max-requests-per-connection', wholeNumber(1, 1_000_000_000), 10_000, 'close a connection after so many requests'),
  workers: setting('workers', wholeNumber(1, 64), 1, 'processes that answer; they share the graph where it is mapped (arrays-in-memory)'),
  drainDelay: setting('drain-delay', duration(0, 600_000), 0, 'when asked to end, go on answering for so long while /health/ready says 503'),
  drainTimeout: setting('drain-timeout', duration(0, 3_600_000), 20_000, 'how long requests in flight may then take before they are cut'),
} as const;

type ValueOf<S> = S extends Setting<infer T> ? T : never;
export type Settings = { readonly [K in keyof typeof SETTINGS]: ValueOf<(typeof SETTINGS)[K]> };

/** Where the corpus lies: of every command, not of the server alone. */
export const DATA_SETTING: Setting<string | null> = setting('data', path('<dir>'), null, 'where the corpus lies');

/** Everything that a settings file may set. */
export const ALL_SETTINGS: readonly Setting[] = [DATA_SETTING, ...Object.values(SETTINGS)] as readonly Setting[];

/**
 * The effective settings, and where each comes from.
 * @param flags texts that the command line gives, by the name of the setting
 * @throws SettingError for values that can't be used, a line each
 */
export function effectiveSettings(flags: ReadonlyMap<string, readonly string[]>, environment: NodeJS.ProcessEnv, file: SettingsFile | null): { readonly settings: Settings; readonly all: readonly Effective[] } {
  const faults: string[] = [];
  const all = Object.entries(SETTINGS).flatMap(([key, each]) => {
    try {
      return [[key, effective(each as Setting, flags.get(each.name), environment, file)] as const];
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new SettingError(faults.join('\n'));
  return { settings: Object.fromEntries(all.map(([key, { value }]) => [key, value])) as Settings, all: all.map(([, each]) => each) };
}
