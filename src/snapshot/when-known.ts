/** Answers that are at hand or on their way: what is in memory is given at once, since 50,000 fields would be 50,000 promises. */

export type MaybePromise<T> = T | Promise<T>;

/** Applies a function to a value now, or when it is there. */
export function whenKnown<A, B>(value: MaybePromise<A>, then: (value: A) => MaybePromise<B>): MaybePromise<B> {
  return value instanceof Promise ? value.then(then) : then(value);
}
