/** How long, and for whom, one request has graphs and numbers computed. */
import type { Patience } from '../snapshot/types.js';
import type { Deadline } from './deadline.js';

// A class and not an object with an accessor: the engine makes a hidden class for each of those, which holds its request until the whole heap is collected.
export class RequestPatience implements Patience {
  /**
   * @param client undefined where nothing tells who asks
   * @param onComputed told how many milliseconds a computation took that was begun for this request
   */
  constructor(
    private readonly deadline: Deadline,
    private readonly longestMs: number,
    readonly client: string | undefined,
    readonly onComputed: (milliseconds: number) => void,
  ) {}

  get signal(): AbortSignal {
    return this.deadline.signal;
  }

  /** Asked anew for each thing awaited: what one has taken of the request's time, the next can't have. */
  get waitMs(): number {
    return Math.min(this.longestMs, this.deadline.awaitableMs);
  }
}
