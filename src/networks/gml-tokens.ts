/** The tokens of GML (Himsolt 1997), piece by piece: words, strings, brackets. */
import { MAX_STRETCH } from './network.js';

export type GmlToken =
  | { readonly kind: 'open'; readonly line: number }
  | { readonly kind: 'close'; readonly line: number }
  /** A key or an unquoted value. */
  | { readonly kind: 'word'; readonly text: string; readonly line: number }
  | { readonly kind: 'string'; readonly text: string; readonly line: number };

const TOKEN = /\s+|#[^\n]*|"([^"]*)"|[[\]]|[^\s[\]"]+/y;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

/** What character references of a string mean; unknown ones stay as written. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

export class GmlTokens {
  #rest = '';
  #line = 1;

  get line(): number {
    return this.#line;
  }

  /** True where what was given ends within a string. */
  get isWithinString(): boolean {
    return this.#rest.startsWith('"');
  }

  /**
   * The tokens that are complete with this piece. What touches its end waits for the next one, or for `isLast`.
   * @throws RangeError for a string beyond MAX_STRETCH
   */
  *take(piece: string, isLast: boolean): Generator<GmlToken> {
    const text = this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (match === null) break;
      const [whole, inQuotes] = match;
      const end = at + whole.length;
      const first = whole.charCodeAt(0);
      const isBracket = first === 0x5b || first === 0x5d;
      if (end === text.length && !isLast && !isBracket && inQuotes === undefined) break;
      const line = this.#line;
      if (isBracket) yield first === 0x5b ? { kind: 'open', line } : { kind: 'close', line };
      else if (inQuotes !== undefined) {
        this.#line += lineBreaks(whole);
        yield { kind: 'string', text: unescaped(inQuotes), line };
      } else if (first === 0x23) {
        // A comment.
      } else if (whole.trim() === '') this.#line += lineBreaks(whole);
      else yield { kind: 'word', text: whole, line };
      at = end;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > MAX_STRETCH) throw new RangeError(`a string has more than ${MAX_STRETCH} characters: a quotation mark is missing`);
  }
}
