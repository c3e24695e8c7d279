/** Conditions on one value, compiled to predicates. */
import type { FloatFilter, IntFilter, TermFilter } from '../generated/resolvers.js';
import { isSameValue } from '../../metrics/same-value.js';
import { titleKey } from '../../records/titles.js';
import { foldedTerms, termIndices } from '../arguments/terms.js';

/** Tells whether the item of an index is meant. */
export type Predicate = (index: number) => boolean;

export const always: Predicate = () => true;

/** Every predicate holds; no predicate at all is null, which filters nothing. */
export function allOf(predicates: readonly Predicate[]): Predicate | null {
  if (predicates.length === 0) return null;
  if (predicates.length === 1) return predicates[0];
  return (index) => predicates.every((holds) => holds(index));
}

type Numbers = (IntFilter & FloatFilter) | IntFilter | FloatFilter;

/**
 * Whether a number meets a condition; values equal but for rounding meet `eq`, `gte` and `lte`. NaN, which stands for
 * unknown, meets none but `isNull: true`.
 */
export function numberCondition(filter: Numbers): (value: number) => boolean {
  const { eq, gt, gte, lt, lte, isNull } = filter;
  const { ne, in: among } = filter as IntFilter;
  const bounds: Array<(value: number) => boolean> = [];
  if (typeof eq === 'number') bounds.push((value) => isSameValue(value, eq));
  if (typeof ne === 'number') bounds.push((value) => !isSameValue(value, ne));
  if (typeof gt === 'number') bounds.push((value) => value > gt && !isSameValue(value, gt));
  if (typeof gte === 'number') bounds.push((value) => value >= gte || isSameValue(value, gte));
  if (typeof lt === 'number') bounds.push((value) => value < lt && !isSameValue(value, lt));
  if (typeof lte === 'number') bounds.push((value) => value <= lte || isSameValue(value, lte));
  if (among) {
    const set = new Set(among);
    bounds.push((value) => set.has(value));
  }
  return (value) => {
    if (Number.isNaN(value)) return isNull === true && bounds.length === 0;
    return isNull !== true && bounds.every((holds) => holds(value));
  };
}

/**
 * Which names of a vocabulary meet a condition: 1 per index; null where only presence is asked for (`isNull`) or
 * nothing. O(vocabulary).
 * @throws GraphQLError BAD_USER_INPUT for a name that the corpus does not have
 */
export function termMask(filter: TermFilter, vocabulary: readonly string[], argument: string, what: string): Uint8Array | null {
  const { eq, in: among, contains } = filter;
  let mask: Uint8Array | null = null;
  const narrow = (indices: Iterable<number>) => {
    const next = new Uint8Array(vocabulary.length);
    for (const index of indices) if (mask === null || mask[index] === 1) next[index] = 1;
    mask = next;
  };
  if (typeof eq === 'string') narrow(termIndices(vocabulary, eq, `${argument}.eq`, what));
  if (among) narrow(among.flatMap((name) => termIndices(vocabulary, name, `${argument}.in`, what)));
  if (typeof contains === 'string') {
    const part = titleKey(contains);
    narrow(foldedTerms(vocabulary).flatMap((term, index) => (term.includes(part) ? [index] : [])));
  }
  return mask;
}
