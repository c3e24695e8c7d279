import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Computations, type ComputationOptions, type Control } from '../../src/snapshot/computations.js';
import { MetricComputingError } from '../../src/snapshot/types.js';

const open: Computations[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

function computations(options: ComputationOptions = {}): Computations {
  const made = new Computations(options);
  open.push(made);
  return made;
}

/** Work that ends when told to, and remembers how often it was begun and whether it was given up. */
function work<T>(value: T) {
  let finish: (value: T) => void = () => undefined;
  const ending = new Promise<T>((resolve) => (finish = resolve));
  const seen = { begun: 0, signals: [] as AbortSignal[], report: (_share: number): void => undefined };
  return {
    seen,
    finish: () => finish(value),
    begin: ({ signal, onProgress }: Control): Promise<T> => {
      seen.begun += 1;
      seen.signals.push(signal);
      seen.report = onProgress;
      return ending;
    },
  };
}

const failure = (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error);

describe('a question', () => {
  it('is computed once for all who ask while it is under way', async () => {
    const asked = computations();
    const { begin, finish, seen } = work(7);
    const answers = Promise.all([asked.ask('q', 'Q', begin), asked.ask('q', 'Q', begin), asked.ask('q', 'Q', begin)]);
    await sleep(5);
    finish();
    expect(await answers).toEqual([7, 7, 7]);
    expect([seen.begun, asked.size]).toEqual([1, 0]);
  });

  it('goes on when patience ends, and says how far it is', async () => {
    const asked = computations();
    const { begin, finish, seen } = work(7);
    const first = failure(asked.ask('q', 'Q', begin, { waitMs: 20 }));
    await sleep(5);
    seen.report(0.25);
    const error = await first;
    expect(error).toBeInstanceOf(MetricComputingError);
    expect(error).toMatchObject({ metricId: 'Q', progress: 0.25, isQueued: false });
    expect((error as MetricComputingError).remainingMs).toBeGreaterThan(0);
    finish();
    expect(await asked.ask('q', 'Q', begin)).toBe(7);
    expect(seen.begun).toBe(1);
  });

  it('fails for everybody who waits, and may be asked again', async () => {
    const asked = computations();
    const broken = () => Promise.reject(new Error('out of paper'));
    expect(await Promise.all([failure(asked.ask('q', 'Q', broken)), failure(asked.ask('q', 'Q', broken))])).toEqual([new Error('out of paper'), new Error('out of paper')]);
    expect(await asked.ask('q', 'Q', () => Promise.resolve(1))).toBe(1);
  });

  it('has to wait for its turn where too many are under way, but joins one that is, as a part does', async () => {
    const asked = computations({ maxRunning: 1 });
    const { begin, finish } = work(7);
    const first = asked.ask('q', 'Q', begin);
    expect(await failure(asked.ask('r', 'R', begin))).toMatchObject({ metricId: 'R', isQueued: true });
    const same = asked.ask('q', 'Q', begin);
    const part = asked.join('p', 'P', () => Promise.resolve(1));
    expect(await part).toBe(1);
    finish();
    expect([await first, await same]).toEqual([7, 7]);
  });
});

describe('a question that nobody waits for', () => {
  it('is given up at once when the only asker has gone, and begun anew for the next', async () => {
    const asked = computations();
    const { begin, seen } = work(7);
    const gone = new AbortController();
    const answer = failure(asked.ask('q', 'Q', begin, { signal: gone.signal }));
    await sleep(5);
    gone.abort();
    expect(await answer).toBeInstanceOf(MetricComputingError);
    expect([seen.signals[0].aborted, asked.size]).toEqual([true, 0]);
    expect(await asked.ask('q', 'Q', () => Promise.resolve(8))).toBe(8);
  });

  it('goes on when one of several askers has gone', async () => {
    const asked = computations();
    const { begin, finish, seen } = work(7);
    const gone = new AbortController();
    const leaver = failure(asked.ask('q', 'Q', begin, { signal: gone.signal }));
    const stayer = asked.ask('q', 'Q', begin);
    await sleep(5);
    gone.abort();
    await leaver;
    expect(seen.signals[0].aborted).toBe(false);
    finish();
    expect(await stayer).toBe(7);
  });

  it('waits for those who were told to come back, and is given up when they have not for long', async () => {
    const asked = computations({ abandonAfterMs: 80 });
    const { begin, seen } = work(7);
    await failure(asked.ask('q', 'Q', begin, { waitMs: 5 }));
    const gone = new AbortController();
    const passing = failure(asked.ask('q', 'Q', begin, { signal: gone.signal }));
    gone.abort();
    await passing;
    expect(seen.signals[0].aborted).toBe(false);
    await sleep(40);
    await failure(asked.ask('q', 'Q', begin, { waitMs: 5 }));
    await sleep(50);
    // 90 ms after the first, but 50 after the last.
    expect(seen.signals[0].aborted).toBe(false);
    await sleep(80);
    expect([seen.signals[0].aborted, seen.begun, asked.size]).toEqual([true, 1, 0]);
  });

  it('is given up with the snapshot', async () => {
    const asked = computations();
    const { begin, seen } = work(7);
    await failure(asked.ask('q', 'Q', begin, { waitMs: 5 }));
    asked.close();
    expect(seen.signals[0].aborted).toBe(true);
    expect(await failure(asked.ask('q', 'Q', begin))).toMatchObject({ name: 'CancelledError' });
  });

  it('leaves no trace of an asker who had gone before', async () => {
    const asked = computations();
    const { begin, seen } = work(7);
    expect(await failure(asked.ask('q', 'Q', begin, { signal: AbortSignal.abort() }))).toMatchObject({ name: 'CancelledError' });
    expect([seen.begun, asked.size]).toEqual([0, 0]);
  });
});
