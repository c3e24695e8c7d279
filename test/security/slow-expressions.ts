/**
 * Regular expressions of the program that take much longer than a text is longer, to be run by hand where no other work
 * disturbs the times: `npx tsx test/security/slow-expressions.ts`. Each literal of src (but of the pages, which run in
 * their reader's own browser) is tried on texts made of its own pieces, over and over, with ends on which it fails. Prints those
 * whose time grows with the square of the length or worse, and ends with 1 where there are any.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';

const SRC = resolve(import.meta.dirname, '../../src');
/** The first tell what is exponential before it takes for ever; at the last what is quadratic takes a tenth of a second or more. */
const LENGTHS = [22, 28, 300, 3_000, 20_000];
const MOST_MS = 60;
const PIECES = [' ', 'a', 'A', '0', '-', ',', '.', '(', ')', '{', '}', '[', '"', '\'', '\\', '\n', '<', '&', ':', '/', '=', ';', '@', '$', '_', 'é', 'a ', 'a,', 'a.', 'A. ', '0-', ' ,', '=,', '{}', '\\a', '&a', 'a;', 'a-'];
const ENDS = ['\u0001', '!', '\n', 'a', ''];

interface Literal {
  readonly where: string;
  readonly source: string;
  readonly pattern: RegExp;
}

function literals(): Literal[] {
  const all: Literal[] = [];
  for (const name of readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts') && !/^explorer|generated/.test(each))) {
    const text = readFileSync(join(SRC, name), 'utf8');
    new Visitor({
      Literal(node) {
        if (!('regex' in node)) return;
        const { pattern, flags } = node.regex;
        all.push({ where: `src/${name}:${text.slice(0, node.start).split('\n').length}`, source: pattern, pattern: new RegExp(pattern, flags.replaceAll(/[gy]/g, '')) });
      },
    }).visit(parseSync(name, text).program);
  }
  return all;
}

/** The slowest text's milliseconds and what it is made of. */
function slowest({ source, pattern }: Literal): { readonly ms: number; readonly text: string } {
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

const all = literals();
const slow = all.map((each) => ({ ...each, ...slowest(each) })).filter(({ ms }) => ms > MOST_MS);
for (const { where, source, ms, text } of slow) console.log(`${where} /${source}/ took ${Math.round(ms)} ms on ${text}`);
console.log(`${slow.length} of ${all.length} regular expressions are slow`);
process.exitCode = slow.length > 0 ? 1 : 0;
