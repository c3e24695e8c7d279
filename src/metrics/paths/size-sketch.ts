/**
 * Sketches of sets of authors, from which their size is estimated: HyperLogLog (Flajolet et al. 2007,
 * hal-00406166) with the estimator of Ertl 2017 (arXiv:1702.01284, algorithm 6), which needs no correction for small sets.
 * A sketch is m = 2^precision registers of a byte, held four to a word; the sketch of a union is the registers' maxima.
 */

/** Standard deviation of an estimate relative to the size, for m registers. */
export function relativeDeviation(precision: number): number {
  return 1.04 / Math.sqrt(2 ** precision);
}

/** A register's largest value: more leading zeros than 32 hashed bits can have do not occur. */
const MAX_RANK = 33;
const HIGH_BITS = 0x80808080 | 0;

/** A seeded mix of 32 bits (Wellons' lowbias32). */
function mixed(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** Adds an element to the sketch that begins at byte `at`. The same element and seed always count the same. O(1). */
export function addToSketch(registers: Uint8Array, at: number, precision: number, element: number, seed: number): void {
  const first = mixed(mixed(element + 0x9e3779b9) ^ seed);
  const second = mixed(first + 0x85ebca6b);
  const register = at + (first >>> (32 - precision));
  const rank = Math.clz32(second) + 1;
  if (registers[register] < rank) registers[register] = rank;
}

/** Takes the sketch at word `from` of `words` into `union`: each byte becomes the larger of the two. O(m / 4). */
export function uniteSketch(union: Int32Array, words: Int32Array, from: number): void {
  for (let i = 0; i < union.length; i++) {
    const x = union[i];
    const y = words[from + i];
    if (x === y) continue;
    // Bytes stay below 128, so the high bit of each is free to say whether x's is at least y's.
    const isLarger = ((x | HIGH_BITS) - y) & HIGH_BITS;
    const mask = (isLarger - (isLarger >>> 7)) | isLarger;
    union[i] = (x & mask) | (y & ~mask);
  }
}

/** Makes the function that estimates the size of the set whose sketch is `union`, on average up to 1.1 / m too high. O(m) per call. */
export function sizeEstimate(precision: number): (union: Int32Array) => number {
  const m = 2 ** precision;
  const power = Float64Array.from({ length: MAX_RANK + 1 }, (_, rank) => (rank === 0 ? 0 : 2 ** -rank));
  const empty = Float64Array.from({ length: m + 1 }, (_, zeros) => m * sigma(zeros / m));
  const scale = (m * m) / (2 * Math.LN2);
  return (union) => {
    let sum = 0;
    let zeros = 0;
    for (let i = 0; i < union.length; i++) {
      const word = union[i];
      const a = word & 255;
      const b = (word >>> 8) & 255;
      const c = (word >>> 16) & 255;
      const d = word >>> 24;
      sum += power[a] + power[b] + (power[c] + power[d]);
      if (word < 0x1000000 || a === 0 || b === 0 || c === 0) zeros += Number(a === 0) + Number(b === 0) + Number(c === 0) + Number(d === 0);
    }
    return scale / (sum + empty[zeros]);
  };
}

/** Ertl's σ(x) = x + Σ x^(2^k) 2^(k−1), Infinity at 1. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let [power, factor, sum] = [x, 1, x];
  for (;;) {
    power *= power;
    const next = sum + power * factor;
    if (next === sum) return sum;
    sum = next;
    factor *= 2;
  }
}
