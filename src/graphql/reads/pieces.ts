/** Long work in pieces of a few milliseconds. */
import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../../metrics/metric.js';
import type { Patience } from '../../snapshot/answers.js';

/**
 * Drives a generator to its end and gives what it returns; other requests run wherever it yields.
 * @throws CancelledError where it yields and the asker has gone
 */
export async function inPieces<T>(work: Generator<void, T, void>, { signal }: Pick<Patience, 'signal'> = {}): Promise<T> {
  let step = work.next();
  while (step.done !== true) {
    await setImmediate();
    if (signal?.aborted === true) throw new CancelledError();
    step = work.next();
  }
  return step.value;
}
