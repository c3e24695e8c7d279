/** Which words tell one author's work from another's, before their frequency is asked. */

/**
 * English function words, and the words that titles, venues and addresses of every field are made of. The corpus's own
 * frequencies say this in a large corpus; in one of twenty papers they can't.
 */
const COMMON = new Set(
  `a an the of in on at to for from by with without within and or nor not no as is are was were be been being it its this that these those there their
  our we us they how what when where which who why can could may might must should will would do does did has have had into onto over under between among
  through via per than then so such some any all both each more most less least very towards toward against about across after before during up down out
  off using use used uses based approach approaches method methods new novel study studies case analysis system systems model models`.split(/\s+/),
);

/** False for function words, single letters and bare numbers. */
export function isTellingWord(word: string): boolean {
  return word.length > 1 && !COMMON.has(word) && !/^\d+$/.test(word);
}

/** The words of a text that tell, in the singular, distinct. */
export function tellingWords(words: readonly string[]): string[] {
  return words.filter((word) => isTellingWord(word)).map((word) => singular(word));
}

/** English plurals to singulars: the S-stemmer (Harman 1991, doi:10.1002/(SICI)1097-4571(199101)42:1<7::AID-ASI2>3.0.CO;2-P). */
export function singular(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('ies') && !/[ea]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (word.endsWith('es') && !/[aeo]es$/.test(word)) return word.slice(0, -1);
  return word.endsWith('s') && !/[us]s$/.test(word) ? word.slice(0, -1) : word;
}

/** A venue as one token: its words without numbers, ordinals, years and what is common to all proceedings. Empty for a venue without words. */
export function venueTokens(venue: string): string[] {
  const words = venue
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/\d/.test(word) && !VENUE_WORDS.has(word));
  return words.length === 0 ? [] : [words.join(' ')];
}

const VENUE_WORDS = new Set('proceedings proc of the on in and for international annual conference conf workshop symposium journal transactions trans int intl first second third fourth fifth sixth seventh eighth ninth tenth'.split(' '));
