import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ComputationBook } from '../../src/snapshot/computation-book.js';
import { Computations, type ComputationOptions, type Control } from '../../src/snapshot/computations.js';
import { Places, type PlacesOptions } from '../../src/snapshot/places.js';
import { MetricComputingError, TooManyComputationsError } from '../../src/snapshot/types.js';

const open: Computations[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

function computations({ places, book, ...options }: ComputationOptions & { places?: PlacesOptions; book?: ComputationBook } = {}): Computations {
  const made = new Computations(new Places(places), book ?? new ComputationBook(), options);
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
  it('is charged to whoever had it begun, when it has ended, and to nobody else', async () => {
    const asked = computations();
    const { begin, finish } = work(7);
    const charged = { first: [] as number[], second: [] as number[] };
    const answers = Promise.all([asked.ask('q', 'Q', begin, { onComputed: (ms) => charged.first.push(ms) }), asked.ask('q', 'Q', begin, { onComputed: (ms) => charged.second.push(ms) })]);
    await sleep(20);
    expect(charged.first).toEqual([]);
    finish();
    await answers;
    expect(charged).toEqual({ first: [expect.any(Number)], second: [] });
    expect(charged.first[0]).toBeGreaterThan(10);
  });

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

  it('waits for its turn where too many are under way, says so, and begins when there is room', async () => {
    const asked = computations({ places: { maxRunning: 1 } });
    const { begin, finish } = work(7);
    const first = asked.ask('q', 'Q', begin);
    const [second, third] = [work(8), work(9)];
    const queued = failure(asked.ask('r', 'R', second.begin, { waitMs: 5 }));
    expect(await failure(asked.ask('s', 'S', third.begin, { waitMs: 5 }))).toMatchObject({ metricId: 'S', isQueued: true, ahead: 1, progress: 0, remainingMs: null });
    expect(await queued).toMatchObject({ metricId: 'R', isQueued: true, ahead: 0 });
    expect([second.seen.begun, third.seen.begun]).toEqual([0, 0]);
    const same = asked.ask('q', 'Q', begin);
    finish();
    expect([await first, await same]).toEqual([7, 7]);
    await expect.poll(() => [second.seen.begun, third.seen.begun]).toEqual([1, 0]);
    second.finish();
    expect(await asked.ask('r', 'R', second.begin)).toBe(8);
    await expect.poll(() => third.seen.begun).toBe(1);
  });

  it('has its place where it is a part of another, also while it waited for one of its own', async () => {
    const asked = computations({ places: { maxRunning: 1 } });
    const { begin, finish } = work(7);
    const first = asked.ask('q', 'Q', begin);
    expect(await asked.join('p', 'P', () => Promise.resolve(1))).toBe(1);
    const alone = asked.ask('r', 'R', () => Promise.resolve(2));
    expect(await asked.join('r', 'R', () => Promise.reject(new Error('begun twice')))).toBe(2);
    expect(await alone).toBe(2);
    finish();
    await first;
  });

  it('is refused where the queue is full, and leaves nothing behind', async () => {
    const asked = computations({ places: { maxRunning: 1, maxQueued: 1 } });
    const { begin, finish } = work(7);
    const answers = [asked.ask('q', 'Q', begin), asked.ask('r', 'R', () => Promise.resolve(8))];
    const refusal = await failure(asked.ask('s', 'S', begin));
    expect(refusal).toBeInstanceOf(TooManyComputationsError);
    expect(refusal).toMatchObject({ title: 'S', whose: 'ALL', message: 'S can\'t be computed now, since too many other computations wait; ask again in 5 s' });
    expect(asked.size).toBe(2);
    finish();
    expect(await Promise.all(answers)).toEqual([7, 8]);
    expect(await asked.ask('s', 'S', () => Promise.resolve(9))).toBe(9);
  });
});

