/** Operations that take too long: what is answered then, and that nothing goes on for them. */
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src/graphql/apollo.js';
import type { RequestContext } from '../../src/graphql/context.js';
import { Deadline } from '../../src/graphql/deadline.js';
import { ComputationBook } from '../../src/snapshot/computation-book.js';
import { Computations } from '../../src/snapshot/computations.js';
import { Places } from '../../src/snapshot/places.js';
import { CancelledError } from '../../src/metrics/metric.js';
import type { Snapshot, SnapshotProvider } from '../../src/snapshot/types.js';
import { answerOf } from '../helpers/engine-answers.js';
import { servedCorpus, type ServedCorpus } from '../helpers/served-corpus.js';
import { SMALL_CORPUS } from './small-corpus.js';

let corpus: ServedCorpus;
const logged: string[] = [];
const engines: Array<Awaited<ReturnType<typeof createEngine>>> = [];
async function engineOf(executionMs: number) {
  const engine = await createEngine({ introspection: true, executionMs, logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(line) }) });
  engines.push(engine);
  return engine;
}
beforeAll(async () => {
  corpus = await servedCorpus(SMALL_CORPUS);
}, 60_000);
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
});

/** A corpus whose graphs are never measured until `let` is called, and which tells how it is used. */
function slowCorpus() {
  const seen = { leases: 0, signals: [] as AbortSignal[], let: (): void => undefined };
  const waiting = new Promise<void>((resolve) => (seen.let = resolve));
  const { snapshot } = corpus;
  const analytics = new Proxy(snapshot.analytics, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'networkMetric') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return async (...given: Parameters<Snapshot['analytics']['networkMetric']>) => {
        seen.signals.push(given[3]?.signal as AbortSignal);
        await waiting;
        return target.networkMetric(...given);
      };
    },
  });
  const slowly: Snapshot = new Proxy(snapshot, { get: (target, name) => (name === 'analytics' ? analytics : (Reflect.get(target, name, target) as unknown)) });
  const provider = {
    acquire() {
      seen.leases += 1;
      return { snapshot: slowly, release: () => void (seen.leases -= 1) };
    },
  } as unknown as SnapshotProvider;
  return { seen, provider };
}

/** Each asks for another graph, since those that were made are kept. */
let asked = 10;
const slow = () => ({ query: `{ corpus { paperCount graph(spec: { counting: HARMONIC, maxAuthors: ${(asked += 1)} }) { collaborationCount } } }` });

describe('an operation beyond its time', () => {
  it.each(['application/json', 'application/graphql-response+json', '*/*'])('is refused with 422, a code and a sentence under %s', async (accept) => {
    const { seen, provider } = slowCorpus();
    const contexts: RequestContext[] = [];
    const { status, errors, data, extensions } = await answerOf(await engineOf(60), provider, slow(), { accept }, contexts);
    expect([status, data]).toEqual([422, undefined]);
    expect(errors).toMatchObject([{ message: 'The answer was not found within 60 ms, and no more is done for it: ask for less at once, or again when other requests are fewer.', extensions: { code: 'EXECUTION_TIMEOUT', limit: 60 } }]);
    expect(extensions).toEqual({ snapshot: contexts[0].snapshotId });
    expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true]);
    seen.let();
  });

  it('ends what is worked out for it, begins nothing more, and gives the snapshot back when the last of it has ended', async () => {
    const { seen, provider } = slowCorpus();
    const contexts: RequestContext[] = [];
    // Long enough for the work to begin on a busy machine.
    await answerOf(await engineOf(900), provider, slow(), {}, contexts);
    expect(seen.signals.length).toBeGreaterThan(0);
    expect(seen.signals.every(({ aborted }) => aborted)).toBe(true);
    expect(() => contexts[0].loaders).toThrow('within 900 ms');
    expect(() => contexts[0].snapshot).toThrow('within 900 ms');
    expect(seen.leases).toBe(1);
    seen.let();
    await expect.poll(() => seen.leases).toBe(0);
    expect(logged).toEqual([]);
    // What the pipeline says of the answer that nobody got is not noted; what it said before is.
    expect(contexts[0].notes).toMatchObject({ codes: ['EXECUTION_TIMEOUT'], cost: expect.any(Number) as unknown, documentHash: expect.stringMatching(/^[\da-f]{64}$/) as unknown });
  });

  it('is answered where it keeps to it', async () => {
    const { seen, provider } = slowCorpus();
    const contexts: RequestContext[] = [];
    seen.let();
    const { status, errors, data } = await answerOf(await engineOf(60_000), provider, slow(), {}, contexts);
    expect([status, errors, data]).toEqual([200, [], { corpus: { paperCount: 10, graph: { collaborationCount: expect.any(Number) } } }]);
    expect([contexts[0].signal.aborted, seen.leases]).toEqual([false, 0]);
  });
});

