/** What a piece of a file says, however its characters are written there: for finding names in it, never for showing it. */
import { HTML_ENTITIES } from '../sources/xml-entities.js';
import { foldWords } from './fold.js';

/** LaTeX commands that set an accent on what follows; every other one stands for its own letters (`\o`, `\ss`, `\ae`, `\i`). */
const ACCENT_COMMANDS = new Set(['c', 'v', 'u', 'H', 'k', 'd', 'b', 'r', 't', 'G', 'U', 'h', 'f', 'textcommabelow', 'textcommaabove']);
const LETTER_COMMANDS = new Set(['o', 'O', 'l', 'L', 'ss', 'SS', 'ae', 'AE', 'oe', 'OE', 'aa', 'AA', 'i', 'j', 'dh', 'DH', 'dj', 'DJ', 'th', 'TH', 'ng', 'NG']);
/** aa is å, which folds to a; ð and đ fold to d, as any-ascii has them. */
const FOLDED_LETTERS: Readonly<Record<string, string>> = { aa: 'a', AA: 'a', dh: 'd', DH: 'd', dj: 'd', DJ: 'd' };

/**
 * The text folded to words, with backslash escapes, HTML and XML references, percent escapes and LaTeX's accents resolved:
 * `Moreau, {\'E}lise`, `Moreau, \u00c9lise`, `Moreau, &Eacute;lise` and `Moreau%2C+%C3%89lise` are all `moreau elise`.
 * O(length).
 */
export function writtenWords(text: string): string[] {
  const words = foldWords(withoutLatex(withoutEscapes(text)));
  return words === '' ? [] : words.split(' ');
}

function withoutEscapes(text: string): string {
  return text
    .replace(/(?<!\\)\\+u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (_, long: string | undefined, short: string | undefined) => character(parseInt(long ?? short ?? '', 16)))
    .replace(/(?<!\\)\\+x([0-9a-f]{2})/gi, (_, code: string) => character(parseInt(code, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'))
    // A reference may itself be escaped: &amp;Eacute;
    .replace(/&amp;/gi, '&')
    .replace(/&#x([0-9a-f]{1,6});?/gi, (_, code: string) => character(parseInt(code, 16)))
    .replace(/&#([0-9]{1,7});?/g, (_, code: string) => character(parseInt(code, 10)))
    .replace(/&([a-z]{2,8}[0-9]{0,2});/gi, (reference, name: string) => HTML_ENTITIES.get(name) ?? reference)
    .replace(/<[^<>]{0,100}>/g, ' ');
}

function withoutLatex(text: string): string {
  return text
    .replace(/(?<!\\)\\+([a-zA-Z]+)(?:\s+|\{\})?/g, (_, command: string) => {
      if (ACCENT_COMMANDS.has(command)) return '';
      return LETTER_COMMANDS.has(command) ? (FOLDED_LETTERS[command] ?? command) : ` ${command} `;
    })
    .replace(/\\+[^a-zA-Z\s{}]/g, '')
    .replace(/[{}]/g, '');
}

function character(code: number): string {
  return code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : ' ';
}

/** A cut word of so few letters may be anything. */
const LEAST_CUT = 3;
/** A name of so many letters is found within a word. */
const LEAST_WITHIN = 8;
const LOST = '\uFFFD';
/** Letters of a word that may have been lost in decoding. */
const MOST_LOST = 3;

/**
 * Whether a text holds all words of a name, in whatever order and writing, with its last word cut off or letters lost that
 * could not be decoded; a name of one word, where that stands by itself. Errs on the side of yes. O(length).
 */
export function mayHoldName(text: string, name: readonly string[]): boolean {
  if (name.length === 0) return false;
  const words = writtenWords(text.replaceAll(LOST, ''));
  const found = new Set(words);
  if (name.every((word) => found.has(word))) return true;
  if (name.length === 1) return false;
  // EliseMoreau, MoreauElise2011: short names (Xi Li) only as a word of their own, since they stand within others (auxiliary).
  const together = [name.join(''), [...name.slice(1), name[0]].join('')];
  const isLong = together[0].length >= LEAST_WITHIN;
  if (together.some((letters) => (isLong ? words.some((word) => word.includes(letters)) : words.some((word) => word.replace(/^\d+|(?<!\d)\d+[a-z]?$/g, '') === letters)))) return true;
  const last = words.at(-1) ?? '';
  const hasLost = text.includes(LOST);
  return name.every((word) => found.has(word) || (last.length >= LEAST_CUT && word.startsWith(last)) || (hasLost && words.some((each) => isWithoutSome(each, word))));
}

/** Whether `less` is `word` with a few letters left out. */
function isWithoutSome(less: string, word: string): boolean {
  if (less.length < 2 || less.length >= word.length || word.length - less.length > MOST_LOST) return false;
  let at = 0;
  for (const letter of word) if (letter === less[at]) at += 1;
  return at === less.length;
}
