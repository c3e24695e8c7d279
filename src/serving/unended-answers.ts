/**
 * The answers of a server that have not been sent whole.
 *
 * A list and not a map: a map from which entries come and go makes its table anew again and again, each one refers to the
 * next, and once one of them has grown old all that follow, with the requests in them, wait for a collection of the whole heap.
 * That took a busy server a fifth of its time.
 */
import type { ServerResponse } from 'node:http';

const PLACE = Symbol('place');

type Listed = ServerResponse & { [PLACE]?: number };

export class UnendedAnswers {
  readonly #all: Listed[] = [];

  get size(): number {
    return this.#all.length;
  }

  add(response: Listed): void {
    response[PLACE] = this.#all.length;
    this.#all.push(response);
  }

  /** Takes one out that was added, once. O(1): the last takes its place. */
  remove(response: Listed): void {
    const place = response[PLACE];
    if (place === undefined) return;
    const last = this.#all.pop() ?? response;
    response[PLACE] = undefined;
    if (last === response) return;
    this.#all[place] = last;
    last[PLACE] = place;
  }

  /** In no order. */
  [Symbol.iterator](): IterableIterator<ServerResponse> {
    return this.#all.values();
  }
}
