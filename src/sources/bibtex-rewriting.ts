/** LaTeX that the parser library misreads (dotless letters under accents, spaces by command, operators), written as LaTeX that it reads. */

/** Accents on `\i` or `\j`, in braces or not; a line's break; a command's name; any other escaped character; a tie. */
const COMMAND = new RegExp(
  [
    String.raw`\\(?<accent>[\x27\x60^"~=.]|[uvHcdbkr](?![A-Za-z]))\s*(?:\{\s*\\(?<braced>[ij])(?![A-Za-z])\s*(?:\{\}\s*)?\}|\\(?<bare>[ij])(?![A-Za-z])(?:\{\})?)`,
    String.raw`\\\\(?:\*|\s*\[-?[\d.]+\s*[a-z]{2,}\])?`,
    String.raw`\\t\s*\{(?<tied>\p{L}{2})\}`,
    String.raw`\\(?<word>[A-Za-z]+)\*?`,
    String.raw`\\[^]`,
    '~',
  ].join('|'),
  'gu',
);

const SPACES = new Set(['space', 'newline', 'linebreak', 'quad', 'qquad', 'enspace', 'enskip', 'thinspace', 'medspace', 'thickspace', 'nobreakspace', 'hfill']);
/** Dashes that the large TeX bibliographies define in their preambles, which are not read. */
const DASHES: ReadonlyMap<string, string> = new Map([['emdash', '---'], ['endash', '--']]);
/** Operators that are printed as their own name; the library drops them. */
const OPERATORS = new Set([
  'arccos', 'arcsin', 'arctan', 'arg', 'bmod', 'cos', 'cosh', 'cot', 'coth', 'csc', 'deg', 'det', 'dim', 'exp', 'gcd', 'hom', 'inf', 'ker', 'lg', 'lim', 'liminf',
  'limsup', 'ln', 'log', 'max', 'min', 'mod', 'Pr', 'sec', 'sin', 'sinh', 'sup', 'tan', 'tanh',
]);

/**
 * A title's or a venue's LaTeX with the same meaning in commands that the library reads: spaces become `\,` (it keeps
 * them in text and in mathematics), `\-`, `\/`, `\!` and `\@` nothing, `\'\i` becomes `\'{i}`. Linear.
 */
export function rewrittenText(raw: string): string {
  return rewritten(raw, String.raw`\,`, String.raw`{}\,`, () => true);
}

/**
 * The same for names: spaces by command and ties are spaces between the words of a name, so that `A.~Turing` has a given
 * name and the comma of `\,` separates nothing. A space after `\'\i` is taken out only before the rest of a word. Linear.
 */
export function rewrittenNames(raw: string): string {
  return rewritten(raw, ' ', '{} ', (rest) => WORDS_REST.test(rest));
}

const WORDS_REST = /^(?!(?:and|de|da|di|do|dos|du|del|della|la|le|van|von|der|den|al|el|bin|ibn)\b)\p{Ll}/u;

/** `afterWord` is the space behind a command's name, which would swallow a plain one; `joins` tells whether a space before `rest` belongs to `\i`. */
function rewritten(raw: string, space: string, afterWord: string, joins: (rest: string) => boolean): string {
  if (!/[\\~]/.test(raw)) return raw;
  let text = '';
  let at = 0;
  let endsInWord = false;
  COMMAND.lastIndex = 0;
  for (let found = COMMAND.exec(raw); found !== null; found = COMMAND.exec(raw)) {
    const between = raw.slice(at, found.index);
    if (between.trim() !== '') endsInWord = false;
    text += between;
    const [command] = found;
    const { accent, braced, bare, tied, word } = found.groups ?? {};
    at = COMMAND.lastIndex;
    const wasWord = endsInWord;
    endsInWord = false;
    if (accent !== undefined) {
      const letter = braced ?? bare ?? '';
      // The dot of `\.\i` is the one that every i has.
      text += accent === '.' && letter === 'i' ? '{i}' : `\\${accent}{${letter}}`;
      // A command's name takes the white space behind it: `na\"\i ve`.
      if (bare !== undefined && !command.endsWith('}')) at = endOfSpace(raw, at, joins);
    } else if (tied !== undefined) text += `${tied[0] ?? ''}\u0361${tied.slice(1)}`;
    else if (word !== undefined) {
      if (SPACES.has(word)) text += wasWord ? afterWord : space;
      else if (word === 'hspace' || word === 'vspace') {
        at = endOfLength(raw, at);
        text += wasWord ? afterWord : space;
      } else if (DASHES.has(word)) text += DASHES.get(word) ?? '';
      else if (OPERATORS.has(word)) text += operator(word.replace('bmod', 'mod'), raw, found.index, at);
      else {
        text += command;
        endsInWord = true;
      }
    } else if (command === '~' || /^\\[\s,;:>\\]/.test(command)) text += wasWord ? afterWord : space;
    else if (/^\\[-/!@]/.test(command)) text += '{}';
    else text += command;
    COMMAND.lastIndex = at;
  }
  return text + raw.slice(at);
}

function endOfSpace(raw: string, from: number, joins: (rest: string) => boolean): number {
  let end = from;
  while (/\s/.test(raw[end] ?? '')) end += 1;
  return joins(raw.slice(end, end + 10)) ? end : from;
}

const LENGTH = /\s*\{[^{}]{0,40}\}/y;

function endOfLength(raw: string, from: number): number {
  LENGTH.lastIndex = from;
  return LENGTH.test(raw) ? LENGTH.lastIndex : from;
}

/** TeX sets an operator off from the letters beside it: `n\log n` reads "n log n", `\log(n)` reads "log(n)". */
function operator(name: string, raw: string, from: number, to: number): string {
  const before = /[\p{L}\p{N})\]}]\s*$/u.test(raw.slice(Math.max(0, from - 10), from)) ? String.raw`\,` : '';
  const after = /^\s*[\p{L}\p{N}\\]/u.test(raw.slice(to, to + 10)) ? String.raw`\,` : '';
  return before + name + after;
}