describe('a computation that does not end within the time of the operation', () => {
  const book = new ComputationBook();
  const computations = new Computations(new Places(), book);
  const jobs: AbortSignal[] = [];
  afterAll(() => computations.close());

  /** Whose graphs are measured by computations that go on for ever. */
  function endlessCorpus(): SnapshotProvider {
    const { snapshot } = corpus;
    const own = {
      networkMetric: (...given: Parameters<Snapshot['analytics']['networkMetric']>) =>
        computations.ask('endless', 'ENDLESS', ({ signal }) => (jobs.push(signal), new Promise((_, reject) => signal.addEventListener('abort', () => reject(new CancelledError())))), given[3]),
      computation: book.watch.bind(book),
    };
    const analytics = new Proxy(snapshot.analytics, {
      get(target, name) {
        const value: unknown = Reflect.get(name in own ? own : target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    const endless: Snapshot = new Proxy(snapshot, { get: (target, name) => (name === 'analytics' ? analytics : (Reflect.get(target, name, target) as unknown)) });
    return { acquire: () => ({ snapshot: endless, release: () => undefined }) } as unknown as SnapshotProvider;
  }

  it('is told of before that is over, can be awaited, and goes on', async () => {
    const [engine, provider] = [await engineOf(300), endlessCorpus()];
    const { status, errors } = await answerOf(engine, provider, slow());
    expect([status, errors.map(({ extensions }) => extensions?.['code'])]).toEqual([200, ['METRIC_COMPUTING']]);
    const query = `{ computation(id: "${errors[0].extensions?.['computation'] as string}", waitMs: 20000) { state } }`;
    expect(await answerOf(engine, provider, { query })).toMatchObject({ status: 200, data: { computation: { state: 'RUNNING' } } });
    expect([jobs.map(({ aborted }) => aborted), computations.size]).toEqual([[false], 1]);
  });

  it('is not awaited at all where something else has taken the time', () => {
    const deadline = new Deadline(null);
    expect([deadline.remainingMs, deadline.awaitableMs]).toEqual([Infinity, Infinity]);
    deadline.start(5);
    const until = performance.now() + 6;
    while (performance.now() < until);
    expect([deadline.remainingMs, deadline.awaitableMs, deadline.longestAwaitedMs]).toEqual([0, 0, 3.75]);
    deadline.stop();
  });
});

describe('a deadline', () => {
  it('is noticed by whoever asks, though timers have had no turn', () => {
    const deadline = new Deadline(null);
    deadline.start(5);
    const until = performance.now() + 6;
    while (performance.now() < until);
    expect(deadline.isOver).toBe(false);
    expect(() => deadline.check()).toThrow('within 5 ms');
    expect([deadline.isOver, deadline.signal.aborted]).toEqual([true, true]);
  });

  it('is over when the client has gone, before or after it was made', () => {
    const gone = new AbortController();
    const deadline = new Deadline(gone.signal);
    deadline.start(60_000);
    deadline.check();
    gone.abort();
    expect(deadline.signal.aborted).toBe(true);
    expect(() => deadline.check()).toThrow('nobody waited');
    expect(new Deadline(gone.signal).signal.aborted).toBe(true);
    deadline.stop();
  });

  it('ends nothing once the work is done', async () => {
    const gone = new AbortController();
    const deadline = new Deadline(gone.signal);
    deadline.start(1);
    deadline.stop();
    gone.abort();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([deadline.isOver, deadline.signal.aborted]).toEqual([false, false]);
  });
});
