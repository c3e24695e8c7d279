/** Text within XML 1.0: what must be escaped, and what may not stand there at all. */
import { decimal } from './decimal.js';

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\r': '&#13;', '\t': '&#9;' };
/** Controls, lone surrogates and the two non-characters have no place in XML 1.0, not even escaped. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What needs no look: most ids and names. */
const PLAIN = /^[ !#-%'-;=?-~]*$/;

/** `text` for an attribute in double quotes or for content; forbidden characters become U+FFFD. */
export function xmlText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"\n\r\t]/g, (character) => SPECIAL[character]);
}

/** A number as XML Schema's xs:double writes it. */
export function xmlNumber(value: number): string {
  if (Number.isFinite(value)) return decimal(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
}
