/** Starting a thread of this program from the module that holds it. */
import { Worker, type ResourceLimits } from 'node:worker_threads';

export interface ThreadOptions {
  readonly workerData: unknown;
  readonly resourceLimits?: ResourceLimits;
}

/**
 * Starts the compiled module at `url` (`new URL('./x.js', import.meta.url)`) or, running from source, the one that tsx
 * reads: through a small module of its own, since `--import` in a worker's execArgv does not register tsx for its entry.
 */
export function startThread(url: URL, options: ThreadOptions): Worker {
  // execArgv: none of the parent's flags (an inspector port, a test runner's loader) are meant for the thread.
  const settings = { ...options, execArgv: [] };
  if (!import.meta.url.endsWith('.ts')) return new Worker(url, settings);
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const entry = JSON.stringify(url.href.replace(/\.js$/, '.ts'));
  return new Worker(`import(${tsx}).then(({ register }) => { register(); return import(${entry}); })`, { ...settings, eval: true });
}
