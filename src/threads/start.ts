/** Starting a thread or a process of this program from the module that holds it. */
import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { moduleOfOurs } from './module-of-ours.js';

export interface ThreadOptions {
  readonly workerData: unknown;
  readonly resourceLimits?: ResourceLimits;
}

/**
 * Starts the module at `url` (`new URL('./x.js', import.meta.url)`) as a thread. From source it goes by way of a small
 * module of its own, since `--import` in a worker's execArgv does not register tsx for the worker's entry.
 */
export function startThread(url: URL, options: ThreadOptions): Worker {
  const { url: entry, needsTsx } = moduleOfOurs(url);
  // execArgv: none of the parent's flags (an inspector port, a test runner's loader) are meant for the thread.
  const settings = { ...options, execArgv: [] };
  if (!needsTsx) return new Worker(entry, settings);
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  return new Worker(`import(${tsx}).then(({ register }) => { register(); return import(${JSON.stringify(entry.href)}); })`, { ...settings, eval: true });
}

/** Starts the module at `url` as a process, without the parent's flags. */
export function startProcess(url: URL, options: Omit<ForkOptions, 'execArgv'>): ChildProcess {
  const { url: entry, needsTsx } = moduleOfOurs(url);
  return fork(fileURLToPath(entry), [], { ...options, execArgv: needsTsx ? ['--import', 'tsx'] : [] });
}
