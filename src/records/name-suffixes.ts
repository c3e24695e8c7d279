/**
 * Suffixes that tell generations apart, listed once. Where one may stand, and what else may look like one there (initials,
 * the family name Ii), differs from format to format and is each reader's own rule.
 */

/** Suffix in lower case without its full stop → as it is shown. */
export const NAME_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['jr', 'Jr'], ['jnr', 'Jr'], ['sr', 'Sr'], ['snr', 'Sr'], ['2nd', 'II'], ['3rd', 'III'], ['4th', 'IV'], ['ii', 'II'], ['iii', 'III'], ['iv', 'IV'],
]);
