import { describe, expect, it } from 'vitest';
import { TooManyComputationsError } from '../../src/snapshot/answers.js';
import { Places, type Ticket } from '../../src/snapshot/places.js';

/** Takes places for clients, and tells who was admitted, in order. */
function taking(places: Places) {
  const admitted: string[] = [];
  const take = (client: string | null, name: string): Ticket => {
    const ticket = places.take(client, name);
    ticket.admitted.then(
      () => admitted.push(name),
      () => undefined,
    );
    return ticket;
  };
  return { admitted, take };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('places', () => {
  it('are given in the order of asking to clients who have as many', async () => {
    const { admitted, take } = taking(new Places({ maxRunning: 1, maxQueued: 3 }));
    const first = take(null, 'a');
    const second = take(null, 'b');
    const third = take(null, 'c');
    expect([first.ahead, second.ahead, third.ahead]).toEqual([0, 0, 1]);
    first.release();
    await turn();
    expect(admitted).toEqual(['a', 'b']);
    second.release();
    second.release();
    await turn();
    expect(admitted).toEqual(['a', 'b', 'c']);
  });

  it('go first to who has fewer', async () => {
    const { admitted, take } = taking(new Places({ maxRunning: 3, maxQueued: 8 }));
    const eager = [take('eager', 'e1'), take('eager', 'e2')];
    const other = take(null, 'n1');
    take('eager', 'e3');
    take('modest', 'm1');
    other.release();
    await turn();
    expect(admitted).toEqual(['e1', 'e2', 'n1', 'm1']);
    eager[0].release();
    await turn();
    expect(admitted.at(-1)).toBe('e3');
  });

  it('are not all for one client, nor is the queue', () => {
    const places = new Places({ maxRunning: 4, maxQueued: 4 });
    for (let count = 0; count < 5; count += 1) places.take('eager', 'E');
    expect(places.stats()).toMatchObject({ running: 3, queued: 2 });
    expect(() => places.take('eager', 'E')).toThrow('E can\'t be computed now, since too many of your other computations wait; ask again in 5 s');
    places.take('modest', 'M');
    expect(places.stats()).toMatchObject({ running: 4, queued: 2, refused: 1, begun: 4 });
    places.take('modest', 'M');
    places.take('modest', 'M');
    expect(() => places.take('third', 'T')).toThrow(TooManyComputationsError);
    expect(places.stats()).toMatchObject({ running: 4, queued: 4, refused: 2 });
  });

  it('may be taken beyond the bound by what something under way waits for', async () => {
    const places = new Places({ maxRunning: 1 });
    const { admitted, take } = taking(places);
    take(null, 'a');
    take(null, 'b').promote();
    await turn();
    expect([admitted, places.stats().running]).toEqual([['a', 'b'], 2]);
  });

  it.each([[{ maxRunning: 0 }, /computations at a time is 0/], [{ maxQueued: -1 }, /may wait is -1/], [{ maxRunning: 1.5 }, /is 1\.5/]])('refuse bounds that mean nothing: %j', (options, sentence) => {
    expect(() => new Places(options)).toThrow(sentence);
  });
});
