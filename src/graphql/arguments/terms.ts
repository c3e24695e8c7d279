/** Names of venues and fields, found in the snapshot's vocabulary whatever their case and accents. */
import { titleKey } from '../../records/titles.js';
import { badUserInput } from '../errors.js';

const keysOf = new WeakMap<readonly string[], string[]>();

/** The folded names of a vocabulary, in its order; made once per snapshot. */
export function foldedTerms(vocabulary: readonly string[]): readonly string[] {
  let keys = keysOf.get(vocabulary);
  if (!keys) {
    keys = vocabulary.map(titleKey);
    keysOf.set(vocabulary, keys);
  }
  return keys;
}

/**
 * Every index whose name equals `name` but for case and accents; O(vocabulary).
 * @throws GraphQLError BAD_USER_INPUT where there is none
 */
export function termIndices(vocabulary: readonly string[], name: string, argument: string, what: string): number[] {
  const wanted = titleKey(name);
  const found = foldedTerms(vocabulary).flatMap((key, index) => (key === wanted ? [index] : []));
  if (found.length === 0) throw badUserInput(argument, name, `but no paper has such a ${what}: corpus { ${what}s(contains:) } lists them`);
  return found;
}
