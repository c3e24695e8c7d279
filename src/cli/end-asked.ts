/** Signals that ask a server to end: the first is heeded in peace, the second at once. */
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Resolves with the first signal that asks the process to end. A second one ends it at once, with 128 and the signal's
 * number for exit code, as shells have it.
 * @param atOnce called before that, for what must still be written
 */
export function endAsked(atOnce: () => void): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isAsked = false;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (isAsked) {
          atOnce();
          process.exit(128 + constants.signals[signal]);
        }
        isAsked = true;
        resolve(signal);
      });
    }
  });
}
