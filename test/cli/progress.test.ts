import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatDuration, startProgress } from '../../src/cli/progress.js';

/** A stream that keeps what is written to it, and says whether it is a terminal. */
function stream(isTTY: boolean): { stream: NodeJS.WriteStream; said: () => string } {
  const written: string[] = [];
  const writable = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  const terminal = { isTTY, columns: 100, rows: 30, cursorTo: () => true, clearLine: () => true, clearScreenDown: () => true, moveCursor: () => true };
  return { stream: Object.assign(writable, terminal) as unknown as NodeJS.WriteStream, said: () => written.join('') };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('durations', () => {
  it.each([
    [10, '1 s'],
    [59_400, '59 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('progress', () => {
  it('stays silent for work that ends within a moment', () => {
    const { stream: out, said } = stream(false);
    const progress = startProgress(out);
    progress.update('reading', 0.5);
    progress.stop();
    expect(said()).toBe('');
  });

  it('writes plain lines where there is no terminal, not more than one in two seconds, with an estimate', () => {
    const { stream: out, said } = stream(false);
    const progress = startProgress(out);
    progress.update('reading', 0);
    for (const share of [0.25, 0.3, 0.35]) {
      vi.advanceTimersByTime(1000);
      progress.update('reading', share, '7 records');
    }
    vi.advanceTimersByTime(1000);
    progress.update('computing', null);
    progress.stop();
    expect(said().split('\n')).toEqual([
      'reading 25 % 7 records, about 3 s left',
      'reading 35 % 7 records, about 6 s left',
      'computing',
      '',
    ]);
  });

  it('draws a bar on a terminal, with phase, share and estimate', () => {
    const { stream: out, said } = stream(true);
    const progress = startProgress(out);
    progress.update('reading', 0);
    vi.advanceTimersByTime(1000);
    progress.update('reading', 0.5);
    vi.advanceTimersByTime(200);
    progress.stop();
    expect(said()).toMatch(/reading .*[█░]+.* 50 % about 1 s left/);
  });
});
