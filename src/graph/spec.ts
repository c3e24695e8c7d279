/** The graph spec: its defaults, its canonical key, its checks, and the counting formulas. */
import { COUNTINGS } from './types.js';
import type { Counting, GraphSpec } from './types.js';

/** Full counting over every paper: nothing is left out. */
export const DEFAULT_SPEC: GraphSpec = Object.freeze({
  counting: 'FULL',
  maxAuthors: null,
  yearFrom: null,
  yearTo: null,
  types: Object.freeze([]),
  venues: Object.freeze([]),
  fields: Object.freeze([]),
  minStrength: 0,
  component: 'ALL',
  componentOf: null,
} as const);

function sortedSet(indices: readonly number[]): string {
  return [...new Set(indices)].toSorted((x, y) => x - y).join(',');
}

/**
 * A text that two specs share exactly when they mean the same graph on every incidence: index lists are sets, so
 * their order and repetitions do not count.
 */
export function specKey(spec: GraphSpec): string {
  let key = keys.get(spec);
  if (key === undefined) keys.set(spec, (key = writtenKey(spec)));
  return key;
}

/** Keys of specs, which nobody changes: each request asks for that of its graph many times. */
const keys = new WeakMap<GraphSpec, string>();

function writtenKey(spec: GraphSpec): string {
  return [
    spec.counting,
    `maxAuthors=${spec.maxAuthors ?? '*'}`,
    `years=${spec.yearFrom ?? '*'}..${spec.yearTo ?? '*'}`,
    `types=${sortedSet(spec.types)}`,
    `venues=${sortedSet(spec.venues)}`,
    `fields=${sortedSet(spec.fields)}`,
    // −0 and 0 mean the same.
    `minStrength=${spec.minStrength + 0}`,
    `component=${spec.component}`,
    `componentOf=${spec.componentOf ?? '*'}`,
  ].join(';');
}

function requireInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`the graph spec's ${name} is ${value}, which is not an integer from ${low} to ${high}`);
  }
}

/**
 * Throws a RangeError of one sentence, naming field, value and accepted range, where a spec cannot be meant. With
 * `authorCount`, `componentOf` is held against it. A window or vocabulary index that merely matches no paper is fine.
 */
export function validateSpec(spec: GraphSpec, authorCount?: number): void {
  if (!COUNTINGS.includes(spec.counting)) {
    throw new RangeError(`the graph spec's counting is ${spec.counting}, which is none of ${COUNTINGS.join(', ')}`);
  }
  if (spec.component !== 'ALL' && spec.component !== 'GIANT') {
    throw new RangeError(`the graph spec's component is ${String(spec.component)}, which is neither ALL nor GIANT`);
  }
  if (spec.maxAuthors !== null) requireInteger('maxAuthors', spec.maxAuthors, 1, 2 ** 32 - 1);
  if (spec.yearFrom !== null) requireInteger('yearFrom', spec.yearFrom, -32767, 32767);
  if (spec.yearTo !== null) requireInteger('yearTo', spec.yearTo, -32767, 32767);
  if (spec.yearFrom !== null && spec.yearTo !== null && spec.yearFrom > spec.yearTo) {
    throw new RangeError(`the graph spec's yearFrom ${spec.yearFrom} is after its yearTo ${spec.yearTo}`);
  }
  for (const name of ['types', 'venues', 'fields'] as const) {
    for (const index of spec[name]) requireInteger(`${name} entry`, index, 0, name === 'types' ? 127 : 2 ** 31 - 1);
  }
  if (!Number.isFinite(spec.minStrength) || spec.minStrength < 0) {
    throw new RangeError(`the graph spec's minStrength is ${spec.minStrength}, which is not a number from 0 up`);
  }
  if (spec.componentOf !== null) requireInteger('componentOf', spec.componentOf, 0, (authorCount ?? 2 ** 31) - 1);
}

// Extended on demand; entry k is H_k, summed in ascending order so that its bits never depend on who asked first.
const harmonicNumbers: number[] = [0];

/** H_k = Σ_{r=1}^{k} 1/r for an integer k ≥ 0. Amortised O(1). */
export function harmonicNumber(k: number): number {
  for (let r = harmonicNumbers.length; r <= k; r += 1) harmonicNumbers.push(harmonicNumbers[r - 1] + 1 / r);
  return harmonicNumbers[k];
}

/** The share of a paper of k authors that Hagen's harmonic counting credits to the author at a 1-based rank. */
export function harmonicCredit(rank: number, k: number): number {
  return 1 / (rank * harmonicNumber(k));
}

/**
 * The strength that one paper of k ≥ 2 authors gives to the pair of its authors at the 1-based ranks i ≠ j:
 *
 * - FULL: 1
 * - FRACTIONAL: 1/(k − 1) (Newman 2001, DOI 10.1103/PhysRevE.64.016132)
 * - FRACTIONAL_REFINED: 2/(k(k − 1)), so that a paper's pairs share 1 (the schemes are compared in Leydesdorff and
 *   Park 2016, arXiv:1611.06943)
 * - HARMONIC: the product of both authors' harmonic credits (1/rank)/H_k (Hagen 2008, DOI
 *   10.1371/journal.pone.0004021); two authors: 2/3 · 1/3
 *
 * k is the number of *listed* authors and the rank the place in the incidence's list: where a list is known to be
 * incomplete ("et al."), both are those of the part that is known. Exactly symmetric in i and j, bit for bit.
 */
export function pairStrength(counting: Counting, k: number, i: number, j: number): number {
  switch (counting) {
    case 'FULL':
      return 1;
    case 'FRACTIONAL':
      return 1 / (k - 1);
    case 'FRACTIONAL_REFINED':
      return 2 / (k * (k - 1));
    default:
      return harmonicCredit(i, k) * harmonicCredit(j, k);
  }
}
