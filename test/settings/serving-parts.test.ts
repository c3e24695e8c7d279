/** Every setting arrives at the part of the server that it is for, from the text that somebody gives. */
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { HeaderMap } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/errors.js';
import { servingPartsOf, type ServingParts } from '../../src/cli/serving-parts.js';
import { effectiveSettings, SETTINGS, type Settings } from '../../src/settings/table.js';
import { defaultCacheBytes } from '../../src/snapshot/memory-budget.js';
import { tempDir } from '../helpers/temp-dir.js';

const folder = tempDir();
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const partsOf = (given: Partial<Record<string, string>>, environment: NodeJS.ProcessEnv = {}): ServingParts =>
  servingPartsOf(effectiveSettings(new Map(Object.entries(given).map(([name, text]) => [name, [text ?? '']])), environment, null).settings);

/** By which address somebody is known whose request has come through a proxy of this machine, with both headers. */
const clientOf = ({ callers }: ServingParts): string =>
  callers.proxies.clientOf({ headers: { 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.2' }, socket: { remoteAddress: '127.0.0.1' } } as unknown as IncomingMessage);
const modeOf = ({ server }: ServingParts): string => server.trustedDocuments.modeInSchema;
/** The text that a document of the manifest is answered by; its code where it is not known. */
const documentOf = ({ server }: ServingParts): unknown => {
  try {
    return (server.trustedDocuments.admitted({ method: 'POST', headers: new HeaderMap(), search: '', body: { documentId: 'sha256:mine' } }).body as { query: string }).query;
  } catch (error) {
    return (error as GraphQLError).extensions['code'];
  }
};

const manifest = file('manifest.json', JSON.stringify({ mine: '{ corpus { paperCount } }' }));
const token = 'a-curator\'s-token-that-is-long-enough';
const tokenFile = file('token', `${token}\n`);

interface Case {
  /** The text given, and those of other settings that it needs. */
  readonly given: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly seen: (parts: ServingParts) => unknown;
  /** Without the setting, and with it. */
  readonly becomes: readonly [unknown, unknown];
}

/** One for each: a setting without one does not compile. */
const CASES: Readonly<Record<keyof Settings, Case>> = {
  port: { given: '4321', seen: ({ server }) => server.port, becomes: [4000, 4321] },
  host: { given: '::1', seen: ({ server }) => server.host, becomes: ['127.0.0.1', '::1'] },
  introspection: { given: 'off', seen: ({ server }) => server.introspection, becomes: [true, false] },
  playground: { given: 'off', seen: ({ server }) => server.playground, becomes: [true, false] },
  executionTimeout: { given: '7s', seen: ({ server }) => server.executionMs, becomes: [20_000, 7_000] },
  trustedDocuments: { given: 'only', with: { 'trusted-documents-file': manifest }, seen: modeOf, becomes: ['OFF', 'ONLY'] },
  trustedDocumentsFile: { given: manifest, with: { 'trusted-documents': 'allow' }, seen: documentOf, becomes: ['BAD_REQUEST', '{ corpus { paperCount } }'] },
  embedOrigins: { given: 'https://example.org', seen: ({ server }) => server.embedOrigins, becomes: [[], ['https://example.org']] },
  eventListeners: { given: '7', seen: ({ listeners }) => listeners.maxListeners, becomes: [1_000, 7] },
  eventListenersPerClient: { given: '7', seen: ({ listeners }) => listeners.maxListenersPerClient, becomes: [32, 7] },
  watch: { given: folder, seen: ({ watching }) => watching.folders, becomes: [[], [folder]] },
  watchSettle: { given: '7s', seen: ({ watching }) => watching.settleMs, becomes: [2_000, 7_000] },
  watchPoll: { given: '7s', seen: ({ watching }) => watching.pollMs, becomes: [5_000, 7_000] },
  follow: { given: 's3://library/coterie', seen: ({ following }) => following?.target, becomes: [undefined, 's3://library/coterie'] },
  followEndpoint: { given: 'http://127.0.0.1:9000', with: { follow: 's3://library/coterie' }, seen: ({ following }) => following?.endpoint, becomes: [undefined, 'http://127.0.0.1:9000'] },
  followPoll: { given: '7s', with: { follow: '/srv' }, seen: ({ following }) => following?.pollMs, becomes: [undefined, 7_000] },
  followKeep: { given: '7', with: { follow: '/srv' }, seen: ({ following }) => following?.keep, becomes: [undefined, 7] },
  importFolder: { given: folder, seen: ({ importFolder }) => importFolder, becomes: [null, folder] },
  curatorTokenFile: { given: tokenFile, seen: ({ server }) => server.curatorToken, becomes: [null, token] },
  access: { given: 'key', seen: ({ callers }) => callers.access, becomes: ['open', 'key'] },
  budget: { given: '7777', seen: ({ callers }) => callers.budgets?.points, becomes: [20_000_000, 7_777] },
  keyBudget: { given: 'off', seen: ({ callers }) => callers.budgets?.keyPoints, becomes: [100_000_000, null] },
  budgetWindow: { given: '7s', seen: ({ callers }) => callers.budgets?.windowMs, becomes: [60_000, 7_000] },
  clientRequests: { given: '7', seen: ({ callers }) => callers.budgets?.atOnce, becomes: [64, 7] },
  failedAttempts: { given: '7', seen: ({ callers }) => callers.failedAttempts, becomes: [20, 7] },
  trustProxy: { given: 'loopback', seen: clientOf, becomes: ['127.0.0.1', '192.0.2.1'] },
  proxyHeader: { given: 'forwarded', with: { 'trust-proxy': 'loopback' }, seen: clientOf, becomes: ['127.0.0.1', '192.0.2.2'] },
  curatorToken: { given: token, seen: ({ server }) => server.curatorToken, becomes: [null, token] },
  logLevel: { given: 'warn', seen: ({ log }) => log.level, becomes: ['info', 'warn'] },
  logFormat: { given: 'text', seen: ({ log }) => log.format, becomes: ['auto', 'text'] },
  logQueries: { given: 'variables', seen: ({ server }) => server.queryLogging, becomes: ['off', 'variables'] },
  slowRequest: { given: '7s', seen: ({ server }) => server.slowMs, becomes: [5_000, 7_000] },
  trustRequestId: { given: 'on', seen: ({ server }) => server.trustsRequestIds, becomes: [false, true] },
  maxComputations: { given: '7', seen: ({ capacity }) => capacity.maxRunning, becomes: [8, 7] },
  maxQueuedComputations: { given: '7', seen: ({ capacity }) => capacity.maxQueued, becomes: [32, 7] },
  cacheMemory: { given: '7MB', seen: ({ capacity }) => capacity.cacheBytes, becomes: [defaultCacheBytes(), 7 * 1024 ** 2] },
  arraysInMemory: { given: 'all', seen: ({ capacity }) => capacity.arraysInMemory, becomes: [256 * 1024 ** 2, Infinity] },
  answerCache: { given: 'off', seen: ({ server }) => server.answerCacheBytes, becomes: [64 * 1024 ** 2, null] },
  answerMaxAge: { given: '7s', seen: ({ server }) => server.answerMaxAgeMs, becomes: [0, 7_000] },
  metrics: { given: '9464', seen: ({ figures }) => figures, becomes: [{ areKept: false, atServer: false, port: null }, { areKept: true, atServer: false, port: 9_464 }] },
  tracesEndpoint: { given: 'http://127.0.0.1:4318/v1/traces', seen: ({ tracing }) => tracing.endpoint, becomes: [null, 'http://127.0.0.1:4318/v1/traces'] },
  traceSampling: { given: '0.7', seen: ({ tracing }) => tracing.sampled, becomes: [0.1, 0.7] },
  headersTimeout: { given: '7s', seen: ({ server }) => server.connections.headersTimeoutMs, becomes: [10_000, 7_000] },
  requestTimeout: { given: '7s', seen: ({ server }) => server.connections.requestTimeoutMs, becomes: [30_000, 7_000] },
  keepAliveTimeout: { given: '7s', seen: ({ server }) => server.connections.keepAliveTimeoutMs, becomes: [65_000, 7_000] },
  stalledTimeout: { given: '7s', seen: ({ server }) => server.connections.stalledTimeoutMs, becomes: [60_000, 7_000] },
  maxConnections: { given: '7', seen: ({ server }) => server.connections.maxConnections, becomes: [5_000, 7] },
  maxRequestsPerConnection: { given: '7', seen: ({ server }) => server.connections.maxRequestsPerConnection, becomes: [10_000, 7] },
  workers: { given: '7', seen: ({ workers }) => workers, becomes: [1, 7] },
  drainDelay: { given: '7s', seen: ({ ending }) => ending.delayMs, becomes: [0, 7_000] },
  drainTimeout: { given: '7s', seen: ({ ending }) => ending.graceMs, becomes: [20_000, 7_000] },
};

describe('what a setting becomes', () => {
  it.each(Object.entries(CASES))('%s', (key, { given, with: others = {}, seen, becomes: [before, after] }) => {
    const { name, variable, isSecret } = SETTINGS[key as keyof Settings];
    expect(seen(partsOf({}))).toEqual(before);
    // Secrets have no flag.
    const parts = isSecret === true ? partsOf(others, { [variable]: given }) : partsOf({ ...others, [name]: given });
    expect(seen(parts)).toEqual(after);
  });

  it('are figures at the server\'s own address, too', () => {
    expect(partsOf({ metrics: 'open' }).figures).toEqual({ areKept: true, atServer: true, port: null });
  });

  it('is a curator\'s token of the file before that of the environment', () => {
    expect(partsOf({ 'curator-token-file': tokenFile }, { COTERIE_CURATOR_TOKEN: 'another-token-that-is-long-enough' }).server.curatorToken).toBe(token);
  });
});

describe('what can\'t be used', () => {
  it.each([
    ['embed-origin', 'example.org', /^--embed-origin \(or \$COTERIE_EMBED_ORIGINS, or "embed-origin" in the settings file\): /],
    ['trust-proxy', '192.0.2.0/99', /^--trust-proxy \(or \$COTERIE_TRUST_PROXY, or "trust-proxy" in the settings file\): "192\.0\.2\.0\/99" is neither/],
    ['trusted-documents-file', manifest, /would not be heeded: set trusted-documents to allow or only\.$/],
  ])('of %s is named with where it may stand', (name, given, message) => {
    expect(() => partsOf({ [name]: given })).toThrow(expect.objectContaining({ message: expect.stringMatching(message) as string, exitCode: EXIT.usage }) as Error);
  });
});
