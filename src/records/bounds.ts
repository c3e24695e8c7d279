/** Bounds that records hold to however they come in: by import, or as works through the pipeline. */

/** Most names on one author list; the longest real lists have about 15,000. */
export const MAX_AUTHORS = 20_000;
/** Longest name of one author, in UTF-16 code units; beyond it the mention is refused, the record kept as incomplete. */
export const MAX_NAME_LENGTH = 2_000;
/** What a name has at least one of, a letter or a number of any script, as a pattern that JavaScript, RE2 and Java read alike: what has none names nobody. */
export const LETTER_OR_NUMBER = '[\\p{L}\\p{N}]';
const IN_NAMES = new RegExp(LETTER_OR_NUMBER, 'u');
/** Whether a text has a letter or a number, without which it names nobody. O(length). */
export function namesSomething(text: string): boolean {
  return IN_NAMES.test(text);
}
/** Longest title, in UTF-16 code units; beyond it the record is left out. */
export const MAX_TITLE_LENGTH = 20_000;
/** Largest count that is believed (citations, papers, h-index): what a signed integer of 32 bits holds. */
export const MAX_STATED_COUNT = 2_147_483_647;
