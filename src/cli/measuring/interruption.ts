/** Ctrl-C and SIGTERM while something long is done: they end it in good order, or, said twice, at once. */
import { EXIT } from '../errors.js';

/** Whoever signals a whole group of processes (timeout, npx) often reaches one of them twice: within this it counts once. */
const ONE_SIGNAL_MS = 500;

export interface Interruption {
  readonly signal: AbortSignal;
  /** While true a signal ends the process at once: for work that can't be stopped half-way (exit hooks still run). */
  endsAtOnce: boolean;
}

/** Runs `work`, whose signal is aborted by the first SIGINT or SIGTERM; a second one, half a second later or more, ends the process. */
export async function interruptible<T>(work: (interruption: Interruption) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const interruption: Interruption = { signal: abort.signal, endsAtOnce: false };
  let abortedAt = -Infinity;
  const onSignal = (): void => {
    if (abort.signal.aborted && performance.now() - abortedAt < ONE_SIGNAL_MS) return;
    if (interruption.endsAtOnce || abort.signal.aborted) {
      process.stderr.write('coterie: interrupted\n');
      process.exit(EXIT.failure);
    }
    abortedAt = performance.now();
    abort.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(interruption);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}
