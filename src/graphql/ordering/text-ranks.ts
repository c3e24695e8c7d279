/** Sorting very many texts without holding up the event loop: in pieces of some milliseconds. */

/** Texts that are sorted at a time. */
const RUN = 1_024;
/** Texts that are merged, or looked at, at a time. */
const STEPS = 10_000;

/**
 * A number per text that sorts as the texts do (by UTF-16 units), equal for equal ones: 0 for the least. Yields between
 * pieces of work. O(n log n).
 */
export function* textRanks(texts: readonly string[]): Generator<void, Uint32Array, void> {
  const order = yield* sortedPlaces(texts);
  const ranks = new Uint32Array(texts.length);
  let rank = 0;
  for (let i = 0; i < order.length; i++) {
    if (i > 0 && texts[order[i]] !== texts[order[i - 1]]) rank++;
    ranks[order[i]] = rank;
    if (i % STEPS === STEPS - 1) yield;
  }
  return ranks;
}

/** The places of the texts in ascending order of these: runs sorted one by one, then merged. */
function* sortedPlaces(texts: readonly string[]): Generator<void, Uint32Array, void> {
  let order = new Uint32Array(texts.length);
  for (let from = 0; from < texts.length; from += RUN) {
    const run = order.subarray(from, Math.min(texts.length, from + RUN));
    for (let i = 0; i < run.length; i++) run[i] = from + i;
    run.sort((a, b) => (texts[a] < texts[b] ? -1 : Number(texts[a] > texts[b])));
    if (from + RUN < texts.length) yield;
  }
  let merged = new Uint32Array(texts.length);
  for (let width = RUN; width < texts.length; width *= 2) {
    for (let from = 0; from < texts.length; from += 2 * width) yield* mergeRuns(texts, order, merged, from, width);
    [order, merged] = [merged, order];
  }
  return order;
}

/** Merges the runs of `width` at `from` and after it. */
function* mergeRuns(texts: readonly string[], order: Uint32Array, merged: Uint32Array, from: number, width: number): Generator<void, void, void> {
  const middle = Math.min(from + width, order.length);
  const end = Math.min(from + 2 * width, order.length);
  let [left, right] = [from, middle];
  for (let at = from; at < end; at++) {
    const isLeft = left < middle && (right >= end || texts[order[left]] <= texts[order[right]]);
    merged[at] = order[isLeft ? left++ : right++];
    if (at % STEPS === STEPS - 1) yield;
  }
}
