/** Answers of one turn of the event loop leave together. */
import { describe, expect, it } from 'vitest';
import { turnsEnd } from '../../src/serving/turns-end.js';

const nextPhase = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

describe('the end of a turn', () => {
  it('comes after all that waits within it, and to whoever waits in order', async () => {
    const seen: string[] = [];
    const answer = async (name: string): Promise<void> => {
      seen.push(`${name} is ready`);
      await turnsEnd();
      seen.push(`${name} leaves`);
    };
    await Promise.all([answer('first'), Promise.resolve().then(() => answer('second')), answer('third')]);
    expect(seen).toEqual(['first is ready', 'third is ready', 'second is ready', 'first leaves', 'third leaves', 'second leaves']);
  });

  it('is another one in each turn, and one within a turn', async () => {
    const first = turnsEnd();
    expect(turnsEnd()).toBe(first);
    await first;
    await nextPhase();
    expect(turnsEnd()).not.toBe(first);
    await turnsEnd();
  });
});
