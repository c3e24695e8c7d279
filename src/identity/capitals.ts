/** Names in capitals: telling a shouted name from initials, and writing it as people do. */

/** True for a word of three or more letters, or two with a vowel, all in capitals: "LI", "DUPONT", not "JP", "J.-P.". */
export function isAllCapitals(word: string): boolean {
  // Nearly every name ends here.
  if (/[a-z.]/.test(word)) return false;
  const letters = word.replace(/\P{L}/gu, '');
  if (/\p{Ll}/u.test(word) || !/^\p{Lu}+$/u.test(letters)) return false;
  return letters.length >= 3 || (letters.length === 2 && /[AEIOUY]/.test(letters.normalize('NFD')));
}

/** True for a family name in capitals before given names that are not: "DUPONT Jean", not "AJ Smith", "LI Wei". */
export function isCapitalFamily(words: readonly string[]): boolean {
  const split = words.findIndex((word) => !isAllCapitals(word));
  if (split < 1 || words[0].replace(/\P{L}/gu, '').length < 3) return false;
  return words.slice(split).every((word) => /\p{Ll}/u.test(word) || /^\p{Lu}\.?$/u.test(word)) && words.slice(split).some((word) => /\p{Ll}{2}/u.test(word));
}

const MAX_ABBREVIATION = 5;

/** The words of a name, with shouted ones in title case where the whole name has no lower-case letter; particles small. One word of up to five letters stays as it is. */
export function recased(words: readonly string[], particles: ReadonlySet<string>): string[] {
  // A short word alone is an abbreviation as likely as a shouted name: WHO, IBM.
  if (words.length === 1 && words[0].replace(/\P{L}/gu, '').length <= MAX_ABBREVIATION) return [...words];
  if (!words.some((word) => isAllCapitals(word))) return [...words];
  const someShouted = words.some((word) => isAllCapitals(word) && word.length >= 3);
  const wholeShouted = someShouted && !words.some((word) => /\p{Ll}/u.test(word));
  if (!wholeShouted) {
    // "DUPONT Jean": the family name alone is in capitals.
    return words.map((word) => (isAllCapitals(word) && word.length >= 4 ? titleCase(word) : word));
  }
  return words.map((word) => {
    if (particles.has(word)) return word.toLowerCase();
    return isAllCapitals(word) ? titleCase(word) : word;
  });
}

function titleCase(word: string): string {
  return word.toLowerCase().replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
