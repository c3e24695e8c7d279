/** How deep the brackets of a document are nested: parsers go down with them, and have only so much room. */
import { requestRefused } from './errors.js';

/** Deeper than any query within the limits, whose filters are nested at most. */
const MAX_NESTING = 200;

/** Strings and comments, whose brackets are no brackets; one that does not end is the parser's to refuse. */
const NO_BRACKETS = /"""(?:[^"\\]|\\[^]|"(?!""))*"""|"(?:[^"\\\n\r]|\\.)*"|#[^\n\r]*|[[\](){}]/g;

/** One scan, before anything is parsed: O(text). @throws GraphQLError COST_LIMIT */
export function refuseNesting(text: string): void {
  let depth = 0;
  for (const [found] of text.matchAll(NO_BRACKETS)) {
    if (found === '[' || found === '(' || found === '{') depth += 1;
    else if (found === ']' || found === ')' || found === '}') depth -= 1;
    if (depth > MAX_NESTING) throw requestRefused(`The query nests brackets more than ${MAX_NESTING} deep: give lists and objects as variables, or ask in several requests.`, { limit: MAX_NESTING });
  }
}
