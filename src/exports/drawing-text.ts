/** About how wide text is, for whatever sans-serif font will draw it: rather too wide than too narrow. */

/** Widths as shares of the font's size, after DejaVu Sans, the widest of the common ones. */
const NARROW = /[iljI.,:;'|!()[\]\s]/u;
const WIDE = /[mwMWQO@%—…]/u;
/** Scripts that take a full square; emoji among them. */
const FULL = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f000}-\u{1faff}\u{20000}-\u{3ffff}]/u;
/** Marks stand on the letter before them; formatting characters show nothing. */
const NOTHING = /[\p{M}\p{Cf}]/u;
const UPPER = /\p{Lu}/u;

/** Pixels. O(length). */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) {
    if (NOTHING.test(character)) continue;
    width += FULL.test(character) ? 1.05 : NARROW.test(character) ? 0.38 : WIDE.test(character) ? 0.95 : UPPER.test(character) ? 0.72 : 0.62;
  }
  return width * fontSize;
}

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** No sheet is so wide that more letters fit. */
const MANY = 2000;

/** The text on one line, at most `most` pixels wide: what is longer ends in "…". Letters are not taken apart from their marks. */
export function shortened(text: string, fontSize: number, most: number): string {
  const line = flat(text);
  if (line.length <= MANY && textWidth(line, fontSize) <= most) return line;
  let kept = '';
  let width = textWidth('…', fontSize);
  for (const { segment } of LETTERS.segment(line.slice(0, MANY))) {
    width += textWidth(segment, fontSize);
    if (width > most) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function flat(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The words in lines of at most `most` pixels, the last of `lines` shortened. */
export function wrapped(text: string, fontSize: number, most: number, lines: number): string[] {
  const found: string[] = [];
  let line = '';
  for (const word of flat(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || found.length === lines - 1 || textWidth(longer, fontSize) <= most) {
      line = longer;
      continue;
    }
    found.push(line);
    line = word;
  }
  return [...found, line].map((each) => shortened(each, fontSize, most));
}
