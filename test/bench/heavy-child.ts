/** The server of the benchmark of heavy metrics, in a process of its own: tells its address, then at each line of input its load. */
import { createInterface } from 'node:readline';
import { openProvider } from '../../src/snapshot/provider.js';
import { startServer } from '../../src/serving/server.js';
import type { CapacityStats } from '../../src/snapshot/capacity.js';

/** What the child tells, one line of JSON each. */
export type HeavyMessage =
  | { readonly kind: 'LISTENING'; readonly url: string }
  | { readonly kind: 'LOAD'; readonly stats: CapacityStats; readonly residentBytes: number };

const [, , dataDir = '', threads = '1'] = process.argv;
const send = (message: HeavyMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const provider = await openProvider(dataDir, { pollMs: 0, threads: Number(threads) });
const server = await startServer({ provider, port: 0 });
send({ kind: 'LISTENING', url: server.url });
const lines = createInterface({ input: process.stdin });
lines.on('line', () => send({ kind: 'LOAD', stats: provider.stats(), residentBytes: process.memoryUsage.rss() }));
// The parent has gone, or has enough.
lines.once('close', () => void server.close().then(() => provider.close()));
