/** A fetch as a command runs it: with progress, with Ctrl-C, and with errors that say how to go on. */
import { join } from 'node:path';
import { ensureDataDir } from '../corpus/data-dir.js';
import { explainedFullDisk } from '../corpus/disk-full.js';
import { lockFetching, type Lock } from '../corpus/lock.js';
import { ResponseCache } from '../services/cache.js';
import { ServiceClient } from '../services/client.js';
import { SYSTEM_CLOCK } from '../services/clock.js';
import { crawl } from '../services/crawl.js';
import type { CrawlProgress, CrawlQuestion, CrawlResult } from '../services/crawl-types.js';
import { FetchError, InterruptedError } from '../services/errors.js';
import type { Service } from '../services/service.js';
import { WebClient } from '../web/client.js';
import { proxySettings } from '../web/proxies.js';
import { CliError, EXIT } from './errors.js';
import { counted } from './import-report.js';
import { formatNumber } from './output.js';
import { formatDuration, startProgress, type Progress } from './progress.js';
import { programVersion } from '../graphql/program-version.js';

export interface FetchSettings {
  readonly dataDir: string;
  /** Null for the service's own. */
  readonly baseUrl: string | null;
  readonly mailto: string | null;
  readonly retries: number;
  readonly timeoutMs: number;
  /** Answers kept for longer are fetched again; 0: all of them, Infinity: none. */
  readonly maxAgeMs: number;
  readonly offline: boolean;
}

export interface Fetched extends CrawlResult {
  readonly requests: ServiceClient['counts'];
  /** The folder of the answers. */
  readonly dir: string;
}

/**
 * Fetches all that the question means into `<data>/fetched/<service>/`.
 * @throws CliError where it failed or was interrupted, saying what is kept and how to go on; RangeError for a bad address or proxy;
 *   FetchLockedError where another process is asking the same service for the same data directory
 */
export async function runFetch(service: Service, question: CrawlQuestion, settings: FetchSettings): Promise<Fetched> {
  const { dataDir, baseUrl, mailto, retries, timeoutMs, maxAgeMs, offline } = settings;
  ensureDataDir(dataDir);
  const dir = join(dataDir, 'fetched', service.id);
  const proxies = offline ? null : proxySettings(process.env);
  // The client of the service ends what takes too long.
  const web = new WebClient({ proxies: proxies === null ? null : { ...proxies, passesLoopback: true }, idleMs: Math.max(timeoutMs, 1) });
  const cache = new ResponseCache(dir, service.ending, SYSTEM_CLOCK);
  const abort = new AbortController();
  const progress = startProgress();
  const display = new Display(progress);
  const key = service.keyVariables.map((name) => process.env[name]?.trim() ?? '').find((value) => value !== '') ?? null;
  const client = new ServiceClient({
    service, baseUrl, cache, retries, timeoutMs, maxAgeMs, offline, asker: { mailto, key }, version: programVersion(), clock: SYSTEM_CLOCK, random: Math.random,
    signal: abort.signal, web, onWait: (reason, ms) => display.wait(reason, ms),
  });
  const onSignal = (): void => abort.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  let papers = 0;
  let lock: Lock | null = null;
  try {
    // Who asks nobody disturbs nobody.
    if (!offline) lock = lockFetching(dir, service.title);
    const result = await crawl(question, {
      client, service, offline,
      writeComposed: (label, body) => cache.writeComposed(label, body),
      onProgress: (step) => {
        ({ papers } = step);
        display.show(step, client.counts);
      },
    });
    return { ...result, requests: client.counts, dir };
  } catch (error) {
    throw explained(explainedFullDisk(error, dataDir), { papers, counts: client.counts, dir, maxAgeMs, offline });
  } finally {
    lock?.release();
    progress.stop();
    web.close();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

interface Standing {
  readonly papers: number;
  readonly counts: ServiceClient['counts'];
  readonly dir: string;
  readonly maxAgeMs: number;
  readonly offline: boolean;
}

function explained(error: unknown, { papers, counts, dir, maxAgeMs, offline }: Standing): unknown {
  if (!(error instanceof FetchError) && !(error instanceof InterruptedError)) return error;
  const again = maxAgeMs === 0 ? 'run the same command with --max-age 1 instead of --refresh' : 'run the same command again';
  const kept = `${counted(papers, 'paper', 'papers')} of ${counted(counts.requests + counts.fromCache, 'answer', 'answers')} are kept in ${dir}, none imported yet: ${again} to go on from there${papers === 0 || offline ? '' : `, or ${maxAgeMs === Number.POSITIVE_INFINITY ? 'add --offline' : `with --offline instead of ${maxAgeMs === 0 ? '--refresh' : '--max-age'}`} to import what there is`}`;
  const facts = { papers, ...counts, dir };
  if (error instanceof InterruptedError) return new CliError(`interrupted; ${kept}`, EXIT.failure, facts);
  return new CliError(error.message, EXIT.failure, { ...facts, url: error.url, status: error.status, attempts: error.attempts, resume: again }, [kept]);
}

/** What people see while they wait. */
class Display {
  readonly #progress: Progress;
  #share: number | null = null;

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  show({ share, radius, papers, authorsAsked }: CrawlProgress, { requests, fromCache }: ServiceClient['counts']): void {
    this.#share = share;
    const asked = [
      counted(papers, 'paper', 'papers'),
      ...(authorsAsked > 0 ? [`${counted(authorsAsked, 'author', 'authors')} asked for`] : []),
      `${counted(requests, 'request', 'requests')}${fromCache > 0 ? ` and ${formatNumber(fromCache)} from the cache` : ''}`,
    ];
    this.#progress.update(radius === 0 ? 'fetching' : `fetching radius ${radius}`, share, asked.join(', '));
  }

  wait(reason: string, ms: number): void {
    this.#progress.update('waiting', this.#share, `${formatDuration(ms)}: ${reason}`);
  }
}
