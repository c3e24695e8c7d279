/** Titles and affiliations freed of the full stop that databases put behind them. */

/** A title without the full stop that some databases put behind every one; an ellipsis and a closing abbreviation (`U.S.`) keep theirs. */
export function withoutFullStop(title: string): string {
  return /[^.]\.$/.test(title) && !/(?:^|[\s.])\p{Lu}\.$/u.test(title) ? title.slice(0, -1).trimEnd() : title;
}

/** Words of more than two letters that are written with a full stop wherever they stand. */
const ABBREVIATION = /(?:^|[\s,(])(?:inc|ltd|corp|bros|llc|univ|dept|inst|hosp|lab|labs|dist|prov|str|esq)\.$/i;

/** An affiliation without the full stop that ends it as a sentence; that of an abbreviation (`Inc.`, `U.K.`, `Mass. St.`) is its own. */
export function affiliationWithoutFullStop(affiliation: string): string {
  return /(?:\p{L}{3}|[\d)])\.$/u.test(affiliation) && !ABBREVIATION.test(affiliation) ? affiliation.slice(0, -1).trimEnd() : affiliation;
}
