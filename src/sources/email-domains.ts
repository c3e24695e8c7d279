/** E-mail addresses beside names: only their domain is kept, which tells persons apart; the address itself is private. */

/** An address within running text; the part before @ is bounded so that reading stays linear. */
const ADDRESS = /[\p{L}\p{N}._%+'-]{1,64}\s?@\s?((?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,8}[a-z]{2,24})(?![a-z0-9-])/giu;
/** What introduces an address: "Electronic address:", "E-mail:", "Corresponding author. Email:". */
const INTRODUCTION = /(?<![\s,;:.(<[])[\s,;:.(<[]*(?:\b(?:electronic address(?:es)?|e-?mail(?: address)?|corresponding author|correspondence(?: to)?)\b[\s:.,;]*)+$/i;

/** The domain of one address (`a.one@Example.AC.uk`, also after `mailto:`), in lower case; null where it is no address. */
export function emailDomain(address: string): string | null {
  if (address.length > 1_000) return null;
  // Not by exec, which would leave its place behind in the pattern, where the next matchAll begins.
  for (const found of address.matchAll(ADDRESS)) return found[1].toLowerCase();
  return null;
}

export interface TextWithoutAddresses {
  /** The text with addresses and what introduces them taken out; white space folded. */
  readonly text: string;
  /** Domains of the addresses, each once, in order. */
  readonly domains: readonly string[];
}

/** Takes the e-mail addresses out of an affiliation as written. Linear in the text. */
export function withoutAddresses(text: string): TextWithoutAddresses {
  if (!text.includes('@')) return { text: text.replace(/\s+/g, ' ').trim(), domains: [] };
  const domains: string[] = [];
  let kept = '';
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const domain = found[1].toLowerCase();
    if (!domains.includes(domain)) domains.push(domain);
    const before = text.slice(at, found.index);
    // Only the last stretch is looked at: what introduces an address stands right before it.
    kept += before.slice(0, -100) + before.slice(-100).replace(INTRODUCTION, ' ');
    at = found.index + found[0].length;
  }
  kept += text.slice(at);
  const cleaned = kept.replace(/\s+/g, ' ').replace(/[(<[]\s*[)>\]]/g, '').replace(/(?<!\s)\s+([.,;])/g, '$1').replace(/([.,;])(?:\s?[.,;])+/g, '$1');
  return { text: cleaned.trim().replace(/^[\s.,;:]+/, '').replace(/(?<![\s,;:])[\s,;:]+$/, ''), domains };
}
