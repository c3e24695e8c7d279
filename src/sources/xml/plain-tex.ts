/** TeX's accents in short texts as Unicode, by the decoder of the BibTeX source. */
import { isPlainText, LatexDecoder } from '../bibtex-latex.js';

const decoder = new LatexDecoder();

/** The text with TeX's commands for letters and accents resolved and braces gone; formulas stay as written. Half a millisecond where there are any. */
export function plainTex(text: string): string {
  // Formulas ($k_t$) are not for the decoder, which makes sub- and superscripts of them.
  if (isPlainText(text) || !/\\|[{}]/.test(text) || text.includes('$')) return text;
  decoder.wantText(text);
  decoder.decode();
  return decoder.text(text).value;
}
