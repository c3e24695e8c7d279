/**
 * API keys as they are given out: `coterie_`, 256 random bits, and a checksum, so that secret scanners know one when they
 * see it and a typing error is told from a key that is not known.
 */
import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'coterie_';
const PATTERN = /^coterie_([0-9a-f]{64})([0-9a-f]{8})$/;

/** sha256 of a text, in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const checksumOf = (digits: string): string => sha256Hex(`${PREFIX}${digits}`).slice(0, 8);

/** A new key; nothing but its holder is to keep it. */
export function makeKey(): string {
  const digits = randomBytes(32).toString('hex');
  return `${PREFIX}${digits}${checksumOf(digits)}`;
}

/** Whether a text means to be a key of this program. */
export function looksLikeKey(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Whether a text is a key as this program makes them, known or not: nothing is mistyped or cut off. */
export function isWellFormedKey(text: string): boolean {
  const [, digits, checksum] = PATTERN.exec(text) ?? [];
  return digits !== undefined && checksumOf(digits) === checksum;
}
