/** Titles freed of what databases add to them. */

/** A title without the full stop that some databases put behind every one; an ellipsis and a closing abbreviation (`U.S.`) keep theirs. */
export function withoutFullStop(title: string): string {
  return /[^.]\.$/.test(title) && !/(?:^|[\s.])\p{Lu}\.$/u.test(title) ? title.slice(0, -1).trimEnd() : title;
}
