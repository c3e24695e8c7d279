/** The same person listed twice on one paper, as sources sometimes do. */
import { titleKey } from '../records/titles.js';
import type { Mention } from '../records/record.js';

/**
 * Splits a list into its authors and the repetitions among them: a mention with an explicit id and the name of an
 * earlier one with that id. Namesakes without an id, or with different ids, are different people. O(list).
 */
export function withoutRepetitions<M extends Mention>(mentions: readonly M[]): { mentions: readonly M[]; repeated: readonly M[] } {
  const seen = new Set<string>();
  const repeated: M[] = [];
  const kept = mentions.filter((mention) => {
    if (hasNoId(mention)) return true;
    const name = titleKey(mention.rawName);
    const keys = Object.entries(mention.externalIds).map(([scheme, value]) => `${scheme}:${value} ${name}`);
    const isRepeated = keys.some((key) => seen.has(key));
    if (isRepeated) repeated.push(mention);
    for (const key of keys) seen.add(key);
    return !isRepeated;
  });
  return repeated.length === 0 ? { mentions, repeated } : { mentions: kept, repeated };
}

function hasNoId({ externalIds }: Mention): boolean {
  for (const _ in externalIds) return false;
  return true;
}
