/** Names that a JSON object gives twice, of which JSON.parse silently keeps the last. */

const AFTER_KEY = /\s*:/y;

/** The first name that the outermost object of valid JSON text has twice; null where there is none. Linear. */
export function repeatedKey(text: string): string | null {
  const seen = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (c === '{' || c === '[') depth += 1;
    else if (c === '}' || c === ']') depth -= 1;
    else if (c === '"') {
      const end = endOfString(text, at);
      AFTER_KEY.lastIndex = end;
      if (depth === 1 && AFTER_KEY.test(text)) {
        const key = JSON.parse(text.slice(at, end)) as string;
        if (seen.has(key)) return key;
        seen.add(key);
      }
      at = end - 1;
    }
  }
  return null;
}

/** Behind the closing quote of the string that begins at `from`. A pattern would run out of stack on long ones. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
