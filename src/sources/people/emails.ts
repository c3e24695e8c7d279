/** E-mail addresses beside names: only their domain is kept, anywhere. */

// Bounded, so that no text makes the search quadratic.
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24})/gu;
const LABEL = /[;,.]?\s*\(?(?:electronic address|e-?mail(?: address)?|corresponding author e-?mail)\s*:?\s*\)?$/i;

/** Domains of the addresses in a text, lower case, each once, in order. */
export function emailDomains(text: string): string[] {
  if (!text.includes('@')) return [];
  return [...new Set(Array.from(text.matchAll(ADDRESS), (found) => found[1].toLowerCase()))];
}

/** The text without its e-mail addresses and the words that announce them (`Electronic address:`). */
export function withoutEmails(text: string): string {
  if (!text.includes('@')) return text;
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(from, found.index).trimEnd().replace(LABEL, ''));
    // The full stop behind an address ends the sentence that it was in.
    from = found.index + found[0].length + (/[.;,]/.test(text[found.index + found[0].length] ?? '') ? 1 : 0);
  }
  parts.push(text.slice(from));
  return parts.join(' ').replace(/\s+/g, ' ').replace(/\s*[;,](?=\s*[;,.])/g, '').replace(/^[\s;,.]+|[\s;,]+$/g, '');
}
