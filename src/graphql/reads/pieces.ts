/** Long work in pieces of a few milliseconds. */
import { setImmediate } from 'node:timers/promises';

/** Drives a generator to its end and gives what it returns; other requests run wherever it yields. */
export async function inPieces<T>(work: Generator<void, T, void>): Promise<T> {
  let step = work.next();
  while (step.done !== true) {
    await setImmediate();
    step = work.next();
  }
  return step.value;
}
