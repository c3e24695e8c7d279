/** What both of Web of Science's layouts give: fields by their two-letter tags, as text or as a list. */
export interface WosRecord {
  /** The field's value on one line; '' where it is missing or blank. */
  text(tag: string): string;
  /** Entries of a field that holds a list (`AU`, `AF`, `C1`, …): lines in tagged text, parted by semicolons in tables. */
  list(tag: string): string[];
}

/** Parts a text at semicolons outside of brackets: `[One, A; Two, B] Univ X; [One, A] Univ Y` has two. Linear. */
export function partedBySemicolons(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '[') depth += 1;
    else if (c === ']') depth = Math.max(0, depth - 1);
    else if (c === ';' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
