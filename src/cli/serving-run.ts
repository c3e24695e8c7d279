/** From start to end of a server: as one process, as the first of several, as one of these. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startMetricsListener, type MetricsListener } from '../operations/metrics-listener.js';
import { listenOn } from '../serving/listening.js';
import { SnapshotError } from '../snapshot/layout.js';
import { endAsked } from './end-asked.js';
import { CliError, EXIT } from './errors.js';
import { startServing, type ServingOptions, type ServingProcess } from './serving-process.js';
import type { Served, WorkerRole } from './workers/messages.js';
import { CrashLoopError, Primary } from './workers/primary.js';
import { PrimaryLine } from './workers/worker.js';

type Options = Omit<ServingOptions, 'among'>;
/** Told once requests are answered. */
type OnReady = (url: string, served: Served | null) => void;

/** Beyond what workers give their requests, until they are killed. */
const END_SLACK_MS = 10_000;

/** @throws CliError where requests had to be cut */
export async function serveAlone(options: Options, onReady: OnReady): Promise<void> {
  const serving = await startServing({ ...options, among: null });
  onReady(serving.server.url, servedBy(serving));
  const signal = await endAsked(() => options.log.flush());
  options.log.logger.info({ signal }, 'ending: requests in flight go on');
  await endWell(serving, options);
}

/** One of several. */
export async function serveAsWorker(options: Options, role: WorkerRole): Promise<void> {
  const line = new PrimaryLine();
  try {
    const serving = await startServing({
      ...options,
      parts: { ...options.parts, server: { ...options.parts.server, port: role.port } },
      among: { of: role.of, follows: role.number === 1, exposition: () => line.exposition(), onPublished: () => line.tell({ kind: 'PUBLISHED' }) },
    }).catch(async (error: unknown) => {
      if (!(error instanceof SnapshotError)) throw error;
      // Every worker finds the same: the first process says it, once.
      await line.tellLast({ kind: 'UNOPENABLE', message: error.message });
      return null;
    });
    if (serving === null) return;
    line.take({
      figures: serving.figures,
      onPublished: () => {
        serving.provider.refresh().catch((error: unknown) => options.log.logger.error({ err: error }, 'a new snapshot could not be opened; the old one goes on serving'));
      },
    });
    line.tell({ kind: 'SERVING', url: serving.server.url, served: servedBy(serving) });
    await line.endAsked();
    await endWell(serving, options);
  } finally {
    line.close();
  }
}

/** The first of several. @throws CliError where workers ended badly, AddressError for an address that can't be listened on */
export async function serveByWorkers(options: Pick<Options, 'parts' | 'log'>, onReady: OnReady): Promise<void> {
  const { parts: { server, ending, figures, workers }, log } = options;
  const port = await freePort(server.host, server.port);
  const primary = new Primary({ workers, port, logger: log.logger, endWithinMs: ending.delayMs + ending.graceMs + END_SLACK_MS });
  const asked = endAsked(() => {
    primary.kill();
    log.flush();
  });
  let listener: MetricsListener | null = null;
  try {
    if (figures.port !== null) {
      listener = await startMetricsListener(figures.port, () => primary.exposition(), listenOn);
      log.logger.info({ url: listener.url }, 'figures for Prometheus');
    }
    const ready = await Promise.race([primary.start(), asked]);
    if (typeof ready !== 'string') onReady(ready.url, ready.served);
    const signal = await Promise.race([asked, primary.hopeless]);
    log.logger.info({ signal }, 'ending: requests in flight go on');
    if (!(await primary.end())) throw new CliError('A worker did not end well: the log says why.', EXIT.failure);
    log.logger.info('ended');
  } catch (error) {
    if (error instanceof CrashLoopError) {
      await primary.end();
      throw new CliError(`The server ends, since ${error.message}.`, error.code === EXIT.usage ? EXIT.usage : EXIT.failure);
    }
    throw error;
  } finally {
    await listener?.close();
  }
}

async function endWell(serving: ServingProcess, { log, parts }: Options): Promise<void> {
  const cut = await serving.end();
  log.logger[cut === 0 ? 'info' : 'warn']({ cut }, 'ended');
  if (cut > 0) throw new CliError(`${cut === 1 ? 'A request was' : `${cut} requests were`} still being answered after ${parts.ending.graceMs / 1_000} s and cut: give them longer with --drain-timeout.`, EXIT.failure);
}

function servedBy({ provider }: ServingProcess): Served | null {
  const lease = provider.acquire();
  const manifest = lease?.snapshot.manifest ?? null;
  lease?.release();
  return manifest === null ? null : { snapshot: manifest.id, papers: manifest.counts.papers, authors: manifest.counts.authors };
}

/** The port itself where it can be listened on; for 0 one that is free. All workers listen on the same. @throws AddressError */
async function freePort(host: string, port: number): Promise<number> {
  const probe = createServer();
  await listenOn(probe, host, port);
  const { port: taken } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return taken;
}
