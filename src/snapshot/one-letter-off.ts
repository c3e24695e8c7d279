/** Words that differ from one in a single slip of typing. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Every word that one letter left out, put in or replaced, or two neighbours exchanged, makes of an ASCII word; the word
 * itself is not among them, each is once. 54 · length + 25 at most. (Damerau 1964, doi:10.1145/363958.363994.)
 */
export function oneLetterOff(word: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) found.add(before + letter + after);
    if (after === '') continue;
    found.add(before + after.slice(1));
    for (const letter of LETTERS) found.add(before + letter + after.slice(1));
    if (after.length > 1) found.add(before + after[1] + after[0] + after.slice(2));
  }
  found.delete(word);
  return [...found];
}
