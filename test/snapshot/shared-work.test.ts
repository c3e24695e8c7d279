import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../src/metrics/metric.js';
import { MetricComputingError } from '../../src/snapshot/answers.js';
import { KeptWork, SharedWork } from '../../src/snapshot/shared-work.js';

/** Work that ends when it is told to, or when the one whom it is done for leaves. */
function workOf(signal?: AbortSignal) {
  let resolve: (value: string) => void = () => undefined;
  const promise = new Promise<string>((done, reject) => {
    resolve = done;
    signal?.addEventListener('abort', () => reject(new CancelledError()));
  });
  return { promise, resolve };
}

describe('shared work', () => {
  it('is done once for all who ask meanwhile', async () => {
    const shared = new SharedWork<string>();
    const work = workOf();
    let begun = 0;
    const begin = () => {
      begun += 1;
      return work.promise;
    };
    const answers = [shared.join('a', begin), shared.join('a', begin), shared.join('a', begin)];
    work.resolve('done');
    expect(await Promise.all(answers)).toEqual(['done', 'done', 'done']);
    expect(begun).toBe(1);
    expect(shared.has('a')).toBe(false);
  });

  it('is begun anew, once, for those who still wait when the one whom it was done for has left', async () => {
    const shared = new SharedWork<string>();
    const first = new AbortController();
    const leaver = shared.join('a', () => workOf(first.signal).promise, { signal: first.signal });
    let begun = 0;
    const again = async () => {
      begun += 1;
      return `again ${begun}`;
    };
    const others = [shared.join('a', again, { signal: new AbortController().signal }), shared.join('a', again)];
    first.abort();
    await expect(leaver).rejects.toThrow(CancelledError);
    expect(await Promise.all(others)).toEqual(['again 1', 'again 1']);
  });

  it('is begun anew where the first was told to come back, as others have more patience', async () => {
    const shared = new SharedWork<string>();
    const impatient = shared.join('a', () => Promise.reject(new MetricComputingError('DEGREE', 0, null, false, 'id', 0)));
    const patient = shared.join('a', async () => 'there');
    await expect(impatient).rejects.toThrow(MetricComputingError);
    expect(await patient).toBe('there');
  });

  it('goes on when one leaves who only waited, who learns it at once', async () => {
    const shared = new SharedWork<string>();
    const work = workOf();
    const first = shared.join('a', () => work.promise);
    const gone = new AbortController();
    const waiting = shared.join('a', () => Promise.reject(new Error('begun twice')), { signal: gone.signal });
    gone.abort();
    await expect(waiting).rejects.toThrow(CancelledError);
    expect(shared.has('a')).toBe(true);
    work.resolve('done');
    expect(await first).toBe('done');
  });

  it('fails for all where it fails for reasons of its own, and is begun anew by who asks later', async () => {
    const shared = new SharedWork<string>();
    const failing = async () => {
      throw new Error('no memory');
    };
    const both = [shared.join('a', failing), shared.join('a', async () => 'not begun')];
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await shared.join('a', async () => 'later')).toBe('later');
  });
});

describe('kept work', () => {
  it('gives at once what is known or made at once, and keeps the newest', () => {
    const kept = new KeptWork<object, number>(2);
    const owner = {};
    for (const key of ['1', '2', '3']) expect(kept.get(owner, key, () => Number(key))).toBe(Number(key));
    expect(kept.get(owner, '3', () => -1)).toBe(3);
    expect(kept.get(owner, '1', () => -1)).toBe(-1);
    expect(kept.get({}, '3', () => 30)).toBe(30);
  });

  it('keeps what was begun anew, and begins nothing for who has gone', async () => {
    const kept = new KeptWork<object, string>();
    const owner = {};
    const gone = new AbortController();
    const leaver = kept.get(owner, '', () => workOf(gone.signal).promise, { signal: gone.signal });
    const other = kept.get(owner, '', async () => 'again');
    gone.abort();
    await expect(leaver).rejects.toThrow(CancelledError);
    expect(await other).toBe('again');
    expect(kept.get(owner, '', () => 'not begun')).toBe('again');
    let begun = 0;
    await expect(kept.get({}, '', async () => `${(begun += 1)}`, { signal: gone.signal })).rejects.toThrow(CancelledError);
    expect(begun).toBe(0);
  });
});
