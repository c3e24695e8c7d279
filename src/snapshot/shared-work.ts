/**
 * Work that several ask for at a time is done once. It is done for the one who asked first, with their signal and their
 * patience; where that one leaves, or is told to come back, it is begun anew for another who still waits.
 */
import { CancelledError } from '../metrics/metric.js';
import { MetricComputingError, type Patience } from './answers.js';

type Asker = Pick<Patience, 'signal'>;

interface UnderWay<T> {
  readonly answer: Promise<T>;
  /** Of the one whom it is done for. */
  readonly signal: AbortSignal | undefined;
}

export class SharedWork<T> {
  readonly #underWay = new Map<string, UnderWay<T>>();

  /** Whether the work under `key` is under way. */
  has(key: string): boolean {
    return this.#underWay.has(key);
  }

  /**
   * The answer of the work under `key`, which is begun unless it is under way.
   * @throws CancelledError where this asker leaves before; else as the work does
   */
  async join(key: string, begin: () => Promise<T>, { signal }: Asker = {}): Promise<T> {
    for (;;) {
      if (hasGone(signal)) throw new CancelledError();
      const others = this.#underWay.get(key);
      if (others === undefined) return this.#begin(key, begin, signal);
      try {
        return await unlessGone(others.answer, signal);
      } catch (error) {
        // What fails for its own reasons fails for all.
        if (hasGone(signal) || !isOfItsAsker(error, others)) throw error;
        if (this.#underWay.get(key) === others) this.#underWay.delete(key);
      }
    }
  }

  async #begin(key: string, begin: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const underWay: UnderWay<T> = { answer: begin(), signal };
    this.#underWay.set(key, underWay);
    try {
      return await underWay.answer;
    } finally {
      if (this.#underWay.get(key) === underWay) this.#underWay.delete(key);
    }
  }
}

/** What is worked out once for each owner and key, and kept as long as the owner is. */
export class KeptWork<Owner extends object, T> {
  readonly #known = new WeakMap<Owner, { readonly values: Map<string, T>; readonly work: SharedWork<T> }>();
  readonly #maxKept: number;

  /** @param maxKept values of an owner at most: the oldest one goes first */
  constructor(maxKept = Infinity) {
    this.#maxKept = maxKept;
  }

  /** The value, at once where it is known or `begin` gives it so. Fails as SharedWork.join does; nothing of a failure is kept. */
  get(owner: Owner, key: string, begin: () => T | Promise<T>, asker: Asker = {}): T | Promise<T> {
    const { values, work } = this.#of(owner);
    const known = values.get(key);
    if (known !== undefined) return known;
    const keep = (value: T): T => {
      const oldest = values.keys().next();
      if (values.size >= this.#maxKept && oldest.done !== true) values.delete(oldest.value);
      values.set(key, value);
      return value;
    };
    if (hasGone(asker.signal)) return Promise.reject(new CancelledError());
    let first: T | Promise<T> | null = work.has(key) ? null : begin();
    if (first !== null && !(first instanceof Promise)) return keep(first);
    const begun = async (): Promise<T> => {
      const answer = first ?? begin();
      first = null;
      return keep(await answer);
    };
    return work.join(key, begun, asker);
  }

  #of(owner: Owner): { readonly values: Map<string, T>; readonly work: SharedWork<T> } {
    const known = this.#known.get(owner) ?? { values: new Map<string, T>(), work: new SharedWork<T>() };
    this.#known.set(owner, known);
    return known;
  }
}

function hasGone(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Whether it failed as it did because of whom it was done for. */
function isOfItsAsker(error: unknown, { signal }: UnderWay<unknown>): boolean {
  return error instanceof CancelledError || error instanceof MetricComputingError || hasGone(signal);
}

/** The answer, unless the asker leaves before. */
async function unlessGone<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return answer;
  let onAbort = (): void => undefined;
  const gone = new Promise<never>((_, reject) => {
    onAbort = () => reject(new CancelledError());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([answer, gone]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
