/** An answer as text, if it isn't too long: it is refused whole, never cut. */
import type { FormattedExecutionResult } from 'graphql';
import { responseTooLarge } from './errors.js';
import { MAX_RESPONSE_BYTES } from './limits.js';

/** Answers of fewer estimated values are written at once and measured then. */
const MEASURED_FIRST = 5_000;


/**
 * The answer as JSON. Large ones are measured before a text is made of them, so that what is refused takes no further memory.
 * @throws GraphQLError RESPONSE_TOO_LARGE
 */
export function answerText(result: FormattedExecutionResult, maxBytes = MAX_RESPONSE_BYTES): string {
  if (Number(result.extensions?.['cost'] ?? 0) > MEASURED_FIRST && isLongerThan(result, maxBytes)) throw responseTooLarge(maxBytes);
  const text = writtenAnswer(result, maxBytes);
  if (text.length > maxBytes || (text.length > maxBytes / 3 && Buffer.byteLength(text) > maxBytes)) throw responseTooLarge(maxBytes);
  return text;
}

function writtenAnswer(result: FormattedExecutionResult, maxBytes: number): string {
  try {
    return `${JSON.stringify(result)}\n`;
  } catch (error) {
    // Longer than a string can be.
    if (error instanceof RangeError) throw responseTooLarge(maxBytes);
    throw error;
  }
}

/** Whether the value's JSON certainly has more bytes; it may still have where the answer is no, since escapes and accents are not counted. O(values), and no longer than the limit. */
export function isLongerThan(value: unknown, maxBytes: number): boolean {
  const open: unknown[] = [value];
  let bytes = 0;
  while (open.length > 0) {
    const each = open.pop();
    if (typeof each === 'string') bytes += each.length + 2;
    else if (Array.isArray(each)) {
      // Brackets, and a comma between any two.
      bytes += 1 + Math.max(1, each.length);
      for (const item of each) open.push(item);
    } else if (typeof each === 'object' && each !== null) {
      let members = 0;
      for (const [key, member] of Object.entries(each)) {
        if (member === undefined) continue;
        members += 1;
        bytes += key.length + 3;
        open.push(member);
      }
      bytes += 1 + Math.max(1, members);
    } else bytes += 1;
    if (bytes > maxBytes) return true;
  }
  return false;
}
