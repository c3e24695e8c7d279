/**
 * The one source of randomness: xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators",
 * ACM TOMS 47(4), 2021, DOI 10.1145/3460772), period 2^128 − 1, so that the same seed gives the same picture or
 * sample on every machine. Not for secrets.
 */

/** Yields the next 32 bits as an unsigned integer. */
export type RandomBits = () => number;

/** Yields the next number in [0, 1), with 53 random bits. */
export type Random = () => number;

function rotateLeft(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** xoshiro128** from an explicit state of four 32-bit words, not all zero (throws a RangeError then). */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): RandomBits {
  let [a, b, c, d] = state.map((word) => word | 0) as [number, number, number, number];
  if ((a | b | c | d) === 0) throw new RangeError('the generator needs a state other than four zeros');
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/** FNV-1a over UTF-16 code units, 32 bits: gives a text (a node's key) a place in a seed. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * A generator of numbers in [0, 1) for a seed, any safe integer; `stream` gives independent sequences of one seed.
 * The state is filled by splitmix32, so neighbouring seeds share nothing. Throws a RangeError for another seed.
 */
export function seededRandom(seed: number, stream = 0): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed is ${seed}, which is not a safe integer`);
  let mix = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b)) | 0;
  const word = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
  // splitmix32 visits each word once per period, so four consecutive words cannot all be zero.
  const next = xoshiro128StarStar([word(), word(), word(), word()]);
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
}

/** A uniform integer in [0, bound), bound a positive safe integer; the bias is below bound / 2^53. */
export function randomBelow(random: Random, bound: number): number {
  return Math.floor(random() * bound);
}
