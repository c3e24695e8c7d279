/**
 * Public ids of authors and papers: short, safe in URLs, the same in every snapshot as long as the key is.
 * An id is a letter and the first 60 bits of the key's SHA-256 in Crockford's base 32 (no I, L, O, U).
 * Among ten million keys the chance that any two share an id is about one in 20,000.
 */
import { hash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** Public id of the author whose identity key is `key` (`orcid:…`, `name:…`): `A` and 12 characters. O(length of key). */
export function authorIdOf(key: string): string {
  return 'A' + digest(key);
}

/** Public id of the paper whose key is `key`: `P` and 12 characters. O(length of key). */
export function paperIdOf(key: string): string {
  return 'P' + digest(key);
}

/** Public id of an author who is named by a key or by the id itself, as tables and works do. */
export function authorIdIn(named: string): string {
  return isIdOf('A', named) ? named : authorIdOf(named);
}

/** Public id of a paper that is named by a key or by the id itself. */
export function paperIdIn(named: string): string {
  return isIdOf('P', named) ? named : paperIdOf(named);
}

function isIdOf(letter: string, text: string): boolean {
  return text.length === 1 + LENGTH && text.startsWith(letter) && Array.from(text.slice(1)).every((each) => ALPHABET.includes(each));
}

function digest(key: string): string {
  const bytes = Buffer.from(hash('sha256', key, 'hex'), 'hex');
  let text = '';
  for (let at = 0; at < LENGTH; at++) {
    const bit = at * 5;
    const window = (bytes[bit >> 3] << 8) | bytes[(bit >> 3) + 1];
    text += ALPHABET[(window >> (11 - (bit & 7))) & 31];
  }
  return text;
}
