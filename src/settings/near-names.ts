/** The setting that somebody may have meant by a name that is none. */

/** Letters put in, left out or changed, at most. */
const MOST_SLIPS = 2;

/** The nearest of some names; null where none is near. O(names × letters²). */
export function nearestName(given: string, names: readonly string[]): string | null {
  const asked = given.toLowerCase().replaceAll('_', '-');
  let nearest: { readonly name: string; readonly slips: number } | null = null;
  for (const name of names) {
    const slips = slipsBetween(asked, name);
    if (slips <= Math.min(MOST_SLIPS, name.length - 2) && slips < (nearest?.slips ?? Infinity)) nearest = { name, slips };
  }
  return nearest?.name ?? null;
}

/** Levenshtein's distance. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length];
}
