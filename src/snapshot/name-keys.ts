/** Keys under which a full name is looked up. */
import { nameKey, parseName } from '../identity/names.js';
import type { NameParts } from '../records/record.js';

/**
 * The keys of a person's names, as their parts mean them and as their text reads: with a homonym number a name is found
 * with and without the number. O(length).
 * @param meantParts parts of those names whose text alone reads otherwise
 */
export function nameKeysOf(names: readonly string[], meantParts?: ReadonlyMap<string, NameParts>): string[] {
  return [...new Set(names.flatMap((name) => {
    const meant = meantParts?.get(name);
    const keys = [nameKey(parseName(name)), ...(meant === undefined ? [] : [nameKey(parseName(name, meant))])];
    return keys.flatMap((key) => [key, key.replace(/ #\d{4}$/, '')]);
  }))];
}
