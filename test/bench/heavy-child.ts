/** The server of the benchmark of heavy metrics, in a process of its own: tells its address, then at each line of input its load since the last. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { openProvider } from '../../src/snapshot/provider.js';
import { startServer } from '../../src/serving/server.js';
import type { CapacityStats } from '../../src/snapshot/capacity.js';

/** How late the event loop came to its timers, in seconds: what every look-up waits besides its own work. */
export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What the child tells, one line of JSON each. */
export type HeavyMessage =
  | { readonly kind: 'LISTENING'; readonly url: string }
  | { readonly kind: 'LOAD'; readonly stats: CapacityStats; readonly residentBytes: number; readonly lateness: Lateness; readonly cpuSeconds: number };

const [, , dataDir = '', threads = '1', niceness = '0'] = process.argv;
const send = (message: HeavyMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
const provider = await openProvider(dataDir, { pollMs: 0, threads: Number(threads), niceness: Number(niceness) });
const server = await startServer({ provider, port: 0 });
send({ kind: 'LISTENING', url: server.url });
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let cpuBefore = process.cpuUsage();

function latenessSinceLast(): Lateness {
  const [p50, p99, max] = [delay.percentile(50), delay.percentile(99), delay.max].map((nanoseconds) => nanoseconds / 1e9);
  delay.reset();
  return { p50, p99, max };
}

/** Of all threads of the process. */
function cpuSecondsSinceLast(): number {
  const { user, system } = process.cpuUsage(cpuBefore);
  cpuBefore = process.cpuUsage();
  return (user + system) / 1e6;
}

const lines = createInterface({ input: process.stdin });
lines.on('line', () => send({ kind: 'LOAD', stats: provider.stats(), residentBytes: process.memoryUsage.rss(), lateness: latenessSinceLast(), cpuSeconds: cpuSecondsSinceLast() }));
// The parent has gone, or has enough.
lines.once('close', () => void server.close().then(() => provider.close()));
