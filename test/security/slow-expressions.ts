/**
 * Regular expressions of the program that take much longer than a text is longer, to be run by hand where no other work
 * disturbs the times: `npx tsx test/security/slow-expressions.ts`. It runs them, and so finds some that
 * expressions.test.ts, which takes them apart, can't. Each literal of src (but of the pages, which run in their reader's
 * own browser) is tried on texts made of its own pieces, over and over, with ends on which it fails. Prints those whose
 * time grows with the square of the length or worse, and ends with 1 where there are any.
 */
import { expressionsOfSrc } from './expressions-of-src.js';

/** The first tell what is exponential before it takes for ever; at the last what is quadratic takes a tenth of a second or more. */
const LENGTHS = [22, 28, 300, 3_000, 20_000];
const MOST_MS = 60;
const PIECES = [' ', 'a', 'A', '0', '-', ',', '.', '(', ')', '{', '}', '[', '"', '\'', '\\', '\n', '<', '&', ':', '/', '=', ';', '@', '$', '_', 'é', 'a ', 'a,', 'a.', 'A. ', '0-', ' ,', '=,', '{}', '\\a', '&a', 'a;', 'a-'];
const ENDS = ['\u0001', '!', '\n', 'a', ''];

/** The slowest text's milliseconds and what it is made of. */
function slowest(source: string, pattern: RegExp): { readonly ms: number; readonly text: string } {
  const own = Array.from(new Set(source.replaceAll(/\\[a-zA-Z](?:\{[^}]*\})?|[\^$*+?|()]/g, ' ').match(/[^\s[\]]{1,12}/g) ?? [])).slice(0, 12);
  const starts = ['', ...own.slice(0, 3)];
  let worst = { ms: 0, text: '' };
  for (const piece of [...PIECES, ...own, ...own.map((each) => `${each} `)]) {
    for (const start of starts) {
      for (const end of ENDS) {
        for (const length of LENGTHS) {
          const text = start + piece.repeat(Math.ceil(length / piece.length)) + end;
          let ms = Infinity;
          // What the machine did meanwhile is not counted: the quickest of three, where the first is slow.
          for (let time = 0; time < 3 && ms > MOST_MS; time++) {
            const from = performance.now();
            pattern.lastIndex = 0;
            pattern.exec(text);
            ms = Math.min(ms, performance.now() - from);
          }
          if (ms > worst.ms) worst = { ms, text: JSON.stringify([start, piece, length, end]) };
          if (ms > MOST_MS) return worst;
        }
      }
    }
  }
  return worst;
}

const all = expressionsOfSrc().literals;
const slow = all
  // A sticky expression looks at one place: the caller moves on behind what it took.
  .map((each) => ({ ...each, ...slowest(each.source, new RegExp(each.source, each.flags.replace('g', ''))) }))
  .filter(({ ms }) => ms > MOST_MS);
for (const { where, source, ms, text } of slow) console.log(`${where} /${source}/ took ${Math.round(ms)} ms on ${text}`);
console.log(`${slow.length} of ${all.length} regular expressions are slow`);
process.exitCode = slow.length > 0 ? 1 : 0;
