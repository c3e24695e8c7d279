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

const placesOf = new WeakMap<readonly string[], Map<string, number[]>>();

/** Where each folded name stands in a vocabulary; made once per snapshot. */
function placesByKey(vocabulary: readonly string[]): ReadonlyMap<string, number[]> {
  let places = placesOf.get(vocabulary);
  if (!places) {
    places = new Map();
    for (const [index, key] of foldedTerms(vocabulary).entries()) {
      const sharing = places.get(key);
      if (sharing) sharing.push(index);
      else places.set(key, [index]);
    }
    placesOf.set(vocabulary, places);
  }
  return places;
}

/**
 * Every index whose name equals `name` but for case and accents.
 * @throws GraphQLError BAD_USER_INPUT where there is none
 */
export function termIndices(vocabulary: readonly string[], name: string, argument: string, what: string): readonly number[] {
  const found = placesByKey(vocabulary).get(titleKey(name));
  if (!found) throw badUserInput(argument, name, `but no paper has such a ${what}`, `corpus { ${what}s(contains:) } lists them`);
  return found;
}
