/** Spellings of one name in Latin letters brought to one form: umlauts, Slavic romanisations, Chinese syllables. */

/**
 * One form for a folded word however its umlauts (ue, oe, ae, ss) and its Cyrillic letters (ISO 9, ALA-LC, BGN, passports:
 * й, ю, я, ж, х, ц, щ, ё, в) were written: "mueller" and "muller" are "muler", "sergey", "sergei", "serguei" and "sergej" are "sergy". Not
 * readable and not unique: equal forms say that two spellings may be one name. O(length).
 */
export function transliterated(word: string): string {
  return word
    .replace(/([aou])e(?=[^aeiouy]|$)/g, '$1')
    .replace(/^(?:ye|je|yo|jo)/, 'e')
    .replace(/(?:shch|sch|sh|sz)/g, 's')
    .replace(/(?:tch|ch|cz)/g, 'c')
    .replace(/(?:zh|dzh|dj)/g, 'z')
    .replace(/kh/g, 'h')
    .replace(/(?:ts|tz)/g, 'c')
    .replace(/ks/g, 'x')
    .replace(/ph/g, 'f')
    .replace(/w/g, 'v')
    .replace(/gu(?=[ei])/g, 'g')
    .replace(/ff\b/g, 'v')
    .replace(/[ij](?=[aou])|(?<![iy])[iy]+j(?=[aou])/g, 'y')
    .replace(/(?:iy|yi|ii|ij|yj|ej|ey|ei|yy|[ijy])$/, 'y')
    .replace(/[ijy]+/g, 'y')
    .replace(/([a-z])\1+/g, '$1');
}

/** True where two different words are spellings of one name by transliteration alone; never for two Chinese ones: Lei and Li are two names. O(length). */
export function areTransliterations(a: string, b: string): boolean {
  return transliterated(a) === transliterated(b) && !(isPinyin(a) && isPinyin(b));
}

const SYLLABLE = '(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|[aoeiuv]))';
const TWO_SYLLABLES = new RegExp(`^${SYLLABLE}${SYLLABLE}$`);
const ONE_SYLLABLE = new RegExp(`^${SYLLABLE}$`);

/**
 * The ways to take a folded word apart into two Chinese syllables (pinyin): "xiaoming" → [["xiao", "ming"]], "jian" →
 * [["ji", "an"]], "peter" → []. O(length²).
 */
export function twoSyllables(word: string): (readonly [string, string])[] {
  if (word.length < 3 || word.length > 12 || !TWO_SYLLABLES.test(word)) return [];
  const found: (readonly [string, string])[] = [];
  for (let at = 1; at < word.length; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (ONE_SYLLABLE.test(first) && ONE_SYLLABLE.test(second)) found.push([first, second]);
  }
  return found;
}

/** True for a folded word of one or two Chinese syllables (pinyin). O(length). */
export function isPinyin(word: string): boolean {
  return ONE_SYLLABLE.test(word) || TWO_SYLLABLES.test(word);
}