describe('a computation by its id', () => {
  const told = async (asked: Computations, begin: ReturnType<typeof work<number>>['begin']) => {
    const error = await failure(asked.ask('q', 'Q', begin, { waitMs: 5 }));
    return (error as MetricComputingError).computationId ?? 'none';
  };

  it('is awaited to its end, and remembered', async () => {
    const book = new ComputationBook();
    const asked = computations({ book });
    const { begin, finish, seen } = work(7);
    const id = await told(asked, begin);
    seen.report(0.5);
    expect(await book.watch(id, { waitMs: 0 })).toMatchObject({ id, title: 'Q', state: 'RUNNING', progress: 0.5, ahead: 0 });
    const end = book.watch(id, { waitMs: Infinity });
    finish();
    expect(await end).toEqual({ id, title: 'Q', state: 'DONE', progress: 1, remainingMs: 0, ahead: 0 });
    expect(await book.watch(id, { waitMs: Infinity })).toMatchObject({ state: 'DONE' });
    expect(await book.watch('of another server', { waitMs: Infinity })).toBeNull();
  });

  it('is not given up while it is awaited, and is when nobody does any more', async () => {
    const book = new ComputationBook();
    const asked = computations({ book, abandonAfterMs: 20 });
    const { begin, seen } = work(7);
    const id = await told(asked, begin);
    const gone = new AbortController();
    const awaited = book.watch(id, { waitMs: Infinity, signal: gone.signal });
    await sleep(60);
    expect(seen.signals[0].aborted).toBe(false);
    gone.abort();
    await awaited;
    await expect.poll(() => seen.signals[0].aborted).toBe(true);
    expect(await book.watch(id, {})).toMatchObject({ state: 'CANCELLED' });
  });

  it('tells that it failed', async () => {
    const book = new ComputationBook();
    const asked = computations({ book });
    let fail: (error: Error) => void = () => undefined;
    const id = await told(asked, () => new Promise((_, reject) => (fail = reject)));
    const end = book.watch(id, { waitMs: Infinity });
    fail(new Error('out of paper'));
    expect(await end).toMatchObject({ state: 'FAILED', remainingMs: 0 });
  });

  it('estimates by the speed since it was first heard of, not by what was done before', async () => {
    const book = new ComputationBook();
    const asked = computations({ book });
    const { begin, seen } = work(7);
    const id = await told(asked, begin);
    expect(await book.watch(id, { waitMs: 0 })).toMatchObject({ remainingMs: null });
    seen.report(0.9);
    await sleep(30);
    seen.report(0.901);
    // 0.001 in 30 ms: 0.099 in about three seconds, where 0.9 at once would promise an end in some milliseconds.
    expect((await book.watch(id, { waitMs: 0 }))?.remainingMs).toBeGreaterThan(1_000);
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

  it('gives its place in the queue up at once, or sooner than one under way', async () => {
    const asked = computations({ places: { maxRunning: 1, maxQueued: 1 }, abandonQueuedAfterMs: 20 });
    const { begin, finish } = work(7);
    const first = asked.ask('q', 'Q', begin, { waitMs: Infinity });
    const gone = new AbortController();
    const leaver = failure(asked.ask('r', 'R', begin, { signal: gone.signal }));
    gone.abort();
    await leaver;
    expect(asked.size).toBe(1);
    await failure(asked.ask('s', 'S', begin, { waitMs: 5 }));
    expect(asked.size).toBe(2);
    await expect.poll(() => asked.size).toBe(1);
    finish();
    expect(await first).toBe(7);
    expect(await asked.ask('s', 'S', () => Promise.resolve(9))).toBe(9);
  });

  it('fails for whoever waits in the queue when the snapshot is closed', async () => {
    const asked = computations({ places: { maxRunning: 1 } });
    void failure(asked.ask('q', 'Q', work(7).begin));
    const queued = failure(asked.ask('r', 'R', work(8).begin, { waitMs: Infinity }));
    await sleep(5);
    asked.close();
    expect(await queued).toMatchObject({ name: 'CancelledError' });
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
