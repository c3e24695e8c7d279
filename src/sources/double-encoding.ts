/**
 * Text that was encoded as UTF-8 twice ("JosÃ©" for "José"), as arXiv's API has delivered it. Only what can hardly be meant
 * is put right: whole runs of characters beyond ASCII that are, as bytes, valid UTF-8.
 */
import { isUtf8 } from 'node:buffer';

/** The characters that windows-1252 puts in the places of the bytes 0x80 to 0x9F. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const RUN = /[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}/g;
/**
 * What can't be meant as it stands: Latin-1 letters; Latin Extended-A, Greek and Cyrillic letters unless their second half is a
 * quotation mark or a space ("Ä»"); anything with a control character in it; punctuation and what else takes three or four bytes.
 */
const UNMEANT = /^(?:[\u00c2\u00c3][\u0080-\u00bf]|[\u00c4\u00c5\u00ce-\u00d1](?![\u00a0\u00ab\u00bb])[\u0080-\u00bf]|[\u00c6-\u00df][\u0080-\u009f]|[\u00e2-\u00ef][\u0080-\u00bf]{2}|\u00f0[\u0090-\u00bf][\u0080-\u00bf]{2})+$/;

/** The text with doubly encoded characters put right; the same string where there are none. Linear. */
export function withoutDoubleEncoding(text: string): string {
  RUN.lastIndex = 0;
  if (!RUN.test(text)) return text;
  return text.replace(RUN, (run) => {
    const bytes = Buffer.from(Array.from(run, byteOf));
    if (!isUtf8(bytes)) return run;
    // "É»" of a French quotation is valid UTF-8 of one rare letter: such letters must show at least twice.
    return bytes.length >= 4 || UNMEANT.test(bytes.toString('latin1')) ? bytes.toString('utf8') : run;
  });
}

function byteOf(character: string): number {
  const at = WINDOWS_1252.indexOf(character);
  return at >= 0 ? 0x80 + at : character.charCodeAt(0);
}
