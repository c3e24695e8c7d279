/**
 * The one text in which arXiv keeps the authors as submitted: "A. One, B. Two (Univ X), C. Three and D. Four". Affiliations
 * stand in parentheses behind a name; numbers in them point to a legend, which is not read.
 */
import { isSuffix } from '../people/written-names.js';

export interface NameInText {
  readonly name: string;
  readonly affiliation: string | null;
}

/** The names in their order. Linear in the text; parentheses that are never closed end with it. */
export function namesInText(text: string): NameInText[] {
  const names: NameInText[] = [];
  for (const { outside, inside } of pieces(text.replace(/\s+/g, ' '))) {
    const words = outside.trim();
    const previous = names.at(-1);
    if (words !== '' && isSuffix(words) && previous !== undefined) names[names.length - 1] = { ...previous, name: `${previous.name} ${words}` };
    else if (words !== '') names.push({ name: words, affiliation: null });
    const last = names.at(-1);
    if (inside !== null && /\p{L}{2}/u.test(inside) && !/\d\)/.test(inside) && last?.affiliation === null) {
      names[names.length - 1] = { ...last, affiliation: inside.trim() };
    }
  }
  return names;
}

/** Cuts at commas, semicolons, colons, "and" and parentheses; what stands in the latter comes with the piece before it. */
function* pieces(text: string): Generator<{ outside: string; inside: string | null }> {
  let depth = 0;
  let from = 0;
  let outside = '';
  const cut = /[(),;:]|\s(?:and|&)\s/g;
  for (const found of text.matchAll(cut)) {
    const mark = found[0];
    if (mark === '(') {
      if (depth === 0) {
        outside = text.slice(from, found.index);
        from = found.index + 1;
      }
      depth += 1;
    } else if (mark === ')') {
      if (depth === 0) continue;
      depth -= 1;
      if (depth > 0) continue;
      yield { outside, inside: text.slice(from, found.index) };
      from = found.index + 1;
    } else if (depth === 0) {
      yield { outside: text.slice(from, found.index), inside: null };
      // "One, and Two": the space before "and" has to stay for it.
      from = found.index + mark.length;
      const and = /^\s*(?:and|&)\s/.exec(text.slice(from, from + 12));
      if (and !== null) from += and[0].length;
    }
  }
  if (depth === 0) yield { outside: text.slice(from), inside: null };
  else yield { outside, inside: text.slice(from) };
}
